/**
 * Do the invariants bite? Each mutant takes one guard of a money rule out of the product's source while
 * the simulation is bundled; 2,000 seeds must notice.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../support/project-files';
import { runWhole } from './batch';
import { bundleSimulation, mutated } from './bundle';
import { drawSchedule } from './draw';
import { MUTANTS } from './mutants';
import { runOverWorkers } from './pool';

const SEEDS = 2_000;
/** Rules that a simulation of orders cannot break: 11 is the night's bill. */
const RULES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(ROOT, 'dist', 'sim-mutants-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('every rule that a simulation can see has one', () => {
  const rules = new Set(MUTANTS.map(({ rule }) => rule));
  expect([...rules].sort((left, right) => left - right)).toEqual(RULES);
});

test('a mutant that does not fit the source any more is told', () => {
  const [mutant] = MUTANTS;
  if (mutant === undefined) throw new Error('no mutant');
  expect(() => mutated('something else', mutant)).toThrow(/found 0 times/);
  expect(() => mutated(mutant.find + mutant.find, mutant)).toThrow(/found 2 times/);
});

test.each(MUTANTS.map((mutant, n) => ({ ...mutant, n })))(
  'rule $rule: $name',
  async (mutant) => {
    const file = join(folder, `${String(mutant.n)}.cjs`);
    await bundleSimulation(ROOT, file, mutant);
    const range = { from: 1, count: SEEDS, workers: 2, file, stopAtFirst: true };
    const [broken] = (await runOverWorkers(range)).broken;
    expect(broken).toBeDefined();
    // and it is the mutant that breaks it
    expect((await runWhole(drawSchedule(broken?.seed ?? 0))).failure).toBeUndefined();
  },
  300_000,
);
