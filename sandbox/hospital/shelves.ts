/**
 * Tables of the hospital that know the id of a record and can be emptied; some find records by more
 * than their id, without looking at anybody else's.
 */

import type { Table } from '../shared/tables';
import type { BillRecord } from './records';
import type { AdmissionRecord, AppointmentRecord } from './visit-records';

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

/** Ids by something else that a record has and never changes, in the order of first insertion. */
class Index {
  readonly #ids = new Map<string, Set<string>>();
  add(key: string, id: string): void {
    const ids = this.#ids.get(key);
    if (ids === undefined) this.#ids.set(key, new Set([id]));
    else ids.add(id);
  }
  of(key: string): readonly string[] {
    return [...(this.#ids.get(key) ?? [])];
  }
  clear(): void {
    this.#ids.clear();
  }
}

/** Bills, found by patient and by the code on a prescription. */
export class BillShelf extends Shelf<BillRecord> {
  readonly #ofPatient = new Index();
  readonly #ofCode = new Map<string, string>();
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
    this.#ofCode.clear();
  }
  /** In the order of issue. */
  ofPatient(patientId: string): readonly BillRecord[] {
    return this.#ofPatient.of(patientId).flatMap((billId) => this.get(billId) ?? []);
  }
  ofCode(code: string): BillRecord | undefined {
    return this.get(this.#ofCode.get(code) ?? '');
  }
  #index({ patientId, billId, code }: BillRecord): void {
    this.#ofPatient.add(patientId, billId);
    if (code !== undefined) this.#ofCode.set(code, billId);
  }
}

/** Appointments, found by patient and by slot. */
export class AppointmentShelf extends Shelf<AppointmentRecord> {
  readonly #ofPatient = new Index();
  readonly #ofSlot = new Index();
  constructor(table: Table<AppointmentRecord>) {
    super(table, (one) => one.appointmentId);
    for (const one of table.values()) this.#index(one);
  }
  override put(one: AppointmentRecord): void {
    super.put(one);
    this.#index(one);
  }
  override clear(): void {
    super.clear();
    this.#ofPatient.clear();
    this.#ofSlot.clear();
  }
  ofPatient(patientId: string): readonly AppointmentRecord[] {
    return this.#ofPatient.of(patientId).flatMap((id) => this.get(id) ?? []);
  }
  ofSlot(slotId: string): readonly AppointmentRecord[] {
    return this.#ofSlot.of(slotId).flatMap((id) => this.get(id) ?? []);
  }
  #index({ patientId, slotId, appointmentId }: AppointmentRecord): void {
    this.#ofPatient.add(patientId, appointmentId);
    this.#ofSlot.add(slotId, appointmentId);
  }
}

/** Stays in hospital, found by patient. */
export class AdmissionShelf extends Shelf<AdmissionRecord> {
  readonly #ofPatient = new Index();
  constructor(table: Table<AdmissionRecord>) {
    super(table, (one) => one.admissionId);
    for (const one of table.values()) this.#ofPatient.add(one.patientId, one.admissionId);
  }
  override put(one: AdmissionRecord): void {
    super.put(one);
    this.#ofPatient.add(one.patientId, one.admissionId);
  }
  override clear(): void {
    super.clear();
    this.#ofPatient.clear();
  }
  ofPatient(patientId: string): readonly AdmissionRecord[] {
    return this.#ofPatient.of(patientId).flatMap((id) => this.get(id) ?? []);
  }
}
