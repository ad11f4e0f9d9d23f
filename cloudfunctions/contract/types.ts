/**
 * What the phone may ask and what it hears. Types only: the phone imports nothing else from here.
 * Amounts are fen, times are ms since the epoch. Neither an amount nor an identity number travels
 * from the phone when something is paid: both come from the hospital by id.
 */
import type { CounterActions } from './counter-types';
import type { StaffActions } from './staff-types';
import type { VisitActions, VisitPayActions } from './visit-types';
import type { EntryPoint, OrderKind } from '../domain/order';
import type { RefundCause } from '../domain/refund';
import type { ReminderKind } from '../domain/reminders';
import type { Fen } from '../../miniprogram/shared/fen';
import type { IdentityKind } from '../../miniprogram/shared/identity-number';
import type { Reason } from '../../miniprogram/shared/reasons';

/** Every answer of every function. `traceId` finds the call in the log; it identifies nobody. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly traceId: string }
  | {
      readonly ok: false;
      readonly reason: Reason;
      /** Whether the same request may succeed a little later. */
      readonly retry: boolean;
      readonly traceId: string;
    };

export interface HospitalView {
  /** As in prescription codes. */
  readonly id: string;
  readonly name: string;
  /** Where a human answers. */
  readonly phone: string;
  readonly address: string;
  /** Whether a patient can be added by the platform's real-name check; otherwise by telephone. */
  readonly realNameCheck: boolean;
}

export type Relation = 'self' | 'child' | 'parent' | 'spouse' | 'other';

export interface PatientView {
  readonly patientId: string;
  /** Masked: 张*国. */
  readonly name: string;
  /** Masked hospital card number. */
  readonly cardNo: string;
  readonly isDefault: boolean;
  /** Who that is to the person; self is proven, the others are what they said. */
  readonly relation: Relation;
  /** Whether insurance pays for them here at all; otherwise why not. */
  readonly canUseInsurance: boolean;
  readonly insuranceBar?: Reason;
}

export interface BillItemView {
  readonly name: string;
  readonly category: string;
  readonly spec?: string;
  readonly quantity: string;
  readonly unit: string;
  readonly amount: Fen;
  readonly insuranceClass?: string;
}

export interface BillView {
  readonly billId: string;
  readonly kind: OrderKind;
  /** Bills of one visit stand together. */
  readonly visitId: string;
  readonly visitAt: number;
  readonly title: string;
  readonly department: string;
  readonly doctor: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly status: 'unpaid' | 'settled' | 'cancelled' | 'expired';
  readonly total: Fen;
  readonly items: readonly BillItemView[];
  /** The caller's own live order on this bill, if there is one. */
  readonly liveOrderNo?: string;
}

export type PayWith = 'insurance' | 'cash';

/** How a sum is split. `decidedAtPayment`: the bureau decides the legs while the patient pays. */
export interface SplitView {
  readonly payWith: PayWith;
  readonly total: Fen;
  readonly cash: Fen;
  readonly insurance: Fen;
  readonly insuranceFund?: Fen;
  readonly insuranceSelf?: Fen;
  readonly insuranceOther?: Fen;
  readonly cashAdd: Fen;
  readonly cashAddWording?: string;
  readonly cashReduced: Fen;
  readonly decidedAtPayment: boolean;
  /** Why insurance cannot pay here; present only when payWith is cash. */
  readonly insuranceUnavailable?: Reason;
  /** A refund of it would be made at the hospital by hand: told before it is paid (money rule 9). */
  readonly refundByHand?: true;
}

/** What the phone should do next. */
export type NextStep =
  | { readonly do: 'open-mini-program'; readonly appId: string; readonly path: string }
  /** The patient must permit the use of their insurance, in that mini program; then `authoriseOrder`. */
  | {
      readonly do: 'authorise';
      readonly appId: string;
      readonly path: string;
      /** The bureau's test environment: its trial version. */
      readonly trial?: true;
    }
  /** WeChat's own cashier; the cash fields are absent where insurance pays all of it. */
  | {
      readonly do: 'request-medical-insurance-pay';
      readonly mixTradeNo: string;
      readonly cash?: {
        readonly timeStamp: string;
        readonly nonceStr: string;
        readonly package: string;
        readonly signType: 'RSA';
        readonly paySign: string;
      };
    }
  /** Ask again in a while; the state is not known yet. */
  | { readonly do: 'wait' }
  /** Everything is done. */
  | { readonly do: 'done' }
  /** This order is over without payment; the bill may be paid by a new order. */
  | { readonly do: 'pay-anew' }
  /** A human must help. */
  | { readonly do: 'ask-at-counter' };

/**
 * confirming: not known yet, do not pay again · unpaid: alive and not paid · paid: proven ·
 * failed: nothing was taken · closed: over, nothing was taken · review: a human is looking at it.
 */
export type PaymentView = 'confirming' | 'unpaid' | 'paid' | 'failed' | 'closed' | 'review';

/**
 * going: on its way, the patient need do nothing · returned: the money is back · refused: nothing goes
 * back, `reason` says why.
 */
export interface RefundView {
  readonly state: 'going' | 'returned' | 'refused';
  readonly cash: Fen;
  readonly insurance: Fen;
  readonly cause: RefundCause;
  /** The hospital brings it back itself, at the counter or by a transfer. */
  readonly byHand: boolean;
  readonly reason?: Reason;
  readonly askedAt: number;
  readonly returnedAt?: number;
}

