/**
 * The cash part of a payment at a counter, charged with a certificate of 一码付 as with a payment code
 * (WeChat Pay APIv3 付款码支付). One number, charged at most once; an unknown outcome is asked about and,
 * if it stays unpaid, reversed. Amounts in fen, times in ms.
 */
import type { OrderNo, RefundNo } from '../domain/ids';
import type { Fen } from '../../miniprogram/shared/fen';
import type { CounterTerminal } from './one-code';
import type { Deadline } from './deadline';
import type { Failure } from './payment-channel';

export interface ChargeAsk {
  readonly orderNo: OrderNo;
  readonly title: string;
  readonly cash: Fen;
  /** Secret. */
  readonly payCert: string;
  readonly terminal: CounterTerminal;
}

export type ChargeOutcome =
  /** Taken or being taken: how it stands only `query` proves. */
  | { readonly kind: 'taken'; readonly tradeNo?: string }
  /** Nothing was charged and nothing will be under this number. */
  | ({ readonly kind: 'refused' } & Failure)
  | ({ readonly kind: 'unknown' } & Failure);

/**
 * paying: the patient is typing the password · unpaid: failed or not begun, not closed · closed: revoked,
 * closed or failed for good, nothing is held · refunded: money went back.
 */
export type ChargeState = 'paying' | 'unpaid' | 'paid' | 'closed' | 'refunded';

export type ChargeSeen =
  | {
      readonly kind: 'found';
      /** Whether merchant, appid and number are ours. */
      readonly ours: boolean;
      readonly state: ChargeState;
      readonly amount?: Fen;
      readonly tradeNo?: string;
      readonly paidAt?: number;
    }
  | { readonly kind: 'absent' }
  | ({ readonly kind: 'unknown' } & Failure);

export type ReverseOutcome =
  /** Taken; that nothing is held is proven by `query`. */
  | { readonly kind: 'taken' }
  /** Not yet (recall): ask again. */
  | ({ readonly kind: 'again' } & Failure)
  | ({ readonly kind: 'refused' } & Failure)
  | ({ readonly kind: 'unknown' } & Failure);

export interface CashRefundAsk {
  readonly orderNo: OrderNo;
  readonly refundNo: RefundNo;
  /** What goes back, and all that was paid. */
  readonly refund: Fen;
  readonly total: Fen;
}

export type CashRefundOutcome =
  | { readonly kind: 'taken'; readonly platformRefundNo?: string }
  | ({ readonly kind: 'refused' } & Failure)
  | ({ readonly kind: 'not-sent' } & Failure)
  | ({ readonly kind: 'unknown' } & Failure);

export type CashRefundSeen =
  | {
      readonly kind: 'found';
      readonly ours: boolean;
      /** change: ABNORMAL, to be transferred by hand · failed: CLOSED. */
      readonly state: 'refunding' | 'refunded' | 'change' | 'failed';
      readonly amount?: Fen;
      readonly platformRefundNo?: string;
      readonly endedAt?: number;
    }
  | { readonly kind: 'absent' }
  | ({ readonly kind: 'unknown' } & Failure);

export interface CounterPayment {
  charge(ask: ChargeAsk, deadline: Deadline): Promise<ChargeOutcome>;
  query(orderNo: OrderNo, deadline: Deadline): Promise<ChargeSeen>;
  /** 撤销: closes what is unpaid, gives back what was paid. Only for what shall not be paid. */
  reverse(orderNo: OrderNo, deadline: Deadline): Promise<ReverseOutcome>;
  /** For the function `refund` alone. */
  refund(ask: CashRefundAsk, deadline: Deadline): Promise<CashRefundOutcome>;
  queryRefund(refundNo: RefundNo, deadline: Deadline): Promise<CashRefundSeen>;
}
