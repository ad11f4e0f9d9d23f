/**
 * Taking a settlement back (money safety rule 9): the hospital holds what was paid for while money is
 * on its way back, and books the reversal once it is there. Idempotent by refund number. The order of
 * the checks is the one that docs/his-contract/README.md promises.
 */

import { requireDepositLeft } from './admissions';
import { HisError } from './errors';
import type { BillRecord, RefundRecord, SettledRecord } from './records';
import type { HospitalStore } from './store';
import { requireTime, shanghaiIso } from './time';
import type { ConfirmRefundRequest, HoldRefundRequest, RefundState, RefundSums } from './types';

const NOTHING: RefundSums = { cashFen: 0, insuranceFen: 0 };

/**
 * From now until it is confirmed or released nothing that the order paid for is handed out.
 * @throws HisError with nothing held
 */
export function holdRefund(
  store: HospitalStore,
  refundNo: string,
  request: HoldRefundRequest,
): RefundState {
  requireSums(store, request);
  const before = store.refunds.get(refundNo);
  if (before !== undefined) {
    requireSameContent(before, request);
    if (before.status !== 'released') return describe(before);
  }
  takeRefusal(store);
  const settled = requireSettled(store, request.orderNo);
  const bills = settled.request.billIds.flatMap((billId) => store.bills.get(billId) ?? []);
  if (bills.some((bill) => isServedBy(bill, request.orderNo))) {
    throw new HisError('SERVED', 'something that was paid for has been handed out or used');
  }
  requireWithin(settled, request, plus(settled.refunded, settled.held));
  if (isFree(settled) && (settled.refunded ?? settled.held) !== undefined) throw exceeds();
  for (const bill of bills) requireDepositLeft(store, bill, request);
  const { orderNo, cashFen, insuranceFen } = request;
  const record: RefundRecord = {
    refundNo,
    orderNo,
    status: 'held',
    cashFen,
    insuranceFen,
    since: store.now(),
  };
  store.refunds.put(record);
  store.settlements.put({ ...settled, held: plus(settled.held, request) });
  return describe(record);
}

/**
 * The money is back: books the reversal, whether or not it was held. Once everything is back, the
 * bills are unpaid again (or cancelled, or expired), and a place is free for somebody else.
 * @throws HisError with nothing booked
 */
export function confirmRefund(
  store: HospitalStore,
  refundNo: string,
  request: ConfirmRefundRequest,
): RefundState {
  requireSums(store, request);
  requireTime(request.refundedAt);
  const before = store.refunds.get(refundNo);
  if (before !== undefined) requireSameContent(before, request);
  if (before?.status === 'confirmed') {
    requireSameNumber(before.platformRefundNo, request.platformRefundNo);
    return describe(before);
  }
  const settled = requireSettled(store, request.orderNo);
  requireWithin(settled, request, settled.refunded ?? NOTHING);
  if (isFree(settled) && settled.refunded !== undefined) throw exceeds();
  if (request.insuranceFen > 0 && store.counterInsurance.settled(settled.orderNo) !== undefined) {
    throw new HisError('INSURANCE_SETTLED', 'the insurance part still stands at the bureau');
  }
  const record = confirmedRecord(store, refundNo, request);
  const refunded = plus(settled.refunded, request);
  const { held: holds, ...rest } = settled;
  const held = before?.status === 'held' ? minus(holds, request) : holds;
  store.refunds.put(record);
  store.settlements.put({ ...rest, refunded, ...(held === undefined ? {} : { held }) });
  bookRow(store, settled, record);
  const { cashFen, insuranceFen } = settled.request;
  if (refunded.cashFen === cashFen && refunded.insuranceFen === insuranceFen) {
    freeBills(store, settled);
  }
  return describe(record);
}

/** As if never asked. @throws HisError ALREADY_CONFIRMED */
export function releaseRefund(store: HospitalStore, refundNo: string): RefundState {
  const before = store.refunds.get(refundNo);
  if (before?.status === 'confirmed') {
    throw new HisError('ALREADY_CONFIRMED', 'this refund is booked');
  }
  if (before?.status !== 'held') return getRefund(store, refundNo);
  const settled = store.settlements.get(before.orderNo);
  if (settled?.kind === 'settled') {
    const { held: holds, ...rest } = settled;
    const held = minus(holds, before);
    store.settlements.put({ ...rest, ...(held === undefined ? {} : { held }) });
  }
  const released: RefundRecord = { ...before, status: 'released', since: store.now() };
  store.refunds.put(released);
  return describe(released);
}

/** Where a refund number stands; `none` for one never heard of. */
export function getRefund(store: HospitalStore, refundNo: string): RefundState {
  const record = store.refunds.get(refundNo);
  return record === undefined ? { status: 'none', refundNo } : describe(record);
}

/** Whether a refund holds back what this bill paid for. */
export function isHeld(store: HospitalStore, bill: BillRecord): boolean {
  if (bill.state.kind !== 'settled' || bill.state.orderNo === null) return false;
  const settled = store.settlements.get(bill.state.orderNo);
  if (settled?.kind !== 'settled') return false;
  const { held } = settled;
  if (held === undefined) return false;
  return isFree(settled) || held.cashFen + held.insuranceFen > 0;
}

