/**
 * Fires the timer functions of the deploy manifest on the sandbox's clock. A timer whose last run
 * has not ended is not fired again meanwhile, and times that were jumped over are fired once.
 */

import type { SandboxClock } from '../../control/clock';
import { parseCron, type Cron } from './cron';
import type { FunctionHost } from './host';

export interface TimersOptions {
  readonly host: FunctionHost;
  readonly clock: SandboxClock;
  readonly appid: string;
  /** A run that failed: the function's name and what the host said. */
  readonly onFailure: (functionName: string, error: unknown) => void;
  /** How often the clock is looked at, in ms of real time. */
  readonly everyMs?: number;
}

interface Timer {
  readonly name: string;
  readonly expression: string;
  readonly cron: Cron;
  due: number | undefined;
  running: Promise<unknown> | undefined;
}

export class Timers {
  readonly #options: TimersOptions;
  readonly #timers = new Map<string, Timer>();
  #interval: NodeJS.Timeout | undefined;

  /** Throws CronInvalid for a bad expression in the manifest. Nothing fires before `start`. */
  constructor(options: TimersOptions) {
    this.#options = options;
    this.#read();
  }

  /** Begins to watch the clock. */
  start(): void {
    this.#interval ??= setInterval(() => {
      this.check();
    }, this.#options.everyMs ?? 250);
  }

  /** Stops watching and waits for the runs under way. */
  async stop(): Promise<void> {
    clearInterval(this.#interval);
    this.#interval = undefined;
    for (const { running } of this.#timers.values()) await running;
  }

  /** Fires what is due now; called by `start`'s interval, or by a test that moved the clock. */
  check(): void {
    this.#read();
    const now = this.#options.clock.now();
    for (const timer of this.#timers.values()) {
      const next = timer.cron.next(now);
      const due = timer.due !== undefined && timer.due <= now;
      // A clock that was moved back must not keep a timer waiting for the time it was moved from.
      timer.due = next;
      if (due && timer.running === undefined) void this.#fire(timer);
    }
  }

  /** Fires by hand, after a run that is under way. Returns what `main` returned, or throws. */
  async tick(name: string): Promise<unknown> {
    this.#read();
    const timer = this.#timers.get(name);
    if (timer === undefined) throw new RangeError(`${name} is not a timer function`);
    while (timer.running !== undefined) await timer.running;
    return this.#invoke(timer);
  }

  async #fire(timer: Timer): Promise<void> {
    try {
      await this.#invoke(timer);
    } catch (error) {
      this.#options.onFailure(timer.name, error);
    }
  }

  async #invoke(timer: Timer): Promise<unknown> {
    const { host, clock, appid } = this.#options;
    const event = {
      Type: 'Timer',
      TriggerName: timer.name,
      Time: new Date(clock.now()).toISOString(),
      Message: '',
    };
    const run = host.invoke(timer.name, event, { appid, source: 'wx_trigger' });
    timer.running = run.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await run;
    } finally {
      timer.running = undefined;
    }
  }

  /** Follows a manifest that was read again. */
  #read(): void {
    const now = this.#options.clock.now();
    const expressions = new Map<string, string>();
    for (const { name, trigger } of this.#options.host.functions) {
      if (trigger.type === 'timer') expressions.set(name, trigger.cron);
    }
    for (const name of this.#timers.keys()) {
      if (!expressions.has(name)) this.#timers.delete(name);
    }
    for (const [name, expression] of expressions) {
      if (this.#timers.get(name)?.expression === expression) continue;
      const cron = parseCron(expression);
      const running = this.#timers.get(name)?.running;
      this.#timers.set(name, { name, expression, cron, due: cron.next(now), running });
    }
  }
}
