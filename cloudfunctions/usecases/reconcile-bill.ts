/**
 * The platform's bills become records (interface document v2.4 §3.8): one bill a step, each to its end,
 * and the day waits for every one of them. There is no way to ask for the rest of a bill: after a
 * checkpoint it is downloaded again, and what was read is passed over if it is the same; otherwise all
 * are read anew.
 */
import { BillBroken } from '../domain/recon-bill';
import type { ReconDay } from '../domain/recon-day';
import { EMPTY_DIGEST, folded, recordText, type ReconRecord } from '../domain/recon-records';
import type { BillItem, BillOpening, BillRow, PlatformBills } from '../ports/bill-source';
import type { Deadline } from '../ports/deadline';
import { END, openBook } from './reconcile-book';
import { movedNothing } from './reconcile-books';
import { anew, FLUSH_MS, stoodBack, type ReconDeps } from './reconcile-deps';

const LOOK_AT_THE_CLOCK = 256;
/** The platform may be late with a bill and say that there is none. */
const ASKED_BEFORE_EMPTY = 3;

/** Which bill is read, and how many rows, with what digest, those before it had. */
interface Place {
  readonly bill: PlatformBills;
  /** Read behind it. */
  readonly next?: PlatformBills;
  readonly rows: number;
  readonly digest: number;
}

/** `medins:17:90210` says where the bill of 2.0 begins. */
function cursorOf({ bill, rows, digest }: Place): string {
  return `${bill.name}:${rows}:${digest}`;
}

/** Undefined when the checkpoint names a bill that is no longer read. */
function placeOf({ bills }: ReconDeps, { books }: ReconDay): Place | undefined {
  const stated = /^([a-z]+):(\d{1,9}):(\d{1,10})$/.exec(books.platform.cursor ?? '');
  const at = stated === null ? 0 : bills.findIndex(({ name }) => name === stated[1]);
  const [bill, next] = [bills[at], bills[at + 1]];
  if (bill === undefined) return undefined;
  const [rows, digest] = [Number(stated?.[2] ?? 0), Number(stated?.[3] ?? EMPTY_DIGEST)];
  return { bill, ...(next === undefined ? {} : { next }), rows, digest };
}

function recordOf({ name: channel }: PlatformBills, row: BillRow): ReconRecord {
  const { kind, orderNo: key, total, cash, insurance, at, line } = row;
  const mark = row.ours ? row.state : 'foreign';
  const when = at === undefined ? {} : { at };
  return { kind, key, mark, total, cash, insurance, ...when, ref: String(line), channel };
}

/** What was read of the bill before is there again; anything else is another bill. */
class AnotherBill extends Error {
  override readonly name = 'AnotherBill';
}

type Item = { readonly text: string } & (
  { readonly record: ReconRecord } | { readonly line: number; readonly fault: string }
);

function itemOf(bill: PlatformBills, item: BillItem): Item {
  if (item.kind === 'unreadable') {
    return { text: `U${item.line}:${item.fault}`, line: item.line, fault: item.fault };
  }
  const record = recordOf(bill, item.row);
  return { text: recordText(record), record };
}

/** The items behind the checkpoint. AnotherBill when those before it are not the same. */
async function* behind(
  items: AsyncIterable<BillItem>,
  { rows, digest }: { readonly rows: number; readonly digest: number },
  place: Place,
): AsyncGenerator<Item, void, void> {
  let passed = place.rows;
  let seen = place.digest;
  for await (const raw of items) {
    const item = itemOf(place.bill, raw);
    if (passed === rows) {
      yield item;
      continue;
    }
    passed += 1;
    seen = folded(seen, item.text);
    if (passed === rows && seen !== digest) throw new AnotherBill();
  }
  if (passed < rows) throw new AnotherBill();
}

/** How a line that cannot be read is found again: several bills have the same lines. */
function lineName({ bills }: ReconDeps, { bill }: Place, line: number): string {
  return bills.length === 1 ? `line-${line}` : `line-${bill.name}-${line}`;
}

