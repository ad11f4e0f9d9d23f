/**
 * The hospital's word about a payment whose money is on its way back (money rules 8 and 9): it is kept,
 * and makes no second refund and no case.
 */
import type { OrderEvent } from '../../cloudfunctions/domain/events';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { orderIn, T0 } from '../support/orders';
import { ASKED_AT, refunded, refundIn } from '../support/refund-fixtures';

const at = ASKED_AT + 60_000;
const due = { settlement: { state: 'due', since: T0, attempts: 2 } } as const;
const OPEN = ['reserved', 'held', 'sending', 'refunding', 'by-hand', 'returned'] as const;

const refusedBy = (elsewhere: boolean): OrderEvent => ({
  ...{ type: 'settle-refused', code: 'BILL_CHANGED', reason: 'bill-amount-changed', elsewhere },
});
const silent: OrderEvent = { type: 'settle-unknown', code: 'timeout' };

describe.each(OPEN)('while the refund is %s', (standing) => {
  const before = refunded(standing, {}, due);

  it('a refusal to book is kept, and the refund stays the one it is', () => {
    for (const elsewhere of [false, true]) {
      const { name, order } = transition(before, refusedBy(elsewhere), at, RULES);
      expect(name).toBe('settle-refused');
      expect(order.settlement).toMatchObject({ state: 'refused', attempts: 3 });
      expect(order.refund).toEqual(before.refund);
      expect(order.review).toEqual(before.review);
    }
  });

  it('silence about the booking counts for nothing', () => {
    for (const when of [at, T0 + 30 * 3_600_000]) {
      expect(transition(before, silent, when, RULES)).toEqual({ name: 'stale', order: before });
    }
  });

  it('a booking is kept, and the refund stays the one it is', () => {
    const { name, order } = transition(before, { type: 'settled', settlementNo: 'H1' }, at, RULES);
    expect(name).toBe('settled');
    expect(order.settlement).toEqual({ state: 'settled', attempts: 3, settlementNo: 'H1' });
    expect(order.refund).toEqual(before.refund);
  });
});

describe('a refusal to book', () => {
  it.each([
    [false, 'hospital-refused'],
    [true, 'paid-twice'],
  ] as const)('of a bill settled elsewhere (%s) reserves all of it: %s', (elsewhere, cause) => {
    const { order } = transition(orderIn('paid'), refusedBy(elsewhere), at, RULES);
    expect(order).toMatchObject({
      ...{ payment: 'paid', settlement: { state: 'refused', refusal: 'BILL_CHANGED' }, dueAt: at },
      refund: {
        ...{ cause, mode: 'whole', cash: 4000, insurance: 8000, note: 'BILL_CHANGED' },
        ...{ reason: 'bill-amount-changed', state: 'held', hold: 'not-needed', askedAt: at },
      },
    });
    expect(order.refund).not.toHaveProperty('by');
    expect(order.review).toBeUndefined();
  });

  it('after a refund that the platform refused reserves it anew', () => {
    const before = orderIn('paid', { refund: refundIn('refused') });
    const { order } = transition(before, refusedBy(false), at, RULES);
    expect(order.refund).toMatchObject({ state: 'held', cause: 'hospital-refused', sends: 0 });
  });

  it('of what cost nothing gives nothing back', () => {
    const { order } = transition(orderIn('not-needed'), refusedBy(false), at, RULES);
    expect(order).toMatchObject({
      settlement: { state: 'refused' },
      reason: 'bill-amount-changed',
    });
    expect(order).not.toHaveProperty('refund');
  });
});
