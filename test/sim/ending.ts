/**
 * Money rule 12: faults stop, the clock runs on, and every order comes to its end within bounded time;
 * what needs a person says why, and the one act that it needs ends it. Afterwards every notice comes
 * once more and changes nothing (rule 10), and whatever is still to be paid can be paid.
 */
import { openId } from '../../cloudfunctions/domain/ids';
import {
  isGivenBack,
  isLive,
  type Order,
  type ReviewReason,
} from '../../cloudfunctions/domain/order';
import { isOpen } from '../../cloudfunctions/domain/refund';
import { clerkDecides } from './clerk';
import { replayAll } from './courier';
import { judgeWorld } from './invariants';
import { place, tick } from './invoke';
import { PATIENTS, PHONES, phonesOf } from './people';
import type { Run } from './story';
import { isOver } from './there';
import { NO_GATE } from './turnstile';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Without faults nothing takes longer: a deadline, a close, and the two looks back. */
const BOUND_MS = 30 * HOUR_MS;
const MOST_TICKS = 450;
const LATEST_BOOKING_MS = HOUR_MS;
const ANY_BILL_EVERY = 10;
const ROUNDS = 4;
const CLAIM_GRACE_MS = 2 * MINUTE_MS;

const short = (order: Order): string => `order ${order.orderNo.slice(0, 14)}`;

/** A leg that failed for good is looked at again every hour until a person has brought it back. */
function waitsForPerson(run: Run, order: Order): boolean {
  const { refund, review } = order;
  switch (review?.reason) {
    case 'refund-change':
    case 'refund-insurance-failed':
      return true;
    case 'refund-undecided':
      return refund?.finishBy !== undefined && isUnknownThere(run, order);
    default:
      return false;
  }
}

/** Sent once and lost, and the day over on which it could have been sent again. */
function isUnknownThere({ world }: Run, { orderNo, refund }: Order): boolean {
  if (refund === undefined || refund.sends === 0) return false;
  if (world.clock.now() <= (refund.finishBy ?? Infinity)) return false;
  return world.sights.refund(orderNo, refund) === undefined;
}

/** A leg that fails for good, or a city whose day is over before the refund could be sent again. */
function mayStayUndecided({ fated, world }: Run): boolean {
  return fated || world.schedule.cityId === '440300';
}

function nextDue(run: Run): number | undefined {
  let next: number | undefined;
  for (const order of run.world.stores.orders.all()) {
    const { dueAt } = order;
    if (dueAt === null || waitsForPerson(run, order)) continue;
    if (next === undefined || dueAt < next) next = dueAt;
  }
  return next;
}

/** Ticks on the minute, when something is due, until nothing is; says how many there were. */
export async function runOut(run: Run): Promise<number> {
  const { world } = run;
  const until = world.clock.now() + BOUND_MS;
  for (let ticks = 0; ticks < MOST_TICKS; ticks += 1) {
    const next = nextDue(run);
    if (next === undefined) return ticks;
    if (next > until) break;
    const at = Math.ceil(Math.max(next, world.clock.now() + 1) / MINUTE_MS) * MINUTE_MS;
    world.clock.advance(at - world.clock.now());
    await tick(world);
    judgeWorld(run);
    if (world.watch.judge.violation !== undefined) return ticks;
  }
  const open = [...world.stores.orders.all()].find((order) => order.dueAt !== null);
  const how = open === undefined ? '' : `${short(open)} ${openAs(open)}`;
  world.watch.judge.fail(12, `something never ends: ${how}`);
  return MOST_TICKS;
}

function openAs({ payment, settlement, refund }: Order): string {
  return `${payment}, booking ${settlement.state}, refund ${refund?.state ?? 'none'}`;
}

/** What has become of a refund, as the last part of that word. */
function backOf({ refund }: Order): string {
  return refund === undefined ? '' : `:${refund.mode}:${refund.state}`;
}

/** The end that an order has come to, in a word; undefined when it has not. */
export function endOf(order: Order): string | undefined {
  const { payment, review, settlement } = order;
  if (review !== undefined) return `review:${review.reason}`;
  const unbooked = settlement.state === 'due' && order.refund?.state !== 'done';
  if (isLive(order) || order.dueAt !== null || isOpen(order.refund)) return undefined;
  if (payment !== 'paid' && payment !== 'not-needed') return `${payment}${backOf(order)}`;
  return unbooked ? undefined : `${payment}:${settlement.state}${backOf(order)}`;
}

/** What a case may come from, if not from technical faults alone. */
function hasReason(run: Run, order: Order, reason: ReviewReason): boolean {
  const touched = run.refusing || order.billIds.some((id) => run.touched.has(id));
  switch (reason) {
    case 'refund-change':
    case 'refund-insurance-failed':
      return run.fated;
    case 'refund-undecided':
      return mayStayUndecided(run);
    case 'refund-refused':
      return run.refusingHold || run.balked;
    case 'refund-by-hand':
      return run.world.schedule.refundVia === 'manual';
    case 'hospital-refused':
    case 'hospital-booked-otherwise':
    case 'paid-twice':
      return touched;
    default:
      return false;
  }
}

/** Money that the hospital did not take has gone back, or a person knows. */
function nothingKept(run: Run, order: Order): boolean {
  const { halfPaid, proof, refund } = order;
  if (halfPaid !== undefined && order.payment !== 'paid') {
    return refund?.state === 'done' || order.review !== undefined;
  }
  if (order.payment !== 'paid' || order.settlement.state !== 'refused') return true;
  if (refund?.state !== 'done' || proof === undefined) return order.review !== undefined;
  return refund.cash === proof.cash && refund.insurance === proof.insurance;
}

