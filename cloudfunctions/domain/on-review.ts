/**
 * The acts of people that end a case (money rule 12). An act that is not the one the case needs changes
 * nothing. What a person concludes is kept with their name; what follows from it goes on by itself.
 */
import { fen } from '../../miniprogram/shared/fen';
import type { Verdict } from './events';
import type { OpenId } from './ids';
import { orderLegsAfter } from './on-refund-evidence';
import { isLive, type Order, type PaidProof } from './order';
import { legsPaid } from './proof';
import { isTaken, type Refund, type RefundLegState } from './refund';
import { planRefund } from './refund-plan';
import { actFor, type ReviewAct } from './review';
import type { Rules } from './rules';

const MISFIT: Verdict = { name: 'act-does-not-fit' };

type Of<K extends ReviewAct['kind']> = Extract<ReviewAct, { kind: K }>;

function ended(change: Partial<Order>, note: string, by: OpenId): Verdict {
  return { name: 'review-ended', change, note, by, endsReview: true };
}

/** The refund once a person has brought the rest of it to the patient. */
function returnedByHand(refund: Refund, receipt: string, at: number): Refund {
  const leg = (one: RefundLegState): RefundLegState =>
    one === 'none' || one === 'refunded' ? one : 'by-hand';
  const state = refund.hold === 'not-needed' ? ('done' as const) : ('returned' as const);
  return {
    ...refund,
    state,
    since: at,
    asked: 0,
    legs: { cash: leg(refund.legs.cash), insurance: leg(refund.legs.insurance) },
    receipt,
    returnedAt: at,
  };
}

function onTransfer(order: Order, act: Of<'record-transfer'>, by: OpenId, at: number): Verdict {
  if (order.refund === undefined) return MISFIT;
  const refund = returnedByHand(order.refund, act.receipt, at);
  return ended({ refund, legs: orderLegsAfter(order, refund) }, act.receipt, by);
}

function onUnbooked(
  order: Order,
  act: Of<'decide-unbooked'>,
  by: OpenId,
  at: number,
  rules: Rules,
): Verdict {
  if (act.choice === 'booked-by-hand') {
    const { attempts } = order.settlement;
    const settlement = {
      state: 'settled' as const,
      attempts,
      settlementNo: act.note,
      byHand: true as const,
    };
    return ended({ settlement }, act.note, by);
  }
  const ask = { mode: 'whole', cause: 'review', by, note: act.note } as const;
  const plan = planRefund(order, ask, at, rules, undefined);
  return plan.ok ? ended({ refund: plan.refund }, act.note, by) : MISFIT;
}

/** Nothing is held: an order that was never paid is closed, a paid one has been given back by hand. */
function concludedEmpty(
  order: Order,
  act: Of<'conclude'>,
  by: OpenId,
  at: number,
  rules: Rules,
): Verdict {
  if (order.payment !== 'paid') {
    const reason = 'payment-refused' as const;
    const change = isLive(order) ? { payment: 'closed' as const, asked: 0, reason } : {};
    return ended(change, act.note, by);
  }
  const ask = { mode: 'whole', cause: 'review', by, note: act.note } as const;
  const plan = planRefund(order, ask, at, rules, undefined);
  if (!plan.ok) return MISFIT;
  const refund = returnedByHand({ ...plan.refund, via: 'manual' }, act.note, at);
  return ended({ refund, legs: orderLegsAfter(order, refund) }, act.note, by);
}

function onConclude(
  order: Order,
  act: Of<'conclude'>,
  by: OpenId,
  at: number,
  rules: Rules,
): Verdict {
  if (act.held === undefined) return concludedEmpty(order, act, by, at, rules);
  const { cash, insurance } = act.held;
  const sum = cash + insurance;
  if (sum === 0 || sum > order.amounts.total) return MISFIT;
  // what is promised back must stay within what is held
  const back = isTaken(order.refund) ? order.refund : { cash: 0, insurance: 0 };
  if (back.cash > cash || back.insurance > insurance) return MISFIT;
  const same = order.proof?.cash === cash && order.proof.insurance === insurance;
  if (order.payment === 'paid' && same) return ended({}, act.note, by);
  const proof: PaidProof = {
    total: fen(order.amounts.total),
    cash,
    insurance,
    paidAt: order.proof?.paidAt ?? at,
    byHand: true,
  };
  const booked = order.settlement.state === 'none';
  return ended(
    {
      payment: 'paid',
      proof,
      legs: legsPaid(proof),
      ...(booked ? { settlement: { ...order.settlement, state: 'due', since: at } } : {}),
    },
    act.note,
    by,
  );
}

/** The hospital's books are right now: what went back is booked, or what did not is handed out again. */
function onBooking(order: Order, act: Of<'record-booking'>, by: OpenId, at: number): Verdict {
  const { refund } = order;
  if (refund?.state !== 'returned' && refund?.state !== 'refused') return MISFIT;
  const booked = { state: 'done', since: at, hold: 'confirmed' } as const;
  const change = refund.state === 'returned' ? booked : ({ hold: 'released' } as const);
  return ended({ refund: { ...refund, asked: 0, ...change } }, act.receipt, by);
}

/** The verdict on a person's act at `at` (ms). */
export function onReviewEnded(
  order: Order,
  event: { readonly act: ReviewAct; readonly by: OpenId },
  at: number,
  rules: Rules,
): Verdict {
  const { act, by } = event;
  if (order.review === undefined || actFor(order.review.reason) !== act.kind) return MISFIT;
  switch (act.kind) {
    case 'record-transfer':
      return onTransfer(order, act, by, at);
    case 'decide-unbooked':
      return onUnbooked(order, act, by, at, rules);
    case 'conclude':
      return onConclude(order, act, by, at, rules);
    case 'record-booking':
      return onBooking(order, act, by, at);
  }
}
