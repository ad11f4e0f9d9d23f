/**
 * Booking what was paid (money safety rule 8): settle is idempotent by order number, a cancellation
 * leaves a tombstone that makes a late settle fail, and the hospital can always be asked. The order
 * of the checks is the one that docs/his-contract/README.md promises.
 */

import { placeIsGone, withNumber } from './appointments';
import { quote, totalOf, type Quote } from './bills';
import { insuredAtCounter } from './counter-booking';
import { isHeldByOther } from './counter-insurance';
import { HisError, type HisErrorCode } from './errors';
import { billsOfPatient } from './pre-settlement';
import type { BillRecord, BookedSettlement, SettledRecord } from './records';
import type { HospitalStore } from './store';
import { MINUTE_MS, requireTime, shanghaiDay, shanghaiIso } from './time';
import type {
  Amounts,
  CancelSettlementResponse,
  SettlementState,
  SettleRequest,
  SettleResponse,
} from './types';

/** How long after a bill's end a payment may have been made and still count. */
const EXPIRY_GRACE_MS = 30 * MINUTE_MS;

/**
 * Books the bills as paid by `orderNo`, all or none.
 * @throws HisError with nothing booked
 */
export function settle(
  store: HospitalStore,
  orderNo: string,
  request: SettleRequest,
): SettleResponse {
  requireConsistent(request);
  const before = store.settlements.get(orderNo);
  if (before?.kind === 'cancelled') {
    throw new HisError('SETTLEMENT_CANCELLED', 'this order number was cancelled');
  }
  if (before?.kind === 'settled') {
    if (!sameContent(before.request, request)) {
      throw new HisError('SETTLEMENT_DIFFERS', 'settled before with other contents');
    }
    return describeSettled(before);
  }
  try {
    return describeSettled(book(store, orderNo, request));
  } catch (error) {
    if (error instanceof HisError) {
      store.settlements.put({ kind: 'refused', orderNo, billIds: request.billIds });
    }
    throw error;
  }
}

/** @throws HisError INVALID_REQUEST if the request contradicts itself */
function requireConsistent(request: SettleRequest): void {
  requireTime(request.paidAt);
  const paid = request.cashFen + request.insuranceFen;
  const parts =
    (request.insuranceFundFen ?? 0) +
    (request.insuranceSelfFen ?? 0) +
    (request.insuranceOtherFen ?? 0);
  const { channel, tender } = request;
  const fault =
    paid + request.cashReducedFen > request.totalFen
      ? 'cash, insurance and reduction exceed the total'
      : parts > request.insuranceFen
        ? 'the parts of the insurance exceed it'
        : request.payWith === 'cash' && request.insuranceFen > 0
          ? 'paid with cash, yet insurance has a share'
          : channel === 'none' && paid > 0
            ? 'channel none, yet something was paid'
            : tender !== undefined && (channel !== 'onecode' || request.cashFen === 0)
              ? 'a tender is for the cash of a counter'
              : channel !== 'none' && (request.platformTradeNo ?? tender) === undefined
                ? `channel ${channel} needs platformTradeNo`
                : undefined;
  if (fault !== undefined) throw new HisError('INVALID_REQUEST', fault);
}

function sameContent(a: SettleRequest, b: SettleRequest): boolean {
  const agree = <T>(one: T | undefined, other: T | undefined): boolean =>
    one === undefined || other === undefined || one === other;
  return (
    a.patientId === b.patientId &&
    [...a.billIds].sort().join() === [...b.billIds].sort().join() &&
    a.payWith === b.payWith &&
    a.channel === b.channel &&
    a.totalFen === b.totalFen &&
    a.cashFen === b.cashFen &&
    a.insuranceFen === b.insuranceFen &&
    a.cashAddFen === b.cashAddFen &&
    a.cashReducedFen === b.cashReducedFen &&
    agree(a.insuranceFundFen, b.insuranceFundFen) &&
    agree(a.insuranceSelfFen, b.insuranceSelfFen) &&
    agree(a.insuranceOtherFen, b.insuranceOtherFen) &&
    agree(a.platformTradeNo, b.platformTradeNo) &&
    agree(a.tender?.kind, b.tender?.kind) &&
    agree(a.tender?.receipt, b.tender?.receipt)
  );
}

