/**
 * The acts of people that end a case (money rule 12). An act that is not the one the case needs changes
 * nothing. What a person concludes is kept with their name; what follows from it goes on by itself.
 */
import { fen, ZERO, type Fen } from '../../miniprogram/shared/fen';
import type { Amounts } from './amounts';
import type { Verdict } from './events';
import type { OpenId } from './ids';
import { orderLegsAfter } from './on-refund-evidence';
import { isLive, type Order, type PaidProof } from './order';
import { legsPaid } from './proof';
import {
  isOpen,
  isOwed,
  isTaken,
  type Refund,
  isLegOver,
  type RefundLegState,
  type RefundMode,
} from './refund';
import { planRefund } from './refund-plan';
import { isUntold, owesWord } from './refund-word';
import { actFor, type ReviewAct } from './review';
import type { Rules } from './rules';

const MISFIT: Verdict = { name: 'act-does-not-fit' };

type Of<K extends ReviewAct['kind']> = Extract<ReviewAct, { kind: K }>;

function ended(change: Partial<Order>, note: string, by: OpenId): Verdict {
  return { name: 'review-ended', change, note, by, endsReview: true };
}

/** The refund as it stands when all of it is back that will come back. */
function ending(
  order: Order,
  refund: Refund,
  at: number,
): Pick<Refund, 'state' | 'since' | 'asked' | 'returnedAt'> {
  const over = refund.hold === 'not-needed' && !owesWord(order, refund);
  const state = over ? 'done' : 'returned';
  return { state, since: at, asked: 0, returnedAt: at };
}

/** A case about one leg is about that leg: the other goes on at the platform. */
function legsByHand(order: Order, refund: Refund): Refund['legs'] {
  const { cash, insurance } = refund.legs;
  const hand = (leg: RefundLegState): RefundLegState => (isLegOver(leg) ? leg : 'by-hand');
  switch (order.review?.reason) {
    case 'refund-change':
      return { cash: hand(cash), insurance };
    case 'refund-insurance-failed':
      return { cash, insurance: hand(insurance) };
    default:
      return { cash: hand(cash), insurance: hand(insurance) };
  }
}

function transferred(order: Order, refund: Refund, receipt: string, at: number): Refund {
  const legs = legsByHand(order, refund);
  const over = isLegOver(legs.cash) && isLegOver(legs.insurance);
  if (!over) return { ...refund, legs, receipt, asked: 0 };
  return { ...refund, legs, receipt, ...ending(order, { ...refund, legs }, at) };
}

type Sums = { readonly cash: Fen; readonly insurance: Fen };

/** A leg that the platform brought back cannot be talked away, and nothing above the reserved goes. */
function sumsFit(refund: Refund, sums: Sums): boolean {
  // what we owe is not declined
  if (sums.cash + sums.insurance === 0 && isOwed(refund)) return false;
  const fits = (leg: RefundLegState, reserved: Fen, stated: Fen): boolean =>
    leg === 'refunded' ? stated === reserved : stated <= reserved;
  return (
    fits(refund.legs.cash, refund.cash, sums.cash) &&
    fits(refund.legs.insurance, refund.insurance, sums.insurance)
  );
}

/** With other sums than the reserved: what a person found out is what the hospital books. */
function stated(order: Order, refund: Refund, sums: Sums, receipt: string, at: number): Refund {
  if (sums.cash + sums.insurance === 0) {
    return { ...refund, state: 'refused', since: at, asked: 0, receipt, refusal: 'declined' };
  }
  const leg = (before: RefundLegState, sum: Fen): RefundLegState =>
    sum === 0 ? 'none' : before === 'refunded' ? before : 'by-hand';
  const legs = {
    cash: leg(refund.legs.cash, sums.cash),
    insurance: leg(refund.legs.insurance, sums.insurance),
  };
  return { ...refund, ...sums, legs, receipt, ...ending(order, { ...refund, legs }, at) };
}

