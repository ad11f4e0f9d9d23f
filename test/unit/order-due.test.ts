/** When an order next needs somebody, to the millisecond (money rules 7, 12 and 16). */
import type { Order } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES as RULES, type Rules } from '../../cloudfunctions/domain/rules';
import {
  canBeClosed,
  closeFrom,
  lastMoment,
  lookFrom,
  nextDue,
  queryWait,
  settleLimit,
  standBackUntil,
  undecidedFrom,
} from '../../cloudfunctions/domain/schedule';
import {
  endOfDay,
  isAtOrAfter,
  shanghaiDay,
  shanghaiStamp,
  timeOnDay,
} from '../../cloudfunctions/domain/shanghai';
import { orderIn, PAYMENT_STATES, placing, T0 } from '../support/orders';
import { refundIn } from '../support/refund-fixtures';
import { COUNTER } from '../support/transition-bench';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const shanghai = (text: string) => Date.parse(`${text}+08:00`);
/** Two minutes before the city wants it decided. */
const DECIDED = shanghai('2026-03-02T23:48:00');
const upload = { state: 'priced', quoted: placing().amounts } as const;
const due = (order: Order, at: number, rules: Rules = RULES) => nextDue(order, at, rules);
const far = { deadlineAt: T0 + 24 * HOUR };

describe('days in Shanghai', () => {
  const midnight = shanghai('2026-03-02T00:00:00');

  it('begin at its midnight', () => {
    expect(shanghaiDay(midnight)).toBe('20260302');
    expect(shanghaiDay(midnight - 1)).toBe('20260301');
    expect(shanghaiStamp(shanghai('2026-03-02T09:08:07'))).toBe('20260302090807');
    expect(endOfDay(midnight)).toBe(midnight + 24 * HOUR - 1);
    expect(endOfDay(midnight - 1)).toBe(midnight - 1);
    expect(timeOnDay(midnight + 5 * HOUR, '23:50')).toBe(shanghai('2026-03-02T23:50:00'));
  });

  it('reach a time in its minute', () => {
    const at = shanghai('2026-03-02T23:30:00');
    expect([isAtOrAfter(at - 1, '23:30'), isAtOrAfter(at, '23:30')]).toEqual([false, true]);
    expect(isAtOrAfter(at + HOUR, '23:30')).toBe(false);
  });
});

describe('the last moment of a day', () => {
  it('binds insurance that began before it', () => {
    const last = (payWith: Order['payWith'], begun: number, wanted: number) =>
      lastMoment(payWith, begun, wanted, RULES);
    expect(last('insurance', T0, DECIDED + 1)).toBe(DECIDED);
    expect(last('insurance', T0, DECIDED - 1)).toBe(DECIDED - 1);
    expect(last('cash', T0, DECIDED + 1)).toBe(DECIDED + 1);
    expect(last('insurance', DECIDED - 1, DECIDED + 9)).toBe(DECIDED);
    expect(last('insurance', DECIDED, DECIDED + 9)).toBe(DECIDED + 9);
  });

  it('of booking counts from when it became due', () => {
    const settled = (order: Order) => settleLimit(order, T0 + 5, RULES);
    expect(settled(orderIn('paid', { payWith: 'cash' }))).toBe(T0 + 24 * HOUR);
    expect(settled(orderIn('paid'))).toBe(DECIDED);
    const settlement = { state: 'due', attempts: 0 } as const;
    expect(settled(orderIn('paid', { payWith: 'cash', settlement }))).toBe(T0 + 5 + 24 * HOUR);
  });

  it('of an order that is still open: a day behind its deadline, at a counter its day', () => {
    const from = (change: Partial<Order>) => undecidedFrom(orderIn('closing', change), RULES);
    expect(from({ deadlineAt: T0 })).toBe(T0 + 24 * HOUR);
    expect(from({ deadlineAt: T0, reopenedAt: T0 + 7 })).toBe(T0 + 7 + 24 * HOUR);
    expect(from({ deadlineAt: T0 + 9, reopenedAt: T0 + 7 })).toBe(T0 + 9 + 24 * HOUR);
    expect(from({ deadlineAt: T0, counter: COUNTER, upload })).toBe(DECIDED);
    expect(from({ deadlineAt: T0, counter: COUNTER })).toBe(T0 + 24 * HOUR);
    expect(from({ deadlineAt: T0, upload })).toBe(T0 + 24 * HOUR);
  });
});

