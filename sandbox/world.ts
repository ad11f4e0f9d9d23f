/**
 * The whole world on one machine: platform, hospital, cloud with the built functions, control API and
 * (when asked for) the phone, behind one address on 127.0.0.1. Everything that was acknowledged is on
 * disk; `close` gives every port, timer and file back.
 */

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import { bureauMemory } from './bureau-memory';
import { cloudPlugin, openDatabase, type FunctionHost, Timers, type CloudDatabase } from './cloud';
import { readDeclarations } from './cloud/database/declarations';
import { cloudSection } from './cloud-section';
import { consolePlugin } from './console/plugin';
import { storeSection } from './console/store-section';
import { controlPlugin, type ControlSection } from './control/api';
import { noteRunning, refuseIfHeld } from './control/backup-command';
import type { SandboxClock } from './control/clock';
import { FaultBook } from './control/faults';
import { keptClock } from './control/kept-clock';
import { WireLog } from './control/wire-log';
import {
  insuranceCardAppid,
  insuranceCardToken,
  miniProgramAppid,
  type AccessMode,
} from './function-environment';
import { contractOperations } from './hospital/contract';
import { hospitalControl } from './hospital/control';
import { Hospital } from './hospital/engine';
import { hospitalPlugin } from './hospital/http';
import { seedHospital } from './hospital/seed';
import { insuranceCardSection } from './insurance-card-section';
import { wechatUsers } from './people';
import { insuranceCardPlugin } from './platform/insurance-card/plugin';
import { InsuranceCardService } from './platform/insurance-card/service';
import { TABLES, type Token } from './platform/payinsurance/model';
import { payinsurancePlatform, type PayinsurancePlatform } from './platform/payinsurance/platform';
import { sandboxSecrets, type Secrets } from './secrets';
import { Journal } from './shared/journal';
import { tellingSection, type Telling } from './tell-of-bill';
import { functionHost } from './world-host';

export interface WorldOptions {
  /** The project's folder: bundles, deploy manifest, collections. */
  readonly root: string;
  readonly dataDir: string;
  /** Port on 127.0.0.1; 0 for any free one. */
  readonly port: number;
  /** Forget what is kept in `dataDir`. */
  readonly fresh?: boolean;
  readonly mode?: AccessMode;
  /** Timers and notices run by themselves; otherwise a test pulls them. Default true. */
  readonly alive?: boolean;
  /** Overrides of the functions' rules, in ms. */
  readonly rules?: Readonly<Record<string, unknown>>;
  readonly clock?: SandboxClock;
  /** HTTP triggers deliver bodies in base64, as some gateways do. */
  readonly base64Bodies?: boolean;
  /** One line of a function's log, or of the sandbox itself. */
  readonly log?: (source: string, line: string) => void;
  /** More of the world, such as the phone; registered last. */
  readonly more?: FastifyPluginAsync;
}

export interface World {
  /** http://127.0.0.1:PORT */
  readonly origin: string;
  readonly appid: string;
  readonly secrets: Secrets;
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  readonly hospital: Hospital;
  readonly platform: PayinsurancePlatform;
  readonly database: CloudDatabase;
  readonly host: FunctionHost;
  readonly timers: Timers;
  close(): Promise<void>;
}

interface Journals {
  readonly cloud: Journal;
  readonly hospital: Journal;
  readonly platform: Journal;
}

async function openJournals(dataDir: string): Promise<Journals> {
  const open = (name: string): Promise<Journal> => Journal.open(join(dataDir, `${name}.journal`));
  const cloud = await open('cloud');
  try {
    return { cloud, hospital: await open('hospital'), platform: await open('platform') };
  } catch (error) {
    await cloud.close();
    throw error;
  }
}

function parties(options: WorldOptions, journals: Journals, secrets: Secrets, appid: string) {
  const clock = options.clock ?? keptClock(options.dataDir);
  const faults = new FaultBook();
  const wire = new WireLog();
  const seed = seedHospital();
  const alive = options.alive ?? true;
  const random = (): number => randomBytes(4).readUInt32BE() / 2 ** 32;
  const bureau = bureauMemory(journals.hospital);
  const { onPreSettled, preSettled } = bureau;
  const hospital = new Hospital({ clock, tables: journals.hospital, random, onPreSettled }, seed);
  const platform = payinsurancePlatform({
    clock,
    faults,
    wire,
    tables: journals.platform,
    durable: () => journals.platform.durable(),
    accounts: {
      provider: secrets.provider,
      hospitals: [secrets.hospital],
      independent: secrets.independent,
    },
    users: wechatUsers(seed, appid),
    settings: { payAppid: secrets.payAppid },
    preSettled,
    autoDeliver: alive,
  });
  const database = openDatabase({
    tables: journals.cloud,
    clock,
    collectionsFile: collectionsFile(options),
  });
  const cards = new InsuranceCardService({
    ...{ clock, tables: journals.platform, owners: platform.engine.people },
    appId: insuranceCardAppid(secrets),
  });
  return { clock, faults, wire, seed, hospital, platform, database, cards, alive };
}

type Parties = ReturnType<typeof parties>;

const collectionsFile = ({ root }: WorldOptions): string =>
  join(root, 'cloudfunctions', 'collections.json');

