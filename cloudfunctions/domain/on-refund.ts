/**
 * What happens to the refund of an order, step by step (money rule 9). Total over every refund state;
 * nothing but a signed answer to queryrefund brings it to its end (trap 30).
 */
import type { RefundEvent, Verdict } from './events';
import { legsSeen, onRefundEvidence } from './on-refund-evidence';
import { isHeld, type Order, type Review } from './order';
import { isOpen, isOwed, movesNothing, type Refund, type RefundState } from './refund';
import { planRefund } from './refund-plan';
import { isBooked, owesWord } from './refund-word';
import type { Rules } from './rules';

type Of<T extends RefundEvent['type']> = Extract<RefundEvent, { type: T }>;

const STALE: Verdict = { name: 'stale' };

function moved(refund: Refund, state: RefundState, at: number, more: Partial<Refund> = {}) {
  const since = state === refund.state ? refund.since : at;
  return { refund: { ...refund, asked: 0, ...more, state, since } };
}

function asked(refund: Refund): Pick<Order, 'refund'> {
  return { refund: { ...refund, asked: refund.asked + 1 } };
}

function onAsked(order: Order, event: Of<'refund-asked'>, at: number, rules: Rules): Verdict {
  const plan = planRefund(order, event.ask, at, rules, event.city);
  if (!plan.ok) return { name: 'refund-not-possible' };
  const by = event.ask.by === undefined ? {} : { by: event.ask.by };
  return {
    name: 'refund-reserved',
    change: { refund: plan.refund },
    note: plan.refund.mode,
    ...by,
  };
}

/** Back, and nothing is left for the hospital to do. */
function booked(
  order: Order,
  refund: Refund,
  hold: 'confirmed' | 'not-needed',
  at: number,
): Verdict {
  if (!owesWord(order, refund)) {
    return { name: 'refund-done', change: moved(refund, 'done', at, { hold }) };
  }
  // the word is sent behind the booking: from now on it can be late
  return { name: 'refund-booked', change: { refund: { ...refund, asked: 0, hold, since: at } } };
}

/** The hospital will not hand it out meanwhile, or never booked it. */
function onHeld(order: Order, refund: Refund, event: Of<'refund-held'>, at: number): Verdict {
  const hold = event.hold === 'held' ? 'held' : 'not-needed';
  const settlement =
    event.hold === 'cancelled' && order.settlement.state === 'due'
      ? {
          settlement: {
            state: 'refused' as const,
            attempts: order.settlement.attempts,
            refusal: 'cancelled-for-refund',
          },
        }
      : {};
  if (refund.state === 'returned' && hold === 'not-needed') {
    const { name, change } = booked(order, refund, hold, at);
    return { name, change: { ...settlement, ...change } };
  }
  // a hold that arrives after its own release is to be released again
  if (refund.state === 'refused' && hold === 'held' && refund.hold !== 'held') {
    return { name: 'refund-held', change: moved(refund, 'refused', at, { hold }) };
  }
  if (refund.state !== 'reserved') return STALE;
  // nothing is to be sent: the hospital books next, and the place is free with that
  if (movesNothing(refund)) {
    return { name: 'refund-held', change: moved(refund, 'returned', at, { hold }) };
  }
  if (refund.via === 'api') {
    return {
      name: 'refund-held',
      change: { ...settlement, ...moved(refund, 'held', at, { hold }) },
    };
  }
  const review: Review = {
    reason: 'refund-by-hand',
    at,
    evidence: `cash ${String(refund.cash)}, insurance ${String(refund.insurance)}`,
  };
  return {
    name: 'refund-by-hand',
    change: { ...settlement, ...moved(refund, 'by-hand', at, { hold }), review },
  };
}

function onHoldRefused(refund: Refund, event: Of<'refund-hold-refused'>, at: number): Verdict {
  if (refund.state !== 'reserved') return STALE;
  const { code, reason } = event;
  // what was handed out was rightly paid for; anything else that we owe must not end here
  const lost = isOwed(refund) && reason !== 'refund-served';
  const review = { reason: 'refund-refused', at, evidence: code } as const;
  return {
    name: 'refund-hold-refused',
    change: {
      ...moved(refund, 'refused', at, { hold: 'released', refusal: code, reason }),
      ...(lost ? { review } : {}),
    },
    note: code,
  };
}

function onWindowOver(refund: Refund, at: number): Verdict {
  const waiting = refund.state === 'reserved' || refund.state === 'held';
  if (!waiting || refund.sends > 0 || at <= (refund.finishBy ?? at)) return STALE;
  // whether the hospital holds something is not known before it has answered
  const hold = refund.hold === 'due' ? 'held' : refund.hold;
  return {
    name: 'refund-window-over',
    change: moved(refund, 'refused', at, {
      hold,
      refusal: 'window-over',
      reason: 'refund-outside-window',
    }),
  };
}

