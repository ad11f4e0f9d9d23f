/** An order as staff see it: with its evidence and history, names masked. */
import type { CaseView, StaffOrderView, StaffRefundView } from '../../contract/staff-types';
import type { Order, Review } from '../../domain/order';
import type { Refund } from '../../domain/refund';
import { canGivePlaceBack, refundableOf } from '../../domain/refund-plan';
import { actFor } from '../../domain/review';

export function caseView(order: Order, review: Review): CaseView {
  return {
    orderNo: order.orderNo,
    title: order.title,
    patientName: order.patientName,
    total: order.amounts.total,
    reason: review.reason,
    since: review.at,
    evidence: review.evidence,
    act: actFor(review.reason),
  };
}

function refundView(refund: Refund): StaffRefundView {
  const { refundNo, mode, cash, insurance, cause, note, via, state, hold, legs, askedAt } = refund;
  const { returnedAt, receipt, refusal, toldReceipt } = refund;
  return {
    refundNo,
    mode,
    cash,
    insurance,
    cause,
    note,
    via,
    state,
    hold,
    legs,
    askedAt,
    ...(returnedAt === undefined ? {} : { returnedAt }),
    ...(receipt === undefined ? {} : { receipt }),
    ...(toldReceipt === undefined ? {} : { toldReceipt }),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

function historyView(order: Order): StaffOrderView['history'] {
  return order.history.map(({ at, event, outcome, times, note, requestId, by }) => ({
    at,
    event,
    outcome,
    times,
    ...(note === undefined ? {} : { note }),
    ...(requestId === undefined ? {} : { requestId }),
    byPerson: by !== undefined,
  }));
}

export function staffOrderView(order: Order): StaffOrderView {
  const { proof, refund, review, settlement } = order;
  const { settlementNo } = settlement;
  const { counter, platformTradeNo } = order;
  return {
    orderNo: order.orderNo,
    title: order.title,
    patientName: order.patientName,
    billIds: order.billIds,
    payWith: order.payWith,
    total: order.amounts.total,
    cash: (proof ?? order.amounts).cash,
    insurance: (proof ?? order.amounts).insurance,
    payment: order.payment,
    legs: order.legs,
    hospital: settlement.state,
    ...(settlementNo === undefined ? {} : { settlementNo }),
    ...(platformTradeNo === undefined ? {} : { platformTradeNo }),
    createdAt: order.createdAt,
    ...(proof === undefined ? {} : { paidAt: proof.paidAt }),
    ...(refund === undefined ? {} : { refund: refundView(refund) }),
    refundable: refundableOf(order),
    placeCanGoBack: canGivePlaceBack(order),
    ...(review === undefined ? {} : { review: caseView(order, review) }),
    ...(counter?.why === undefined ? {} : { codeWhy: counter.why }),
    history: historyView(order),
  };
}
