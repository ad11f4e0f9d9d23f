/**
 * What each kind of evidence changes, field by field, and what a person reads of it (money rules 2 to 4,
 * 7 and 14).
 */
import type { CounterPart } from '../../cloudfunctions/domain/counter';
import type { PaymentEvidence, PlatformState } from '../../cloudfunctions/domain/evidence';
import { onEvidence, stillEnded } from '../../cloudfunctions/domain/on-evidence';
import type { Order, PaymentState } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { fen } from '../../miniprogram/shared/fen';
import { evidence, orderIn, T0 } from '../support/orders';
import {
  CASH_ONLY,
  caseOf,
  COUNTER,
  LEARNED,
  NOTHING,
  on,
  text,
} from '../support/transition-bench';

const GRACE = RULES.absentGraceMs;

describe('of a paid order', () => {
  it('paid the same is known, with another sum a case', () => {
    expect(on('paid', 'paid')).toStrictEqual({ name: 'already-paid' });
    const proof = { total: fen(12000), cash: fen(3000), insurance: fen(9000), paidAt: T0 };
    expect(on('paid', 'paid', { order: { proof } })).toStrictEqual({
      name: 'paid-differs',
      change: { ...LEARNED, ...caseOf('paid-differs', text('paid')) },
    });
  });

  it('other amounts are a case that names the sum', () => {
    const amounts = { total: fen(12000), cash: fen(4001), insurance: fen(8000) };
    expect(on('paid', 'paid', { said: { amounts } })).toStrictEqual({
      name: 'amount-mismatch',
      change: {
        ...LEARNED,
        ...caseOf(
          'amount-mismatch',
          'state paid, total 12000, cash 4001, insurance 8000; differs in cash',
        ),
      },
      note: 'cash',
    });
  });

  it.each(['failed', 'failing', 'closed', 'half-paid', 'cash-closed'] as const)(
    '%s contradicts it',
    (state) => {
      expect(on('paid', state)).toStrictEqual({
        name: 'paid-contradicted',
        change: { ...LEARNED, ...caseOf('paid-differs', text(state)) },
      });
    },
  );

  it('legs that hold nothing contradict it', () => {
    expect(on('paid', 'paid', { said: { legs: NOTHING } })).toMatchObject({
      name: 'paid-contradicted',
      change: { review: { reason: 'paid-differs', evidence: text('paid') } },
    });
  });

  it('a refund that is not ours is a case', () => {
    expect(on('paid', 'refunded')).toStrictEqual({
      name: 'refund-not-ours',
      change: { ...LEARNED, ...caseOf('refund-not-ours', text('refunded')) },
    });
  });
});

describe('nothing new about an order that ended', () => {
  it.each([
    [null, false],
    [T0 + 6, false],
    [T0 + 5, true],
    [T0, true],
  ])('due at %s: it was looked at: %s', (dueAt, looked) => {
    expect(stillEnded(orderIn('closed', { dueAt, asked: 2 }), T0 + 5)).toStrictEqual(
      looked ? { name: 'stale', change: { asked: 3 } } : { name: 'stale' },
    );
  });
});

describe('paid while it is being closed', () => {
  const closing = (at: number, counter: CounterPart) =>
    on('closing', 'paid', { order: { counter }, at }).name;

  it('waits as long as our reversal may give it back', () => {
    const counter = { ...COUNTER, closeSentAt: T0 };
    expect(on('closing', 'paid', { order: { counter } })).toStrictEqual({
      name: 'paid-unsure',
      change: { ...LEARNED, asked: 3 },
    });
    expect(closing(T0 + GRACE - 1, counter)).toBe('paid-unsure');
    expect(closing(T0 + GRACE, counter)).toBe('paid');
    expect(closing(T0 + 5, COUNTER)).toBe('paid');
    expect(on('payable', 'paid', { order: { counter } }).name).toBe('paid');
  });

  it('is paid, or paid after its end', () => {
    const change = {
      ...LEARNED,
      payment: 'paid',
      proof: {
        ...{ total: 12000, cash: 4000, insurance: 8000, paidAt: T0 + 60_000 },
        ...{ insuranceFund: 6000, insuranceSelf: 2000, insuranceOther: 0 },
      },
      legs: { cash: 'paid', insurance: 'paid' },
      settlement: { state: 'due', since: T0 + 5, attempts: 0 },
    };
    expect(on('closing', 'paid')).toStrictEqual({ name: 'paid', change });
    expect(on('closed', 'paid')).toStrictEqual({ name: 'paid-after-end', change });
  });
});

