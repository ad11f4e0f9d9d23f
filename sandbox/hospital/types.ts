/**
 * What travels between the hospital and the cloud functions, as docs/his-contract/openapi.json says,
 * written down a second time on purpose: the contract check (contract.ts) compares both at run time.
 * Amounts are fen. Times are ISO 8601 with +08:00.
 */

import type { CounterTender } from './counter-types';

export type IdType = 1 | 9 | 8 | 5 | 4 | 6 | 7;
export type PayWith = 'insurance' | 'cash';
export type BillStatus = 'unpaid' | 'settled' | 'cancelled' | 'expired';
export type VisitType =
  | 'general-outpatient'
  | 'maternity'
  | 'major-illness'
  | 'special-disease'
  | 'special-examination'
  | 'vaccination'
  | 'inpatient';
export type InsuranceExclusion =
  | 'NOT_COVERED'
  | 'VISIT_TYPE'
  | 'PATIENT_NOT_INSURED'
  | 'ID_TYPE'
  | 'NOT_TODAY'
  | 'BUREAU_UNAVAILABLE'
  | 'DEPOSIT'
  | 'IN_HOSPITAL';
export type BillKind = 'clinic' | 'registration' | 'deposit';

export interface MatchPatientRequest {
  readonly cardNo: string;
  readonly name: string;
  readonly idType: IdType;
  /** Lower-case hex MD5 of the identity number (see identity.ts). */
  readonly idDigest: string;
}

export interface MatchPatientResponse {
  readonly patientId: string;
  readonly nameMasked: string;
  readonly phoneMasked?: string;
}

export interface Patient {
  readonly patientId: string;
  readonly cardNo: string;
  readonly name: string;
  readonly idType: IdType;
  readonly idNo: string;
  readonly phoneMasked?: string;
}

export interface OpenCardRequest {
  readonly requestId: string;
  readonly name: string;
  readonly idType: IdType;
  readonly idNo: string;
  readonly phone: string;
}

export interface OpenCardResponse {
  readonly patientId: string;
  readonly cardNo: string;
  readonly existed: boolean;
}

export interface PhoneProof {
  readonly proofId: string;
  readonly phoneMasked: string;
  readonly expiresAt: string;
}

export interface BillItem {
  readonly name: string;
  readonly category: string;
  readonly spec?: string;
  readonly unit: string;
  /** Exact decimal. */
  readonly quantity: string;
  readonly amountFen: number;
  readonly insuranceClass?: '甲' | '乙' | '丙';
}

export interface Bill {
  readonly billId: string;
  readonly kind: BillKind;
  readonly patientId: string;
  readonly visitId: string;
  readonly visitType: VisitType;
  readonly visitAt: string;
  /** Exactly of a registration. */
  readonly appointmentId?: string;
  /** Exactly of a deposit. */
  readonly admissionId?: string;
  readonly title: string;
  readonly department: string;
  readonly doctor: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly status: BillStatus;
  readonly totalFen: number;
  readonly insurable: boolean;
  readonly insuranceExclusion?: InsuranceExclusion;
  readonly items: readonly BillItem[];
}

export interface PreSettleRequest {
  readonly patientId: string;
  readonly billIds: readonly string[];
  readonly payWith: PayWith;
  /** Paid there: the split may not stay open. */
  readonly at?: 'counter';
}

export interface RequestContent {
  readonly session_id: string;
  readonly operatorNo: string;
  readonly operatorName: string;
  readonly batchNo: string;
}

export interface Session {
  readonly requestContent: RequestContent;
  readonly expiresAt: string;
}

interface PreSettlementCommon {
  readonly serialNo: string;
  readonly orgNo: string;
  readonly totalFen: number;
  readonly cashAddFen: number;
  readonly cashAddWording?: string;
  readonly cashReducedFen: number;
  readonly issuedAt: string;
  readonly expiresAt: string;
}