function onTransfer(order: Order, act: Of<'record-transfer'>, by: OpenId, at: number): Verdict {
  const { refund: before } = order;
  if (before === undefined) return MISFIT;
  if (act.sums !== undefined && !sumsFit(before, act.sums)) return MISFIT;
  const refund =
    act.sums === undefined
      ? transferred(order, before, act.receipt, at)
      : stated(order, before, act.sums, act.receipt, at);
  const back = refund.state === 'refused' ? {} : { legs: orderLegsAfter(order, refund) };
  return ended({ refund, ...back }, act.receipt, by);
}

function onUnbooked(
  order: Order,
  act: Of<'decide-unbooked'>,
  by: OpenId,
  at: number,
  rules: Rules,
): Verdict {
  if (act.choice === 'booked-by-hand') {
    const { attempts, pickup } = order.settlement;
    const settlement = {
      state: 'settled' as const,
      attempts,
      settlementNo: act.note,
      ...(pickup === undefined ? {} : { pickup }),
      byHand: true as const,
    };
    return ended({ settlement }, act.note, by);
  }
  // already on its way: the case was all that held it
  if (isOpen(order.refund)) return ended({}, act.note, by);
  if (order.payment === 'not-needed') {
    // nothing was paid; the bills are free once the hospital can no longer book them (money rule 8)
    const settlement = { ...order.settlement, since: at, attempts: 0, givenUp: true as const };
    return ended({ settlement }, act.note, by);
  }
  const ask = { mode: 'whole', cause: 'review', by, note: act.note } as const;
  const plan = planRefund(order, ask, at, rules, undefined);
  return plan.ok ? ended({ refund: plan.refund }, act.note, by) : MISFIT;
}

/** What a person found to be back already: the hospital books it, nothing is sent. */
function foundBack(order: Order, act: Of<'conclude'>, by: OpenId, at: number, rules: Rules) {
  const ask = { mode: 'whole', cause: 'review', by, note: act.note } as const;
  const plan = planRefund(order, ask, at, rules, undefined);
  const { proof } = order;
  if (!plan.ok || proof === undefined) return undefined;
  const cash = fen(proof.cash - (act.held?.cash ?? 0));
  const insurance = fen(proof.insurance - (act.held?.insurance ?? 0));
  const all = cash === proof.cash && insurance === proof.insurance;
  const withCash = insurance > 0 ? 'insurance-and-cash-part' : 'cash-part';
  const legs = {
    cash: cash > 0 ? ('by-hand' as const) : ('none' as const),
    insurance: insurance > 0 ? ('by-hand' as const) : ('none' as const),
  };
  const mode: RefundMode = all ? 'whole' : withCash;
  const found: Refund = { ...plan.refund, via: 'manual', mode, cash, insurance, legs };
  return { ...found, receipt: act.note, ...ending(order, found, at) };
}

/** How the insurance is made up, as it was agreed. */
function partsOf({ insuranceFund, insuranceSelf, insuranceOther }: Amounts): Partial<PaidProof> {
  return {
    ...(insuranceFund === undefined ? {} : { insuranceFund }),
    ...(insuranceSelf === undefined ? {} : { insuranceSelf }),
    ...(insuranceOther === undefined ? {} : { insuranceOther }),
  };
}

/** Nothing is held. A person has looked: the platform is not asked about it again by itself. */
function concludedEmpty(
  order: Order,
  act: Of<'conclude'>,
  by: OpenId,
  at: number,
  rules: Rules,
): Verdict {
  const asked = rules.lookBackMs.length;
  if (!isLive(order)) return ended({ asked }, act.note, by);
  // 2.0 and the counter close nothing by themselves: cash and fees are withdrawn first, and that is proven
  // (trap 38)
  if (order.channel === 'medins' || order.channel === 'onecode') {
    const looked = order.channel === 'onecode' ? { concludedAt: at } : {};
    const change = { payment: 'closing', asked: 0, reason: 'payment-refused', ...looked } as const;
    return ended(change, act.note, by);
  }
  return ended({ payment: 'closed', asked, reason: 'payment-refused' }, act.note, by);
}