function book(store: HospitalStore, orderNo: string, request: SettleRequest): SettledRecord {
  takeRefusal(store);
  const { patient, bills } = billsOfPatient(store, request.patientId, request.billIds);
  const paidAt = Date.parse(request.paidAt);
  for (const bill of bills) requirePayable(store, bill, { orderNo, paidAt });
  const asked = askedOf(store, orderNo, request, quote(bills, patient, request.payWith, paidAt));
  if (!amountsAgree(bills, asked, request)) {
    throw new HisError('BILL_CHANGED', 'the amounts are not what the bills ask now');
  }
  const now = store.now();
  const settlementNo = nextSettlementNo(store);
  const paid = bills.map((bill) => withNumber(store, bill));
  const pickup = [...new Set(paid.map((bill) => bill.pickup))].join('；');
  const record: SettledRecord = {
    kind: 'settled',
    orderNo,
    settlementNo,
    settledAt: now,
    pickup,
    request,
  };
  for (const bill of paid) {
    store.bills.put({ ...bill, state: { kind: 'settled', settlementNo, orderNo } });
  }
  store.settlements.put(record);
  store.ledger.add(bookedRowOf(record));
  return record;
}

function bookedRowOf(record: SettledRecord): BookedSettlement {
  const { request } = record;
  const { platformTradeNo, insuranceTradeNo, cashTradeNo, tender } = request;
  return {
    kind: 'settlement',
    settlementNo: record.settlementNo,
    source: 'order',
    orderNo: record.orderNo,
    patientId: request.patientId,
    billIds: request.billIds,
    payWith: request.payWith,
    ...amountsOf(request),
    channel: request.channel,
    ...(tender === undefined ? {} : { tender }),
    ...(platformTradeNo === undefined ? {} : { platformTradeNo }),
    ...(insuranceTradeNo === undefined ? {} : { insuranceTradeNo }),
    ...(cashTradeNo === undefined ? {} : { cashTradeNo }),
    paidAt: request.paidAt,
    settledAt: shanghaiIso(record.settledAt),
  };
}

export function nextSettlementNo(store: HospitalStore): string {
  const day = shanghaiDay(store.now()).replaceAll('-', '');
  return `J${day}${String(store.next('settlement')).padStart(6, '0')}`;
}

function takeRefusal(store: HospitalStore): void {
  const { refusals, ...levers } = store.levers;
  const [code, ...left] = refusals;
  if (code === undefined) return;
  store.levers = { ...levers, refusals: left };
  throw new HisError(code, 'refused as the sandbox was told to');
}

function requirePayable(
  store: HospitalStore,
  bill: BillRecord,
  { orderNo, paidAt }: { readonly orderNo: string; readonly paidAt: number },
): void {
  const refuse = (code: HisErrorCode): never => {
    throw new HisError(code, `bill ${bill.billId} cannot be settled`);
  };
  const insuredUnder = store.counterInsurance.orderOf(bill.billId);
  if (bill.state.kind === 'settled' || (insuredUnder ?? orderNo) !== orderNo) {
    refuse('BILL_SETTLED_ELSEWHERE');
  }
  if (bill.state.kind === 'cancelled' || placeIsGone(store, bill)) refuse('BILL_CANCELLED');
  // Insurance has paid it in time, whatever became of the cash.
  if (insuredUnder === orderNo) return;
  if (paidAt > bill.expiresAt + EXPIRY_GRACE_MS) refuse('BILL_EXPIRED');
}

/** In 2.0 the bureau's price binds, which may differ from what the hospital reckons; so it does here. */
function askedOf(
  store: HospitalStore,
  orderNo: string,
  request: SettleRequest,
  quoted: Quote,
): Quote {
  const { channel, payWith } = request;
  const priced =
    channel === 'onecode'
      ? insuredAtCounter(store, orderNo, request)
      : channel === 'medins' && payWith === 'insurance'
        ? store.bureau?.priced(orderNo)
        : undefined;
  if (priced === undefined) return quoted;
  const { cashFen, fundFen, selfFen, otherFen } = priced;
  return { ...quoted, mode: 'offline', cashFen, fundFen, selfFen, otherFen };
}

