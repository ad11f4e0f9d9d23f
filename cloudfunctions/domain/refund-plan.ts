/**
 * Whether money of an order may go back, and what exactly (money rule 9): one refund per order (trap
 * 11), never more than was paid on either leg, and for people's requests the city's day (trap 13). What
 * we owe goes back whatever the city's rules about requests say (money rule 16). A registration that
 * cost nothing is given back by the same rules, so that its place is not lost.
 */
import { ZERO, type Fen } from '../../miniprogram/shared/fen';
import type { Reason } from '../../miniprogram/shared/reasons';
import type { CityRules } from './city-rules';
import { refundNoOf, type OpenId } from './ids';
import { isHeld, type Order, type PaidProof } from './order';
import {
  isOwed,
  isTaken,
  movesNothing,
  type HospitalHold,
  type Refund,
  type RefundCause,
  type RefundMode,
} from './refund';
import type { Rules } from './rules';
import { endOfDay, isAtOrAfter, shanghaiDay } from './shanghai';

/** What somebody wants back. `cash` (fen) only with the modes that take part of it. */
export interface RefundAsk {
  readonly mode: RefundMode;
  readonly cash?: Fen;
  readonly cause: RefundCause;
  readonly by?: OpenId;
  readonly note: string;
}

export type RefundPlan =
  { readonly ok: true; readonly refund: Refund } | { readonly ok: false; readonly reason: Reason };

interface Sums {
  readonly mode: RefundMode;
  readonly cash: Fen;
  readonly insurance: Fen;
}

const no = (reason: Reason): { readonly ok: false; readonly reason: Reason } => ({
  ok: false,
  reason,
});

/** A part that is everything is named as such: the platform is told in one way only. */
function sumsOf(ask: RefundAsk, proof: Pick<PaidProof, 'cash' | 'insurance'>): Sums | Reason {
  const whole: Sums = { mode: 'whole', cash: proof.cash, insurance: proof.insurance };
  // all of the cash is everything: also where insurance paid 0 yuan, whose visit must go back with it
  const cashIsAll = proof.insurance === 0;
  const part = ask.cash ?? ZERO;
  switch (ask.mode) {
    case 'whole':
      return whole;
    case 'cash-only':
      if (proof.cash === 0) return 'refund-not-possible';
      return cashIsAll ? whole : { mode: 'cash-only', cash: proof.cash, insurance: ZERO };
    case 'cash-part':
      if (part === 0) return 'refund-not-possible';
      if (part > proof.cash) return 'refund-exceeds-paid';
      if (part === proof.cash) return sumsOf({ ...ask, mode: 'cash-only' }, proof);
      return { mode: 'cash-part', cash: part, insurance: ZERO };
    case 'insurance-and-cash-part':
      if (proof.insurance === 0 || part === 0) return 'refund-not-possible';
      if (part > proof.cash) return 'refund-exceeds-paid';
      if (part === proof.cash) return whole;
      return { mode: 'insurance-and-cash-part', cash: part, insurance: proof.insurance };
  }
}

/** A request only: what the patient and the clerk may want. */
function forbidden(order: Order, ask: RefundAsk, rules: Rules): Reason | undefined {
  if (isOwed(ask)) return undefined;
  if (isHeld(order)) return 'refund-not-possible';
  // what was booked by hand the hospital cannot hold back: somebody there must see what was handed out
  const unseen = rules.patientRefunds === 'at-counter' || order.settlement.byHand === true;
  if (ask.cause === 'patient' && unseen) return 'refund-at-counter-only';
  // what is left of a deposit is rarely a whole top-up
  const isPart = ask.mode !== 'whole' && order.kind !== 'deposit';
  if (ask.cause === 'patient' && isPart) return 'refund-not-possible';
  if (order.settlement.state === 'due') return 'refund-hospital-pending';
  return order.settlement.state === 'settled' ? undefined : 'refund-not-possible';
}

/** Also where insurance paid 0 yuan: the bureau has booked the visit all the same (trap 17). */
function touchesInsurance(order: Order, mode: RefundMode): boolean {
  return (
    order.amounts.payType !== 'cash' && (mode === 'whole' || mode === 'insurance-and-cash-part')
  );
}

function outsideWindow(city: CityRules, paidAt: number, at: number): boolean {
  if (city.sameDayRefund === undefined) return false;
  if (shanghaiDay(paidAt) !== shanghaiDay(at)) return true;
  return isAtOrAfter(at, city.sameDayRefund.lastRequest);
}

