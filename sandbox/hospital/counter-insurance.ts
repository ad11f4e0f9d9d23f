/**
 * The insurance part of an order that is paid at a counter: settled at what the bills ask now, taken back,
 * barred for ever (docs/his-contract, "At the counter"). Idempotent by order number. The order of the checks
 * is the one that docs/his-contract/README.md promises.
 */

import { placeIsGone } from './appointments';
import type { Split } from '../bureau/for-hospital';
import { shifted } from '../bureau/uploads';
import { quote } from './bills';
import { takeRefusal, takeShift } from './counter-levers';
import type { CounterInsuranceRecord, SettledInsurance } from './counter-records';
import type * as wire from './counter-types';
import { HisError } from './errors';
import { fixedQuote } from './fixed-split';
import { identityDigest } from './identity';
import { isInHospital } from './in-hospital';
import { billsOfPatient, requireUnpaid } from './pre-settlement';
import type { BillRecord, PatientRecord } from './records';
import type { HospitalStore } from './store';
import { shanghaiDay, shanghaiIso } from './time';

/** @throws HisError with nothing settled, unless it is INVALID_REQUEST */
export function settle(
  store: HospitalStore,
  orderNo: string,
  request: wire.CounterSettleRequest,
): wire.CounterSettlement {
  const before = store.counterInsurance.get(orderNo);
  if (before?.kind === 'reversed') {
    throw new HisError('INSURANCE_REVERSED', 'taken back or barred under this number');
  }
  if (before !== undefined) {
    if (!sameContents(before.request, request)) {
      throw new HisError('INVALID_REQUEST', 'settled before with other contents');
    }
    return describeSettled(before);
  }
  if (store.settlements.get(orderNo)?.kind === 'cancelled') {
    throw new HisError('SETTLEMENT_CANCELLED', 'this order number was cancelled');
  }
  takeRefusal(store, 'counterSettleRefusals');
  const { patient, bills } = billsOfPatient(store, request.patientId, request.billIds);
  requireReadingOf(store, request);
  requireUnpaid(store, bills);
  requireFree(store, orderNo, bills);
  const quoted = insuredSplit(store, patient, bills);
  requireUnbarred(store, patient, request.billIds);
  requireLine(store);
  const split = shifted(quoted, takeShift(store));
  requireAgreed(request.agreed, split);
  const day = shanghaiDay(store.now()).replaceAll('-', '');
  const settled: SettledInsurance = {
    orderNo,
    settlementNo: `YB${day}${String(store.next('counter insurance')).padStart(8, '0')}`,
    settledAt: store.now(),
    request,
    split,
  };
  store.counterInsurance.put({ kind: 'settled', ...settled });
  return describeSettled(settled);
}

/** A code that was read anew is no difference; what was agreed counts where both have it. */
function sameContents(a: wire.CounterSettleRequest, b: wire.CounterSettleRequest): boolean {
  const sums = ({ agreed }: wire.CounterSettleRequest): string | undefined =>
    agreed && [agreed.totalFen, agreed.cashFen, agreed.insuranceFen].join();
  return (
    a.patientId === b.patientId &&
    [...a.billIds].sort().join() === [...b.billIds].sort().join() &&
    a.serialNo === b.serialNo &&
    (a.agreed === undefined || b.agreed === undefined || sums(a) === sums(b))
  );
}

function requireReadingOf(
  store: HospitalStore,
  { scanId, patientId }: wire.CounterSettleRequest,
): void {
  const reading = store.readings.get(scanId);
  if (reading === undefined) throw new HisError('READING_UNKNOWN', 'nothing was read under this');
  if (reading.patientId !== patientId) {
    throw new HisError('CODE_OF_OTHER_PATIENT', 'the code that was read is another patient’s');
  }
}

/** @throws HisError unless nothing else has paid them and their place is still there */
function requireFree(store: HospitalStore, orderNo: string, bills: readonly BillRecord[]): void {
  if (bills.some((bill) => placeIsGone(store, bill))) {
    throw new HisError('BILL_CANCELLED', 'the place is gone');
  }
  const billIds = bills.map(({ billId }) => billId);
  if (isHeldByOther(store, billIds, orderNo)) {
    throw new HisError('INSURANCE_SETTLED', 'insurance has paid one of these bills');
  }
}

/** What the bureau, which knows other hospitals and 2.0, has against it. @throws HisError */
function requireUnbarred(
  store: HospitalStore,
  { patientId, idType, idNo }: PatientRecord,
  billIds: readonly string[],
): void {
  if (isInHospital(store, patientId)) {
    throw new HisError('IN_HOSPITAL', 'the patient is in hospital');
  }
  const bar = store.bureau?.barTo(identityDigest(idType, idNo), billIds);
  if (bar !== undefined) throw new HisError(bar, 'the bureau does not pay this');
}

function requireLine(store: HospitalStore): void {
  if (store.levers.bureauDown) throw new HisError('BUSY', 'the line to the bureau is down');
}

/** Whether insurance stands settled at a counter for one of them, under another number. */
export function isHeldByOther(
  store: HospitalStore,
  billIds: readonly string[],
  orderNo?: string,
): boolean {
  return billIds.some((billId) => {
    const holder = store.counterInsurance.orderOf(billId);
    return holder !== undefined && holder !== orderNo;
  });
}

