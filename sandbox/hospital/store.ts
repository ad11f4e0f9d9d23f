/**
 * The hospital's tables, clock and randomness, as every part of the engine is handed them. Nothing
 * in the engine reads a file or a process clock, and each call is one synchronous run, so that what
 * it puts reaches a durable journal together or not at all.
 */

import type { Table, Tables } from '../shared/tables';
import type {
  BillRecord,
  LeverRecord,
  OpenCardRecord,
  PatientRecord,
  ProofRecord,
  SettlementRecord,
  SmsRecord,
  WrongMatchesRecord,
} from './records';
import type { LedgerEntry } from './types';

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

export class HospitalStore {
  readonly patients: Shelf<PatientRecord>;
  readonly bills: Shelf<BillRecord>;
  readonly settlements: Shelf<SettlementRecord>;
  readonly ledger: Shelf<LedgerEntry>;
  readonly proofs: Shelf<ProofRecord>;
  readonly sms: Shelf<SmsRecord>;
  readonly openCards: Shelf<OpenCardRecord>;
  readonly wrongMatches: Shelf<WrongMatchesRecord>;
  readonly #counters: Shelf<{ readonly kind: string; readonly value: number }>;
  readonly #levers: Table<LeverRecord>;
  readonly #deps: HospitalDeps;

  constructor(deps: HospitalDeps) {
    this.#deps = deps;
    const shelf = <T>(name: string, idOf: (record: T) => string): Shelf<T> =>
      new Shelf(deps.tables.table<T>(`his.${name}`), idOf);
    this.patients = shelf('patients', (record) => record.patientId);
    this.bills = shelf('bills', (record) => record.billId);
    this.settlements = shelf('settlements', (record) => record.orderNo);
    this.ledger = shelf('ledger', (record) => record.settlementNo);
    this.proofs = shelf('proofs', (record) => record.proofId);
    this.sms = shelf('sms', (record) => record.smsId);
    this.openCards = shelf('openCards', (record) => record.requestId);
    this.wrongMatches = shelf('wrongMatches', (record) => record.cardNo);
    this.#counters = shelf('counters', (record) => record.kind);
    this.#levers = deps.tables.table('his.levers');
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
    return this.#levers.get('levers') ?? { refusals: [], bureauDown: false };
  }
  set levers(levers: LeverRecord) {
    this.#levers.put('levers', levers);
  }

  /** Forgets everything but the counters. */
  clear(): void {
    this.patients.clear();
    this.bills.clear();
    this.settlements.clear();
    this.ledger.clear();
    this.proofs.clear();
    this.sms.clear();
    this.openCards.clear();
    this.wrongMatches.clear();
    this.levers = { refusals: [], bureauDown: false };
  }
}
