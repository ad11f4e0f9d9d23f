/** What a call is to the engine: its name (for faults and the wire log), its path, what it answers. */

import type { Caller, JsonObject } from './model';

export type CallName =
  | 'prepay'
  | 'mixedOrder'
  | 'queryMixed'
  | 'queryCash'
  | 'closeCash'
  | 'codepay'
  | 'reverse'
  | 'refundCash'
  | 'queryRefund'
  | 'notifyRefund'
  | 'tradeBill'
  | 'downloadBill';

/** One call whose signature is right. */
export interface Call {
  readonly caller: Caller;
  /** The number in the path; '' where there is none. */
  readonly no: string;
  readonly search: URLSearchParams;
  readonly body: string;
  /** A header of the request by its lower-case name. */
  readonly header: (name: string) => string | undefined;
}

export type Result =
  /** `lost`: the answer never arrives. */
  | { readonly kind: 'json'; readonly body: JsonObject; readonly lost?: true }
  | { readonly kind: 'no-content' }
  /** A bill: bytes, not signed. */
  | { readonly kind: 'file'; readonly text: string; readonly gzip: boolean };

export const NO_CONTENT: Result = { kind: 'no-content' };
export const ok = (body: JsonObject): Extract<Result, { kind: 'json' }> => ({ kind: 'json', body });
