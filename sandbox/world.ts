/**
 * The whole world on one machine: platform, hospital, cloud with the built functions, control API and
 * (when asked for) the phone, behind one address on 127.0.0.1. Everything that was acknowledged is on
 * disk; `close` gives every port, timer and file back.
 */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import type { Bureau } from './bureau';
import { cloudPlugin, type FunctionHost, Timers, type CloudDatabase } from './cloud';
import { consolePlugin } from './console/plugin';
import { controlPlugin } from './control/api';
import { noteRunning, refuseIfHeld } from './control/backup-command';
import type { SandboxClock } from './control/clock';
import type { FaultBook } from './control/faults';
import type { WireLog } from './control/wire-log';
import { counterService, type CounterService } from './counter-service';
import { counterCertificates } from './counter-service/certificates';
import {
  AUTHORISATION_JUMP,
  INSTITUTION,
  insuranceCardToken,
  miniProgramAppid,
  type AccessMode,
  type Channel,
  type CounterFirst,
} from './function-environment';
import { hospitalControl } from './hospital/control';
import type { Hospital } from './hospital/engine';
import { hospitalPlugin } from './hospital/http';
import { authorisationPagePlugin } from './platform/authorisation/page-plugin';
import { authorisationPlugin } from './platform/authorisation/plugin';
import { insuranceCardPlugin } from './platform/insurance-card/plugin';
import { oneCodePagePlugin } from './platform/one-code/plugin';
import type { PayinsurancePlatform } from './platform/payinsurance/platform';
import type { VoucherCentre } from './platform/voucher-centre';
import type { WechatPayPlatform } from './platform/wechatpay/platform';
import { wechatpayCashierPlugin } from './platform/wechatpay-cashier/plugin';
import { sandboxSecrets, type Secrets } from './secrets';
import { Journal } from './shared/journal';
import { functionHost } from './world-host';
import { controlSections, parties, type Journals, type Parties } from './world-parties';

export interface WorldOptions {
  /** The project's folder: bundles, deploy manifest, collections. */
  readonly root: string;
  readonly dataDir: string;
  /** Port on 127.0.0.1; 0 for any free one. */
  readonly port: number;
  /** Forget what is kept in `dataDir`. */
  readonly fresh?: boolean;
  readonly mode?: AccessMode;
  /** Which way of paying the functions are set to: 1.0 unless told otherwise. */
  readonly channel?: Channel;
  /**
   * The functions take 一码付 at counters, and the counter service runs (it must be built); absent: neither.
   */
  readonly counter?: { readonly first: CounterFirst };
  /** Six digits: whose rules the functions hold to; a city without any unless told otherwise. */
  readonly cityId?: string;
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
  readonly wechat: WechatPayPlatform;
  readonly bureau: Bureau;
  /** The regional 电子凭证中心 of 一码付; there with or without `counter`. */
  readonly centre: VoucherCentre;
  readonly channel: Channel;
  /** Absent where the world has no 一码付 at counters. */
  readonly counter?: CounterService;
  readonly database: CloudDatabase;
  readonly host: FunctionHost;
  readonly timers: Timers;
  close(): Promise<void>;
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

interface Context {
  readonly made: Parties;
  readonly journals: Journals;
  readonly host: FunctionHost;
  readonly timers: Timers;
  readonly secrets: Secrets;
  readonly appid: string;
  /** Both are known once they listen. */
  readonly origin: () => string;
  readonly counter: () => CounterService | undefined;
}

/** Everybody else: hospital, payment platform, the service behind the insurance card. */
async function registerOthers(
  app: FastifyInstance,
  { made, journals, secrets }: Context,
): Promise<void> {
  const { faults, wire, hospital, platform } = made;
  // what the hospital tells the bureau stands in the other journal
  const hospitalDurable = async (): Promise<void> => {
    await Promise.all([journals.hospital.durable(), journals.platform.durable()]);
  };
  const durable = (): Promise<void> => journals.platform.durable();
  const { hisToken: token } = secrets;
  const toHospital = { hospital, token, faults, wireLog: wire, durable: hospitalDurable };
  await app.register(hospitalPlugin(toHospital));
  await app.register((scope, _options, done) => {
    hospitalControl(scope, hospital, hospitalDurable);
    done();
  });
  await app.register(platform.plugin);
  const { partner } = made.wechat.engine.keys;
  const partnered = { partnerId: partner.id, partnerSecret: partner.secret };
  const { bureau, wechat } = made;
  await app.register(wechat.plugin);
  await app.register(wechatpayCashierPlugin());
  await app.register(authorisationPagePlugin());
  await app.register(made.centre.plugin);
  await app.register(oneCodePagePlugin());
  const jump = AUTHORISATION_JUMP;
  await app.register(authorisationPlugin({ bureau, ...partnered, jump, faults, wire, durable }));
  const service = { service: made.cards, token: insuranceCardToken(secrets) };
  await app.register(insuranceCardPlugin({ ...service, faults, wire, durable }));
}

async function register(
  app: FastifyInstance,
  options: WorldOptions,
  context: Context,
): Promise<void> {
  const { made, journals, host, timers, secrets, appid, origin, counter } = context;
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
      sections: controlSections(options, made, journals, { host, timers, telling, counter }),
    }),
  );
  await app.register(consolePlugin());
  if (options.more !== undefined) await app.register(options.more);
}

