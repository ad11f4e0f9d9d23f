/**
 * A refund over time (money rules 2, 9 and 12): how often it was sent, when silence counts, when a
 * person hears of it, and that healing ends the case.
 */
import type { RefundEvent } from '../../cloudfunctions/domain/events';
import type { Order } from '../../cloudfunctions/domain/order';
import type { Refund } from '../../cloudfunctions/domain/refund';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { nextDue } from '../../cloudfunctions/domain/schedule';
import { transition } from '../../cloudfunctions/domain/transition';
import { fen } from '../../miniprogram/shared/fen';
import { openId } from '../../cloudfunctions/domain/ids';
import { T0 } from '../support/orders';
import { ASKED_AT, GOING, refunded, refundEvidence, refundIn } from '../support/refund-fixtures';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = ASKED_AT + 3 * MINUTE;

const SENDING: RefundEvent = { type: 'refund-sending' };
const TAKEN: RefundEvent = { type: 'refund-taken', platformRefundNo: 'M-R' };
const ABSENT: RefundEvent = { type: 'refund-absent' };
const SILENCE: RefundEvent = { type: 'refund-stumbled', code: 'timeout' };
const NOT_SENT: RefundEvent = { type: 'refund-not-sent', code: 'token' };
const REFUSED: RefundEvent = {
  type: 'refund-not-taken',
  code: '535',
  reason: 'refund-not-possible',
};
const BACK: RefundEvent = { type: 'refund-evidence', evidence: refundEvidence() };
const ON_ITS_WAY: RefundEvent = { type: 'refund-evidence', evidence: refundEvidence(GOING) };

function after(order: Order, at: number, ...events: readonly RefundEvent[]): Order {
  return events.reduce((current, event) => transition(current, event, at, RULES).order, order);
}

function refundOf(order: Order): Refund {
  if (order.refund === undefined) throw new Error('no refund');
  return order.refund;
}

describe('how often it was sent', () => {
  it('counts messages, and takes back the one that did not go out', () => {
    let order = refunded('held');
    const sends: number[] = [];
    for (const event of [SENDING, NOT_SENT, SENDING, NOT_SENT, SENDING, TAKEN] as const) {
      order = after(order, now, event);
      sends.push(refundOf(order).sends);
    }
    expect(sends).toEqual([1, 0, 1, 0, 1, 1]);
    expect(refundOf(order)).toMatchObject({ state: 'sending', platformRefundNo: 'M-R' });
  });

  it('waits longer after each message that did not go out', () => {
    let order = refunded('held');
    const waits: number[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      order = after(order, now, SENDING, NOT_SENT);
      waits.push((order.dueAt ?? 0) - now);
    }
    expect(waits).toEqual([5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 300_000]);
  });

  it('a refusal of the first message is believed', () => {
    const order = after(refunded('sending'), now, REFUSED);
    expect(refundOf(order)).toMatchObject({
      ...{ state: 'refused', hold: 'held', refusal: '535', reason: 'refund-not-possible' },
    });
    expect(order.review).toBeUndefined();
    expect(order.dueAt).toBe(now);
  });

  it('a refusal of a repetition is not: the first one may have been taken', () => {
    const again = after(refunded('sending'), now, ABSENT, SENDING);
    expect(refundOf(again).sends).toBe(2);
    const doubted = transition(again, REFUSED, now, RULES);
    expect(doubted.name).toBe('refund-doubted');
    expect(refundOf(doubted.order)).toMatchObject({ state: 'sending', asked: 1 });
    expect(refundOf(after(doubted.order, now, BACK)).state).toBe('returned');
  });

  it('a repetition that did not go out leaves the first one in doubt', () => {
    const again = after(refunded('sending'), now, ABSENT, SENDING, NOT_SENT, SENDING);
    expect(transition(again, REFUSED, now, RULES).name).toBe('refund-doubted');
  });

  it('a refusal of what is owed is a case: somebody must bring the money back', () => {
    for (const cause of ['hospital-refused', 'paid-twice', 'review'] as const) {
      const order = after(refunded('sending', { cause }), now, REFUSED);
      expect(order.review).toMatchObject({ reason: 'refund-refused', at: now, evidence: '535' });
      expect(order.dueAt).toBeNull();
    }
  });
});

