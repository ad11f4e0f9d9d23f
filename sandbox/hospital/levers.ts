/**
 * What happens in a hospital without being asked through the contract: a bill is paid at the window,
 * a doctor changes or withdraws it, time runs out, the bureau's line is down. For tests and for
 * whoever drives the sandbox.
 */

import { placeIsGone, withNumber } from './appointments';
import { issueBill, type BillPlan } from './bill-plan';
import { quote, requireBill, totalOf } from './bills';
import { isHeldByOther } from './counter-insurance';
import { HisError, type HisErrorCode } from './errors';
import { requirePatient } from './patients';
import { isInHospital } from './in-hospital';
import { isHeld } from './refunds';
import { LeverRefused } from './lever-refused';
import type { BillRecord, BookedSettlement, InsuranceTerms } from './records';
import { nextSettlementNo } from './settlements';
import type { HospitalStore } from './store';
import { shanghaiIso } from './time';
import type { BillItem } from './types';

export { LeverRefused } from './lever-refused';

/** Codes with which a hospital may refuse a settlement. */
export const SETTLE_REFUSALS = [
  'BILL_CHANGED',
  'BILL_SETTLED_ELSEWHERE',
  'BILL_EXPIRED',
  'BILL_CANCELLED',
  'BUSY',
  'INTERNAL',
] as const satisfies readonly HisErrorCode[];
export type SettleRefusal = (typeof SETTLE_REFUSALS)[number];

/** Codes with which a hospital may refuse to hold what is to be refunded. */
export const HOLD_REFUSALS = [
  'SERVED',
  'NOT_SETTLED',
  'EXCEEDS',
  'REFUND_DIFFERS',
  'HOSPITAL_REFUSED',
  'BUSY',
  'INTERNAL',
] as const satisfies readonly HisErrorCode[];
export type HoldRefusal = (typeof HOLD_REFUSALS)[number];

/** Makes the next `count` settlements (not repeats of settled ones) fail with `code`. */
export function refuseNextSettle(store: HospitalStore, code: SettleRefusal, count: number): void {
  const { levers } = store;
  store.levers = { ...levers, refusals: [...levers.refusals, ...times(code, count)] };
}

/** Makes the next `count` holds (not repeats of what is held or booked) fail with `code`. */
export function refuseNextHold(store: HospitalStore, code: HoldRefusal, count: number): void {
  const { levers } = store;
  store.levers = { ...levers, holdRefusals: [...levers.holdRefusals, ...times(code, count)] };
}

function times<T>(code: T, count: number): readonly T[] {
  if (!Number.isSafeInteger(count) || count < 1 || count > 1000) {
    throw new RangeError('count must be 1 to 1000');
  }
  return Array.from({ length: count }, () => code);
}

/** While down, a pre-settlement with insurance answers self pay, BUREAU_UNAVAILABLE. */
export function setBureauDown(store: HospitalStore, bureauDown: boolean): void {
  store.levers = { ...store.levers, bureauDown };
}

/** @throws HisError BILL_NOT_FOUND, BILL_SETTLED, BILL_CANCELLED */
function requireOpenBill(store: HospitalStore, billId: string): BillRecord {
  const bill = requireBill(store, billId);
  if (bill.state.kind === 'settled') throw new HisError('BILL_SETTLED', 'the bill is settled');
  if (bill.state.kind === 'cancelled') throw new HisError('BILL_CANCELLED', 'it was cancelled');
  return bill;
}

/** @throws HisError BILL_NOT_FOUND, LeverRefused NOT_PAID */
function requirePaidBill(store: HospitalStore, billId: string): BillRecord {
  const bill = requireBill(store, billId);
  if (bill.state.kind !== 'settled') throw new LeverRefused('NOT_PAID', 'the bill is not paid');
  return bill;
}

/**
 * Drugs are handed out, a ticket is used, an examination is done. Again is no difference.
 * @throws HisError BILL_NOT_FOUND, LeverRefused
 */
export function serveBill(store: HospitalStore, billId: string): BillRecord {
  const bill = requirePaidBill(store, billId);
  if (bill.servedAt !== undefined) return bill;
  if (isHeld(store, bill)) throw new LeverRefused('REFUND_HELD', 'a refund holds it back');
  const served = { ...bill, servedAt: store.now() };
  store.bills.put(served);
  return served;
}

/** The patient pays at the window, with insurance where it can. @throws HisError */
export function settleAtWindow(store: HospitalStore, billId: string): BookedSettlement {
  const bill = requireOpenBill(store, billId);
  if (isHeldByOther(store, [billId])) {
    throw new HisError('INSURANCE_SETTLED', 'insurance has paid it for an order at a counter');
  }
  if (placeIsGone(store, bill)) throw new HisError('BILL_CANCELLED', 'the place is gone');
  const patient = requirePatient(store, bill.patientId);
  const payWith = isInHospital(store, bill.patientId) ? 'cash' : 'insurance';
  const asked = quote([bill], patient, payWith, store.now());
  const settlementNo = nextSettlementNo(store);
  const now = shanghaiIso(store.now());
  const split =
    asked.mode === 'offline'
      ? {
          insuranceFundFen: asked.fundFen,
          insuranceSelfFen: asked.selfFen,
          insuranceOtherFen: asked.otherFen,
          insuranceFen: asked.fundFen + asked.selfFen + asked.otherFen,
          cashFen: asked.cashFen,
        }
      : { insuranceFen: 0, cashFen: asked.totalFen - asked.cashReducedFen };
  const entry: BookedSettlement = {
    kind: 'settlement',
    settlementNo,
    source: 'window',
    patientId: bill.patientId,
    billIds: [billId],
    payWith: asked.mode === 'offline' ? 'insurance' : 'cash',
    totalFen: asked.totalFen,
    ...split,
    cashAddFen: asked.cashAddFen,
    cashReducedFen: asked.cashReducedFen,
    channel: 'window',
    paidAt: now,
    settledAt: now,
  };
  store.ledger.add(entry);
  const state = { kind: 'settled', settlementNo, orderNo: null } as const;
  store.bills.put({ ...withNumber(store, bill), state });
  return entry;
}

