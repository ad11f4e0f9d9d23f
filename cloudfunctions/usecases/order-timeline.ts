/** What happened to an order, in the order in which it happened, for its patient's eyes. */
import type { TimelineStep } from '../contract/types';
import type { Order } from '../domain/order';
import { backAt } from '../domain/refund';

function endOf(order: Order): readonly TimelineStep[] {
  if (order.payment === 'failed') return [{ step: 'failed', at: order.since }];
  const over = order.payment === 'closed' || order.payment === 'rejected';
  return over ? [{ step: 'closed', at: order.since }] : [];
}

function moneyOf({ createdAt, proof, refund }: Order): readonly TimelineStep[] {
  // a platform tells whole seconds: nothing is paid before it is placed
  const at = Math.max(createdAt, proof?.paidAt ?? 0);
  const paid = proof === undefined ? [] : [{ step: 'paid' as const, at }];
  if (refund === undefined || refund.state === 'refused') return paid;
  const back = backAt(refund);
  return [
    ...paid,
    { step: 'refund-asked', at: refund.askedAt },
    ...(back === undefined ? [] : [{ step: 'refunded' as const, at: back }]),
  ];
}

/** Oldest first; a step that never was is not in it. */
export function timelineOf(order: Order): readonly TimelineStep[] {
  const booked = order.history.find(({ outcome }) => outcome === 'settled');
  const steps: readonly TimelineStep[] = [
    { step: 'placed', at: order.createdAt },
    ...moneyOf(order),
    ...(booked === undefined ? [] : [{ step: 'booked' as const, at: booked.at }]),
    ...endOf(order),
  ];
  return [...steps].sort((left, right) => left.at - right.at);
}
