/**
 * The bureau's tables, clock and randomness. Secrets are kept as hashes only, so that nothing that is on
 * disk can be used as one.
 */

import { createHash } from 'node:crypto';
import type { Table, Tables } from '../shared/tables';
import type { BureauPeople, Holder, InsuredPerson, Place } from './people';
import type {
  AuthorisationRecord,
  CodeRecord,
  FailingAct,
  FailureReasons,
  LeverRecord,
  RevocationRecord,
  UploadRecord,
} from './records';

/** Whether a person's card is bound: the same card that WeChat knows. */
export interface CardRegister {
  find(openid: string): { readonly boundCard: boolean } | undefined;
  setBound(openid: string, bound: boolean): void;
}

export interface BureauDeps {
  /** ms since the epoch. */
  readonly clock: { now(): number };
  readonly tables: Tables;
  /** A number in [0, 1), for codes and numbers. */
  readonly random: () => number;
  readonly people: BureauPeople;
  /** Left out: the bureau keeps its own. */
  readonly cards?: CardRegister;
  /** How long a pay_auth_no lives, ms; 5 minutes if left out. A lever changes it. */
  readonly authorisationLifeMs?: number;
}

const LIFE_MS = 5 * 60_000;

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

interface Relation {
  readonly openid: string;
  readonly patientId: string;
  readonly bound: boolean;
}

export class BureauStore {
  readonly codes: Table<CodeRecord>;
  readonly authorisations: Table<AuthorisationRecord>;
  readonly people: BureauPeople;
  readonly #uploads: Table<UploadRecord>;
  readonly #revocations: Table<RevocationRecord>;
  readonly #relations: Table<Relation>;
  readonly #stays: Table<{ readonly patientId: string; readonly inHospital: boolean }>;
  readonly #places: Table<{ readonly openid: string; readonly place: Place | null }>;
  readonly #cards: CardRegister;
  readonly #levers: Table<LeverRecord>;
  readonly #byPayOrderId = new Map<string, string>();
  readonly #settledBills = new Map<string, string>();
  readonly #deps: BureauDeps;

