/**
 * The one way in which an order changes: (order, event, at) → a named outcome (money rule 3). Pure and
 * total. Paid never becomes unpaid; whatever changes goes one version further, into the history, and
 * gets its next due time.
 */
import type { OrderEvent, Outcome, Verdict } from './events';
import { afterHalfPaid, onAuthorised, onPriced } from './on-authorised';
import { onCloseAsked, onCloseSent, onPlaceReleased } from './on-close';
import { onEvidence, stillEnded } from './on-evidence';
import { onRefundEvent } from './on-refund';
import { onReviewEnded } from './on-review';
import { afterRefusal, keptWhy, onTenderAsked, onTenderTaken } from './on-tender';
import { onSettled, onSettleRefused, onSettleUnknown } from './on-settlement';
import { isHeld, isLive, looksBack, mayComeBack, type HistoryEntry, type Order } from './order';
import type { Launch } from './launch';
import { reviewAfter } from './review-after';
import type { Rules } from './rules';
import { lookFrom, nextDue, standBackUntil } from './schedule';

/** History is bounded: the oldest entries behind the first are dropped beyond this. */
const HISTORY_KEPT = 60;

type Of<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>;

/** A clerk has the cash, and the code was charged all the same: somebody must look (money rule 3). */
function chargedBesides(platformTradeNo: string, launch: Launch, at: number): Verdict {
  const review = { reason: 'paid-differs', at, evidence: 'charged besides other cash' } as const;
  return { name: 'paid-differs', change: { platformTradeNo, launch, review } };
}

