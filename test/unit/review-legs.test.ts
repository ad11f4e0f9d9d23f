/** Acts about one leg of a refund, and about other sums than were reserved (money rules 9 and 12). */
import { openId } from '../../cloudfunctions/domain/ids';
import type { Order, ReviewReason } from '../../cloudfunctions/domain/order';
import { isOpen, type Refund } from '../../cloudfunctions/domain/refund';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { fen } from '../../miniprogram/shared/fen';
import { T0 } from '../support/orders';
import { refunded } from '../support/refund-fixtures';

const CLERK = openId('oClerk');
const AT = T0 + 3_600_000;

function standing(reason: ReviewReason, change: Partial<Refund>): Order {
  const order = refunded('refunding', change);
  return { ...order, review: { reason, at: AT, evidence: 'seen' }, dueAt: null };
}

function transfer(order: Order, sums?: readonly [cash: number, insurance: number]) {
  const stated =
    sums === undefined ? {} : { sums: { cash: fen(sums[0]), insurance: fen(sums[1]) } };
  const act = { kind: 'record-transfer', receipt: 'T1', ...stated } as const;
  return transition(order, { type: 'review-ended', act, by: CLERK }, AT, DEFAULT_RULES);
}

const evidence = (order: Order, state: 'refunded' | 'refunding', change = {}) => ({
  type: 'refund-evidence' as const,
  evidence: {
    orderNo: order.orderNo,
    refundNo: order.refund?.refundNo ?? '',
    ...{ ours: true, state },
    legs: { cash: 'change', insurance: 'refunding' } as const,
    amounts: { cash: fen(4000), insurance: fen(8000) },
    ...change,
  },
});

describe('a transfer for one leg', () => {
  it('leaves the other leg with the platform, which is asked on until it is back', () => {
    const before = standing('refund-change', { legs: { cash: 'change', insurance: 'refunding' } });
    const { order } = transfer(before);
    expect(order.refund).toMatchObject({
      ...{ state: 'refunding', receipt: 'T1' },
      legs: { cash: 'by-hand', insurance: 'refunding' },
    });
    expect(order.review).toBeUndefined();
    expect(order.dueAt).not.toBeNull();
    const same = transition(order, evidence(order, 'refunding'), AT + 1, DEFAULT_RULES).order;
    expect(same.review).toBeUndefined();
    expect(same.refund?.legs.cash).toBe('by-hand');
    const legs = { cash: 'change', insurance: 'refunded' } as const;
    const back = transition(same, evidence(same, 'refunding', { legs }), AT + 2, DEFAULT_RULES);
    expect(back.name).toBe('refund-returned');
    expect(back.order.refund).toMatchObject({
      ...{ state: 'returned', legs: { cash: 'by-hand', insurance: 'refunded' } },
    });
  });

  it('is not the end when the bureau fails the other one afterwards', () => {
    const before = standing('refund-change', { legs: { cash: 'change', insurance: 'refunding' } });
    const { order } = transfer(before);
    const legs = { cash: 'change', insurance: 'failed' } as const;
    const failed = transition(order, evidence(order, 'refunding', { legs }), AT, DEFAULT_RULES);
    expect(failed.order.review?.reason).toBe('refund-insurance-failed');
    expect(transfer(failed.order).order.refund).toMatchObject({
      ...{ state: 'returned', legs: { cash: 'by-hand', insurance: 'by-hand' } },
    });
  });
});

describe('sums that a person found out', () => {
  const differs = () => standing('refund-differs', {});

  it('are what the hospital books', () => {
    const { order } = transfer(differs(), [4000, 0]);
    expect(order.refund).toMatchObject({
      ...{ state: 'returned', cash: 4000, insurance: 0 },
      legs: { cash: 'by-hand', insurance: 'none' },
    });
    expect(order.legs).toEqual({ cash: 'refunded', insurance: 'paid' });
  });

  it.each([
    ['more cash than was reserved', 4001, 0],
    ['more insurance than was reserved', 0, 8001],
  ])('%s does not fit', (_name, cash, insurance) => {
    expect(transfer(differs(), [cash, insurance]).name).toBe('act-does-not-fit');
  });

  it('cannot talk away what the platform brought back', () => {
    const legs = { cash: 'refunded', insurance: 'failed' } as const;
    const before = standing('refund-insurance-failed', { legs });
    expect(transfer(before, [0, 8000]).name).toBe('act-does-not-fit');
    expect(transfer(before, [4000, 0]).order.refund).toMatchObject({
      ...{ state: 'returned', cash: 4000, insurance: 0 },
    });
  });

  it('none at all declines a request, and the hospital hands out again', () => {
    const by = { hold: 'held', state: 'by-hand', via: 'manual' } as const;
    const { order } = transfer(standing('refund-by-hand', by), [0, 0]);
    expect(order.refund).toMatchObject({ state: 'refused', hold: 'held' });
    expect(isOpen(order.refund)).toBe(true);
    expect(order.dueAt).not.toBeNull();
    const owed = standing('refund-by-hand', { ...by, cause: 'hospital-refused' });
    expect(transfer(owed, [0, 0]).name).toBe('act-does-not-fit');
  });
});
