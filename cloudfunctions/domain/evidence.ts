/**
 * What a payment platform says about an order, in words of our own. Channels translate their protocol
 * into these; only a signed answer to our own question becomes evidence (money rules 4 and 10).
 */
import type { Fen } from '../../miniprogram/shared/fen';
import type { OrderNo } from './ids';
import type { Reason } from '../../miniprogram/shared/reasons';

/** One leg as the platform states it; `unstated` when the message leaves it out. */
export type LegEvidence = 'unpaid' | 'paid' | 'refunded' | 'closed' | 'unstated';

/**
 * not-paid · unbound: no insurance card bound yet · paying: the patient is in the cashier · paid ·
 * failing: failed, being unwound, not final · failed: failed, final if no leg holds money · closed ·
 * refunded: money has gone back · half-paid: cash was taken, insurance failed for certain and will not
 * pay any more, and nobody but us brings the cash back · cash-closed: the cash will not be taken by this
 * way any more for certain, insurance is settled and stands (counters).
 */
export type PlatformState =
  | 'not-paid'
  | 'unbound'
  | 'paying'
  | 'paid'
  | 'failing'
  | 'failed'
  | 'closed'
  | 'refunded'
  | 'half-paid'
  | 'cash-closed';

export interface PaymentEvidence {
  readonly orderNo: OrderNo;
  /** Whether merchant and appid in the message are ours; the channel compares every one it sent. */
  readonly ours: boolean;
  readonly state: PlatformState;
  readonly legs: { readonly cash: LegEvidence; readonly insurance: LegEvidence };
  /** Nothing is held, but something of it still stands elsewhere and must be withdrawn (trap 38). */
  readonly leftovers?: true;
  /**
   * Why insurance failed, where that was said in words that we know: our name for them, and what the
   * patient reads. The words themselves stay outside (money rule 14).
   */
  readonly why?: { readonly code: string; readonly reason: Reason };
  /** What the platform was asked to take with; absent where the message leaves it out. */
  readonly payWith?: 'cash' | 'insurance' | 'mixed';
  readonly amounts: {
    readonly total?: Fen;
    readonly cash?: Fen;
    readonly insurance?: Fen;
    readonly insuranceFund?: Fen;
    readonly insuranceSelf?: Fen;
    readonly insuranceOther?: Fen;
  };
  readonly platformTradeNo?: string;
  readonly insuranceTradeNo?: string;
  readonly cashTradeNo?: string;
  /** When it was paid, ms since the epoch. */
  readonly paidAt?: number;
}

/** Whether a failed call can have had an effect at the platform (money rule 2). */
export type Effect = 'none' | 'maybe' | 'done';
