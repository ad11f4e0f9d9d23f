/**
 * What was seen, in a clerk's words: the server writes states and sums in fen ("state paid, cash 100"),
 * people read yuan. What is not of that form stays as it is: codes are evidence, too.
 */
import { fill } from '../../../../i18n/texts';
import { fen, yuanText } from '../../../../shared/fen';
import type { StaffTexts } from '../../i18n/texts';

type Words = StaffTexts['evidence'];

const PART = /^(state|total|cash|insurance)(?: ([a-z-]*[a-z]))?(?: (\d{1,15}|-))?$/;

function isWord(text: string, words: Words['words']): text is keyof Words['words'] {
  return Object.prototype.hasOwnProperty.call(words, text);
}

function isLabel(text: string): text is 'state' | 'total' | 'cash' | 'insurance' {
  return text === 'state' || text === 'total' || text === 'cash' || text === 'insurance';
}

function wordSaid(text: string, w: Words): string {
  return isWord(text, w.words) ? w.words[text] : text;
}

function partSaid(part: string, w: Words): string {
  const [, label = '', word = '', sum] = PART.exec(part) ?? [];
  if (isLabel(label)) {
    const said = word === '' ? '' : ` ${wordSaid(word, w)}`;
    const yuan = sum === undefined || sum === '-' ? '' : ` ¥${yuanText(fen(Number(sum)))}`;
    const none = sum === '-' ? ` ${w.words.unstated}` : '';
    return `${w[label]}${said}${yuan}${none}`;
  }
  const what = /^differs in ([a-z]+)$/.exec(part)?.[1];
  if (what === undefined) return wordSaid(part, w);
  return fill(w.differs, { what: isLabel(what) ? w[what] : what });
}

/** Cash that was taken otherwise at a counter: how, and its receipt ("bank-card 0012"). */
function tenderSaid(part: string, { kinds }: StaffTexts['counterPay']): string | undefined {
  const [, kind = '', receipt = ''] = /^(notes|bank-card|other) (.+)$/.exec(part) ?? [];
  if (kind !== 'notes' && kind !== 'bank-card' && kind !== 'other') return undefined;
  return `${kinds[kind]} ${receipt}`;
}

export function evidenceSaid(
  evidence: string,
  { evidence: w, counterPay }: Pick<StaffTexts, 'evidence' | 'counterPay'>,
): string {
  return evidence
    .split(/[,;] /)
    .map((part) => tenderSaid(part, counterPay) ?? partSaid(part, w))
    .join('，');
}
