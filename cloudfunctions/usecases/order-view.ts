/**
 * An order as its patient sees it. Says "paid" only where the payment is proven, and never offers
 * another payment while this one may still be alive (money rules 2 and 4).
 */
import type { NextStep, OrderView, PaymentView, RefundView, SplitView } from '../contract/types';
import { isGivenBack, isLive, type Order } from '../domain/order';
import { backAt, movesNothing, type Refund } from '../domain/refund';
import type { Base } from './deps';
import { partsOf } from './insurance-parts';
import { timelineOf } from './order-timeline';
import type { PayScope } from './pay-scope';
import { planOrderRefund } from './plan-order-refund';
import type { Reason } from '../../miniprogram/shared/reasons';

function paymentView(order: Order): PaymentView {
  switch (order.payment) {
    case 'authorising':
      return order.review === undefined ? 'unpaid' : 'review';
    case 'placing':
    case 'unknown':
    case 'closing':
    case 'failing':
      // cash that was taken without insurance is on its way back: it failed, and that is certain
      if (order.halfPaid !== undefined && order.review === undefined) return 'failed';
      return order.review === undefined ? 'confirming' : 'review';
    case 'payable':
      if (order.review !== undefined) return 'review';
      // bank and bureau may be at work this moment: neither unpaid nor to be paid again
      return order.seen === 'paying' ? 'confirming' : 'unpaid';
    case 'paid':
      return 'paid';
    case 'not-needed':
      if (order.settlement.state === 'refused') return 'closed';
      if (order.settlement.state === 'settled') return 'paid';
      return order.review === undefined ? 'confirming' : 'review';
    case 'failed':
      return order.review === undefined ? 'failed' : 'review';
    case 'rejected':
    case 'closed':
      return order.review === undefined ? 'closed' : 'review';
  }
}

/** What an unpaid order waits for. */
function wayIn(order: Order, { authorisation }: PayScope): NextStep {
  const { launch, payment } = order;
  if (payment === 'authorising') {
    return authorisation === undefined ? { do: 'wait' } : { do: 'authorise', ...authorisation };
  }
  // at a counter it is the clerk who goes on
  if (launch === undefined || 'counter' in launch) return { do: 'wait' };
  return 'path' in launch
    ? { do: 'open-mini-program', ...launch }
    : { do: 'request-medical-insurance-pay', ...launch };
}

function nextStep(order: Order, payment: PaymentView, scope: PayScope): NextStep {
  switch (payment) {
    case 'confirming':
      return { do: 'wait' };
    case 'unpaid':
      return wayIn(order, scope);
    case 'paid':
      if (order.review !== undefined) return { do: 'ask-at-counter' };
      // paid twice: the other payment stands
      if (order.refund?.cause === 'paid-twice') return { do: 'done' };
      return { do: isGivenBack(order) ? 'pay-anew' : 'done' };
    case 'failed':
    case 'closed':
      return { do: isLive(order) ? 'wait' : 'pay-anew' };
    case 'review':
      return { do: 'ask-at-counter' };
  }
}

/** The sums of an order: as proven, or as asked for. */
export function splitView(order: Order): SplitView {
  const { amounts, proof } = order;
  const from = proof ?? amounts;
  return {
    payWith: order.payWith,
    total: amounts.total,
    cash: from.cash,
    insurance: from.insurance,
    ...partsOf(from),
    cashAdd: amounts.cashAdd,
    ...(order.cashAddWording === undefined ? {} : { cashAddWording: order.cashAddWording }),
    cashReduced: amounts.cashReduced,
    decidedAtPayment: amounts.mode === 'open' && proof === undefined,
    ...(order.insuranceUnavailable === undefined
      ? {}
      : { insuranceUnavailable: order.insuranceUnavailable }),
  };
}

function hospitalView(order: Order): OrderView['hospital'] {
  const { state } = order.settlement;
  return state === 'due' ? 'pending' : state;
}

function reasonOf(order: Order): Reason | undefined {
  // why the hospital would not book it is why the money goes back
  if (order.payment === 'paid') return order.refund?.reason;
  return order.payment === 'payable' && order.seen === 'unbound' ? 'card-unbound' : order.reason;
}

function refundView(refund: Refund): RefundView {
  const { cash, insurance, cause, askedAt, legs } = refund;
  const returnedAt = backAt(refund);
  return {
    state: refundState(refund),
    cash,
    insurance,
    cause,
    // the bank sent it back, or would not take it: somebody at the hospital must transfer it
    byHand:
      [refund.via, legs.cash, legs.insurance].some(
        (how) => how === 'manual' || how === 'by-hand',
      ) || ['change', 'failed'].includes(legs.cash),
    ...(refund.state === 'refused' && refund.reason !== undefined ? { reason: refund.reason } : {}),
    askedAt,
    ...(returnedAt === undefined ? {} : { returnedAt }),
  };
}

/** The money counts as back when it is: the hospital's books are no business of the patient. */
function refundState(refund: Refund): RefundView['state'] {
  switch (refund.state) {
    case 'reserved':
    case 'held':
    case 'sending':
    case 'refunding':
    case 'by-hand':
      return 'going';
    case 'returned':
      // where no money moves, the hospital's word is all there is
      return movesNothing(refund) ? 'going' : 'returned';
    case 'done':
      return 'returned';
    case 'refused':
      return 'refused';
  }
}

/** The view of an order for its owner at this moment: whether a refund can be asked for is in it. */
export function viewOf(deps: Base, order: Order): OrderView {
  const ask = { mode: 'whole', cause: 'patient', note: 'patient' } as const;
  const plan = planOrderRefund(deps, order, ask);
  // of a deposit goes back what is left, by the stay and not by the top-up
  return { ...orderView(order, deps.scope), canRefund: plan.ok && order.kind !== 'deposit' };
}

function visitOf({ visit }: Order): Pick<OrderView, 'visit'> {
  if (visit === undefined) return {};
  const { appointmentId, from, to, department, doctor, place } = visit;
  return { visit: { appointmentId, from, to, department, doctor, place } };
}

/** The view of an order for the person who owns it. */
export function orderView(order: Order, scope: PayScope): OrderView {
  const payment = paymentView(order);
  const reason = reasonOf(order);
  const { settlementNo } = order.settlement;
  return {
    orderNo: order.orderNo,
    kind: order.kind,
    title: order.title,
    patientName: order.patientName,
    billIds: order.billIds,
    split: splitView(order),
    payment,
    hospital: hospitalView(order),
    ...(order.settlement.pickup === undefined ? {} : { pickup: order.settlement.pickup }),
    createdAt: order.createdAt,
    deadlineAt: order.deadlineAt,
    ...(order.proof === undefined ? {} : { paidAt: order.proof.paidAt }),
    ...visitOf(order),
    patientId: order.patientId,
    ...(settlementNo === undefined ? {} : { settlementNo }),
    timeline: timelineOf(order),
    ...(reason === undefined ? {} : { reason }),
    ...(order.refund === undefined ? {} : { refund: refundView(order.refund) }),
    canRefund: false,
    next: nextStep(order, payment, scope),
  };
}