describe('failed', () => {
  const failing = (name: string, state: PlatformState, asked: number) => ({
    name,
    change: { ...LEARNED, payment: 'failing', asked },
    note: text(state),
  });

  it('with money in a leg is being unwound, also after the end', () => {
    const said = { legs: CASH_ONLY };
    expect(on('payable', 'failed', { said })).toStrictEqual(
      failing('failed-but-leg-paid', 'failed', 3),
    );
    expect(on('closed', 'failed', { said })).toStrictEqual(
      failing('failed-but-leg-paid', 'failed', 0),
    );
    expect(on('payable', 'closed', { said })).toStrictEqual(
      failing('closed-but-leg-paid', 'closed', 3),
    );
    expect(on('payable', 'failing')).toStrictEqual(failing('failing', 'failing', 3));
  });

  it('without a word about a leg is not proven', () => {
    const legs = { cash: 'closed', insurance: 'unstated' } as const;
    expect(on('payable', 'failed', { said: { legs } })).toStrictEqual(
      failing('failed-unproven', 'failed', 3),
    );
  });

  it('closes every leg that the order has, but those that went back', () => {
    const legsOf = (legs: Order['legs'], state: PlatformState = 'failed') =>
      on('payable', state, { order: { legs }, said: { legs: NOTHING } }).change?.legs;
    for (const state of ['failed', 'closed'] as const) {
      expect(legsOf({ cash: 'unpaid', insurance: 'paid' }, state)).toStrictEqual(NOTHING);
      expect(legsOf({ cash: 'none', insurance: 'refunded' }, state)).toStrictEqual({
        ...{ cash: 'none', insurance: 'refunded' },
      });
      expect(legsOf({ cash: 'refunded', insurance: 'none' }, state)).toStrictEqual({
        ...{ cash: 'refunded', insurance: 'none' },
      });
    }
  });

  it('says why: what we knew first, then what is said, then that it was refused', () => {
    const why = { code: 'B1', reason: 'insurance-failed-cash-back' } as const;
    const reason = (order: Partial<Order>, said: Partial<PaymentEvidence>) =>
      on('payable', 'failed', { order, said }).change?.reason;
    expect(reason({}, {})).toBe('payment-refused');
    expect(reason({}, { why })).toBe('insurance-failed-cash-back');
    expect(reason({ reason: 'slot-over' }, { why })).toBe('slot-over');
    expect(on('payable', 'failed', { said: { why } })).toMatchObject({ note: 'B1' });
  });

  it('with leftovers is closed for certain first', () => {
    const left = (payment: PaymentState) =>
      on(payment, 'failed', { said: { leftovers: true, legs: NOTHING } });
    const change = { ...LEARNED, payment: 'closing', reason: 'payment-refused' };
    expect(left('payable')).toStrictEqual({ name: 'leftovers', change: { ...change, asked: 0 } });
    expect(left('closing')).toStrictEqual({ name: 'leftovers', change: { ...change, asked: 3 } });
  });
});

describe('closed', () => {
  it('is not believed of an order that was stored a moment ago', () => {
    const placed = (payment: PaymentState, at: number) =>
      on(payment, 'closed', { at, order: { since: T0 } });
    expect(placed('placing', T0 + GRACE - 1)).toStrictEqual({
      name: 'too-early',
      change: { ...LEARNED, asked: 3 },
    });
    expect(placed('placing', T0 + GRACE).name).toBe('closed');
    expect(placed('unknown', T0 + 1).name).toBe('closed');
  });
});

