/**
 * The ledger as the night's comparison reads it (money safety rule 11): payments and refunds of one
 * day, page by page. A page costs what it holds. The order of the rows never changes while somebody
 * reads; what is booked meanwhile comes last.
 */

import { HisError } from './errors';
import { keyOf, orderKey, refundKey } from './ledger-book';
import type { BookedRow, PlantedDifference } from './records';
import type { HospitalStore } from './store';
import { syntheticRow, syntheticSize } from './synthetic-ledger';
import type { Ledger, LedgerEntry, LedgerPage } from './types';

export const MOST_ROWS_OF_A_PAGE = 2000;
const USUAL_ROWS_OF_A_PAGE = 1000;
/** A page stays below 1 MiB, as the contract promises, and may therefore hold fewer rows than asked. */
const MOST_CHARACTERS = 900_000;

/**
 * Everything paid or refunded on `date` (YYYY-MM-DD, Asia/Shanghai), in the order of booking.
 * @throws HisError INVALID_REQUEST for an `after` that no page gave
 */
export function getLedger(store: HospitalStore, date: string, page: LedgerPage): Ledger {
  const made = store.syntheticRows(date);
  const size = syntheticSize(made);
  const booked = store.ledger.ofDay(date);
  const end = size + booked.length;
  const limit = Math.min(page.limit ?? USUAL_ROWS_OF_A_PAGE, MOST_ROWS_OF_A_PAGE);
  const entries: LedgerEntry[] = [];
  let position = positionOf(page.after);
  let characters = 0;
  for (; position < end && entries.length < limit && characters < MOST_CHARACTERS; position += 1) {
    const row = booked[position - size];
    const asBooked = row === undefined ? syntheticRow(date, made, position) : entryOf(row);
    const key = row === undefined ? keyOfEntry(asBooked) : keyOf(row);
    const entry = asPlanted(asBooked, store.differenceOf(date, key));
    if (entry === undefined) continue;
    entries.push(entry);
    characters += charactersOf(entry);
  }
  return { date, entries, ...(position < end ? { next: String(position) } : {}) };
}

/** At least as many as its JSON has: names, sums and the time take less than 240. */
function charactersOf({
  orderNo,
  refundNo,
  settlementNo,
  platformNo,
  billIds,
}: LedgerEntry): number {
  const numbers = [orderNo ?? '', refundNo ?? '', settlementNo, platformNo ?? '', ...billIds];
  return numbers.reduce((sum, one) => sum + one.length + 3, 240);
}

function positionOf(after: string | undefined): number {
  if (after === undefined) return 0;
  if (!/^\d{1,9}$/.test(after)) throw new HisError('INVALID_REQUEST', 'no page gave this `after`');
  return Number(after);
}

/** Synthetic rows are always of orders. */
function keyOfEntry(entry: LedgerEntry): string {
  return entry.kind === 'refund' ? refundKey(entry.refundNo ?? '') : orderKey(entry.orderNo ?? '');
}

function asPlanted(
  entry: LedgerEntry,
  planted: PlantedDifference | undefined,
): LedgerEntry | undefined {
  if (planted === undefined) return entry;
  if (planted.drop) return undefined;
  const cashFen = planted.cashFen ?? entry.cashFen;
  const insuranceFen = planted.insuranceFen ?? entry.insuranceFen;
  const more = cashFen - entry.cashFen + (insuranceFen - entry.insuranceFen);
  return { ...entry, cashFen, insuranceFen, totalFen: entry.totalFen + more };
}

function entryOf(row: BookedRow): LedgerEntry {
  const { source, settlementNo, billIds, totalFen, cashFen, insuranceFen, orderNo } = row;
  const refund = row.kind === 'refund';
  const platformNo = refund ? row.platformRefundNo : row.platformTradeNo;
  return {
    kind: refund ? 'refund' : 'settlement',
    source,
    ...(orderNo === undefined ? {} : { orderNo }),
    ...(refund ? { refundNo: row.refundNo } : {}),
    settlementNo,
    billIds,
    totalFen,
    cashFen,
    insuranceFen,
    ...(platformNo === undefined ? {} : { platformNo }),
    at: refund ? row.refundedAt : row.paidAt,
  };
}
