/** A way to take money: 1.0 and 2.0 implement it (money rules 1, 2 and 4). */
import type { Amounts } from '../domain/amounts';
import type { Effect, PaymentEvidence } from '../domain/evidence';
import type { OpenId, OrderNo } from '../domain/ids';
import type { Launch } from '../domain/launch';
import type { ChannelName, Order, OrderKind } from '../domain/order';
import type { IdentityKind } from '../../miniprogram/shared/identity-number';
import type { Reason } from '../../miniprogram/shared/reasons';
import type { Deadline } from './deadline';
import type { CodeAsk } from './one-code';

/** What the hospital's systems need to hear with an insurance payment (trap 32). */
export interface InsuranceSession {
  readonly sessionId: string;
  readonly operatorNo: string;
  readonly operatorName: string;
  readonly batchNo: string;
  /** Where the payer stands, in words. */
  readonly place: string;
}

export interface InsuredPerson {
  readonly name: string;
  readonly idType: IdentityKind;
  readonly idDigest: string;
}

/** What the patient's permission and the bureau gave, for a channel that wants them. */
export interface Insured {
  /** Secret: minutes, single use. */
  readonly payAuthNo: string;
  readonly payOrderId: string;
  /** When the bureau made its order, ms. */
  readonly createdAt: number;
  /** Degrees; absent where the patient would not say. */
  readonly place?: { readonly latitude: number; readonly longitude: number };
}

export interface PlaceRequest {
  readonly orderNo: OrderNo;
  readonly kind: OrderKind;
  readonly payer: OpenId;
  readonly title: string;
  readonly amounts: Amounts;
  /** What the hospital's addition to the cash is for, e.g. 快递费. */
  readonly cashAddWording?: string;
  readonly patient: InsuredPerson;
  /** Who pays for the patient, where that is somebody else and the channel knows relatives. */
  readonly payerPerson?: InsuredPerson;
  readonly insured?: Insured;
  /** At a counter: the code's token and the counter. */
  readonly counter?: CodeAsk;
  /** HIS serial number (at most 20 characters) and bill number of the insurance system. */
  readonly serialNo: string;
  readonly billNo?: string;
  readonly orgNo: string;
  readonly session?: InsuranceSession;
  /** When the order was made, ms since the epoch. */
  readonly createdAt: number;
  readonly clientIp: string;
}

export interface Failure {
  /** The platform's own number or message, for the engineer. */
  readonly code: string;
  readonly reason: Reason;
  /** By which the platform finds the very answer again, where it gives one. */
  readonly requestId?: string;
}

export type PlaceOutcome =
  | { readonly kind: 'accepted'; readonly platformTradeNo: string; readonly launch: Launch }
  /** Effect `none`: nothing exists at the platform, but for `leftovers` that are still to be closed. */
  | ({
      readonly kind: 'rejected';
      readonly leftovers?: true;
      /** In the platform's own words, for whoever stands beside the payer; never for a log. */
      readonly why?: string;
    } & Failure)
  | ({ readonly kind: 'unknown' } & Failure);

export type QueryOutcome =
  | { readonly kind: 'evidence'; readonly evidence: PaymentEvidence }
  | { readonly kind: 'not-found' }
  /** `cashTaken`: the cash of an order that takes it first is there, and how its insurance stands is not known. */
  | ({ readonly kind: 'unknown'; readonly cashTaken?: true } & Failure);

export type CloseOutcome =
  | { readonly kind: 'taken' }
  | ({ readonly kind: 'refused'; readonly effect: Effect } & Failure)
  | ({ readonly kind: 'unknown' } & Failure);

/** What a channel may need to know of an order in order to ask about it. */
export type AskedOrder = Pick<
  Order,
  | 'orderNo'
  | 'channel'
  | 'payment'
  | 'amounts'
  | 'legs'
  | 'upload'
  | 'launch'
  | 'platformTradeNo'
  | 'counter'
  | 'concludedAt'
  | 'patientId'
  | 'billIds'
  | 'serialNo'
>;

export interface PaymentChannel {
  readonly name: ChannelName;
  place(request: PlaceRequest, deadline: Deadline): Promise<PlaceOutcome>;
  query(order: AskedOrder, deadline: Deadline): Promise<QueryOutcome>;
  /** An answer to the request only; that the order is closed is proven by `query` (money rule 7). */
  close(order: AskedOrder, deadline: Deadline): Promise<CloseOutcome>;
}
