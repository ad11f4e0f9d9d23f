/**
 * What must hold when a refund reaches the platform, and of every refund between two steps (money rule
 * 9): reserved and held before it is sent, by the one function that may, under one number, never more
 * than was paid; and what we call returned is.
 */
import type { Order } from '../../cloudfunctions/domain/order';
import { refundState } from '../../sandbox/platform/payinsurance/refund-model';
import { readXml } from '../../sandbox/platform/payinsurance/xml';
import type { Judge } from './violation';
import type { Sights } from './watch';
import type { WireWatchDeps } from './watch-wire';

/** Whether the hospital keeps back what was paid for, or can never have booked it any more. */
function heldBack(sights: Sights, order: Order, refundNo: string): boolean {
  const booked = sights.settlement(order.orderNo);
  if (booked?.kind === 'cancelled') return true;
  if (order.settlement.byHand === true) return true;
  const status = sights.hospitalRefund(refundNo)?.status;
  return status === 'held' || status === 'confirmed';
}

/** A message of `refund` is about to be read by the platform. */
export function refundedRightly(
  deps: WireWatchDeps,
  sights: Sights,
  orderNo: string,
  body: string,
  caller: string,
): void {
  const { judge } = deps;
  const fields = readXml(body);
  const order = deps.stored(orderNo);
  const refund = order?.refund;
  const who = `refund of ${orderNo.slice(0, 14)}`;
  judge.must(caller === 'refund', 9, () => `${who} is sent by ${caller}`);
  if (order === undefined || refund === undefined) {
    judge.fail(9, `${who} is sent and not reserved`);
    return;
  }
  const number = fields.hosp_out_refund_no ?? '';
  judge.must(number === refund.refundNo, 9, () => `${who} goes out under another number`);
  judge.must(refund.state === 'sending', 9, () => `${who} goes out while ${refund.state}`);
  const cashOnly = (fields.part_refund_type ?? '') !== '';
  const paid = deps.platformOrder(orderNo)?.split;
  const cash = fields.cash_refund_fee ?? String(paid?.cashFee);
  const insurance = cashOnly ? 0 : (paid?.insuranceFee ?? 0);
  const same = Number(cash) === refund.cash && insurance === refund.insurance;
  judge.must(same, 9, () => `${who} asks for other sums than are reserved`);
  const held = heldBack(sights, order, refund.refundNo);
  judge.must(held, 9, () => `${who} goes out before the hospital holds`);
}

function neverMore(judge: Judge, sights: Sights, order: Order): void {
  const { refund, proof } = order;
  if (refund === undefined || proof === undefined) return;
  const within = refund.cash <= proof.cash && refund.insurance <= proof.insurance;
  const who = `refund of ${order.orderNo.slice(0, 14)}`;
  judge.must(within, 9, () => `${who} is more than was paid`);
  const there = sights.platformRefund(refund.refundNo);
  if (there === undefined) return;
  const same = there.cashFee === refund.cash && there.insuranceFee === refund.insurance;
  judge.must(same, 9, () => `${who} differs from what the platform gives back`);
}

/** Whether a person brought it back, and not the platform. */
const byPerson = (order: Order): boolean => order.refund?.receipt !== undefined;

/** Judges one order's refund between two steps. */
export function judgeRefund(judge: Judge, sights: Sights, order: Order): void {
  const { refund } = order;
  if (refund === undefined) return;
  neverMore(judge, sights, order);
  const who = `refund of ${order.orderNo.slice(0, 14)}`;
  const there = sights.platformRefund(refund.refundNo);
  const back = refund.state === 'returned' || refund.state === 'done';
  if (back && !byPerson(order)) {
    const done = there !== undefined && refundState(there) === 'SUCCESS';
    judge.must(done, 9, () => `${who} is ${refund.state}, and the money is not back`);
  }
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
