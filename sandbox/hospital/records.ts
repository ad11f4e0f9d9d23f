/** What the hospital keeps, as records that survive JSON. Amounts in fen, times in ms since the epoch. */

import type { CounterTender } from './counter-types';
import type { HisErrorCode } from './errors';
import type {
  Amounts,
  BillItem,
  IdType,
  InsuranceExclusion,
  PayWith,
  RefundSums,
  SettleRequest,
  VisitType,
} from './types';

export interface PatientRecord {
  readonly patientId: string;
  readonly cardNo: string;
  readonly name: string;
  readonly idType: IdType;
  /** Normalised (identity.ts). */
  readonly idNo: string;
  readonly phone: string | null;
  /** Whether the hospital knows an insurance of this person. */
  readonly insured: boolean;
}

/** How insurance pays a bill. What it does not pay, less the discounts, is cash. */
export type InsuranceTerms = OfflineTerms | OnlineTerms;

export interface OfflineTerms {
  readonly mode: 'offline';
  readonly fundFen: number;
  readonly selfFen: number;
  readonly otherFen: number;
  /** Given by the bureau: neither cash nor insurance. */
  readonly discountFen: number;
}

export interface OnlineTerms {
  readonly mode: 'online';
  readonly estimate: { readonly cashFen: number; readonly insuranceFen: number } | null;
}

export type BillState =
  | { readonly kind: 'unpaid' }
  | { readonly kind: 'cancelled' }
  /** `orderNo` is null when the bill was paid at the window. */
  | {
      readonly kind: 'settled';
      readonly settlementNo: string;
      readonly orderNo: string | null;
      /** Withdrawn by the doctor although it is paid: once all money is back it is cancelled. */
      readonly withdrawn?: true;
    };

/** What a bill pays, beside what a doctor ordered. */
export type BillSubject =
  | { readonly kind: 'registration'; readonly appointmentId: string }
  | { readonly kind: 'deposit'; readonly admissionId: string };

export interface BillRecord {
  readonly billId: string;
  /** Absent: what a doctor ordered (kind clinic). */
  readonly subject?: BillSubject;
  /** Printed on a prescription for scanning; of clinic bills only. */
  readonly code?: string;
  /** Which story the bill tells; for whoever drives the sandbox. */
  readonly scenario: string;
  readonly patientId: string;
  readonly visitId: string;
  readonly registrationNo: string;
  readonly visitType: VisitType;
  readonly visitAt: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
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
  readonly state: BillState;
  /** When something of it was handed out or used. */
  readonly servedAt?: number;
}

/** What the hospital remembers of an order number. */
export type SettlementRecord =
  | { readonly kind: 'refused'; readonly orderNo: string; readonly billIds: readonly string[] }
  | { readonly kind: 'cancelled'; readonly orderNo: string; readonly cancelledAt: number }
  | SettledRecord;

export interface SettledRecord {
  readonly kind: 'settled';
  readonly orderNo: string;
  readonly settlementNo: string;
  readonly settledAt: number;
  readonly pickup: string;
  readonly request: SettleRequest;
  /** What refunds hold back, and what they have taken; absent: nothing. */
  readonly held?: RefundSums;
  readonly refunded?: RefundSums;
}

/** What the hospital remembers of a refund number. */
export interface RefundRecord extends RefundSums {
  readonly refundNo: string;
  readonly orderNo: string;
  readonly status: 'held' | 'confirmed' | 'released';
  /** When the status began. */
  readonly since: number;
  /** As told: ISO 8601 with +08:00. */
  readonly refundedAt?: string;
  readonly platformRefundNo?: string;
}

/** One line of the books. Times as told, or ISO 8601 with +08:00. */
export type BookedRow = BookedSettlement | BookedRefund;

export interface BookedSettlement extends Amounts {
  readonly kind: 'settlement';
  readonly settlementNo: string;
  readonly source: 'order' | 'window';
  /** Exactly when source is order. */
  readonly orderNo?: string;
  readonly patientId: string;
  readonly billIds: readonly string[];
  readonly payWith: PayWith;
  readonly channel: SettleRequest['channel'] | 'window';
  readonly tender?: CounterTender;
  readonly platformTradeNo?: string;
  readonly insuranceTradeNo?: string;
  readonly cashTradeNo?: string;
  readonly paidAt: string;
  readonly settledAt: string;
}

export interface BookedRefund extends RefundSums {
  readonly kind: 'refund';
  readonly source: 'order';
  readonly refundNo: string;
  readonly orderNo: string;
  readonly settlementNo: string;
  readonly patientId: string;
  readonly billIds: readonly string[];
  readonly totalFen: number;
  readonly platformRefundNo?: string;
  readonly refundedAt: string;
  readonly confirmedAt: string;
}

/** A row of the ledger that is answered otherwise than it is booked. */
export interface PlantedDifference {
  /** YYYY-MM-DD, Asia/Shanghai. */
  readonly day: string;
  /** The row (ledger-book.ts, `keyOf`). */
  readonly key: string;
  readonly drop: boolean;
  readonly cashFen?: number;
  readonly insuranceFen?: number;
}

/** That many made-up rows belong to the day (synthetic-ledger.ts). */
export interface SyntheticDay {
  readonly day: string;
  readonly rows: number;
}

export interface ProofRecord {
  readonly proofId: string;
  readonly patientId: string;
  readonly code: string;
  readonly startedAt: number;
  readonly expiresAt: number;
  readonly wrongTries: number;
}

export interface SmsRecord {
  readonly smsId: string;
  readonly at: number;
  readonly phone: string;
  readonly text: string;
}

export interface OpenCardRecord {
  readonly requestId: string;
  readonly name: string;
  readonly idType: IdType;
  readonly idNo: string;
  readonly patientId: string;
  readonly existed: boolean;
}

export interface WrongMatchesRecord {
  readonly cardNo: string;
  readonly times: readonly number[];
}

export interface LeverRecord {
  /** Codes with which the next settlements are refused, oldest first. */
  readonly refusals: readonly HisErrorCode[];
  /** Codes with which the next holds are refused, oldest first. */
  readonly holdRefusals: readonly HisErrorCode[];
  /** The same for insurance that is settled, or taken back, at a counter. */
  readonly counterSettleRefusals?: readonly HisErrorCode[];
  readonly counterReverseRefusals?: readonly HisErrorCode[];
  /** By how much more cash than quoted the next settlements at a counter ask, in fen. */
  readonly counterShifts?: readonly number[];
  readonly bureauDown: boolean;
  /** Electronic invoices are printed at the counter only. */
  readonly invoicesAtCounter: boolean;
}
