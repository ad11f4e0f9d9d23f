/**
 * Everything that can happen to an order, and the named outcomes of it (money rule 3).
 */
import type { Amounts } from './amounts';
import type { CityRules } from './city-rules';
import type { TenderKind } from './counter';
import type { PaymentEvidence } from './evidence';
import type { OpenId } from './ids';
import type { Launch } from './launch';
import type { Order } from './order';
import type { RefundEvidence } from './refund';
import type { RefundAsk } from './refund-plan';
import type { ReviewAct } from './review';
import type { Reason } from '../../miniprogram/shared/reasons';

/** What was said instead of yes: the code, and by what the platform finds its answer again. */
export interface Answered {
  readonly code: string;
  readonly requestId?: string;
}

export type OrderEvent =
  /** The platform took the order, signed. */
  | {
      readonly type: 'accepted';
      readonly platformTradeNo: string;
      readonly launch: Launch;
    }
  /** The patient permitted the use of their insurance: the fees are about to be uploaded. */
  | { readonly type: 'authorised' }
  /** The bureau has fixed the split; nothing was sent to the platform yet. */
  | {
      readonly type: 'priced';
      readonly amounts: Amounts;
      readonly payOrderId: string;
      readonly createdAt: number;
    }
  /**
   * Refused for certain. `leftovers`: parts of it exist (an upload, a cash order) and must be taken back
   * before it is over; otherwise nothing exists anywhere.
   */
  | ({
      readonly type: 'rejected';
      readonly reason: Reason;
      readonly leftovers?: true;
      /** In the platform's own words. */
      readonly why?: string;
    } & Answered)
  /** Sent, and what came back says nothing certain. */
  | ({ readonly type: 'unknown' } & Answered)
  /** Never sent: another order took the bill before this one could go out. */
  | { readonly type: 'abandoned'; readonly reason: Reason }
  | { readonly type: 'evidence'; readonly evidence: PaymentEvidence }
  /** The platform knows no such order. */
  | { readonly type: 'absent' }
  | {
      readonly type: 'close-asked';
      readonly by:
        'patient' | 'clerk' | 'deadline' | 'ask-changed' | 'bill-gone' | 'paid-elsewhere';
    }
  /** At a counter: the charge is about to be reversed, which gives back what was paid. */
  | { readonly type: 'close-sent' }
  /** At a counter: the code shall pay nothing any more, the cash part will be taken otherwise. */
  | { readonly type: 'tender-asked'; readonly by: OpenId }
  /** The clerk has the cash part, under that receipt. */
  | {
      readonly type: 'tender-taken';
      readonly kind: TenderKind;
      readonly receipt: string;
      readonly by: OpenId;
    }
  /** Asked, and no answer that means anything came back. */
  | ({
      readonly type: 'ask-failed';
      /** Of an order at a counter that takes it first: the cash is there. */
      readonly cashTaken?: true;
    } & Answered)
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
    }
  /** The place of a registration is given back, or need not be. */
  | { readonly type: 'place-released' }
  | RefundEvent
  /** A person ends a case with the act that it needs. */
  | { readonly type: 'review-ended'; readonly act: ReviewAct; readonly by: OpenId };

/** What happens to the refund of an order (money rule 9). */
export type RefundEvent =
  | { readonly type: 'refund-asked'; readonly ask: RefundAsk; readonly city?: CityRules }
  /** The hospital keeps back what was paid for; `cancelled`: it never booked it and can no longer. */
  | { readonly type: 'refund-held'; readonly hold: 'held' | 'cancelled' | 'not-needed' }
  | { readonly type: 'refund-hold-refused'; readonly code: string; readonly reason: Reason }
  /** The city's day is over, and nothing was sent. */
  | { readonly type: 'refund-window-over' }
  /** The next thing is the message. */
  | { readonly type: 'refund-sending' }
  | {
      readonly type: 'refund-taken';
      readonly platformRefundNo?: string;
      /** The platform has been told that insurance went back. */
      readonly told?: true;
    }
  /** A part of it never went out: the same is to be sent again and goes on where it stopped. */
  | {
      readonly type: 'refund-unfinished';
      readonly code: string;
      readonly legs: RefundEvidence['legs'];
    }
  /** Refused for certain, for good. */
  | ({ readonly type: 'refund-not-taken'; readonly reason: Reason } & Answered)
  /** Nothing happened this time; it may be sent again. */
  | ({ readonly type: 'refund-not-sent' } & Answered)
  | { readonly type: 'refund-evidence'; readonly evidence: RefundEvidence }
  /** The platform does not find it. */
  | { readonly type: 'refund-absent' }
  /** An answer that says nothing, of the platform or of the hospital. */
  | ({ readonly type: 'refund-stumbled' } & Answered)
  /** The hospital has booked that the money is back. */
  | { readonly type: 'refund-booked' }
  /** The hospital hands out again what it held back. */
  | { readonly type: 'refund-released' };

export type OutcomeName =
  | 'authorised'
  | 'priced'
  | 'leftovers'
  | 'half-paid'
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
  | 'refund-reserved'
  | 'refund-not-possible'
  | 'refund-held'
  | 'refund-by-hand'
  | 'refund-hold-refused'
  | 'refund-window-over'
  | 'refund-sending'
  | 'refund-taken'
  | 'refund-refused'
  | 'refund-doubted'
  | 'refund-not-sent'
  | 'refund-going'
  | 'refund-returned'
  | 'refund-differs'
  | 'refund-contradicted'
  | 'refund-change'
  | 'refund-insurance-failed'
  | 'refund-too-early'
  | 'refund-absent'
  | 'refund-unfinished'
  | 'refund-vanished'
  | 'refund-stumbled'
  | 'refund-done'
  | 'refund-booked'
  | 'refund-released'
  | 'place-released'
  | 'close-sent'
  | 'paid-unsure'
  | 'tender-asked'
  | 'tender-not-possible'
  | 'tender-awaited'
  | 'tender-over'
  | 'tender-taken'
  | 'review-ended'
  | 'act-does-not-fit'
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
  readonly by?: OpenId;
  /** The case that stood before is over. */
  readonly endsReview?: true;
}