function holdOf(order: Order): HospitalHold {
  // what it never booked and no longer can, or booked by hand, the hospital cannot hold back by number
  const { state, byHand } = order.settlement;
  return state === 'refused' || byHand === true ? 'not-needed' : 'due';
}

/** A registration that cost nothing. */
function isFreeVisit({ kind, payment }: Order): boolean {
  return payment === 'not-needed' && kind === 'registration';
}

/** What was paid, and when; of a registration that cost nothing, nothing, when it was taken. */
function paidOf(order: Order): Pick<PaidProof, 'cash' | 'insurance' | 'paidAt'> | undefined {
  const { payment, proof, since } = order;
  if (payment === 'paid') return proof;
  return isFreeVisit(order) ? { cash: ZERO, insurance: ZERO, paidAt: since } : undefined;
}

/** What was taken at the counter in notes or by a card goes back there. */
function refundViaOf({ counter }: Order, rules: Rules): Refund['via'] {
  return counter?.tender?.state === 'taken' ? 'manual' : rules.refundVia;
}

/** The refund that `ask` makes of a paid order at `at` (ms), with its sums reserved; or why not. */
export function planRefund(
  order: Order,
  ask: RefundAsk,
  at: number,
  rules: Rules,
  city: CityRules | undefined,
): RefundPlan {
  const paid = paidOf(order);
  if (paid === undefined) return no('refund-not-possible');
  if (isTaken(order.refund)) return no('refund-exists');
  const reason = forbidden(order, ask, rules);
  if (reason !== undefined) return no(reason);
  const sums = sumsOf(ask, paid);
  if (typeof sums === 'string') return no(sums);
  const byPhone = touchesInsurance(order, sums.mode) && order.counter === undefined;
  // a city's day is said of paying by phone: at a counter insurance goes back as it always did
  const bound = byPhone && !isOwed(ask) ? city : undefined;
  if (bound !== undefined && outsideWindow(bound, paid.paidAt, at)) {
    return no('refund-outside-window');
  }
  const hold = holdOf(order);
  // the hospital's word is all there is to it: without it nothing would happen at all
  const free = movesNothing(sums);
  if (free && hold !== 'due') return no('refund-not-possible');
  const via = free ? 'api' : refundViaOf(order, rules);
  return {
    ok: true,
    refund: {
      refundNo: refundNoOf(order.orderNo),
      ...sums,
      cause: ask.cause,
      ...(ask.by === undefined ? {} : { by: ask.by }),
      note: ask.note,
      via,
      askedAt: at,
      state: hold === 'due' || via === 'manual' ? 'reserved' : 'held',
      since: at,
      hold,
      legs: {
        cash: sums.cash > 0 ? 'due' : 'none',
        insurance: sums.insurance > 0 ? 'due' : 'none',
      },
      sends: 0,
      asked: 0,
      ...(bound?.sameDayRefund === undefined ? {} : { finishBy: endOfDay(paid.paidAt) }),
    },
  };
}

/**
 * The refund of cash that was taken without insurance (money rule 9): owed, and nothing for the hospital
 * to hold back, which never heard of the payment.
 */
export function halfPaidRefund(order: Order, cash: Fen, at: number, rules: Rules): Refund {
  return {
    refundNo: refundNoOf(order.orderNo),
    mode: 'cash-only',
    cash,
    insurance: ZERO,
    cause: 'half-paid',
    note: 'insurance-failed',
    via: rules.refundVia,
    askedAt: at,
    state: rules.refundVia === 'manual' ? 'reserved' : 'held',
    since: at,
    hold: 'not-needed',
    legs: { cash: 'due', insurance: 'none' },
    sends: 0,
    asked: 0,
  };
}

/** Whether it is a registration that cost nothing, and its place can be given back now. */
export function canGivePlaceBack(order: Order): boolean {
  const isBooked = order.settlement.state === 'settled' && holdOf(order) === 'due';
  return isFreeVisit(order) && isBooked && !isTaken(order.refund) && !isHeld(order);
}

/** What could go back of this order now in one piece, for whoever looks at it; 0 and 0 if nothing. */
export function refundableOf(order: Order): { readonly cash: Fen; readonly insurance: Fen } {
  const { proof } = order;
  if (order.payment !== 'paid' || proof === undefined || isTaken(order.refund)) {
    return { cash: ZERO, insurance: ZERO };
  }
  return { cash: proof.cash, insurance: proof.insurance };
}
