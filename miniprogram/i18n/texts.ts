/**
 * The shape of every language: Chinese is the measure, and each reason has its sentence, so a gap
 * does not compile. Texts hold {names} that `fill` replaces.
 */
import type { Reason } from '../shared/reasons';
import type { care } from './zh-cn/care';
import type { pages } from './zh-cn/pages';
import type { pay } from './zh-cn/pay';
import type { people } from './zh-cn/people';
import type { refunds } from './zh-cn/refunds';
import type { visits } from './zh-cn/visits';

/** `offline` is the phone's own: the functions were not reached at all. */
export type Trouble = Reason | 'offline';

export interface ReasonText {
  readonly title: string;
  readonly text: string;
  /** Whether a person at the hospital is needed, so that the page offers the phone number. */
  readonly call: boolean;
}

export type ReasonTexts = Readonly<Record<Trouble, ReasonText>>;

export type Texts = typeof pages &
  typeof people &
  typeof care &
  typeof refunds &
  typeof visits & { readonly pay: typeof pay; readonly reasons: ReasonTexts };

/** Puts values in the place of {names}. A name without a value stays visible. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
