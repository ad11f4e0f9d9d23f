/**
 * What is to be paid, and the fields that the insurance platform's order needs from the hospital
 * (interface document v2.4 §3.3: serial_no, bill_no, org_no, request_content). Binds nobody.
 */

import { cashQuote, quote, requireBill, statusOf, type Quote } from './bills';
import { HisError, type HisErrorCode } from './errors';
import { fixedQuote } from './fixed-split';
import { isInHospital } from './in-hospital';
import { requirePatient } from './patients';
import type { BillRecord, PatientRecord } from './records';
import type { HospitalStore } from './store';
import { HOUR_MS, MINUTE_MS, shanghaiDay, shanghaiIso } from './time';
import type {
  BillStatus,
  InsuranceExclusion,
  PreSettlement,
  PreSettleRequest,
  RequestContent,
  Session,
} from './types';

const PRE_SETTLEMENT_LIFE_MS = 30 * MINUTE_MS;
const SESSION_LIFE_MS = 24 * HOUR_MS;

const REFUSAL_OF: Record<Exclude<BillStatus, 'unpaid'>, HisErrorCode> = {
  settled: 'BILL_SETTLED',
  cancelled: 'BILL_CANCELLED',
  expired: 'BILL_EXPIRED',
};

/** A fresh session at the bureau. Refunds and payments open the same kind. */
export function openSession(store: HospitalStore): Session {
  return {
    requestContent: freshRequestContent(store),
    expiresAt: shanghaiIso(store.now() + SESSION_LIFE_MS),
  };
}

function freshRequestContent(store: HospitalStore): RequestContent {
  return {
    session_id: store.uuid(),
    operatorNo: 'sys',
    operatorName: '系统管理员',
    batchNo: '1',
  };
}

/** The patient and the bills, which exist and are the patient's. @throws HisError */
export function billsOfPatient(
  store: HospitalStore,
  patientId: string,
  billIds: readonly string[],
): { readonly patient: PatientRecord; readonly bills: readonly BillRecord[] } {
  const patient = requirePatient(store, patientId);
  const bills = billIds.map((billId) => requireBill(store, billId));
  for (const bill of bills) {
    if (bill.patientId !== patientId) {
      throw new HisError('BILL_OF_OTHER_PATIENT', `bill ${bill.billId} is another patient's`);
    }
  }
  return { patient, bills };
}

/** @throws HisError unless they can be paid now */
export function requireUnpaid(store: HospitalStore, bills: readonly BillRecord[]): void {
  for (const bill of bills) {
    const status = statusOf(bill, store.now());
    if (status !== 'unpaid') {
      throw new HisError(REFUSAL_OF[status], `bill ${bill.billId} is ${status}`);
    }
  }
}

/** @throws HisError PATIENT_NOT_FOUND, BILL_… */
export function preSettle(
  store: HospitalStore,
  orgNo: string,
  request: PreSettleRequest,
): PreSettlement {
  const now = store.now();
  const { patient, bills } = billsOfPatient(store, request.patientId, request.billIds);
  requireUnpaid(store, bills);
  const quoted = quote(bills, patient, request.payWith, now);
  const asked = request.at === 'counter' ? fixedQuote(quoted) : quoted;
  const bar = asked.mode === 'cash' ? undefined : insuranceBar(store, patient);
  const answer = bar === undefined ? asked : cashQuote(asked, bar);
  const expiresAt = Math.min(now + PRE_SETTLEMENT_LIFE_MS, ...bills.map((bill) => bill.expiresAt));
  return describe(store, orgNo, answer, expiresAt);
}

/** What stands against insurance today, whatever the bills are. */
function insuranceBar(
  store: HospitalStore,
  { patientId }: PatientRecord,
): InsuranceExclusion | undefined {
  if (isInHospital(store, patientId)) return 'IN_HOSPITAL';
  return store.levers.bureauDown ? 'BUREAU_UNAVAILABLE' : undefined;
}

function describe(
  store: HospitalStore,
  orgNo: string,
  asked: Quote,
  expiresAt: number,
): PreSettlement {
  const now = store.now();
  const day = shanghaiDay(now).replaceAll('-', '');
  const common = {
    serialNo: `S${day}${String(store.next('serial')).padStart(7, '0')}`,
    orgNo,
    totalFen: asked.totalFen,
    cashAddFen: asked.cashAddFen,
    ...(asked.cashAddWording === null ? {} : { cashAddWording: asked.cashAddWording }),
    cashReducedFen: asked.cashReducedFen,
    issuedAt: shanghaiIso(now),
    expiresAt: shanghaiIso(expiresAt),
  };
  switch (asked.mode) {
    case 'cash':
      return {
        ...common,
        mode: 'cash',
        cashFen: asked.cashFen,
        insuranceFen: 0,
        ...(asked.exclusion === undefined
          ? {}
          : { insuranceUnavailable: { code: asked.exclusion } }),
      };
    case 'offline': {
      const { fundFen, selfFen, otherFen } = asked;
      store.preSettled(common.serialNo, { fundFen, selfFen, otherFen });
      return {
        ...common,
        mode: 'offline',
        cashFen: asked.cashFen,
        insuranceFen: fundFen + selfFen + otherFen,
        insuranceFundFen: fundFen,
        insuranceSelfFen: selfFen,
        ...(otherFen === 0 ? {} : { insuranceOtherFen: otherFen }),
        billNo: asked.registrationNo,
        requestContent: freshRequestContent(store),
      };
    }
    case 'online':
      return {
        ...common,
        mode: 'online',
        ...(asked.estimate ?? {}),
        billNo: asked.registrationNo,
        requestContent: freshRequestContent(store),
      };
  }
}
