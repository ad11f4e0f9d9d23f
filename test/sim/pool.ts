/** Seeds handed out to worker threads in small stretches, so that all of them end at the same time. */
import { Worker } from 'node:worker_threads';
import { rsaPems } from './keys-v2';
import { addTotals, noTotals, type Totals } from './batch';
import type { Done, Task } from './worker';

export interface Range {
  readonly from: number;
  readonly count: number;
  readonly workers: number;
  /** The bundle that the workers run; this very file unless told otherwise. */
  readonly file?: string;
  readonly stopAtFirst?: boolean;
  readonly say?: (line: string) => void;
}

const STRETCH = 50;
const TELL_EVERY = 2_000;
/** Runs make much that dies young. */
const YOUNG_MB = 64;

/** Resolves to the totals of all seeds, or of those up to the first broken one. */
export async function runOverWorkers(range: Range): Promise<Totals> {
  const { from, count, stopAtFirst = false, say } = range;
  const totals = noTotals();
  let next = from;
  const task = (): Task | undefined => {
    const left = from + count - next;
    if (left <= 0 || (stopAtFirst && totals.broken.length > 0)) return undefined;
    const stretch = { from: next, count: Math.min(STRETCH, left), stopAtFirst };
    next += stretch.count;
    return stretch;
  };
  const take = (more: Totals): void => {
    const before = totals.seeds;
    addTotals(totals, more);
    if (Math.floor(before / TELL_EVERY) === Math.floor(totals.seeds / TELL_EVERY)) return;
    say?.(
      `${String(totals.seeds)} of ${String(count)} seeds, ${String(totals.broken.length)} broken`,
    );
  };
  const threads = Array.from({ length: range.workers }, () => oneThread(range, task, take));
  await Promise.all(threads);
  return totals;
}

function oneThread(
  { file = __filename }: Range,
  task: () => Task | undefined,
  take: (totals: Totals) => void,
): Promise<void> {
  const worker = new Worker(file, {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    workerData: { pems: rsaPems() },
  });
  return new Promise<void>((resolve, reject) => {
    const go = (): void => {
      const next = task();
      if (next === undefined) resolve();
      else worker.postMessage(next);
    };
    worker.on('error', reject);
    worker.on('message', (done: Done) => {
      if (done.kind === 'error') {
        reject(new Error(done.stack));
        return;
      }
      take(done.totals);
      go();
    });
    go();
  }).finally(() => worker.terminate());
}
