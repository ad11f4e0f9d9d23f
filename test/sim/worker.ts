/** A worker thread: takes stretches of seeds one after the other until nothing more is sent. */
import { parentPort } from 'node:worker_threads';
import { runBatch, type Totals } from './batch';
import { useRsaPems } from './keys-v2';

export interface Task {
  readonly seeds: readonly number[];
  /** Of keys-v2, for seeds that need them. */
  readonly pems?: readonly string[];
  readonly stopAtFirst: boolean;
}
export type Done =
  | { readonly kind: 'totals'; readonly totals: Totals }
  | { readonly kind: 'error'; readonly stack: string };

async function work({ seeds, pems, stopAtFirst }: Task): Promise<Done> {
  if (pems !== undefined) useRsaPems(pems);
  try {
    return { kind: 'totals', totals: await runBatch(seeds, stopAtFirst) };
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'error', stack };
  }
}

/** Refusals are thrown by the hundred, and nobody reads where they come from. */
const STACK_DEPTH = 0;

export function serve(): void {
  Error.stackTraceLimit = STACK_DEPTH;
  parentPort?.on('message', (task: Task) => {
    void work(task).then((done) => parentPort?.postMessage(done));
  });
}
