/**
 * The sandbox's hospital without its wire: one method per operation of docs/his-contract/openapi.json
 * and the levers of hospital life. Pure: clock, randomness and tables are given in. Refusals are
 * thrown as HisError.
 */

import { toldAgain, type BillPlan } from './bill-plan';
import * as bills from './bills';
import * as admissions from './admissions';
import * as appointments from './appointments';
import { CounterDesk } from './counter';
import { HisError } from './errors';
import { InsuranceDesk } from './insurance';
import * as ledger from './ledger';
import * as differences from './ledger-differences';
import * as levers from './levers';
import * as lookups from './lookups';
import * as patients from './patients';
import * as preSettlement from './pre-settlement';
import type {
  BillRecord,
  BookedRow,
  BookedSettlement,
  PatientRecord,
  RefundRecord,
  SmsRecord,
} from './records';
import * as refunds from './refunds';
import { reseed } from './reseed';
import * as schedule from './schedule';
import { seedHospital, type HospitalSeed } from './seed';
import * as settlements from './settlements';
import { HospitalStore, type HospitalDeps } from './store';
import type * as wire from './types';
import * as visitLevers from './visit-levers';
import type * as visits from './visit-types';

/** What the hospital knows of a bill and the contract does not show. */
export interface BillBackstage {
  readonly scenario: string;
  readonly served: boolean;
  /** What its QR code says; bills of doctors have one. */
  readonly prescriptionCode?: string;
}

export class Hospital {
  readonly #store: HospitalStore;
  readonly #seed: HospitalSeed;
  /** The line to the bureau of 2.0. */
  readonly insurance: InsuranceDesk;
  /** Counters where 医保码 are read. */
  readonly counter: CounterDesk;

