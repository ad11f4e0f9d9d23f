/** Orders as the desk asks for them: found, counted and summed by the database (money rule 13). */
import type { DeskState, MoneyKind } from '../domain/desk';
import type { BillId, HospitalId, PatientId } from '../domain/ids';
import type { EntryPoint, Order } from '../domain/order';
import type { Fen } from '../../miniprogram/shared/fen';

/** From the first moment to the last, both included; ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Sums {
  readonly count: number;
  readonly cash: Fen;
  readonly insurance: Fen;
}

export interface FoundOrders {
  readonly orders: readonly Order[];
  /** Where to go on; absent when these were the last. */
  readonly next?: string;
}

export interface FindAsk {
  /** Of that patient or on that bill; of everybody when neither. */
  readonly patient?: PatientId;
  readonly bill?: BillId;
  readonly state?: DeskState;
  /** When it was placed. */
  readonly placed?: Span;
  readonly after?: string;
  readonly limit: number;
}

/** One indexed query each. Orders stored before there was a desk are not among them. */
export interface StaffOrders {
  /**
   * Latest first. Pages stay what they were while orders are added; one that cannot be read is left
   * out, with an alarm.
   */
  find(hospital: HospitalId, ask: FindAsk): Promise<FoundOrders>;
  /** Paid in that time, the first paid first, from the `skip`th on. */
  paidIn(hospital: HospitalId, span: Span, skip: number, limit: number): Promise<readonly Order[]>;
  paid(hospital: HospitalId, span: Span): Promise<Sums>;
  /** Money that was back in that time. */
  refunded(hospital: HospitalId, span: Span): Promise<Sums>;
  /** Payments of that time by where the person came from; one that does not say came by the menu. */
  byEntry(hospital: HospitalId, span: Span): Promise<Readonly<Record<EntryPoint, number>>>;
  byMoney(hospital: HospitalId, span: Span): Promise<Readonly<Record<MoneyKind, number>>>;
  /** Orders in that state, placed in that time. */
  count(hospital: HospitalId, state: DeskState, placed: Span): Promise<number>;
  inReview(hospital: HospitalId): Promise<number>;
}
