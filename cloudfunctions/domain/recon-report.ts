/** The report of a day's comparison (money rule 11): what staff sees of it, without the checkpoint. */
import type { ReconDay, ReconOutcome, ReconSums, TypeCounts } from './recon-day';

export interface ReconBookReport {
  readonly payments: ReconSums;
  readonly refunds: ReconSums;
  /** Rows that could not be read, each a difference. */
  readonly unreadable: number;
}

export interface ReconReport {
  /** yyyyMMdd, Asia/Shanghai. */
  readonly day: string;
  readonly stage: ReconDay['stage'];
  /** Absent until the comparison has ended. */
  readonly outcome?: ReconOutcome;
  readonly finishedAt?: number;
  /** When it is gone on with, ms; null when nothing is left to do. */
  readonly dueAt: number | null;
  /** Why it has not come further, and how often in a row. */
  readonly fault?: string;
  readonly attempts: number;
  readonly platform: ReconBookReport;
  readonly ours: ReconBookReport;
  readonly hospital: ReconBookReport & { readonly window: ReconSums };
  /** Differences by type; those beyond the bound of kept ones included. */
  readonly types: TypeCounts;
}

export function reportOf(day: ReconDay): ReconReport {
  const { platform, ours, hospital } = day.books;
  const book = ({ payments, refunds, unreadable }: ReconBookReport): ReconBookReport => ({
    payments,
    refunds,
    unreadable,
  });
  return {
    day: day.day,
    stage: day.stage,
    ...(day.outcome === undefined ? {} : { outcome: day.outcome }),
    ...(day.finishedAt === undefined ? {} : { finishedAt: day.finishedAt }),
    dueAt: day.dueAt,
    ...(day.fault === undefined ? {} : { fault: day.fault }),
    attempts: day.attempts,
    platform: book(platform),
    ours: book(ours),
    hospital: { ...book(hospital), window: hospital.window },
    types: day.types,
  };
}
