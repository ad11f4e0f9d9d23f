/**
 * Runs the built functions as the cloud would: the bundle and nothing else, only the environment
 * variables that the deploy manifest names, the caller's openid from the platform and never from
 * the event, a time limit, errors by the cloud's codes. The product's code is not changed for it.
 */

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SandboxClock } from '../../control/clock';
import { CloudError } from '../errors';
import { Instance } from './instance';
import { readManifest, type FunctionEntry } from './manifest';

export type Source = 'wx_client' | 'wx_http' | 'wx_trigger' | 'wx_devtools';

/** Who calls a function, as the platform knows it. */
export interface Caller {
  readonly appid: string;
  readonly source: Source;
  readonly openid?: string;
  readonly unionid?: string;
}

/** A call that is running: the function and on whose behalf. */
export interface RunningCall {
  readonly functionName: string;
  readonly caller: Caller;
  /** The way the call came, as `SOURCE` of getWXContext tells it: `wx_client`, `wx_client,scf` … */
  readonly path: string;
}

export interface FunctionHostOptions {
  /** The folder that holds NAME/index.js for every function. */
  readonly distDir: string;
  /** The deploy manifest. */
  readonly deployFile: string;
  /** Where the wx-server-sdk in the bundles sends its requests, e.g. http://127.0.0.1:8080/admin. */
  readonly adminUrl: string | (() => string);
  readonly environmentId?: string;
  /** Values of environment variables, by function or for all of them (`*`). */
  readonly env: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly clock: SandboxClock;
  /** A line that a function wrote, or that the host has to say about it. */
  readonly log: (functionName: string, line: string) => void;
}

/** How often a running function learns of a clock that was moved meanwhile. */
const CLOCK_MS = 100;

export class FunctionHost {
  readonly environmentId: string;
  readonly #options: FunctionHostOptions;
  readonly #current = new Map<string, Instance>();
  readonly #alive = new Map<Instance, Promise<void>>();
  readonly #calls = new Map<string, RunningCall>();
  readonly #offset = new SharedArrayBuffer(8);
  #clockTimer: NodeJS.Timeout | undefined;
  #entries: readonly FunctionEntry[];
  #lastId = 0;
  #closed = false;

  /** Throws ManifestInvalid. Bundles are loaded when they are first called. */
  constructor(options: FunctionHostOptions) {
    this.#options = options;
    this.environmentId = options.environmentId ?? 'local-env';
    this.#entries = readManifest(options.deployFile);
  }

  /** What the deploy manifest says. */
  get functions(): readonly FunctionEntry[] {
    return this.#entries;
  }

  /** Calls `main` and returns what it returned, as JSON keeps it. Throws CloudError. */
  invoke(name: string, event: unknown, caller: Caller): Promise<unknown> {
    return this.#run(name, event, { functionName: name, caller, path: caller.source });
  }

  /** A function calls a function: the same person, one step further from them. */
  invokeFrom(outer: RunningCall | undefined, name: string, event: unknown): Promise<unknown> {
    const caller = outer?.caller ?? { appid: '', source: 'wx_devtools' };
    const path = outer === undefined ? 'scf' : `${outer.path.replace(/,scf$/, '')},scf`;
    return this.#run(name, event, { functionName: name, caller, path });
  }

  /** The running call that was given this WX_API_TOKEN. */
  callOf(token: string): RunningCall | undefined {
    return this.#calls.get(token);
  }

  /** One Int64: how far the functions' clock is ahead of real time, in ms; whoever they call may share it. */
  get sharedOffset(): SharedArrayBuffer {
    return this.#offset;
  }

