/**
 * What travels about visits, stays in hospital and things found by their number, as
 * docs/his-contract/openapi.json says (written a second time on purpose, like types.ts). Amounts are
 * fen, times ISO 8601 with +08:00, days YYYY-MM-DD.
 */

import type { InsuranceExclusion, VisitType } from './types';

export interface Department {
  readonly departmentId: string;
  readonly name: string;
  readonly about: string;
  readonly building: string;
}

export interface Doctor {
  readonly doctorId: string;
  readonly name: string;
  readonly title: string;
  readonly skills?: string;
  readonly feeFen: number;
  readonly days: readonly { readonly day: string; readonly free: number }[];
}

export interface Schedule {
  readonly departmentId: string;
  readonly doctors: readonly Doctor[];
}

export interface Slot {
  readonly slotId: string;
  readonly from: string;
  readonly to: string;
  readonly free: number;
  readonly feeFen: number;
  readonly visitType: VisitType;
  readonly insuranceExclusion?: InsuranceExclusion;
}

export interface LockSlotRequest {
  readonly requestId: string;
  readonly slotId: string;
  readonly patientId: string;
}

export type AppointmentStatus = 'locked' | 'kept' | 'paid' | 'used' | 'cancelled' | 'expired';

export interface Appointment {
  readonly appointmentId: string;
  readonly patientId: string;
  readonly status: AppointmentStatus;
  readonly source: 'here' | 'elsewhere';
  readonly department: string;
  readonly doctor: string;
  readonly doctorTitle: string;
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly feeFen: number;
  readonly visitType: VisitType;
  readonly billId: string;
  /** Exactly while locked. */
  readonly lockedUntil?: string;
  /** Exactly once paid or used. */
  readonly number?: string;
  readonly insuranceExclusion?: InsuranceExclusion;
}

export interface Admission {
  readonly admissionId: string;
  readonly patientId: string;
  readonly ward: string;
  readonly bed: string;
  readonly admittedAt: string;
  readonly dischargedAt?: string;
  readonly paidInFen: number;
  readonly spentFen: number;
  readonly minTopUpFen: number;
  readonly maxTopUpFen: number;
  readonly refundable: readonly { readonly orderNo: string; readonly amountFen: number }[];
}

export interface TopUpRequest {
  readonly requestId: string;
  readonly patientId: string;
  readonly amountFen: number;
}

export interface InvoiceState {
  readonly orderNo: string;
  readonly state: 'issued' | 'not-yet' | 'at-counter';
  readonly invoice?: {
    readonly code: string;
    readonly number: string;
    readonly checkCode: string;
    readonly issuedAt: string;
    readonly totalFen: number;
  };
}
