/** The bills behind an appointment and behind a deposit: one line each, paid by itself. */

import { nextBillNumber } from './bill-plan';
import type { BillRecord, BillSubject } from './records';
import type { HospitalStore } from './store';
import type { VisitType } from './types';

interface VisitBill extends Pick<
  BillRecord,
  'patientId' | 'visitAt' | 'expiresAt' | 'title' | 'department' | 'doctor' | 'pickup'
> {
  readonly subject: BillSubject;
  readonly visitType: VisitType;
  readonly item: { readonly name: string; readonly category: string };
  readonly amountFen: number;
}

/** Insurance pays four fifths of a visit's fee, three of them from the fund. */
const FUND_SHARE = 0.6;
const SELF_SHARE = 0.2;

/** Not put into the tables yet. */
export function visitBill(store: HospitalStore, plan: VisitBill): BillRecord {
  const now = store.now();
  const { day, number, billId } = nextBillNumber(store, now);
  const { subject, item, amountFen, ...rest } = plan;
  const visitId = subject.kind === 'deposit' ? subject.admissionId : `V${day}${number}`;
  const isVisit = subject.kind === 'registration';
  return {
    ...rest,
    billId,
    subject,
    scenario: subject.kind,
    visitId,
    registrationNo: `R${day}${number}`,
    issuedAt: now,
    items: [
      {
        ...item,
        unit: '次',
        quantity: '1',
        amountFen,
        ...(isVisit ? { insuranceClass: '甲' as const } : {}),
      },
    ],
    terms: isVisit
      ? {
          mode: 'offline',
          fundFen: Math.floor(amountFen * FUND_SHARE),
          selfFen: Math.floor(amountFen * SELF_SHARE),
          otherFen: 0,
          discountFen: 0,
        }
      : null,
    exclusion: isVisit ? null : 'DEPOSIT',
    cashAddFen: 0,
    cashAddWording: null,
    cashReducedFen: 0,
    state: { kind: 'unpaid' },
  };
}
