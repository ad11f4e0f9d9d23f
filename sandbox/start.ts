/**
 * Starting the sandbox for people (`npm start`) and for programs (`npm run sandbox`). Says where it
 * is, who can pay, and how to stop it; ends cleanly on Ctrl-C.
 */

import { mkdtempSync, rmSync, watch, type FSWatcher } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import { bindFirstPatient, introduction } from './demo';
import { PAY_PASSWORD, PEOPLE } from './people';
import { JournalLocked } from './shared/journal';
import { createWorld, type World, type WorldOptions } from './world';

const ROOT = resolve(import.meta.dirname, '..');
const DEFAULT_PORT = 8080;
const PORTS_TRIED = 20;
const REBUILD_AFTER_MS = 200;

/** Bundles the functions into dist/cloudfunctions. */
export type BuildFunctions = () => Promise<unknown>;

export interface PeopleOptions {
  readonly port?: string | undefined;
  readonly data: string;
  readonly fresh: boolean;
  readonly buildFunctions: BuildFunctions;
}

export interface MachineOptions {
  readonly port: string;
  readonly data?: string | undefined;
  readonly fresh: boolean;
  readonly json: boolean;
  readonly buildFunctions: BuildFunctions;
  /** Where the JSON line goes. */
  readonly say: (line: string) => void;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) {
    console.error(`--port must be a number from 0 to 65535, not ${text}`);
    process.exit(2);
  }
  return port;
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

async function openWorld(options: WorldOptions, searching: boolean): Promise<World> {
  for (let turn = 0; ; turn += 1) {
    try {
      return await createWorld({
        ...options,
        port: options.port + turn,
        fresh: turn === 0 && options.fresh === true,
      });
    } catch (error) {
      if (isBusy(error) && searching && turn < PORTS_TRIED) continue;
      if (isBusy(error)) {
        console.error(
          `Port ${String(options.port + turn)} is taken. Choose another with --port N.`,
        );
        process.exit(1);
      }
      if (error instanceof JournalLocked) {
        console.error(error.message);
        process.exit(1);
      }
      throw error;
    }
  }
}

/** Only what a developer must see: a function's warnings and alarms, and what it could not say. */
function worthSaying(line: string): boolean {
  return !line.startsWith('{') || /"level":"(?:warn|alarm)"/.test(line);
}

function endsOnSignal(close: () => Promise<void>): void {
  const end = (): void => {
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

function rebuildOnChange(world: World, build: BuildFunctions): FSWatcher {
  let timer: NodeJS.Timeout | undefined;
  const rebuild = (): void => {
    build().then(
      () => {
        world.host.reload();
        console.log('The functions were rebuilt.');
      },
      (error: unknown) => {
        console.error(`The functions could not be rebuilt: ${String(error)}`);
      },
    );
  };
  return watch(join(ROOT, 'cloudfunctions'), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(rebuild, REBUILD_AFTER_MS);
  });
}

function greet(world: World): void {
  const people = PEOPLE.map(({ openid, label }) => `    ${label}  openid ${openid}`);
  console.log(
    [
      '',
      `  医保支付 sandbox  ${world.origin}`,
      '',
      '  Open the address in a browser: the mini program runs there as it would on a phone.',
      `  Payment password of everybody: ${PAY_PASSWORD}`,
      ...people,
      '',
      `  Bills, ledger   ${world.origin}/sandbox/api/his/bills`,
      `  Wire traffic    ${world.origin}/sandbox/api/wire`,
      '  Ctrl-C ends it; what was paid is kept (--fresh begins anew).',
      '',
    ].join('\n'),
  );
}

/** Loaded only here: programs that use the sandbox alone need no phone. */
async function phone(): Promise<FastifyPluginAsync> {
  const { previewPlugin } = await import('./phone');
  const outDir = join(ROOT, 'dist', 'preview');
  return previewPlugin({ projectRoot: ROOT, outDir, watch: true });
}

/** `npm start`: everything, with the phone in the browser, rebuilding what is saved. */
export async function startForPeople(options: PeopleOptions): Promise<void> {
  await options.buildFunctions();
  const port = options.port === undefined ? DEFAULT_PORT : portOf(options.port);
  const world = await openWorld(
    {
      ...{
        root: ROOT,
        dataDir: resolve(options.data),
        port,
        fresh: options.fresh,
        more: await phone(),
      },
      log: (source, line) => {
        if (worthSaying(line)) console.log(`  [${source}] ${line}`);
      },
    },
    options.port === undefined,
  );
  await bindFirstPatient(world);
  const watcher = rebuildOnChange(world, options.buildFunctions);
  endsOnSignal(async () => {
    watcher.close();
    await world.close();
  });
  greet(world);
}

/** `npm run sandbox`: the other parties and the functions alone, for programs in any language. */
export async function startForMachines(options: MachineOptions): Promise<void> {
  await options.buildFunctions();
  const kept = options.data === undefined ? undefined : resolve(options.data);
  const dataDir = kept ?? mkdtempSync(join(tmpdir(), 'yibao-'));
  const port = portOf(options.port);
  const world = await openWorld({ root: ROOT, dataDir, port, fresh: options.fresh }, false);
  await bindFirstPatient(world);
  endsOnSignal(async () => {
    await world.close();
    if (kept === undefined) rmSync(dataDir, { recursive: true, force: true });
  });
  if (options.json) options.say(JSON.stringify(introduction(world)));
  else greet(world);
}
