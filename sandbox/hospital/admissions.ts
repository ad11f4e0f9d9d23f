/**
 * Stays in hospital: money is paid in at the desk and topped up here; what is left after discharge goes
 * back across the top-ups, the newest first (docs/his-contract, "Deposits"). Sums are reckoned from
 * bills and settlements at every call, so that they stay right while refunds are held or confirmed.
 */

import { getBill, requireBill, totalOf } from './bills';
import { HisError } from './errors';
import { requirePatient } from './patients';
import type { BillRecord, SettledRecord } from './records';
import type { HospitalStore } from './store';
import { DAY_MS, shanghaiIso } from './time';
import type { Bill, RefundSums } from './types';
import { visitBill } from './visit-bills';
import type { AdmissionRecord } from './visit-records';
import type { Admission, TopUpRequest } from './visit-types';

const MIN_TOP_UP_FEN = 10_000;
const MAX_TOP_UP_FEN = 2_000_000;

/** What was paid in for a stay, in fen. */
interface TopUp {
  readonly orderNo: string;
  readonly at: number;
  readonly paidFen: number;
  readonly heldFen: number;
  readonly refundedFen: number;
}

const cashOf = (sums: RefundSums | undefined): number => sums?.cashFen ?? 0;

function depositBills(store: HospitalStore, stay: AdmissionRecord): readonly BillRecord[] {
  return store.bills
    .ofPatient(stay.patientId)
    .filter(
      ({ subject }) => subject?.kind === 'deposit' && subject.admissionId === stay.admissionId,
    );
}

function settledBy(store: HospitalStore, bill: BillRecord): SettledRecord | undefined {
  if (bill.state.kind !== 'settled' || bill.state.orderNo === null) return undefined;
  const settled = store.settlements.get(bill.state.orderNo);
  return settled?.kind === 'settled' ? settled : undefined;
}

/** Newest first. */
function topUpsOf(store: HospitalStore, stay: AdmissionRecord): readonly TopUp[] {
  return depositBills(store, stay)
    .flatMap((bill) => settledBy(store, bill) ?? [])
    .map(({ orderNo, settledAt, request, held, refunded }, index) => ({
      orderNo,
      at: settledAt,
      index,
      paidFen: request.cashFen,
      heldFen: cashOf(held),
      refundedFen: cashOf(refunded),
    }))
    .sort((a, b) => b.at - a.at || b.index - a.index);
}

export function paidInFen(store: HospitalStore, stay: AdmissionRecord): number {
  const atWindow = depositBills(store, stay)
    .filter(({ state }) => state.kind === 'settled' && state.orderNo === null)
    .reduce((sum, bill) => sum + totalOf(bill), 0);
  return topUpsOf(store, stay).reduce(
    (sum, one) => sum + one.paidFen - one.refundedFen,
    stay.paidAtDeskFen + atWindow,
  );
}

/** What each top-up may give back now: no more than it brought, all together what is left. */
function refundableOf(store: HospitalStore, stay: AdmissionRecord): Admission['refundable'] {
  if (stay.dischargedAt === null) return [];
  const topUps = topUpsOf(store, stay);
  const heldFen = topUps.reduce((sum, one) => sum + one.heldFen, 0);
  let left = paidInFen(store, stay) - stay.spentFen - heldFen;
  return topUps.flatMap((one) => {
    const amountFen = Math.min(left, one.paidFen - one.refundedFen - one.heldFen);
    if (amountFen <= 0) return [];
    left -= amountFen;
    return [{ orderNo: one.orderNo, amountFen }];
  });
}

/** As the contract shows it. */
export function admissionView(store: HospitalStore, stay: AdmissionRecord): Admission {
  const { admissionId, patientId, ward, bed, admittedAt, dischargedAt, spentFen } = stay;
  return {
    admissionId,
    patientId,
    ward,
    bed,
    admittedAt: shanghaiIso(admittedAt),
    ...(dischargedAt === null ? {} : { dischargedAt: shanghaiIso(dischargedAt) }),
    paidInFen: paidInFen(store, stay),
    spentFen,
    minTopUpFen: MIN_TOP_UP_FEN,
    maxTopUpFen: MAX_TOP_UP_FEN,
    refundable: refundableOf(store, stay),
  };
}

/** The stay that goes on, or the last one while something of it is to go back. @throws HisError */
export function getAdmission(
  store: HospitalStore,
  patientId: string,
): { readonly admission?: Admission } {
  requirePatient(store, patientId);
  const stay = store.admissions.ofPatient(patientId).at(-1);
  if (stay === undefined) return {};
  const admission = admissionView(store, stay);
  const goesBack =
    admission.refundable.length > 0 || topUpsOf(store, stay).some((one) => one.heldFen > 0);
  return stay.dischargedAt === null || goesBack ? { admission } : {};
}

