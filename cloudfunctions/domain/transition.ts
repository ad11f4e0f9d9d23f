/**
 * The one way in which an order changes: (order, event, at) → a named outcome (money rule 3). Pure and
 * total. Paid never becomes unpaid; whatever changes goes one version further, into the history, and
 * gets its next due time.
 */
import type { OrderEvent, Outcome, Verdict } from './events';
import { onEvidence, stillEnded } from './on-evidence';
import {
  isHeld,
  isLive,
  mayComeBack,
  type HistoryEntry,
  type Order,
  type Review,
  type Settlement,
} from './order';
import type { Rules } from './rules';
import { lookFrom, nextDue, standBackUntil } from './schedule';

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

/** Refused for certain, unless the platform has shown us that it has the order. */
function onRejected(order: Order, event: Of<'rejected'>): Verdict {
  const open = order.payment === 'placing' || order.payment === 'unknown';
  if (!open || order.existed === true) return { name: 'stale' };
  const { reason, code } = event;
  return { name: 'rejected', change: { payment: 'rejected', reason, asked: 0 }, note: code };
}

function onAbsent(order: Order, at: number, rules: Rules): Verdict {
  const change = { asked: order.asked + 1 };
  if (mayComeBack(order)) return stillEnded(order, at);
  if (!isLive(order)) return { name: 'stale' };
  if (order.existed === true || order.platformTradeNo !== undefined) {
    return { name: 'vanished', change };
  }
  if (at - order.createdAt < rules.absentGraceMs) return { name: 'too-early', change };
  return { name: 'absent', change: { payment: 'closed', asked: 0, reason: 'payment-unreachable' } };
}

function onAskFailed(order: Order, code: string, at: number, rules: Rules): Verdict {
  const change = { asked: order.asked + 1 };
  if (isLive(order)) return { name: 'ask-failed', change, note: code };
  if (!mayComeBack(order)) return { name: 'stale' };
  const patient = at - lookFrom(order) < rules.undecidedAfterMs;
  if (!patient) return { name: 'look-back-given-up', change, note: code };
  return { name: 'ask-failed', change: {}, note: code, dueAt: at + rules.queryEveryMs };
}

/** The look back begins anew; what is found decides. */
function onHinted(order: Order, at: number): Verdict {
  if (!mayComeBack(order) || isHeld(order)) return { name: 'stale' };
  return { name: 'hinted', change: { asked: 0, hintedAt: at } };
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

function onSettleUnknown(order: Order, code: string, at: number, rules: Rules): Verdict {
  if (order.settlement.state !== 'due') return { name: 'stale' };
  const attempts = order.settlement.attempts + 1;
  const settlement = { ...order.settlement, attempts };
  const since = order.settlement.since ?? at;
  if (at - since < rules.settleGiveUpMs) {
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

function onSettleRefused(order: Order, event: Of<'settle-refused'>, at: number): Verdict {
  if (order.settlement.state !== 'due') return { name: 'stale' };
  const attempts = order.settlement.attempts + 1;
  const settlement = { state: 'refused' as const, attempts, refusal: event.code };
  const reason = event.elsewhere ? 'paid-twice' : 'hospital-refused';
  const after =
    order.payment === 'paid'
      ? { review: { reason, at, evidence: event.code } as const }
      : { reason: event.reason };
  return { name: 'settle-refused', change: { settlement, ...after }, note: event.code };
}

function judge(order: Order, event: OrderEvent, at: number, rules: Rules): Verdict {
  switch (event.type) {
    case 'accepted':
      return onAccepted(order, event);
    case 'rejected':
      return onRejected(order, event);
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
      return onAskFailed(order, event.code, at, rules);
    case 'hinted':
      return onHinted(order, at);
    case 'stumbled':
      if (order.dueAt === null) return { name: 'stale' };
      return {
        name: 'stumbled',
        change: {},
        note: event.code,
        dueAt: standBackUntil(order, at, rules),
      };
    case 'nothing-to-pay': {
      if (order.payment !== 'placing') return { name: 'stale' };
      const settlement = { ...order.settlement, state: 'due' as const, since: at };
      return { name: 'not-needed', change: { payment: 'not-needed', settlement } };
    }
    case 'settled':
      return onSettled(order, event, at);
    case 'settle-unknown':
      return onSettleUnknown(order, event.code, at, rules);
    case 'settle-refused':
      return onSettleRefused(order, event, at);
  }
}

/** Open a whole day after its deadline: a person hears of it, and it is asked about on. */
function undecided(order: Order, name: string, at: number, rules: Rules): Review | undefined {
  const begun = Math.max(order.deadlineAt, order.reopenedAt ?? 0);
  const late = isLive(order) && at - begun >= rules.undecidedAfterMs;
  return late ? { reason: 'undecided', at, evidence: `${order.payment}, last ${name}` } : undefined;
}

function isResolved(order: Order): boolean {
  return !isLive(order) && order.settlement.state !== 'due';
}

/** A held case stays until a person ends it; one that heals by itself ends when the order does. */
function reviewAfter(
  before: Order,
  changed: Order,
  verdict: Verdict,
  at: number,
  rules: Rules,
): Review | undefined {
  if (isHeld(before)) return before.review;
  const asked = verdict.change?.review;
  if (asked !== undefined) return asked;
  if (before.review === undefined) return undecided(changed, verdict.name, at, rules);
  const ended = before.review.reason === 'undecided' ? !isLive(changed) : isResolved(changed);
  return ended ? undefined : before.review;
}

function remember(order: Order, entry: Omit<HistoryEntry, 'times'>): readonly HistoryEntry[] {
  const last = order.history.at(-1);
  if (last?.event === entry.event && last.outcome === entry.outcome && last.note === entry.note) {
    return [...order.history.slice(0, -1), { ...entry, times: last.times + 1 }];
  }
  const all = [...order.history, { ...entry, times: 1 }];
  return all.length <= HISTORY_KEPT ? all : [...all.slice(0, 1), ...all.slice(2)];
}

/** What `event` does to `order` at `at` (ms). */
export function transition(order: Order, event: OrderEvent, at: number, rules: Rules): Outcome {
  const verdict = judge(order, event, at, rules);
  if (verdict.change === undefined) return { name: verdict.name, order };
  const payment = verdict.change.payment ?? order.payment;
  const moved = payment !== order.payment;
  const reopened = !isLive(order) && isLive({ ...order, payment });
  const { review: _before, ...kept } = order;
  const changed: Order = {
    ...kept,
    ...(moved ? { since: at } : {}),
    ...(reopened ? { reopenedAt: at } : {}),
    ...verdict.change,
    version: order.version + 1,
    history: remember(order, {
      at,
      event: event.type,
      outcome: verdict.name,
      ...(verdict.note === undefined ? {} : { note: verdict.note }),
    }),
  };
  const { review: _asked, ...plain } = changed;
  const review = reviewAfter(order, changed, verdict, at, rules);
  const judged: Order = { ...plain, ...(review === undefined ? {} : { review }) };
  const dueAt = isHeld(judged) ? null : (verdict.dueAt ?? nextDue(judged, at, rules));
  return { name: verdict.name, order: { ...judged, dueAt } };
}
