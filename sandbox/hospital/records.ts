/** What the hospital keeps, as records that survive JSON. Amounts in fen, times in ms since the epoch. */

import type { HisErrorCode } from './errors';
import type { BillItem, IdType, InsuranceExclusion, SettleRequest, VisitType } from './types';

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
  | { readonly kind: 'settled'; readonly settlementNo: string; readonly orderNo: string | null };

export interface BillRecord {
  readonly billId: string;
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
  readonly bureauDown: boolean;
}