describe('the end is asked for', () => {
  it('at the deadline; who is in the cashier gets until the lock ends', () => {
    const from = (change: Partial<Order>) => closeFrom(orderIn('payable', change), RULES);
    expect(from({})).toBe(T0 + RULES.payDeadlineMs);
    expect(from({ seen: 'not-paid' })).toBe(T0 + RULES.payDeadlineMs);
    expect(from({ seen: 'paying' })).toBe(T0 + RULES.slotLockMs);
    expect(from({ seen: 'paying', counter: COUNTER })).toBe(T0 + RULES.payDeadlineMs);
    const late = { seen: 'paying', createdAt: DECIDED - MINUTE } as const;
    expect(from(late)).toBe(DECIDED);
  });

  it('as long as nothing speaks against it', () => {
    expect(PAYMENT_STATES.filter((state) => canBeClosed(orderIn(state)))).toEqual([
      ...['authorising', 'placing', 'unknown', 'payable'],
    ]);
  });

  it('is where standing back ends', () => {
    const back = (order: Order, at: number) => standBackUntil(order, at, RULES);
    const open = orderIn('payable');
    const close = T0 + RULES.payDeadlineMs;
    expect(back(open, T0)).toBe(T0 + RULES.queryEveryMs);
    expect(back(open, close - 1)).toBe(close);
    expect(back(open, close)).toBe(close + RULES.queryEveryMs);
    expect(back(orderIn('closing'), close - 1)).toBe(close - 1 + RULES.queryEveryMs);
  });
});

describe('the ladder of questions', () => {
  it('has its steps, then goes on evenly', () => {
    expect([0, 1, 4, 5, 99].map((asked) => queryWait(asked, RULES))).toEqual([
      ...[5_000, 15_000, 120_000, 300_000, 300_000],
    ]);
  });

  it.each(['placing', 'unknown', 'payable', 'closing', 'failing'] as const)('while %s', (state) => {
    expect(due(orderIn(state, { ...far, asked: 1 }), T0)).toBe(T0 + 15_000);
  });

  it('goes slower while a person is told of it, and stops while one must act', () => {
    const review = (reason: 'undecided' | 'wrong-merchant') => ({
      review: { reason, at: T0, evidence: 'x' },
    });
    expect(due(orderIn('closing', review('undecided')), T0)).toBe(T0 + RULES.undecidedEveryMs);
    expect(due(orderIn('closing', review('wrong-merchant')), T0)).toBeNull();
  });

  it('never passes the moment at which the end is asked for', () => {
    const open = orderIn('unknown', { deadlineAt: T0 + 100, asked: 9 });
    expect(due(open, T0)).toBe(T0 + 100);
    expect(due(open, T0 + 100)).toBe(T0 + 100 + RULES.queryEveryMs);
    expect(due(orderIn('authorising', { deadlineAt: T0 + 100 }), T0)).toBe(T0 + 100);
    expect(due(orderIn('authorising', { deadlineAt: T0 + 100 }), T0 + 200)).toBe(T0 + 200);
  });

  it('never passes other cash’s time at a counter, nor the moment when a person hears of it', () => {
    const tender = { state: 'asked', at: T0, until: T0 + 100, by: COUNTER.clerk } as const;
    const closing = (change: Partial<Order>) => orderIn('closing', { asked: 9, ...change });
    expect(due(closing({ counter: { ...COUNTER, tender } }), T0)).toBe(T0 + 100);
    expect(due(closing({ counter: { ...COUNTER, tender } }), T0 + 100)).toBe(T0 + 100 + 300_000);
    const held = closing({ counter: COUNTER, upload });
    expect(due(held, DECIDED - 7)).toBe(DECIDED);
    expect(due(held, DECIDED)).toBe(DECIDED + 300_000);
    expect(due(closing({}), DECIDED - 7)).toBe(DECIDED - 7 + 300_000);
    const soon = { ...tender, until: DECIDED - 3 };
    expect(due(closing({ counter: { ...COUNTER, tender: soon }, upload }), DECIDED - 7)).toBe(
      DECIDED - 3,
    );
  });
});

