/**
 * What the hospital keeps of visits and stays, as records that survive JSON. Amounts in fen, times in
 * ms since the epoch.
 */

import type { VisitType } from './types';

/** Whether it is paid, cancelled or out of time is its bill's to know. */
export interface AppointmentRecord {
  readonly appointmentId: string;
  readonly patientId: string;
  readonly slotId: string;
  readonly source: 'here' | 'elsewhere';
  readonly department: string;
  readonly doctorId: string;
  readonly doctor: string;
  readonly doctorTitle: string;
  readonly place: string;
  readonly from: number;
  readonly to: number;
  readonly feeFen: number;
  readonly visitType: VisitType;
  readonly billId: string;
  /** Stays until the visit; otherwise locked until its bill expires. */
  readonly kept: boolean;
  /** 就诊序号, given when it was paid. */
  readonly number?: string;
}

/** What a request id was used for. */
export interface LockRecord {
  readonly requestId: string;
  readonly slotId: string;
  readonly patientId: string;
  readonly appointmentId: string;
}

export interface AdmissionRecord {
  readonly admissionId: string;
  readonly patientId: string;
  readonly ward: string;
  readonly bed: string;
  readonly admittedAt: number;
  /** null while the stay goes on. */
  readonly dischargedAt: number | null;
  /** Paid in at the desk: what is left of it goes back there. */
  readonly paidAtDeskFen: number;
  readonly spentFen: number;
}

/** What a request id was used for. */
export interface TopUpRecord {
  readonly requestId: string;
  readonly admissionId: string;
  readonly patientId: string;
  readonly amountFen: number;
  readonly billId: string;
}