/** Nothing was paid: what is given back is the place alone. */
function isFree({ request }: SettledRecord): boolean {
  return request.cashFen + request.insuranceFen === 0;
}

/** @throws HisError INVALID_REQUEST */
function requireSums(store: HospitalStore, { cashFen, insuranceFen, orderNo }: HoldRefundRequest) {
  if (cashFen + insuranceFen > 0) return;
  const settled = store.settlements.get(orderNo);
  if (settled?.kind === 'settled' && isFree(settled)) return;
  throw new HisError('INVALID_REQUEST', 'nothing goes back');
}

/** A released refund may be asked anew with other sums, but never for another order. */
function requireSameContent(before: RefundRecord, request: HoldRefundRequest): void {
  const sameSums =
    before.cashFen === request.cashFen && before.insuranceFen === request.insuranceFen;
  if (before.orderNo !== request.orderNo || (before.status !== 'released' && !sameSums)) {
    throw new HisError('REFUND_DIFFERS', 'asked before with other contents');
  }
}

function requireSameNumber(one: string | undefined, other: string | undefined): void {
  if (one !== undefined && other !== undefined && one !== other) {
    throw new HisError('REFUND_DIFFERS', "confirmed before with another number of the platform's");
  }
}

function takeRefusal(store: HospitalStore): void {
  const { holdRefusals, ...levers } = store.levers;
  const [code, ...left] = holdRefusals;
  if (code === undefined) return;
  store.levers = { ...levers, holdRefusals: left };
  throw new HisError(code, 'refused as the sandbox was told to');
}

function requireSettled(store: HospitalStore, orderNo: string): SettledRecord {
  const settled = store.settlements.get(orderNo);
  if (settled?.kind !== 'settled') throw new HisError('NOT_SETTLED', 'this order is not settled');
  return settled;
}

function isServedBy(bill: BillRecord, orderNo: string): boolean {
  return (
    bill.servedAt !== undefined && bill.state.kind === 'settled' && bill.state.orderNo === orderNo
  );
}

function requireWithin(settled: SettledRecord, asked: RefundSums, taken: RefundSums): void {
  const { cashFen, insuranceFen } = settled.request;
  if (
    taken.cashFen + asked.cashFen > cashFen ||
    taken.insuranceFen + asked.insuranceFen > insuranceFen
  ) {
    throw exceeds();
  }
}

const exceeds = (): HisError =>
  new HisError('EXCEEDS', 'more than was booked and is not refunded yet');

function plus(one: RefundSums = NOTHING, other: RefundSums = NOTHING): RefundSums {
  return {
    cashFen: one.cashFen + other.cashFen,
    insuranceFen: one.insuranceFen + other.insuranceFen,
  };
}

/** Undefined when nothing is left. */
function minus(one: RefundSums = NOTHING, other: RefundSums): RefundSums | undefined {
  const cashFen = one.cashFen - other.cashFen;
  const insuranceFen = one.insuranceFen - other.insuranceFen;
  return cashFen + insuranceFen === 0 ? undefined : { cashFen, insuranceFen };
}

function confirmedRecord(
  store: HospitalStore,
  refundNo: string,
  request: ConfirmRefundRequest,
): RefundRecord {
  const { orderNo, cashFen, insuranceFen, refundedAt, platformRefundNo } = request;
  return {
    refundNo,
    orderNo,
    status: 'confirmed',
    cashFen,
    insuranceFen,
    since: store.now(),
    refundedAt,
    ...(platformRefundNo === undefined ? {} : { platformRefundNo }),
  };
}

function bookRow(store: HospitalStore, settled: SettledRecord, record: RefundRecord): void {
  const { refundNo, orderNo, cashFen, insuranceFen, platformRefundNo } = record;
  const { patientId, billIds } = settled.request;
  const now = shanghaiIso(store.now());
  store.ledger.add({
    kind: 'refund',
    source: 'order',
    refundNo,
    orderNo,
    settlementNo: settled.settlementNo,
    patientId,
    billIds,
    totalFen: cashFen + insuranceFen,
    cashFen,
    insuranceFen,
    ...(platformRefundNo === undefined ? {} : { platformRefundNo }),
    refundedAt: record.refundedAt ?? now,
    confirmedAt: now,
  });
}

function freeBills(store: HospitalStore, settled: SettledRecord): void {
  for (const billId of settled.request.billIds) {
    const bill = store.bills.get(billId);
    if (bill?.state.kind !== 'settled' || bill.state.orderNo !== settled.orderNo) continue;
    // A place and a deposit are given back with the money: nothing is left to be paid again.
    const over = bill.state.withdrawn === true || bill.subject !== undefined;
    const kind = over ? 'cancelled' : 'unpaid';
    store.bills.put({ ...bill, state: { kind } });
  }
}

function describe(record: RefundRecord): RefundState {
  const { status, refundNo, orderNo, cashFen, insuranceFen, refundedAt, platformRefundNo } = record;
  return {
    status,
    refundNo,
    orderNo,
    cashFen,
    insuranceFen,
    since: shanghaiIso(record.since),
    ...(refundedAt === undefined ? {} : { refundedAt }),
    ...(platformRefundNo === undefined ? {} : { platformRefundNo }),
  };
}