/** What happened to an order, oldest first; `at` in ms. */
export interface TimelineStep {
  readonly step: 'placed' | 'paid' | 'booked' | 'refund-asked' | 'refunded' | 'closed' | 'failed';
  readonly at: number;
}

/** open: not over · done: paid and booked · refunded: money went back or is on its way · over: no money. */
export type OrderFilter = 'all' | 'open' | 'done' | 'refunded' | 'over';

export interface OrderView {
  readonly orderNo: string;
  readonly kind: OrderKind;
  readonly title: string;
  readonly patientName: string;
  readonly billIds: readonly string[];
  readonly split: SplitView;
  readonly payment: PaymentView;
  /** pending: paid, the hospital has not booked it yet · settled: the hospital counts it as paid. */
  readonly hospital: 'none' | 'pending' | 'settled' | 'refused';
  /** Where to go now, in the hospital's words; present once settled. */
  readonly pickup?: string;
  readonly createdAt: number;
  readonly deadlineAt: number;
  readonly paidAt?: number;
  /** Of a registration. */
  readonly visit?: {
    readonly appointmentId: string;
    readonly from: number;
    readonly to: number;
    readonly department: string;
    readonly doctor: string;
    readonly place: string;
  };
  readonly patientId: string;
  /** The hospital's number of the settlement, for the receipt. */
  readonly settlementNo?: string;
  readonly timeline: readonly TimelineStep[];
  /** Why, when payment is failed or closed or needs the patient to act (card-unbound). */
  readonly reason?: Reason;
  /** Present once money was asked back, by whomever. */
  readonly refund?: RefundView;
  /** Whether the patient can ask for the whole payment back now. */
  readonly canRefund: boolean;
  readonly next: NextStep;
}

/** Where the patient stands, or that they would not say (interface document v2.4 §3.3, bka964). */
export type Place =
  | { readonly kind: 'located'; readonly latitude: number; readonly longitude: number }
  | { readonly kind: 'refused' };

export interface IdentityClaim {
  readonly name: string;
  readonly cardNo: string;
  readonly idType: IdentityKind;
  /** MD5 of the normalised number, lower-case hex; the number itself stays on the phone. */
  readonly idDigest: string;
  /** What the person says; `self` counts only with the real-name check. */
  readonly relation: Relation;
}

/** Function `clinic`: reads the hospital; holds no payment key. */
export interface ClinicActions extends VisitActions {
  home: {
    in: Record<string, never>;
    out: {
      hospital: HospitalView;
      patients: readonly PatientView[];
      unfinished: readonly OrderView[];
      /** Template numbers of WeChat by kind; a kind without one is not asked for. */
      templates: Readonly<Partial<Record<ReminderKind, string>>>;
    };
  };
  listPatients: { in: Record<string, never>; out: { patients: readonly PatientView[] } };
  chooseDefault: { in: { patientId: string }; out: { patients: readonly PatientView[] } };
  removePatient: { in: { patientId: string }; out: { patients: readonly PatientView[] } };
  /** HIS sends a code to the phone number it knows for that card. */
  startPhoneProof: {
    in: IdentityClaim;
    out: { proofId: string; phoneMasked: string; expiresAt: number };
  };
  finishPhoneProof: { in: { proofId: string; code: string }; out: { patient: PatientView } };
  /** The caller's own orders, newest first, 20 a page; `next` continues the list. */
  listOrders: {
    in: { filter: OrderFilter; after?: string };
    out: { orders: readonly OrderView[]; next?: string };
  };
  listBills: { in: { patientId: string }; out: { bills: readonly BillView[] } };
  bill: { in: { patientId: string; billId: string }; out: { bill: BillView } };
  /** The split as HIS sees it now; binds nothing. */
  split: {
    in: { patientId: string; billIds: readonly string[]; payWith: PayWith };
    out: { split: SplitView };
  };
}

/** Function `pay`: places, confirms, closes, verifies names. */
export interface PayActions extends VisitPayActions {
  /** Adds a patient; proof of control is the real-name check of §3.9. */
  addPatient: { in: IdentityClaim; out: { patient: PatientView } };
  /** Opens a hospital card: the one call in which the number leaves the phone, straight to HIS. */
  openCard: {
    in: {
      name: string;
      idType: IdentityKind;
      idNo: string;
      phone: string;
      requestId: string;
      relation: Relation;
    };
    out: { patient: PatientView };
  };
  placeOrder: {
    in: {
      patientId: string;
      billIds: readonly string[];
      payWith: PayWith;
      place: Place;
      entry: EntryPoint;
    };
    out: { order: OrderView };
  };
  /** Goes on with an order whose next step was `authorise`, with the code that came back. */
  authoriseOrder: {
    in: { orderNo: string; authCode: string; place: Place };
    out: { order: OrderView };
  };
  confirmOrder: { in: { orderNo: string }; out: { order: OrderView } };
  closeOrder: { in: { orderNo: string }; out: { order: OrderView } };
  /** Asks for the whole payment back; refused with a reason where city or hospital do not allow it. */
  askRefund: { in: { orderNo: string }; out: { order: OrderView } };
}

export interface Functions {
  clinic: ClinicActions;
  pay: PayActions;
  staff: StaffActions;
  counter: CounterActions;
}