  /** Seeds the tables if they know no patient yet; otherwise goes on where they stopped. */
  constructor(deps: HospitalDeps, seed: HospitalSeed = seedHospital()) {
    this.#store = new HospitalStore(deps);
    this.#seed = seed;
    this.insurance = new InsuranceDesk(this.#store);
    this.counter = new CounterDesk(this.#store, seed.counters ?? []);
    if (this.#store.patients.all().length === 0) reseed(this.#store, seed);
  }

  get name(): string {
    return this.#seed.hospitalName;
  }

  /** The hospital's time, ms since the epoch. */
  now(): number {
    return this.#store.now();
  }

  matchPatient(request: wire.MatchPatientRequest): wire.MatchPatientResponse {
    return patients.matchPatient(this.#store, request);
  }
  getPatient(patientId: string): wire.Patient {
    return patients.getPatient(this.#store, patientId);
  }
  openCard(request: wire.OpenCardRequest): wire.OpenCardResponse {
    return patients.openCard(this.#store, request);
  }
  startPhoneProof(patientId: string): wire.PhoneProof {
    return patients.startPhoneProof(this.#store, patientId, this.name);
  }
  checkPhoneProof(
    proofId: string,
    code: string,
  ): { readonly ok: true; readonly patientId: string } {
    return patients.checkPhoneProof(this.#store, proofId, code);
  }
  listBills(patientId: string, status: wire.BillStatus): readonly wire.Bill[] {
    return bills.listBills(this.#store, patientId, status);
  }
  getBill(billId: string): wire.Bill {
    return bills.getBill(this.#store, billId);
  }
  preSettle(request: wire.PreSettleRequest): wire.PreSettlement {
    return preSettlement.preSettle(this.#store, this.#seed.orgNo, request);
  }
  settle(orderNo: string, request: wire.SettleRequest): wire.SettleResponse {
    return settlements.settle(this.#store, orderNo, request);
  }
  /** `billIds` are asked about if settle never arrived. */
  querySettlement(orderNo: string, billIds: readonly string[] = []): wire.SettlementState {
    return settlements.querySettlement(this.#store, orderNo, billIds);
  }
  cancelSettlement(orderNo: string): wire.CancelSettlementResponse {
    return settlements.cancelSettlement(this.#store, orderNo);
  }
  holdRefund(refundNo: string, request: wire.HoldRefundRequest): wire.RefundState {
    return refunds.holdRefund(this.#store, refundNo, request);
  }
  confirmRefund(refundNo: string, request: wire.ConfirmRefundRequest): wire.RefundState {
    return refunds.confirmRefund(this.#store, refundNo, request);
  }
  releaseRefund(refundNo: string): wire.RefundState {
    return refunds.releaseRefund(this.#store, refundNo);
  }
  getRefund(refundNo: string): wire.RefundState {
    return refunds.getRefund(this.#store, refundNo);
  }
  /** `date` as YYYY-MM-DD, Asia/Shanghai. */
  getLedger(date: string, page: wire.LedgerPage = {}): wire.Ledger {
    return ledger.getLedger(this.#store, date, page);
  }
  openSession(): wire.Session {
    return preSettlement.openSession(this.#store);
  }
  departments(): readonly visits.Department[] {
    return schedule.departments();
  }
  /** From `from` (YYYY-MM-DD) on, `days` of them. */
  schedule(departmentId: string, from: string, days: number): visits.Schedule {
    return schedule.schedule(this.#store, departmentId, from, days);
  }
  /** Of a day (YYYY-MM-DD). */
  slots(departmentId: string, doctorId: string, day: string): readonly visits.Slot[] {
    return schedule.slots(this.#store, departmentId, doctorId, day);
  }
  lockSlot(request: visits.LockSlotRequest): visits.Appointment {
    return appointments.lockSlot(this.#store, request);
  }
  getAppointment(appointmentId: string): visits.Appointment {
    return appointments.getAppointment(this.#store, appointmentId);
  }
  listAppointments(patientId: string): readonly visits.Appointment[] {
    return appointments.listAppointments(this.#store, patientId);
  }
  /** `until` is ISO 8601. */
  extendLock(appointmentId: string, until: string): visits.Appointment {
    return appointments.extendLock(this.#store, appointmentId, until);
  }
  keepAppointment(appointmentId: string): visits.Appointment {
    return appointments.keepAppointment(this.#store, appointmentId);
  }
  releaseAppointment(appointmentId: string): visits.Appointment {
    return appointments.releaseAppointment(this.#store, appointmentId);
  }
  getAdmission(patientId: string): { readonly admission?: visits.Admission } {
    return admissions.getAdmission(this.#store, patientId);
  }
  openTopUp(admissionId: string, request: visits.TopUpRequest): wire.Bill {
    return admissions.openTopUp(this.#store, admissionId, request);
  }
  getPrescription(code: string): wire.Bill {
    return lookups.getPrescription(this.#store, code);
  }
  getPatientByCard(cardNo: string): wire.Patient {
    return lookups.getPatientByCard(this.#store, cardNo);
  }
  getInvoice(orderNo: string): visits.InvoiceState {
    return lookups.getInvoice(this.#store, orderNo);
  }

  /** Everybody on file, identity numbers included: sandbox people are fictitious. */
  patients(): readonly PatientRecord[] {
    return this.#store.patients.all();
  }
  /** Every bill as the contract shows it, with the story it tells, in the order of issue. */
  bills(): readonly (wire.Bill & BillBackstage)[] {
    return this.#store.bills.all().map((bill) => ({
      scenario: bill.scenario,
      served: bill.servedAt !== undefined,
      ...(bill.code === undefined ? {} : { prescriptionCode: bill.code }),
      ...this.getBill(bill.billId),
    }));
  }
  /** The newest bill that tells this story. @throws HisError BILL_NOT_FOUND */
  billOf(scenario: string): wire.Bill {
    const bill = this.#store.bills.all().findLast((one) => one.scenario === scenario);
    if (bill === undefined) throw new HisError('BILL_NOT_FOUND', `no bill tells ${scenario}`);
    return this.getBill(bill.billId);
  }
  /** Messages that the hospital has sent, oldest first. */
  smsOutbox(): readonly SmsRecord[] {
    return this.#store.sms.all();
  }
  /** Every row of the books as it was booked, oldest first; no planted or made-up ones. */
  ledger(): readonly BookedRow[] {
    return this.#store.ledger.all();
  }
  /** Every refund ever asked for, in the order of first asking. */
  refunds(): readonly RefundRecord[] {
    return this.#store.refunds.all();
  }
  /** Every appointment, in the order of making. */
  appointments(): readonly visits.Appointment[] {
    return this.#store.appointments.all().map((one) => this.getAppointment(one.appointmentId));
  }
  /** Every stay, in the order of admission. */
  admissions(): readonly visits.Admission[] {
    return this.#store.admissions.all().map((one) => admissions.admissionView(this.#store, one));
  }
  /** What the QR code on this bill's prescription says. @throws HisError; LeverRefused NO_CODE */
  prescriptionCode(billId: string): string {
    return lookups.prescriptionCode(this.#store, billId);
  }
  /** Whether something that this bill paid for was handed out or used. @throws HisError */
  isServed(billId: string): boolean {
    return bills.requireBill(this.#store, billId).servedAt !== undefined;
  }
  /** The stories that `issueStory` can tell. */
  stories(): readonly string[] {
    return this.#seed.bills.map((plan) => plan.scenario);
  }

  /** Makes the next `count` settlements fail with `code`. */
  refuseNextSettle(code: levers.SettleRefusal, count = 1): void {
    levers.refuseNextSettle(this.#store, code, count);
  }
  setBureauDown(down: boolean): void {
    levers.setBureauDown(this.#store, down);
  }
  /** Makes the next `count` holds fail with `code`. */
  refuseNextHold(code: levers.HoldRefusal, count = 1): void {
    levers.refuseNextHold(this.#store, code, count);
  }
  settleAtWindow(billId: string): BookedSettlement {
    return levers.settleAtWindow(this.#store, billId);
  }
  /** Drugs handed out, ticket used. @throws HisError; LeverRefused unless it is paid and not held */
  serveBill(billId: string): wire.Bill {
    return this.#view(levers.serveBill(this.#store, billId));
  }
  changeBillTotal(billId: string, totalFen: number, moment: levers.Moment = 'open'): wire.Bill {
    return this.#view(levers.changeBillTotal(this.#store, billId, totalFen, moment));
  }
  waiveBill(billId: string): wire.Bill {
    return this.#view(levers.waiveBill(this.#store, billId));
  }
  cancelBill(billId: string, moment: levers.Moment = 'open'): wire.Bill {
    return this.#view(levers.cancelBill(this.#store, billId, moment));
  }
  /** The ledger of `day` (YYYY-MM-DD) now differs from what happened. @throws RangeError */
  plantLedgerDifference(day: string, difference: differences.LedgerDifference): void {
    differences.plantDifference(this.#store, day, difference);
  }
  /** `day` (YYYY-MM-DD) now has `rows` made-up payments. @throws RangeError */
  setSyntheticRows(day: string, rows: number): void {
    differences.setSyntheticRows(this.#store, day, rows);
  }
  expireBill(billId: string): wire.Bill {
    return this.#view(levers.expireBill(this.#store, billId));
  }
  addBill(plan: BillPlan): wire.Bill {
    return this.#view(levers.addBill(this.#store, plan));
  }
  /** Issues the bill of a seeded story once more, unpaid, now. @throws HisError BILL_NOT_FOUND */
  issueStory(scenario: string, patientId?: string): wire.Bill {
    return this.addBill(toldAgain(this.#seed.bills, scenario, patientId));
  }
  plantAppointment(plan: visitLevers.PlantedVisit): visits.Appointment {
    return visitLevers.plantAppointment(this.#store, plan);
  }
  takeSlot(slotId: string): void {
    visitLevers.takeSlot(this.#store, slotId);
  }
  expireLock(appointmentId: string): visits.Appointment {
    return visitLevers.expireLock(this.#store, appointmentId);
  }
  admitPatient(patientId: string): visits.Admission {
    return visitLevers.admitPatient(this.#store, patientId);
  }
  /** What the stay cost is `spentFen`. @throws HisError, RangeError */
  dischargePatient(admissionId: string, spentFen?: number): visits.Admission {
    return visitLevers.dischargePatient(this.#store, admissionId, spentFen);
  }
  /** While so, electronic invoices are printed at the counter only. */
  setInvoicesAtCounter(invoicesAtCounter: boolean): void {
    this.#store.levers = { ...this.#store.levers, invoicesAtCounter };
  }
  /** Forgets everything, as the bureau does, and seeds again. No number is ever used twice. */
  demoReset(): void {
    this.#store.bureau?.reset();
    reseed(this.#store, this.#seed);
  }

  #view(bill: BillRecord): wire.Bill {
    return this.getBill(bill.billId);
  }
}
