/**
 * The staff's desk: figures, looking up, second clerk, invitations, audit, files. Amounts are fen, times
 * ms since the epoch, days yyyyMMdd (Asia/Shanghai).
 */
import type { StaffRoleView } from './staff-types';
import type { EntryPoint, Order, OrderKind } from '../domain/order';
import type { Fen } from '../../miniprogram/shared/fen';

export interface SumsView {
  readonly count: number;
  readonly cash: Fen;
  readonly insurance: Fen;
}

export interface FiguresView {
  readonly day: string;
  readonly paid: SumsView;
  readonly refunded: SumsView;
  /** Placed on that day and not decided. */
  readonly waiting: number;
  /** Cases for a person, of any day. */
  readonly inReview: number;
  /** Refunds that wait for a second clerk. */
  readonly waitingRefunds: number;
  /** Payments of that day by the way the patient came. */
  readonly byEntry: Readonly<Record<EntryPoint, number>>;
}

/** waiting: not decided · paid: nothing back · refunded: money back or on its way · review · over. */
export type DeskState = 'waiting' | 'paid' | 'refunded' | 'review' | 'over';

export interface OrderLineView {
  readonly orderNo: string;
  readonly kind: OrderKind;
  readonly title: string;
  readonly patientName: string;
  readonly total: Fen;
  readonly state: DeskState;
  readonly payment: Order['payment'];
  readonly createdAt: number;
}

/** What the clerk typed or scanned: an order number, a bill number or a card number. */
export interface OrderSearch {
  readonly text?: string;
  readonly state?: DeskState;
  /** Of placing. */
  readonly day?: string;
  readonly after?: string;
}

export interface RefundRequestView {
  readonly requestId: string;
  readonly orderNo: string;
  readonly title: string;
  readonly patientName: string;
  readonly cash: Fen;
  readonly insurance: Fen;
  readonly note: string;
  readonly askedByName: string;
  readonly askedAt: number;
  /** The caller asked for it: somebody else must agree. */
  readonly own: boolean;
}

export interface MemberView {
  readonly memberId: string;
  readonly name: string;
  readonly role: StaffRoleView;
  readonly addedAt: number;
  /** Named in the deployment's settings: cannot be shut out here. */
  readonly fixed: boolean;
}

export interface AuditLineView {
  readonly at: number;
  readonly byName: string;
  readonly act: string;
  readonly orderNo?: string;
  /** Codes and amounts only. */
  readonly detail?: string;
}

/** A file for the phone to open and pass on; `content` is base64. */
export interface FileView {
  readonly name: string;
  readonly content: string;
}

/** What the caller did and what came in between two moments of one or two days. */
export interface ShiftView {
  readonly from: number;
  readonly to: number;
  readonly paid: SumsView;
  readonly refunded: SumsView;
  readonly ownRefunds: SumsView;
  readonly ownCasesEnded: number;
  readonly leftInReview: number;
}

/** Rows of a test report for the platform (access guide V1.4 §6.1): at least 20 orders, 2 days. */
export interface AcceptanceView {
  readonly orders: number;
  readonly insuranceOnly: number;
  readonly mixed: number;
  readonly zeroInsurance: number;
  readonly cash: number;
  readonly refunds: number;
  readonly daysReconciled: number;
  readonly ready: boolean;
}

export interface StaffDeskActions {
  figures: { in: { day?: string }; out: { figures: FiguresView } };
  findOrders: {
    in: OrderSearch;
    out: { orders: readonly OrderLineView[]; next?: string };
  };
  /** Refunds that wait for a second clerk, the longest waiting first. */
  refundRequests: { in: Record<string, never>; out: { requests: readonly RefundRequestView[] } };
  /** Refusals: second-clerk-same, and whatever stands against the refund now. */
  approveRefund: { in: { requestId: string }; out: { orderNo: string } };
  dismissRefund: { in: { requestId: string; note: string }; out: Record<string, never> };
  /** Administrators: a code for one person, once, for a day. */
  invite: {
    in: { name: string; role: StaffRoleView };
    out: { code: string; expiresAt: number };
  };
  /** Anybody with a code; refusals invitation-wrong, too-many-attempts. */
  join: { in: { code: string }; out: { role: StaffRoleView; name: string } };
  members: { in: Record<string, never>; out: { members: readonly MemberView[] } };
  /** Administrators: at once, whatever that phone still shows. */
  shutOut: { in: { memberId: string }; out: { members: readonly MemberView[] } };
  /** Administrators: latest first. */
  audit: { in: { after?: string }; out: { lines: readonly AuditLineView[]; next?: string } };
  /** A person dealt with a difference and says how. */
  settleDifference: {
    in: { day: string; differenceId: string; note: string };
    out: { open: number };
  };
  /** A day whose differences are all dealt with; refusal difference-open. */
  closeDay: { in: { day: string }; out: Record<string, never> };
  dayFile: { in: { day: string }; out: { file: FileView } };
  shift: { in: { from: number; to: number }; out: { shift: ShiftView } };
  shiftFile: { in: { from: number; to: number }; out: { file: FileView } };
  acceptance: { in: { from: string; to: string }; out: { acceptance: AcceptanceView } };
  acceptanceFile: { in: { from: string; to: string }; out: { file: FileView } };
}
