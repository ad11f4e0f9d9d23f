/**
 * Which case an order is behind an event (money rule 12): one that was told, one that stands until a person
 * ends it or it heals, or that it is open for too long.
 */
import type { Verdict } from './events';
import { isHeld, isLive, isUnbooked, type Order, type Review } from './order';
import { isOpen, type Refund } from './refund';
import { isUntold } from './refund-word';
import type { Rules } from './rules';
import { undecidedFrom } from './schedule';

/** Open a whole day after its deadline: a person hears of it, and it is asked about on. */
function overdue(order: Order, name: string, at: number, rules: Rules): Review | undefined {
  const { refund } = order;
  if (isOpen(refund)) return overdueRefund(order, refund, name, at, rules);
  const late = isLive(order) && at >= undecidedFrom(order, rules);
  return late ? { reason: 'undecided', at, evidence: `${order.payment}, last ${name}` } : undefined;
}

/** A refund may take no longer than a day, nor than the city's own day (trap 13). */
function overdueRefund(
  order: Order,
  refund: Refund,
  name: string,
  at: number,
  rules: Rules,
): Review | undefined {
  const evidence = `${refund.state}, last ${name}`;
  // told when it began, unless another case stood in the way then
  if (refund.state === 'by-hand') return { reason: 'refund-by-hand', at, evidence };
  if (refund.state === 'returned' || refund.state === 'refused') {
    const late = at - refund.since >= rules.undecidedAfterMs;
    const reason = isUntold(order, refund) ? 'refund-untold' : 'refund-unbooked';
    return late ? { reason, at, evidence } : undefined;
  }
  const limit = Math.min(refund.askedAt + rules.undecidedAfterMs, refund.finishBy ?? Infinity);
  return at >= limit ? { reason: 'refund-undecided', at, evidence } : undefined;
}

/** Whether what the case waits for has come about. */
function isHealed(review: Review, order: Order): boolean {
  switch (review.reason) {
    case 'undecided':
      return !isLive(order);
    case 'hospital-silent':
      return !isLive(order) && !isUnbooked(order);
    case 'refund-undecided':
      return !isOpen(order.refund) || order.refund.state === 'returned';
    case 'refund-unbooked':
      return !isOpen(order.refund) || isUntold(order, order.refund);
    case 'refund-untold':
      return !isOpen(order.refund);
    case 'refund-insurance-failed':
      return order.refund?.legs.insurance !== 'failed';
    case 'refund-change':
      return order.refund?.legs.cash !== 'change' && order.refund?.legs.cash !== 'failed';
    default:
      return false;
  }
}

/** A held case stays until a person ends it; one that heals by itself ends when the order does. */
export function reviewAfter(
  before: Order,
  changed: Order,
  verdict: Verdict,
  at: number,
  rules: Rules,
): Review | undefined {
  const ends = verdict.endsReview === true;
  if (isHeld(before) && !ends) return before.review;
  const asked = verdict.change?.review;
  if (asked !== undefined) return asked;
  const stands = ends ? undefined : before.review;
  if (stands === undefined || isHealed(stands, changed)) {
    return overdue(changed, verdict.name, at, rules);
  }
  return stands;
}
