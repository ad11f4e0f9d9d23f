/**
 * What must hold between any two steps, over store, platform and hospital together (docs/money-rules.md).
 * What concerns a single write or message is judged where it happens: watch-orders, watch-wire.
 */
import { isGivenBack, type Order } from '../../cloudfunctions/domain/order';
import { KEY_CANARIES } from './keys-v2';
import { CANARIES } from './people';
import type { Run } from './story';
import { isOver, type There } from './there';
import type { Judge } from './violation';
import { judgeRefund } from './watch-refunds';
import type { SimWorld } from './world';

const ENDED = new Set<Order['payment']>(['rejected', 'closed', 'failed']);

const name = (order: Order): string => `order ${order.orderNo.slice(0, 14)}`;

/** Money rules 4 and 7: what we say of an order is not more than the platform says. */
function agreesWithPlatform(judge: Judge, order: Order, there: There | undefined): void {
  if (ENDED.has(order.payment)) {
    judge.must(
      isOver(there, order),
      7,
      () => `${name(order)} is ${order.payment}, the platform says ${there?.word ?? ''}`,
    );
  }
  if (order.payment === 'paid') {
    const held = there?.paid === true || order.proof?.byHand === true;
    judge.must(
      held,
      4,
      () => `${name(order)} is paid, the platform says ${there?.word ?? 'nothing'}`,
    );
  }
}

/** Money rule 8: what we say of the booking is what the hospital has. */
function agreesWithHospital(world: SimWorld, judge: Judge, order: Order): void {
  const { state } = order.settlement;
  const booked = world.sights.settlement(order.orderNo);
  if (state === 'settled' && order.settlement.byHand !== true) {
    judge.must(booked?.kind === 'settled', 8, () => `${name(order)} is not booked at the hospital`);
  }
  if (state === 'refused') {
    judge.must(
      booked?.kind === 'cancelled',
      8,
      () => `${name(order)} was refused without a tombstone`,
    );
  }
  if (booked?.kind !== 'settled' || order.proof?.byHand === true) return;
  const { request } = booked;
  const sums = order.proof ?? order.amounts;
  const same =
    request.totalFen === sums.total &&
    request.cashFen === sums.cash &&
    request.insuranceFen === sums.insurance &&
    request.patientId === order.patientId;
  judge.must(same, 8, () => `${name(order)} is booked with other contents than were paid`);
  const known = order.payment === 'paid' || order.payment === 'not-needed';
  judge.must(known, 8, () => `${name(order)} is booked while it is ${order.payment}`);
}

/** Money rule 6: no bill has two payments held at once; `payers` are those seen so far, by bill. */
function paidOnce(judge: Judge, order: Order, payers: Map<string, string>): void {
  for (const billId of order.billIds) {
    const other = payers.get(billId);
    judge.must(
      other === undefined,
      6,
      () => `${billId} is paid twice: ${other ?? ''}, ${order.orderNo}`,
    );
    payers.set(billId, order.orderNo);
  }
}

/** Money rule 13: an order is of a person who may act for its patient, on that patient's bills. */
function ownedRightly(world: SimWorld, judge: Judge, order: Order): void {
  for (const billId of order.billIds) {
    const own = world.hospital.getBill(billId).patientId === order.patientId;
    judge.must(
      own,
      13,
      () => `order ${order.orderNo.slice(0, 14)} stands on another patient's bill`,
    );
  }
}

/** Judges the world as it stands between two steps. */
export function judgeWorld(run: Run): void {
  const { world } = run;
  // as it stands it has been judged: a wait alone changes nothing of what is judged here
  const { changes } = world.tables;
  const { writes } = world.watch;
  if (run.judged?.changes === changes && run.judged.writes === writes) return;
  run.judged = { changes, writes };
  const { judge } = world.watch;
  const payers = new Map<string, string>();
  for (const order of world.stores.orders.all()) {
    const there = world.sights.there(order.orderNo);
    agreesWithPlatform(judge, order, there);
    agreesWithHospital(world, judge, order);
    judgeRefund(judge, world.sights, order);
    if (there?.held === true && !isGivenBack(order)) paidOnce(judge, order, payers);
  }
}

/** Money rules 13 and 14, once at the end: owners, and that nothing has leaked. */
export function judgeTraces(run: Run): void {
  const { world } = run;
  const { judge } = world.watch;
  const orders = [...world.stores.orders.all()];
  for (const order of orders) ownedRightly(world, judge, order);
  const log = world.watch.log.join('\n');
  const kept = JSON.stringify([orders, world.stores.notices.all()]);
  for (const canary of [...CANARIES, ...KEY_CANARIES, ...world.platform.secrets()]) {
    judge.must(
      !log.includes(canary),
      14,
      () => `the log shows a canary of ${canary.length} letters`,
    );
    judge.must(
      !kept.includes(canary),
      14,
      () => `a store holds a canary of ${canary.length} letters`,
    );
  }
}
