/**
 * The night's comparison, driven by the clockwork's minute (money rule 11): yesterday's books are begun
 * at the rules' time of day, unfinished days are gone on with from their checkpoint. Costs one read of
 * one document when nothing is due, and stops before the invocation's time is up.
 */
import { begunDay, dayAfter, dayBefore, newDay, type ReconDay } from '../domain/recon-day';
import { shanghaiDay } from '../domain/shanghai';
import type { Deadline } from '../ports/deadline';
import { readBill } from './reconcile-bill';
import { readHospital, readOurs } from './reconcile-books';
import { compareBooks } from './reconcile-compare';
import {
  advanced,
  enoughMs,
  ReconSuperseded,
  saved,
  stoodBack,
  type ReconDeps,
} from './reconcile-deps';
import { repairDifferences } from './reconcile-repair';
import { cleanUp } from './reconcile-tally';

/** A lease outlives the invocation that holds it. */
const LEASE_MARGIN_MS = 30_000;

export interface ReconTick {
  /** Steps taken; 0 when nothing was due or another tick works. */
  readonly steps: number;
}

/** The chain of days begins with yesterday, and each day that begins stores the one after it. */
async function firstEver(deps: ReconDeps): Promise<ReconDay> {
  const today = shanghaiDay(deps.clock.now());
  const day = newDay(deps.hospital.id, dayBefore(today), deps.reconRules);
  await deps.recon.insertDay(day);
  return day;
}

async function begun(deps: ReconDeps, day: ReconDay): Promise<ReconDay> {
  await deps.recon.insertDay(newDay(day.hospital, dayAfter(day.day), deps.reconRules));
  const before = await deps.recon.loadDay(day.hospital, dayBefore(day.day));
  return saved(deps, advanced(begunDay(day, before), {}), 0);
}

async function step(deps: ReconDeps, day: ReconDay, deadline: Deadline): Promise<ReconDay> {
  switch (day.stage) {
    case 'waiting':
      return begun(deps, day);
    case 'bill':
      return readBill(deps, day, deadline);
    case 'ours':
      return readOurs(deps, day, deadline);
    case 'hospital':
      return readHospital(deps, day, deadline);
    case 'compare':
      return compareBooks(deps, day, deadline);
    case 'repair':
      return repairDifferences(deps, day, deadline);
    case 'clean':
    case 'done':
      return cleanUp(deps, day, deadline);
  }
}

/** A step that fails stands back, so that it keeps no other day waiting, and is told of. */
async function safely(deps: ReconDeps, day: ReconDay, deadline: Deadline): Promise<void> {
  try {
    await step(deps, day, deadline);
  } catch (error) {
    if (error instanceof ReconSuperseded) throw error;
    const code = error instanceof Error ? error.name : 'error';
    deps.log.alarm('recon.step-failed', { action: day.stage, state: day.day, code });
    const now = (await deps.recon.loadDay(day.hospital, day.day)) ?? day;
    await stoodBack(deps, now, { at: 'work', code });
  }
}

function isDue(deps: ReconDeps, { dueAt }: ReconDay): boolean {
  return dueAt !== null && dueAt <= deps.clock.now();
}

async function work(deps: ReconDeps, deadline: Deadline): Promise<number> {
  for (let steps = 0; ; steps += 1) {
    const day = await deps.recon.firstDay(deps.hospital.id);
    if (day === undefined || !isDue(deps, day)) return steps;
    if (deadline.leftMs() < enoughMs(deps)) return steps;
    await safely(deps, day, deadline);
  }
}

/** Goes on with whatever day is due, for as long as the invocation allows. */
export async function reconcileTick(deps: ReconDeps, deadline: Deadline): Promise<ReconTick> {
  const first = (await deps.recon.firstDay(deps.hospital.id)) ?? (await firstEver(deps));
  if (!isDue(deps, first)) return { steps: 0 };
  if (deadline.leftMs() < enoughMs(deps)) return { steps: 0 };
  const lease = `recon:${deps.hospital.id}`;
  const holder = deps.ids.hex(8);
  const forMs = deadline.leftMs() + LEASE_MARGIN_MS;
  if (!(await deps.lease.take(lease, holder, deps.clock.now(), forMs))) return { steps: 0 };
  try {
    return { steps: await work(deps, deadline) };
  } catch (error) {
    if (!(error instanceof ReconSuperseded)) throw error;
    deps.log.warn('recon.superseded', {});
    return { steps: 1 };
  } finally {
    await deps.lease.release(lease, holder);
  }
}
