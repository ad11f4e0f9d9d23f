/**
 * One exchange with the APIv3 gateway, as the calls of 2.0 and of payment codes see it. Signed, sent, verified over
 * the raw answer, and judged: only a verified answer says anything for certain (money rules 2 and 4).
 */
import type { Effect } from '../../domain/evidence';
import type { OrderNo } from '../../domain/ids';
import type { Reason } from '../../../miniprogram/shared/reasons';
import type { Deadline } from '../../ports/deadline';

export type CallName =
  | 'prepay'
  | 'mixed-order'
  | 'query-mixed'
  | 'query-cash'
  | 'close-cash'
  | 'charge'
  | 'reverse'
  | 'refund-cash'
  | 'query-refund'
  | 'notify-refund'
  | 'trade-bill';

export type Json = string | number | boolean | { readonly [name: string]: Json } | readonly Json[];

export interface ApiAsk {
  readonly call: CallName;
  readonly method: 'GET' | 'POST';
  /** With its query, as it is signed: /v3/… */
  readonly path: string;
  /** Serialised once: the bytes that are signed are the bytes that are sent. */
  readonly body?: Json;
  /** The body holds encrypted fields: their key's id goes along as Wechatpay-Serial. */
  readonly sensitive?: true;
  /** For the log. */
  readonly orderNo?: OrderNo;
}

export type ApiVerdict =
  /** 2xx, verified; `body` is an empty record where the answer has none (204). */
  | { readonly kind: 'success'; readonly body: Readonly<Record<string, unknown>> }
  /** A verified 4xx/5xx whose code the catalogue knows, or not; `effect` is the catalogue's word. */
  | {
      readonly kind: 'failure';
      readonly status: number;
      /** The platform's word, e.g. PARAM_ERROR, and the number at the end of the Request-Id, if any. */
      readonly error: string;
      readonly number?: string;
      /** Both together with the Request-Id, for the engineer. */
      readonly code: string;
      readonly effect: Effect;
      readonly reason: Reason;
      readonly requestId?: string;
    }
  /** No connection: nothing can have arrived. */
  | { readonly kind: 'not-sent'; readonly code: string; readonly reason: Reason }
  /** Anything else: time-out, unverified, unreadable. */
  | {
      readonly kind: 'unknown';
      readonly code: string;
      readonly reason: Reason;
      readonly requestId?: string;
    };

export interface MedInsApi {
  send(ask: ApiAsk, deadline: Deadline): Promise<ApiVerdict>;
}
