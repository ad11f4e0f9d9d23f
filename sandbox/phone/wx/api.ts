/**
 * The calling conventions of wx.*: options with success/fail/complete, or a promise; results carry errMsg as
 * "name:ok" or "name:fail reason". A failure is a plain object, as on a phone.
 */

import { isRecord } from '../runtime/dom';

export type Options = Readonly<Record<string, unknown>>;
export type Result = Readonly<Record<string, unknown>>;

/** Thrown by an API's body: becomes `{errMsg: "name:fail reason", ...extra}`. */
export class Failure extends Error {
  readonly extra: Result;

  constructor(reason: string, extra: Result = {}) {
    super(reason);
    this.extra = extra;
  }
}

type Body = (options: Options) => Promise<Result | undefined> | Promise<void> | Result | undefined;
export type Api = (options?: unknown) => Promise<Result> | undefined;

/** Makes an asynchronous API out of its body; `after` runs once a success has been handed to the caller. */
export function api(name: string, body: Body, after?: (options: Options) => void): Api {
  return (given) => {
    const options = isRecord(given) ? given : {};
    const calls = ['success', 'fail', 'complete'].some((key) => typeof options[key] === 'function');
    const outcome = run(name, body, options);
    if (!calls) {
      return new Promise((resolve, reject) => {
        void outcome.then((settled) => {
          pass(settled, resolve, reject);
          if (settled.ok) queueMicrotask(() => after?.(options));
        });
      });
    }
    void outcome.then(({ ok, result }) => {
      call(options[ok ? 'success' : 'fail'], result);
      call(options['complete'], result);
      if (ok) after?.(options);
    });
    return undefined;
  };
}

interface Outcome {
  readonly ok: boolean;
  readonly result: Result;
}

async function run(name: string, body: Body, options: Options): Promise<Outcome> {
  // Nothing happens inside the call itself: a page may navigate away in its own onLoad.
  await Promise.resolve();
  try {
    const result = (await body(options)) ?? {};
    return { ok: true, result: { errMsg: `${name}:ok`, ...result } };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const errMsg = `${name}:fail${error.message === '' ? '' : ` ${error.message}`}`;
    return { ok: false, result: { errMsg, ...error.extra } };
  }
}

function pass(
  outcome: Outcome,
  resolve: (result: Result) => void,
  reject: (reason: unknown) => void,
): void {
  if (outcome.ok) resolve(outcome.result);
  else reject(outcome.result);
}

function call(callback: unknown, result: Result): void {
  if (typeof callback === 'function') Reflect.apply(callback, undefined, [result]);
}