/** @throws HisError PATIENT_NOT_FOUND, NOT_IN_HOSPITAL, TOP_UP_AMOUNT, REQUEST_ID_REUSED */
export function openTopUp(store: HospitalStore, admissionId: string, request: TopUpRequest): Bill {
  const { requestId, patientId, amountFen } = request;
  const before = store.topUps.get(requestId);
  if (before !== undefined) {
    const same =
      before.admissionId === admissionId &&
      before.patientId === patientId &&
      before.amountFen === amountFen;
    if (!same) throw new HisError('REQUEST_ID_REUSED', 'requestId was used for another top-up');
    return getBill(store, before.billId);
  }
  requirePatient(store, patientId);
  const stay = store.admissions.get(admissionId);
  if (stay?.patientId !== patientId || stay.dischargedAt !== null) {
    throw new HisError('NOT_IN_HOSPITAL', 'not in hospital under this admission');
  }
  if (amountFen < MIN_TOP_UP_FEN || amountFen > MAX_TOP_UP_FEN) {
    throw new HisError('TOP_UP_AMOUNT', 'less or more than one top-up may be');
  }
  const now = store.now();
  const bill = visitBill(store, {
    patientId,
    subject: { kind: 'deposit', admissionId },
    visitType: 'inpatient',
    visitAt: stay.admittedAt,
    expiresAt: now + DAY_MS,
    title: '住院预交金',
    department: stay.ward,
    doctor: '住院收费处',
    item: { name: '住院预交金', category: '预交金' },
    amountFen,
    pickup: `预交金已存入，住院号 ${admissionId}`,
  });
  store.bills.put(bill);
  store.topUps.put({ requestId, admissionId, patientId, amountFen, billId: bill.billId });
  return getBill(store, bill.billId);
}

/**
 * A deposit goes back after discharge only, and no more than is left of it.
 * @throws HisError HOSPITAL_REFUSED, EXCEEDS
 */
export function requireDepositLeft(
  store: HospitalStore,
  bill: BillRecord,
  asked: RefundSums,
): void {
  if (bill.subject?.kind !== 'deposit') return;
  const stay = requireAdmission(store, bill.subject.admissionId);
  if (stay.dischargedAt === null) {
    throw new HisError('HOSPITAL_REFUSED', 'a deposit goes back after discharge');
  }
  const orderNo = settledBy(store, bill)?.orderNo;
  const entry = refundableOf(store, stay).find((one) => one.orderNo === orderNo);
  if (asked.cashFen > (entry?.amountFen ?? 0)) {
    throw new HisError('EXCEEDS', 'more than is left of this deposit');
  }
}

/** @throws HisError NOT_IN_HOSPITAL */
export function requireAdmission(store: HospitalStore, admissionId: string): AdmissionRecord {
  const stay = store.admissions.get(admissionId);
  if (stay === undefined) throw new HisError('NOT_IN_HOSPITAL', 'no such admission');
  return stay;
}

/** Somebody comes to stay. */
export function admit(
  store: HospitalStore,
  plan: Pick<AdmissionRecord, 'patientId' | 'ward' | 'bed' | 'paidAtDeskFen' | 'spentFen'> & {
    readonly daysAgo: number;
  },
): AdmissionRecord {
  const { daysAgo, ...rest } = plan;
  const record: AdmissionRecord = {
    ...rest,
    admissionId: `Z${String(store.next('admission')).padStart(8, '0')}`,
    admittedAt: store.now() - daysAgo * DAY_MS,
    dischargedAt: null,
  };
  store.admissions.put(record);
  return record;
}

/** The stay is reckoned up at `spentFen`; bills for topping it up are withdrawn. @throws HisError */
export function discharge(
  store: HospitalStore,
  admissionId: string,
  spentFen: number,
): AdmissionRecord {
  const stay = requireAdmission(store, admissionId);
  if (stay.dischargedAt !== null) throw new HisError('NOT_IN_HOSPITAL', 'discharged already');
  const paid = paidInFen(store, stay);
  if (!Number.isSafeInteger(spentFen) || spentFen < 0 || spentFen > paid) {
    throw new RangeError(`spentFen is whole fen, at most what was paid in: ${paid}`);
  }
  const discharged: AdmissionRecord = { ...stay, spentFen, dischargedAt: store.now() };
  store.admissions.put(discharged);
  for (const { billId } of depositBills(store, stay)) {
    const bill = requireBill(store, billId);
    if (bill.state.kind === 'unpaid') store.bills.put({ ...bill, state: { kind: 'cancelled' } });
  }
  return discharged;
}