/** What the control API has beside the platform's own section. */
function controlSections(
  options: WorldOptions,
  made: Parties,
  journals: Journals,
  parts: { readonly host: FunctionHost; readonly timers: Timers; readonly telling: Telling },
): readonly ControlSection[] {
  const { clock, database, platform, hospital } = made;
  const tokens = journals.platform.table<Token>(TABLES.tokens);
  const calls = contractOperations().map(({ operationId }) => `his.${operationId}`);
  return [
    { name: 'his', calls },
    cloudSection({ ...parts, tables: journals.cloud }),
    insuranceCardSection(made.cards, () => journals.platform.durable()),
    tellingSection(parts.telling),
    storeSection({
      ...{ clock, database, platform, hospital, dataDir: options.dataDir },
      collections: readDeclarations(collectionsFile(options)).map(({ name }) => name),
      durable: async () => {
        await Promise.all(Object.values(journals).map((journal: Journal) => journal.durable()));
      },
      tokenExpiry: () => {
        const ends = [...tokens.values()].map(({ expiresAt }) => expiresAt);
        return ends.filter((at) => at > clock.now()).sort((a, b) => a - b)[0];
      },
    }),
  ];
}

interface Context {
  readonly made: Parties;
  readonly journals: Journals;
  readonly host: FunctionHost;
  readonly timers: Timers;
  readonly secrets: Secrets;
  readonly appid: string;
  readonly origin: () => string;
}

/** Everybody else: hospital, payment platform, the service behind the insurance card. */
async function registerOthers(
  app: FastifyInstance,
  { made, journals, secrets }: Context,
): Promise<void> {
  const { faults, wire, hospital, platform } = made;
  const hospitalDurable = (): Promise<void> => journals.hospital.durable();
  const durable = (): Promise<void> => journals.platform.durable();
  const { hisToken: token } = secrets;
  const toHospital = { hospital, token, faults, wireLog: wire, durable: hospitalDurable };
  await app.register(hospitalPlugin(toHospital));
  await app.register((scope, _options, done) => {
    hospitalControl(scope, hospital, hospitalDurable);
    done();
  });
  await app.register(platform.plugin);
  const service = { service: made.cards, token: insuranceCardToken(secrets) };
  await app.register(insuranceCardPlugin({ ...service, faults, wire, durable }));
}

async function register(
  app: FastifyInstance,
  options: WorldOptions,
  context: Context,
): Promise<void> {
  const { made, journals, host, timers, secrets, appid, origin } = context;
  const telling = { origin, token: secrets.hisToken };
  const { clock, faults, wire, platform, database } = made;
  const cloudDurable = (): Promise<void> => journals.cloud.durable();
  await registerOthers(app, context);
  await app.register(
    cloudPlugin({
      environmentId: host.environmentId,
      database,
      tables: journals.cloud,
      durable: cloudDurable,
      clock,
      faults,
      wire,
      host,
      appid,
      ...(options.base64Bodies === undefined ? {} : { base64Bodies: options.base64Bodies }),
    }),
  );
  await app.register(
    controlPlugin({
      clock,
      faults,
      wire,
      durable: () => journals.platform.durable(),
      payinsurance: platform,
      sections: controlSections(options, made, journals, { host, timers, telling }),
    }),
  );
  await app.register(consolePlugin());
  if (options.more !== undefined) await app.register(options.more);
}

/** Brings the world up. Rejects when the port is taken or another process holds `dataDir`. */
export async function createWorld(options: WorldOptions): Promise<World> {
  if (options.fresh === true) {
    await refuseIfHeld(options.dataDir);
    await rm(options.dataDir, { recursive: true, force: true });
  }
  const journals = await openJournals(options.dataDir);
  const secrets = sandboxSecrets(options.dataDir);
  const appid = miniProgramAppid(options.mode ?? 'service-provider', secrets);
  const made = parties(options, journals, secrets, appid);
  let origin = '';
  const { clock, seed } = made;
  const { hospitalName } = seed;
  const host = functionHost(options, { clock, hospitalName }, secrets, () => origin);
  const log = options.log ?? (() => undefined);
  const onFailure = (name: string, error: unknown): void => log(name, String(error));
  const timers = new Timers({ host, clock, appid, onFailure });
  const app = fastify({ forceCloseConnections: true, bodyLimit: 1024 * 1024 });
  let forget = (): void => undefined;
  const close = async (): Promise<void> => {
    forget();
    await timers.stop();
    await app.close();
    await host.close();
    await Promise.all(Object.values(journals).map((journal: Journal) => journal.close()));
  };
  try {
    const context = { made, journals, host, timers, secrets, appid, origin: () => origin };
    await register(app, options, context);
    origin = await app.listen({ host: '127.0.0.1', port: options.port });
    forget = noteRunning(options.dataDir, origin);
  } catch (error) {
    await close();
    throw error;
  }
  if (made.alive) timers.start();
  const { faults, wire, hospital, platform, database } = made;
  return {
    origin,
    appid,
    secrets,
    clock,
    faults,
    wire,
    hospital,
    platform,
    database,
    host,
    timers,
    close,
  };
}
