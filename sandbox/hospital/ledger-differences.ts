/**
 * Differences between the books and what the ledger answers, and rows that nobody paid: what a night's
 * comparison must find (money safety rule 11). For tests and for whoever drives the sandbox.
 */

import { dayOf, orderKey, refundKey } from './ledger-book';
import type { BookedSettlement } from './records';
import { nextSettlementNo } from './settlements';
import type { HospitalStore } from './store';
import { isSynthetic, MOST_SYNTHETIC_ROWS } from './synthetic-ledger';

/** Names a row of the ledger by the order it pays, or by the refund it books. */
export type RowName =
  | { readonly orderNo: string; readonly refundNo?: undefined }
  | { readonly refundNo: string; readonly orderNo?: undefined };

export type LedgerDifference =
  /** The row is missing from the answer. */
  | { readonly kind: 'drop'; readonly row: RowName }
  /** The row carries other sums; its total moves along. */
  | {
      readonly kind: 'alter';
      readonly row: RowName;
      readonly cashFen?: number;
      readonly insuranceFen?: number;
    }
  /** One row more, paid at the window. */
  | { readonly kind: 'window'; readonly cashFen: number; readonly insuranceFen: number }
  /** One row more, said to be paid by an order that nobody placed. */
  | {
      readonly kind: 'unknown-order';
      readonly orderNo: string;
      readonly cashFen: number;
      readonly insuranceFen: number;
    };

/** YYYY-MM-DD and a day of the calendar. @throws RangeError */
function requireDay(day: string): void {
  const noon = new Date(`${day}T12:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(noon.getTime())) {
    throw new RangeError('the day is YYYY-MM-DD');
  }
  if (!noon.toISOString().startsWith(day)) throw new RangeError('no such day');
}

/**
 * Plants `difference` into the ledger of `day` (YYYY-MM-DD).
 * @throws RangeError for a day that is none, a row that this day has not, or sums that cannot be
 */
export function plantDifference(
  store: HospitalStore,
  day: string,
  difference: LedgerDifference,
): void {
  requireDay(day);
  switch (difference.kind) {
    case 'drop':
      store.plantDifference({ day, key: keyIn(store, day, difference.row), drop: true });
      return;
    case 'alter': {
      const { row, cashFen, insuranceFen } = difference;
      if (cashFen === undefined && insuranceFen === undefined) {
        throw new RangeError('say which sum is altered');
      }
      store.plantDifference({
        day,
        key: keyIn(store, day, row),
        drop: false,
        ...(cashFen === undefined ? {} : { cashFen: whole(cashFen) }),
        ...(insuranceFen === undefined ? {} : { insuranceFen: whole(insuranceFen) }),
      });
      return;
    }
    case 'window':
      store.ledger.add({
        ...plantedRow(store, day, difference),
        source: 'window',
        channel: 'window',
      });
      return;
    case 'unknown-order': {
      const { orderNo } = difference;
      store.ledger.add({
        ...plantedRow(store, day, difference),
        source: 'order',
        channel: 'payinsurance',
        orderNo,
      });
    }
  }
}

/** From now on `day` (YYYY-MM-DD) has that many made-up payments; 0: none. @throws RangeError */
export function setSyntheticRows(store: HospitalStore, day: string, rows: number): void {
  requireDay(day);
  if (!Number.isSafeInteger(rows) || rows < 0 || rows > MOST_SYNTHETIC_ROWS) {
    throw new RangeError(`rows must be 0 to ${MOST_SYNTHETIC_ROWS}`);
  }
  store.setSyntheticRows(day, rows);
}

function whole(amount: number): number {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError('sums are whole fen');
  return amount;
}

function keyIn(store: HospitalStore, day: string, name: RowName): string {
  const key = name.refundNo === undefined ? orderKey(name.orderNo) : refundKey(name.refundNo);
  const booked = store.ledger.get(key);
  if (booked !== undefined && dayOf(booked) === day) return key;
  const rows = store.syntheticRows(day);
  const made =
    name.refundNo === undefined
      ? isSynthetic(day, rows, name.orderNo, false)
      : name.refundNo.startsWith('R') && isSynthetic(day, rows, name.refundNo.slice(1), true);
  if (!made) throw new RangeError('the ledger of that day has no such row');
  return key;
}

function plantedRow(
  store: HospitalStore,
  day: string,
  sums: { readonly cashFen: number; readonly insuranceFen: number },
): Omit<BookedSettlement, 'source' | 'channel' | 'orderNo'> {
  const cashFen = whole(sums.cashFen);
  const insuranceFen = whole(sums.insuranceFen);
  const noon = `${day}T12:00:00+08:00`;
  const settlementNo = nextSettlementNo(store);
  return {
    kind: 'settlement',
    settlementNo,
    patientId: 'P00001',
    billIds: [`X${settlementNo}`],
    payWith: insuranceFen > 0 ? 'insurance' : 'cash',
    totalFen: whole(cashFen + insuranceFen),
    cashFen,
    insuranceFen,
    cashAddFen: 0,
    cashReducedFen: 0,
    paidAt: noon,
    settledAt: noon,
  };
}
