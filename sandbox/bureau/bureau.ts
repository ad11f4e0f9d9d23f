/**
 * The insurance bureau of 移动医保支付 2.0 without its wire: permissions of patients, fees that the
 * hospital uploads, orders that the platform settles. Pure: clock, randomness and tables are given in.
 * One synchronous run a call, so that a durable journal holds all of it or nothing.
 */

import {
  exchange,
  expireAuthorisations,
  issueCode,
  type CodeOutcome,
  type ExchangeOutcome,
} from './authorisations';
import type {
  BureauForHospital,
  Fees,
  Priced,
  RefundAsk,
  Split,
  UploadHead,
  UploadState,
} from './for-hospital';
import { maskName } from '../hospital/identity';
import * as payments from './payments';
import type { Holder, Place } from './people';
import type { BureauForPlatform, BureauOrderAsk } from './port';
import type { AuthorisationRecord, Failure, LeverRecord, UploadRecord } from './records';
import { BureauStore, type BureauDeps } from './store';
import * as uploads from './uploads';

/** Somebody with a phone, as a developer or the authorisation's page may see them. */
export interface PersonView {
  readonly openid: string;
  readonly label: string;
  readonly patientId: string;
  readonly nameMasked: string;
  readonly idNoMasked: string;
  readonly cardBound: boolean;
  readonly relatives: readonly { readonly patientId: string; readonly nameMasked: string }[];
  readonly place?: Place;
}

/** Fees as they stand; nobody's name or secret. */
export interface UploadView extends Omit<UploadRecord, 'patient' | 'authorisation'> {
  readonly status: UploadState['status'];
  readonly revokedAt?: number;
}

export class Bureau implements BureauForPlatform, BureauForHospital {
  readonly #store: BureauStore;

  constructor(deps: BureauDeps) {
    this.#store = new BureauStore(deps);
  }

  /** The bureau's time, ms since the epoch. */
  now(): number {
    return this.#store.now();
  }

