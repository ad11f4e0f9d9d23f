/**
 * How far the comparison of one day has come: the checkpoint of a work that a small function does in
 * slices (money rule 11). Everything in it is bounded, whatever the day's size.
 */
import { ZERO, fen, type Fen } from '../../miniprogram/shared/fen';
import type { DifferenceType, Leg } from './recon-differences';
import type { HospitalId } from './ids';
import { EMPTY_DIGEST, partitionsFor, type ReconRecord } from './recon-records';
import type { ReconRules } from './recon-rules';
import { shanghaiDay, timeOnDay } from './shanghai';

/** clean: the report stands; what was kept to compare is being removed. */
export type ReconStage =
  'waiting' | 'bill' | 'ours' | 'hospital' | 'compare' | 'repair' | 'clean' | 'done';

export const SOURCES = ['platform', 'ours', 'hospital'] as const;
export type ReconSource = (typeof SOURCES)[number];

/** How a difference names a row of that book that cannot be read. */
export const ROW_LEGS = {
  platform: 'row',
  ours: 'our-row',
  hospital: 'his-row',
} as const satisfies Readonly<Record<ReconSource, Leg>>;

/** Sums of what moved money, in fen; `rows` counts them. */
export interface ReconSums {
  readonly rows: number;
  readonly total: Fen;
  readonly cash: Fen;
  readonly insurance: Fen;
}

/** How far one of the three books has been read. */
export interface ReconBook {
  /** Reading it anew begins a new run; what an earlier run kept no longer counts. */
  readonly run: number;
  /** Rows read, and a digest of what they were. */
  readonly rows: number;
  readonly digest: number;
  /** Where to go on; absent at the beginning. */
  readonly cursor?: string;
  /** How many times the partitions were written. */
  readonly blocks: number;
  /** Records kept, per partition: what the comparison must find again. */
  readonly counts: readonly number[];
  readonly payments: ReconSums;
  readonly refunds: ReconSums;
  /** Settled at a window, hospital only. */
  readonly window: ReconSums;
  readonly unreadable: number;
}

/** What the comparison of a day ended with. */
export type ReconOutcome =
  /** Nothing open. */
  | 'balanced'
  | 'differences'
  /** No bill that can be read for as long as the rules wait: a person asks the platform. */
  | 'no-bill'
  /** The same of the hospital's books. */
  | 'no-ledger'
  /** The work itself kept failing. */
  | 'failed';

export type TypeCounts = Partial<Record<DifferenceType, { open: number; resolved: number }>>;

/** An order that waits for the next day's books: its records as kept, and from which book each is. */
export type Carried = readonly (readonly [source: ReconSource, record: string])[];

export interface ReconDay {
  readonly hospital: HospitalId;
  /** yyyyMMdd, Asia/Shanghai. */
  readonly day: string;
  /** Counts writes; starts at 1. */
  readonly version: number;
  readonly stage: ReconStage;
  /** When it is gone on with, ms; null once done. */
  readonly dueAt: number | null;
  /** When it was to begin, ms; the bound on waiting counts from here. */
  readonly startAt: number;
  /** Counts readings and comparisons begun anew; a difference knows in which one it was last found. */
  readonly run: number;
  /** Failures in a row. */
  readonly attempts: number;
  /** Of the last failure. */
  readonly fault?: string;
  /** How many partitions; set when the books are begun, by the size of the day before. */
  readonly partitions: number;
  readonly books: Readonly<Record<ReconSource, ReconBook>>;
  /** Runs that were given up, whose leavings are to be removed. */
  readonly spent: readonly { source: ReconSource; run: number; blocks: number }[];
  /** compare, clean: the next partition · repair: how many rounds. */
  readonly step: number;
  /** repair, clean: the last difference looked at. */
  readonly cursor?: string;
  /** In this round of repairs somebody could not be asked. */
  readonly unasked: boolean;
  /** Differences kept as documents, and those beyond the bound, which are only counted. */
  readonly kept: number;
  readonly beyond: TypeCounts;
  readonly carried: Carried;
  readonly types: TypeCounts;
  readonly outcome?: ReconOutcome;
  readonly finishedAt?: number;
}

/** Differences kept as documents a day; more are only counted. */
export const MOST_KEPT = 5_000;

const NO_SUMS: ReconSums = { rows: 0, total: ZERO, cash: ZERO, insurance: ZERO };

export function newBook(run: number, partitions: number): ReconBook {
  return {
    run,
    rows: 0,
    digest: EMPTY_DIGEST,
    blocks: 0,
    counts: Array.from({ length: partitions }, () => 0),
    payments: NO_SUMS,
    refunds: NO_SUMS,
    window: NO_SUMS,
    unreadable: 0,
  };
}

function emptyBooks(partitions: number): Pick<ReconDay, 'partitions' | 'books'> {
  const book = newBook(1, partitions);
  return { partitions, books: { platform: book, ours: book, hospital: book } };
}

/** The day when its first book is opened; `before` is the day before it, as far as it is known. */
export function begunDay(day: ReconDay, before: ReconDay | undefined): ReconDay {
  const rows =
    before === undefined || !isCompared(before)
      ? undefined
      : Math.max(...SOURCES.map((source) => before.books[source].rows));
  return { ...day, stage: 'bill', ...emptyBooks(partitionsFor(rows)) };
}

