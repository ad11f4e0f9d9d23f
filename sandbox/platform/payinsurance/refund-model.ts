/**
 * What the simulated platform knows of refunds (interface document v2.4 §3.6, §3.7; traps 11, 30, 34)
 * and what a script may decide about them. One refund per order; two legs, each with an end of its
 * own. Amounts in fen, times in ms since the epoch.
 */

/** §3.7: CHANGE = the bank sent it back to the merchant, who must transfer it by hand. */
export type CashRefundState = 'REFUNDING' | 'SUCCESS' | 'CHANGE';
export type InsuranceRefundState = 'REFUNDING' | 'SUCCESS' | 'FAIL';
/** §3.7 med_refund_state: SUCCESS once every leg is. */
export type RefundState = 'REFUNDING' | 'SUCCESS';

/** How the legs will end, once their time has come. */
export interface RefundFate {
  readonly cash: 'SUCCESS' | 'CHANGE';
  readonly insurance: 'SUCCESS' | 'FAIL';
}

export interface Refund {
  /** `<mch_id>/<sub_mch_id or ->/<hosp_out_refund_no>` */
  readonly id: string;
  readonly orderId: string;
  readonly medRefundId: string;
  /** The request as it came, without `sign` and `nonce_str`. */
  readonly asked: Readonly<Record<string, string>>;
  readonly askedAt: number;
  /** What goes back. */
  readonly cashFee: number;
  readonly insuranceFee: number;
  /** Absent: this refund has no such leg. */
  readonly cash?: CashRefundState;
  readonly insurance?: InsuranceRefundState;
  readonly fate: RefundFate;
  /** When the legs that are REFUNDING meet their fate; absent: not before they are told to. */
  readonly endsAt?: number;
  /** When the last leg became SUCCESS. */
  readonly endedAt?: number;
  readonly insuranceEndedAt?: number;
  readonly cashRefundId?: string;
  readonly insuranceRefundId?: string;
  readonly responseContent?: string;
}

/** What a script has decided about a refund that has not been asked for yet. */
export interface RefundPlan {
  /** The order's hosp_out_trade_no, or `*` for whichever comes next. */
  readonly id: string;
  readonly cash?: RefundFate['cash'];
  readonly insurance?: RefundFate['insurance'];
  /** `null`: stays REFUNDING until told otherwise. Absent: `refundingMs` of the settings. */
  readonly afterMs?: number | null;
}

export type RefundDecision = Omit<RefundPlan, 'id'>;

/**
 * finish: legs under way succeed now · change: the bank returns the cash leg · fail: the bureau refuses
 * the insurance leg · stay: nothing ends by itself any more · heal: the bureau takes a failed leg after
 * all.
 */
export const REFUND_ACTS = ['finish', 'change', 'fail', 'stay', 'heal'] as const;
export type RefundAct = (typeof REFUND_ACTS)[number];

/** The numbers under which a refund is known; looked up in the priority of §3.7 (trap 34). */
export interface RefundNames {
  readonly medRefundId?: string | undefined;
  readonly hospOutRefundNo?: string | undefined;
  readonly hospOutTradeNo?: string | undefined;
  readonly medTransId?: string | undefined;
}

export function refundState(refund: Pick<Refund, 'cash' | 'insurance'>): RefundState {
  const ended = [refund.cash, refund.insurance].every((leg) => (leg ?? 'SUCCESS') === 'SUCCESS');
  return ended ? 'SUCCESS' : 'REFUNDING';
}

/** Whether a leg is still on its way. */
export function isMoving(refund: Pick<Refund, 'cash' | 'insurance'>): boolean {
  return refund.cash === 'REFUNDING' || refund.insurance === 'REFUNDING';
}
