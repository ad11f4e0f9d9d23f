/**
 * The platform's bill becomes records (interface document v2.4 §3.8). There is no way to ask for the rest
 * of a bill: after a checkpoint it is downloaded again, and what was read is passed over if it is the
 * same; otherwise the book is read anew.
 */
import { BillBroken } from '../domain/recon-bill';
import type { ReconDay } from '../domain/recon-day';
import { EMPTY_DIGEST, folded, recordText, type ReconRecord } from '../domain/recon-records';
import type { BillItem, BillOpening, BillRow } from '../ports/bill-source';
import type { Deadline } from '../ports/deadline';
import { END, openBook } from './reconcile-book';
import { movedNothing } from './reconcile-books';
import { anew, FLUSH_MS, stoodBack, type ReconDeps } from './reconcile-deps';

const LOOK_AT_THE_CLOCK = 256;
/** The platform may be late with a bill and say that there is none. */
const ASKED_BEFORE_EMPTY = 3;

function recordOf(row: BillRow): ReconRecord {
  const { kind, orderNo: key, total, cash, insurance, at, line } = row;
  const mark = row.ours ? row.state : 'foreign';
  const when = at === undefined ? {} : { at };
  return { kind, key, mark, total, cash, insurance, ...when, ref: String(line) };
}

/** What was read of the bill before is there again; anything else is another bill. */
class AnotherBill extends Error {
  override readonly name = 'AnotherBill';
}

type Item = { readonly text: string } & (
  { readonly record: ReconRecord } | { readonly line: number; readonly fault: string }
);

function itemOf(item: BillItem): Item {
  if (item.kind === 'unreadable') {
    return { text: `U${item.line}:${item.fault}`, line: item.line, fault: item.fault };
  }
  const record = recordOf(item.row);
  return { text: recordText(record), record };
}

/** The items behind the checkpoint. AnotherBill when those before it are not the same. */
async function* behind(
  items: AsyncIterable<BillItem>,
  { rows, digest }: { readonly rows: number; readonly digest: number },
): AsyncGenerator<Item, void, void> {
  let passed = 0;
  let seen = EMPTY_DIGEST;
  for await (const raw of items) {
    const item = itemOf(raw);
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

async function readItems(
  deps: ReconDeps,
  begun: ReconDay,
  items: AsyncIterable<BillItem>,
  deadline: Deadline,
): Promise<ReconDay> {
  const reader = openBook(deps, begun, 'platform');
  let day = begun;
  const store = async (cursor: string): Promise<void> => {
    day = await reader.store(day, cursor);
  };
  const take = async (item: Item): Promise<'on' | 'stop'> => {
    if ('record' in item) reader.take(item.text, [item.record]);
    else reader.takeUnreadable(item.text, `line-${item.line}`, item.fault);
    const isShort = reader.rows % LOOK_AT_THE_CLOCK === 0 && deadline.leftMs() < FLUSH_MS;
    if (reader.isFull || isShort) await store('on');
    return isShort ? 'stop' : 'on';
  };
  try {
    for await (const item of behind(items, begun.books.platform)) {
      if ((await take(item)) === 'stop') return day;
    }
  } catch (error) {
    // whole rows were read before it broke off: the next try passes them over
    if (error instanceof BillBroken && reader.rows > day.books.platform.rows) await store('on');
    throw error;
  }
  await store(END);
  return day;
}

async function* nothing(): AsyncGenerator<BillItem, void, void> {
  // a bill without rows
}

/**
 * What there is to read. A bill that is said not to exist because nothing moved is believed after some
 * asking, and only where our own book says the same: then it is one without rows.
 */
async function itemsOf(
  deps: ReconDeps,
  day: ReconDay,
  opening: BillOpening,
  deadline: Deadline,
): Promise<AsyncIterable<BillItem> | { readonly code: string }> {
  if (opening.kind === 'open') return opening.items;
  if (opening.kind === 'unknown') return { code: opening.code };
  const isBelieved = opening.empty === true && day.attempts >= ASKED_BEFORE_EMPTY;
  if (isBelieved && (await movedNothing(deps, day, deadline))) return nothing();
  return { code: 'not-yet' };
}

/** Reads the bill as far as time allows; the day as it stands then. */
export async function readBill(
  deps: ReconDeps,
  day: ReconDay,
  deadline: Deadline,
): Promise<ReconDay> {
  const opening = await deps.bills.open(day.day, 'all', deadline);
  const items = await itemsOf(deps, day, opening, deadline);
  if ('code' in items) return stoodBack(deps, day, { at: 'bill', code: items.code });
  try {
    return await readItems(deps, day, items, deadline);
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
