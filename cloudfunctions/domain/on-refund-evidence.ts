/**
 * What a signed answer to queryrefund proves (interface document v2.4 §3.7). A leg that is sent back
 * by the bank (CHANGE) or that the bureau fails becomes a case, and is asked about on; sums that are
 * not the reserved ones, or are not stated, prove nothing (trap 8).
 */
import { ZERO, type Fen } from '../../miniprogram/shared/fen';
import type { Verdict } from './events';
import type { LegState, Order, Review, ReviewReason } from './order';
import { isLegOver } from './refund';
import type { Refund, RefundEvidence, RefundLegEvidence, RefundLegState } from './refund';
import { owesWord } from './refund-word';
import { actFor } from './review';

function says(evidence: RefundEvidence): string {
  const { cash, insurance } = evidence.amounts;
  const sum = (value: number | undefined): string => (value === undefined ? '-' : String(value));
  const { legs } = evidence;
  return `state ${evidence.state}, cash ${legs.cash} ${sum(cash)}, insurance ${legs.insurance} ${sum(insurance)}`;
}

/** On the way a sum may still be unstated; at the end it must be there (trap 8). */
function sumFits(reserved: Fen, stated: Fen | undefined, ended: boolean): boolean {
  if (reserved === 0) return (stated ?? ZERO) === 0;
  return stated === reserved || (stated === undefined && !ended);
}

function sameSums(refund: Refund, evidence: RefundEvidence): boolean {
  const { cash, insurance } = evidence.amounts;
  const ended = evidence.state === 'refunded';
  // what a person brought back the platform may or may not know of
  const fits = (leg: 'cash' | 'insurance', stated: Fen | undefined): boolean =>
    refund.legs[leg] === 'by-hand' && (stated ?? ZERO) === 0
      ? true
      : sumFits(refund[leg], stated, ended);
  return fits('cash', cash) && fits('insurance', insurance);
}

function legAfter(before: RefundLegState, stated: RefundLegEvidence): RefundLegState {
  // a leg of 0 yuan has nothing to bring back, but the bureau may still refuse to take the visit back
  if (before === 'none') return stated === 'failed' ? 'failed' : 'none';
  if (before === 'refunded' || before === 'by-hand') return before;
  return stated === 'unstated' ? 'refunding' : stated;
}

/** Parts that are seen, of a refund of which another part never went out: that stays due. */
export function legsSeen(refund: Refund, stated: RefundEvidence['legs']): Refund['legs'] {
  const seen = (leg: 'cash' | 'insurance'): RefundLegState =>
    stated[leg] === 'unstated' ? refund.legs[leg] : legAfter(refund.legs[leg], stated[leg]);
  return { cash: seen('cash'), insurance: seen('insurance') };
}

function legsAfter(refund: Refund, evidence: RefundEvidence): Refund['legs'] {
  return {
    cash: legAfter(refund.legs.cash, evidence.legs.cash),
    insurance: legAfter(refund.legs.insurance, evidence.legs.insurance),
  };
}

function numbers(evidence: RefundEvidence): Partial<Refund> {
  const { platformRefundNo, cashRefundNo, insuranceRefundNo } = evidence;
  return {
    ...(platformRefundNo === undefined ? {} : { platformRefundNo }),
    ...(cashRefundNo === undefined ? {} : { cashRefundNo }),
    ...(insuranceRefundNo === undefined ? {} : { insuranceRefundNo }),
  };
}

/** A case that already stands keeps its time. */
function caseOf(order: Order, reason: ReviewReason, evidence: string, at: number): Review {
  return order.review?.reason === reason ? order.review : { reason, at, evidence };
}

/** A leg that the platform calls done although the whole is, or is said to be, something else. */
function contradicts(refund: Refund, evidence: RefundEvidence): boolean {
  if (evidence.state !== 'refunded') return false;
  const open = (reserved: Fen, leg: RefundLegEvidence): boolean =>
    reserved > 0 && leg !== 'refunded' && leg !== 'unstated';
  return open(refund.cash, evidence.legs.cash) || open(refund.insurance, evidence.legs.insurance);
}