describe('"no such refund"', () => {
  const since = ASKED_AT;

  it('counts only after the grace, and then the same is sent again', () => {
    const early = transition(refunded('sending'), ABSENT, since + RULES.absentGraceMs - 1, RULES);
    expect(early).toMatchObject({ name: 'refund-too-early', order: { refund: { asked: 1 } } });
    const late = transition(early.order, ABSENT, since + RULES.absentGraceMs, RULES);
    expect(late).toMatchObject({
      name: 'refund-absent',
      order: { refund: { state: 'held', sends: 1, asked: 0 }, dueAt: since + RULES.absentGraceMs },
    });
  });

  it('counts from when it was sent, not from when it was taken without a number', () => {
    const taken = after(refunded('sending'), now, { type: 'refund-taken' });
    expect(refundOf(taken)).toMatchObject({ since, asked: 0 });
    expect(transition(taken, ABSENT, now, RULES).name).toBe('refund-absent');
  });

  it('counts from when it was sent last', () => {
    const again = after(refunded('sending'), now, ABSENT, SENDING);
    const early = now + RULES.absentGraceMs - 1;
    expect(transition(again, ABSENT, early, RULES).name).toBe('refund-too-early');
  });

  it('never counts once the platform has named or shown it', () => {
    const named = after(refunded('sending'), now, TAKEN);
    const { platformRefundNo: _none, ...unnumbered } = refundEvidence(GOING);
    const shown = after(refunded('sending'), now, {
      type: 'refund-evidence',
      evidence: unnumbered,
    });
    for (const order of [named, shown]) {
      const outcome = transition(order, ABSENT, now + HOUR, RULES);
      expect(outcome.name).toBe('refund-vanished');
      expect(refundOf(outcome.order).state).toBe(refundOf(order).state);
    }
  });

  it("does not have it sent again once the city's day is over", () => {
    const finishBy = now;
    const order = refunded('sending', { finishBy });
    expect(transition(order, ABSENT, finishBy, RULES).name).toBe('refund-absent');
    expect(transition(order, ABSENT, finishBy + 1, RULES).name).toBe('refund-too-early');
  });
});

describe("the city's day", () => {
  it('is over for what was never sent, and the hospital hands out again', () => {
    for (const standing of ['reserved', 'held'] as const) {
      const order = after(refunded(standing, { finishBy: now - 1 }), now, {
        type: 'refund-window-over',
      });
      expect(refundOf(order)).toMatchObject({
        ...{ state: 'refused', hold: 'held', refusal: 'window-over' },
        reason: 'refund-outside-window',
      });
      expect(order.dueAt).toBe(now);
    }
    const unheld = refunded('held', { hold: 'not-needed', finishBy: now - 1 });
    const order = after(unheld, now, { type: 'refund-window-over' });
    expect(order).toMatchObject({ refund: { hold: 'not-needed' }, dueAt: null });
  });

  it('is not over before its end, nor for a refund that no city bounds', () => {
    for (const bound of [{ finishBy: now }, {}]) {
      const order = refunded('held', bound);
      expect(transition(order, { type: 'refund-window-over' }, now, RULES).name).toBe('stale');
    }
  });

  it('is not over for what may have been sent', () => {
    const order = refunded('held', { sends: 1, finishBy: now - 1 });
    expect(transition(order, { type: 'refund-window-over' }, now, RULES)).toEqual({
      name: 'stale',
      order,
    });
  });

  it.each(['reserved', 'held', 'sending', 'refunding'] as const)(
    'that ends while it is %s makes it a case that is asked about hourly',
    (standing) => {
      const order = refunded(standing, { finishBy: now });
      expect(after(order, now - 1, SILENCE).review).toBeUndefined();
      const late = after(order, now, SILENCE);
      expect(late.review).toMatchObject({ reason: 'refund-undecided', at: now });
      expect(late.dueAt).toBe(now + RULES.undecidedEveryMs);
    },
  );
});

