/**
 * The insurance bureau as the hospital reaches it for us (docs/his-contract): 6201 fee upload, 6202
 * pre-settlement, 6301 query, 6203 refund, 6401 revocation of an upload. Each under the order's number
 * and idempotent by it; amounts in fen, times in ms since the epoch.
 */
import type { PreSettledAmounts } from '../domain/amounts';
import type { BillId, OrderNo, PatientId, RefundNo } from '../domain/ids';
import type { Fen } from '../../miniprogram/shared/fen';
import type { Deadline } from './deadline';
import type { HisAnswer } from './his';

export interface UploadAsk {
  readonly orderNo: OrderNo;
  readonly patientId: PatientId;
  readonly billIds: readonly BillId[];
  /** The hospital's order number, medOrgOrd of 6201. */
  readonly serialNo: string;
  /** Secret, single use, minutes: goes from the authorisation straight to the hospital. */
  readonly payAuthNo: string;
}

export interface PricedUpload {
  /** pay_order_id of 6202. */
  readonly payOrderId: string;
  readonly amounts: PreSettledAmounts;
  /** When the bureau made its order, ms. */
  readonly createdAt: number;
}

/**
 * none: never uploaded · uploaded · priced: 6202 was done · settled: insurance has paid · refunded ·
 * revoked: withdrawn, and can never be settled any more.
 */
export type UploadStatus = 'none' | 'uploaded' | 'priced' | 'settled' | 'refunded' | 'revoked';

export interface UploadState {
  readonly status: UploadStatus;
  readonly payOrderId?: string;
  /** Of a refund: its number, and when the bureau made it. */
  readonly refundNo?: string;
  readonly refundedAt?: number;
}

export interface InsuranceRefundAsk {
  readonly orderNo: OrderNo;
  readonly refundNo: RefundNo;
  readonly fund: Fen;
  readonly self: Fen;
  readonly other: Fen;
}

export interface InsuranceBureau {
  /** 6201. A certain refusal: nothing was uploaded. */
  upload(ask: UploadAsk, deadline: Deadline): Promise<HisAnswer<{ status: 'uploaded' }>>;
  /** 6202. */
  price(
    ask: Pick<UploadAsk, 'orderNo' | 'payAuthNo'>,
    deadline: Deadline,
  ): Promise<HisAnswer<PricedUpload>>;
  /** 6301. */
  state(orderNo: OrderNo, deadline: Deadline): Promise<HisAnswer<UploadState>>;
  /** 6203, insurance whole. The time stays the same however often it is asked. */
  refund(ask: InsuranceRefundAsk, deadline: Deadline): Promise<HisAnswer<{ refundedAt: number }>>;
  /** 6401; a tombstone also where nothing was uploaded. Refused for certain once settled. */
  revoke(orderNo: OrderNo, deadline: Deadline): Promise<HisAnswer<{ status: 'revoked' }>>;
}
