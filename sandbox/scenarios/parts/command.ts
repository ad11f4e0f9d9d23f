/**
 * `--scenario NAME` on the command line: finds it before anything is started, plays it in the running
 * world and says how each step went.
 */

import { loadScenario, playScenario, scenarioNames } from './run';
import { Stage } from './stage';
import type { Scenario, ScenarioResult, StepResult } from './step';

export interface Chosen {
  readonly name: string;
  readonly scenario: Scenario;
}

/** What `--scenario list` prints, and what stands below an unknown name. */
export async function scenarioList(): Promise<string> {
  const lines: string[] = [];
  for (const name of scenarioNames()) {
    const scenario = await loadScenario(name);
    if (scenario !== undefined) lines.push(`  ${name}  ${scenario.title}\n    ${scenario.shows}`);
  }
  return lines.join('\n');
}

/** The scenario of that name; for `list` and unknown names prints them and ends with 0 and 2. */
export async function chosenScenario(name: string | undefined): Promise<Chosen | undefined> {
  if (name === undefined) return undefined;
  const scenario = await loadScenario(name);
  if (scenario !== undefined) return { name, scenario };
  const list = await scenarioList();
  if (name === 'list') {
    process.stdout.write(`${list}\n`);
    process.exit(0);
  }
  console.error(`There is no scenario ${name}. There are:\n${list}`);
  process.exit(2);
}

/** Plays it in the world at `origin`, printing one line a step. */
export async function playChosen(
  { name, scenario }: Chosen,
  origin: string,
): Promise<ScenarioResult> {
  console.log(`\n  ${scenario.title} (${name})\n  ${scenario.shows}\n`);
  const result = await playScenario(new Stage(origin), name, scenario, (step) => {
    console.log(`  ${lineOf(step)}`);
  });
  console.log(result.ok ? '\n  It ended as it says.\n' : '\n  It did not end as it says.\n');
  return result;
}

function lineOf({ step, ok, outcome }: StepResult): string {
  return `${ok ? '✓' : '✗'} ${step}${outcome === '' ? '' : ` → ${outcome}`}`;
}
