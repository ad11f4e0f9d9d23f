/**
 * One running instance of a function: a thread with several calls in it. A call that times out or
 * breaks the instance fails alone: the instance takes no new calls, ends those it has, and stops.
 */

import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { CloudError } from '../errors';
import type { Call, Report, WorkerSettings } from './worker/protocol';

export interface InstanceOptions {
  readonly settings: WorkerSettings;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly log: (line: string) => void;
  /** The instance takes no calls any more. */
  readonly onRetired: () => void;
  /** The thread is gone. */
  readonly onStopped: () => void;
}

interface Pending {
  readonly resolve: (json: string) => void;
  readonly reject: (error: CloudError) => void;
  timer: NodeJS.Timeout | undefined;
}

/** Loading a bundle is not charged to the call, as in the cloud, but must end some time. */
const LOAD_MS = 20_000;

let workerSource: string | undefined;

/** The thread's code, bundled once per process: threads load no TypeScript by themselves. */
function sourceOfWorker(): string {
  workerSource ??= buildSync({
    entryPoints: [fileURLToPath(new URL('./worker/main.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    write: false,
  })
    .outputFiles.map(({ text }) => text)
    .join('\n');
  return workerSource;
}

export class Instance {
  readonly #options: InstanceOptions;
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #loaded = false;
  #retired = false;

  constructor(options: InstanceOptions) {
    this.#options = options;
    this.#worker = new Worker(sourceOfWorker(), {
      eval: true,
      env: { ...options.env },
      execArgv: [],
      workerData: options.settings,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
    });
    this.#worker.on('message', (message: Report) => {
      this.#hear(message);
    });
    this.#worker.on('error', (error) => {
      this.#failAll(`the instance broke down: ${String(error)}`);
    });
    this.#worker.on('exit', () => {
      this.#failAll('the instance ended');
      options.onStopped();
    });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        options.log(chunk.toString().trimEnd());
      });
    }
  }

  /** Resolves with the JSON that `main` returned; rejects with the cloud's error. */
  call(call: Call): Promise<string> {
    return new Promise((resolve, reject) => {
      const pending: Pending = { resolve, reject, timer: undefined };
      this.#pending.set(call.id, pending);
      if (this.#loaded) this.#startTimer(call.id, pending);
      else pending.timer = setTimeout(() => this.#timeOut(call.id, 'loading'), LOAD_MS);
      this.#worker.postMessage(call);
    });
  }

  /** Takes no new calls; stops when the last one has ended. */
  retire(): void {
    if (!this.#retired) {
      this.#retired = true;
      this.#options.onRetired();
    }
    if (this.#pending.size === 0) void this.stop();
  }

  /** Stops at once; running calls fail. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #hear(message: Report): void {
    switch (message.kind) {
      case 'loaded':
        if (this.#loaded) return;
        this.#loaded = true;
        for (const [id, pending] of this.#pending) this.#startTimer(id, pending);
        return;
      case 'result':
        this.#take(message.id)?.resolve(message.json);
        break;
      case 'failed':
        this.#take(message.id)?.reject(executionFailed(message.message));
        break;
      case 'fatal':
        if (message.id === undefined) this.#failAll(message.message);
        else this.#take(message.id)?.reject(executionFailed(message.message));
        this.retire();
        return;
      case 'log':
        this.#options.log(message.line);
        return;
    }
    if (this.#retired) this.retire();
  }

  #startTimer(id: number, pending: Pending): void {
    clearTimeout(pending.timer);
    const ms = this.#options.timeoutSeconds * 1000;
    pending.timer = setTimeout(() => this.#timeOut(id, 'running'), ms);
  }

  #timeOut(id: number, doing: 'loading' | 'running'): void {
    const { name } = this.#options.settings;
    this.#options.log(`time limit exceeded while ${doing}`);
    this.#take(id)?.reject(
      new CloudError(
        'FUNCTIONS_TIME_LIMIT_EXCEEDED',
        `Invoking task timed out after ${this.#options.timeoutSeconds} seconds: ${name}`,
      ),
    );
    this.retire();
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    clearTimeout(pending?.timer);
    this.#pending.delete(id);
    return pending;
  }

  #failAll(reason: string): void {
    if (this.#pending.size > 0) this.#options.log(reason);
    for (const id of [...this.#pending.keys()]) this.#take(id)?.reject(executionFailed(reason));
    if (!this.#retired) this.retire();
  }
}

function executionFailed(reason: string): CloudError {
  return new CloudError('FUNCTIONS_EXECUTE_FAIL', reason);
}
