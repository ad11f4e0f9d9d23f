/**
 * What an insured order of 2.0 or of a counter has beside its payment: its insurance part at the bureau,
 * arranged by the hospital, and cash that was taken without insurance (money rule 9, half-paid).
 */
import type { Fen } from '../../miniprogram/shared/fen';
import type { Amounts } from './amounts';

/**
 * The insurance part of an order at the bureau: the fees that the hospital uploads before a 2.0 order is
 * sent, or the settlement that it makes at the counter.
 */
export interface Upload {
  /** asked: the hospital was, is or will be asked for it · priced: the bureau has fixed the split. */
  readonly state: 'asked' | 'priced';
  /** What it was to cost before the bureau fixed it. */
  readonly quoted: Amounts;
  /** The bureau's number (pay_order_id of 6202; the settlement's at a counter) and when it was made, ms. */
  readonly payOrderId?: string;
  readonly createdAt?: number;
}

/** Cash was taken, insurance failed for certain: the cash goes back by itself. */
export interface HalfPaid {
  readonly cash: Fen;
  readonly paidAt: number;
  readonly cashTradeNo?: string;
}
