/** All that was kept of one partition, put together by order number (money rule 11). */
import {
  dayBefore,
  isCompared,
  SOURCES,
  type Carried,
  type ReconDay,
  type ReconSource,
} from '../domain/recon-day';
import type { KeptLine } from '../domain/recon-agree';
import { entryOf, type Entry, type OrderFacts } from '../domain/recon-facts';
import { partitionOf, readRecord } from '../domain/recon-records';
import { AT_ONCE, type ReconDeps } from './reconcile-deps';

/** What was kept of a book is not all there, or more than there should be. */
export class BookIncomplete extends Error {
  override readonly name = 'BookIncomplete';
  constructor(readonly source: ReconSource) {
    super(`the ${source} book is not as it was counted`);
  }
}

/** A record as kept, by where it comes from. */
export type Kept = KeptLine;

export interface AtWindowToo {
  readonly orderNo: string;
  readonly billId: string;
  readonly type: 'settled-at-window-too' | 'refunded-at-window-too';
}

export interface Gathered {
  /** Whoever has judged them clears them. */
  readonly orders: Map<string, readonly Kept[]>;
  /** Bills that an order of ours paid and that a window settled or gave back on the same day. */
  readonly twice: readonly AtWindowToo[];
  /** Numbers that the day before left to this one. */
  readonly carried: ReadonlySet<string>;
}

/** The texts of one book, block by block; '' where a block holds nothing of this partition. */
async function textsOf(
  deps: ReconDeps,
  day: ReconDay,
  source: ReconSource,
  partition: number,
): Promise<readonly string[]> {
  const { run, blocks } = day.books[source];
  const texts: string[] = [];
  const numbers = Array.from({ length: blocks }, (_unused, block) => block);
  for (let at = 0; at < blocks; at += AT_ONCE) {
    const some = await Promise.all(
      numbers.slice(at, at + AT_ONCE).map((block) => {
        const name = { day: day.day, source, run, block, partition };
        return deps.recon.slice(day.hospital, name);
      }),
    );
    texts.push(...some.map((text) => text ?? ''));
  }
  return texts;
}

/** The key stands behind the first tab. */
function keyOf(line: string): string {
  return line.slice(3, line.indexOf('\t', 3));
}

interface Window {
  readonly settled: ReadonlySet<string>;
  readonly refunded: ReadonlySet<string>;
}

/** What a window settled and gave back is about the window's own settlement. */
function bills(ours: ReadonlyMap<string, string>, { settled, refunded }: Window) {
  return [...ours].flatMap(([billId, orderNo]): readonly AtWindowToo[] => {
    if (settled.has(billId)) return [{ orderNo, billId, type: 'settled-at-window-too' }];
    return refunded.has(billId) ? [{ orderNo, billId, type: 'refunded-at-window-too' }] : [];
  });
}

/** What the day before has left to this one. */
export async function carriedInto(deps: ReconDeps, day: ReconDay): Promise<Carried> {
  const before = await deps.recon.loadDay(day.hospital, dayBefore(day.day));
  return before === undefined || !isCompared(before) ? [] : before.carried;
}

/** What is kept of one partition, as text. */
export interface PartitionTexts {
  readonly books: Readonly<Record<ReconSource, readonly string[]>>;
  readonly carried: Carried;
}

/** Fetches one partition. Putting it together waits for nothing, so that it is short-lived. */
export async function fetched(
  deps: ReconDeps,
  day: ReconDay,
  partition: number,
  carried: Carried,
): Promise<PartitionTexts> {
  return {
    books: {
      platform: await textsOf(deps, day, 'platform', partition),
      ours: await textsOf(deps, day, 'ours', partition),
      hospital: await textsOf(deps, day, 'hospital', partition),
    },
    carried: carried.filter(([, line]) => partitionOf(keyOf(line), day.partitions) === partition),
  };
}

/** Everything of one partition. BookIncomplete when a book is not as it was counted. */
export function gathered(day: ReconDay, partition: number, texts: PartitionTexts): Gathered {
  const orders = new Map<string, Kept[]>();
  const paidBills = new Map<string, string>();
  const settled = new Set<string>();
  const refunded = new Set<string>();
  const put = (kept: Kept): void => {
    const key = keyOf(kept.line);
    const known = orders.get(key);
    if (known === undefined) orders.set(key, [kept]);
    else known.push(kept);
  };
  for (const source of SOURCES) {
    const lines = texts.books[source].flatMap((text) => text.split('\n').slice(0, -1));
    if (lines.length !== day.books[source].counts[partition]) throw new BookIncomplete(source);
    for (const line of lines) {
      if (!line.startsWith('B')) put({ source, line, carried: false });
      else if (source === 'ours') paidBills.set(keyOf(line), readRecord(line).ref);
      else (readRecord(line).mark === 'refunded' ? refunded : settled).add(keyOf(line));
    }
  }
  for (const [source, line] of texts.carried) put({ source, line, carried: true });
  return {
    orders,
    twice: bills(paidBills, { settled, refunded }),
    carried: new Set(texts.carried.map(([, line]) => keyOf(line))),
  };
}

/** What the books say about one order. */
export function factsOf(kept: readonly Kept[]): OrderFacts {
  const platform = { payments: [] as Entry[], refunds: [] as Entry[] };
  const his = { payments: [] as Entry[], refunds: [] as Entry[] };
  const ours: { exists: boolean; payment?: Entry; refund?: Entry } = { exists: false };
  for (const { source, line, carried } of kept) {
    const record = readRecord(line);
    const entry = entryOf(record, carried ? { carried: true } : {});
    const isPayment = record.kind === 'payment';
    if (source === 'ours') {
      ours.exists = true;
      if (isPayment) ours.payment = entry;
      else ours.refund = entry;
      continue;
    }
    const book = source === 'platform' ? platform : his;
    if (isPayment) book.payments.push(entry);
    else book.refunds.push(entry);
  }
  return { platform, ours, his, windowBills: [] };
}
