/**
 * What an insured order of 2.0 has beside its payment: its fees at the bureau, and cash that was taken
 * without insurance (money rule 9, half-paid).
 */
import type { Fen } from '../../miniprogram/shared/fen';
import type { Amounts } from './amounts';

/** The fees of an order at the insurance bureau, where the hospital uploads them before it is sent. */
export interface Upload {
  /** asked: the hospital was or is being asked to upload · priced: the bureau has fixed the split. */
  readonly state: 'asked' | 'priced';
  /** What it was to cost before the bureau fixed it. */
  readonly quoted: Amounts;
  /** The bureau's order number (pay_order_id of 6202) and when it was made, ms. */
  readonly payOrderId?: string;
  readonly createdAt?: number;
}

/** Cash was taken, insurance failed for certain: the cash goes back by itself. */
export interface HalfPaid {
  readonly cash: Fen;
  readonly paidAt: number;
  readonly cashTradeNo?: string;
}
