/** What each answer of the hospital about a payment changes, field by field (money rules 8, 12 and 16). */
import {
  onSettled,
  onSettleRefused,
  onSettleUnknown,
} from '../../cloudfunctions/domain/on-settlement';
import type { OrderEvent } from '../../cloudfunctions/domain/events';
import type { Order } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { settleLimit } from '../../cloudfunctions/domain/schedule';
import { orderIn, T0 } from '../support/orders';
import { refundIn } from '../support/refund-fixtures';

const AT = T0 + 5;
const due = { state: 'due', since: T0, attempts: 2 } as const;
const paid = (change: Partial<Order> = {}): Order =>
  orderIn('paid', { settlement: due, ...change });
const without = (): Order => {
  const { proof: _none, ...order } = paid();
  return order;
};
const SAME = { total: 12000, cash: 4000, insurance: 8000 };

describe('booked', () => {
  type Settled = Extract<OrderEvent, { type: 'settled' }>;
  const settled = (event: Omit<Settled, 'type'>, order = paid()) =>
    onSettled(order, { type: 'settled', ...event }, AT);
  const done = { state: 'settled', attempts: 3 };

  it('keeps the number and the place where it is picked up, as far as they are said', () => {
    expect(settled({ settlementNo: 'S1', pickup: '2号药房', booked: SAME })).toStrictEqual({
      name: 'settled',
      change: { settlement: { ...done, settlementNo: 'S1', pickup: '2号药房' } },
    });
    expect(settled({})).toStrictEqual({ name: 'settled', change: { settlement: done } });
    expect(settled({ booked: { ...SAME, cash: 1 } }, without())).toStrictEqual({
      name: 'settled',
      change: { settlement: done },
    });
  });

  it.each(['total', 'cash', 'insurance'] as const)('with another %s is a case', (sum) => {
    const booked = { ...SAME, [sum]: 7 };
    const { total, cash, insurance } = booked;
    expect(settled({ booked })).toStrictEqual({
      name: 'booked-otherwise',
      change: {
        settlement: done,
        review: {
          reason: 'hospital-booked-otherwise',
          at: AT,
          evidence: `hospital booked total ${total}, cash ${cash}, insurance ${insurance}`,
        },
      },
    });
  });

  it('under our number with other contents is a case', () => {
    expect(settled({ doubtful: true, booked: SAME })).toMatchObject({
      name: 'booked-otherwise',
      change: { review: { evidence: 'booked with other contents' } },
    });
  });

  it.each(['none', 'settled', 'refused'] as const)('while it is %s says nothing', (state) => {
    expect(settled({}, paid({ settlement: { state, attempts: 0 } }))).toStrictEqual({
      name: 'stale',
    });
  });
});

describe('not known', () => {
  const unknown = (at: number, order = paid()) => onSettleUnknown(order, 'timeout', at, RULES);
  const limit = settleLimit(paid(), AT, RULES);
  const settlement = { ...due, attempts: 3 };
  const silent = { reason: 'hospital-silent', at: T0, evidence: 'x' } as const;

  it('is tried on until the limit, then a person hears of it, once', () => {
    const goes = { name: 'settle-unknown', change: { settlement }, note: 'timeout' };
    expect(unknown(limit - 1)).toStrictEqual(goes);
    expect(unknown(limit)).toStrictEqual({
      name: 'hospital-silent',
      change: {
        settlement,
        review: {
          reason: 'hospital-silent',
          at: limit,
          evidence: '3 attempts, last answer timeout',
        },
      },
      note: 'timeout',
    });
    expect(unknown(limit, paid({ review: silent }))).toStrictEqual(goes);
    expect(unknown(limit, paid({ review: { ...silent, reason: 'undecided' } })).name).toBe(
      'hospital-silent',
    );
  });

  it('means nothing once it is booked, or on its way back', () => {
    const stale = { name: 'stale' };
    const booked = paid({ settlement: { state: 'settled', attempts: 1 } });
    expect(unknown(AT, booked)).toStrictEqual(stale);
    expect(unknown(AT, paid({ refund: refundIn('refunding') }))).toStrictEqual(stale);
  });
});

describe('refused for good', () => {
  const refused = (order: Order, elsewhere = false) =>
    onSettleRefused(
      order,
      { type: 'settle-refused', code: 'GONE', reason: 'slot-over', elsewhere },
      AT,
      RULES,
    );
  const settlement = { state: 'refused', attempts: 3, refusal: 'GONE' };
  const told = { name: 'settle-refused', note: 'GONE' };

  it.each([
    [true, 'paid-twice'],
    [false, 'hospital-refused'],
  ] as const)('goes back by itself; booked elsewhere: %s', (elsewhere, cause) => {
    const { change, ...rest } = refused(paid(), elsewhere);
    expect(rest).toStrictEqual(told);
    expect(change?.settlement).toStrictEqual(settlement);
    expect(change?.refund).toMatchObject({
      ...{ mode: 'whole', cause, note: 'GONE', reason: 'slot-over', cash: 4000, insurance: 8000 },
    });
    expect(change).not.toHaveProperty('review');
  });

  it('of a visit that costs nothing says why', () => {
    expect(refused(orderIn('not-needed', { settlement: due }))).toStrictEqual({
      ...told,
      change: { settlement, reason: 'slot-over' },
    });
  });

  it('lets a refund go on that waited for it', () => {
    expect(refused(paid({ refund: refundIn('reserved') }))).toStrictEqual({
      ...told,
      change: { settlement },
    });
  });

  it('that cannot go back by itself is a case', () => {
    expect(refused(paid({ refund: refundIn('done') }), true)).toStrictEqual({
      ...told,
      change: {
        settlement,
        review: {
          reason: 'paid-twice',
          at: AT,
          evidence: expect.stringMatching(/^GONE; [a-z-]+$/) as string,
        },
      },
    });
  });

  it('means nothing once it is booked', () => {
    expect(refused(paid({ settlement: { state: 'settled', attempts: 1 } }))).toStrictEqual({
      name: 'stale',
    });
  });
});
