/**
 * Things found by what is printed on them: a prescription's code, a hospital card, an order's
 * electronic invoice (docs/his-contract, "Codes, cards, invoices"). Invoices are fictitious and say so:
 * their code is all nines.
 */

import { createHash } from 'node:crypto';
import { getBill, requireBill, statusOf } from './bills';
import { HisError } from './errors';
import { LeverRefused } from './lever-refused';
import { getPatient } from './patients';
import type { HospitalStore } from './store';
import { shanghaiIso } from './time';
import type { Bill, Patient } from './types';
import type { InvoiceState } from './visit-types';

const INVOICE_CODE = '99999999';

/** @throws HisError PRESCRIPTION_UNKNOWN, PRESCRIPTION_EXPIRED */
export function getPrescription(store: HospitalStore, code: string): Bill {
  const bill = store.bills.ofCode(code);
  if (bill === undefined) throw new HisError('PRESCRIPTION_UNKNOWN', 'no such prescription');
  const status = statusOf(bill, store.now());
  if (status === 'expired' || status === 'cancelled') {
    throw new HisError('PRESCRIPTION_EXPIRED', `the bill is ${status}`);
  }
  return getBill(store, bill.billId);
}

/** What a bill's QR code says. @throws HisError; LeverRefused NO_CODE */
export function prescriptionCode(store: HospitalStore, billId: string): string {
  const { code } = requireBill(store, billId);
  if (code === undefined) throw new LeverRefused('NO_CODE', 'no prescription');
  return code;
}

/** @throws HisError PATIENT_NOT_FOUND */
export function getPatientByCard(store: HospitalStore, cardNo: string): Patient {
  const found = store.patients.all().find((patient) => patient.cardNo === cardNo);
  if (found === undefined) throw new HisError('PATIENT_NOT_FOUND', 'no such card');
  return getPatient(store, found.patientId);
}

/** A deposit gets its invoice at discharge, and what was refunded a new one: both at the counter. */
export function getInvoice(store: HospitalStore, orderNo: string): InvoiceState {
  const settled = store.settlements.get(orderNo);
  if (settled?.kind !== 'settled') return { orderNo, state: 'not-yet' };
  const { request, refunded, settlementNo, settledAt } = settled;
  const deposit = request.billIds.some(
    (billId) => store.bills.get(billId)?.subject?.kind === 'deposit',
  );
  if (deposit || refunded !== undefined || store.levers.invoicesAtCounter) {
    return { orderNo, state: 'at-counter' };
  }
  const checkCode = createHash('sha256').update(settlementNo).digest('hex').slice(0, 6);
  return {
    orderNo,
    state: 'issued',
    invoice: {
      code: INVOICE_CODE,
      number: settlementNo.slice(-10),
      checkCode,
      issuedAt: shanghaiIso(settledAt),
      totalFen: request.totalFen,
    },
  };
}
