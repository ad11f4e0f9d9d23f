/**
 * Reading a book in blocks: its rows become records, spread over the partitions, written a block at a
 * time together with the checkpoint. A block is bytes, not objects: whatever the rows came from is
 * free again at once.
 */
import {
  counted,
  keptOfReading,
  MOST_KEPT,
  plus,
  ROW_LEGS,
  type ReconBook,
  type ReconDay,
  type ReconSource,
  type ReconSums,
} from '../domain/recon-day';
import { NO_FACTS } from '../domain/recon-facts';
import { folded, partitionOf, recordText, type ReconRecord } from '../domain/recon-records';
import type { SliceName } from '../ports/recon-store';
import { advanced, eachOf, keptOnce, saved, stageAfter, type ReconDeps } from './reconcile-deps';

/** Records of one block: at 70 bytes each, 256 documents of some 5 KB. */
const BLOCK = 20_000;

/** The cursor of a book that was read to its end; no book has such a place. */
export const END = '';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Lines of ASCII in one growing piece of memory. */
class Lines {
  #bytes = new Uint8Array(256);
  #length = 0;
  count = 0;

  add(line: string): void {
    const end = this.#length + line.length + 1;
    if (end > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      wider.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = wider;
    }
    encoder.encodeInto(line, this.#bytes.subarray(this.#length));
    this.#bytes[end - 1] = 10;
    this.#length = end;
    this.count += 1;
  }

  text(): string {
    return decoder.decode(this.#bytes.subarray(0, this.#length));
  }

  clear(): void {
    this.#length = 0;
    this.count = 0;
  }
}

export interface BookReader {
  /** Rows taken so far, those before this invocation included, and a digest of what they were. */
  readonly rows: number;
  readonly digest: number;
  readonly isFull: boolean;
  /** A row that was read, by the text that tells it from others, and what is kept of it. */
  take(row: string, records: readonly ReconRecord[]): void;
  takeWindow(sums: Omit<ReconSums, 'rows'>): void;
  /** A row that cannot be read: a difference by this name; `fault` says what of it, never its value. */
  takeUnreadable(row: string, name: string, fault: string): void;
  /** Writes the block and the checkpoint; `cursor` is where to go on, END ends the book. */
  store(day: ReconDay, cursor: string): Promise<ReconDay>;
}

interface Lost {
  readonly orderNo: string;
  readonly fault: string;
}

/** A difference for each, as far as differences are kept; writing them again writes the same. */
async function keepLost(
  deps: ReconDeps,
  day: ReconDay,
  source: ReconSource,
  lost: readonly Lost[],
): Promise<void> {
  const now = deps.clock.now();
  const what = { type: 'unreadable-row', leg: ROW_LEGS[source], facts: NO_FACTS } as const;
  const since = { state: 'open', tries: 0, foundAt: now, changedAt: now } as const;
  const where = { day: day.day, run: day.books[source].run };
  const named = lost.slice(0, Math.max(0, MOST_KEPT - day.kept));
  await eachOf(named, (one) =>
    keptOnce(deps, day.hospital, { ...what, ...where, ...one, ...since }),
  );
}

/** Writes what each partition holds; how many blocks that made. */
async function putBlock(
  deps: ReconDeps,
  { hospital, day }: ReconDay,
  name: Pick<SliceName, 'source' | 'run' | 'block'>,
  partitions: readonly Lines[],
): Promise<0 | 1> {
  const filled = partitions.flatMap((lines, partition) =>
    lines.count === 0 ? [] : [{ lines, partition }],
  );
  await eachOf(filled, ({ lines, partition }) =>
    deps.recon.putSlice(hospital, { day, ...name, partition }, lines.text()),
  );
  return filled.length === 0 ? 0 : 1;
}

/** Goes on with the book where the checkpoint stands. */
export function openBook(deps: ReconDeps, day: ReconDay, source: ReconSource): BookReader {
  const partitions = Array.from({ length: day.partitions }, () => new Lines());
  let book: ReconBook = day.books[source];
  let { rows, digest, unreadable, window } = book;
  let totals = { payments: book.payments, refunds: book.refunds };
  let pending = 0;
  let lost: Lost[] = [];
  const next = (row: string): void => {
    rows += 1;
    digest = folded(digest, row);
  };

  async function written(): Promise<ReconBook> {
    const { run, blocks } = book;
    const more = await putBlock(deps, day, { source, run, block: blocks }, partitions);
    const counts = book.counts.map((count, at) => count + (partitions[at]?.count ?? 0));
    for (const lines of partitions) lines.clear();
    pending = 0;
    return { run, rows, digest, blocks: blocks + more, counts, ...totals, window, unreadable };
  }

  return {
    get rows() {
      return rows;
    },
    get digest() {
      return digest;
    },
    get isFull() {
      return pending >= BLOCK;
    },
    take: (row, records) => {
      next(row);
      for (const record of records) {
        const line = recordText(record);
        partitions[partitionOf(record.key, day.partitions)]?.add(line);
        totals = counted(totals, record);
        pending += 1;
      }
    },
    takeWindow: (sums) => {
      window = plus(window, sums);
    },
    takeUnreadable: (row, orderNo, fault) => {
      next(row);
      unreadable += 1;
      lost.push({ orderNo, fault });
    },
    store: async (current, cursor) => {
      await keepLost(deps, current, source, lost);
      lost = [];
      const kept = await written();
      book = cursor === END ? kept : { ...kept, cursor };
      const books = { ...current.books, [source]: book };
      const stage = cursor === END ? stageAfter(source) : current.stage;
      const change = { ...keptOfReading(books), books, stage, step: 0 };
      return saved(deps, advanced(current, change), rows);
    },
  };
}
