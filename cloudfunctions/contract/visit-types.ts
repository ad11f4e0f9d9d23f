/**
 * What the phone asks and hears around a visit: registering, picking up a number, deposits, prescription
 * codes, reminders, the insurance card. Amounts are fen, times ms since the epoch, days yyyy-MM-dd
 * (Asia/Shanghai).
 */
import type { BillView, OrderView } from './types';
import type { EntryPoint } from '../domain/order';
import type { ReminderKind } from '../domain/reminders';
import type { Fen } from '../../miniprogram/shared/fen';
import type { Reason } from '../../miniprogram/shared/reasons';

export interface DepartmentView {
  readonly departmentId: string;
  readonly name: string;
  /** What it treats, one line; for the search as well. */
  readonly about: string;
  readonly building: string;
}

/**
 * Why insurance cannot pay a visit, known before anything is tapped. `payAtVisit`: the place can be kept
 * now and paid on the day, by insurance.
 */
export type InsuranceForVisit =
  | { readonly possible: true }
  | { readonly possible: false; readonly reason: Reason; readonly payAtVisit: boolean };

export interface DoctorDayView {
  readonly day: string;
  /** Places left; 0 is full. */
  readonly free: number;
}

export interface DoctorView {
  readonly doctorId: string;
  readonly name: string;
  /** 主任医师 … */
  readonly title: string;
  readonly skills?: string;
  readonly fee: Fen;
  readonly days: readonly DoctorDayView[];
}

export interface SlotView {
  readonly slotId: string;
  readonly from: number;
  readonly to: number;
  readonly free: number;
  readonly fee: Fen;
  readonly insurance: InsuranceForVisit;
}

/**
 * locked: kept for a limited time until it is paid · kept: to be paid at the visit · paid: number given ·
 * used · cancelled · expired: the lock ran out, nobody paid.
 */
export type AppointmentState = 'locked' | 'kept' | 'paid' | 'used' | 'cancelled' | 'expired';

export interface AppointmentView {
  readonly appointmentId: string;
  readonly patientId: string;
  /** Masked. */
  readonly patientName: string;
  readonly state: AppointmentState;
  /** Made in this mini program, or somewhere else and to be picked up here. */
  readonly source: 'here' | 'elsewhere';
  readonly department: string;
  readonly doctor: string;
  readonly doctorTitle: string;
  readonly place: string;
  readonly from: number;
  readonly to: number;
  readonly fee: Fen;
  /** To be paid like any other bill. */
  readonly billId: string;
  /** Present while locked. */
  readonly lockedUntil?: number;
  /** 就诊序号; present once paid. */
  readonly number?: string;
  /** Whether it can be paid today: one of another day made elsewhere cannot be picked up yet. */
  readonly payable: boolean;
  readonly insurance: InsuranceForVisit;
  /** The caller's own live order on it. */
  readonly liveOrderNo?: string;
}

export interface AdmissionView {
  readonly admissionId: string;
  readonly ward: string;
  readonly bed: string;
  readonly admittedAt: number;
  /** Present once discharged and reckoned up. */
  readonly dischargedAt?: number;
  readonly paidIn: Fen;
  readonly spent: Fen;
  readonly balance: Fen;
  /** What may go back now across the caller's own top-ups; 0 before discharge. */
  readonly refundable: Fen;
  readonly minTopUp: Fen;
  readonly maxTopUp: Fen;
}

/** What a prescription's code stands for. */
export interface PrescriptionView {
  readonly bill: BillView;
  /** Masked. */
  readonly patientName: string;
  /** Present if it is one of the caller's own patients. */
  readonly patientId?: string;
}

/** 电子发票, for reimbursement. */
export type InvoiceView =
  | {
      readonly state: 'issued';
      readonly code: string;
      readonly number: string;
      readonly checkCode: string;
      readonly issuedAt: number;
      readonly total: Fen;
    }
  | { readonly state: 'not-yet' }
  /** The hospital prints it. */
  | { readonly state: 'at-counter' };

/** 社保卡 of the caller; `not-configured`: this hospital has no such service yet. */
export type InsuranceCardView =
  | { readonly state: 'not-configured' }
  /** The address is where its identity can be vouched for; absent where the service names none. */
  | { readonly state: 'bound'; readonly appId?: string; readonly path?: string }
  | { readonly state: 'unbound'; readonly appId: string; readonly path: string };

export interface VisitActions {
  departments: {
    in: Record<string, never>;
    /** `sameDayOnly`: the city's insurance pays for visits of the same day only. */
    out: { departments: readonly DepartmentView[]; sameDayOnly: boolean };
  };
  /** Seven days from today. */
  schedule: {
    in: { departmentId: string };
    out: { days: readonly string[]; doctors: readonly DoctorView[] };
  };
  slots: {
    in: { departmentId: string; doctorId: string; day: string };
    out: { slots: readonly SlotView[] };
  };
  /** Locks a place; the same `requestId` answers the same appointment. */
  lockSlot: {
    in: { requestId: string; patientId: string; slotId: string };
    out: { appointment: AppointmentView };
  };
  /** Keeps a locked place without paying: it is paid at the visit. */
  keepAppointment: {
    in: { patientId: string; appointmentId: string };
    out: { appointment: AppointmentView };
  };
  /** Gives a place back that is neither paid nor being paid. */
  releaseAppointment: {
    in: { patientId: string; appointmentId: string };
    out: { appointment: AppointmentView };
  };
  /** Today's and coming ones first, then what is over. */
  appointments: { in: { patientId: string }; out: { appointments: readonly AppointmentView[] } };
  appointment: {
    in: { patientId: string; appointmentId: string };
    out: { appointment: AppointmentView };
  };
  admission: { in: { patientId: string }; out: { admission: AdmissionView | null } };
  /** Has the hospital open a bill for a top-up; the same `requestId` answers the same bill. */
  topUp: {
    in: { requestId: string; patientId: string; admissionId: string; amount: Fen };
    out: { bill: BillView };
  };
  prescription: { in: { code: string }; out: { prescription: PrescriptionView } };
  invoice: { in: { orderNo: string }; out: { invoice: InvoiceView } };
  /** The person said yes to messages of these kinds, each once. */
  subscribed: { in: { kinds: readonly ReminderKind[] }; out: Record<string, never> };
  insuranceCard: { in: Record<string, never>; out: { card: InsuranceCardView } };
  /** Adds the person themself with what the insurance card service vouches for (one tap). */
  addFromInsuranceCard: {
    in: { ticket: string; cardNo: string };
    out: { patientId: string };
  };
  /** Forgets patients, proofs and reminders; orders stay, as the law on accounts demands. */
  deleteMyData: { in: Record<string, never>; out: { ordersKept: number } };
}

/** Part of function `pay`: what moves money around a visit. */
export interface VisitPayActions {
  /** Pays a prescription of somebody who is not among one's patients: cash only, named as such. */
  placeForOther: {
    in: { code: string; entry: EntryPoint };
    out: { order: OrderView };
  };
  /** What is left of an inpatient deposit goes back across its top-ups. */
  refundDeposit: {
    in: { patientId: string; admissionId: string };
    out: { orders: readonly OrderView[] };
  };
}
