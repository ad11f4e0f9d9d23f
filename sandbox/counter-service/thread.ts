/**
 * The built counter service, running: a thread with nothing but its own environment and the sandbox's
 * clock. Ready once it answers with its own certificate; a crash is logged and it is started again on the
 * same port.
 */

import { buildSync } from 'esbuild';
import { existsSync } from 'node:fs';
import { get } from 'node:https';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { CounterCertificates } from './certificates';
import type { ServiceSettings } from './worker/protocol';

export interface ServiceThreadOptions {
  /** dist/counter-service/index.js */
  readonly bundle: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  readonly certificates: CounterCertificates;
  readonly offset: SharedArrayBuffer;
  readonly log: (line: string) => void;
}

/** It did not come up; the message repeats what it said last. */
export class CounterServiceFailed extends Error {
  override readonly name = 'CounterServiceFailed';
}

const READY_WITHIN_MS = 20_000;
const ASK_EVERY_MS = 20;
/** Pauses before it is started again after a crash; the last one for every further crash. */
const PAUSES_MS = [0, 100, 500, 2_000, 5_000] as const;
/** Whoever ran that long has not come up in vain. */
const STEADY_MS = 10_000;

let threadSource: string | undefined;

/** Bundled once per process: threads load no TypeScript by themselves. */
function sourceOfThread(): string {
  threadSource ??= buildSync({
    entryPoints: [fileURLToPath(new URL('./worker/main.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    write: false,
  })
    .outputFiles.map(({ text }) => text)
    .join('\n');
  return threadSource;
}

export class ServiceThread {
  readonly #options: ServiceThreadOptions;
  #worker: Worker | undefined;
  #gone: Promise<void> = Promise.resolve();
  #lastWords = '';
  #wasReady = false;
  #halted = false;
  #closed = false;
  #crashes = 0;
  #pause: NodeJS.Timeout | undefined;

  private constructor(options: ServiceThreadOptions) {
    this.#options = options;
  }

  /** Resolves when it listens. Throws `CounterServiceFailed`. */
  static async start(options: ServiceThreadOptions): Promise<ServiceThread> {
    const { bundle } = options;
    if (!existsSync(bundle)) throw new CounterServiceFailed(`it is not built: ${bundle}`);
    const thread = new ServiceThread(options);
    thread.#run();
    try {
      await thread.ready();
    } catch (error) {
      await thread.close();
      throw error;
    }
    return thread;
  }

  /** Resolves when it answers (again). Throws `CounterServiceFailed` when it does not within 20 s. */
  async ready(): Promise<void> {
    const { port, certificates } = this.#options;
    const until = performance.now() + READY_WITHIN_MS;
    for (;;) {
      if (await answers(port, certificates)) {
        this.#wasReady = true;
        return;
      }
      const inVain = !this.#wasReady && this.#crashes >= PAUSES_MS.length;
      if (this.#closed || inVain || performance.now() > until) {
        throw new CounterServiceFailed(`the counter service does not listen: ${this.#lastWords}`);
      }
      await passed(ASK_EVERY_MS);
    }
  }

  /** How often it broke down and was started again. */
  get crashes(): number {
    return this.#crashes;
  }

  /** Ends the thread as a crash would; it comes up again by itself. */
  async crash(): Promise<void> {
    await this.#worker?.terminate();
  }

  /** Starts it with the bundle as it lies there now. Throws `CounterServiceFailed`. */
  async reload(): Promise<void> {
    if (this.#closed) return;
    await this.#halt();
    // closed in the meantime: it stays so
    if (this.#ended()) return;
    this.#halted = false;
    this.#crashes = 0;
    this.#run();
    await this.ready();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#halt();
  }

  #ended(): boolean {
    return this.#closed;
  }

  /** Stops it without starting it again. */
  async #halt(): Promise<void> {
    this.#halted = true;
    clearTimeout(this.#pause);
    await this.#worker?.terminate();
    await this.#gone;
  }

  #run(): void {
    const { bundle, offset, env } = this.#options;
    const settings: ServiceSettings = { bundle, offset };
    const worker = new Worker(sourceOfThread(), {
      eval: true,
      env: { ...env },
      execArgv: [],
      workerData: settings,
      stdout: true,
      stderr: true,
    });
    this.#worker = worker;
    const begun = performance.now();
    for (const stream of [worker.stdout, worker.stderr]) {
      stream.on('data', (chunk: Buffer) => this.#say(chunk.toString().trimEnd()));
    }
    worker.on('error', (error) => this.#say(`the counter service broke down: ${String(error)}`));
    this.#gone = new Promise((resolve) => {
      worker.once('exit', (code) => {
        this.#worker = undefined;
        this.#after(code, performance.now() - begun);
        resolve();
      });
    });
  }

  #after(code: number, ranMs: number): void {
    if (this.#halted) return;
    this.#crashes = ranMs > STEADY_MS ? 1 : this.#crashes + 1;
    const pause = PAUSES_MS[Math.min(this.#crashes, PAUSES_MS.length) - 1] ?? 0;
    this.#options.log(`the counter service ended (${String(code)}) and is started again`);
    this.#pause = setTimeout(() => this.#run(), pause);
  }

  #say(words: string): void {
    for (const line of words.split('\n')) {
      if (line === '') continue;
      this.#lastWords = line;
      this.#options.log(line);
    }
  }
}

const passed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether the service, and nobody else, is behind that port, and lets the functions in. */
function answers(port: number, { ca, client }: CounterCertificates): Promise<boolean> {
  const tls = { ca, key: client.key, cert: client.certificate, agent: false };
  return new Promise((resolve) => {
    const asked = get({ host: '127.0.0.1', port, path: '/v1/health', ...tls }, (answer) => {
      answer.resume();
      answer.once('close', () => resolve(answer.statusCode === 200));
    });
    asked.once('error', () => resolve(false));
  });
}
