/**
 * The command `npm run sim`: seeds over worker threads, one JSON line at the end, exit 0 only when no
 * rule was broken. The same file is what each worker runs.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { runWhole, type Broken } from './batch';
import { drawSchedule } from './draw';
import { keptText, readKept } from './kept';
import { runOverWorkers } from './pool';
import { jsonLine } from './report';
import type { Schedule } from './schedule';
import { shrunk } from './shrink';
import { serve } from './worker';

const HELP = `npm run sim -- --seeds N --from S [--workers 2] [--keep]
npm run sim -- --seed X [--verbose]
npm run sim -- --replay FILE [--verbose]

--seeds     how many seeds (200)      --from   the first one (1)
--workers   threads (2)               --keep   write what fails to test/sim/failed
--seed      one seed only             --replay a schedule kept in a file`;

const FAILED = join('test', 'sim', 'failed');

const OPTIONS = {
  seeds: { type: 'string', default: '200' },
  from: { type: 'string', default: '1' },
  workers: { type: 'string', default: '2' },
  seed: { type: 'string' },
  replay: { type: 'string' },
  verbose: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

class BadOption extends Error {}

function wholeOf(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new BadOption(`--${name} takes a whole number from ${String(least)} on`);
}

async function keep(broken: Broken): Promise<void> {
  const schedule = await shrunk(broken.schedule, broken.rule);
  mkdirSync(FAILED, { recursive: true });
  const file = join(FAILED, `rule-${String(broken.rule)}-seed-${String(broken.seed)}.json`);
  const { rule, what } = broken;
  const { format } = await import('prettier');
  const text = keptText({ found: { rule, what }, schedule });
  writeFileSync(file, await format(text, { parser: 'json', printWidth: 100 }));
  say(`kept with ${String(schedule.actions.length)} actions: ${file}`);
}

/** One schedule, step by step. */
async function runOne(schedule: Schedule, verbose: boolean): Promise<boolean> {
  const outcome = await runWhole(schedule, verbose ? say : undefined);
  if (verbose) for (const line of outcome.log) say(line);
  const { failure, ends, steps, orders } = outcome;
  process.stdout.write(
    `${JSON.stringify({ seed: schedule.seed, steps, orders, ends, failure })}\n`,
  );
  return failure === undefined;
}

const MOST_TOLD = 10;

function tell({ seed, rule, what, step, schedule }: Broken): void {
  const where = step === undefined ? 'at the end' : `at step ${String(step)}`;
  say(`seed ${String(seed)} breaks money rule ${String(rule)} ${where}: ${what}`);
  say(JSON.stringify(schedule));
}

async function runMany(values: { seeds: string; from: string; workers: string; keep: boolean }) {
  const count = wholeOf('seeds', values.seeds, 1);
  const from = wholeOf('from', values.from, 0);
  const workers = wholeOf('workers', values.workers, 1);
  const began = performance.now();
  let told = 0;
  // at once: a long run may be broken off
  const onBroken = (broken: Broken): void => {
    told += 1;
    if (told <= MOST_TOLD) tell(broken);
  };
  const totals = await runOverWorkers({ from, count, workers, say, onBroken });
  totals.broken.sort((left, right) => left.seed - right.seed);
  if (values.keep) for (const broken of totals.broken.slice(0, 3)) await keep(broken);
  process.stdout.write(`${jsonLine(totals, performance.now() - began)}\n`);
  return totals.broken.length === 0;
}

async function run(): Promise<boolean> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return true;
  }
  const { seed, replay, verbose } = values;
  if (replay !== undefined) return runOne(readKept(readFileSync(replay, 'utf8')).schedule, verbose);
  if (seed !== undefined) return runOne(drawSchedule(wholeOf('seed', seed, 0)), verbose);
  return runMany(values);
}

async function main(): Promise<void> {
  try {
    process.exitCode = (await run()) ? 0 : 1;
  } catch (error) {
    const ours = error instanceof BadOption || (error instanceof TypeError && 'code' in error);
    if (!ours) throw error;
    say(`${error.message}\n\n${HELP}`);
    process.exitCode = 2;
  }
}

if (isMainThread) void main();
else serve();
