/**
 * What a person's look at the merchant's account leaves, field by field (money rules 8, 9 and 12;
 * trap 38).
 */
import type { Amounts } from '../../cloudfunctions/domain/amounts';
import type { Order } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { fen } from '../../miniprogram/shared/fen';
import { orderIn, placing } from '../support/orders';
import { refundIn } from '../support/refund-fixtures';
import { AT, by, DUE, MISFIT, on, over, SETTLED } from '../support/review-bench';

describe('what is held', () => {
  const conclude = (order: Order, cash?: number, insurance = 0) =>
    on(order, 'paid-differs', {
      ...{ kind: 'conclude', note: 'n' },
      ...(cash === undefined ? {} : { held: { cash: fen(cash), insurance: fen(insurance) } }),
    });
  const paidBy = (cash: number, insurance: number, parts: object = {}) => ({
    payment: 'paid',
    proof: { total: 12000, cash, insurance, ...parts, paidAt: AT, byHand: true },
    legs: { cash: cash > 0 ? 'paid' : 'none', insurance: insurance > 0 ? 'paid' : 'none' },
    settlement: { state: 'due', since: AT, attempts: 0 },
  });
  const PARTS = { insuranceFund: 6000, insuranceSelf: 2000, insuranceOther: 0 };

  it('is divided as it was agreed where insurance is what was agreed', () => {
    expect(conclude(orderIn('payable'), 4000, 8000)).toStrictEqual(over(paidBy(4000, 8000, PARTS)));
    expect(conclude(orderIn('payable'), 1, 7999)).toStrictEqual(over(paidBy(1, 7999)));
    expect(conclude(orderIn('payable'), 0, 1)).toStrictEqual(over(paidBy(0, 1)));
    const {
      insuranceFund: _fund,
      insuranceSelf: _self,
      insuranceOther: _other,
      ...amounts
    } = placing().amounts;
    expect(conclude(orderIn('payable', { amounts }), 4000, 8000)).toStrictEqual(
      over(paidBy(4000, 8000)),
    );
  });

  it('is never more than all, and never insurance of an order in cash', () => {
    expect(conclude(orderIn('payable'), 4001, 8000)).toStrictEqual(MISFIT);
    const cash: Amounts = { ...placing().amounts, payType: 'cash' };
    expect(conclude(orderIn('payable', { amounts: cash }), 1, 1)).toStrictEqual(MISFIT);
    expect(conclude(orderIn('payable', { amounts: cash }), 1, 0).name).toBe('review-ended');
  });

  it('of cash that has gone back already is for nobody to conclude', () => {
    const failing = (refund: Order['refund']) =>
      conclude(orderIn('failing', refund === undefined ? {} : { refund }), 4000).name;
    expect(failing(refundIn('done', { cause: 'half-paid' }))).toBe('act-does-not-fit');
    expect(failing(refundIn('refused', { cause: 'half-paid' }))).toBe('review-ended');
    expect(failing(refundIn('done', { cause: 'clerk' }))).toBe('review-ended');
    expect(failing(undefined)).toBe('review-ended');
  });

  it('as it was proven changes nothing', () => {
    const order = orderIn('paid', { refund: refundIn('refunding') });
    expect(conclude(order, 4000, 8000)).toStrictEqual(over({}));
  });

  it.each([
    [4001, 0],
    [0, 8001],
  ])('above what was proven does not fit: %d and %d', (cash, insurance) => {
    const total = { amounts: { ...placing().amounts, total: fen(90000) } };
    expect(conclude(orderIn('paid', total), cash, insurance)).toStrictEqual(MISFIT);
  });

  it('less than proven, which the hospital has not heard of: it hears of what is held', () => {
    expect(conclude(orderIn('paid', { settlement: DUE }), 0, 8000)).toStrictEqual(
      over({
        ...paidBy(0, 8000, PARTS),
        settlement: { state: 'due', since: AT, attempts: 2 },
      }),
    );
    expect(conclude(orderIn('paid', { settlement: DUE }), 1, 0).change).toMatchObject({
      proof: { cash: 1, insurance: 0 },
    });
  });

  it('less than proven while it goes back does not fit', () => {
    const order = orderIn('paid', { settlement: SETTLED, refund: refundIn('refunding') });
    expect(conclude(order, 4000)).toStrictEqual(MISFIT);
  });

  it.each([
    [undefined, 0, 'whole', 4000, 8000, 'refunded', 'refunded'],
    [0, 8000, 'cash-part', 4000, 0, 'refunded', 'paid'],
    [4000, 0, 'insurance-and-cash-part', 0, 8000, 'paid', 'refunded'],
    [1000, 8000, 'cash-part', 3000, 0, 'paid', 'paid'],
    [1000, 1, 'insurance-and-cash-part', 3000, 7999, 'paid', 'paid'],
  ] as const)(
    'held %s and %s: what is missing was found to be back, by %s',
    (heldCash, heldInsurance, mode, cash, insurance, cashLeg, insuranceLeg) => {
      const { change, ...rest } = conclude(
        orderIn('paid', { settlement: SETTLED }),
        heldCash,
        heldInsurance,
      );
      expect(rest).toStrictEqual({ name: 'review-ended', note: 'n', by, endsReview: true });
      expect(change?.legs).toStrictEqual({ cash: cashLeg, insurance: insuranceLeg });
      expect(change?.refund).toMatchObject({
        ...{ mode, cash, insurance, via: 'manual', cause: 'review', by, note: 'n' },
        ...{ receipt: 'n', state: 'returned', since: AT, asked: 0, returnedAt: AT },
        legs: {
          cash: cash > 0 ? 'by-hand' : 'none',
          insurance: insurance > 0 ? 'by-hand' : 'none',
        },
      });
    },
  );
});

describe('nothing is held', () => {
  const empty = (order: Order) => on(order, 'undecided', { kind: 'conclude', note: 'n' });
  const closing = { payment: 'closing', asked: 0, reason: 'payment-refused' };

  it('ends an open order of 1.0', () => {
    expect(empty(orderIn('failing'))).toStrictEqual(
      over({ payment: 'closed', asked: RULES.lookBackMs.length, reason: 'payment-refused' }),
    );
  });

  it('has 2.0 and the counter withdraw first', () => {
    expect(empty(orderIn('failing', { channel: 'medins' }))).toStrictEqual(over(closing));
    expect(empty(orderIn('failing', { channel: 'onecode' }))).toStrictEqual(
      over({ ...closing, concludedAt: AT }),
    );
  });

  it('leaves what has ended, and does not look back at it', () => {
    expect(empty(orderIn('closed', { channel: 'onecode' }))).toStrictEqual(
      over({ asked: RULES.lookBackMs.length }),
    );
  });

  it('of an order that says paid without proof', () => {
    const { proof: _none, ...order } = orderIn('paid');
    expect(empty(order)).toStrictEqual(over({ asked: RULES.lookBackMs.length }));
  });
});
