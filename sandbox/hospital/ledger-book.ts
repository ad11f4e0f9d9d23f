/**
 * The hospital's books by day: a row is added once and never changed, and the rows of a day are found
 * without looking at any other, so that a day of 300,000 rows can be paged through (money safety
 * rule 11). A payment belongs to the day of paidAt, a refund to the day of refundedAt.
 */

import type { Table } from '../shared/tables';
import type { BookedRow } from './records';

/** What tells a row from every other one. */
export function keyOf(row: BookedRow): string {
  return row.kind === 'refund' ? refundKey(row.refundNo) : settlementKey(row);
}

export const refundKey = (refundNo: string): string => `refund ${refundNo}`;
export const orderKey = (orderNo: string): string => `order ${orderNo}`;

function settlementKey(row: { readonly orderNo?: string; readonly settlementNo: string }): string {
  return row.orderNo === undefined ? `window ${row.settlementNo}` : orderKey(row.orderNo);
}

/** YYYY-MM-DD in Asia/Shanghai: times of the contract always carry +08:00. */
export function dayOf(row: BookedRow): string {
  return (row.kind === 'refund' ? row.refundedAt : row.paidAt).slice(0, 10);
}

export class LedgerBook {
  readonly #days = new Map<string, BookedRow[]>();

  constructor(private readonly table: Table<BookedRow>) {
    for (const row of table.values()) this.#index(row);
  }

  /** @throws RangeError if such a row is booked already */
  add(row: BookedRow): void {
    const key = keyOf(row);
    if (this.table.get(key) !== undefined) throw new RangeError(`booked already: ${key}`);
    this.table.put(key, row);
    this.#index(row);
  }

  get(key: string): BookedRow | undefined {
    return this.table.get(key);
  }

  /** In the order of booking, which never changes: a new row is always the last. */
  ofDay(day: string): readonly BookedRow[] {
    return this.#days.get(day) ?? [];
  }

  /** All days, in the order of booking. */
  all(): readonly BookedRow[] {
    return [...this.table.values()];
  }

  clear(): void {
    for (const row of this.all()) this.table.remove(keyOf(row));
    this.#days.clear();
  }

  #index(row: BookedRow): void {
    const day = dayOf(row);
    const rows = this.#days.get(day);
    if (rows === undefined) this.#days.set(day, [row]);
    else rows.push(row);
  }
}
