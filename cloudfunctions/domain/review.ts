/**
 * Cases for a person: each reason has one act that ends it (money rule 12). Technical faults alone end
 * in none of them: those that are told early heal by themselves.
 */
import type { Fen } from '../../miniprogram/shared/fen';
import type { Review, ReviewReason } from './order';

/**
 * record-transfer: the money went to the patient by hand, here is the receipt · decide-unbooked: it was
 * booked at the hospital by hand, or it goes back · conclude: what the money's true state is, after a
 * look at the merchant's account · record-booking: the hospital booked the refund by hand · record-told:
 * the platform was told by a person that insurance is back, here is the number.
 */
export type ReviewAct =
  | {
      readonly kind: 'record-transfer';
      readonly receipt: string;
      /** What went back in all, where that is not what was reserved; nothing: it stays with the hospital. */
      readonly sums?: { readonly cash: Fen; readonly insurance: Fen };
    }
  | {
      readonly kind: 'decide-unbooked';
      readonly choice: 'booked-by-hand' | 'refund';
      /** The hospital's receipt number, or why it goes back. */
      readonly note: string;
    }
  | {
      readonly kind: 'conclude';
      readonly note: string;
      /** The sums that the platform really holds; absent: it holds nothing. */
      readonly held?: { readonly cash: Fen; readonly insurance: Fen };
    }
  | { readonly kind: 'record-booking'; readonly receipt: string }
  | { readonly kind: 'record-told'; readonly receipt: string };

/** Cases that a person is told of while we go on asking. */
const WATCHED: readonly ReviewReason[] = [
  'undecided',
  'hospital-silent',
  'refund-change',
  'refund-insurance-failed',
  'refund-undecided',
  'refund-unbooked',
  'refund-untold',
];

/** A delay was technical if it heals, and healing ends the case (money rule 12). */
export function healsByItself(review: Review | undefined): boolean {
  return review !== undefined && WATCHED.includes(review.reason);
}

/** The act that ends a case of that reason. */
export function actFor(reason: ReviewReason): ReviewAct['kind'] {
  switch (reason) {
    case 'amount-mismatch':
    case 'wrong-merchant':
    case 'paid-differs':
    case 'paid-twice':
    case 'undecided':
    case 'refund-not-ours':
      return 'conclude';
    case 'hospital-refused':
    case 'hospital-booked-otherwise':
    case 'hospital-silent':
      return 'decide-unbooked';
    case 'refund-by-hand':
    case 'refund-change':
    case 'refund-insurance-failed':
    case 'refund-undecided':
    case 'refund-refused':
    case 'refund-differs':
      return 'record-transfer';
    case 'refund-unbooked':
      return 'record-booking';
    case 'refund-untold':
      return 'record-told';
  }
}
