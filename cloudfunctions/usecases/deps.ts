/**
 * What the use cases are given. Each verb takes what it needs of this; nothing here is reached by
 * import.
 */
import type { HospitalId } from '../domain/ids';
import type { ReminderKind } from '../domain/reminders';
import type { Rules } from '../domain/rules';
import type { Attempts } from '../ports/attempts';
import type { Authoriser } from '../ports/authoriser';
import type { ClaimStore } from '../ports/claim-store';
import type { Clock } from '../ports/clock';
import type { HisCards, HisReader, HisSettler } from '../ports/his';
import type { HisRefunds } from '../ports/his-refunds';
import type { HisVisits } from '../ports/his-visits';
import type { Ids } from '../ports/ids';
import type { InsuranceBureau } from '../ports/insurance-bureau';
import type { Lease } from '../ports/lease';
import type { Log } from '../ports/log';
import type { NameVerifier } from '../ports/name-verifier';
import type { NoticeReader } from '../ports/notice-reader';
import type { NoticeStore } from '../ports/notice-store';
import type { OrderStore } from '../ports/order-store';
import type { PatientLinks } from '../ports/patient-links';
import type { PaymentChannel } from '../ports/payment-channel';
import type { PhoneProofs } from '../ports/phone-proofs';
import type { ReminderStore } from '../ports/reminder-store';
import type { RefundAsker, RefundDesk, RefundSender } from '../ports/refund-channel';
import type { PayScope } from './pay-scope';

export interface HospitalFacts {
  readonly id: HospitalId;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  /** Six digits; its rules are in domain/city-rules. */
  readonly cityId: string;
}

export interface Base {
  readonly hospital: HospitalFacts;
  readonly scope: PayScope;
  readonly rules: Rules;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Ledger extends Base {
  readonly orders: OrderStore;
  readonly claims: ClaimStore;
  readonly reminders: Pick<ReminderStore, 'add'>;
  /** Kinds that the hospital has a template for; absent: all of them. */
  readonly reminderKinds?: readonly ReminderKind[];
}

/** What moving an order along takes: the platform, the hospital, and the desk that sends refunds. */
export interface Mover extends Ledger {
  readonly visits: HisVisits;
  readonly channel: PaymentChannel & RefundAsker;
  readonly settler: HisSettler;
  readonly refunds: HisRefunds;
  readonly desk: RefundDesk;
}

/** The one function that sends refunds (money rule 9). */
export interface RefundDeskDeps extends Ledger {
  readonly sender: RefundSender;
  readonly refunds: HisRefunds;
}

export interface Placer extends Mover {
  readonly his: HisReader;
  readonly links: PatientLinks;
  readonly ids: Ids;
}

/** What an order takes that wants the patient's permission first. */
export interface AuthorisingDeps extends Placer {
  readonly authoriser: Authoriser;
  readonly attempts: Attempts;
  readonly bureau: InsuranceBureau;
}

export interface NoticeTaker extends Mover {
  readonly notices: NoticeStore;
  readonly reader: NoticeReader;
}

export interface Keeper extends Mover {
  readonly lease: Lease;
  readonly ids: Ids;
}

export interface ClinicReader extends Ledger {
  readonly visits: HisVisits;
  readonly his: HisReader;
  readonly links: PatientLinks;
}

export interface Binder extends Base {
  readonly his: HisReader;
  readonly cards: HisCards;
  readonly links: PatientLinks;
  readonly attempts: Attempts;
}

export interface NameBinder extends Binder {
  readonly verifier: NameVerifier;
}

export interface PhoneBinder extends Binder {
  readonly proofs: PhoneProofs;
}
