/**
 * The seeded simulation, as `npm test` runs it: 2,000 seeds that the commit decides, so that an innocent
 * commit is not reddened twice differently, and every schedule that ever broke a rule.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../support/project-files';
import { runWhole, type Totals } from './batch';
import { bundleSimulation } from './bundle';
import { diceOf } from './dice';
import { drawSchedule } from './draw';
import { keptText, readKept } from './kept';
import { runOverWorkers } from './pool';

const SEEDS = 2_000;
const WITHOUT_GIT = 20_260_302;
const FAILED = join(ROOT, 'test/sim/failed');

/** The first seed; a number of the commit. */
function firstSeed(): number {
  try {
    const asked = ['rev-parse', 'HEAD'];
    const commit = execFileSync('git', asked, { cwd: ROOT, stdio: 'pipe' }).toString();
    return Number.parseInt(commit.slice(0, 7), 16);
  } catch {
    return WITHOUT_GIT;
  }
}

describe('the seeds of this commit', () => {
  let folder: string;
  let totals: Totals;
  beforeAll(async () => {
    // below the project, so that the bundle finds its packages
    folder = await mkdtemp(join(ROOT, 'dist', 'sim-seeds-'));
    const file = join(folder, 'main.cjs');
    await bundleSimulation(ROOT, file);
    totals = await runOverWorkers({ from: firstSeed(), count: SEEDS, workers: 2, file });
  }, 600_000);
  afterAll(() => rm(folder, { recursive: true }));

  test('no rule is broken', () => {
    const told = totals.broken.map(
      ({ seed, rule, what }) => `seed ${String(seed)}: rule ${String(rule)}, ${what}`,
    );
    expect(told).toEqual([]);
    expect(totals.seeds).toBe(SEEDS);
  });

  test('they are worth something: orders, steps and faults in every seed', () => {
    const faults = Object.values(totals.faults).reduce((sum, n) => sum + n, 0);
    expect(totals.orders / SEEDS).toBeGreaterThanOrEqual(3);
    expect(totals.steps / SEEDS).toBeGreaterThanOrEqual(60);
    expect(faults / SEEDS).toBeGreaterThanOrEqual(4);
    const rare = Object.entries(totals.seedsWith).filter(([, seeds]) => seeds < SEEDS / 100);
    expect(rare).toEqual([]);
  });
});

test('a seed repeats itself, and its schedule survives being kept', async () => {
  const schedule = drawSchedule(4711);
  const found = { rule: 0, what: 'nothing' };
  const kept = readKept(keptText({ found, schedule })).schedule;
  expect(kept).toEqual(schedule);
  const [once, again] = [await runWhole(schedule), await runWhole(kept)];
  expect(again.log).toEqual(once.log);
  expect(again.ends).toEqual(once.ends);
});

test('a seed that goes over sockets ends as it does without', async () => {
  const schedule = drawSchedule(49);
  expect(schedule.sockets).toBe(true);
  const { failure, steps } = await runWhole(schedule);
  expect(failure).toBeUndefined();
  expect(steps).toBeGreaterThan(30);
});

test('chance is fair and its own', () => {
  const dice = diceOf(1);
  const drawn = Array.from({ length: 6_000 }, () => dice.below(6));
  for (let face = 0; face < 6; face += 1) {
    const times = drawn.filter((one) => one === face).length;
    expect(times).toBeGreaterThan(850);
    expect(times).toBeLessThan(1_150);
  }
  expect(diceOf(1).hex(16)).toBe(diceOf(1).hex(16));
  expect(diceOf(1).hex(16)).not.toBe(diceOf(2).hex(16));
});

describe('schedules that once broke a rule', () => {
  test('all of them hold, and end as they must', async () => {
    const files = (await readdir(FAILED)).filter((name) => name.endsWith('.json'));
    for (const name of files) {
      const { ends, schedule } = readKept(await readFile(join(FAILED, name), 'utf8'));
      const outcome = await runWhole(schedule);
      expect({ name, failure: outcome.failure }).toEqual({ name, failure: undefined });
      if (ends !== undefined) expect({ name, ends: outcome.ends }).toEqual({ name, ends });
    }
  });
});
