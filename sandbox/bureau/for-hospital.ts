/**
 * What a hospital asks of the bureau: 6201 fee upload, 6202 pre-settlement, 6301 query, 6203 refund, 6401
 * revocation, each under our order's number and idempotent by it (docs/his-contract). Amounts in fen,
 * times in ms since the epoch. Refusals are thrown as BureauRefused.
 */

/** How a sum is made up; total = cash + fund + self + other + cashReduced. */
export interface Split {
  readonly totalFen: number;
  /** With what was added, without what was taken off. */
  readonly cashFen: number;
  readonly fundFen: number;
  readonly selfFen: number;
  readonly otherFen: number;
  readonly cashAddFen: number;
  readonly cashReducedFen: number;
}

export interface Fees extends Split {
  /** Whether the hospital has the patient in a ward now. */
  readonly inHospital: boolean;
}

export interface UploadHead {
  readonly orderNo: string;
  /** The hospital's order number, medOrgOrd. */
  readonly serialNo: string;
  readonly billIds: readonly string[];
  readonly patient: { readonly name: string; readonly idDigest: string };
  /** Secret: the bureau keeps a hash of it at most. */
  readonly payAuthNo: string;
}

export interface Priced extends Split {
  readonly payOrderId: string;
  readonly createdAt: number;
}

export interface UploadState {
  readonly status: 'none' | 'uploaded' | 'priced' | 'settled' | 'refunded' | 'revoked';
  readonly payOrderId?: string;
  readonly refundNo?: string;
  readonly refundedAt?: number;
}

export interface RefundAsk {
  readonly refundNo: string;
  readonly fundFen: number;
  readonly selfFen: number;
  readonly otherFen: number;
}

export interface BureauForHospital {
  /** 6201. `fees` is asked only when the answer is not known from before; what it throws is passed on. */
  upload(head: UploadHead, fees: () => Fees): { readonly uploadedAt: number };
  /** 6202. `totalNow`: what these bills ask now, in fen; asked only when it is not priced yet. */
  price(
    orderNo: string,
    payAuthNo: string,
    totalNow: (billIds: readonly string[]) => number,
  ): Priced;
  /** What the bureau has split under that number, revoked or not. */
  priced(orderNo: string): Split | undefined;
  /** 6301. */
  state(orderNo: string): UploadState;
  /** 6203. */
  refund(orderNo: string, ask: RefundAsk): { readonly refundedAt: number };
  /** 6401. */
  revoke(orderNo: string): { readonly revokedAt: number };
  /** What stands against settling these bills at a counter. */
  barTo(
    idDigest: string,
    billIds: readonly string[],
  ): 'IN_HOSPITAL' | 'INSURANCE_SETTLED' | undefined;
  /** Forgets everything but who is insured and whose card is bound. */
  reset(): void;
}
