/** Many seeds one after the other, and what they add up to. */
import { drawSchedule } from './draw';
import { runSchedule, type Failure, type Outcome } from './run';
import type { Schedule } from './schedule';

export interface Broken extends Failure {
  readonly seed: number;
  readonly schedule: Schedule;
}

export interface Totals {
  seeds: number;
  steps: number;
  orders: number;
  /** How often each kind of fault was met, and in how many seeds. */
  readonly faults: Record<string, number>;
  readonly seedsWith: Record<string, number>;
  readonly ends: Record<string, number>;
  readonly least: { steps: number; orders: number; faults: number };
  readonly broken: Broken[];
}

export function noTotals(): Totals {
  return {
    ...{ seeds: 0, steps: 0, orders: 0, faults: {}, seedsWith: {}, ends: {}, broken: [] },
    least: { steps: Infinity, orders: Infinity, faults: Infinity },
  };
}

function add(into: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, n] of Object.entries(more)) into[name] = (into[name] ?? 0) + n;
}

export function addTotals(into: Totals, more: Totals): void {
  into.seeds += more.seeds;
  into.steps += more.steps;
  into.orders += more.orders;
  add(into.faults, more.faults);
  add(into.seedsWith, more.seedsWith);
  add(into.ends, more.ends);
  for (const name of ['steps', 'orders', 'faults'] as const) {
    into.least[name] = Math.min(into.least[name], more.least[name]);
  }
  into.broken.push(...more.broken);
}

/** Runs a schedule the way it wants its calls to travel. */
export async function runWhole(schedule: Schedule, say?: (line: string) => void): Promise<Outcome> {
  if (!schedule.sockets) return runSchedule(schedule, undefined, say);
  // whoever never opens a socket needs no server
  const { socketLine } = await import('./sockets');
  return runSchedule(schedule, socketLine, say);
}

/** An error that is no broken rule tells of its seed, too. */
async function runSeed(seed: number, totals: Totals): Promise<void> {
  try {
    await countSeed(seed, totals);
  } catch (error) {
    throw new Error(`seed ${String(seed)}: ${String(error)}`, { cause: error });
  }
}

async function countSeed(seed: number, totals: Totals): Promise<void> {
  const schedule = drawSchedule(seed);
  const { steps, orders, faults, ends, failure } = await runWhole(schedule);
  const met = Object.values(faults).reduce((sum, n) => sum + n, 0);
  totals.seeds += 1;
  totals.steps += steps;
  totals.orders += orders;
  add(totals.faults, faults);
  add(totals.seedsWith, Object.fromEntries(Object.keys(faults).map((kind) => [kind, 1])));
  for (const end of ends) add(totals.ends, { [end]: 1 });
  if (failure !== undefined) totals.broken.push({ ...failure, seed, schedule });
  const { least } = totals;
  least.steps = Math.min(least.steps, steps);
  least.orders = Math.min(least.orders, orders);
  least.faults = Math.min(least.faults, met);
}

/** One seed after the other; stops at the first broken one if it is told to. */
export async function runBatch(seeds: readonly number[], stopAtFirst: boolean): Promise<Totals> {
  const totals = noTotals();
  for (const seed of seeds) {
    await runSeed(seed, totals);
    if (stopAtFirst && totals.broken.length > 0) return totals;
  }
  return totals;
}
