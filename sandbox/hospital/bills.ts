/**
 * Bills and what is to be paid for them. `quote` is the one place that knows the split: the
 * pre-settlement shows it and the settlement is held against it. Rules: interface document v2.4 §3.3
 * (cash_fee with the added and without the reduced part; total_fee may exceed cash + insurance).
 */

import { HisError } from './errors';
import { isInHospital } from './in-hospital';
import { requirePatient } from './patients';
import type { BillRecord, OnlineTerms, PatientRecord } from './records';
import type { HospitalStore } from './store';
import { shanghaiDay, shanghaiIso } from './time';
import type { Bill, BillKind, BillStatus, InsuranceExclusion, PayWith, VisitType } from './types';

export function totalOf(bill: BillRecord): number {
  return bill.items.reduce((total, item) => total + item.amountFen, 0);
}

export function statusOf(bill: BillRecord, now: number): BillStatus {
  if (bill.state.kind !== 'unpaid') return bill.state.kind;
  return now >= bill.expiresAt ? 'expired' : 'unpaid';
}

export const kindOf = (bill: BillRecord): BillKind => bill.subject?.kind ?? 'clinic';

/**
 * Why insurance cannot pay a visit of that type which begins at `visitAt` when it is paid at `at`: it
 * pays for general outpatient visits of the same day (access guide V1.4, questions of cities).
 */
export function exclusionOfVisit(
  visitType: VisitType,
  visitAt: number,
  at: number,
): InsuranceExclusion | undefined {
  if (visitType !== 'general-outpatient') return 'VISIT_TYPE';
  return shanghaiDay(visitAt) === shanghaiDay(at) ? undefined : 'NOT_TODAY';
}

/** Why insurance cannot pay this bill of this patient at `at`; undefined if it can. */
function exclusionOf(
  bill: BillRecord,
  patient: PatientRecord,
  at: number,
): InsuranceExclusion | undefined {
  if (bill.exclusion !== null) return bill.exclusion;
  const ofVisit =
    bill.subject?.kind === 'registration'
      ? exclusionOfVisit(bill.visitType, bill.visitAt, at)
      : undefined;
  if (ofVisit !== undefined) return ofVisit;
  if (patient.idType !== 1) return 'ID_TYPE';
  if (!patient.insured) return 'PATIENT_NOT_INSURED';
  return bill.terms === null ? 'NOT_COVERED' : undefined;
}

/**
 * The same before anything is paid, when it also counts that the patient is in hospital: what is paid was
 * the bureau's to judge.
 */
export function exclusionNow(
  store: HospitalStore,
  bill: BillRecord,
): InsuranceExclusion | undefined {
  const { patientId } = bill;
  const ofBill = exclusionOf(bill, requirePatient(store, patientId), store.now());
  return ofBill ?? (isInHospital(store, patientId) ? 'IN_HOSPITAL' : undefined);
}

function viewOf(store: HospitalStore, bill: BillRecord): Bill {
  const exclusion = exclusionNow(store, bill);
  const { billId, patientId, visitId, visitType, title, department, doctor, items } = bill;
  const { subject } = bill;
  return {
    billId,
    kind: kindOf(bill),
    patientId,
    visitId,
    visitType,
    visitAt: shanghaiIso(bill.visitAt),
    ...(subject?.kind === 'registration' ? { appointmentId: subject.appointmentId } : {}),
    ...(subject?.kind === 'deposit' ? { admissionId: subject.admissionId } : {}),
    title,
    department,
    doctor,
    issuedAt: shanghaiIso(bill.issuedAt),
    expiresAt: shanghaiIso(bill.expiresAt),
    status: statusOf(bill, store.now()),
    totalFen: totalOf(bill),
    insurable: exclusion === undefined,
    ...(exclusion === undefined ? {} : { insuranceExclusion: exclusion }),
    items,
  };
}

/** @throws HisError BILL_NOT_FOUND */
export function requireBill(store: HospitalStore, billId: string): BillRecord {
  const bill = store.bills.get(billId);
  if (bill === undefined) throw new HisError('BILL_NOT_FOUND', 'no such bill');
  return bill;
}

/** @throws HisError BILL_NOT_FOUND */
export function getBill(store: HospitalStore, billId: string): Bill {
  return viewOf(store, requireBill(store, billId));
}

/** What doctors ordered, newest first. @throws HisError PATIENT_NOT_FOUND */
export function listBills(
  store: HospitalStore,
  patientId: string,
  status: BillStatus,
): readonly Bill[] {
  requirePatient(store, patientId);
  const now = store.now();
  return store.bills
    .ofPatient(patientId)
    .filter((bill) => bill.subject === undefined && statusOf(bill, now) === status)
    .sort((a, b) => b.issuedAt - a.issuedAt || b.billId.localeCompare(a.billId))
    .map((bill) => viewOf(store, bill));
}

