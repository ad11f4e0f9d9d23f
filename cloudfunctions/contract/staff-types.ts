/**
 * What clinic staff may ask and what they hear. Amounts are fen, times are ms since the epoch. Names are
 * masked here as well: staff find a patient by card or order, not by browsing names.
 */
import type { Order, ReviewReason } from '../domain/order';
import type { Act, Difference } from '../domain/recon-differences';
import type { ReconReport } from '../domain/recon-report';
import type { Refund, RefundMode } from '../domain/refund';
import type { ReviewAct } from '../domain/review';
import type { Fen } from '../../miniprogram/shared/fen';
import type { StaffDeskActions } from './staff-desk-types';
import type { HospitalView } from './types';

export type StaffRoleView = 'clerk' | 'administrator';

/** A case for a person, with the one act that ends it. */
export interface CaseView {
  readonly orderNo: string;
  readonly title: string;
  readonly patientName: string;
  readonly total: Fen;
  readonly reason: ReviewReason;
  readonly since: number;
  /** Codes and amounts that were seen. */
  readonly evidence: string;
  readonly act: ReviewAct['kind'];
}

export interface StaffRefundView {
  readonly refundNo: string;
  readonly mode: RefundMode;
  readonly cash: Fen;
  readonly insurance: Fen;
  readonly cause: Refund['cause'];
  readonly note: string;
  readonly via: Refund['via'];
  readonly state: Refund['state'];
  readonly hold: Refund['hold'];
  readonly legs: Refund['legs'];
  readonly askedAt: number;
  readonly returnedAt?: number;
  readonly receipt?: string;
  /** Of the word to the platform of 2.0, where a person gave it. */
  readonly toldReceipt?: string;
  readonly refusal?: string;
}

export interface StaffOrderView {
  readonly orderNo: string;
  readonly title: string;
  readonly patientName: string;
  readonly billIds: readonly string[];
  readonly payWith: 'insurance' | 'cash';
  readonly total: Fen;
  /** As proven, or as asked for while nothing is proven. */
  readonly cash: Fen;
  readonly insurance: Fen;
  readonly payment: Order['payment'];
  readonly legs: Order['legs'];
  readonly hospital: Order['settlement']['state'];
  readonly settlementNo?: string;
  readonly platformTradeNo?: string;
  readonly createdAt: number;
  readonly paidAt?: number;
  readonly refund?: StaffRefundView;
  /** What could go back in one piece now; both 0 when nothing can. */
  readonly refundable: { readonly cash: Fen; readonly insurance: Fen };
  /** A registration that cost nothing: a refund gives back the place alone (退号). */
  readonly placeCanGoBack: boolean;
  readonly review?: CaseView;
  /** At a counter: why the code could not pay, in the paying channel's own words. */
  readonly codeWhy?: string;
  readonly history: readonly {
    readonly at: number;
    readonly event: string;
    readonly outcome: string;
    readonly times: number;
    readonly note?: string;
    /** By which WeChat finds its answer again. */
    readonly requestId?: string;
    /** Whether a person did it. */
    readonly byPerson: boolean;
  }[];
}

/** `cash` (fen) only with cash-part and insurance-and-cash-part. */
export interface ClerkRefund {
  readonly orderNo: string;
  readonly mode: RefundMode;
  readonly cash?: Fen;
  /** Why, in the clerk's words. */
  readonly note: string;
}

/** Function `staff`: everything here is refused to whoever is not staff of this hospital. */
export interface StaffActions extends StaffDeskActions {
  whoAmI: {
    in: Record<string, never>;
    out: { role: StaffRoleView; name: string; hospital: HospitalView };
  };
  reviewQueue: { in: { skip: number }; out: { cases: readonly CaseView[]; more: boolean } };
  order: { in: { orderNo: string }; out: { order: StaffOrderView } };
  endReview: { in: { orderNo: string; act: ReviewAct }; out: { order: StaffOrderView } };
  /** What a refund would bring back, without asking for it. */
  previewRefund: {
    in: ClerkRefund;
    out: {
      cash: Fen;
      insurance: Fen;
      /** The one refund number is used up: insurance could no longer go back by interface (trap 11). */
      insuranceStays: boolean;
    };
  };
  /** `waitsFor`: above the hospital's limit nothing is sent before a second clerk agreed. */
  refund: {
    in: ClerkRefund;
    out: { order: StaffOrderView; waitsFor?: 'second-clerk' };
  };
  /** Compared days, latest first; `before` (yyyyMMdd) continues the list. */
  reconciledDays: {
    in: { before?: string };
    out: { days: readonly (ReconReport & { readonly closedAt?: number })[] };
  };
  /** A day's differences, each with the act that it needs; `after` continues the list. */
  differences: {
    in: { day: string; after?: string };
    out: {
      differences: readonly (Difference & {
        readonly act: Act;
        readonly differenceId: string;
        /** A person dealt with it. */
        readonly dealt?: { readonly at: number; readonly byName: string; readonly note: string };
      })[];
      next?: string;
    };
  };
  /** A day's report as CSV (UTF-8 with a mark, for spreadsheets). */
  reconciliationCsv: { in: { day: string }; out: { csv: string } };
  /** Has a day that is over compared anew. */
  reconcileAgain: { in: { day: string }; out: Record<string, never> };
  /** Administrators only: lets somebody in, or shuts them out at once. */
  setMember: {
    in: { openId: string; name: string; role: StaffRoleView | 'none' };
    out: Record<string, never>;
  };
}