const thereOf = ({ world }: Run, { orderNo }: Order) => world.sights.there(orderNo);

export function judgeEnds(run: Run): void {
  const { judge } = run.world.watch;
  for (const order of run.world.stores.orders.all()) {
    const end = endOf(order);
    judge.must(end !== undefined, 12, () => `${short(order)} has not ended: ${openAs(order)}`);
    const over = isLive(order) || order.payment === 'paid' || isOver(thereOf(run, order), order);
    judge.must(over, 7, () => `${short(order)} is over, and can still be paid`);
    judge.must(nothingKept(run, order), 12, () => `${short(order)} keeps what nobody booked`);
    const { review } = order;
    if (review === undefined) continue;
    const { reason } = review;
    const well = hasReason(run, order, reason);
    judge.must(well, 12, () => `${short(order)} ends in ${reason} for technical reasons`);
  }
}

const casesOf = (run: Run): readonly Order[] =>
  [...run.world.stores.orders.all()].filter((order) => order.review !== undefined);

/**
 * The clerk ends every case that is left; then there is none, and nothing is open (money rule 12). Two
 * legs may fail one after the other: each is a case of its own.
 */
export async function judgeCases(run: Run): Promise<void> {
  const { judge } = run.world.watch;
  if (casesOf(run).length === 0) return;
  for (let round = 0; round < ROUNDS && casesOf(run).length > 0; round += 1) {
    for (let left = casesOf(run).length; left > 0; left -= 1) {
      await clerkDecides(run, { do: 'decide', nth: left - 1, choice: 'refund' }, NO_GATE);
      judgeWorld(run);
    }
    await runOut(run);
  }
  for (const order of run.world.stores.orders.all()) {
    const why = order.review?.reason;
    judge.must(why === undefined, 12, () => `${short(order)} stays a case: ${String(why)}`);
    const ended = endOf(order) !== undefined;
    judge.must(ended, 12, () => `${short(order)} is open behind its case: ${openAs(order)}`);
  }
}

/** Whatever a notice says once everything is over, it is over (money rule 10). */
export async function judgeReplays(run: Run): Promise<void> {
  const { world } = run;
  const ends = () =>
    [...world.stores.orders.all()]
      .map((order) => `${order.orderNo} ${String(endOf(order))} ${JSON.stringify(order.proof)}`)
      .join('\n');
  const before = ends();
  await replayAll(run, NO_GATE);
  await runOut(run);
  const after = ends();
  world.watch.judge.must(
    after === before,
    10,
    () => `notices that came again changed an end: ${before} became ${after}`,
  );
  judgeWorld(run);
}

/**
 * A bill that nobody's money stands on and that the hospital wants paid, by its number in the schedule:
 * one on which something was left behind, and now and then any other.
 */
function openBill(run: Run): number {
  const { hospital, stores } = run.world;
  const claimed = (id: string): string | undefined => stores.claims.get('hosp1', id)?.orderNo;
  const open = run.billIds.filter((id) => {
    if (hospital.getBill(id).status !== 'unpaid') return false;
    const held = stores.orders.get(claimed(id) ?? '');
    return held === undefined || (held.review === undefined && !keepsMoney(held));
  });
  const left = open.find((id) => claimed(id) !== undefined);
  const any = run.world.schedule.seed % ANY_BILL_EVERY === 0 ? open[0] : undefined;
  return run.billIds.indexOf(left ?? any ?? '');
}

/** A bill that was paid and is open again all the same: some of the money went back, not all. */
function keepsMoney(order: Order): boolean {
  return order.payment === 'paid' && !isGivenBack(order);
}

function payLast({ world }: Run, orderNo: string): void {
  const order = world.stores.orders.get(orderNo);
  const paid = order !== undefined && world.platform.cashier.pay(order, 'paid');
  world.watch.judge.must(paid, 6, () => 'a new payment is offered the old one');
}

/** A bill that the hospital still wants paid can be paid (money rules 6 and 12). */
export async function judgeOpenBills(run: Run): Promise<void> {
  const { world } = run;
  const { sights, stores, watch } = world;
  // what a crash has left of a claim counts for so long
  world.clock.advance(CLAIM_GRACE_MS);
  const open = openBill(run);
  const id = run.billIds[open];
  if (id === undefined) return;
  const patient = world.schedule.bills[open]?.patient ?? 0;
  const who = PHONES[phonesOf(patient)[0] ?? 0]?.openid ?? '';
  const patientId = PATIENTS[patient]?.patientId ?? '';
  const asked = { owner: openId(who), patientId, billIds: [id], payWith: 'cash' } as const;
  const ended = await place(world, asked);
  if (ended.kind !== 'value') {
    const why = ended.kind === 'refused' ? ended.refusal.reason : ended.kind;
    watch.judge.fail(6, `${id} is to be paid and cannot be: ${why}`);
    return;
  }
  const { orderNo } = ended.value;
  if (sights.there(orderNo) !== undefined) {
    payLast(run, orderNo);
    world.clock.advance(LATEST_BOOKING_MS);
    await tick(world);
  }
  const end = stores.orders.get(orderNo);
  const well = end?.settlement.state === 'settled';
  const how = end === undefined ? 'nothing' : openAs(end);
  watch.judge.must(well, 12, () => `the last order ended as ${how}`);
  judgeWorld(run);
}
