/** What the hospital knows of visits, places and wards (docs/his-contract). Fen; ms; yyyy-MM-dd. */
import type { BillId, OrderNo, PatientId } from '../domain/ids';
import type { Fen } from '../../miniprogram/shared/fen';
import type { Reason } from '../../miniprogram/shared/reasons';
import type { Deadline } from './deadline';
import type { HisAnswer } from './his';
import type { HisBill, HisPatient } from './his-values';

export interface HisDepartment {
  readonly departmentId: string;
  readonly name: string;
  readonly about: string;
  readonly building: string;
}

export interface HisDoctor {
  readonly doctorId: string;
  readonly name: string;
  readonly title: string;
  readonly skills?: string;
  readonly fee: Fen;
  readonly days: readonly { readonly day: string; readonly free: number }[];
}

/** As in the contract's VisitType. */
export type HisVisitType =
  | 'general-outpatient'
  | 'maternity'
  | 'major-illness'
  | 'special-disease'
  | 'special-examination'
  | 'vaccination'
  | 'inpatient';

export interface HisSlot {
  readonly slotId: string;
  readonly from: number;
  readonly to: number;
  readonly free: number;
  readonly fee: Fen;
  readonly visitType: HisVisitType;
  /** The hospital's own word why insurance cannot pay it; the city's rules come on top. */
  readonly insuranceUnavailable?: Reason;
}

export interface HisAppointment {
  readonly appointmentId: string;
  readonly patientId: PatientId;
  readonly status: 'locked' | 'kept' | 'paid' | 'used' | 'cancelled' | 'expired';
  readonly source: 'here' | 'elsewhere';
  readonly department: string;
  readonly doctor: string;
  readonly doctorTitle: string;
  readonly place: string;
  readonly from: number;
  readonly to: number;
  readonly fee: Fen;
  readonly visitType: HisVisitType;
  readonly billId: BillId;
  readonly lockedUntil?: number;
  readonly number?: string;
  readonly insuranceUnavailable?: Reason;
}

export interface HisVisits {
  departments(deadline: Deadline): Promise<HisAnswer<readonly HisDepartment[]>>;
  /** From `from` on, `days` of them. */
  schedule(
    ask: { readonly departmentId: string; readonly from: string; readonly days: number },
    deadline: Deadline,
  ): Promise<HisAnswer<readonly HisDoctor[]>>;
  slots(
    ask: { readonly departmentId: string; readonly doctorId: string; readonly day: string },
    deadline: Deadline,
  ): Promise<HisAnswer<readonly HisSlot[]>>;
  /** Idempotent by requestId. Certain refusals: `slot-taken`, `slot-over`. */
  lockSlot(
    ask: { readonly requestId: string; readonly slotId: string; readonly patientId: PatientId },
    deadline: Deadline,
  ): Promise<HisAnswer<HisAppointment>>;
  appointment(id: string, deadline: Deadline): Promise<HisAnswer<HisAppointment>>;
  appointments(id: PatientId, deadline: Deadline): Promise<HisAnswer<readonly HisAppointment[]>>;
  /** The lock outlives the payment that may still come (money rule 7). */
  extendLock(id: string, until: number, deadline: Deadline): Promise<HisAnswer<HisAppointment>>;
  keepAppointment(id: string, deadline: Deadline): Promise<HisAnswer<HisAppointment>>;
  /** Idempotent; refused with `appointment-paid` once paid. */
  releaseAppointment(id: string, deadline: Deadline): Promise<HisAnswer<HisAppointment>>;
}

export interface HisAdmission {
  readonly admissionId: string;
  readonly ward: string;
  readonly bed: string;
  readonly admittedAt: number;
  readonly dischargedAt?: number;
  readonly paidIn: Fen;
  readonly spent: Fen;
  readonly minTopUp: Fen;
  readonly maxTopUp: Fen;
  /** What each top-up may give back now, by our order number; empty before discharge. */
  readonly refundable: readonly { readonly orderNo: OrderNo; readonly amount: Fen }[];
}

export interface HisWards {
  /** Undefined value: not in hospital, and nothing left to give back. */
  admission(
    id: PatientId,
    deadline: Deadline,
  ): Promise<HisAnswer<{ readonly admission?: HisAdmission }>>;
  /** Idempotent by requestId. Refusals: `top-up-amount`, `not-in-hospital`. */
  topUp(
    ask: {
      readonly requestId: string;
      readonly patientId: PatientId;
      readonly admissionId: string;
      readonly amount: Fen;
    },
    deadline: Deadline,
  ): Promise<HisAnswer<HisBill>>;
}

export interface HisInvoice {
  readonly code: string;
  readonly number: string;
  readonly checkCode: string;
  readonly issuedAt: number;
  readonly total: Fen;
}

export interface HisLookups {
  /** What a prescription's code stands for; `code-unknown`, `code-expired`. */
  prescription(code: string, deadline: Deadline): Promise<HisAnswer<HisBill>>;
  /** For clerks: whose card that is; `patient-not-found`. */
  patientByCard(cardNo: string, deadline: Deadline): Promise<HisAnswer<HisPatient>>;
  invoice(
    orderNo: OrderNo,
    deadline: Deadline,
  ): Promise<
    HisAnswer<{
      readonly state: 'issued' | 'not-yet' | 'at-counter';
      readonly invoice?: HisInvoice;
    }>
  >;
}
