import { OWN_INSURANCE } from '../../cloudfunctions/usecases/pay-scope';
import type { NextStep, OrderView } from '../../cloudfunctions/contract/types';
import {
  freesBills,
  isLive,
  type Fulfilment,
  type Order,
  type PaymentState,
  type Review,
} from '../../cloudfunctions/domain/order';
import { orderView } from '../../cloudfunctions/usecases/order-view';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { amountsOf, LAUNCH, MIXED, orderIn, T0 } from '../support/orders';

type Case = 'none' | 'undecided' | 'hospital-silent' | 'held';
type Row = readonly [
  PaymentState,
  Case,
  Fulfilment,
  OrderView['payment'],
  NextStep['do'],
  OrderView['hospital'],
];

const review = (of: Exclude<Case, 'none'>): Review => ({
  reason: of === 'held' ? 'paid-differs' : of,
  at: T0,
  evidence: 'x',
});

function orderOf(payment: PaymentState, of: Case, state: Fulfilment): Order {
  return orderIn(payment, {
    settlement: { state, attempts: 0 },
    ...(of === 'none' ? {} : { review: review(of) }),
  });
}

/** Every way in which an order can stand, and what its patient sees. */
const TABLE: readonly Row[] = [
  ['placing', 'none', 'none', 'confirming', 'wait', 'none'],
  ['placing', 'undecided', 'none', 'review', 'ask-at-counter', 'none'],
  ['placing', 'held', 'none', 'review', 'ask-at-counter', 'none'],
  ['unknown', 'none', 'none', 'confirming', 'wait', 'none'],
  ['unknown', 'undecided', 'none', 'review', 'ask-at-counter', 'none'],
  ['unknown', 'held', 'none', 'review', 'ask-at-counter', 'none'],
  ['payable', 'none', 'none', 'unpaid', 'open-mini-program', 'none'],
  ['payable', 'undecided', 'none', 'review', 'ask-at-counter', 'none'],
  ['payable', 'held', 'none', 'review', 'ask-at-counter', 'none'],
  ['closing', 'none', 'none', 'confirming', 'wait', 'none'],
  ['closing', 'undecided', 'none', 'review', 'ask-at-counter', 'none'],
  ['closing', 'held', 'none', 'review', 'ask-at-counter', 'none'],
  ['failing', 'none', 'none', 'confirming', 'wait', 'none'],
  ['failing', 'undecided', 'none', 'review', 'ask-at-counter', 'none'],
  ['failing', 'held', 'none', 'review', 'ask-at-counter', 'none'],
  ['rejected', 'none', 'none', 'closed', 'pay-anew', 'none'],
  ['rejected', 'held', 'none', 'review', 'ask-at-counter', 'none'],
  ['closed', 'none', 'none', 'closed', 'pay-anew', 'none'],
  ['closed', 'held', 'none', 'review', 'ask-at-counter', 'none'],
  ['failed', 'none', 'none', 'failed', 'pay-anew', 'none'],
  ['failed', 'held', 'none', 'review', 'ask-at-counter', 'none'],
  ['paid', 'none', 'due', 'paid', 'done', 'pending'],
  ['paid', 'hospital-silent', 'due', 'paid', 'ask-at-counter', 'pending'],
  ['paid', 'held', 'due', 'paid', 'ask-at-counter', 'pending'],
  ['paid', 'none', 'settled', 'paid', 'done', 'settled'],
  ['paid', 'held', 'settled', 'paid', 'ask-at-counter', 'settled'],
  ['paid', 'held', 'refused', 'paid', 'ask-at-counter', 'refused'],
  ['not-needed', 'none', 'due', 'confirming', 'wait', 'pending'],
  ['not-needed', 'none', 'settled', 'paid', 'done', 'settled'],
  ['not-needed', 'none', 'refused', 'closed', 'pay-anew', 'refused'],
];