describe('a paid order', () => {
  const settlement = (attempts: number) => ({ state: 'due', since: T0, attempts }) as const;

  it.each([
    [0, 0],
    [1, 5_000],
    [2, 15_000],
    [7, 600_000],
    [50, 600_000],
  ])('is booked again after %d attempts in %d ms', (attempts, wait) => {
    expect(due(orderIn('paid', { settlement: settlement(attempts) }), T0)).toBe(T0 + wait);
    expect(due(orderIn('not-needed', { settlement: settlement(attempts) }), T0)).toBe(T0 + wait);
  });

  it('is booked slower while a person is told, and never past its limit', () => {
    const review = { reason: 'hospital-silent', at: T0, evidence: 'x' } as const;
    const order = orderIn('paid', { settlement: settlement(1), review });
    expect(due(order, T0)).toBe(T0 + RULES.undecidedEveryMs);
    const late = orderIn('paid', { settlement: settlement(9) });
    expect(due(late, DECIDED - 7)).toBe(DECIDED);
    expect(due(late, DECIDED)).toBe(DECIDED + 600_000);
  });

  it('without any wait in the rules is booked at once', () => {
    const rules = { ...RULES, settleBackoffMs: [] };
    expect(due(orderIn('paid', { settlement: settlement(3) }), T0, rules)).toBe(T0);
  });

  it('that is booked needs nobody', () => {
    expect(due(orderIn('paid', { settlement: { state: 'settled', attempts: 1 } }), T0)).toBeNull();
  });
});

describe('a refund', () => {
  const settled = { settlement: { state: 'settled', attempts: 1 } } as const;
  const back = (asked: number, change: Partial<Order> = {}) =>
    due(orderIn('paid', { ...settled, refund: refundIn('refunding', { asked }), ...change }), T0);

  it('is looked after at once, then by the same ladder', () => {
    expect([0, 1, 2, 6].map((asked) => back(asked))).toEqual([
      ...[T0, T0 + 5_000, T0 + 15_000, T0 + 300_000],
    ]);
    const review = { reason: 'refund-undecided', at: T0, evidence: 'x' } as const;
    expect(back(0, { review })).toBe(T0 + RULES.undecidedEveryMs);
  });

  it('by hand waits for the person', () => {
    expect(back(0, { refund: refundIn('by-hand') })).toBeNull();
  });

  it('goes before what an order that is unwound is asked', () => {
    const refund = refundIn('refunding', { asked: 1, cause: 'half-paid' });
    expect(due(orderIn('failing', { refund, asked: 9 }), T0)).toBe(T0 + 5_000);
    expect(due(orderIn('failing', { refund: refundIn('done'), asked: 0 }), T0)).toBe(T0 + 5_000);
  });
});

describe('an order that ended', () => {
  it.each(['rejected', 'closed', 'failed'] as const)('as %s is looked back at twice', (state) => {
    const at = (asked: number, now = T0) => due(orderIn(state, { asked, since: T0 }), now);
    expect([0, 1, 2].map((asked) => at(asked))).toEqual([T0 + 10 * MINUTE, T0 + 2 * HOUR, null]);
    expect(at(0, T0 + HOUR)).toBe(T0 + HOUR);
    expect(due(orderIn(state, { asked: 0, channel: 'none' }), T0)).toBeNull();
  });

  it('is looked back at from the last doubt', () => {
    expect(lookFrom(orderIn('closed', { since: T0, hintedAt: T0 + 7 }))).toBe(T0 + 7);
    expect(lookFrom(orderIn('closed', { since: T0 + 9, hintedAt: T0 + 7 }))).toBe(T0 + 9);
    expect(lookFrom(orderIn('closed', { since: T0 }))).toBe(T0);
  });
});
