/**
 * What the hospital's answers about a payment do to an order (money rule 8). What it refuses for good
 * goes back by itself: the refund is reserved in the same step, so that nothing lies between.
 */
import type { OrderEvent, Verdict } from './events';
import { isUnbooked, type Order, type Settlement } from './order';
import { planRefund } from './refund-plan';
import { isOpen } from './refund';
import type { Rules } from './rules';
import { settleLimit } from './schedule';

type Of<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>;

export function onSettled(order: Order, event: Of<'settled'>, at: number): Verdict {
  if (order.settlement.state !== 'due') return { name: 'stale' };
  const settlement = {
    state: 'settled' as const,
    attempts: order.settlement.attempts + 1,
    ...(event.settlementNo === undefined ? {} : { settlementNo: event.settlementNo }),
    ...(event.pickup === undefined ? {} : { pickup: event.pickup }),
  };
  const { booked, doubtful } = event;
  const { proof } = order;
  if (doubtful === true) return bookedOtherwise(settlement, 'booked with other contents', at);
  if (booked === undefined || proof === undefined) {
    return { name: 'settled', change: { settlement } };
  }
  const same =
    booked.total === proof.total &&
    booked.cash === proof.cash &&
    booked.insurance === proof.insurance;
  if (same) return { name: 'settled', change: { settlement } };
  const evidence = `hospital booked total ${String(booked.total)}, cash ${String(booked.cash)}, insurance ${String(booked.insurance)}`;
  return bookedOtherwise(settlement, evidence, at);
}

function bookedOtherwise(settlement: Settlement, evidence: string, at: number): Verdict {
  const review = { reason: 'hospital-booked-otherwise', at, evidence } as const;
  return { name: 'booked-otherwise', change: { settlement, review } };
}

export function onSettleUnknown(order: Order, code: string, at: number, rules: Rules): Verdict {
  if (!isUnbooked(order)) return { name: 'stale' };
  const attempts = order.settlement.attempts + 1;
  const settlement = { ...order.settlement, attempts };
  if (at < settleLimit(order, at, rules)) {
    return { name: 'settle-unknown', change: { settlement }, note: code };
  }
  if (order.review?.reason === 'hospital-silent') {
    return { name: 'settle-unknown', change: { settlement }, note: code };
  }
  const evidence = `${String(attempts)} attempts, last answer ${code}`;
  return {
    name: 'hospital-silent',
    change: { settlement, review: { reason: 'hospital-silent', at, evidence } },
    note: code,
  };
}

export function onSettleRefused(
  order: Order,
  event: Of<'settle-refused'>,
  at: number,
  rules: Rules,
): Verdict {
  if (order.settlement.state !== 'due') return { name: 'stale' };
  const attempts = order.settlement.attempts + 1;
  const settlement = { state: 'refused' as const, attempts, refusal: event.code };
  const told = { name: 'settle-refused', note: event.code } as const;
  if (order.payment !== 'paid') {
    return { ...told, change: { settlement, reason: event.reason } };
  }
  // a refund that waited for the hospital's word goes on by itself
  if (isOpen(order.refund)) return { ...told, change: { settlement } };
  const cause = event.elsewhere ? 'paid-twice' : 'hospital-refused';
  const ask = { mode: 'whole', cause, note: event.code } as const;
  const plan = planRefund({ ...order, settlement }, ask, at, rules, undefined);
  if (plan.ok) {
    const refund = { ...plan.refund, reason: event.reason };
    return { ...told, change: { settlement, refund } };
  }
  const evidence = `${event.code}; ${plan.reason}`;
  return { ...told, change: { settlement, review: { reason: cause, at, evidence } } };
}