async function readItems(
  deps: ReconDeps,
  begun: ReconDay,
  { place, items }: { readonly place: Place; readonly items: AsyncIterable<BillItem> },
  deadline: Deadline,
): Promise<ReconDay> {
  const reader = openBook(deps, begun, 'platform');
  let day = begun;
  const store = async (cursor: string): Promise<void> => {
    day = await reader.store(day, cursor);
  };
  const take = async (item: Item): Promise<'on' | 'stop'> => {
    if ('record' in item) reader.take(item.text, [item.record]);
    else reader.takeUnreadable(item.text, lineName(deps, place, item.line), item.fault);
    const isShort = reader.rows % LOOK_AT_THE_CLOCK === 0 && deadline.leftMs() < FLUSH_MS;
    if (reader.isFull || isShort) await store(cursorOf(place));
    return isShort ? 'stop' : 'on';
  };
  try {
    for await (const item of behind(items, begun.books.platform, place)) {
      if ((await take(item)) === 'stop') return day;
    }
  } catch (error) {
    // whole rows were read before it broke off: the next try passes them over
    const isFurther = reader.rows > day.books.platform.rows;
    if (error instanceof BillBroken && isFurther) await store(cursorOf(place));
    throw error;
  }
  const { next: bill } = place;
  const { rows, digest } = reader;
  await store(bill === undefined ? END : cursorOf({ bill, rows, digest }));
  return day;
}

async function* nothing(): AsyncGenerator<BillItem, void, void> {
  // a bill without rows
}

/**
 * What there is to read. A bill that is said not to exist because nothing moved, or that does not come
 * of a way that nobody pays any more, is believed after some asking, and only where our own book says
 * the same: then it is one without rows.
 */
async function itemsOf(
  deps: ReconDeps,
  day: ReconDay,
  { bill, opening }: { readonly bill: PlatformBills; readonly opening: BillOpening },
  deadline: Deadline,
): Promise<AsyncIterable<BillItem> | { readonly code: string }> {
  if (opening.kind === 'open') return opening.items;
  if (opening.kind === 'unknown') return { code: opening.code };
  const mayBeEmpty = opening.empty === true || bill.retired === true;
  const isBelieved = mayBeEmpty && day.attempts >= ASKED_BEFORE_EMPTY;
  if (isBelieved && (await movedNothing(deps, day, bill, deadline))) return nothing();
  return { code: 'not-yet' };
}

/** Goes on with the bill whose turn it is, as far as time allows; the day as it stands then. */
export async function readBill(
  deps: ReconDeps,
  day: ReconDay,
  deadline: Deadline,
): Promise<ReconDay> {
  const place = placeOf(deps, day);
  if (place === undefined) return anew(deps, day, 'platform');
  const { bill } = place;
  const opening = await bill.source.open(day.day, 'all', deadline);
  const items = await itemsOf(deps, day, { bill, opening }, deadline);
  if ('code' in items) return stoodBack(deps, day, { at: 'bill', code: items.code });
  try {
    return await readItems(deps, day, { place, items }, deadline);
  } catch (error) {
    if (error instanceof AnotherBill) {
      deps.log.warn('recon.another-bill', { state: day.day });
      return anew(deps, await current(deps, day), 'platform');
    }
    if (!(error instanceof BillBroken)) throw error;
    // blocks before the break are kept; a connection that we cut ourselves at the deadline is no failure
    const now = await current(deps, day);
    if (error.fault === 'connection' && deadline.leftMs() < FLUSH_MS)
      return tooSlow(deps, day, now);
    return stoodBack(deps, now, { at: 'bill', code: error.fault });
  }
}

async function tooSlow(deps: ReconDeps, before: ReconDay, now: ReconDay): Promise<ReconDay> {
  if (now.books.platform.rows > before.books.platform.rows) return now;
  return stoodBack(deps, now, { at: 'bill', code: 'too-slow' });
}

/** The checkpoint may have moved while the bill was read. */
async function current(deps: ReconDeps, day: ReconDay): Promise<ReconDay> {
  return (await deps.recon.loadDay(day.hospital, day.day)) ?? day;
}
