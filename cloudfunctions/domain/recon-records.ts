/**
 * What reconciliation keeps of a row of any of the three books: one short line of text (money rule 11).
 * A day of hundreds of thousands of rows passes through a small function this way; rows are spread over
 * partitions by a hash of their number, so that all that is known of one order meets in one of them.
 */
import { fen, type Fen } from '../../miniprogram/shared/fen';
import type { ChannelName } from './order';

/** bill: which order paid this bill (ours), or that a window settled it or gave it back (hospital). */
export type RecordKind = 'payment' | 'refund' | 'bill';

/**
 * Platform: paid, refunded, refunding, other (moved no money), foreign (not our merchant). Ours: settled,
 * due, never (the hospital need not book it), by-hand. Hospital: settled, confirmed; of a bill at a
 * window settled, refunded.
 */
export type Mark =
  | 'paid'
  | 'refunded'
  | 'refunding'
  | 'other'
  | 'foreign'
  | 'settled'
  | 'due'
  | 'never'
  | 'by-hand'
  | 'confirmed';

export interface ReconRecord {
  readonly kind: RecordKind;
  /** The order's number; a bill's id for `bill`. */
  readonly key: string;
  readonly mark: Mark;
  readonly total: Fen;
  readonly cash: Fen;
  readonly insurance: Fen;
  /** ms; absent where the book says no time. */
  readonly at?: number;
  /** Line in the bill; the order that paid a bill; otherwise empty. */
  readonly ref: string;
  /** Of ours how it was paid, of the platform's in which book it stands (recon-platform). */
  readonly channel?: ChannelName;
}

/** Enough that what one of them holds is small, and few enough that a small day costs little. */
export function partitionsFor(rows: number | undefined): number {
  if (rows === undefined || rows >= 50_000) return 256;
  return rows < 5_000 ? 16 : 64;
}

const KINDS: Readonly<Record<RecordKind, string>> = { payment: 'P', refund: 'R', bill: 'B' };
const MARKS: Readonly<Record<Mark, string>> = {
  paid: 'p',
  refunded: 'r',
  refunding: 'g',
  other: 'o',
  foreign: 'f',
  settled: 's',
  due: 'd',
  never: 'n',
  'by-hand': 'h',
  confirmed: 'c',
};
const CHANNELS: Readonly<Record<ChannelName, string>> = {
  payinsurance: 'p',
  medins: 'm',
  onecode: 'o',
};
const kindOf = reversed(KINDS);
const markOf = reversed(MARKS);
const channelOf = reversed(CHANNELS);

function reversed<K extends string>(letters: Readonly<Record<K, string>>): ReadonlyMap<string, K> {
  return new Map((Object.keys(letters) as K[]).map((name) => [letters[name], name]));
}

/** Visible ASCII, so that a number can be a key and a part of an id. */
export function isRecordKey(text: string): boolean {
  return /^[\x21-\x7e]{1,64}$/.test(text);
}

/**
 * How it was paid by the end of its line, which nothing else needs to be read for. Undefined in lines
 * that are older than the question.
 */
export function channelOfLine(line: string): ChannelName | undefined {
  const at = line.lastIndexOf('\t') + 1;
  return at === line.length - 1 ? channelOf.get(line.slice(at)) : undefined;
}

/** One line without its end. RangeError for a key or ref that is none. */
export function recordText(record: ReconRecord): string {
  const { key, ref, at, channel } = record;
  if (!isRecordKey(key) || (ref !== '' && !isRecordKey(ref))) throw new RangeError('not a key');
  const sums = `${base36(record.total)}\t${base36(record.cash)}\t${base36(record.insurance)}`;
  const when = at === undefined ? '' : base36(at);
  const way = channel === undefined ? '' : `\t${CHANNELS[channel]}`;
  return `${KINDS[record.kind]}${MARKS[record.mark]}\t${key}\t${sums}\t${when}\t${ref}${way}`;
}

/** The record of one line. RangeError for what `recordText` cannot have written. */
export function readRecord(line: string): ReconRecord {
  const [head = '', key = '', total, cash, insurance, when = '', ref, way] = line.split('\t');
  const kind = kindOf.get(head.charAt(0));
  const mark = markOf.get(head.slice(1));
  const channel = way === undefined ? undefined : channelOf.get(way);
  if (kind === undefined || mark === undefined || ref === undefined || !isRecordKey(key)) {
    throw new RangeError('not a record');
  }
  if (way !== undefined && channel === undefined) throw new RangeError('not a record');
  return {
    kind,
    key,
    mark,
    total: fen(fromBase36(total)),
    cash: fen(fromBase36(cash)),
    insurance: fen(fromBase36(insurance)),
    ...(when === '' ? {} : { at: fromBase36(when) }),
    ref,
    ...(channel === undefined ? {} : { channel }),
  };
}

function base36(value: number): string {
  return value.toString(36);
}

function fromBase36(text: string | undefined): number {
  return text === undefined || !/^[0-9a-z]{1,12}$/.test(text) ? NaN : parseInt(text, 36);
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** In which of so many partitions a key lies. */
export function partitionOf(key: string, partitions: number): number {
  let hash = FNV_OFFSET;
  for (let at = 0; at < key.length; at += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(at), FNV_PRIME);
  }
  return (hash >>> 0) % partitions;
}

/** Folds a line into the running mark by which an already read part of a book is known again. */
export function folded(digest: number, line: string): number {
  let hash = digest;
  for (let at = 0; at < line.length; at += 1) {
    hash = Math.imul(hash ^ line.charCodeAt(at), FNV_PRIME);
  }
  return Math.imul(hash ^ 10, FNV_PRIME) >>> 0;
}

export const EMPTY_DIGEST = FNV_OFFSET;
