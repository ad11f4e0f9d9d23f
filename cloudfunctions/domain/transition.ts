/**
 * The one way in which an order changes: (order, event, at) → a named outcome (money rule 3). Pure and
 * total. Paid never becomes unpaid; whatever changes goes one version further, into the history, and
 * gets its next due time.
 */
import type { OrderEvent, Outcome, Verdict } from './events';
import { onEvidence } from './on-evidence';
import { isLive, type HistoryEntry, type Order } from './order';
import type { Rules } from './rules';
import { nextDue } from './schedule';

/** History is bounded: the oldest entries behind the first are dropped beyond this. */
const HISTORY_KEPT = 60;

type Of<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>;

function onAccepted(order: Order, event: Of<'accepted'>): Verdict {
  const { platformTradeNo, launch } = event;
  switch (order.payment) {
    case 'placing':
    case 'unknown':
      return {
        name: 'accepted',
        change: { payment: 'payable', platformTradeNo, launch, asked: 0 },
      };
    case 'payable':
      return { name: 'stale' };
    case 'closing':
    case 'failing':
    case 'paid':
      if (order.launch !== undefined) return { name: 'stale' };
      return { name: 'merged', change: { platformTradeNo, launch } };
    case 'rejected':
    case 'closed':
    case 'failed':
      // the platform holds an order that we thought never was: it must be closed for certain
      return {
        name: 'accepted-after-end',
        change: { payment: 'closing', platformTradeNo, launch, asked: 0 },
      };
    case 'not-needed':
      return { name: 'stale' };
  }
}

function beforeSending(order: Order): boolean {
  return order.payment === 'placing' || order.payment === 'unknown';
}

function onAbsent(order: Order, at: number, rules: Rules): Verdict {
  if (!isLive(order)) return { name: 'stale' };
  const change = { asked: order.asked + 1 };
  if (order.platformTradeNo !== undefined) return { name: 'vanished', change };
  if (at - order.createdAt < rules.absentGraceMs) return { name: 'too-early', change };
  return { name: 'absent', change: { payment: 'closed', reason: 'payment-unreachable' } };
}

function onCloseAsked(order: Order, event: Of<'close-asked'>): Verdict {
  switch (order.payment) {
    case 'placing':
    case 'unknown':
    case 'payable':
      return { name: 'closing', change: { payment: 'closing', asked: 0 }, note: event.by };
    case 'closing':
      return { name: 'stale' };
    case 'failing':
    case 'rejected':
    case 'closed':
    case 'failed':
    case 'paid':
    case 'not-needed':
      return { name: 'not-closable' };
  }
}

function onSettled(order: Order, event: Of<'settled'>, at: number): Verdict {
  if (order.settlement.state !== 'due') return { name: 'stale' };
  const settlement = {
    state: 'settled' as const,
    attempts: order.settlement.attempts + 1,
    ...(event.settlementNo === undefined ? {} : { settlementNo: event.settlementNo }),
    ...(event.pickup === undefined ? {} : { pickup: event.pickup }),
  };
  const { booked } = event;
  const { proof } = order;
  if (booked === undefined || proof === undefined)
    return { name: 'settled', change: { settlement } };
  const same =
    booked.total === proof.total &&
    booked.cash === proof.cash &&
    booked.insurance === proof.insurance;
  if (same) return { name: 'settled', change: { settlement } };
  const evidence = `hospital booked total ${String(booked.total)}, cash ${String(booked.cash)}, insurance ${String(booked.insurance)}`;
  return {
    name: 'booked-otherwise',
    change: { settlement, review: { reason: 'hospital-booked-otherwise', at, evidence } },
  };
}

function onSettleUnknown(order: Order, code: string, at: number, rules: Rules): Verdict {
  if (order.settlement.state !== 'due') return { name: 'stale' };
  const attempts = order.settlement.attempts + 1;
  const settlement = { ...order.settlement, attempts };
  const since = order.proof?.paidAt ?? order.createdAt;
  if (at - since < rules.settleGiveUpMs) {
    return { name: 'settle-unknown', change: { settlement }, note: code };
  }
  const evidence = `${String(attempts)} attempts, last answer ${code}`;
  return {
    name: 'hospital-silent',
    change: { settlement, review: { reason: 'hospital-silent', at, evidence } },
    note: code,
  };
}