export interface OfflinePreSettlement extends PreSettlementCommon {
  readonly mode: 'offline';
  readonly cashFen: number;
  readonly insuranceFen: number;
  readonly insuranceFundFen: number;
  readonly insuranceSelfFen: number;
  readonly insuranceOtherFen?: number;
  readonly billNo: string;
  readonly requestContent: RequestContent;
}

export interface OnlinePreSettlement extends PreSettlementCommon {
  readonly mode: 'online';
  readonly cashFen?: number;
  readonly insuranceFen?: number;
  readonly billNo: string;
  readonly requestContent: RequestContent;
}

export interface CashPreSettlement extends PreSettlementCommon {
  readonly mode: 'cash';
  readonly cashFen: number;
  readonly insuranceFen: 0;
  readonly billNo?: string;
  readonly insuranceUnavailable?: { readonly code: InsuranceExclusion };
}

export type PreSettlement = OfflinePreSettlement | OnlinePreSettlement | CashPreSettlement;

export interface Amounts {
  readonly totalFen: number;
  readonly cashFen: number;
  readonly insuranceFen: number;
  readonly cashAddFen: number;
  readonly cashReducedFen: number;
  readonly insuranceFundFen?: number;
  readonly insuranceSelfFen?: number;
  readonly insuranceOtherFen?: number;
}

export interface SettleRequest extends Amounts {
  readonly patientId: string;
  readonly billIds: readonly string[];
  readonly payWith: PayWith;
  readonly channel: 'payinsurance' | 'medins' | 'onecode' | 'none';
  /** Of onecode: cash that was taken otherwise. */
  readonly tender?: CounterTender;
  readonly serialNo?: string;
  readonly platformTradeNo?: string;
  readonly insuranceTradeNo?: string;
  readonly cashTradeNo?: string;
  readonly paidAt: string;
}

export interface SettleResponse {
  readonly status: 'settled';
  readonly orderNo: string;
  readonly settlementNo: string;
  readonly settledAt: string;
  readonly pickup: string;
}

export interface SettlementState extends Partial<Amounts> {
  readonly status: 'settled' | 'settled-elsewhere' | 'not-settled' | 'cancelled';
  readonly orderNo: string;
  readonly settlementNo?: string;
  readonly settledAt?: string;
  readonly pickup?: string;
  readonly cancelledAt?: string;
  readonly patientId?: string;
  readonly billIds?: readonly string[];
  readonly payWith?: PayWith;
  /** What refunds have taken back; absent when nothing. */
  readonly refundedCashFen?: number;
  readonly refundedInsuranceFen?: number;
}

export interface CancelSettlementResponse {
  readonly status: 'cancelled';
  readonly orderNo: string;
  readonly cancelledAt: string;
}

/** The two sums that a refund moves, in fen. */
export interface RefundSums {
  readonly cashFen: number;
  readonly insuranceFen: number;
}

export interface HoldRefundRequest extends RefundSums {
  readonly orderNo: string;
}

export interface ConfirmRefundRequest extends HoldRefundRequest {
  readonly refundedAt: string;
  readonly platformRefundNo?: string;
}

/** With every status but none order, sums and since are given. */
export interface RefundState extends Partial<RefundSums> {
  readonly status: 'none' | 'held' | 'confirmed' | 'released';
  readonly refundNo: string;
  readonly orderNo?: string;
  /** When the status began. */
  readonly since?: string;
  readonly refundedAt?: string;
  readonly platformRefundNo?: string;
}

/** A payment or a refund. */
export interface LedgerEntry extends RefundSums {
  readonly kind: 'settlement' | 'refund';
  readonly source: 'order' | 'window';
  /** These two exactly when source is order; refundNo of refunds only. */
  readonly orderNo?: string;
  readonly refundNo?: string;
  readonly settlementNo: string;
  readonly billIds: readonly string[];
  readonly totalFen: number;
  readonly platformNo?: string;
  readonly at: string;
}

export interface LedgerPage {
  /** `next` of the page before. */
  readonly after?: string;
  /** 1 to 2000. */
  readonly limit?: number;
}

export interface Ledger {
  readonly date: string;
  readonly entries: readonly LedgerEntry[];
  readonly next?: string;
}