const PAYMENTS: readonly PaymentState[] = [...new Set(TABLE.map(([payment]) => payment))];
const CASES: readonly Case[] = ['none', 'undecided', 'hospital-silent', 'held'];
const FULFILMENTS: readonly Fulfilment[] = ['none', 'due', 'settled', 'refused'];

/** Every combination, also those that never come to be. */
const ALL = PAYMENTS.flatMap((payment) =>
  CASES.flatMap((of) => FULFILMENTS.map((state) => orderOf(payment, of, state))),
);

const told = (order: Order) =>
  `${order.payment}/${order.review?.reason ?? 'none'}/${order.settlement.state}`;
const broken = (holds: (order: Order, view: OrderView) => boolean, orders = ALL) =>
  orders.filter((order) => !holds(order, orderView(order, OWN_INSURANCE))).map(told);

describe('an order as its patient sees it', () => {
  it.each(TABLE)('%s, case %s, hospital %s: says %s, next %s, hospital %s', (...row) => {
    const [payment, of, state, says, next, hospital] = row;
    const view = orderView(orderOf(payment, of, state), OWN_INSURANCE);
    expect([view.payment, view.next.do, view.hospital]).toEqual([says, next, hospital]);
  });

  it('is over all ten payment states', () => {
    expect(PAYMENTS).toHaveLength(10);
  });
});

describe('whatever an order is like', () => {
  it('paid is said only with a proof, or of nothing to pay that the hospital booked (rule 4)', () => {
    const proven = (order: Order) =>
      order.proof !== undefined ||
      (order.payment === 'not-needed' && order.settlement.state === 'settled');
    expect(broken((order, view) => view.payment !== 'paid' || proven(order))).toEqual([]);
  });

  it('another payment is never offered while this one is alive (money rule 2)', () => {
    expect(broken((order, view) => view.next.do !== 'pay-anew' || !isLive(order))).toEqual([]);
  });

  it('another payment is offered exactly when the bills are free again (money rule 6)', () => {
    const possible = TABLE.map(([payment, of, state]) => orderOf(payment, of, state));
    const agrees = (order: Order, view: OrderView) =>
      (view.next.do === 'pay-anew') === freesBills(order);
    expect(broken(agrees, possible)).toEqual([]);
  });

  it('the cashier is offered only for a payable order that is nobody’s case', () => {
    const open = (order: Order) => order.payment === 'payable' && order.review === undefined;
    const agrees = (order: Order, view: OrderView) =>
      (view.next.do === 'open-mini-program') === open(order);
    expect(broken(agrees)).toEqual([]);
  });

  it('a case for a person is never called done', () => {
    const fine = (order: Order, view: OrderView) =>
      view.next.do !== 'done' || order.review === undefined;
    expect(
      broken(
        fine,
        ALL.filter((order) => order.payment !== 'not-needed'),
      ),
    ).toEqual([]);
  });
});

describe('the way into the cashier', () => {
  it('is the one that the platform gave', () => {
    const { next } = orderView(orderIn('payable'), OWN_INSURANCE);
    expect(next).toEqual({ do: 'open-mini-program', ...LAUNCH });
  });

  it('is waited for when it is not known', () => {
    const { launch: _lost, ...order } = orderIn('payable');
    const view = orderView(order, OWN_INSURANCE);
    expect([view.payment, view.next]).toEqual(['unpaid', { do: 'wait' }]);
  });
});

describe('the reason on an order', () => {
  it('is that no card is bound, while the order can be paid', () => {
    const view = orderView(orderIn('payable', { seen: 'unbound' }), OWN_INSURANCE);
    expect(view.reason).toBe('card-unbound');
    expect(view.next.do).toBe('open-mini-program');
  });

  it.each(['not-paid', 'paying'] as const)('is none when the platform saw %s', (seen) => {
    expect(orderView(orderIn('payable', { seen }), OWN_INSURANCE)).not.toHaveProperty('reason');
  });

  it.each(['closing', 'failing', 'closed', 'failed', 'paid'] as const)(
    'is not an unbound card any more once the order is %s',
    (payment) => {
      expect(orderView(orderIn(payment, { seen: 'unbound' }), OWN_INSURANCE)).not.toHaveProperty(
        'reason',
      );
    },
  );

  it.each(['rejected', 'closed', 'failed', 'not-needed'] as const)(
    'is why the order ended when it is %s',
    (payment) => {
      const view = orderView(
        orderIn(payment, { seen: 'unbound', reason: 'bill-settled' }),
        OWN_INSURANCE,
      );
      expect(view.reason).toBe('bill-settled');
    },
  );
});

