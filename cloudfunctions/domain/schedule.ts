/**
 * When an order next needs somebody (money rules 7, 12 and 16): the query ladder while it is open, the
 * hospital's backoff while it is paid and not booked, a look back after it ended without money, null
 * when nothing is left to do.
 */
import { isHeld, looksBack, type Order } from './order';
import { isOpen, type Refund } from './refund';
import { healsByItself } from './review';
import type { Rules } from './rules';
import { timeOnDay } from './shanghai';

/** How long to wait before asking the platform for the `asked`-th time. */
export function queryWait(asked: number, rules: Rules): number {
  return rules.queryLadderMs[asked] ?? rules.queryEveryMs;
}

/** Asked to close so long before the city's moment: the question and its proof take their time. */
const DECIDING_MS = 2 * 60_000;

/** From when the end of an order is looked back at: its end, or the last notice that doubted it. */
export function lookFrom(order: Order): number {
  return Math.max(order.since, order.hintedAt ?? 0);
}

/**
 * `wanted`, or the moment by which the city wants an insurance order of `begun` decided, if that comes
 * first (money rule 16). An order begun behind that moment is none of that day's.
 */
export function lastMoment(
  payWith: Order['payWith'],
  begun: number,
  wanted: number,
  rules: Rules,
): number {
  if (payWith === 'cash') return wanted;
  const decided = timeOnDay(begun, rules.unsettledDecidedBy) - DECIDING_MS;
  return begun < decided ? Math.min(wanted, decided) : wanted;
}

/** From when on an unpaid order is to be closed; who is in the cashier gets until the lock ends. */
export function closeFrom(order: Order, rules: Rules): number {
  // who pays at a counter stands there: nobody is given longer
  if (order.seen !== 'paying' || order.counter !== undefined) return order.deadlineAt;
  const lock = order.createdAt + rules.slotLockMs;
  return lastMoment(order.payWith, order.createdAt, lock, rules);
}

/**
 * Until when booking is tried without a person hearing of it: a day, and for insurance no longer than the
 * day on which the city lets it be taken back (money rule 16).
 */
export function settleLimit(order: Order, at: number, rules: Rules): number {
  const since = order.settlement.since ?? at;
  return lastMoment(order.payWith, since, since + rules.settleGiveUpMs, rules);
}

/**
 * From when an order that is still open is a person's case: a day behind its deadline; what insurance has
 * settled at a counter must be decided on its day (money rule 16).
 */
export function undecidedFrom(order: Order, rules: Rules): number {
  const begun = Math.max(order.deadlineAt, order.reopenedAt ?? 0) + rules.undecidedAfterMs;
  const held = order.counter !== undefined && order.upload !== undefined;
  return held ? lastMoment(order.payWith, order.createdAt, begun, rules) : begun;
}

function settleWait(attempts: number, rules: Rules): number {
  if (attempts === 0) return 0;
  const ladder = rules.settleBackoffMs;
  return ladder[Math.min(attempts, ladder.length) - 1] ?? 0;
}

function nextLookBack(order: Order, now: number, rules: Rules): number | null {
  if (!looksBack(order)) return null;
  const wait = rules.lookBackMs[order.asked];
  return wait === undefined ? null : Math.max(now, lookFrom(order) + wait);
}

/** `next`, or `close` when that still lies ahead and comes first. */
function notPast(close: number, now: number, next: number): number {
  return now < close ? Math.min(next, close) : next;
}

/** When an order that could not be moved is tried again; never past the time at which it is to close. */
export function standBackUntil(order: Order, now: number, rules: Rules): number {
  const later = now + rules.queryEveryMs;
  return canBeClosed(order) ? notPast(closeFrom(order, rules), now, later) : later;
}

/** Alive, and nothing speaks against asking for its end. */
export function canBeClosed(order: Order): boolean {
  const { payment } = order;
  if (payment === 'authorising') return true;
  return payment === 'placing' || payment === 'unknown' || payment === 'payable';
}

/** By hand: a person acts next. Otherwise the same ladder as for questions about payments. */
function refundDue(refund: Refund, now: number, slow: number, rules: Rules): number | null {
  if (refund.state === 'by-hand') return null;
  return now + Math.max(slow, refund.asked === 0 ? 0 : queryWait(refund.asked - 1, rules));
}

/** When something must be done next, ms since the epoch; null when nothing is left to do. */
export function nextDue(order: Order, now: number, rules: Rules): number | null {
  if (isHeld(order)) return null;
  const slow = healsByItself(order.review) ? rules.undecidedEveryMs : 0;
  const next = now + Math.max(slow, queryWait(order.asked, rules));
  switch (order.payment) {
    case 'authorising':
      return Math.max(now, order.deadlineAt);
    case 'failing':
      if (isOpen(order.refund)) return refundDue(order.refund, now, slow, rules);
      return next;
    case 'closing': {
      if (order.counter === undefined) return next;
      const told = notPast(undecidedFrom(order, rules), now, next);
      const { tender } = order.counter;
      return tender?.state === 'asked' ? notPast(tender.until, now, told) : told;
    }
    case 'placing':
    case 'unknown':
    case 'payable':
      return notPast(closeFrom(order, rules), now, next);
    case 'paid':
    case 'not-needed':
      if (isOpen(order.refund)) return refundDue(order.refund, now, slow, rules);
      if (order.settlement.state !== 'due') return nextLookBack(order, now, rules);
      return notPast(
        settleLimit(order, now, rules),
        now,
        now + Math.max(slow, settleWait(order.settlement.attempts, rules)),
      );
    case 'rejected':
    case 'closed':
    case 'failed':
      return nextLookBack(order, now, rules);
  }
}
