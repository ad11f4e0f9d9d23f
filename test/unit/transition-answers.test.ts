/**
 * What the platform's answers to placing and asking do to an order in each state, and what of every event is
 * written down (money rules 1 to 3, 7 and 12).
 */
import type { OrderEvent } from '../../cloudfunctions/domain/events';
import { openId } from '../../cloudfunctions/domain/ids';
import type { HistoryEntry, Order, PaymentState } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { evidence, orderIn, placing, T0 } from '../support/orders';
import { COUNTER } from '../support/transition-bench';

const AT = T0 + 5;
const LAUNCH = { appId: 'wx1', path: 'p' };
const ACCEPTED = { type: 'accepted', platformTradeNo: 'N9', launch: LAUNCH } as const;
const GIVEN = { platformTradeNo: 'N9', launch: LAUNCH };
const PRICED = { state: 'priced', quoted: placing().amounts } as const;

const go = (order: Order, event: OrderEvent, at = AT) => transition(order, event, at, RULES);

/** An order in that state that was asked about three times and has no way into the cashier yet. */
function lost(state: PaymentState, change: Partial<Order> = {}): Order {
  const { launch: _launch, platformTradeNo: _no, ...order } = orderIn(state, { asked: 3 });
  return { ...order, ...change };
}

describe('accepted', () => {
  it.each(['authorising', 'placing', 'unknown'] as const)('while %s: payable', (state) => {
    expect(go(lost(state), ACCEPTED)).toMatchObject({
      name: 'accepted',
      order: { payment: 'payable', ...GIVEN, asked: 0, since: AT },
    });
  });

  it.each(['paid', 'closing', 'failing'] as const)('while %s: learned, once', (state) => {
    const { name, order } = go(lost(state), ACCEPTED);
    expect(name).toBe('merged');
    expect(order).toMatchObject({ payment: state, ...GIVEN, asked: 3 });
    expect(go(order, ACCEPTED)).toStrictEqual({ name: 'stale', order });
  });

  it.each(['rejected', 'closed', 'failed'] as const)(
    'when it had ended as %s: closed for certain',
    (state) => {
      expect(go(lost(state), ACCEPTED)).toMatchObject({
        name: 'accepted-after-end',
        order: { payment: 'closing', ...GIVEN, asked: 0, since: AT, reopenedAt: AT },
      });
    },
  );

  it.each(['payable', 'not-needed'] as const)('while %s: nothing new', (state) => {
    expect(go(lost(state), ACCEPTED).name).toBe('stale');
  });

  it('although a clerk has other cash: somebody must look', () => {
    const tender = { state: 'taken', at: T0, kind: 'notes', receipt: 'R' } as const;
    const counter = { ...COUNTER, tender: { ...tender, by: COUNTER.clerk } };
    expect(go(lost('paid', { counter }), ACCEPTED)).toMatchObject({
      name: 'paid-differs',
      order: {
        ...{ payment: 'paid', ...GIVEN, dueAt: null },
        review: { reason: 'paid-differs', at: AT, evidence: 'charged besides other cash' },
      },
    });
    expect(go(lost('paid', { counter: COUNTER }), ACCEPTED).name).toBe('merged');
    const asked = { state: 'asked', at: T0, until: AT, by: COUNTER.clerk } as const;
    const waits = lost('paid', { counter: { ...COUNTER, tender: asked } });
    expect(go(waits, ACCEPTED).name).toBe('merged');
  });
});

describe('refused', () => {
  const rejected = { type: 'rejected', reason: 'payment-refused', code: 'X1' } as const;
  const change = { reason: 'payment-refused', asked: 0 };

  it.each(['placing', 'unknown'] as const)('while %s: it never came to be', (state) => {
    expect(go(lost(state), rejected)).toMatchObject({
      name: 'rejected',
      order: { payment: 'rejected', ...change, history: [{}, { note: 'X1' }] },
    });
  });

  it.each(['authorising', 'payable', 'closing', 'failing', 'closed', 'paid'] as const)(
    'while %s: too late',
    (state) => {
      expect(go(lost(state), rejected).name).toBe('stale');
    },
  );

  it('not where the platform has shown that it has the order', () => {
    expect(go(lost('unknown', { existed: true }), rejected).name).toBe('stale');
  });

  it('with something left of it: withdrawn first', () => {
    const closing = { name: 'leftovers', order: { payment: 'closing', ...change } };
    expect(go(lost('placing'), { ...rejected, leftovers: true })).toMatchObject(closing);
    expect(go(lost('placing', { upload: PRICED }), rejected)).toMatchObject(closing);
    const asked = { ...PRICED, state: 'asked' } as const;
    expect(go(lost('placing', { upload: asked }), rejected).name).toBe('rejected');
  });
});

