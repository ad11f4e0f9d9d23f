/** What the bureau keeps, as records that survive JSON. Amounts in fen, times in ms since the epoch. */

import type { Split } from './for-hospital';
import type { BureauRefusal } from './port';
import type { BureauCode } from './refused';

/** A code from the authorisation's mini program, under its hash. */
export interface CodeRecord {
  readonly id: string;
  readonly openid: string;
  readonly issuedAt: number;
  readonly usedAt?: number;
}

/** A pay_auth_no, under its hash. */
export interface AuthorisationRecord {
  readonly id: string;
  readonly openid: string;
  /** self: for the person's own fees · family: for those of a relative. */
  readonly kind: 'self' | 'family';
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The order whose fees were uploaded under it: no other one is. */
  readonly orderNo?: string;
  /** When the platform took an order under it. */
  readonly spentAt?: number;
}

export interface PriceRecord extends Split {
  readonly payOrderId: string;
  readonly createdAt: number;
}

export interface UploadRecord {
  readonly orderNo: string;
  readonly serialNo: string;
  readonly billIds: readonly string[];
  readonly patient: { readonly name: string; readonly idDigest: string };
  /** Hash of the pay_auth_no. */
  readonly authorisation: string;
  readonly uploadedAt: number;
  /** What the hospital reckons. */
  readonly estimate: Split;
  readonly inHospital: boolean;
  readonly price?: PriceRecord;
  /** When the platform's order was taken. */
  readonly acceptedAt?: number;
  readonly settledAt?: number;
  /** Why the insurance will not pay, for ever. */
  readonly failed?: string;
  readonly refund?: { readonly refundNo: string; readonly at: number };
}

export interface RevocationRecord {
  readonly orderNo: string;
  readonly revokedAt: number;
}

/** Why each act may be made to fail; `settle` says it in words. */
export interface FailureReasons {
  readonly upload: BureauCode;
  readonly price: BureauCode;
  readonly refund: BureauCode;
  readonly accept: BureauRefusal;
  readonly settle: string;
}
export type FailingAct = keyof FailureReasons;

/** What a lever makes fail next. */
export type Failure = {
  [A in FailingAct]: { readonly at: A; readonly why: FailureReasons[A] };
}[FailingAct];

export interface LeverRecord {
  /** Oldest first. */
  readonly failures: readonly Failure[];
  /** Fen by which the cash of the next prices differs from the estimate, oldest first. */
  readonly priceShifts: readonly number[];
  readonly authorisationLifeMs: number;
}
