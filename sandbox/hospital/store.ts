/**
 * The hospital's tables, clock and randomness, as every part of the engine is handed them. Nothing
 * in the engine reads a file or a process clock, and each call is one synchronous run, so that what
 * it puts reaches a durable journal together or not at all.
 */

import type { Table, Tables } from '../shared/tables';
import { LedgerBook } from './ledger-book';
import type {
  BillRecord,
  LeverRecord,
  OpenCardRecord,
  PatientRecord,
  PlantedDifference,
  ProofRecord,
  RefundRecord,
  SettlementRecord,
  SmsRecord,
  SyntheticDay,
  WrongMatchesRecord,
} from './records';

export interface HospitalDeps {
  /** ms since the epoch. */
  readonly clock: { now(): number };
  readonly tables: Tables;
  /** A number in [0, 1), for SMS codes and session ids. */
  readonly random: () => number;
  /** The bureau takes note of how an insurance sum is made up, under the serial number. */
  readonly onPreSettled?: (serialNo: string, parts: InsuranceParts) => void;
}

/** The parts of an insurance sum, in fen. */
export interface InsuranceParts {
  readonly fundFen: number;
  readonly selfFen: number;
  readonly otherFen: number;
}

/** A table that knows the id of a record, and can be emptied. */
export class Shelf<T> {
  constructor(
    private readonly table: Table<T>,
    private readonly idOf: (record: T) => string,
  ) {}
  get(id: string): T | undefined {
    return this.table.get(id);
  }
  put(record: T): void {
    this.table.put(this.idOf(record), record);
  }
  /** In the order of first insertion. */
  all(): readonly T[] {
    return [...this.table.values()];
  }
  clear(): void {
    for (const record of this.all()) this.table.remove(this.idOf(record));
  }
}

function differenceId({ day, key }: Pick<PlantedDifference, 'day' | 'key'>): string {
  return `${day} ${key}`;
}

/** Bills, found by patient without looking at anybody else's. */
export class BillShelf extends Shelf<BillRecord> {
  readonly #ofPatient = new Map<string, Set<string>>();
  constructor(table: Table<BillRecord>) {
    super(table, (bill) => bill.billId);
    for (const bill of table.values()) this.#index(bill);
  }
  override put(bill: BillRecord): void {
    super.put(bill);
    this.#index(bill);
  }
  override clear(): void {
    super.clear();
    this.#ofPatient.clear();
  }
  /** In the order of issue. */
  ofPatient(patientId: string): readonly BillRecord[] {
    return [...(this.#ofPatient.get(patientId) ?? [])].flatMap((billId) => this.get(billId) ?? []);
  }
  #index({ patientId, billId }: BillRecord): void {
    const billIds = this.#ofPatient.get(patientId);
    if (billIds === undefined) this.#ofPatient.set(patientId, new Set([billId]));
    else billIds.add(billId);
  }
}

const NO_LEVERS: LeverRecord = { refusals: [], holdRefusals: [], bureauDown: false };

export class HospitalStore {
  readonly patients: Shelf<PatientRecord>;
  readonly bills: BillShelf;
  readonly settlements: Shelf<SettlementRecord>;
  readonly refunds: Shelf<RefundRecord>;
  readonly ledger: LedgerBook;
  readonly proofs: Shelf<ProofRecord>;
  readonly sms: Shelf<SmsRecord>;
  readonly openCards: Shelf<OpenCardRecord>;
  readonly wrongMatches: Shelf<WrongMatchesRecord>;
  readonly #counters: Shelf<{ readonly kind: string; readonly value: number }>;
  readonly #levers: Table<LeverRecord>;
  readonly #differences: Shelf<PlantedDifference>;
  readonly #syntheticDays: Shelf<SyntheticDay>;
  readonly #deps: HospitalDeps;

  constructor(deps: HospitalDeps) {
    this.#deps = deps;
    const shelf = <T>(name: string, idOf: (record: T) => string): Shelf<T> =>
      new Shelf(deps.tables.table<T>(`his.${name}`), idOf);
    this.patients = shelf('patients', (record) => record.patientId);
    this.bills = new BillShelf(deps.tables.table('his.bills'));
    this.settlements = shelf('settlements', (record) => record.orderNo);
    this.refunds = shelf('refunds', (record) => record.refundNo);
    this.ledger = new LedgerBook(deps.tables.table('his.ledger'));
    this.proofs = shelf('proofs', (record) => record.proofId);
    this.sms = shelf('sms', (record) => record.smsId);
    this.openCards = shelf('openCards', (record) => record.requestId);
    this.wrongMatches = shelf('wrongMatches', (record) => record.cardNo);
    this.#counters = shelf('counters', (record) => record.kind);
    this.#levers = deps.tables.table('his.levers');
    this.#differences = shelf<PlantedDifference>('ledgerDifferences', differenceId);
    this.#syntheticDays = shelf('syntheticDays', (record) => record.day);
  }

  now(): number {
    return this.#deps.clock.now();
  }

  /** The next number of its kind, from 1. Counters outlive `clear`: no number is given twice. */
  next(kind: string): number {
    const value = (this.#counters.get(kind)?.value ?? 0) + 1;
    this.#counters.put({ kind, value });
    return value;
  }

  preSettled(serialNo: string, parts: InsuranceParts): void {
    this.#deps.onPreSettled?.(serialNo, parts);
  }

  digits(length: number): string {
    return Array.from({ length }, () => Math.floor(this.#deps.random() * 10)).join('');
  }

  /** Shaped like a UUID of version 4. */
  uuid(): string {
    const hex = (length: number): string =>
      Array.from({ length }, () => Math.floor(this.#deps.random() * 16).toString(16)).join('');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
  }

  get levers(): LeverRecord {
    return { ...NO_LEVERS, ...this.#levers.get('levers') };
  }
  set levers(levers: LeverRecord) {
    this.#levers.put('levers', levers);
  }

  differenceOf(day: string, key: string): PlantedDifference | undefined {
    return this.#differences.get(differenceId({ day, key }));
  }
  plantDifference(difference: PlantedDifference): void {
    this.#differences.put(difference);
  }
  /** How many made-up payments `day` (YYYY-MM-DD) has. */
  syntheticRows(day: string): number {
    return this.#syntheticDays.get(day)?.rows ?? 0;
  }
  setSyntheticRows(day: string, rows: number): void {
    this.#syntheticDays.put({ day, rows });
  }

  /** Forgets everything but the counters. */
  clear(): void {
    this.patients.clear();
    this.bills.clear();
    this.settlements.clear();
    this.refunds.clear();
    this.ledger.clear();
    this.proofs.clear();
    this.sms.clear();
    this.openCards.clear();
    this.wrongMatches.clear();
    this.#differences.clear();
    this.#syntheticDays.clear();
    this.levers = NO_LEVERS;
  }
}
