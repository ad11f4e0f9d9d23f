/**
 * A refund of a payment: one number, sums reserved before anybody hears of it, and a saga of two other
 * parties, platform and hospital, whose steps are visible (money rule 9). 1.0 knows one refund per
 * order: insurance whole or not at all, cash whole or in part (interface document v2.4 §3.6, trap 11).
 */
import type { Fen } from '../../miniprogram/shared/fen';
import type { Reason } from '../../miniprogram/shared/reasons';
import type { OpenId, OrderNo, RefundNo } from './ids';

/**
 * whole · cash-only: all of the cash, insurance stays · cash-part: part of the cash, insurance stays ·
 * insurance-and-cash-part: insurance whole and part of the cash.
 */
export type RefundMode = 'whole' | 'cash-only' | 'cash-part' | 'insurance-and-cash-part';

/** Why money goes back. Everything but `patient` and `clerk` is owed: no rule about requests binds it. */
export type RefundCause =
  'patient' | 'clerk' | 'hospital-refused' | 'paid-twice' | 'review' | 'half-paid';

/**
 * reserved: number and sums are stored, the hospital has not answered yet · held: the hospital keeps
 * back what was paid for, nothing was sent · sending: about to be sent or sent, the platform may know ·
 * refunding: the platform has shown it · by-hand: a person must bring the money back · returned: the
 * money is back, the hospital has not booked it yet · done · refused: nothing went back, nothing will.
 */
export type RefundState =
  'reserved' | 'held' | 'sending' | 'refunding' | 'by-hand' | 'returned' | 'done' | 'refused';

/** change: the bank sent it back to the hospital, it must be transferred by hand. */
export type RefundLegState =
  'none' | 'due' | 'refunding' | 'refunded' | 'change' | 'failed' | 'by-hand';

/** not-needed: the hospital never booked the payment, and cannot any more. */
export type HospitalHold = 'not-needed' | 'due' | 'held' | 'confirmed' | 'released';

export interface Refund {
  readonly refundNo: RefundNo;
  readonly mode: RefundMode;
  /** Reserved: what goes back. */
  readonly cash: Fen;
  readonly insurance: Fen;
  readonly cause: RefundCause;
  /** Who asked; absent when it happened by itself. */
  readonly by?: OpenId;
  /** In the words of who asked, or the code that made it owed. */
  readonly note: string;
  readonly via: 'api' | 'manual';
  readonly askedAt: number;
  readonly state: RefundState;
  /** When the state began. */
  readonly since: number;
  readonly hold: HospitalHold;
  readonly legs: { readonly cash: RefundLegState; readonly insurance: RefundLegState };
  /** How often it was sent to the platform; always the same number and the same sums. */
  readonly sends: number;
  /** Steps in a row that brought no news; drives the backoff. */
  readonly asked: number;
  readonly platformRefundNo?: string;
  readonly cashRefundNo?: string;
  readonly insuranceRefundNo?: string;
  /** The platform has been told, by us or by a person, that the bureau brought insurance back (2.0). */
  readonly told?: true;
  /** It was told by a person: the number under which it was registered there. */
  readonly toldReceipt?: string;
  /** When the money was back, ms. */
  readonly returnedAt?: number;
  /** The receipt of a transfer by hand. */
  readonly receipt?: string;
  /** By when the city wants it finished, ms; absent where no rule says so (trap 13). */
  readonly finishBy?: number;
  /** Why it was refused: the hospital's or the platform's word, and the sentence for the patient. */
  readonly refusal?: string;
  readonly reason?: Reason;
}

/** One leg as the platform states it; `unstated` when the message leaves it out. */
export type RefundLegEvidence = 'refunded' | 'refunding' | 'change' | 'failed' | 'unstated';

/** A signed answer to our own question about a refund (§3.7); nothing else proves one (trap 30). */
export interface RefundEvidence {
  readonly orderNo: OrderNo;
  readonly refundNo: string;
  readonly ours: boolean;
  readonly state: 'refunded' | 'refunding';
  readonly legs: { readonly cash: RefundLegEvidence; readonly insurance: RefundLegEvidence };
  readonly amounts: { readonly cash?: Fen; readonly insurance?: Fen };
  readonly platformRefundNo?: string;
  readonly cashRefundNo?: string;
  readonly insuranceRefundNo?: string;
  /** When it was finished, ms since the epoch. */
  readonly endedAt?: number;
}

/** Somebody must go on with it: money or the hospital's hold is still in suspense. */
export function isOpen(refund: Refund | undefined): refund is Refund {
  if (refund === undefined || refund.state === 'done') return false;
  return refund.state !== 'refused' || refund.hold === 'held';
}

/** A visit that cost nothing is given back: the hospital frees the place, and nothing is sent anywhere. */
export function movesNothing({ cash, insurance }: Pick<Refund, 'cash' | 'insurance'>): boolean {
  return cash === 0 && insurance === 0;
}

/** When it was over for the patient (ms): the money back, or the place of a visit that cost nothing. */
export function backAt(refund: Refund): number | undefined {
  if (!movesNothing(refund)) return refund.returnedAt;
  return refund.state === 'done' ? refund.since : undefined;
}

/** It counts: its sums are reserved or back, and nothing of them may be promised again. */
export function isTaken(refund: Refund | undefined): refund is Refund {
  return refund !== undefined && (refund.state !== 'refused' || refund.hold === 'held');
}

/** We owe it: it happened by our or the hospital's doing, not on request. */
export function isOwed(refund: Pick<Refund, 'cause'>): boolean {
  return refund.cause !== 'patient' && refund.cause !== 'clerk';
}

/** Nothing of that leg is still on its way. */
export function isLegOver(leg: RefundLegState): boolean {
  return leg === 'none' || leg === 'refunded' || leg === 'by-hand';
}
