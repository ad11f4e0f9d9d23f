/**
 * What travels for insurance payments of 2.0, as docs/his-contract/openapi.json says, written down a
 * second time on purpose (see types.ts). Amounts are fen. Times are ISO 8601 with +08:00.
 */

export interface UploadFeesRequest {
  readonly patientId: string;
  readonly billIds: readonly string[];
  readonly serialNo: string;
  /** Secret. */
  readonly payAuthNo: string;
}

export interface InsuranceUpload {
  readonly status: 'uploaded';
  readonly orderNo: string;
  readonly uploadedAt: string;
}

export interface InsurancePrice {
  readonly orderNo: string;
  readonly payOrderId: string;
  readonly createdAt: string;
  readonly totalFen: number;
  readonly cashFen: number;
  readonly insuranceFen: number;
  readonly insuranceFundFen: number;
  readonly insuranceSelfFen: number;
  readonly insuranceOtherFen: number;
  readonly cashAddFen: number;
  readonly cashReducedFen: number;
}

export interface InsuranceUploadState {
  readonly status: 'none' | 'uploaded' | 'priced' | 'settled' | 'refunded' | 'revoked';
  readonly orderNo: string;
  readonly payOrderId?: string;
  readonly refundNo?: string;
  readonly refundedAt?: string;
}

export interface RefundUploadRequest {
  readonly refundNo: string;
  readonly insuranceFundFen: number;
  readonly insuranceSelfFen: number;
  readonly insuranceOtherFen: number;
}

export interface InsuranceRefund {
  readonly orderNo: string;
  readonly refundNo: string;
  readonly refundedAt: string;
}

export interface InsuranceRevocation {
  readonly status: 'revoked';
  readonly orderNo: string;
  readonly revokedAt: string;
}
