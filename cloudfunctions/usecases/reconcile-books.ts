/** Our own orders and the hospital's books of a day become records, page by page (money rule 11). */
import type { ReconDay } from '../domain/recon-day';
import { bookOf, type PlatformBook } from '../domain/recon-platform';
import { isRecordKey, readRecord, type ReconRecord } from '../domain/recon-records';
import { ZERO } from '../../miniprogram/shared/fen';
import type { Deadline } from '../ports/deadline';
import type { HisLedgerRow } from '../ports/his-refunds';
import { END, openBook } from './reconcile-book';
import { FLUSH_MS, stoodBack, type ReconDeps } from './reconcile-deps';

/** Rows of one answer: each is parsed as a whole. */
const PAGE = 250;

type Part = 'paid' | 'refunded';

/** `paid:` or `refunded:` and the last number read. */
function placeOf(cursor: string | undefined): { readonly what: Part; readonly after?: string } {
  if (cursor === undefined) return { what: 'paid' };
  const [head, after = ''] = cursor.split(':', 2);
  const what = head === 'refunded' ? 'refunded' : 'paid';
  return after === '' ? { what } : { what, after };
}

/** Undefined when one of them is no record. */
function recordsOf(lines: readonly string[]): readonly ReconRecord[] | undefined {
  try {
    return lines.map(readRecord);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Reads our orders of the day as far as time allows. */
export async function readOurs(
  deps: ReconDeps,
  begun: ReconDay,
  deadline: Deadline,
): Promise<ReconDay> {
  const reader = openBook(deps, begun, 'ours');
  let day = begun;
  let place = placeOf(begun.books.ours.cursor);
  for (;;) {
    const ask = { day: day.day, what: place.what };
    const page = await deps.orders.ofDay(day.hospital, ask, place.after, PAGE);
    for (const { orderNo, lines } of page.orders) {
      const records = recordsOf(lines);
      if (records === undefined) reader.takeUnreadable(orderNo, orderNo, 'lines');
      else reader.take(orderNo, records);
    }
    if (page.next === undefined && place.what === 'refunded') return reader.store(day, END);
    place = page.next === undefined ? { what: 'refunded' } : { what: place.what, after: page.next };
    const cursor = `${place.what}:${place.after ?? ''}`;
    const isShort = deadline.leftMs() < FLUSH_MS;
    if (reader.isFull || isShort) day = await reader.store(day, cursor);
    if (isShort) return day;
  }
}

/** Whether our own orders of the day have nothing that this book of the platform would list. */
export async function movedNothing(
  deps: ReconDeps,
  { hospital, day }: ReconDay,
  book: PlatformBook,
  deadline: Deadline,
): Promise<boolean> {
  const isListed = ({ kind, cash, channel }: ReconRecord): boolean => {
    if (kind === 'bill' || bookOf(deps.bills, channel)?.name !== book.name) return false;
    return book.covers === 'all' || cash > 0;
  };
  for (const what of ['paid', 'refunded'] as const) {
    let after: string | undefined;
    do {
      if (deadline.leftMs() < FLUSH_MS) return false;
      const page = await deps.orders.ofDay(hospital, { day, what }, after, PAGE);
      const records = page.orders.map(({ lines }) => recordsOf(lines));
      if (records.some((lines) => lines === undefined || lines.some(isListed))) return false;
      after = page.next;
    } while (after !== undefined);
  }
  return true;
}

/** Undefined for a row that names no order although it should. */
function ledgerRecords(row: HisLedgerRow): readonly ReconRecord[] | undefined {
  const { total, cash, insurance, at } = row;
  if (row.source === 'window') {
    const mark = row.kind === 'refund' ? 'refunded' : 'settled';
    const sums = { mark, total: ZERO, cash: ZERO, insurance: ZERO } as const;
    return row.billIds
      .filter(isRecordKey)
      .map((key) => ({ kind: 'bill', key, ...sums, ref: '' }) as const);
  }
  const { orderNo: key } = row;
  if (key === undefined || !isRecordKey(key)) return undefined;
  const sums = { key, total, cash, insurance, at, ref: '' };
  return row.kind === 'refund'
    ? [{ kind: 'refund', mark: 'confirmed', ...sums }]
    : [{ kind: 'payment', mark: 'settled', ...sums }];
}

/** Reads the hospital's books of the day as far as time allows. */
export async function readHospital(
  deps: ReconDeps,
  begun: ReconDay,
  deadline: Deadline,
): Promise<ReconDay> {
  const reader = openBook(deps, begun, 'hospital');
  let day = begun;
  let after = begun.books.hospital.cursor;
  for (;;) {
    const ask = { day: day.day, limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await deps.ledger.ledger(ask, deadline);
    if (!page.ok) return stoodBack(deps, day, { at: 'hospital', code: page.code });
    for (const row of page.value.rows) {
      const records = ledgerRecords(row);
      const text = row.orderNo ?? row.billIds.join();
      if (records === undefined) reader.takeUnreadable(text, `row-${reader.rows + 1}`, 'orderNo');
      else reader.take(text, records);
      if (row.source === 'window' && row.kind === 'settlement') reader.takeWindow(row);
    }
    after = page.value.next;
    if (after === undefined) return reader.store(day, END);
    const isShort = deadline.leftMs() < FLUSH_MS;
    if (reader.isFull || isShort) day = await reader.store(day, after);
    if (isShort) return day;
  }
}