function onAccepted(order: Order, event: Of<'accepted'>, at: number): Verdict {
  const { platformTradeNo, launch } = event;
  switch (order.payment) {
    case 'authorising':
    case 'placing':
    case 'unknown':
      return {
        name: 'accepted',
        change: { payment: 'payable', platformTradeNo, launch, asked: 0 },
      };
    case 'payable':
      return { name: 'stale' };
    case 'paid':
      if (order.counter?.tender?.state === 'taken')
        return chargedBesides(platformTradeNo, launch, at);
      if (order.launch !== undefined) return { name: 'stale' };
      return { name: 'merged', change: { platformTradeNo, launch } };
    case 'closing':
    case 'failing':
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
function onRejected(order: Order, event: Of<'rejected'>, at: number, rules: Rules): Verdict {
  const open = order.payment === 'placing' || order.payment === 'unknown';
  if (!open) return { name: 'stale' };
  const { reason, code } = event;
  // what stands of it elsewhere is taken back first, and proven so (money rule 7)
  const leftovers = event.leftovers === true || order.upload?.state === 'priced';
  if (leftovers) {
    const change = { payment: 'closing', reason, asked: 0 } as const;
    return {
      name: 'leftovers',
      change: { ...change, ...afterRefusal(order, at, rules, event.why) },
      note: code,
    };
  }
  if (order.existed === true) return { name: 'stale' };
  const over = { payment: 'rejected', reason, asked: 0, ...keptWhy(order, event) } as const;
  return { name: 'rejected', change: over, note: code };
}

function onAbsent(order: Order, at: number, rules: Rules): Verdict {
  const change = { asked: order.asked + 1 };
  if (looksBack(order)) return stillEnded(order, at);
  if (!isLive(order) || order.payment === 'authorising') return { name: 'stale' };
  if (order.existed === true || order.platformTradeNo !== undefined) {
    return { name: 'vanished', change };
  }
  if (at - order.createdAt < rules.absentGraceMs) return { name: 'too-early', change };
  return { name: 'absent', change: { payment: 'closed', asked: 0, reason: 'payment-unreachable' } };
}

function onAskFailed(
  order: Order,
  { code, cashTaken }: Of<'ask-failed'>,
  at: number,
  rules: Rules,
): Verdict {
  const taken = cashTaken === true && isLive(order);
  const legs = taken ? { legs: { ...order.legs, cash: 'paid' as const } } : {};
  const change = { asked: order.asked + 1, ...legs };
  if (isLive(order)) return { name: 'ask-failed', change, note: code };
  if (!looksBack(order)) return { name: 'stale' };
  const patient = at - lookFrom(order) < rules.undecidedAfterMs;
  if (!patient) return { name: 'look-back-given-up', change, note: code };
  return { name: 'ask-failed', change: {}, note: code, dueAt: at + rules.queryEveryMs };
}

/** The look back begins anew; what is found decides. */
function onHinted(order: Order, at: number): Verdict {
  if (!mayComeBack(order) || isHeld(order)) return { name: 'stale' };
  return { name: 'hinted', change: { asked: 0, hintedAt: at } };
}

function judge(order: Order, event: OrderEvent, at: number, rules: Rules): Verdict {
  switch (event.type) {
    case 'accepted':
      return onAccepted(order, event, at);
    case 'rejected':
      return onRejected(order, event, at, rules);
    case 'unknown':
      if (order.payment !== 'placing') return { name: 'stale' };
      return { name: 'unknown', change: { payment: 'unknown' }, note: event.code };
    case 'authorised':
      return onAuthorised(order);
    case 'priced':
      return onPriced(order, event);
    case 'abandoned':
      if (order.payment !== 'placing' && order.payment !== 'authorising') return { name: 'stale' };
      return { name: 'abandoned', change: { payment: 'rejected', reason: event.reason } };
    case 'evidence':
      return onEvidence(order, event.evidence, at, rules);
    case 'absent':
      return onAbsent(order, at, rules);
    case 'close-asked':
      return onCloseAsked(order, event, at, rules);
    case 'ask-failed':
      return onAskFailed(order, event, at, rules);
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
      return onSettleRefused(order, event, at, rules);
    case 'place-released':
      return onPlaceReleased(order);
    case 'close-sent':
      return onCloseSent(order, at);
    case 'tender-asked':
      return onTenderAsked(order, event, at, rules);
    case 'tender-taken':
      return onTenderTaken(order, event, at);
    case 'review-ended':
      return onReviewEnded(order, event, at, rules);
    default:
      return onRefundEvent(order, event, at, rules);
  }
}

function remember(order: Order, entry: Omit<HistoryEntry, 'times'>): readonly HistoryEntry[] {
  const last = order.history.at(-1);
  const same =
    last?.event === entry.event &&
    last.outcome === entry.outcome &&
    last.note === entry.note &&
    last.by === entry.by;
  if (same) {
    return [...order.history.slice(0, -1), { ...entry, times: last.times + 1 }];
  }
  const all = [...order.history, { ...entry, times: 1 }];
  return all.length <= HISTORY_KEPT ? all : [...all.slice(0, 1), ...all.slice(2)];
}

/** The Request-Id is another one each time: in the note it would make news of what repeats. */
function saidOf(event: OrderEvent, { note, by }: Verdict): Partial<HistoryEntry> {
  const requestId = 'requestId' in event ? event.requestId : undefined;
  const words = requestId === undefined ? note : note?.replace(` ${requestId}`, '');
  return {
    ...(words === undefined ? {} : { note: words }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(by === undefined ? {} : { by }),
  };
}

/** What `event` does to `order` at `at` (ms). */
export function transition(order: Order, event: OrderEvent, at: number, rules: Rules): Outcome {
  const verdict = judge(order, event, at, rules);
  if (verdict.change === undefined) return { name: verdict.name, order };
  const change = { ...verdict.change, ...afterHalfPaid(order, { ...order, ...verdict.change }) };
  const payment = change.payment ?? order.payment;
  const moved = payment !== order.payment;
  const reopened = !isLive(order) && isLive({ ...order, payment });
  const { review: _before, ...kept } = order;
  const changed: Order = {
    ...kept,
    ...(moved ? { since: at } : {}),
    ...(reopened ? { reopenedAt: at } : {}),
    ...change,
    version: order.version + 1,
    history: remember(order, {
      at,
      event: event.type,
      outcome: verdict.name,
      ...saidOf(event, verdict),
    }),
  };
  const { review: _asked, ...plain } = changed;
  const review = reviewAfter(order, changed, verdict, at, rules);
  const judged: Order = { ...plain, ...(review === undefined ? {} : { review }) };
  const dueAt = isHeld(judged) ? null : (verdict.dueAt ?? nextDue(judged, at, rules));
  return { name: verdict.name, order: { ...judged, dueAt } };
}