  person(openid: string): PersonView | undefined {
    const holder = this.#store.holder(openid);
    return holder === undefined ? undefined : this.#view(holder);
  }
  /** What the phone brings back from the authorisation. */
  issueCode(openid: string): CodeOutcome {
    return issueCode(this.#store, openid);
  }
  /** The user query: spends the code. */
  exchange(authCode: string, openid: string): ExchangeOutcome {
    return exchange(this.#store, authCode, openid);
  }

  upload(head: UploadHead, fees: () => Fees): { readonly uploadedAt: number } {
    return uploads.upload(this.#store, head, fees);
  }
  price(
    orderNo: string,
    payAuthNo: string,
    totalNow: (billIds: readonly string[]) => number,
  ): Priced {
    return uploads.price(this.#store, orderNo, payAuthNo, totalNow);
  }
  priced(orderNo: string): Split | undefined {
    return this.#store.upload(orderNo)?.price;
  }
  state(orderNo: string): UploadState {
    return uploads.state(this.#store, orderNo);
  }
  refund(orderNo: string, ask: RefundAsk): { readonly refundedAt: number } {
    return uploads.refund(this.#store, orderNo, ask);
  }
  revoke(orderNo: string): { readonly revokedAt: number } {
    return uploads.revoke(this.#store, orderNo);
  }

  barTo(
    idDigest: string,
    billIds: readonly string[],
  ): 'IN_HOSPITAL' | 'INSURANCE_SETTLED' | undefined {
    if (this.#store.isInHospital(idDigest)) return 'IN_HOSPITAL';
    const settled = billIds.some((billId) => this.#store.settledUnder(billId) !== undefined);
    return settled ? 'INSURANCE_SETTLED' : undefined;
  }
  reset(): void {
    this.#store.clear();
  }

  accept(ask: BureauOrderAsk): ReturnType<BureauForPlatform['accept']> {
    return payments.accept(this.#store, ask);
  }
  settle(payOrderId: string): ReturnType<BureauForPlatform['settle']> {
    return payments.settle(this.#store, payOrderId);
  }

  people(): readonly PersonView[] {
    return this.#store.people.holders.map((holder) => this.#view(holder));
  }
  /** Under the hash of each; in the order of issue. */
  authorisations(): readonly AuthorisationRecord[] {
    return [...this.#store.authorisations.values()];
  }
  /** In the order of the first upload. */
  uploads(): readonly UploadView[] {
    return this.#store.uploads().map((upload) => {
      const { patient: _patient, authorisation: _authorisation, ...rest } = upload;
      const revokedAt = this.#store.revocation(upload.orderNo)?.revokedAt;
      const { status } = this.state(upload.orderNo);
      return { ...rest, status, ...(revokedAt === undefined ? {} : { revokedAt }) };
    });
  }
  /** Numbers that can never be settled, uploaded or not. */
  revocations(): readonly { readonly orderNo: string; readonly revokedAt: number }[] {
    return this.#store.revocations();
  }
  levers(): LeverRecord {
    return this.#store.levers;
  }

  /** The next `count` acts of that kind (not repeats) fail for that reason. @throws RangeError */
  failNext(failure: Failure, count = 1): void {
    requireCount(count);
    const { levers } = this.#store;
    const more = Array.from({ length: count }, () => failure);
    this.#store.levers = { ...levers, failures: [...levers.failures, ...more] };
  }
  /** The next `count` prices ask `byFen` more cash than the hospital reckons. @throws RangeError */
  shiftPrices(byFen: number, count = 1): void {
    requireCount(count);
    if (!Number.isSafeInteger(byFen)) throw new RangeError('byFen must be whole fen');
    const { levers } = this.#store;
    const more = Array.from({ length: count }, () => byFen);
    this.#store.levers = { ...levers, priceShifts: [...levers.priceShifts, ...more] };
  }
  /** How long permissions live that are given from now on. @throws RangeError */
  setAuthorisationLife(ms: number): void {
    if (!Number.isSafeInteger(ms) || ms < 1) throw new RangeError('ms must be at least 1');
    this.#store.levers = { ...this.#store.levers, authorisationLifeMs: ms };
  }
  /** Every permission that is not spent ends now, or that person's. Returns how many. */
  expireAuthorisations(openid?: string): number {
    return expireAuthorisations(this.#store, openid);
  }
  /** False when nobody has that phone. */
  setCardBound(openid: string, bound: boolean): boolean {
    if (this.#store.holder(openid) === undefined) return false;
    this.#store.setBound(openid, bound);
    return true;
  }
  /** Whether the holder may pay for that patient; false when either is unknown. */
  setRelative(openid: string, patientId: string, bound: boolean): boolean {
    if (this.#store.holder(openid) === undefined || !this.#isInsured(patientId)) return false;
    this.#store.setRelated(openid, patientId, bound);
    return true;
  }
  /** In a ward of another hospital, or back from it; false when that patient is unknown. */
  setInHospital(patientId: string, inHospital: boolean): boolean {
    if (!this.#isInsured(patientId)) return false;
    this.#store.setInHospital(patientId, inHospital);
    return true;
  }
  /** Where they let be known that they stand; null: nowhere. False when nobody has that phone. */
  setPlace(openid: string, place: Place | null): boolean {
    if (this.#store.holder(openid) === undefined) return false;
    this.#store.setPlace(openid, place);
    return true;
  }

  #isInsured(patientId: string): boolean {
    return this.#store.people.insured.some((one) => one.patientId === patientId);
  }

  #view(holder: Holder): PersonView {
    const { openid, label, patientId, name, idNo } = holder;
    const place = this.#store.placeOf(holder);
    return {
      ...{ openid, label, patientId, nameMasked: maskName(name) },
      idNoMasked: `${idNo.slice(0, 1)}${'*'.repeat(idNo.length - 2)}${idNo.slice(-1)}`,
      cardBound: this.#store.isBound(openid),
      relatives: this.#store.relativesOf(holder).map((one) => ({
        patientId: one.patientId,
        nameMasked: maskName(one.name),
      })),
      ...(place === undefined ? {} : { place }),
    };
  }
}

function requireCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 1 || count > 1000) {
    throw new RangeError('count must be 1 to 1000');
  }
}
