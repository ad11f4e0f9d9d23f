/** What a person found out about the money ends a case (money rules 9 and 12): the act `conclude`. */
import { openId } from '../../cloudfunctions/domain/ids';
import type { Order, ReviewReason } from '../../cloudfunctions/domain/order';
import type { ReviewAct } from '../../cloudfunctions/domain/review';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { fen } from '../../miniprogram/shared/fen';
import { orderIn, T0 } from '../support/orders';
import { ASKED_AT, refunded } from '../support/refund-fixtures';

const CLERK = openId('oClerk');
const at = ASKED_AT + 3_600_000;
const CONCLUDE = { kind: 'conclude', note: '商户平台已核对' } as const;
const inReview = (order: Order, reason: ReviewReason): Order => ({
  ...order,
  review: { reason, at: ASKED_AT, evidence: 'what was seen' },
});
const done = (order: Order, act: ReviewAct) =>
  transition(order, { type: 'review-ended', act, by: CLERK }, at, RULES);
const settlement = (state: 'none' | 'due' | 'settled' | 'refused') => ({
  settlement: { state, attempts: 1, ...(state === 'due' ? { since: T0 } : {}) },
});

describe('what the money’s true state is', () => {
  const conclude = (order: Order, cash?: number, insurance = 0) =>
    done(inReview(order, 'paid-differs'), {
      ...CONCLUDE,
      ...(cash === undefined ? {} : { held: { cash: fen(cash), insurance: fen(insurance) } }),
    });

  it.each(['payable', 'failing', 'rejected', 'closed', 'failed'] as const)(
    'held, of an order that was %s: it is paid, proven by hand, and to be booked',
    (payment) => {
      const { order } = conclude(orderIn(payment), 4000, 7000);
      expect(order).toMatchObject({
        ...{ payment: 'paid', legs: { cash: 'paid', insurance: 'paid' }, dueAt: at },
        proof: { total: 12000, cash: 4000, insurance: 7000, paidAt: at, byHand: true },
        settlement: { state: 'due', since: at },
      });
    },
  );

  it('held as it was proven leaves everything as it was', () => {
    const before = refunded('none');
    const { order } = conclude(before, 4000, 8000);
    expect(order).toMatchObject({ proof: before.proof, settlement: before.settlement });
    expect(order.proof).not.toHaveProperty('byHand');
  });

  it('held less than proven: what is missing was brought back by hand', () => {
    const { order } = conclude(refunded('none'), 4000, 0);
    expect(order).toMatchObject({
      proof: { cash: 4000, insurance: 8000 },
      legs: { cash: 'paid', insurance: 'refunded' },
      refund: {
        ...{ via: 'manual', cause: 'review', by: CLERK, state: 'returned' },
        ...{ cash: 0, insurance: 8000, legs: { cash: 'none', insurance: 'by-hand' } },
      },
      dueAt: at,
    });
    const part = conclude(refunded('none'), 3000, 8000).order;
    expect(part.refund).toMatchObject({ mode: 'cash-part', cash: 1000, insurance: 0 });
    expect(part.legs).toEqual({ cash: 'paid', insurance: 'paid' });
  });

  it('held less than proven, and the hospital has not heard: it hears of what is held', () => {
    const { order } = conclude(refunded('none', {}, settlement('due')), 3000, 8000);
    expect(order.refund).toBeUndefined();
    expect(order).toMatchObject({
      ...{ proof: { cash: 3000, insurance: 8000, byHand: true } },
      settlement: { state: 'due' },
    });
  });

  it('more on a leg than was proven does not fit, nor insurance of a cash payment', () => {
    expect(conclude(refunded('none'), 8000, 4000).name).toBe('act-does-not-fit');
    const { amounts } = orderIn('failing');
    const cash = { ...amounts, payType: 'cash' as const };
    expect(conclude(orderIn('failing', { amounts: cash }), 4000, 1).name).toBe('act-does-not-fit');
  });

  it('not held: a person has looked, nobody asks the platform again by itself', () => {
    for (const payment of ['payable', 'failing', 'closed', 'rejected', 'failed'] as const) {
      expect(conclude(orderIn(payment)).order.dueAt).toBeNull();
    }
  });

  it('held must cover what is promised back already', () => {
    for (const standing of ['reserved', 'sending', 'done'] as const) {
      expect(conclude(refunded(standing), 3999, 8000).name).toBe('act-does-not-fit');
      expect(conclude(refunded(standing), 4000, 7999).name).toBe('act-does-not-fit');
      expect(conclude(refunded(standing), 4000, 8000).name).toBe('review-ended');
    }
    expect(conclude(refunded('refused'), 1, 0).name).toBe('review-ended');
  });

  it.each([
    ['more than the total', 12001, 0],
    ['one fen more than the total', 4001, 8000],
  ])('%s does not fit', (_name, cash, insurance) => {
    expect(conclude(orderIn('failing'), cash, insurance).name).toBe('act-does-not-fit');
  });

  it.each([
    ['payable', 'closed'],
    ['failing', 'closed'],
    ['unknown', 'closed'],
    ['rejected', 'rejected'],
    ['failed', 'failed'],
    ['not-needed', 'not-needed'],
  ] as const)('not held: an order that was %s is %s', (payment, expected) => {
    expect(conclude(orderIn(payment)).order.payment).toBe(expected);
  });

  it('not held although it was paid: somebody brought it back by hand', () => {
    const { order } = conclude(refunded('none'));
    expect(order).toMatchObject({
      ...{ payment: 'paid', legs: { cash: 'refunded', insurance: 'refunded' }, dueAt: at },
      refund: {
        ...{ via: 'manual', cause: 'review', by: CLERK, state: 'returned', hold: 'due' },
        ...{ cash: 4000, insurance: 8000, legs: { cash: 'by-hand', insurance: 'by-hand' } },
      },
    });
    const refused = conclude(refunded('none', {}, settlement('refused'))).order;
    expect(refused).toMatchObject({ refund: { state: 'done' }, dueAt: null });
  });
});