describe('not paid', () => {
  it('of an order that ended is closed for certain', () => {
    expect(on('closed', 'not-paid')).toStrictEqual({
      name: 'reopened',
      change: { ...LEARNED, payment: 'closing', asked: 0, seen: 'not-paid' },
    });
  });

  it('of one that is unwound, or being closed', () => {
    expect(on('failing', 'unbound')).toStrictEqual({
      name: 'closing',
      change: { ...LEARNED, payment: 'closing', asked: 0, seen: 'unbound' },
      note: 'unbound',
    });
    expect(on('closing', 'paying')).toStrictEqual({
      name: 'seen',
      change: { ...LEARNED, asked: 3, seen: 'paying' },
      note: 'paying',
    });
  });

  it('of one whose way into the cashier we hold', () => {
    expect(on('payable', 'paying')).toStrictEqual({
      name: 'seen',
      change: { ...LEARNED, asked: 3, seen: 'paying', payment: 'payable' },
      note: 'paying',
    });
  });

  it('at a counter: a code is charged once', () => {
    const order = { counter: COUNTER };
    expect(on('payable', 'not-paid', { order })).toStrictEqual({
      name: 'launch-lost',
      change: {
        ...LEARNED,
        ...{ asked: 0, seen: 'not-paid', payment: 'closing', reason: 'payment-code-refused' },
      },
    });
    expect(on('payable', 'paying', { order }).name).toBe('seen');
  });

  it('of one whose answer may be on its way, then of one that is lost', () => {
    const placed = (state: 'not-paid' | 'paying', at: number, payment: PaymentState = 'placing') =>
      on(payment, state, { at, order: { since: T0 } });
    expect(placed('not-paid', T0 + GRACE - 1)).toStrictEqual({
      name: 'too-early',
      change: { ...LEARNED, asked: 3 },
    });
    expect(placed('not-paid', T0 + GRACE)).toStrictEqual({
      name: 'launch-lost',
      change: { ...LEARNED, asked: 0, seen: 'not-paid', payment: 'closing' },
    });
    expect(placed('paying', T0 + GRACE)).toStrictEqual({
      name: 'seen',
      change: { ...LEARNED, asked: 3, seen: 'paying' },
      note: 'paying',
    });
    expect(placed('not-paid', T0 + 1, 'unknown').name).toBe('launch-lost');
  });
});

describe('what is learned', () => {
  it('that the platform has it, and under which number', () => {
    const { platformTradeNo: _no, ...said } = evidence('closed');
    const learned = (order: Partial<Order>, told: PaymentEvidence) =>
      onEvidence(orderIn('closing', order), told, T0 + 5, RULES).change;
    expect(learned({}, said)).toMatchObject({ existed: true });
    expect(learned({}, said)).not.toHaveProperty('platformTradeNo');
    expect(learned({}, evidence('closed'))).toMatchObject(LEARNED);
    // of one at a counter it may be the hospital alone that knows it
    expect(learned({ counter: COUNTER }, said)).not.toHaveProperty('existed');
    expect(learned({ counter: COUNTER }, evidence('closed'))).toMatchObject(LEARNED);
  });

  it('of an order that was never sent only money is believed', () => {
    const said = (state: PlatformState, legs: PaymentEvidence['legs'] = NOTHING) =>
      on('authorising', state, { said: { legs } }).name;
    expect(said('closed')).toBe('stale');
    expect(said('not-paid')).toBe('stale');
    expect(said('paid', { cash: 'paid', insurance: 'paid' })).toBe('paid');
    expect(said('half-paid', CASH_ONLY)).toBe('half-paid');
    expect(said('half-paid')).toBe('half-paid');
    expect(said('refunded')).toBe('refund-not-ours');
    expect(said('failed', CASH_ONLY)).toBe('failed-but-leg-paid');
  });

  it('nothing of another order, and of another merchant that somebody must look', () => {
    const other = { ...evidence('paid'), orderNo: orderIn('payable').orderNo };
    expect(onEvidence(orderIn('payable'), { ...other, ours: false }, T0 + 5, RULES)).toStrictEqual({
      name: 'wrong-merchant',
      change: caseOf('wrong-merchant', text('paid')),
    });
    expect(on('not-needed', 'paid')).toStrictEqual({ name: 'stale' });
  });
});