/** The counter service, asking the world's own centre; undefined where there is none. */
async function startCounterService(
  { root, counter, dataDir, log = () => undefined }: WorldOptions,
  { made, host, origin }: Context,
): Promise<CounterService | undefined> {
  if (counter === undefined) return undefined;
  const { orgId, sm4Key } = made.centre.keys;
  host.syncClock();
  return counterService({
    ...{
      root,
      first: counter.first,
      offset: host.sharedOffset,
      certificates: await counterCertificates(dataDir, made.clock.now()),
    },
    centre: {
      ...{ localUrl: origin(), orgId, sm4Key, ...INSTITUTION },
      orgName: made.seed.hospitalName,
    },
    log: (line) => log('counter-service', line),
  });
}

/** Server, then the service that asks it. `listening` is told of each as soon as it is there. */
async function listen(
  app: FastifyInstance,
  options: WorldOptions,
  context: Context,
  listening: { origin: string; counter: CounterService | undefined },
): Promise<void> {
  await register(app, options, context);
  listening.origin = await app.listen({ host: '127.0.0.1', port: options.port });
  listening.counter = await startCounterService(options, context);
}

/** Brings the world up. Rejects when the port is taken or another process holds `dataDir`. */
export async function createWorld(options: WorldOptions): Promise<World> {
  const { dataDir } = options;
  if (options.fresh === true) {
    await refuseIfHeld(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
  const journals = await openJournals(dataDir);
  const secrets = sandboxSecrets(dataDir);
  const appid = miniProgramAppid(options.mode ?? 'service-provider', secrets);
  const listening = { origin: '', counter: undefined as CounterService | undefined };
  const origin = (): string => listening.origin;
  const made = parties({ options, journals, secrets, appid, origin });
  const channel = options.channel ?? 'payinsurance';
  if (channel === 'medins' || options.counter !== undefined) await made.wechat.engine.keys.ready();
  const counter = (): CounterService | undefined => listening.counter;
  const host = functionHost(options, made, secrets, { origin, counter });
  const onFailure = (name: string, error: unknown): void => options.log?.(name, String(error));
  const timers = new Timers({ host, clock: made.clock, appid, onFailure });
  const app = fastify({ forceCloseConnections: true, bodyLimit: 1024 * 1024 });
  let forget = (): void => undefined;
  const close = async (): Promise<void> => {
    forget();
    await timers.stop();
    await listening.counter?.close();
    await app.close();
    await host.close();
    await Promise.all(Object.values(journals).map((journal: Journal) => journal.close()));
  };
  try {
    const context = { made, journals, host, timers, secrets, appid, origin, counter };
    await listen(app, options, context, listening);
    forget = noteRunning(dataDir, listening.origin);
  } catch (error) {
    await close();
    throw error;
  }
  if (made.alive) timers.start();
  const { clock, faults, wire, hospital, platform, wechat, bureau, centre, database } = made;
  return {
    ...{ origin: listening.origin, appid, secrets, clock, faults, wire, channel },
    ...{ hospital, platform, wechat, bureau, centre, database, host, timers, close },
    ...(listening.counter === undefined ? {} : { counter: listening.counter }),
  };
}
