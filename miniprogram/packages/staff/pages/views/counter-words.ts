/**
 * Troubles and codes of 医保码一码付 in a clerk's words: what is wrong, what to do, who acts, and the
 * number to pass on (one-code specification V1.0 §1.7).
 */
import type { Notice } from '../../../../components/notice/notice';
import type { Texts } from '../../../../i18n/texts';
import { fill } from '../../../../i18n/texts';
import type { Trouble } from '../../../../services/trouble';
import type { CodeState } from '../../components/code-state/code-state';
import type { StaffTexts } from '../../i18n/texts';
import { CODE_ACTORS, returnCodeIn } from '../../services/return-codes';

type Reasons = Pick<Texts, 'reasons'>;
type Own = StaffTexts['counterReasons'];

interface Said {
  readonly title: string;
  readonly text: string;
}

function hasOwnWords(reason: Trouble, own: Own): reason is Trouble & keyof Own {
  return Object.prototype.hasOwnProperty.call(own, reason);
}

/** A trouble as a clerk is told it; patients' words where they fit. */
export function reasonSaid(reason: Trouble, t: Reasons, s: StaffTexts): Said {
  return hasOwnWords(reason, s.counterReasons) ? s.counterReasons[reason] : t.reasons[reason];
}

export function counterNotice(
  reason: Trouble,
  t: Reasons,
  s: StaffTexts,
  tone: Notice['tone'] = 'bad',
): Notice {
  const { title, text } = reasonSaid(reason, t, s);
  return { tone, title, text, call: '' };
}

/** What was heard: the number's own sentence and who acts; else the reason's. Undefined without both. */
export function heardSaid(
  { reason, code }: { readonly reason?: Trouble; readonly code?: string },
  t: Reasons,
  s: StaffTexts,
): Pick<CodeState, 'title' | 'lines' | 'who' | 'number'> | undefined {
  const number = code === undefined ? '' : fill(s.counter.codeNo, { code: shortCode(code) });
  const known = returnCodeIn(code);
  if (known !== undefined) {
    const { title, text } = s.codes[known];
    return { title, lines: [text], who: s.codeWho[CODE_ACTORS[known]], number };
  }
  if (reason === undefined) return undefined;
  const { title, text } = reasonSaid(reason, t, s);
  return { title, lines: [text], who: '', number };
}

function shortCode(code: string): string {
  return code.replace(/^onecode /, '');
}
