/**
 * The hospital's tables, clock and randomness, as every part of the engine is handed them. Nothing
 * in the engine reads a file or a process clock, and each call is one synchronous run, so that what
 * it puts reaches a durable journal together or not at all.
 */

import type { BureauForHospital } from '../bureau/for-hospital';
import type { CodeReader } from '../platform/voucher-centre/port';
import type { Table, Tables } from '../shared/tables';
import { CounterInsuranceShelf, type ReadingRecord } from './counter-records';
import { LedgerBook } from './ledger-book';
import type {
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
import { AdmissionShelf, AppointmentShelf, BillShelf, Shelf } from './shelves';
import type { LockRecord, TopUpRecord } from './visit-records';

export interface HospitalDeps {
  /** ms since the epoch. */
  readonly clock: { now(): number };
  readonly tables: Tables;
  /** A number in [0, 1), for SMS codes and session ids. */
  readonly random: () => number;
  /** The bureau takes note of how an insurance sum is made up, under the serial number. */
  readonly onPreSettled?: (serialNo: string, parts: InsuranceParts) => void;
  /** The line to the bureau of 2.0; without it nothing can be uploaded. */
  readonly bureau?: BureauForHospital;
  /** What the readers at the counters ask; without it no code can be read. */
  readonly codes?: CodeReader;
}

/** The parts of an insurance sum, in fen. */
export interface InsuranceParts {
  readonly fundFen: number;
  readonly selfFen: number;
  readonly otherFen: number;
}

function differenceId({ day, key }: Pick<PlantedDifference, 'day' | 'key'>): string {
  return `${day} ${key}`;
}

const NO_LEVERS: LeverRecord = {
  refusals: [],
  holdRefusals: [],
  bureauDown: false,
  invoicesAtCounter: false,
};

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
  readonly appointments: AppointmentShelf;
  readonly locks: Shelf<LockRecord>;
  /** Slots whose places were all taken by a lever. */
  readonly takenSlots: Shelf<{ readonly slotId: string }>;
  readonly admissions: AdmissionShelf;
  readonly topUps: Shelf<TopUpRecord>;
  readonly readings: Shelf<ReadingRecord>;
  readonly counterInsurance: CounterInsuranceShelf;
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
    this.appointments = new AppointmentShelf(deps.tables.table('his.appointments'));
    this.locks = shelf('locks', (record) => record.requestId);
    this.takenSlots = shelf('takenSlots', (record) => record.slotId);
    this.admissions = new AdmissionShelf(deps.tables.table('his.admissions'));
    this.topUps = shelf('topUps', (record) => record.requestId);
    this.readings = shelf('readings', (record) => record.scanId);
    this.counterInsurance = new CounterInsuranceShelf(deps.tables.table('his.counterInsurance'));
    this.#counters = shelf('counters', (record) => record.kind);
    this.#levers = deps.tables.table('his.levers');
    this.#differences = shelf<PlantedDifference>('ledgerDifferences', differenceId);
    this.#syntheticDays = shelf('syntheticDays', (record) => record.day);
  }

  now(): number {
    return this.#deps.clock.now();
  }

  get bureau(): BureauForHospital | undefined {
    return this.#deps.bureau;
  }

  get codes(): CodeReader | undefined {
    return this.#deps.codes;
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

  hex(length: number): string {
    return Array.from({ length }, () => Math.floor(this.#deps.random() * 16).toString(16)).join('');
  }

  /** Shaped like a UUID of version 4. */
  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-8${this.hex(3)}-${this.hex(12)}`;
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
    this.appointments.clear();
    this.locks.clear();
    this.takenSlots.clear();
    this.admissions.clear();
    this.topUps.clear();
    this.readings.clear();
    this.counterInsurance.clear();
    this.#differences.clear();
    this.#syntheticDays.clear();
    this.levers = NO_LEVERS;
  }
}
