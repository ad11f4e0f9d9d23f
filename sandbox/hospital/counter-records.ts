/** What the hospital keeps of its counters. Amounts in fen, times in ms since the epoch. */

import type { Split } from '../bureau/for-hospital';
import type { Table } from '../shared/tables';
import type { CounterSettleRequest } from './counter-types';
import { Shelf } from './shelves';

/** A 医保码 that was read. */
export interface ReadingRecord {
  readonly scanId: string;
  readonly counterNo: string;
  readonly patientId: string;
  readonly byRelative: boolean;
  /** ecToken: shown by `counterToken` alone. */
  readonly token: string;
  readonly readAt: number;
  readonly expiresAt: number;
}

/** What insurance has paid at a counter, under our order's number. */
export interface SettledInsurance {
  readonly orderNo: string;
  readonly settlementNo: string;
  readonly settledAt: number;
  readonly request: CounterSettleRequest;
  readonly split: Split;
}

/** `settled` of a reversed one: what was taken back; absent: barred before anything was settled. */
export type CounterInsuranceRecord =
  | ({ readonly kind: 'settled' } & SettledInsurance)
  | {
      readonly kind: 'reversed';
      readonly orderNo: string;
      readonly reversedAt: number;
      readonly refundNo?: string;
      readonly settled?: SettledInsurance;
    };

/** By order number; and which order insurance has paid a bill under. */
export class CounterInsuranceShelf extends Shelf<CounterInsuranceRecord> {
  readonly #ofBill = new Map<string, string>();
  constructor(table: Table<CounterInsuranceRecord>) {
    super(table, (record) => record.orderNo);
    for (const record of table.values()) this.#index(record);
  }
  override put(record: CounterInsuranceRecord): void {
    super.put(record);
    this.#index(record);
  }
  override clear(): void {
    super.clear();
    this.#ofBill.clear();
  }
  /** The order under which insurance has paid that bill and not got it back. */
  orderOf(billId: string): string | undefined {
    return this.#ofBill.get(billId);
  }
  settled(orderNo: string): SettledInsurance | undefined {
    const record = this.get(orderNo);
    return record?.kind === 'settled' ? record : undefined;
  }
  #index(record: CounterInsuranceRecord): void {
    const { orderNo } = record;
    const settled = record.kind === 'settled' ? record : record.settled;
    for (const billId of settled?.request.billIds ?? []) {
      if (record.kind === 'settled') this.#ofBill.set(billId, orderNo);
      else if (this.#ofBill.get(billId) === orderNo) this.#ofBill.delete(billId);
    }
  }
}
