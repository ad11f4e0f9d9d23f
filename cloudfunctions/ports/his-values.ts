/** Values that the hospital's systems hand over. Amounts in fen, times in ms since the epoch. */
import type { Fen } from '../../miniprogram/shared/fen';
import type { IdentityKind } from '../../miniprogram/shared/identity-number';
import type { BillId, PatientId } from '../domain/ids';

export interface IdentityMatch {
  readonly name: string;
  readonly cardNo: string;
  readonly idType: IdentityKind;
  readonly idDigest: string;
}

/** The number itself stays in the adapter: only its digest comes out (trap 1). */
export interface HisPatient {
  readonly patientId: PatientId;
  readonly name: string;
  readonly cardNo: string;
  readonly idType: IdentityKind;
  readonly idDigest: string;
}

export interface HisBillItem {
  readonly name: string;
  readonly category: string;
  readonly spec?: string;
  readonly quantity: string;
  readonly unit: string;
  readonly amount: Fen;
  readonly insuranceClass?: string;
}

/** As in the contract's BillKind; decides how the order is called at the platform. */
export type HisBillKind = 'clinic' | 'registration' | 'deposit';

export interface HisBill {
  readonly billId: BillId;
  readonly kind: HisBillKind;
  /** The visit or stay that it belongs to. */
  readonly visitId: string;
  readonly visitAt: number;
  /** Of a registration. */
  readonly appointmentId?: string;
  /** Of a deposit. */
  readonly admissionId?: string;
  readonly patientId: PatientId;
  readonly title: string;
  readonly department: string;
  readonly doctor: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly status: 'unpaid' | 'settled' | 'cancelled' | 'expired';
  readonly total: Fen;
  readonly items: readonly HisBillItem[];
}

export interface HisSession {
  readonly sessionId: string;
  readonly operatorNo: string;
  readonly operatorName: string;
  readonly batchNo: string;
}

/** Where a settlement stands. `elsewhere`: the bill was settled by another payment. */
export interface HisSettlement {
  readonly status: 'settled' | 'elsewhere' | 'not-settled' | 'cancelled';
  readonly settlementNo?: string;
  readonly pickup?: string;
  readonly booked?: { readonly total: Fen; readonly cash: Fen; readonly insurance: Fen };
}
