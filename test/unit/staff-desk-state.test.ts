/** How the desk names the state of an order: a table over every state that an order can have. */
import { deskState, moneyKindOf, needsSecondClerk } from '../../cloudfunctions/domain/desk';
import type { Order, PaymentState } from '../../cloudfunctions/domain/order';
import type { Refund, RefundState } from '../../cloudfunctions/domain/refund';
import { refundNoOf } from '../../cloudfunctions/domain/ids';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { orderIn, placing, T0 } from '../support/orders';

const STATES: readonly [PaymentState, ReturnType<typeof deskState>][] = [
  ['placing', 'waiting'],
  ['unknown', 'waiting'],
  ['payable', 'waiting'],
  ['closing', 'waiting'],
  ['failing', 'waiting'],
  ['rejected', 'over'],
  ['closed', 'over'],
  ['failed', 'over'],
  ['paid', 'paid'],
  ['not-needed', 'over'],
];

const order = (payment: PaymentState, change: Partial<Order> = {}): Order => ({
  ...placing(),
  payment,
  ...change,
});

function refund(state: RefundState): Refund {
  return {
    refundNo: refundNoOf(placing().orderNo),
    ...{ mode: 'whole', cash: fen(1), insurance: ZERO, cause: 'clerk', note: 'n', via: 'api' },
    ...{ askedAt: T0, state, since: T0, hold: 'due', sends: 0, asked: 0 },
    legs: { cash: 'due', insurance: 'none' },
  };
}

it.each(STATES)('%s is %s', (payment, expected) => {
  expect(deskState(order(payment))).toBe(expected);
});

it.each(STATES)('%s with a case is a case', (payment) => {
  const review = { reason: 'undecided', at: T0, evidence: 'x' } as const;
  expect(deskState(order(payment, { review }))).toBe('review');
  expect(deskState(order(payment, { review, refund: refund('sending') }))).toBe('review');
});

const REFUNDS: readonly [RefundState, ReturnType<typeof deskState>][] = [
  ['reserved', 'refunded'],
  ['held', 'refunded'],
  ['sending', 'refunded'],
  ['refunding', 'refunded'],
  ['by-hand', 'refunded'],
  ['returned', 'refunded'],
  ['done', 'refunded'],
  ['refused', 'paid'],
];

it.each(REFUNDS)('paid with a refund that is %s is %s', (state, expected) => {
  expect(deskState(order('paid', { refund: refund(state) }))).toBe(expected);
});

describe('kinds of amounts (access guide V1.4 §5.2 E)', () => {
  const paid = orderIn('paid');
  const proven = (payType: Order['amounts']['payType'], cash: number, insurance: number) => {
    if (paid.proof === undefined) throw new Error('not proven');
    const proof = { ...paid.proof, cash: fen(cash), insurance: fen(insurance) };
    return moneyKindOf({ ...paid, amounts: { ...paid.amounts, payType }, proof });
  };
  it.each([
    ['insurance', 0, 100, 'insurance-only'],
    ['mixed', 50, 50, 'mixed'],
    ['mixed', 100, 0, 'zero-insurance'],
    ['insurance', 30, 70, 'mixed'],
    ['cash', 100, 0, 'cash'],
  ] as const)('%s, cash %i, insurance %i: %s', (payType, cash, insurance, kind) => {
    expect(proven(payType, cash, insurance)).toBe(kind);
  });
  it('has none while nothing is paid', () => {
    expect(moneyKindOf(orderIn('payable'))).toBeUndefined();
  });
});

describe('a second clerk', () => {
  const asks = (secondClerkAbove: number, cash: number, insurance: number) =>
    needsSecondClerk(
      { cash: fen(cash), insurance: fen(insurance) },
      { ...DEFAULT_RULES, secondClerkAbove },
    );
  it('is needed above the limit, both legs together', () => {
    expect(asks(50_000, 20_000, 30_000)).toBe(false);
    expect(asks(50_000, 20_000, 30_001)).toBe(true);
    expect(asks(0, 1, 0)).toBe(true);
  });
});
