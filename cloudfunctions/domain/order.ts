/**
 * The order: one payment of one or more bills. One model for every channel: amounts, two legs, one
 * payment state, one fulfilment state, a version and a history (money rules 1–8). Plain JSON, so that
 * it can be stored as it is; times are ms since the epoch.
 */
import type { Amounts } from './amounts';
import type { CounterPart } from './counter';
import type { BillId, HospitalId, OpenId, OrderNo, PatientId } from './ids';
import type { Launch } from './launch';
import { isOpen, isTaken, type Refund } from './refund';
import { isBooked } from './refund-word';
import { healsByItself } from './review';
import type { HalfPaid, Upload } from './upload';
import type { Fen } from '../../miniprogram/shared/fen';
import type { Reason } from '../../miniprogram/shared/reasons';

/** Raised whenever the stored shape changes; `migrations/` brings older ones up to it. */
export const ORDER_SCHEMA = 1;

/**
 * authorising: stored, and the patient has still to permit the use of their insurance; nobody else has
 * heard of it · placing: nothing known to have reached the platform · unknown: sent, the answer is not
 * known · payable: the platform has it and we hold the way into the cashier · closing: we asked or
 * are about to ask for the end · failing: failed at the platform, being unwound · and the ends:
 * rejected (never came to be), closed, failed (nothing held), paid, not-needed (nothing to pay).
 */
export type PaymentState =
  | 'authorising'
  | 'placing'
  | 'unknown'
  | 'payable'
  | 'closing'
  | 'failing'
  | 'rejected'
  | 'closed'
  | 'failed'
  | 'paid'
  | 'not-needed';

/** 医保支付 1.0, 移动医保支付 2.0, and 医保码一码付 at the counter. */
export type ChannelName = 'payinsurance' | 'medins' | 'onecode';

export type LegState = 'none' | 'unpaid' | 'paid' | 'refunded' | 'closed';

/** none: nothing to book yet · due: the hospital must hear of it · settled · refused: HIS will not. */
export type Fulfilment = 'none' | 'due' | 'settled' | 'refused';

/** Why a person must look; each has one act that ends it (money rule 12). */
export type ReviewReason =
  | 'amount-mismatch'
  | 'wrong-merchant'
  | 'paid-differs'
  | 'paid-twice'
  /** Open long after its deadline, whatever the platform says or does not say. */
  | 'undecided'
  | 'refund-not-ours'
  | 'hospital-refused'
  | 'hospital-booked-otherwise'
  | 'hospital-silent'
  /** The money must be brought back by a person: a city without the interface. */
  | 'refund-by-hand'
  /** The bank sent it back to the hospital (CHANGE, §3.7): it must be transferred. */
  | 'refund-change'
  | 'refund-insurance-failed'
  | 'refund-undecided'
  /** We owe it, and the platform will not take it. */
  | 'refund-refused'
  | 'refund-differs'
  /** The money is back, and the hospital has not booked it for a day. */
  | 'refund-unbooked'
  /** The money is back and booked, and the platform of 2.0 has not taken the word of it for a day. */
  | 'refund-untold';

export interface Review {
  readonly reason: ReviewReason;
  readonly at: number;
  /** What was seen, in allow-listed words: codes and amounts, never names. */
  readonly evidence: string;
}

export interface HistoryEntry {
  readonly at: number;
  readonly event: string;
  readonly outcome: string;
  /** How often in a row the same was seen. */
  readonly times: number;
  readonly note?: string;
  /** By which the platform finds its answer again, of the last time; it is in no note. */
  readonly requestId?: string;
  /** The person whose act it was. */
  readonly by?: OpenId;
}

/** What the platform proved, kept beside what was asked. */
export interface PaidProof {
  readonly total: Fen;
  readonly cash: Fen;
  readonly insurance: Fen;
  readonly insuranceFund?: Fen;
  readonly insuranceSelf?: Fen;
  readonly insuranceOther?: Fen;
  readonly insuranceTradeNo?: string;
  readonly cashTradeNo?: string;
  readonly paidAt: number;
  /** A person looked at the merchant's account; the platform's answers did not prove it. */
  readonly byHand?: true;
}

export interface Settlement {
  readonly state: Fulfilment;
  /** When it became due; absent while none. */
  readonly since?: number;
  readonly attempts: number;
  readonly settlementNo?: string;
  readonly pickup?: string;
  /** HIS's own word for a refusal. */
  readonly refusal?: string;
  /** A person booked it at the hospital; `settlementNo` is what they wrote down. */
  readonly byHand?: true;
  /** A person gave it up: the hospital is asked for its tombstone, no longer to book. */
  readonly givenUp?: true;
}

/** clinic: 门诊缴费 · registration: 挂号 and 取号 · deposit: 住院预交金, cash only. */
export type OrderKind = 'clinic' | 'registration' | 'deposit';

/** How a person got to paying: counted for the hospital (access guide V1.4 §4.1.7). */
export type EntryPoint = 'menu' | 'prescription-code' | 'message' | 'counter';

/** The visit that a registration is for; times in ms. */
export interface Visit {
  readonly appointmentId: string;
  readonly from: number;
  readonly to: number;
  readonly department: string;
  readonly doctor: string;
  readonly place: string;
  /** The place was given back, or need not be: nothing is left to tell the hospital. */
  readonly released?: true;
}