/** Which bills a doctor changes: those still open, or those that are paid already. */
export type Moment = 'open' | 'paid';

function requireBillAt(store: HospitalStore, billId: string, moment: Moment): BillRecord {
  return moment === 'open' ? requireOpenBill(store, billId) : requirePaidBill(store, billId);
}

/**
 * The bill now asks `totalFen`: more is added as one line, less is taken off its last lines. Cash
 * bears the difference as long as there is cash. What a paid bill was settled with stays as it is.
 * @throws HisError, LeverRefused, RangeError
 */
export function changeBillTotal(
  store: HospitalStore,
  billId: string,
  totalFen: number,
  moment: Moment,
): BillRecord {
  const bill = requireBillAt(store, billId, moment);
  if (!Number.isSafeInteger(totalFen) || totalFen < bill.cashAddFen + bill.cashReducedFen) {
    throw new RangeError('totalFen must be whole fen and cover the added and the reduced cash');
  }
  const difference = totalFen - totalOf(bill);
  const items = difference > 0 ? [...bill.items, extraItem(difference)] : lower(bill, totalFen);
  const room = totalFen - bill.cashReducedFen - bill.cashAddFen;
  const terms = bill.terms === null ? null : fitTerms(bill.terms, room);
  const changed = { ...bill, items, terms };
  store.bills.put(changed);
  return changed;
}

function extraItem(amountFen: number): BillItem {
  return { name: '补开一次性材料', category: '材料费', unit: '套', quantity: '1', amountFen };
}

function lower(bill: BillRecord, totalFen: number): readonly BillItem[] {
  let left = totalFen;
  const items: BillItem[] = [];
  for (const item of bill.items) {
    const amountFen = Math.min(item.amountFen, left);
    left -= amountFen;
    if (amountFen > 0 || items.length === 0) items.push({ ...item, amountFen });
  }
  return items;
}

/** Cuts the shares of insurance and bureau down to what is left of the bill. */
function fitTerms(terms: InsuranceTerms, room: number): InsuranceTerms {
  if (terms.mode === 'online') return { mode: 'online', estimate: null };
  let left = room;
  const take = (fen: number): number => {
    const taken = Math.min(fen, left);
    left -= taken;
    return taken;
  };
  return {
    mode: 'offline',
    fundFen: take(terms.fundFen),
    selfFen: take(terms.selfFen),
    otherFen: take(terms.otherFen),
    discountFen: take(terms.discountFen),
  };
}

const NO_SHARES: InsuranceTerms = {
  mode: 'offline',
  ...{ fundFen: 0, selfFen: 0, otherFen: 0, discountFen: 0 },
};

/** The hospital bears all of it: neither insurance nor cash is asked for any more. @throws HisError */
export function waiveBill(store: HospitalStore, billId: string): BillRecord {
  const bill = requireOpenBill(store, billId);
  const terms = bill.terms === null ? null : NO_SHARES;
  const waived = { ...bill, terms, cashReducedFen: totalOf(bill) };
  store.bills.put(waived);
  return waived;
}

/**
 * The doctor withdraws the bill. A paid one stays settled until all of its money is back.
 * @throws HisError, LeverRefused
 */
export function cancelBill(store: HospitalStore, billId: string, moment: Moment): BillRecord {
  const bill = requireBillAt(store, billId, moment);
  const state =
    bill.state.kind === 'settled'
      ? ({ ...bill.state, withdrawn: true } as const)
      : ({ kind: 'cancelled' } as const);
  const cancelled: BillRecord = { ...bill, state };
  store.bills.put(cancelled);
  return cancelled;
}

/** The bill's time is up now. @throws HisError BILL_NOT_FOUND, BILL_SETTLED, BILL_CANCELLED */
export function expireBill(store: HospitalStore, billId: string): BillRecord {
  const expired = { ...requireOpenBill(store, billId), expiresAt: store.now() };
  store.bills.put(expired);
  return expired;
}

/** Issues a bill. @throws HisError PATIENT_NOT_FOUND; RangeError for amounts that cannot be */
export function addBill(store: HospitalStore, plan: BillPlan): BillRecord {
  requirePatient(store, plan.patientId);
  const bill = issueBill(store, plan, new Map());
  if (plan.fate === 'settled-at-window') settleAtWindow(store, bill.billId);
  return requireBill(store, bill.billId);
}
