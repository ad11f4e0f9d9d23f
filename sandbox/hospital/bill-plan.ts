/**
 * How a bill is described before it is issued: without numbers and with times relative to the moment
 * of issuing, so that the same plan can be issued today and again tomorrow.
 */

import { HisError } from './errors';
import type { BillRecord, InsuranceTerms } from './records';
import type { HospitalStore } from './store';
import { DAY_MS, MINUTE_MS, shanghaiDay, startOfShanghaiDay } from './time';
import type { BillItem, InsuranceExclusion, VisitType } from './types';

export interface BillPlan {
  /** Which story the bill tells. */
  readonly scenario: string;
  readonly patientId: string;
  /** Bills of one patient with the same visit can be paid together by insurance. */
  readonly visit: string;
  readonly visitType: VisitType;
  readonly title: string;
  readonly department: string;
  readonly doctor: string;
  readonly items: readonly BillItem[];
  readonly terms: InsuranceTerms | null;
  readonly exclusion: InsuranceExclusion | null;
  readonly cashAddFen: number;
  readonly cashAddWording: string | null;
  readonly cashReducedFen: number;
  readonly pickup: string;
  readonly issuedMinutesAgo: number;
  readonly issuedDaysAgo: number;
  readonly fate: 'unpaid' | 'settled-at-window';
}

const LIFE_MS = 3 * DAY_MS;

/** The plan of a story for now, unpaid, and for that patient. @throws HisError BILL_NOT_FOUND */
export function toldAgain(
  plans: readonly BillPlan[],
  scenario: string,
  patientId: string | undefined,
): BillPlan {
  const plan = plans.find((one) => one.scenario === scenario);
  if (plan === undefined) throw new HisError('BILL_NOT_FOUND', 'no such story');
  return {
    ...plan,
    patientId: patientId ?? plan.patientId,
    issuedMinutesAgo: 0,
    issuedDaysAgo: 0,
    fate: 'unpaid',
  };
}

/** @throws RangeError if the amounts of the plan contradict each other */
export function issueBill(
  store: HospitalStore,
  plan: BillPlan,
  visitIds: Map<string, string>,
): BillRecord {
  requireSound(plan);
  const now = store.now();
  // Just after midnight a bill issued "today" cannot be forty minutes old.
  const today = Math.max(startOfShanghaiDay(now), now - plan.issuedMinutesAgo * MINUTE_MS);
  const issuedAt = today - plan.issuedDaysAgo * DAY_MS;
  const { day, number, billId } = nextBillNumber(store, issuedAt);
  const visitKey = `${plan.patientId} ${plan.visit}`;
  const visitId = visitIds.get(visitKey) ?? `V${day}${number}`;
  visitIds.set(visitKey, visitId);
  const { scenario, patientId, visitType, title, department, doctor, items, terms } = plan;
  const { exclusion, cashAddFen, cashAddWording, cashReducedFen, pickup } = plan;
  const bill: BillRecord = {
    billId,
    code: `${day}${number}${store.hex(12)}`,
    scenario,
    patientId,
    visitId,
    registrationNo: `R${visitId.slice(1)}`,
    visitType,
    visitAt: issuedAt,
    issuedAt,
    expiresAt: issuedAt + LIFE_MS,
    title,
    department,
    doctor,
    items,
    terms,
    exclusion,
    cashAddFen,
    cashAddWording,
    cashReducedFen,
    pickup,
    state: { kind: 'unpaid' },
  };
  store.bills.put(bill);
  return bill;
}

/** Numbers of bills are never used twice. */
export function nextBillNumber(
  store: HospitalStore,
  issuedAt: number,
): { readonly day: string; readonly number: string; readonly billId: string } {
  const day = shanghaiDay(issuedAt).replaceAll('-', '');
  const number = String(store.next('bill')).padStart(5, '0');
  return { day, number, billId: `B${day}${number}` };
}

function requireSound(plan: BillPlan): void {
  const amounts = plan.items.map((item) => item.amountFen);
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  const { terms } = plan;
  const covered =
    terms?.mode === 'offline'
      ? terms.fundFen + terms.selfFen + terms.otherFen + terms.discountFen
      : 0;
  const all = [...amounts, total, plan.cashAddFen, plan.cashReducedFen, covered];
  if (!all.every((amount) => Number.isSafeInteger(amount) && amount >= 0)) {
    throw new RangeError('amounts are whole fen, not negative');
  }
  if (covered + plan.cashReducedFen > total) {
    throw new RangeError('insurance, discount and reduction exceed the total');
  }
  if (covered + plan.cashReducedFen + plan.cashAddFen > total) {
    throw new RangeError('the added cash is part of the cash');
  }
  if (terms?.mode === 'online' && (plan.cashAddFen > 0 || plan.cashReducedFen > 0)) {
    throw new RangeError('an online pre-settlement has no added or reduced cash');
  }
  if (plan.cashAddFen > 0 && plan.cashAddWording === null) {
    throw new RangeError('added cash needs a wording');
  }
}