function amountsAgree(bills: readonly BillRecord[], asked: Quote, paid: SettleRequest): boolean {
  const totalFen = bills.reduce((total, bill) => total + totalOf(bill), 0);
  if (
    paid.totalFen !== totalFen ||
    paid.cashAddFen !== asked.cashAddFen ||
    paid.cashReducedFen !== asked.cashReducedFen
  ) {
    return false;
  }
  switch (asked.mode) {
    case 'online':
      return true;
    case 'cash':
      return paid.payWith === 'cash' && paid.cashFen === asked.cashFen;
    case 'offline':
      return (
        paid.cashFen === asked.cashFen &&
        paid.insuranceFen === asked.fundFen + asked.selfFen + asked.otherFen &&
        (paid.insuranceFundFen ?? asked.fundFen) === asked.fundFen &&
        (paid.insuranceSelfFen ?? asked.selfFen) === asked.selfFen &&
        (paid.insuranceOtherFen ?? asked.otherFen) === asked.otherFen
      );
  }
}

function describeSettled(record: SettledRecord): SettleResponse {
  return {
    status: 'settled',
    orderNo: record.orderNo,
    settlementNo: record.settlementNo,
    settledAt: shanghaiIso(record.settledAt),
    pickup: record.pickup,
  };
}

/** Where an order number stands. `billIds` are asked about if settle never arrived. */
export function querySettlement(
  store: HospitalStore,
  orderNo: string,
  billIds: readonly string[],
): SettlementState {
  const record = store.settlements.get(orderNo);
  if (record?.kind === 'settled') {
    const { patientId, billIds: settledBillIds, payWith } = record.request;
    return {
      ...describeSettled(record),
      patientId,
      billIds: settledBillIds,
      payWith,
      ...amountsOf(record.request),
      ...refundedOf(record),
    };
  }
  if (record?.kind === 'cancelled') {
    return { status: 'cancelled', orderNo, cancelledAt: shanghaiIso(record.cancelledAt) };
  }
  const asked = [...billIds, ...(record?.billIds ?? [])];
  const elsewhere =
    isHeldByOther(store, asked, orderNo) ||
    asked.some((billId) => store.bills.get(billId)?.state.kind === 'settled');
  return { status: elsewhere ? 'settled-elsewhere' : 'not-settled', orderNo };
}

function refundedOf({ refunded }: SettledRecord): Partial<SettlementState> {
  if (refunded === undefined) return {};
  return { refundedCashFen: refunded.cashFen, refundedInsuranceFen: refunded.insuranceFen };
}

function amountsOf(amounts: Amounts): Amounts {
  const { insuranceFundFen, insuranceSelfFen, insuranceOtherFen } = amounts;
  return {
    totalFen: amounts.totalFen,
    cashFen: amounts.cashFen,
    insuranceFen: amounts.insuranceFen,
    cashAddFen: amounts.cashAddFen,
    cashReducedFen: amounts.cashReducedFen,
    ...(insuranceFundFen === undefined ? {} : { insuranceFundFen }),
    ...(insuranceSelfFen === undefined ? {} : { insuranceSelfFen }),
    ...(insuranceOtherFen === undefined ? {} : { insuranceOtherFen }),
  };
}

/** Leaves a tombstone, also for a number never heard of. @throws HisError ALREADY_SETTLED */
export function cancelSettlement(store: HospitalStore, orderNo: string): CancelSettlementResponse {
  const record = store.settlements.get(orderNo);
  if (record?.kind === 'settled') {
    throw new HisError('ALREADY_SETTLED', 'this order number is settled');
  }
  const cancelledAt = record?.kind === 'cancelled' ? record.cancelledAt : store.now();
  store.settlements.put({ kind: 'cancelled', orderNo, cancelledAt });
  return { status: 'cancelled', orderNo, cancelledAt: shanghaiIso(cancelledAt) };
}