describe('given up before it was sent', () => {
  it('is rejected with the reason', () => {
    const event = { type: 'abandoned', reason: 'bill-cancelled' } as const;
    for (const state of ['placing', 'authorising'] as const) {
      expect(go(lost(state), event)).toMatchObject({
        name: 'abandoned',
        order: { payment: 'rejected', reason: 'bill-cancelled' },
      });
    }
    expect(go(lost('unknown'), event).name).toBe('stale');
    expect(go(lost('payable'), event).name).toBe('stale');
  });
});

describe('an answer that says nothing', () => {
  it('to placing: unknown', () => {
    const event = { type: 'unknown', code: 'timeout' } as const;
    expect(go(lost('placing'), event)).toMatchObject({
      name: 'unknown',
      order: { payment: 'unknown', history: [{}, { note: 'timeout' }] },
    });
    expect(go(lost('unknown'), event).name).toBe('stale');
  });

  const failed = { type: 'ask-failed', code: 'timeout' } as const;

  it('to asking: asked again later', () => {
    const { name, order } = go(lost('unknown'), failed);
    expect(name).toBe('ask-failed');
    expect(order).toMatchObject({ asked: 4, legs: { cash: 'unpaid', insurance: 'unpaid' } });
  });

  it('but that the cash is there, of an order that is open', () => {
    const cash = { ...failed, cashTaken: true } as const;
    expect(go(lost('unknown'), cash).order.legs).toStrictEqual({
      ...{ cash: 'paid', insurance: 'unpaid' },
    });
    const ended = lost('closed', { legs: { cash: 'closed', insurance: 'closed' } });
    expect(go(ended, cash).order.legs).toStrictEqual(ended.legs);
  });

  it('about one that ended: looked at again until a day is over', () => {
    const ended = (since: number) => lost('closed', { since, dueAt: AT });
    const soon = AT - RULES.undecidedAfterMs + 1;
    expect(go(ended(soon), failed)).toMatchObject({
      name: 'ask-failed',
      order: { asked: 3, dueAt: AT + RULES.queryEveryMs },
    });
    expect(go(ended(soon - 1), failed)).toMatchObject({
      name: 'look-back-given-up',
      order: { asked: 4, history: [{}, { note: 'timeout' }] },
    });
    expect(go(lost('not-needed'), failed).name).toBe('stale');
  });
});

describe('the platform knows no such order', () => {
  const absent = { type: 'absent' } as const;
  const young = lost('unknown', { createdAt: AT - RULES.absentGraceMs + 1 });
  const old = lost('unknown', { createdAt: AT - RULES.absentGraceMs });

  it('too early, then over', () => {
    expect(go(young, absent)).toMatchObject({ name: 'too-early', order: { asked: 4 } });
    expect(go(old, absent)).toMatchObject({
      name: 'absent',
      order: { payment: 'closed', asked: 0, reason: 'payment-unreachable' },
    });
  });

  it('but it did: it has vanished, and is asked about on', () => {
    for (const known of [{ existed: true as const }, { platformTradeNo: 'N1' }]) {
      expect(go({ ...old, ...known }, absent)).toMatchObject({
        name: 'vanished',
        order: { payment: 'unknown', asked: 4 },
      });
    }
  });

  it('as it should be of one that ended, or was never sent', () => {
    expect(go(lost('closed', { dueAt: AT }), absent)).toMatchObject({
      name: 'stale',
      order: { asked: 4 },
    });
    expect(go(lost('authorising', { createdAt: 0 }), absent).name).toBe('stale');
    expect(go(lost('not-needed'), absent).name).toBe('stale');
  });
});

describe('nothing to pay', () => {
  it('is to be booked at the hospital from now', () => {
    const settlement = { state: 'none', attempts: 2 } as const;
    expect(go(lost('placing', { settlement }), { type: 'nothing-to-pay' })).toMatchObject({
      name: 'not-needed',
      order: { payment: 'not-needed', settlement: { state: 'due', since: AT, attempts: 2 } },
    });
    expect(go(lost('payable'), { type: 'nothing-to-pay' }).name).toBe('stale');
  });
});

