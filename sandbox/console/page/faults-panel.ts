/** Faults: what waits, and taking it away; planting is in fault-form.ts. */

import { get, remove } from './api';
import { el, nothing, redraw, section } from './dom';
import { faultForm } from './fault-form';
import { Live, type Panel } from './panel';
import { listIn, numberIn, part, textIn, textsIn, type Fields } from './read';
import { lever } from './toast';
import { kindWord } from './words';

/** `his.settle` and its kinds, from GET /faults/calls. */
async function knownCalls(): Promise<ReadonlyMap<string, readonly string[]>> {
  const parties = listIn(await get('/faults/calls'), 'parties');
  const calls = parties.flatMap((party) => listIn(party, 'calls'));
  return new Map(calls.map((one) => [textIn(one, 'call'), textsIn(one, 'kinds')]));
}

function faultWords(found: Fields): string {
  const fault = part(found, 'fault');
  const ms = numberIn(fault, 'ms');
  const times = numberIn(fault, 'times');
  const skip = numberIn(found, 'skip') ?? 0;
  const words = [
    kindWord(textIn(fault, 'kind')),
    textIn(fault, 'code'),
    ms === undefined ? '' : `${String(ms)} 毫秒`,
    times === undefined ? '' : `${String(times)} 份`,
    skip > 0 ? `先放过 ${String(skip)} 次` : '',
    `剩 ${String(numberIn(found, 'left') ?? 0)} 次`,
  ];
  return words.filter((word) => word !== '').join(' · ');
}

function waiting(found: Fields, after: () => void): HTMLElement {
  const id = String(numberIn(found, 'id') ?? 0);
  const call = textIn(found, 'call');
  const away = lever({
    ...{ text: '移除', said: '故障已移除', label: `移除 ${call} 的故障` },
    act: () => remove(`/faults/${id}`),
    ...{ after, key: `fault-${id}`, testid: 'fault-remove' },
  });
  return el(
    'article',
    { class: 'row', testid: 'fault', attrs: { 'data-call': call } },
    el('div', { class: 'row-head' }, el('code', {}, call), away),
    el('p', { class: 'hint' }, faultWords(found)),
  );
}

export function faultsPanel(): Panel {
  const after = (): void => void live.refresh();
  const form = faultForm(after);
  let offered = false;
  const live = new Live(
    'faults',
    async () => listIn(await get('/faults'), 'faults'),
    (faults) => {
      if (faults.length === 0) return [nothing('没有等待的故障', '各方都会正常应答。')];
      const clear = lever({
        ...{ text: '全部移除', said: '故障已全部移除', act: () => remove('/faults') },
        ...{ after, key: 'clear', testid: 'faults-clear' },
      });
      return [el('div', { class: 'rows' }, ...faults.map((one) => waiting(one, after))), clear];
    },
  );
  return {
    name: 'faults',
    title: '故障',
    draw: (place) => redraw(place, form.element, section('等待中的故障', live.element)),
    refresh: async () => {
      if (!offered) {
        form.offer(await knownCalls());
        offered = true;
      }
      await live.refresh();
    },
  };
}
