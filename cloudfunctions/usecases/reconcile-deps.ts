/** What reconciliation is given, and how its checkpoint moves. */
import { readAnew, type ReconDay, type ReconSource } from '../domain/recon-day';
import { afterFailure, type ReconFault } from '../domain/recon-failure';
import { differenceId, type Difference } from '../domain/recon-differences';
import type { HospitalId } from '../domain/ids';
import type { ReconRules } from '../domain/recon-rules';
import type { PlatformBills } from '../ports/bill-source';
import type { HisLedger } from '../ports/his-refunds';
import type { Ids } from '../ports/ids';
import type { Lease } from '../ports/lease';
import type { OrderStore } from '../ports/order-store';
import type { ReconRepair } from '../ports/recon-repair';
import type { ReconStore } from '../ports/recon-store';
import type { Base } from './deps';

export interface ReconDeps extends Base {
  readonly recon: ReconStore;
  readonly orders: Pick<OrderStore, 'load' | 'ofDay'>;
  /** Every book of the platform, read one after the other; at least one. */
  readonly bills: readonly PlatformBills[];
  readonly ledger: HisLedger;
  readonly repairs: ReconRepair;
  readonly lease: Lease;
  readonly ids: Ids;
  readonly reconRules: ReconRules;
  /** Hears of every checkpoint, for a line that somebody watches. */
  readonly progress?: (at: ReconProgress) => void;
}

export interface ReconProgress {
  readonly day: string;
  readonly stage: ReconDay['stage'];
  /** Rows read of the book, or partitions compared or removed, or differences looked at. */
  readonly count: number;
}

/** Somebody else has written the day's checkpoint meanwhile: they go on, we do not. */
export class ReconSuperseded extends Error {
  override readonly name = 'ReconSuperseded';
  constructor() {
    super('another one goes on with this day');
  }
}

/** Kept back for writing what was read and the checkpoint. */
export const FLUSH_MS = 8_000;
/** Calls that one healing may take, one after the other. */
const CALLS = 3;

/** Below it no step is begun: every step can do something in that time. */
export function enoughMs(deps: ReconDeps): number {
  return Math.max(3 * FLUSH_MS, CALLS * deps.rules.httpTimeoutMs);
}

/** Calls of the store at the same time. */
export const AT_ONCE = 8;

/** Stores the checkpoint; returns it as stored. ReconSuperseded when somebody else wrote it. */
export async function saved(deps: ReconDeps, day: ReconDay, count: number): Promise<ReconDay> {
  const next = { ...day, version: day.version + 1 };
  if ((await deps.recon.saveDay(next)) === 'conflict') throw new ReconSuperseded();
  deps.log.info('recon.progress', { action: day.stage, state: day.day, count });
  deps.progress?.({ day: day.day, stage: day.stage, count });
  return next;
}

/** The checkpoint after something was achieved: what failed before no longer counts. */
export function advanced(day: ReconDay, change: Partial<ReconDay>): ReconDay {
  const { fault: _fault, ...rest } = day;
  return { ...rest, attempts: 0, ...change };
}

/** Tries again later; a person hears of it when the rules will not wait any longer. */
export async function stoodBack(
  deps: ReconDeps,
  day: ReconDay,
  fault: ReconFault,
): Promise<ReconDay> {
  const next = afterFailure(day, fault, deps.clock.now(), deps.reconRules);
  const fields = { action: day.stage, state: day.day, code: fault.code };
  if (next.stage === 'clean') deps.log.alarm('recon.given-up', fields);
  else deps.log.warn('recon.failed', fields);
  return saved(deps, next, next.attempts);
}

/** Books that change while they are read are read anew so often, then only later. */
const MOST_ANEW = 5;

/** The book is read anew, at once or, when that keeps happening, later. */
export async function anew(deps: ReconDeps, day: ReconDay, source: ReconSource): Promise<ReconDay> {
  const next = readAnew(day, source);
  const at = source === 'platform' ? 'bill' : source === 'hospital' ? source : 'work';
  if (day.spent.length >= MOST_ANEW) return stoodBack(deps, next, { at, code: 'changing' });
  return saved(deps, next, 0);
}

/** Kept by its name; what was found before, by a comparison of the same day, keeps when it was. */
export async function keptOnce(
  deps: ReconDeps,
  hospital: HospitalId,
  one: Difference,
): Promise<void> {
  const known = await deps.recon.difference(hospital, differenceId(one));
  const since = known === undefined ? one : { ...one, foundAt: known.foundAt };
  await deps.recon.putDifference(hospital, since);
}

/** Runs `act` over all, some at once. */
export async function eachOf<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) {
    await Promise.all(all.slice(at, at + AT_ONCE).map(act));
  }
}

/** The stage that follows the reading of a book. */
export function stageAfter(source: ReconSource): ReconDay['stage'] {
  switch (source) {
    case 'platform':
      return 'ours';
    case 'ours':
      return 'hospital';
    case 'hospital':
      return 'compare';
  }
}
