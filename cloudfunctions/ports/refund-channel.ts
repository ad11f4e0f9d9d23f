/** Bringing money back through a platform (money rule 9). Only the function `refund` may send. */
import type { RefundEvidence, RefundMode } from '../domain/refund';
import type { OrderNo, RefundNo } from '../domain/ids';
import type { Order, OrderKind } from '../domain/order';
import type { Fen } from '../../miniprogram/shared/fen';
import type { Deadline } from './deadline';
import type { Failure, InsuranceSession } from './payment-channel';

export interface RefundRequest {
  readonly orderNo: OrderNo;
  /** By which it was paid. */
  readonly channel: Order['channel'];
  readonly refundNo: RefundNo;
  readonly kind: OrderKind;
  readonly mode: RefundMode;
  /** What is to go back, in fen. */
  readonly cash: Fen;
  readonly insurance: Fen;
  /** Its fees went through the bureau (2.0): insurance goes back there first. */
  readonly insured: boolean;
  /** As given when the order was placed. */
  readonly serialNo: string;
  readonly billNo?: string;
  /** All that was paid, by leg and by part; a part that was never stated counts as 0. */
  readonly paid: {
    readonly cash: Fen;
    readonly fund: Fen;
    readonly self: Fen;
    readonly other: Fen;
  };
  readonly platformTradeNo?: string;
  /** A fresh one of the hospital (trap 32); absent where no insurance was involved. */
  readonly session?: InsuranceSession;
}

export type RefundOutcome =
  /** Taken; that it succeeded is proven by `queryRefund` only (trap 30). */
  | { readonly kind: 'taken'; readonly platformRefundNo?: string; readonly told?: true }
  /** Refused for good: the platform did nothing, and will not. */
  | ({ readonly kind: 'refused' } & Failure)
  /** Nothing happened this time (token, allow-list, no connection): the same may be sent again. */
  | ({ readonly kind: 'not-sent' } & Failure)
  | ({ readonly kind: 'unknown' } & Failure);

export type RefundQueryOutcome =
  | { readonly kind: 'evidence'; readonly evidence: RefundEvidence }
  /** The platform could not find a refund under these numbers (551): no proof that there is none. */
  | { readonly kind: 'not-found' }
  /** A part of it never went out: sending the same again goes on where it stopped. */
  | {
      readonly kind: 'unfinished';
      readonly code: string;
      /** How far the parts are; `unstated` what never went out. */
      readonly legs: RefundEvidence['legs'];
    }
  | ({ readonly kind: 'unknown' } & Failure);

export interface RefundSender {
  /** Whether the bureau wants a fresh session of the hospital with it (trap 32). */
  wantsSession(channel: Order['channel']): boolean;
  refund(request: RefundRequest, deadline: Deadline): Promise<RefundOutcome>;
}

export interface RefundAsker {
  queryRefund(
    numbers: {
      readonly orderNo: OrderNo;
      readonly channel: Order['channel'];
      readonly refundNo: RefundNo;
      readonly platformRefundNo?: string;
      /** What is to go back, in fen, and whether the platform has been told of the insurance part. */
      readonly cash: Fen;
      readonly insurance: Fen;
      readonly mode: RefundMode;
      readonly insured: boolean;
      readonly told: boolean;
    },
    deadline: Deadline,
  ): Promise<RefundQueryOutcome>;
}

/** Wakes the function `refund` for one order; what it may do stands in the order already. */
export interface RefundDesk {
  run(orderNo: OrderNo, deadline: Deadline): Promise<void>;
}