function onNotTaken(refund: Refund, event: Of<'refund-not-taken'>, at: number): Verdict {
  if (refund.state !== 'sending') return STALE;
  const { code, reason } = event;
  // an earlier message may have been taken: then this refusal speaks of its own repetition
  if (refund.sends > 1) return { name: 'refund-doubted', change: asked(refund), note: code };
  const review = isOwed(refund)
    ? { review: { reason: 'refund-refused', at, evidence: code } as const }
    : {};
  return {
    name: 'refund-refused',
    change: { ...moved(refund, 'refused', at, { refusal: code, reason }), ...review },
    note: code,
  };
}

function onNotSent(refund: Refund, code: string, at: number): Verdict {
  if (refund.state !== 'sending') return STALE;
  const more = { sends: refund.sends - 1, asked: refund.asked + 1 };
  return { name: 'refund-not-sent', change: moved(refund, 'held', at, more), note: code };
}

function onAbsent(refund: Refund, at: number, rules: Rules): Verdict {
  // held again after a message, and too late to send it once more: asked about on
  const waits = refund.state === 'held' && refund.sends > 0;
  if (waits) return { name: 'refund-too-early', change: asked(refund) };
  if (refund.state !== 'sending' && refund.state !== 'refunding') return STALE;
  if (refund.state === 'refunding' || refund.platformRefundNo !== undefined) {
    return { name: 'refund-vanished', change: asked(refund) };
  }
  const dayOver = refund.finishBy !== undefined && at > refund.finishBy;
  if (dayOver || at - refund.since < rules.absentGraceMs) {
    return { name: 'refund-too-early', change: asked(refund) };
  }
  // the same number with the same sums once more: whatever came of the first one, it is one refund
  return { name: 'refund-absent', change: moved(refund, 'held', at) };
}

/**
 * A part went out and a part did not: the same goes out again, where it stopped. What has begun is owed,
 * and no rule about requests ends it.
 */
function onUnfinished(refund: Refund, event: Of<'refund-unfinished'>, at: number): Verdict {
  const waits = refund.state === 'held' && refund.sends > 0;
  if (!waits && refund.state !== 'sending' && refund.state !== 'refunding') return STALE;
  const { finishBy: _bound, ...owed } = refund;
  const legs = legsSeen(refund, event.legs);
  const again = moved(owed, 'held', at, { asked: refund.asked + 1, legs });
  return { name: 'refund-unfinished', change: again, note: event.code };
}

/** The word came through after the money was back. */
function onTold(refund: Refund, event: Of<'refund-taken'>, at: number): Verdict {
  if (event.told !== true) return STALE;
  const name = isBooked(refund) ? 'refund-done' : 'refund-taken';
  const state = isBooked(refund) ? 'done' : 'returned';
  return { name, change: moved(refund, state, at, { told: true }) };
}

function onReleased(refund: Refund): Verdict {
  if (refund.state !== 'refused' || refund.hold !== 'held') return STALE;
  return { name: 'refund-released', change: { refund: { ...refund, asked: 0, hold: 'released' } } };
}

function onOpen(
  order: Order,
  refund: Refund,
  event: Exclude<RefundEvent, { type: 'refund-asked' }>,
  at: number,
  rules: Rules,
): Verdict {
  switch (event.type) {
    case 'refund-held':
      return onHeld(order, refund, event, at);
    case 'refund-hold-refused':
      return onHoldRefused(refund, event, at);
    case 'refund-window-over':
      return onWindowOver(refund, at);
    case 'refund-sending':
      if (refund.state !== 'held' || isHeld(order) || at > (refund.finishBy ?? at)) return STALE;
      return {
        name: 'refund-sending',
        change: moved(refund, 'sending', at, { sends: refund.sends + 1, asked: refund.asked }),
      };
    case 'refund-taken': {
      if (refund.state === 'returned') return onTold(refund, event, at);
      if (refund.state !== 'sending') return STALE;
      const { platformRefundNo, told } = event;
      const known = {
        ...(platformRefundNo === undefined ? {} : { platformRefundNo }),
        ...(told === undefined ? {} : { told }),
      };
      return { name: 'refund-taken', change: moved(refund, 'sending', at, known) };
    }
    case 'refund-not-taken':
      return onNotTaken(refund, event, at);
    case 'refund-not-sent':
      return onNotSent(refund, event.code, at);
    case 'refund-evidence':
      return onRefundEvidence(order, refund, event.evidence, at);
    case 'refund-absent':
      return onAbsent(refund, at, rules);
    case 'refund-unfinished':
      return onUnfinished(refund, event, at);
    case 'refund-stumbled':
      if (!isOpen(refund)) return STALE;
      return { name: 'refund-stumbled', change: asked(refund), note: event.code };
    case 'refund-booked':
      if (refund.state !== 'returned') return STALE;
      return booked(order, refund, 'confirmed', at);
    case 'refund-released':
      return onReleased(refund);
  }
}

/** The verdict on whatever happens to a refund at `at` (ms). */
export function onRefundEvent(order: Order, event: RefundEvent, at: number, rules: Rules): Verdict {
  if (event.type === 'refund-asked') return onAsked(order, event, at, rules);
  if (order.refund === undefined || order.refund.state === 'done') return STALE;
  return onOpen(order, order.refund, event, at, rules);
}