/** The bill as it was when the order was made; amounts of single bills are HIS's business. */
export interface Order {
  readonly orderNo: OrderNo;
  readonly schemaVersion: typeof ORDER_SCHEMA;
  /** Counts writes; starts at 1. */
  readonly version: number;
  readonly hospital: HospitalId;
  readonly channel: ChannelName | 'none';
  readonly kind: OrderKind;
  /** Of a registration: the place at the hospital that it pays for. */
  readonly visit?: Visit;
  /** Of a deposit: the stay that it is for. */
  readonly admissionId?: string;
  /** Where the person came from; absent in orders older than the question. */
  readonly entry?: EntryPoint;
  readonly owner: OpenId;
  readonly patientId: PatientId;
  /** Masked. */
  readonly patientName: string;
  readonly billIds: readonly BillId[];
  readonly title: string;
  readonly payWith: 'insurance' | 'cash';
  /** Why insurance could not pay, if that is why payWith is cash. */
  readonly insuranceUnavailable?: Reason;
  readonly amounts: Amounts;
  readonly cashAddWording?: string;
  readonly serialNo: string;
  readonly billNo?: string;
  readonly orgNo: string;
  readonly createdAt: number;
  /** When we ask for the end of an unpaid order. */
  readonly deadlineAt: number;
  readonly payment: PaymentState;
  /** When the payment state began. */
  readonly since: number;
  /** The platform has shown us this order: it exists there, whatever a later answer says. */
  readonly existed?: true;
  /** When it came back to life after it had ended. */
  readonly reopenedAt?: number;
  /** When a verified notice last called its end in question. */
  readonly hintedAt?: number;
  readonly legs: { readonly cash: LegState; readonly insurance: LegState };
  /** Last thing the platform said about an unpaid order, for the patient's eyes. */
  readonly seen?: 'not-paid' | 'unbound' | 'paying';
  readonly platformTradeNo?: string;
  readonly launch?: Launch;
  /** Of a payment at a counter. */
  readonly counter?: CounterPart;
  /** Of an insurance order whose insurance part the hospital arranges itself. */
  readonly upload?: Upload;
  readonly halfPaid?: HalfPaid;
  /** Why it was rejected, closed or failed. */
  readonly reason?: Reason;
  readonly proof?: PaidProof;
  readonly settlement: Settlement;
  /** The one refund of it (trap 11); a refused one may be followed by another. */
  readonly refund?: Refund;
  /** A person looked at the merchant's account: the code holds nothing. */
  readonly concludedAt?: number;
  readonly review?: Review;
  /** How often the platform has been asked; drives the ladder of `nextDue`. */
  readonly asked: number;
  /** When something must be done next, ms; null once nothing is left to do. */
  readonly dueAt: number | null;
  readonly history: readonly HistoryEntry[];
}

/** A person must act before anything else may happen. */
export function isHeld(order: Order): boolean {
  return order.review !== undefined && !healsByItself(order.review);
}

/** Ended without money at a platform that may have another opinion later (money rule 3). */
export function mayComeBack(order: Order): boolean {
  if (order.channel === 'none') return false;
  return order.payment === 'rejected' || order.payment === 'closed' || order.payment === 'failed';
}

/** Worth another look although it is decided: ended without money, or paid otherwise than by the code. */
export function looksBack(order: Order): boolean {
  const otherwise = order.payment === 'paid' && order.counter?.tender?.state === 'taken';
  return mayComeBack(order) || otherwise;
}

/** Everything that was paid is back, and the hospital has booked that; or a visit that cost nothing is. */
export function isGivenBack(order: Order): boolean {
  const { proof, refund } = order;
  const booked = refund?.state === 'done' || (refund?.state === 'returned' && isBooked(refund));
  if (!booked) return false;
  if (proof === undefined) return order.payment === 'not-needed';
  return refund.cash === proof.cash && refund.insurance === proof.insurance;
}

/** A case about its money; where only the platform's ear is missing, the bills are nobody's concern. */
function isInDispute({ review }: Order): boolean {
  return review !== undefined && review.reason !== 'refund-untold';
}

/**
 * Whether its bills must be kept from other orders (money rule 6): money is or may be held, or may still
 * be taken.
 */
export function needsBills(order: Order): boolean {
  if (isInDispute(order)) return true;
  return isLive(order) || (order.payment === 'paid' && !isGivenBack(order));
}

/** Whether money is or may be held: no other order on these bills may be paid then. */
export function mayHoldMoney(order: Order): boolean {
  if (order.payment === 'failing' || isHeld(order)) return true;
  return order.payment === 'paid' && !isGivenBack(order);
}

/** Unpaid and not known to be over: its bills are taken. */
export function isLive(order: Order): boolean {
  switch (order.payment) {
    case 'authorising':
    case 'placing':
    case 'unknown':
    case 'payable':
    case 'closing':
    case 'failing':
      return true;
    case 'rejected':
    case 'closed':
    case 'failed':
    case 'paid':
    case 'not-needed':
      return false;
  }
}

/** Over without money: its bills may be claimed by another order. */
export function freesBills(order: Order): boolean {
  if (isInDispute(order)) return false;
  if (order.payment === 'not-needed') {
    return order.settlement.state === 'refused' || isGivenBack(order);
  }
  if (order.payment === 'paid') return isGivenBack(order);
  return order.payment === 'rejected' || order.payment === 'closed' || order.payment === 'failed';
}

/** Paid, to be booked at the hospital, and neither back nor on its way back. */
export function isUnbooked(order: Order): boolean {
  return order.settlement.state === 'due' && !isTaken(order.refund);
}

/** Alive, to be booked, on its way back, or a case: money, or a person's word about it, is in suspense. */
export function isUndecided(order: Order): boolean {
  if (isLive(order) || isUnbooked(order)) return true;
  return isOpen(order.refund) || order.review !== undefined;
}
