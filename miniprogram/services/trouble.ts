/** Why something failed, as a page sees it: the functions' reasons, and the phone's own. */
import type { Trouble } from '../i18n/texts';

export type { Trouble };

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: Trouble; readonly retry: boolean };

export function failed(reason: Trouble, retry: boolean): Outcome<never> {
  return { ok: false, reason, retry };
}
