/**
 * What must hold between any two steps, over store, platform and hospital together (docs/money-rules.md).
 * What concerns a single write or message is judged where it happens: watch-orders, watch-wire.
 */
import { isGivenBack, type Order } from '../../cloudfunctions/domain/order';
import type { SettlementRecord } from '../../sandbox/hospital/records';
import type { Table } from '../../sandbox/shared/tables';
import { KEY_CANARIES } from './keys-v2';
import { CANARIES } from './people';
import type { Run } from './story';
import { isOver } from './there';
import type { Judge } from './violation';
import { judgeRefund } from './watch-refunds';
import type { SimWorld } from './world';

const ENDED = new Set<Order['payment']>(['rejected', 'closed', 'failed']);

function settlements(world: SimWorld): Table<SettlementRecord> {
  return world.tables.table<SettlementRecord>('his.settlements');
}

/** Money rules 4 and 7: what we say of an order is not more than the platform says. */
function agreesWithPlatform(world: SimWorld, judge: Judge, order: Order): void {
  const there = world.sights.there(order.orderNo);
  const name = order.orderNo.slice(0, 14);
  if (ENDED.has(order.payment)) {
    judge.must(
      isOver(there, order),
      7,
      () => `order ${name} is ${order.payment}, the platform says ${there?.word ?? ''}`,
    );
  }
  if (order.payment === 'paid') {
    const held = there?.paid === true || order.proof?.byHand === true;
    const word = there?.word ?? 'nothing';
    judge.must(held, 4, () => `order ${name} is paid, the platform says ${word}`);
  }
}

/** Money rule 8: what we say of the booking is what the hospital has. */
function agreesWithHospital(world: SimWorld, judge: Judge, order: Order): void {
  const { state } = order.settlement;
  const booked = settlements(world).get(order.orderNo);
  const name = order.orderNo.slice(0, 14);
  if (state === 'settled' && order.settlement.byHand !== true) {
    judge.must(booked?.kind === 'settled', 8, () => `order ${name} is not booked at the hospital`);
  }
  if (state === 'refused') {
    judge.must(
      booked?.kind === 'cancelled',
      8,
      () => `order ${name} was refused without a tombstone`,
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
  judge.must(same, 8, () => `order ${name} is booked with other contents than were paid`);
  const known = order.payment === 'paid' || order.payment === 'not-needed';
  judge.must(known, 8, () => `order ${name} is booked while it is ${order.payment}`);
}

/** Money rule 6: no bill has two payments held at once. */
function paidOnce(world: SimWorld, judge: Judge, orders: readonly Order[]): void {
  const payers = new Map<string, string>();
  for (const order of orders) {
    if (world.sights.there(order.orderNo)?.held !== true || isGivenBack(order)) continue;
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
  const { judge } = world.watch;
  const orders = [...world.stores.orders.all()];
  for (const order of orders) {
    agreesWithPlatform(world, judge, order);
    agreesWithHospital(world, judge, order);
    judgeRefund(judge, world.sights, order);
  }
  paidOnce(world, judge, orders);
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