interface QuoteCommon {
  readonly totalFen: number;
  readonly cashAddFen: number;
  readonly cashAddWording: string | null;
  readonly cashReducedFen: number;
  readonly registrationNo: string;
}

export interface OfflineQuote extends QuoteCommon {
  readonly mode: 'offline';
  readonly cashFen: number;
  readonly fundFen: number;
  readonly selfFen: number;
  readonly otherFen: number;
}

export interface OnlineQuote extends QuoteCommon {
  readonly mode: 'online';
  readonly estimate: OnlineTerms['estimate'];
}

export interface CashQuote extends QuoteCommon {
  readonly mode: 'cash';
  readonly cashFen: number;
  /** Why insurance, which was asked for, cannot pay. */
  readonly exclusion?: InsuranceExclusion;
}

export type Quote = OfflineQuote | OnlineQuote | CashQuote;

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/**
 * What these bills (at least one, all of `patient`) ask when they are paid at `at` (ms).
 * @throws HisError BILLS_NOT_COMBINABLE
 */
export function quote(
  bills: readonly BillRecord[],
  patient: PatientRecord,
  payWith: PayWith,
  at: number,
): Quote {
  if (bills.length > 1 && bills.some((bill) => bill.subject !== undefined)) {
    throw new HisError('BILLS_NOT_COMBINABLE', 'a registration or a deposit is paid by itself');
  }
  const wordings = bills.flatMap((bill) => bill.cashAddWording ?? []);
  const common: QuoteCommon = {
    totalFen: sum(bills.map(totalOf)),
    cashAddFen: sum(bills.map((bill) => bill.cashAddFen)),
    cashAddWording: wordings.length === 0 ? null : [...new Set(wordings)].join('、').slice(0, 16),
    cashReducedFen: sum(bills.map((bill) => bill.cashReducedFen)),
    registrationNo: bills[0]?.registrationNo ?? '',
  };
  if (payWith === 'cash') return cashQuote(common);
  if (new Set(bills.map((bill) => bill.visitId)).size > 1) {
    throw new HisError('BILLS_NOT_COMBINABLE', 'insurance pays bills of one visit together');
  }
  const exclusions = bills.flatMap((bill) => exclusionOf(bill, patient, at) ?? []);
  if (exclusions.length > 0 && exclusions.length < bills.length) {
    throw new HisError('BILLS_NOT_COMBINABLE', 'insurance pays only some of these bills');
  }
  const [exclusion] = exclusions;
  return exclusion === undefined ? insuranceQuote(bills, common) : cashQuote(common, exclusion);
}

/** Self pay of the same bills; `exclusion` says why, if insurance had been asked for. */
export function cashQuote(common: QuoteCommon, exclusion?: InsuranceExclusion): CashQuote {
  const { totalFen, cashAddFen, cashAddWording, cashReducedFen, registrationNo } = common;
  return {
    mode: 'cash',
    totalFen,
    cashFen: totalFen - cashReducedFen,
    cashAddFen,
    cashAddWording,
    cashReducedFen,
    registrationNo,
    ...(exclusion === undefined ? {} : { exclusion }),
  };
}

function insuranceQuote(bills: readonly BillRecord[], common: QuoteCommon): Quote {
  const terms = bills.flatMap((bill) => bill.terms ?? []);
  const offline = terms.flatMap((one) => (one.mode === 'offline' ? [one] : []));
  if (offline.length === terms.length) {
    const fundFen = sum(offline.map((one) => one.fundFen));
    const selfFen = sum(offline.map((one) => one.selfFen));
    const otherFen = sum(offline.map((one) => one.otherFen));
    const discountFen = sum(offline.map((one) => one.discountFen));
    const insuranceFen = fundFen + selfFen + otherFen;
    const cashFen = common.totalFen - insuranceFen - discountFen - common.cashReducedFen;
    return { ...common, mode: 'offline', cashFen, fundFen, selfFen, otherFen };
  }
  if (offline.length > 0) {
    throw new HisError('BILLS_NOT_COMBINABLE', 'these bills are pre-settled in different ways');
  }
  const estimates = terms.flatMap((one) => (one.mode === 'online' ? (one.estimate ?? []) : []));
  const estimate =
    estimates.length < terms.length
      ? null
      : {
          cashFen: sum(estimates.map((one) => one.cashFen)),
          insuranceFen: sum(estimates.map((one) => one.insuranceFen)),
        };
  return { ...common, mode: 'online', estimate };
}
