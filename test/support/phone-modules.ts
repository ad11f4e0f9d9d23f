/**
 * Loads the phone's own modules into a test, with a `wx` of the test's making. The tests' program has
 * no typings of wx, so the modules are bundled (esbuild) and run; what they export is unknown until
 * the test says what it expects. One load is one start of the app: modules share their state.
 */
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { buildSync } from 'esbuild';

const ROOT = join(process.cwd(), 'miniprogram');

export type Callable = (...given: unknown[]) => unknown;

export interface PageInstance {
  readonly data: Record<string, unknown>;
  readonly setDataCalls: readonly Record<string, unknown>[];
  /** Calls a method or lifetime of the page. */
  run(name: string, ...given: unknown[]): unknown;
}

export interface Phone {
  /** An exported function of a loaded module, named as it was asked for. */
  fn(module: string, name: string): Callable;
  /** A page's instance, made from what its script handed to Page(). */
  page(): PageInstance;
  /** What App() was given. */
  app(): Record<string, unknown>;
}

export interface LoadOptions {
  /** Name → path under miniprogram/, without extension. */
  readonly modules?: Readonly<Record<string, string>>;
  /** Scripts that call Page() or App(). */
  readonly scripts?: readonly string[];
  readonly wx: object;
  readonly currentPages?: () => readonly { readonly route: string }[];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function bundle(options: LoadOptions): string {
  const modules = Object.entries(options.modules ?? {});
  const lines = [
    ...modules.map(([name, path]) => `export * as ${name} from './${path}';`),
    ...(options.scripts ?? []).map((path) => `import './${path}';`),
  ];
  const built = buildSync({
    stdin: { contents: lines.join('\n'), resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'cjs',
    target: 'es2022',
    logLevel: 'silent',
  });
  const [file] = built.outputFiles;
  if (file === undefined) throw new Error('nothing was bundled');
  return file.text;
}

function makePage(given: Record<string, unknown>): PageInstance {
  const setDataCalls: Record<string, unknown>[] = [];
  const instance: Record<string, unknown> = {
    ...given,
    data: JSON.parse(JSON.stringify(given['data'] ?? {})) as unknown,
    setData(change: Record<string, unknown>) {
      setDataCalls.push(change);
      instance['data'] = { ...(isRecord(instance['data']) ? instance['data'] : {}), ...change };
    },
  };
  return {
    get data() {
      return isRecord(instance['data']) ? instance['data'] : {};
    },
    setDataCalls,
    run(name, ...args) {
      const method = instance[name];
      if (typeof method !== 'function') throw new Error(`the page has no ${name}`);
      const answer: unknown = Reflect.apply(method, instance, args);
      return answer;
    },
  };
}

function exported(modules: unknown, module: string, name: string): Callable {
  const found = isRecord(modules) ? modules[module] : undefined;
  const value = isRecord(found) ? found[name] : undefined;
  if (typeof value !== 'function') throw new Error(`${module} exports no function ${name}`);
  return (...given) => {
    const answer: unknown = Reflect.apply(value, undefined, given);
    return answer;
  };
}

/** Loads what is named; time comes from the test's own (possibly fake) timers. */
export function loadPhone(options: LoadOptions): Phone {
  const pages: Record<string, unknown>[] = [];
  const apps: Record<string, unknown>[] = [];
  const take = (into: Record<string, unknown>[]) => (given: unknown) => {
    if (isRecord(given)) into.push(given);
  };
  const globals: Record<string, unknown> = {
    module: { exports: {} },
    wx: options.wx,
    Page: take(pages),
    App: take(apps),
    getCurrentPages: options.currentPages ?? (() => []),
    setTimeout: (act: () => void, ms: number) => setTimeout(act, ms),
    clearTimeout: (timer: NodeJS.Timeout) => clearTimeout(timer),
    Date,
  };
  const names = Object.keys(globals);
  const run: unknown = runInThisContext(`(function (${names.join(', ')}) {${bundle(options)}\n})`);
  if (typeof run !== 'function') throw new Error('the bundle does not run');
  Reflect.apply(run, undefined, Object.values(globals));
  const holder = globals['module'];
  const modules = isRecord(holder) ? holder['exports'] : undefined;
  const first = (from: Record<string, unknown>[], what: string): Record<string, unknown> => {
    const [only] = from;
    if (only === undefined) throw new Error(`no script called ${what}()`);
    return only;
  };
  return {
    fn: (module, name) => exported(modules, module, name),
    page: () => makePage(first(pages, 'Page')),
    app: () => first(apps, 'App'),
  };
}
