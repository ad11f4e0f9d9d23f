/**
 * Finds and plays scenarios. The clock stands while one is played, from ten in the morning on in
 * Shanghai: what cities forbid at night is told on purpose, and nothing happens by itself between two
 * steps. Afterwards it runs on.
 */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { StepFailed, type Stage } from './stage';
import type { Scenario, ScenarioResult, Step, StepResult } from './step';

const FOLDER = join(import.meta.dirname, '..');

/** The scenarios by name, in alphabetical order: every file of their folder is one. */
export function scenarioNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

/** Loads a scenario of that name; undefined: there is none. @throws Error if the file is not one */
export async function loadScenario(name: string): Promise<Scenario | undefined> {
  if (!scenarioNames().includes(name)) return undefined;
  const module: unknown = await import(`../${name}.ts`);
  if (!isModule(module)) throw new Error(`sandbox/scenarios/${name}.ts exports no scenario`);
  return module.scenario;
}

function isModule(module: unknown): module is { readonly scenario: Scenario } {
  if (typeof module !== 'object' || module === null || !('scenario' in module)) return false;
  const { scenario } = module;
  return typeof scenario === 'object' && scenario !== null && 'steps' in scenario;
}

/** Plays all steps, or up to the first that fails; `heard` is told of each as it ends. */
export async function playScenario(
  stage: Stage,
  name: string,
  { steps }: Scenario,
  heard: (result: StepResult) => void = () => undefined,
): Promise<ScenarioResult> {
  const results: StepResult[] = [];
  await stage.control('/clock', { to: '10:00', frozen: true });
  try {
    for (const step of steps) {
      const result = await played(stage, step);
      results.push(result);
      heard(result);
      if (!result.ok) break;
    }
  } finally {
    await stage.control('/clock', { frozen: false });
  }
  return { scenario: name, ok: results.every(({ ok }) => ok), steps: results };
}

async function played(stage: Stage, { says, run }: Step): Promise<StepResult> {
  try {
    return { step: says, ok: true, outcome: (await run(stage)) ?? '' };
  } catch (error) {
    if (error instanceof StepFailed) return { step: says, ok: false, outcome: error.message };
    return { step: says, ok: false, outcome: String(error) };
  }
}
