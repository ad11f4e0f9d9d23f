/**
 * Starting the sandbox for people (`npm start`) and for programs (`npm run sandbox`). Says where it
 * is, who can pay, and how to stop it; ends cleanly on Ctrl-C.
 */

import { mkdtempSync, rmSync, watch, type FSWatcher } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import { BackupRefused, restoreBackup } from './control/backup';
import { backUp } from './control/backup-command';
import { bindFirstPatient, introduction } from './demo';
import { PAY_PASSWORD, PEOPLE } from './people';
import { chosenScenario, playChosen, type Chosen } from './scenarios/parts/command';
import { channelFor, counterFor } from './scenarios/parts/step';
import { JournalLocked } from './shared/journal';
import { channelOf, counterOf, portOf } from './start-options';
import { createWorld, type World, type WorldOptions } from './world';

const ROOT = resolve(import.meta.dirname, '..');
const DEFAULT_PORT = 8080;
const PORTS_TRIED = 20;
/** Where `npm start` keeps what was done. */
const KEPT_HERE = '.data';
const REBUILD_AFTER_MS = 200;

/** Bundles the functions into dist/cloudfunctions. */
export type BuildFunctions = () => Promise<unknown>;

export interface PeopleOptions {
  readonly port?: string | undefined;
  /** Where things are kept; .data, or with a scenario a folder that is gone at the end. */
  readonly data?: string | undefined;
  readonly channel?: string | undefined;
  /** Which part comes first at counters: insurance unless told otherwise; `off` takes no 一码付. */
  readonly counter?: string | undefined;
  readonly fresh: boolean;
  readonly scenario?: string | undefined;
  readonly buildFunctions: BuildFunctions;
}

export interface MachineOptions {
  readonly port: string;
  readonly data?: string | undefined;
  readonly channel?: string | undefined;
  readonly counter?: string | undefined;
  readonly fresh: boolean;
  readonly json: boolean;
  readonly scenario?: string | undefined;
  /** End after the scenario: 0 when it ended as it says, else 1. */
  readonly exit?: boolean | undefined;
  /** Write everything that is kept in `data` to this file, and end. */
  readonly backup?: string | undefined;
  /** Begin with what this file holds. */
  readonly restore?: string | undefined;
  readonly buildFunctions: BuildFunctions;
  /** Where the JSON line goes. */
  readonly say: (line: string) => void;
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
  const rebuild = async (): Promise<void> => {
    try {
      await build();
      world.host.reload();
      await world.counter?.reload();
      console.log('The functions were rebuilt.');
    } catch (error) {
      console.error(`The functions could not be rebuilt: ${String(error)}`);
    }
  };
  return watch(join(ROOT, 'cloudfunctions'), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void rebuild(), REBUILD_AFTER_MS);
  });
}

function greet(world: World, open: string): void {
  const people = PEOPLE.map(({ openid, label }) => `    ${label}  openid ${openid}`);
  const counter =
    world.counter === undefined
      ? []
      : [`  医保码          ${world.origin}/one-code  (to be shown at a counter)`];
  console.log(
    [
      '',
      `  医保支付 sandbox  ${world.origin}`,
      '',
      `  ${open}`,
      `  Payment password of everybody: ${PAY_PASSWORD}`,
      ...people,
      '',
      `  Console         ${world.origin}/sandbox  (orders, messages, notices, clock, faults)`,
      ...counter,
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

/** A folder for this run alone, or the one that was asked for. */
function folderFor(data: string | undefined): {
  readonly dataDir: string;
  readonly end: () => void;
} {
  if (data !== undefined) return { dataDir: resolve(data), end: () => undefined };
  const dataDir = mkdtempSync(join(tmpdir(), 'yibao-'));
  return {
    dataDir,
    end: () => {
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The ways of paying that were asked for, unless a scenario is about others. */
function waysOf(
  { channel, counter }: Pick<PeopleOptions, 'channel' | 'counter'>,
  chosen: Chosen | undefined,
): Pick<WorldOptions, 'channel' | 'counter'> {
  const asked = counterOf(counter);
  if (chosen === undefined) return { channel: channelOf(channel), ...asked };
  const { scenario } = chosen;
  return { channel: channelFor(scenario), ...counterFor(scenario, asked) };
}

/** `npm start`: everything, with the phone in the browser, rebuilding what is saved. */
export async function startForPeople(options: PeopleOptions): Promise<void> {
  const chosen = await chosenScenario(options.scenario);
  await options.buildFunctions();
  const port = options.port === undefined ? DEFAULT_PORT : portOf(options.port);
  const kept = options.data ?? (chosen === undefined ? KEPT_HERE : undefined);
  const { dataDir, end } = folderFor(kept);
  const world = await openWorld(
    {
      ...{ root: ROOT, dataDir, port, fresh: options.fresh, more: await phone() },
      ...waysOf(options, chosen),
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
    end();
  });
  greet(
    world,
    'Open the address in a browser: the mini program runs there as it would on a phone.',
  );
  if (chosen !== undefined) await playChosen(chosen, world.origin);
}

/** Ends with a sentence when a backup cannot be made or used. */
async function orRefusal<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

function refuseContradictions({
  backup,
  restore,
  data,
  scenario,
  exit,
  fresh,
}: MachineOptions): void {
  const problem =
    backup !== undefined && data === undefined
      ? '--backup needs --data: which sandbox is meant'
      : exit === true && scenario === undefined
        ? '--exit goes with --scenario'
        : restore !== undefined && (backup !== undefined || fresh)
          ? '--restore goes neither with --backup nor with --fresh'
          : undefined;
  if (problem === undefined) return;
  console.error(problem);
  process.exit(2);
}

/** `npm run sandbox`: the other parties and the functions alone, for programs in any language. */
export async function startForMachines(options: MachineOptions): Promise<void> {
  refuseContradictions(options);
  const chosen = await chosenScenario(options.scenario);
  if (options.backup !== undefined) {
    await orRefusal(backUp(resolve(options.data ?? ''), resolve(options.backup)));
    console.log(`Kept in ${options.backup}. It holds the keys of this sandbox.`);
    return;
  }
  const { dataDir, end } = folderFor(options.data);
  if (options.restore !== undefined) {
    const at = await orRefusal(restoreBackup(resolve(options.restore), dataDir));
    console.log(`Restored what was kept at ${at}.`);
  }
  await options.buildFunctions();
  const port = portOf(options.port);
  const chosenWorld = {
    ...{ root: ROOT, dataDir, port, fresh: options.fresh },
    ...waysOf(options, chosen),
  };
  const world = await openWorld(chosenWorld, false);
  await bindFirstPatient(world);
  const close = async (): Promise<void> => {
    await world.close();
    end();
  };
  endsOnSignal(close);
  if (!options.json) greet(world, 'For programs: without the phone. npm start brings both.');
  const ok = await tell(options, world, chosen);
  if (options.exit !== true) return;
  await close();
  process.exit(ok ? 0 : 1);
}

/** Plays the scenario, if there is one, and says the JSON line; whether all went as it should. */
async function tell(
  { json, say }: MachineOptions,
  world: World,
  chosen: Chosen | undefined,
): Promise<boolean> {
  // What a client needs is gathered before: a scenario may pay the bill that is shown.
  if (json) await world.wechat.engine.keys.ready();
  const known = json ? introduction(world) : undefined;
  const result = chosen === undefined ? undefined : await playChosen(chosen, world.origin);
  if (known !== undefined) {
    say(JSON.stringify(result === undefined ? known : { ...known, scenario: result }));
  }
  return result?.ok !== false;
}