describe('a refund that takes a day', () => {
  it.each(['reserved', 'held', 'sending', 'refunding'] as const)(
    'as %s is a case, and no more of one when the money is back',
    (standing) => {
      const order = refunded(standing);
      expect(after(order, ASKED_AT + DAY - 1, SILENCE).review).toBeUndefined();
      const late = after(order, ASKED_AT + DAY, SILENCE);
      expect(late.review).toMatchObject({ reason: 'refund-undecided', at: ASKED_AT + DAY });
      expect(late.dueAt).toBe(ASKED_AT + DAY + HOUR);
      if (standing === 'reserved') return;
      const healed = after(late, ASKED_AT + DAY + HOUR, BACK);
      expect(healed).toMatchObject({ refund: { state: 'returned' } });
      expect(healed.review).toBeUndefined();
    },
  );

  it('stays one case while nothing changes, and until the refusal is dealt with', () => {
    const late = after(refunded('sending'), ASKED_AT + DAY, SILENCE);
    const later = after(late, ASKED_AT + 2 * DAY, SILENCE, ON_ITS_WAY);
    expect(later.review).toEqual(late.review);
    const refused = after(late, ASKED_AT + 2 * DAY, REFUSED);
    expect(refused.review).toEqual(late.review);
    const released = after(refused, ASKED_AT + 2 * DAY, { type: 'refund-released' });
    expect(released.review).toBeUndefined();
    expect(released.dueAt).toBeNull();
  });

  it('is a case of the hospital’s books when the money is back and they are silent', () => {
    const order = refunded('returned');
    expect(after(order, ASKED_AT + DAY - 1, SILENCE).review).toBeUndefined();
    const late = after(order, ASKED_AT + DAY, SILENCE);
    expect(late.review).toMatchObject({ reason: 'refund-unbooked' });
    expect(late.dueAt).toBe(ASKED_AT + DAY + HOUR);
    const booked = after(late, ASKED_AT + DAY + HOUR, { type: 'refund-booked' });
    expect(booked).toMatchObject({ refund: { state: 'done', hold: 'confirmed' }, dueAt: null });
    expect(booked.review).toBeUndefined();
  });
});

it('what a person must bring back is their case as soon as no other one stands in the way', () => {
  const held = { reason: 'wrong-merchant', at: T0, evidence: '' } as const;
  const order = refunded('reserved', { via: 'manual' }, { review: held });
  const byHand = after(order, now, { type: 'refund-held', hold: 'held' });
  expect(byHand).toMatchObject({ refund: { state: 'by-hand' }, review: held });
  const same = { cash: fen(4000), insurance: fen(8000) };
  const act = { kind: 'conclude', note: 'n', held: same } as const;
  const by = openId('oClerk');
  const ended = transition(byHand, { type: 'review-ended', act, by }, now, RULES).order;
  expect(ended.review).toMatchObject({ reason: 'refund-by-hand', at: now });
});

describe('the next time', () => {
  it.each(['reserved', 'held', 'sending', 'refunding', 'returned', 'refused-held'] as const)(
    'of a refund that is %s is at once, then by the ladder, then every five minutes',
    (standing) => {
      const waits: number[] = [];
      for (let asked = 0; asked < 8; asked += 1) {
        waits.push((nextDue(refunded(standing, { asked }), now, RULES) ?? 0) - now);
      }
      expect(waits).toEqual([0, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 300_000]);
    },
  );

  it.each(['done', 'refused', 'by-hand'] as const)('of one that is %s is none', (standing) => {
    expect(nextDue(refunded(standing), now, RULES)).toBeNull();
  });

  it('of one that goes by hand is none, also without a case', () => {
    const { review: _case, ...order } = refunded('by-hand');
    expect(nextDue(order, now, RULES)).toBeNull();
  });

  it.each(['refund-change', 'refund-insurance-failed', 'refund-undecided'] as const)(
    'of a case of %s is hourly, whatever the ladder says',
    (reason) => {
      for (const asked of [0, 1, 9]) {
        const review = { reason, at: T0, evidence: '' };
        const order = refunded('refunding', { asked }, { review });
        expect(nextDue(order, now, RULES)).toBe(now + RULES.undecidedEveryMs);
      }
    },
  );

  it.each(['refund-by-hand', 'refund-refused', 'refund-differs'] as const)(
    'of a case of %s is when a person acts',
    (reason) => {
      const order = refunded('refunding', {}, { review: { reason, at: T0, evidence: '' } });
      expect(nextDue(order, now, RULES)).toBeNull();
    },
  );

  it('of a booking is none while its money is on the way back', () => {
    const settlement = { state: 'due', since: T0, attempts: 3 } as const;
    const order = refunded('none', {}, { settlement });
    expect(nextDue(order, now, RULES)).toBe(now + 30_000);
    const going = { ...order, refund: refundIn('reserved') };
    expect(nextDue(going, now, RULES)).toBe(now);
    expect(nextDue({ ...order, refund: refundIn('refused') }, now, RULES)).toBe(now + 30_000);
  });
});
