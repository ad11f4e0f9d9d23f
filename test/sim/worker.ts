/** A worker thread: takes stretches of seeds one after the other until nothing more is sent. */
import { parentPort } from 'node:worker_threads';
import { runBatch, type Totals } from './batch';

export interface Task {
  readonly from: number;
  readonly count: number;
  readonly stopAtFirst: boolean;
}
export type Done =
  | { readonly kind: 'totals'; readonly totals: Totals }
  | { readonly kind: 'error'; readonly stack: string };

async function work({ from, count, stopAtFirst }: Task): Promise<Done> {
  try {
    return { kind: 'totals', totals: await runBatch(from, count, stopAtFirst) };
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'error', stack };
  }
}

export function serve(): void {
  parentPort?.on('message', (task: Task) => {
    void work(task).then((done) => parentPort?.postMessage(done));
  });
}