/** The payment that a person found although the platform's answers did not prove it. */
function concludedHeld(
  order: Order,
  act: Of<'conclude'>,
  held: Sums,
  by: OpenId,
  at: number,
): Verdict {
  const { cash, insurance } = held;
  // the cash has gone back already: what is held besides is brought back where it is
  if (order.refund?.cause === 'half-paid' && isTaken(order.refund)) return MISFIT;
  const { amounts } = order;
  const proof: PaidProof = {
    total: fen(amounts.total),
    cash,
    insurance,
    ...(insurance === amounts.insurance ? partsOf(amounts) : {}),
    paidAt: at,
    byHand: true,
  };
  const settlement = { ...order.settlement, state: 'due' as const, since: at };
  return ended({ payment: 'paid', proof, legs: legsPaid(proof), settlement }, act.note, by);
}

function onConclude(
  order: Order,
  act: Of<'conclude'>,
  by: OpenId,
  at: number,
  rules: Rules,
): Verdict {
  const held = act.held ?? { cash: ZERO, insurance: ZERO };
  const { amounts, payment, proof } = order;
  if (held.cash + held.insurance > amounts.total) return MISFIT;
  if (amounts.payType === 'cash' && held.insurance > 0) return MISFIT;
  if (payment !== 'paid' || proof === undefined) {
    if (held.cash + held.insurance === 0) return concludedEmpty(order, act, by, at, rules);
    return concludedHeld(order, act, held, by, at);
  }
  if (held.cash > proof.cash || held.insurance > proof.insurance) return MISFIT;
  if (held.cash === proof.cash && held.insurance === proof.insurance)
    return ended({}, act.note, by);
  if (isTaken(order.refund)) return MISFIT;
  // the hospital has not heard yet: it hears of what is held, and says whether that will do
  const unheard = order.settlement.state === 'due' && held.cash + held.insurance > 0;
  if (unheard) return concludedHeld(order, act, held, by, at);
  const refund = foundBack(order, { ...act, held }, by, at, rules);
  if (refund === undefined) return MISFIT;
  return ended({ refund, legs: orderLegsAfter(order, refund) }, act.note, by);
}

/** The hospital has booked the refund by hand; what it never booked as paid, it never will. */
function onBooking(order: Order, act: Of<'record-booking'>, by: OpenId, at: number): Verdict {
  const { refund, settlement: before } = order;
  // a hold that was never given back is given back by hand
  if (refund?.state === 'refused') {
    return ended({ refund: { ...refund, asked: 0, hold: 'released' } }, act.receipt, by);
  }
  if (refund?.state !== 'returned') return MISFIT;
  const settlement =
    before.state === 'due'
      ? { settlement: { ...before, state: 'refused' as const, refusal: 'booked-by-hand' } }
      : {};
  const booked: Refund = { ...refund, since: at, asked: 0, hold: 'confirmed' };
  // the hospital speaks for itself, not for the platform: what that is still to hear is tried on
  const state = isUntold(order, booked) ? 'returned' : 'done';
  return ended({ refund: { ...booked, state }, ...settlement }, act.receipt, by);
}

/** Somebody had it registered at the platform; it is not tried any more. */
function onTold(order: Order, act: Of<'record-told'>, by: OpenId, at: number): Verdict {
  const { refund } = order;
  if (refund === undefined || !isUntold(order, refund)) return MISFIT;
  const told = { told: true, toldReceipt: act.receipt } as const;
  return ended(
    { refund: { ...refund, ...told, state: 'done', since: at, asked: 0 } },
    act.receipt,
    by,
  );
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
    case 'record-told':
      return onTold(order, act, by, at);
  }
}
