/**
 * What every write of an order must keep (money rules 1, 3, 5, 7 and 12), judged at the moment of the
 * write: by what stood there, and by what the platform holds at that instant.
 */
import { isHeld, isLive, isUnbooked, type Order } from '../../cloudfunctions/domain/order';
import { isOpen } from '../../cloudfunctions/domain/refund';
import { isOver, type There } from './there';
import type { Judge } from './violation';

/** What an order is about never changes. */
const FIXED = [
  'orderNo',
  'hospital',
  'channel',
  'owner',
  'patientId',
  'billIds',
  'amounts',
  'payWith',
  'serialNo',
  'createdAt',
  'deadlineAt',
] as const satisfies readonly (keyof Order)[];

/** How an order that ended without money may come back to life. */
const REVIVING: ReadonlySet<string> = new Set([
  'paid-after-end',
  'accepted-after-end',
  'reopened',
  'closed-but-leg-paid',
  'failed-but-leg-paid',
  'failed-unproven',
  'failing',
  'legs-contradict',
  'half-paid',
]);

const ENDED = new Set<Order['payment']>(['rejected', 'closed', 'failed']);

export interface OrderWatchDeps {
  readonly judge: Judge;
  readonly there: (orderNo: string) => There | undefined;
}

const name = (order: Order): string => `order ${order.orderNo.slice(0, 14)} v${order.version}`;

function first(judge: Judge, order: Order): void {
  const waits = order.payment === 'authorising' && order.channel === 'medins';
  const placing = waits || order.payment === 'placing';
  const well = placing && order.version === 1 && order.dueAt !== null;
  judge.must(well, 1, () => `${name(order)} begins as ${order.payment}`);
}

/** The bureau's split of the same sum, before anything was sent (2.0). */
function isSplit(key: (typeof FIXED)[number], before: Order, after: Order): boolean {
  const priced = after.history.at(-1)?.outcome === 'priced' && before.payment === 'placing';
  return key === 'amounts' && priced && before.amounts.total === after.amounts.total;
}

function keptFixed(judge: Judge, before: Order, after: Order): void {
  judge.must(
    after.version === before.version + 1,
    5,
    () => `${name(after)} after v${before.version}`,
  );
  const changed = FIXED.find((key) => after[key] !== before[key] && !isSplit(key, before, after));
  judge.must(changed === undefined, 1, () => `${name(after)} changed its ${String(changed)}`);
  const launched = before.launch === undefined || after.launch !== undefined;
  judge.must(launched, 5, () => `${name(after)} lost the way into the cashier`);
}

function movedRightly(judge: Judge, before: Order, after: Order): void {
  const last = after.history.at(-1)?.outcome ?? '';
  const to = after.payment;
  const byHand = last === 'review-ended';
  if (before.payment === 'paid' || before.payment === 'not-needed') {
    judge.must(
      to === before.payment,
      3,
      () => `${name(after)} went from ${before.payment} to ${to}`,
    );
    const same = byHand || before.proof === undefined || before.proof === after.proof;
    judge.must(same, 3, () => `${name(after)} changed its proof`);
  }
  if (ENDED.has(before.payment) && to !== before.payment) {
    judge.must(
      REVIVING.has(last),
      3,
      () => `${name(after)} from ${before.payment} to ${to}: ${last}`,
    );
  }
  const settled = before.settlement.state;
  if (!byHand && (settled === 'settled' || settled === 'refused')) {
    const kept = after.settlement.state === settled;
    judge.must(
      kept,
      8,
      () => `${name(after)} booking from ${settled} to ${after.settlement.state}`,
    );
  }
  const told = byHand || last.startsWith('refund-');
  const judged = told || !isHeld(before) || after.review?.reason === before.review?.reason;
  judge.must(judged, 12, () => `${name(after)} lost its case ${before.review?.reason ?? ''}`);
}

/** Nobody may be left with something to do and no time to do it (money rule 12). */
function goesOn(judge: Judge, after: Order): void {
  const { refund } = after;
  const byHand = refund?.state === 'by-hand';
  const going = isOpen(refund) && !byHand;
  const open = (isLive(after) || going || isUnbooked(after)) && !isHeld(after);
  judge.must(!open || after.dueAt !== null, 12, () => `${name(after)} is open and never due`);
}

function provenPaid(deps: OrderWatchDeps, after: Order): void {
  const { judge } = deps;
  const there = deps.there(after.orderNo);
  const state = there?.word ?? 'absent';
  judge.must(there?.paid === true, 4, () => `${name(after)} is paid, the platform says ${state}`);
  if (there === undefined) return;
  const { proof } = after;
  const same =
    proof !== undefined &&
    proof.total === there.total &&
    proof.cash === there.cash &&
    proof.insurance === there.insurance;
  judge.must(same, 4, () => `${name(after)} is paid with other sums than the platform took`);
}

function certainlyOver(deps: OrderWatchDeps, after: Order): void {
  const there = deps.there(after.orderNo);
  deps.judge.must(
    isOver(there, after),
    7,
    () => `${name(after)} is ${after.payment}, the platform says ${there?.word ?? ''}`,
  );
}

/** Judges one write. */
export function watchWrite(deps: OrderWatchDeps, before: Order | undefined, after: Order): void {
  const { judge } = deps;
  if (before === undefined) {
    first(judge, after);
    return;
  }
  keptFixed(judge, before, after);
  movedRightly(judge, before, after);
  goesOn(judge, after);
  if (after.payment === before.payment) return;
  const byHand = after.history.at(-1)?.outcome === 'review-ended';
  if (byHand) return;
  if (after.payment === 'paid') provenPaid(deps, after);
  if (ENDED.has(after.payment)) certainlyOver(deps, after);
}