/** @throws HisError BILLS_NOT_COMBINABLE, INSURANCE_NOT_COVERED */
function insuredSplit(
  store: HospitalStore,
  patient: PatientRecord,
  bills: readonly BillRecord[],
): Split {
  const asked = fixedQuote(quote(bills, patient, 'insurance', store.now()));
  if (asked.mode === 'cash') {
    throw new HisError('INSURANCE_NOT_COVERED', 'insurance does not pay these bills');
  }
  const { totalFen, cashFen, fundFen, selfFen, otherFen, cashAddFen, cashReducedFen } = asked;
  return { totalFen, cashFen, fundFen, selfFen, otherFen, cashAddFen, cashReducedFen };
}

function requireAgreed(agreed: wire.CounterAgreed | undefined, split: Split): void {
  if (agreed === undefined) return;
  const same =
    agreed.totalFen === split.totalFen &&
    agreed.cashFen === split.cashFen &&
    agreed.insuranceFen === insuranceOf(split);
  if (!same) throw new HisError('AMOUNT_MISMATCH', 'it would not come to the sums agreed');
}

export function insuranceOf({ fundFen, selfFen, otherFen }: Split): number {
  return fundFen + selfFen + otherFen;
}

function describeSettled(settled: SettledInsurance): wire.CounterSettlement {
  const { orderNo, settlementNo, settledAt, split } = settled;
  return {
    status: 'settled',
    ...{ orderNo, settlementNo, settledAt: shanghaiIso(settledAt) },
    totalFen: split.totalFen,
    cashFen: split.cashFen,
    insuranceFen: insuranceOf(split),
    insuranceFundFen: split.fundFen,
    insuranceSelfFen: split.selfFen,
    insuranceOtherFen: split.otherFen,
    cashAddFen: split.cashAddFen,
    cashReducedFen: split.cashReducedFen,
  };
}

type Reversed = Extract<CounterInsuranceRecord, { kind: 'reversed' }>;

function describeReversed({ orderNo, reversedAt, refundNo }: Reversed): wire.CounterReversal {
  return {
    status: 'reversed',
    ...{ orderNo, reversedAt: shanghaiIso(reversedAt) },
    ...(refundNo === undefined ? {} : { refundNo }),
  };
}

/** Never refused. */
export function state(store: HospitalStore, orderNo: string): wire.CounterInsuranceState {
  const record = store.counterInsurance.get(orderNo);
  if (record === undefined) return { status: 'none', orderNo };
  return record.kind === 'settled' ? describeSettled(record) : describeReversed(record);
}

/**
 * Takes it back, or bars it; once the order is booked only for a refund that holds it.
 * @throws HisError with nothing changed
 */
export function reverse(
  store: HospitalStore,
  orderNo: string,
  refundNo: string | undefined,
): wire.CounterReversal {
  const before = store.counterInsurance.get(orderNo);
  if (before?.kind === 'reversed') {
    const { refundNo: of = refundNo } = before;
    if (refundNo !== undefined && of !== refundNo) {
      throw new HisError('REFUND_DIFFERS', 'reversed before for another refund');
    }
    return describeReversed(before);
  }
  requireReversible(store, orderNo, refundNo);
  takeRefusal(store, 'counterReverseRefusals');
  if (before !== undefined) requireLine(store);
  return describeReversed(putReversed(store, orderNo, before, refundNo));
}

function requireReversible(
  store: HospitalStore,
  orderNo: string,
  refundNo: string | undefined,
): void {
  if (store.settlements.get(orderNo)?.kind !== 'settled') return;
  if (refundNo === undefined) throw new HisError('ALREADY_SETTLED', 'the order is booked');
  const refund = store.refunds.get(refundNo);
  if (refund?.status !== 'held' || refund.orderNo !== orderNo) {
    throw new HisError('REFUND_NOT_HELD', 'no refund of this number holds the order');
  }
  const settled = store.counterInsurance.settled(orderNo);
  if (refund.insuranceFen !== (settled === undefined ? 0 : insuranceOf(settled.split))) {
    throw new HisError('REFUND_DIFFERS', 'the refund holds another insurance sum');
  }
}

function putReversed(
  store: HospitalStore,
  orderNo: string,
  before: SettledInsurance | undefined,
  refundNo?: string,
): Reversed {
  const reversed: Reversed = {
    kind: 'reversed',
    orderNo,
    reversedAt: store.now(),
    ...(refundNo === undefined ? {} : { refundNo }),
    ...(before === undefined ? {} : { settled: before }),
  };
  store.counterInsurance.put(reversed);
  return reversed;
}

/** On the hospital's own screen: nobody asks what it is for. @throws HisError INSURANCE_NOT_SETTLED */
export function reverseByHand(store: HospitalStore, orderNo: string): wire.CounterReversal {
  const settled = store.counterInsurance.settled(orderNo);
  if (settled === undefined) {
    throw new HisError('INSURANCE_NOT_SETTLED', 'insurance has paid nothing under this number');
  }
  return describeReversed(putReversed(store, orderNo, settled));
}
