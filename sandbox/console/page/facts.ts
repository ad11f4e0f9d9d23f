/** Lists of facts about an order: names, amounts, times; what is not there is left out. */

import { el } from './dom';
import { numberIn, textIn } from './read';
import { shortMoment, yuan } from './words';

export type Fact = readonly [name: string, value: string | HTMLElement | undefined];

export function facts(...list: readonly Fact[]): HTMLElement {
  const shown = list.filter(([, value]) => value !== undefined && value !== '');
  return el(
    'dl',
    { class: 'facts' },
    ...shown.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
  );
}

export function money(fields: unknown, name: string): string | undefined {
  const fen = numberIn(fields, name);
  return fen === undefined ? undefined : yuan(fen);
}

export function time(fields: unknown, name: string): string | undefined {
  const ms = numberIn(fields, name);
  return ms === undefined ? undefined : shortMoment(ms);
}

const whole = (text: string): HTMLElement => el('span', { class: 'whole' }, text);

/** The two parts of a payment as they stand under `cash` and `insurance`. */
export function legs(fields: unknown): HTMLElement {
  const [cash, insurance] = [textIn(fields, 'cash'), textIn(fields, 'insurance')];
  return el('span', {}, whole(`自费 ${cash || '—'}`), ' ', whole(`医保 ${insurance || '—'}`));
}
