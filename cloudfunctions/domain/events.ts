/**
 * Everything that can happen to an order, and the named outcomes of it (money rule 3).
 */
import type { PaymentEvidence } from './evidence';
import type { Order } from './order';
import type { Reason } from '../../miniprogram/shared/reasons';

export type OrderEvent =
  /** The platform took the order, signed. */
  | {
      readonly type: 'accepted';
      readonly platformTradeNo: string;
      readonly launch: { readonly appId: string; readonly path: string };
    }
  /** The platform refused it for certain; nothing exists there. */
  | { readonly type: 'rejected'; readonly reason: Reason; readonly code: string }
  /** Sent, and what came back says nothing certain. */
  | { readonly type: 'unknown'; readonly code: string }
  /** Never sent: another order took the bill before this one could go out. */
  | { readonly type: 'abandoned'; readonly reason: Reason }
  | { readonly type: 'evidence'; readonly evidence: PaymentEvidence }
  /** The platform knows no such order. */
  | { readonly type: 'absent' }
  | {
      readonly type: 'close-asked';
      readonly by: 'patient' | 'deadline' | 'ask-changed' | 'bill-gone' | 'paid-elsewhere';
    }
  /** Asked, and no answer that means anything came back. */
  | { readonly type: 'ask-failed'; readonly code: string }
  /** A verified notice about an order that ended: it is worth another look. */
  | { readonly type: 'hinted' }
  /** Nothing could be done with it this time; others come first. */
  | { readonly type: 'stumbled'; readonly code: string }
  | { readonly type: 'nothing-to-pay' }
  | {
      readonly type: 'settled';
      readonly settlementNo?: string;
      readonly pickup?: string;
      /** It holds the number, but not what we asked it to book. */
      readonly doubtful?: true;
      readonly booked?: {
        readonly total: number;
        readonly cash: number;
        readonly insurance: number;
      };
    }
  /** It is not known whether the hospital heard. */
  | { readonly type: 'settle-unknown'; readonly code: string }
  /** The hospital will not book it, and can no longer: its tombstone stands. */
  | {
      readonly type: 'settle-refused';
      readonly code: string;
      readonly reason: Reason;
      readonly elsewhere: boolean;
    };

export type OutcomeName =
  | 'accepted'
  | 'merged'
  | 'accepted-after-end'
  | 'rejected'
  | 'unknown'
  | 'abandoned'
  | 'wrong-order'
  | 'wrong-merchant'
  | 'amount-mismatch'
  | 'legs-contradict'
  | 'paid'
  | 'paid-after-end'
  | 'already-paid'
  | 'paid-differs'
  | 'paid-contradicted'
  | 'refund-not-ours'
  | 'failed'
  | 'failed-but-leg-paid'
  | 'failed-unproven'
  | 'failing'
  | 'closed'
  | 'closed-but-leg-paid'
  | 'launch-lost'
  | 'reopened'
  | 'hinted'
  | 'stumbled'
  | 'seen'
  | 'too-early'
  | 'absent'
  | 'vanished'
  | 'closing'
  | 'not-closable'
  | 'ask-failed'
  | 'look-back-given-up'
  | 'not-needed'
  | 'settled'
  | 'booked-otherwise'
  | 'settle-unknown'
  | 'hospital-silent'
  | 'settle-refused'
  /** Nothing new, or too late to matter; the order is as it was. */
  | 'stale';

export interface Outcome {
  readonly name: OutcomeName;
  /** The order after the event: the same object when nothing changed, else one version further. */
  readonly order: Order;
}

/** What one event does, before version, history and schedule are brought up to date. */
export interface Verdict {
  readonly name: OutcomeName;
  /** Undefined: nothing changes, nothing is written. */
  readonly change?: Partial<Order>;
  /** When to look next, where it is not for the schedule to say; ms. */
  readonly dueAt?: number;
  readonly note?: string;
}
