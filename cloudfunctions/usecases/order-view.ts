/**
 * An order as its patient sees it. Says "paid" only where the payment is proven, and never offers
 * another payment while this one may still be alive (money rules 2 and 4).
 */
import type { NextStep, OrderView, PaymentView, SplitView } from '../contract/types';
import type { Order } from '../domain/order';
import { partsOf } from './insurance-parts';
import type { Reason } from '../../miniprogram/shared/reasons';

function paymentView(order: Order): PaymentView {
  switch (order.payment) {
    case 'placing':
    case 'unknown':
    case 'closing':
    case 'failing':
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

function nextStep(order: Order, payment: PaymentView): NextStep {
  switch (payment) {
    case 'confirming':
      return { do: 'wait' };
    case 'unpaid':
      return order.launch === undefined
        ? { do: 'wait' }
        : { do: 'open-mini-program', ...order.launch };
    case 'paid':
      return order.review === undefined ? { do: 'done' } : { do: 'ask-at-counter' };
    case 'failed':
    case 'closed':
      return { do: 'pay-anew' };
    case 'review':
      return { do: 'ask-at-counter' };
  }
}

function splitView(order: Order): SplitView {
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
  return order.payment === 'payable' && order.seen === 'unbound' ? 'card-unbound' : order.reason;
}

/** The view of an order for the person who owns it. */
export function orderView(order: Order): OrderView {
  const payment = paymentView(order);
  const reason = reasonOf(order);
  return {
    orderNo: order.orderNo,
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
    ...(reason === undefined ? {} : { reason }),
    next: nextStep(order, payment),
  };
}