  /** Hands a moved clock to the functions at once. */
  syncClock(): void {
    const offset = BigInt(Math.round(this.#options.clock.offsetMs));
    Atomics.store(new BigInt64Array(this.#offset), 0, offset);
  }

  /** After a rebuild: reads the manifest again; the next calls load the new bundles. */
  reload(): void {
    this.#entries = readManifest(this.#options.deployFile);
    for (const instance of [...this.#current.values()]) instance.retire();
  }

  /** Stops every function; running calls fail, later ones are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#clockTimer);
    const stopped = [...this.#alive.values()];
    for (const instance of this.#alive.keys()) await instance.stop();
    await Promise.all(stopped);
  }

  async #run(name: string, event: unknown, running: RunningCall): Promise<unknown> {
    const entry = this.#entries.find((candidate) => candidate.name === name);
    if (entry === undefined || this.#closed) {
      throw new CloudError(
        'FUNCTION_NOT_FOUND',
        `FunctionName parameter could not be found: ${name}`,
      );
    }
    const token = randomBytes(16).toString('hex');
    this.#calls.set(token, running);
    this.#watchClock();
    this.#lastId += 1;
    try {
      const json = await this.#instance(entry).call({
        id: this.#lastId,
        event: JSON.stringify(eventOf(event, running)),
        context: contextOf(entry, this.environmentId),
        env: callEnvironment(running, token),
      });
      return JSON.parse(json) as unknown;
    } finally {
      this.#calls.delete(token);
    }
  }

  #instance(entry: FunctionEntry): Instance {
    const current = this.#current.get(entry.name);
    if (current !== undefined) return current;
    const bundle = resolve(join(this.#options.distDir, entry.name, 'index.js'));
    if (!existsSync(bundle)) {
      throw new CloudError('FUNCTION_NOT_FOUND', `${entry.name} is not built: ${bundle}`);
    }
    let stopped: () => void = () => undefined;
    const instance = new Instance({
      settings: { name: entry.name, bundle, offset: this.#offset },
      env: this.#environmentOf(entry),
      timeoutSeconds: entry.timeoutSeconds,
      memoryMb: entry.memoryMb,
      log: (line) => {
        this.#options.log(entry.name, line);
      },
      onRetired: () => {
        if (this.#current.get(entry.name) === instance) this.#current.delete(entry.name);
      },
      onStopped: () => {
        this.#alive.delete(instance);
        stopped();
      },
    });
    this.#current.set(entry.name, instance);
    this.#alive.set(
      instance,
      new Promise((resolveStopped) => {
        stopped = resolveStopped;
      }),
    );
    return instance;
  }

  /** What the SDK needs to find the local cloud, and what the manifest names; nothing else. */
  #environmentOf(entry: FunctionEntry): Record<string, string> {
    const { adminUrl, env, log } = this.#options;
    const url = typeof adminUrl === 'string' ? adminUrl : adminUrl();
    const given = { ...env['*'], ...env[entry.name] };
    const named: Record<string, string> = {};
    for (const name of entry.environment) {
      const value = given[name];
      if (value === undefined) log(entry.name, `environment variable ${name} has no value`);
      else named[name] = value;
    }
    return {
      ...named,
      TCB_CONTEXT_CNFG: JSON.stringify({ URL: url }),
      TENCENTCLOUD_RUNENV: 'SCF',
      TENCENTCLOUD_REGION: 'ap-shanghai',
      SCF_NAMESPACE: this.environmentId,
      TCB_ENV: this.environmentId,
      TENCENTCLOUD_SECRETID: 'local',
      TENCENTCLOUD_SECRETKEY: 'local',
      TENCENTCLOUD_SESSIONTOKEN: 'local',
      SILENCE: 'true',
    };
  }

  /** While calls run, a clock that is moved must reach them. */
  #watchClock(): void {
    this.syncClock();
    this.#clockTimer ??= setInterval(() => {
      this.syncClock();
      if (this.#calls.size > 0) return;
      clearInterval(this.#clockTimer);
      this.#clockTimer = undefined;
    }, CLOCK_MS);
  }
}

function callEnvironment({ caller, path }: RunningCall, token: string): Record<string, string> {
  const values: Record<string, string> = { WX_APPID: caller.appid, WX_API_TOKEN: token };
  if (caller.openid !== undefined) values['WX_OPENID'] = caller.openid;
  if (caller.unionid !== undefined) values['WX_UNIONID'] = caller.unionid;
  const keys = Object.keys(values).join(',');
  if (caller.source === 'wx_trigger') values['TRIGGER_SRC'] = 'timer';
  return { ...values, WX_CONTEXT_KEYS: keys, TCB_SOURCE: path };
}

/** The platform adds who calls to the event of a client; it is no proof, getWXContext is. */
function eventOf(event: unknown, { caller, path }: RunningCall): unknown {
  if (path !== 'wx_client' && path !== 'wx_devtools') return event ?? {};
  const userInfo = { appId: caller.appid, openId: caller.openid };
  return typeof event === 'object' && event !== null ? { ...event, userInfo } : { userInfo };
}

function contextOf(entry: FunctionEntry, environmentId: string): Record<string, unknown> {
  return {
    request_id: randomBytes(16).toString('hex'),
    function_name: entry.name,
    function_version: '$LATEST',
    namespace: environmentId,
    memory_limit_in_mb: entry.memoryMb,
    time_limit_in_ms: entry.timeoutSeconds * 1000,
  };
}
