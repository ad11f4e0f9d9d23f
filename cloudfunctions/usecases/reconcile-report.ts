/** What staff sees of reconciliation, and what staff may do with it (money rules 11 and 13). */
import { begunAnew, isOver } from '../domain/recon-day';
import {
  actFor,
  differenceId,
  type Act,
  type Difference,
  type DifferenceState,
} from '../domain/recon-differences';
import { CSV_BOM, csvDifference, csvHeader, csvSummary } from '../domain/recon-csv';
import { reportOf, type ReconReport } from '../domain/recon-report';
import type { ReconStore } from '../ports/recon-store';
import type { Base } from './deps';

export interface ReportDeps extends Base {
  readonly recon: ReconStore;
}

/** Days latest first, those before `before` (yyyyMMdd). */
export async function reconDays(
  deps: ReportDeps,
  ask: { readonly before?: string; readonly limit: number },
): Promise<readonly ReconReport[]> {
  const days = await deps.recon.days(deps.hospital.id, ask.before, ask.limit);
  return days.map(reportOf);
}

/** One day; undefined when it was never begun. */
export async function reconDay(deps: ReportDeps, day: string): Promise<ReconReport | undefined> {
  const found = await deps.recon.loadDay(deps.hospital.id, day);
  return found === undefined ? undefined : reportOf(found);
}

export interface ReconDifferences {
  /** Each with the one act that it needs. */
  readonly differences: readonly (Difference & { readonly act: Act })[];
  /** Where to go on; absent when these were the last. */
  readonly next?: string;
}

/** A day's differences in the order of their names, those behind `after`. */
export async function reconDifferences(
  deps: ReportDeps,
  ask: {
    readonly day: string;
    readonly after?: string;
    readonly limit: number;
    readonly state?: DifferenceState;
  },
): Promise<ReconDifferences> {
  const found = await deps.recon.differences(deps.hospital.id, ask);
  const last = found.length < ask.limit ? undefined : found.at(-1);
  return {
    differences: found.map((one) => ({ ...one, act: actFor(one.type) })),
    ...(last === undefined ? {} : { next: differenceId(last) }),
  };
}

/**
 * Has a day that is over compared anew from its beginning, by the next tick. `unknown`: never begun ·
 * `busy`: it is being compared.
 */
export async function reconcileAgain(
  deps: ReportDeps,
  day: string,
): Promise<'begun' | 'unknown' | 'busy'> {
  const found = await deps.recon.loadDay(deps.hospital.id, day);
  if (found === undefined) return 'unknown';
  if (!isOver(found)) return 'busy';
  const next = { ...begunAnew(found, deps.clock.now()), version: found.version + 1 };
  return (await deps.recon.saveDay(next)) === 'saved' ? 'begun' : 'busy';
}

const PAGE = 200;

/** The day's report as CSV, piece by piece; nothing when the day was never begun. */
export async function* reconcileCsv(
  deps: ReportDeps,
  day: string,
): AsyncGenerator<string, void, void> {
  const report = await reconDay(deps, day);
  if (report === undefined) return;
  yield CSV_BOM + csvSummary(report) + csvHeader();
  let after: string | undefined;
  do {
    const ask = { day, limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await reconDifferences(deps, ask);
    if (page.differences.length > 0) yield page.differences.map(csvDifference).join('');
    after = page.next;
  } while (after !== undefined);
}