describe('the money of an order', () => {
  const open = amountsOf({
    ...{ kind: 'insurance-online', total: fen(12000), cash: ZERO, insurance: fen(12000) },
    ...{ cashAdd: ZERO, cashReduced: ZERO },
  });
  const proof = {
    ...{ total: fen(12000), cash: fen(4500), insurance: fen(7500), insuranceFund: fen(7500) },
    paidAt: T0 + 60_000,
  };

  it('is what was asked for until it is paid', () => {
    const { split, paidAt } = orderView(orderIn('payable'), OWN_INSURANCE);
    expect(split).toEqual({
      ...{ payWith: 'insurance', total: 12000, cash: 4000, insurance: 8000 },
      ...{ insuranceFund: 6000, insuranceSelf: 2000, insuranceOther: 0 },
      ...{ cashAdd: 0, cashReduced: 0, decidedAtPayment: false },
    });
    expect(paidAt).toBeUndefined();
  });

  it('is what was proven once it is paid, and when', () => {
    const view = orderView(orderIn('paid', { amounts: open, proof }), OWN_INSURANCE);
    expect(view.split).toEqual({
      ...{ payWith: 'insurance', total: 12000, cash: 4500, insurance: 7500, insuranceFund: 7500 },
      ...{ cashAdd: 0, cashReduced: 0, decidedAtPayment: false },
    });
    expect(view.paidAt).toBe(T0 + 60_000);
  });

  it('says that the bureau decides the legs only until they are proven', () => {
    expect(
      orderView(orderIn('payable', { amounts: open }), OWN_INSURANCE).split.decidedAtPayment,
    ).toBe(true);
    const paid = orderIn('paid', { amounts: open, proof });
    expect(orderView(paid, OWN_INSURANCE).split.decidedAtPayment).toBe(false);
  });

  it("carries the hospital's wording and why insurance was not to be had", () => {
    const amounts = { ...amountsOf(MIXED), cashAdd: fen(300) };
    const more = {
      ...{ amounts, cashAddWording: '卡工本费', payWith: 'cash' as const },
      insuranceUnavailable: 'insurance-other-payer' as const,
    };
    expect(orderView(orderIn('payable', more), OWN_INSURANCE).split).toMatchObject({
      ...{ payWith: 'cash', cashAdd: 300, cashAddWording: '卡工本费' },
      insuranceUnavailable: 'insurance-other-payer',
    });
  });
});

describe('what leaves for the phone', () => {
  it('is the patient’s share of the order and nothing else (money rule 14)', () => {
    const order = orderIn('paid', {
      settlement: { state: 'settled', attempts: 3, settlementNo: 'H1', pickup: '2号窗口' },
    });
    const { split: _split, ...view } = orderView(order, OWN_INSURANCE);
    expect(view).toEqual({
      ...{ orderNo: order.orderNo, title: '门诊缴费', patientName: '张*国', billIds: ['B1'] },
      ...{ payment: 'paid', hospital: 'settled', pickup: '2号窗口', next: { do: 'done' } },
      ...{ createdAt: T0, deadlineAt: order.deadlineAt, paidAt: T0, canRefund: false },
      ...{ kind: 'clinic', patientId: 'P1', settlementNo: 'H1' },
      timeline: [
        { step: 'placed', at: T0 },
        { step: 'paid', at: T0 },
      ],
    });
  });
});
