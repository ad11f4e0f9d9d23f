/**
 * What `settle` says of an order. Made of the stored order alone, so that a repeat is the same to the
 * byte (money rules 1 and 8). A fixed split is booked as it was agreed, an open one, or one that a person
 * found to be otherwise, as it was proven.
 */
import type { Order } from '../../domain/order';
import type { Schemas } from './schemas';
import { timeOf } from './values';

function sumsOf(order: Order) {
  const { amounts, proof } = order;
  const asProven = amounts.mode === 'open' || proof?.byHand === true;
  const legs = asProven && proof !== undefined ? proof : amounts;
  return {
    totalFen: amounts.total,
    cashFen: legs.cash,
    insuranceFen: legs.insurance,
    cashAddFen: amounts.cashAdd,
    cashReducedFen: amounts.cashReduced,
    ...(legs.insuranceFund === undefined ? {} : { insuranceFundFen: legs.insuranceFund }),
    ...(legs.insuranceSelf === undefined ? {} : { insuranceSelfFen: legs.insuranceSelf }),
    ...(legs.insuranceOther === undefined ? {} : { insuranceOtherFen: legs.insuranceOther }),
  };
}

/** Cash that a clerk took otherwise; the trade that was to take it has paid nothing. */
function tenderOf({ counter }: Order): Schemas['CounterTender'] | undefined {
  const tender = counter?.tender;
  return tender?.state === 'taken' ? { kind: tender.kind, receipt: tender.receipt } : undefined;
}

function numbersOf(order: Order) {
  const { platformTradeNo, proof } = order;
  const insuranceTradeNo = proof?.insuranceTradeNo;
  const cashTradeNo = proof?.cashTradeNo;
  const tender = tenderOf(order);
  if (tender !== undefined) {
    return { tender, ...(insuranceTradeNo === undefined ? {} : { insuranceTradeNo }) };
  }
  return {
    ...(platformTradeNo === undefined ? {} : { platformTradeNo }),
    ...(insuranceTradeNo === undefined ? {} : { insuranceTradeNo }),
    ...(cashTradeNo === undefined ? {} : { cashTradeNo }),
  };
}

/** The body of `settle`; an order without a platform is paid when it was made. */
export function settlementBody(order: Order): Schemas['SettleRequest'] {
  return {
    patientId: order.patientId,
    billIds: order.billIds,
    payWith: order.payWith,
    ...sumsOf(order),
    channel: order.channel,
    serialNo: order.serialNo,
    ...numbersOf(order),
    paidAt: timeOf(order.proof?.paidAt ?? order.createdAt),
  };
}
