/**
 * What must hold of every refund between two steps (money rule 9): the hospital keeps back what is being
 * refunded, never more goes back than was paid, and what we call returned is.
 */
import type { Order } from '../../cloudfunctions/domain/order';
import type { Judge } from './violation';
import type { Sights } from './watch-wire';

/** Whether the hospital keeps back what was paid for, or can never have booked it any more. */
export function isHeldBack(sights: Sights, order: Order, refundNo: string): boolean {
  const booked = sights.settlement(order.orderNo);
  if (booked?.kind === 'cancelled') return true;
  if (order.settlement.byHand === true) return true;
  const status = sights.hospitalRefund(refundNo)?.status;
  return status === 'held' || status === 'confirmed';
}

function neverMore(judge: Judge, sights: Sights, order: Order): void {
  const { refund, proof, halfPaid } = order;
  if (refund === undefined) return;
  const paid = proof ?? { cash: halfPaid?.cash ?? 0, insurance: 0 };
  const within = refund.cash <= paid.cash && refund.insurance <= paid.insurance;
  const who = `refund of ${order.orderNo.slice(0, 14)}`;
  judge.must(within, 9, () => `${who} is more than was paid`);
  const there = sights.refund(order.orderNo, refund);
  const agrees = there?.agrees !== false;
  judge.must(agrees, 9, () => `${who} differs from what the platform gives back`);
}

/** Whether a person brought it back, and not the platform. */
const byPerson = (order: Order): boolean => order.refund?.receipt !== undefined;

/** Judges one order's refund between two steps. */
export function judgeRefund(judge: Judge, sights: Sights, order: Order): void {
  const { refund } = order;
  if (refund === undefined) return;
  neverMore(judge, sights, order);
  const who = `refund of ${order.orderNo.slice(0, 14)}`;
  const there = sights.refund(order.orderNo, refund);
  const back = refund.state === 'returned' || refund.state === 'done';
  if (back && !byPerson(order)) {
    judge.must(
      there?.back === true,
      9,
      () => `${who} is ${refund.state}, and the money is not back`,
    );
  }
  const owed = refund.legs.insurance === 'refunded' && there?.told === false;
  const over = refund.state === 'done' && owed && refund.toldReceipt === undefined;
  judge.must(!over, 9, () => `${who} is done, and the platform has not been told of it`);
  if (refund.state === 'refused') {
    judge.must(there === undefined, 9, () => `${who} is refused, and the platform gives it back`);
  }
  const early = refund.state === 'reserved' || refund.state === 'by-hand';
  if (early) judge.must(there === undefined, 9, () => `${who} is ${refund.state}, and was sent`);
  if (refund.hold === 'confirmed' && order.settlement.byHand !== true && !byPerson(order)) {
    const booked = sights.hospitalRefund(refund.refundNo)?.status === 'confirmed';
    judge.must(booked, 9, () => `${who} is booked here and not at the hospital`);
  }
}