function onSettleRefused(order: Order, event: Of<'settle-refused'>, at: number): Verdict {
  if (order.settlement.state !== 'due') return { name: 'stale' };
  const attempts = order.settlement.attempts + 1;
  const settlement = { state: 'refused' as const, attempts, refusal: event.code };
  const reason = event.elsewhere ? 'paid-twice' : 'hospital-refused';
  const money = order.payment === 'paid';
  return {
    name: 'settle-refused',
    change: { settlement, ...(money ? { review: { reason, at, evidence: event.code } } : {}) },
    note: event.code,
  };
}

function judge(order: Order, event: OrderEvent, at: number, rules: Rules): Verdict {
  switch (event.type) {
    case 'accepted':
      return onAccepted(order, event);
    case 'rejected': {
      if (!beforeSending(order)) return { name: 'stale' };
      const { reason, code } = event;
      return { name: 'rejected', change: { payment: 'rejected', reason }, note: code };
    }
    case 'unknown':
      if (order.payment !== 'placing') return { name: 'stale' };
      return { name: 'unknown', change: { payment: 'unknown' }, note: event.code };
    case 'abandoned':
      if (order.payment !== 'placing') return { name: 'stale' };
      return { name: 'abandoned', change: { payment: 'rejected', reason: event.reason } };
    case 'evidence':
      return onEvidence(order, event.evidence, at, rules);
    case 'absent':
      return onAbsent(order, at, rules);
    case 'close-asked':
      return onCloseAsked(order, event);
    case 'ask-failed':
      if (!isLive(order)) return { name: 'stale' };
      return { name: 'ask-failed', change: { asked: order.asked + 1 }, note: event.code };
    case 'nothing-to-pay':
      if (order.payment !== 'placing') return { name: 'stale' };
      return {
        name: 'not-needed',
        change: { payment: 'not-needed', settlement: { ...order.settlement, state: 'due' } },
      };
    case 'settled':
      return onSettled(order, event, at);
    case 'settle-unknown':
      return onSettleUnknown(order, event.code, at, rules);
    case 'settle-refused':
      return onSettleRefused(order, event, at);
  }
}

/** A contradiction that outlives every technical delay becomes a person's case. */
function bounded(order: Order, verdict: Verdict, at: number, rules: Rules): Verdict {
  const contradicts =
    verdict.name === 'legs-contradict' ||
    verdict.name === 'failed-but-leg-paid' ||
    verdict.name === 'failed-unproven' ||
    verdict.name === 'closed-but-leg-paid' ||
    verdict.name === 'vanished';
  if (!contradicts || at - order.createdAt < rules.settleGiveUpMs) return verdict;
  const evidence = verdict.note ?? verdict.name;
  return {
    ...verdict,
    change: { ...verdict.change, review: { reason: 'legs-contradict', at, evidence } },
  };
}

function remember(order: Order, entry: Omit<HistoryEntry, 'times'>): readonly HistoryEntry[] {
  const last = order.history.at(-1);
  if (last?.event === entry.event && last.outcome === entry.outcome && last.note === entry.note) {
    return [...order.history.slice(0, -1), { ...entry, times: last.times + 1 }];
  }
  const all = [...order.history, { ...entry, times: 1 }];
  return all.length <= HISTORY_KEPT ? all : [...all.slice(0, 1), ...all.slice(2)];
}

/**
 * What `event` does to `order` at `at` (ms). An order in review keeps its review: only a person's act
 * ends it.
 */
export function transition(order: Order, event: OrderEvent, at: number, rules: Rules): Outcome {
  const verdict = bounded(order, judge(order, event, at, rules), at, rules);
  if (verdict.change === undefined) return { name: verdict.name, order };
  const review = order.review ?? verdict.change.review;
  const changed: Order = {
    ...order,
    ...verdict.change,
    ...(review === undefined ? {} : { review }),
    version: order.version + 1,
    history: remember(order, {
      at,
      event: event.type,
      outcome: verdict.name,
      ...(verdict.note === undefined ? {} : { note: verdict.note }),
    }),
  };
  return { name: verdict.name, order: { ...changed, dueAt: nextDue(changed, at, rules) } };
}
