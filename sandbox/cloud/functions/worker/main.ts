/**
 * The thread of one function: loads its bundle as the cloud does (CommonJS, whatever package lies
 * around it) and runs its calls, several at a time. Each call sees its own WX_OPENID and so on in
 * process.env, where wx-server-sdk 4.0.2 reads them at every use.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { format } from 'node:util';
import { compileFunction, constants } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { installClock } from './clock';
import type { Call, Report, WorkerSettings } from './protocol';

type Main = (event: unknown, context: unknown) => unknown;

const settings = workerData as WorkerSettings;
const running = new AsyncLocalStorage<{ id: number; env: Record<string, string> }>();
let loaded: Main | undefined;

function report(message: Report): void {
  parentPort?.postMessage(message);
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : format('%s', error);
}

function environment(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const placeOf = (key: string | symbol) => {
    const own = running.getStore()?.env;
    return own !== undefined && Object.hasOwn(own, key) ? own : base;
  };
  return new Proxy(base, {
    get: (_, key): unknown => Reflect.get(placeOf(key), key),
    has: (_, key) => Reflect.has(placeOf(key), key),
    set: (_, key, value: unknown) => Reflect.set(placeOf(key), key, String(value)),
    deleteProperty: (_, key) => Reflect.deleteProperty(placeOf(key), key),
    ownKeys: () => [
      ...new Set([...Reflect.ownKeys(base), ...Object.keys(running.getStore()?.env ?? {})]),
    ],
    getOwnPropertyDescriptor: (_, key) => {
      const value: unknown = Reflect.get(placeOf(key), key);
      if (value === undefined) return undefined;
      return { value, writable: true, enumerable: true, configurable: true };
    },
  });
}

function forwardConsole(): void {
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    console[level] = (...args: unknown[]) => {
      report({ kind: 'log', line: format(...args) });
    };
  }
}

function load(): Main {
  const module = { exports: {} as { main?: unknown } };
  const run = compileFunction(
    readFileSync(settings.bundle, 'utf8'),
    ['exports', 'require', 'module', '__filename', '__dirname'],
    {
      filename: settings.bundle,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    },
  ) as (...args: unknown[]) => void;
  const require = createRequire(settings.bundle);
  run(module.exports, require, module, settings.bundle, dirname(settings.bundle));
  const { main } = module.exports;
  if (typeof main !== 'function') throw new Error(`${settings.name}: exports no main`);
  return main as Main;
}

async function answer(call: Call): Promise<void> {
  try {
    loaded ??= load();
  } finally {
    report({ kind: 'loaded' });
  }
  const result = await loaded(JSON.parse(call.event), call.context);
  report({ kind: 'result', id: call.id, json: JSON.stringify(result ?? null) });
}

function breakDown(message: string): void {
  report({ kind: 'fatal', id: running.getStore()?.id, message });
}

const offset = new BigInt64Array(settings.offset);
installClock(() => Number(Atomics.load(offset, 0)));
process.env = environment({ ...process.env });
forwardConsole();
process.on('uncaughtException', (error) => {
  console.error(error);
  breakDown(`uncaught ${describe(error)}`);
});
process.on('unhandledRejection', (reason) => {
  console.error(reason);
  breakDown(`unhandled rejection ${describe(reason)}`);
});
process.exit = (code) => {
  breakDown(`the function ended its process with code ${String(code ?? 0)}`);
  throw new Error('the process has ended');
};
parentPort?.on('message', (call: Call) => {
  running.run({ id: call.id, env: { ...call.env } }, () => {
    answer(call).catch((error: unknown) => {
      console.error(error);
      report({ kind: 'failed', id: call.id, message: describe(error) });
    });
  });
});