  constructor(deps: BureauDeps) {
    this.#deps = deps;
    this.people = deps.people;
    const table = <T>(name: string): Table<T> => deps.tables.table<T>(`bureau.${name}`);
    this.codes = table('codes');
    this.authorisations = table('authorisations');
    this.#uploads = table('uploads');
    this.#revocations = table('revocations');
    this.#relations = table('relations');
    this.#stays = table('stays');
    this.#places = table('places');
    this.#levers = table('levers');
    this.#cards = deps.cards ?? ownCards(table('cards'), deps.people);
    for (const upload of this.#uploads.values()) this.#index(upload);
  }

  now(): number {
    return this.#deps.clock.now();
  }

  hex(length: number): string {
    return Array.from({ length }, () => Math.floor(this.#deps.random() * 16).toString(16)).join('');
  }

  holder(openid: string): Holder | undefined {
    return this.people.holders.find((one) => one.openid === openid);
  }

  isBound(openid: string): boolean {
    return this.#cards.find(openid)?.boundCard ?? false;
  }
  setBound(openid: string, bound: boolean): void {
    this.#cards.setBound(openid, bound);
  }

  relativesOf(holder: Holder): readonly InsuredPerson[] {
    return this.people.insured.filter(({ patientId }) => this.#isRelated(holder, patientId));
  }
  setRelated(openid: string, patientId: string, bound: boolean): void {
    this.#relations.put(`${openid} ${patientId}`, { openid, patientId, bound });
  }
  #isRelated({ openid, relatives }: Holder, patientId: string): boolean {
    const told = this.#relations.get(`${openid} ${patientId}`);
    return told?.bound ?? relatives.includes(patientId);
  }

  /** In a ward of another hospital, as the bureau knows. */
  isInHospital(idDigest: string): boolean {
    const person = this.people.insured.find((one) => one.idDigest === idDigest);
    return this.#stays.get(person?.patientId ?? '')?.inHospital ?? false;
  }
  setInHospital(patientId: string, inHospital: boolean): void {
    this.#stays.put(patientId, { patientId, inHospital });
  }

  placeOf(holder: Holder): Place | undefined {
    const told = this.#places.get(holder.openid);
    return told === undefined ? holder.place : (told.place ?? undefined);
  }
  setPlace(openid: string, place: Place | null): void {
    this.#places.put(openid, { openid, place });
  }

  upload(orderNo: string): UploadRecord | undefined {
    return this.#uploads.get(orderNo);
  }
  /** By pay_order_id; only the number of the latest pricing is known. */
  uploadOf(payOrderId: string): UploadRecord | undefined {
    const found = this.#uploads.get(this.#byPayOrderId.get(payOrderId) ?? '');
    return found?.price?.payOrderId === payOrderId ? found : undefined;
  }
  putUpload(upload: UploadRecord): void {
    this.#uploads.put(upload.orderNo, upload);
    this.#index(upload);
  }
  uploads(): readonly UploadRecord[] {
    return [...this.#uploads.values()];
  }
  /** The order under which insurance has paid that bill and has not been given it back. */
  settledUnder(billId: string): string | undefined {
    return this.#settledBills.get(billId);
  }

  revocation(orderNo: string): RevocationRecord | undefined {
    return this.#revocations.get(orderNo);
  }
  putRevocation(revocation: RevocationRecord): void {
    this.#revocations.put(revocation.orderNo, revocation);
  }
  revocations(): readonly RevocationRecord[] {
    return [...this.#revocations.values()];
  }

  get levers(): LeverRecord {
    const authorisationLifeMs = this.#deps.authorisationLifeMs ?? LIFE_MS;
    return this.#levers.get('levers') ?? { failures: [], priceShifts: [], authorisationLifeMs };
  }
  set levers(levers: LeverRecord) {
    this.#levers.put('levers', levers);
  }

  /** Forgets everything but whose card is bound. */
  clear(): void {
    empty(this.codes, ({ id }) => id);
    empty(this.authorisations, ({ id }) => id);
    empty(this.#uploads, ({ orderNo }) => orderNo);
    empty(this.#revocations, ({ orderNo }) => orderNo);
    empty(this.#relations, ({ openid, patientId }) => `${openid} ${patientId}`);
    empty(this.#stays, ({ patientId }) => patientId);
    empty(this.#places, ({ openid }) => openid);
    empty(this.#levers, () => 'levers');
    this.#byPayOrderId.clear();
    this.#settledBills.clear();
  }

  /** The failure that was planted for this act, used up by asking. */
  takeFailure<A extends FailingAct>(at: A): FailureReasons[A] | undefined {
    const { failures, ...levers } = this.levers;
    const index = failures.findIndex((one) => one.at === at);
    const found = failures[index];
    if (found === undefined) return undefined;
    this.levers = { ...levers, failures: failures.toSpliced(index, 1) };
    return found.why as FailureReasons[A];
  }

  takePriceShift(): number {
    const { priceShifts, ...levers } = this.levers;
    const [first, ...left] = priceShifts;
    if (first === undefined) return 0;
    this.levers = { ...levers, priceShifts: left };
    return first;
  }

  #index(upload: UploadRecord): void {
    const { orderNo, price, settledAt, refund, billIds } = upload;
    if (price !== undefined) this.#byPayOrderId.set(price.payOrderId, orderNo);
    if (settledAt === undefined) return;
    for (const billId of billIds) {
      if (refund === undefined) this.#settledBills.set(billId, orderNo);
      else if (this.#settledBills.get(billId) === orderNo) this.#settledBills.delete(billId);
    }
  }
}

function empty<T>(table: Table<T>, idOf: (record: T) => string): void {
  for (const record of [...table.values()]) table.remove(idOf(record));
}

function ownCards(
  table: Table<{ readonly openid: string; readonly boundCard: boolean }>,
  people: BureauPeople,
): CardRegister {
  return {
    find: (openid) => table.get(openid) ?? people.holders.find((one) => one.openid === openid),
    setBound: (openid, boundCard) => {
      table.put(openid, { openid, boundCard });
    },
  };
}