/** A day before anything was done for it. */
export function newDay(hospital: HospitalId, day: string, rules: ReconRules): ReconDay {
  const startAt = startOf(day, rules);
  return {
    hospital,
    day,
    version: 1,
    stage: 'waiting',
    dueAt: startAt,
    startAt,
    run: 1,
    attempts: 0,
    ...emptyBooks(partitionsFor(undefined)),
    spent: [],
    step: 0,
    unasked: false,
    kept: 0,
    beyond: {},
    carried: [],
    types: {},
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The first millisecond of the day in Asia/Shanghai. RangeError for what is no day. */
export function dayBegins(day: string): number {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(day);
  const text = match === null ? '' : match.slice(1).join('-');
  const at = Date.parse(`${text}T00:00:00.000+08:00`);
  if (Number.isNaN(at) || shanghaiDay(at) !== day) throw new RangeError('a day is yyyyMMdd');
  return at;
}

/** The last millisecond of the day. */
export function dayEnds(day: string): number {
  return dayBegins(day) + DAY_MS - 1;
}

export function dayAfter(day: string): string {
  return shanghaiDay(dayBegins(day) + DAY_MS);
}

export function dayBefore(day: string): string {
  return shanghaiDay(dayBegins(day) - DAY_MS);
}

/** When a day's comparison begins: at the rules' time of the day after. */
export function startOf(day: string, rules: ReconRules): number {
  return timeOnDay(dayBegins(day) + DAY_MS, rules.startAt);
}

/** The book is read anew from its beginning, those that are read behind it too, and all is compared. */
export function readAnew(day: ReconDay, source: ReconSource): ReconDay {
  const { cursor: _cursor, ...rest } = day;
  const books = { ...day.books };
  const spent = [...day.spent];
  for (const again of SOURCES.slice(SOURCES.indexOf(source))) {
    const { run, blocks } = books[again];
    books[again] = newBook(run + 1, day.partitions);
    // one block more: the last one may have been written without being counted
    spent.push({ source: again, run, blocks: blocks + 1 });
  }
  const stage = source === 'platform' ? 'bill' : source;
  return { ...comparedAnew({ ...rest, books }), stage, spent };
}

/** Everything that was read is compared again. */
export function comparedAnew(day: ReconDay): ReconDay {
  return { ...day, run: day.run + 1, step: 0, carried: [], ...keptOfReading(day.books) };
}

/** What the reading alone leaves: a difference for each row that cannot be read (money rule 11). */
export function keptOfReading(books: ReconDay['books']): Pick<ReconDay, 'kept' | 'beyond'> {
  const lost = SOURCES.reduce((sum, source) => sum + books[source].unreadable, 0);
  const kept = Math.min(MOST_KEPT, lost);
  const beyond = lost > kept ? { 'unreadable-row': { open: lost - kept, resolved: 0 } } : {};
  return { kept, beyond };
}

/** The sums with one row more. */
export function plus(sums: ReconSums, row: Omit<ReconSums, 'rows'>): ReconSums {
  return {
    rows: sums.rows + 1,
    total: fen(sums.total + row.total),
    cash: fen(sums.cash + row.cash),
    insurance: fen(sums.insurance + row.insurance),
  };
}

export interface Totals {
  readonly payments: ReconSums;
  readonly refunds: ReconSums;
}

/** The sums with what moved money in this row; rows of others and of nothing move none of ours. */
export function counted(totals: Totals, record: ReconRecord): Totals {
  const { mark, kind } = record;
  if (mark === 'other' || mark === 'foreign' || mark === 'refunding') return totals;
  switch (kind) {
    case 'payment':
      return { ...totals, payments: plus(totals.payments, record) };
    case 'refund':
      return { ...totals, refunds: plus(totals.refunds, record) };
    case 'bill':
      return totals;
  }
}

/** Everything of the day is read and compared anew; what was found before is judged again. */
export function begunAnew(day: ReconDay, now: number): ReconDay {
  const { outcome: _outcome, finishedAt: _finishedAt, fault: _fault, ...rest } = day;
  const anew = readAnew({ ...rest, attempts: 0, types: {} }, 'platform');
  return { ...anew, startAt: now, dueAt: now };
}

/** Whether the day's books have been compared: then its cut-offs are known. */
export function isCompared(day: ReconDay): boolean {
  switch (day.stage) {
    case 'waiting':
    case 'bill':
    case 'ours':
    case 'hospital':
    case 'compare':
      return false;
    case 'repair':
      return true;
    case 'clean':
    case 'done':
      return day.outcome === 'balanced' || day.outcome === 'differences';
  }
}

/** Whether it is too late for another day to carry something into this one. */
export function isComparing(day: ReconDay): boolean {
  return day.stage === 'compare' || day.stage === 'repair' || isOver(day);
}

/** Nothing of it will be read any more. */
export function isOver(day: ReconDay): boolean {
  return day.stage === 'clean' || day.stage === 'done';
}
