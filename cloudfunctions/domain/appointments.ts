/**
 * Places at the hospital that wait for a payment: in which order people see them, whether they can be
 * paid now, until when a lock must hold, and which order gives its place back (money rule 7).
 */
import type { Reason } from '../../miniprogram/shared/reasons';
import { freesBills, isHeld, isLive, type Order } from './order';
import type { Rules } from './rules';
import { shanghaiDay } from './shanghai';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How far ahead people register. */
export const DAYS_AHEAD = 7;

/** What is looked at of an appointment; times in ms. */
export interface Appointment {
  readonly status: 'locked' | 'kept' | 'paid' | 'used' | 'cancelled' | 'expired';
  readonly source: 'here' | 'elsewhere';
  readonly from: number;
  readonly to: number;
  readonly lockedUntil?: number;
}

/** yyyy-MM-dd of `at` in Asia/Shanghai. */
export function dateOf(at: number): string {
  return shanghaiDay(at).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}

/** Today and the days behind it, yyyy-MM-dd. */
export function daysFrom(now: number): readonly string[] {
  return Array.from({ length: DAYS_AHEAD }, (_, index) => dateOf(now + index * DAY_MS));
}

/** Why it cannot be paid at `now`; undefined when it can. */
export function whyNotPayable(appointment: Appointment, now: number): Reason | undefined {
  const { from, lockedUntil, source, status, to } = appointment;
  switch (status) {
    case 'paid':
    case 'used':
      return 'appointment-paid';
    case 'cancelled':
      return 'bill-cancelled';
    case 'expired':
      return 'slot-lock-over';
    case 'locked':
      return lockedUntil !== undefined && lockedUntil <= now ? 'slot-lock-over' : undefined;
    case 'kept':
      if (to <= now) return 'slot-over';
      // a number made elsewhere is picked up on its day
      if (source === 'elsewhere' && dateOf(from) !== dateOf(now)) return 'appointment-not-today';
      return undefined;
  }
}

function isOver(appointment: Appointment, now: number): boolean {
  const { from, status } = appointment;
  if (status === 'used' || status === 'cancelled' || status === 'expired') return true;
  return dateOf(from) < dateOf(now);
}

/** Today's and coming ones first, the next one first; then what is over, the latest first. */
export function inOrderOfUse<T extends Appointment>(all: readonly T[], now: number): readonly T[] {
  const over = all.filter((one) => isOver(one, now));
  const ahead = all.filter((one) => !isOver(one, now));
  return [
    ...ahead.sort((left, right) => left.from - right.from),
    ...over.sort((left, right) => right.from - left.from),
  ];
}

/**
 * Until when the place of an unpaid order must be locked, once the lock that it was placed under comes
 * near its end; undefined while nothing need be done. Who is in the cashier, and a close that is not
 * proven yet, keep it; an order that is a person's case after a day no longer does.
 */
export function lockNeededUntil(order: Order, now: number, rules: Rules): number | undefined {
  const { kind, visit } = order;
  if (kind !== 'registration' || visit === undefined) return undefined;
  if (!isLive(order) || isHeld(order)) return undefined;
  const lookAhead = 2 * rules.queryEveryMs;
  if (now < order.createdAt + rules.slotLockMs - lookAhead) return undefined;
  if (now >= order.deadlineAt + rules.undecidedAfterMs) return undefined;
  return now + Math.max(rules.slotLockMs - rules.payDeadlineMs, lookAhead);
}

/** Who asked for the end last; undefined when nobody did. */
function endedBy(order: Order): string | undefined {
  return order.history.filter(({ event }) => event === 'close-asked').at(-1)?.note;
}

/**
 * Whether its place is to be given back: over for certain, because the person gave up or the deadline
 * came. Not after a refusal or a failure, and not while something else is being placed instead: the
 * person may pay the place anew until its lock ends by itself.
 */
export function isPlaceLeft(order: Order): boolean {
  const { kind, payment, visit } = order;
  if (kind !== 'registration' || visit === undefined || visit.released === true) return false;
  if (!freesBills(order) || (payment !== 'closed' && payment !== 'failed')) return false;
  const by = endedBy(order);
  // a counter gives up after minutes: the patient stands there and may pay the place anew
  return by === 'patient' || (by === 'deadline' && order.counter === undefined);
}
