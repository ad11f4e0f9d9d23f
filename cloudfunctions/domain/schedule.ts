/**
 * When an order next needs somebody (money rules 7 and 12): the query ladder while it is open, the
 * hospital's backoff while it is paid and not booked, null when nothing is left to do.
 */
import type { Order } from './order';
import type { Rules } from './rules';

/** How long to wait before asking the platform for the `asked`-th time. */
export function queryWait(asked: number, rules: Rules): number {
  return rules.queryLadderMs[asked] ?? rules.queryEveryMs;
}

function settleWait(attempts: number, rules: Rules): number {
  if (attempts === 0) return 0;
  const ladder = rules.settleBackoffMs;
  return ladder[Math.min(attempts, ladder.length) - 1] ?? 0;
}

/** When something must be done next, ms since the epoch; null when nothing is left to do. */
export function nextDue(order: Order, now: number, rules: Rules): number | null {
  if (order.review !== undefined) return null;
  switch (order.payment) {
    case 'placing':
    case 'unknown':
    case 'failing':
    case 'closing':
      return now + queryWait(order.asked, rules);
    case 'payable': {
      const next = now + queryWait(order.asked, rules);
      return now < order.deadlineAt ? Math.min(next, order.deadlineAt) : next;
    }
    case 'paid':
    case 'not-needed':
      return order.settlement.state === 'due'
        ? now + settleWait(order.settlement.attempts, rules)
        : null;
    case 'rejected':
    case 'closed':
    case 'failed':
      return null;
  }
}