/** The order's own legs once the money is back: a part of the cash leaves the leg as it is. */
export function orderLegsAfter(order: Order, refund: Refund): Order['legs'] {
  const back = (leg: LegState, paid: Fen | undefined, returned: Fen): LegState =>
    leg === 'paid' && returned > 0 && returned === paid ? 'refunded' : leg;
  return {
    cash: back(order.legs.cash, order.proof?.cash, refund.cash),
    insurance: back(order.legs.insurance, order.proof?.insurance, refund.insurance),
  };
}

function onReturned(order: Order, refund: Refund, evidence: RefundEvidence, at: number): Verdict {
  const back = (leg: RefundLegState): RefundLegState =>
    leg === 'none' || leg === 'by-hand' ? leg : 'refunded';
  const legs = { cash: back(refund.legs.cash), insurance: back(refund.legs.insurance) };
  const over = refund.hold === 'not-needed' && !owesWord(order, { ...refund, legs });
  const state = over ? ('done' as const) : ('returned' as const);
  return {
    name: state === 'done' ? 'refund-done' : 'refund-returned',
    change: {
      legs: orderLegsAfter(order, refund),
      refund: {
        ...refund,
        ...numbers(evidence),
        state,
        since: at,
        asked: 0,
        legs,
        returnedAt: evidence.endedAt ?? at,
      },
    },
    // a case about something else stands until a person ends it
    ...(order.review === undefined || actFor(order.review.reason) !== 'record-transfer'
      ? {}
      : { endsReview: true }),
  };
}

function onGoing(order: Order, refund: Refund, evidence: RefundEvidence, at: number): Verdict {
  const legs = legsAfter(refund, evidence);
  // one leg went by hand: the platform's word for the whole stays REFUNDING for ever
  const rest = [legs.cash, legs.insurance];
  if (rest.includes('by-hand') && rest.every(isLegOver)) {
    return onReturned(order, { ...refund, legs }, evidence, at);
  }
  const since = refund.state === 'refunding' ? refund.since : at;
  const going: Refund = {
    ...refund,
    ...numbers(evidence),
    state: 'refunding',
    since,
    legs,
    asked: refund.asked + 1,
  };
  if (legs.insurance === 'failed') {
    const review = caseOf(order, 'refund-insurance-failed', says(evidence), at);
    return { name: 'refund-insurance-failed', change: { refund: going, review } };
  }
  if (legs.cash === 'change' || legs.cash === 'failed') {
    const review = caseOf(order, 'refund-change', says(evidence), at);
    return { name: 'refund-change', change: { refund: going, review } };
  }
  return { name: 'refund-going', change: { refund: going } };
}

/** The verdict on evidence about `refund`, the refund of `order`, at `at` (ms). */
export function onRefundEvidence(
  order: Order,
  refund: Refund,
  evidence: RefundEvidence,
  at: number,
): Verdict {
  if (evidence.orderNo !== order.orderNo || evidence.refundNo !== refund.refundNo) {
    return { name: 'wrong-order' };
  }
  if (refund.state === 'returned' || refund.state === 'reserved') return { name: 'stale' };
  if (!evidence.ours || !sameSums(refund, evidence)) {
    const going: Refund = { ...refund, state: 'refunding', since: at, asked: refund.asked + 1 };
    const review = caseOf(order, 'refund-differs', says(evidence), at);
    return { name: 'refund-differs', change: { refund: going, review } };
  }
  if (contradicts(refund, evidence)) {
    const verdict = onGoing(order, refund, evidence, at);
    return verdict.name === 'refund-going' ? { ...verdict, name: 'refund-contradicted' } : verdict;
  }
  return evidence.state === 'refunded'
    ? onReturned(order, refund, evidence, at)
    : onGoing(order, refund, evidence, at);
}