describe('what is written down', () => {
  const code = (text: string) => ({ type: 'ask-failed', code: text }) as const;
  const words = ({ history }: Order) => history.map(({ note, times }) => [note, times]);

  it('what repeats is counted, whatever else changes is news', () => {
    const { order } = go(go(go(lost('unknown'), code('a')).order, code('a')).order, code('b'));
    expect(words(order)).toEqual([
      [undefined, 1],
      ['a', 2],
      ['b', 1],
    ]);
    expect(order.version).toBe(4);
    const hinted = go(lost('closed'), { type: 'hinted' }).order;
    expect(go(hinted, { type: 'hinted' }).order.history.at(-1)).toMatchObject({ times: 2 });
  });

  it('the same outcome of another event, or by another person, is news', () => {
    const entry: HistoryEntry = { at: T0, event: 'ask-failed', outcome: 'ask-failed', times: 4 };
    const after = (last: Partial<HistoryEntry>) =>
      go(lost('unknown', { history: [{ ...entry, note: 'a', ...last }] }), code('a')).order.history;
    expect(after({})).toHaveLength(1);
    expect(after({ event: 'absent' })).toHaveLength(2);
    expect(after({ outcome: 'too-early' })).toHaveLength(2);
    expect(after({ note: 'b' })).toHaveLength(2);
    expect(after({ by: openId('oClerk') })).toHaveLength(2);
    expect(go(lost('unknown', { history: [] }), code('a')).order.history).toHaveLength(1);
  });

  it('sixty of them, the first for ever', () => {
    const history = Array.from({ length: 60 }, (_, at) => ({
      ...{ at, event: 'e', outcome: 'o', note: String(at), times: 1 },
    }));
    const { order } = go(lost('unknown', { history }), code('a'));
    expect(order.history).toHaveLength(60);
    expect(order.history.map(({ note }) => note).slice(0, 3)).toEqual(['0', '2', '3']);
    const few = go(lost('unknown', { history: history.slice(1) }), code('a')).order.history;
    expect(few.map(({ note }) => note).slice(0, 2)).toEqual(['1', '2']);
  });

  it('a Request-Id stands beside the words, not in them', () => {
    const event = { type: 'ask-failed', code: 'http-500 R-1', requestId: 'R-1' } as const;
    const { order } = go(lost('unknown'), event);
    expect(order.history.at(-1)).toStrictEqual({
      ...{ at: AT, event: 'ask-failed', outcome: 'ask-failed', times: 1 },
      ...{ note: 'http-500', requestId: 'R-1' },
    });
    expect(go(lost('closed'), { type: 'hinted' }).order.history.at(-1)).toStrictEqual({
      ...{ at: AT, event: 'hinted', outcome: 'hinted', times: 1 },
    });
  });
});

describe('cases', () => {
  it('an order that nothing decides in a day is one, and heals when it ends', () => {
    const late = lost('unknown', { deadlineAt: AT - RULES.undecidedAfterMs });
    const asked = go(late, { type: 'ask-failed', code: 'timeout' }).order;
    expect(asked.review).toStrictEqual({
      ...{ reason: 'undecided', at: AT, evidence: 'unknown, last ask-failed' },
    });
    const early = { ...late, deadlineAt: late.deadlineAt + 1 };
    expect(go(early, { type: 'ask-failed', code: 'timeout' }).order).not.toHaveProperty('review');
    const closed = go(asked, { type: 'evidence', evidence: evidence('closed') });
    expect(closed.order).not.toHaveProperty('review');
    const still = go(asked, { type: 'ask-failed', code: 'again' }, AT + 9).order;
    expect(still.review).toStrictEqual(asked.review);
  });

  it('one that a person must end stays, whatever comes, and nothing is due', () => {
    const review = { reason: 'wrong-merchant', at: T0, evidence: 'x' } as const;
    const { order } = go(lost('unknown', { review }), { type: 'ask-failed', code: 'timeout' });
    expect(order).toMatchObject({ review, dueAt: null });
  });

  it('a silent hospital heals when it has booked', () => {
    const review = { reason: 'hospital-silent', at: T0, evidence: 'x' } as const;
    const { order } = go(orderIn('paid', { review }), { type: 'settled' });
    expect(order).not.toHaveProperty('review');
    const again = go(orderIn('paid', { review }), { type: 'settle-unknown', code: 'c' }).order;
    expect(again.review).toStrictEqual(review);
  });
});
