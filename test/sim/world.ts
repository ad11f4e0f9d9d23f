/**
 * One small world: a hospital and a platform of the sandbox, the product's own stores in memory, channel
 * and HIS adapter, a clock, and somebody who watches. Nothing in it is shared with another run.
 */
import {
  createPayInsurance,
  createPayInsuranceRefunds,
  payInsuranceConfig,
  type PayInsuranceConfig,
  type PayInsuranceDeps,
} from '../../cloudfunctions/channels/payinsurance';
import { createHis } from '../../cloudfunctions/adapters/his';
import { md5 } from '../../cloudfunctions/adapters/md5';
import { redactingLog } from '../../cloudfunctions/adapters/redacting-log';
import { hospitalId } from '../../cloudfunctions/domain/ids';
import { identityDigest } from '../../cloudfunctions/domain/identity';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { Rules } from '../../cloudfunctions/domain/rules';
import type { StaffStore } from '../../cloudfunctions/ports/staff-store';
import type { RefundRecord, SettlementRecord } from '../../sandbox/hospital/records';
import type { Refund as PlatformRefund } from '../../sandbox/platform/payinsurance/refund-model';
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import type { Log } from '../../cloudfunctions/ports/log';
import { bureauMemory } from '../../sandbox/bureau-memory';
import { Hospital } from '../../sandbox/hospital/engine';
import { TABLES, type Order as PlatformOrder } from '../../sandbox/platform/payinsurance/model';
import {
  payinsuranceEngine,
  type PayinsuranceEngine,
} from '../../sandbox/platform/payinsurance/engine';
import { memoryTables, type Tables } from '../../sandbox/shared/tables';
import { billPlans } from './bills';
import { simClock, type SimClock } from './clock';
import { diceOf, type Dice } from './dice';
import { hisReply } from './his-reply';
import { networkOf } from './network';
import {
  ACCOUNTS,
  channelSecrets,
  channelSettings,
  HIS_TOKEN,
  links,
  PATIENTS,
  PAY_APPID,
  wechatUsers,
} from './people';
import { Process, storesOf, type ProcessPlan } from './process';
import type { Schedule } from './schedule';
import { simStores, type SimStores } from './stores';
import { platformReply, type Target, type Transport } from './transport';
import { Watch, type Sights } from './watch';

export const HOSPITAL = {
  id: hospitalId('hosp1'),
  name: '示例市第一人民医院',
  phone: '020-12345678',
  address: '示例市健康路1号',
};
const STORE_TIMEOUT_MS = 4_000;

export interface SimWorld {
  readonly schedule: Schedule;
  readonly origin: string;
  readonly config: PayInsuranceConfig;
  readonly rules: Rules;
  readonly clock: SimClock;
  readonly dice: Dice;
  readonly tables: Tables;
  readonly engine: PayinsuranceEngine;
  readonly hospital: Hospital;
  readonly stores: SimStores;
  readonly transport: Transport;
  readonly sights: Sights;
  readonly watch: Watch;
  readonly faults: Map<string, number>;
  /** One more of a kind of fault has been met. */
  count(kind: string): void;
  isDown(party: Target['party']): boolean;
  down(party: Target['party'], ms: number): void;
  /** A request that was long under way takes effect; nobody hears the answer. */
  arrive(request: HttpRequest, target: Target): void;
  readonly platformOrder: (orderNo: string) => PlatformOrder | undefined;
}

interface Parties {
  readonly tables: Tables;
  readonly engine: PayinsuranceEngine;
  readonly hospital: Hospital;
  readonly clock: SimClock;
}

export function parties(schedule: Schedule): Parties {
  const clock = simClock(schedule.startsAt);
  const tables = memoryTables();
  const chance = diceOf(schedule.seed ^ 0x5eed);
  const bureau = bureauMemory(tables);
  const hospital = new Hospital(
    {
      clock,
      tables,
      random: () => chance.below(0x1_0000_0000) / 0x1_0000_0000,
      onPreSettled: bureau.onPreSettled,
    },
    {
      hospitalName: HOSPITAL.name,
      orgNo: 'H99000000001',
      patients: PATIENTS,
      bills: billPlans(schedule.bills),
    },
  );
  const engine = payinsuranceEngine({
    tables,
    clock,
    accounts: ACCOUNTS,
    users: wechatUsers(schedule.mode),
    random: (bound) => chance.below(bound),
    settings: { payAppid: PAY_APPID },
    preSettled: bureau.preSettled,
  });
  return { tables, engine, hospital, clock };
}

/** Where the platform keeps an order of ours. */
function platformId(mode: Schedule['mode'], orderNo: string): string {
  const { provider, hospitals, independent } = ACCOUNTS;
  if (mode === 'independent') return `${independent.mchId}/-/${orderNo}`;
  return `${provider.mchId}/${hospitals[0].mchId}/${orderNo}`;
}

export async function openWorld(
  schedule: Schedule,
  made: Parties,
  transport: Transport,
  origin: string,
): Promise<SimWorld> {
  const { clock, engine, hospital, tables } = made;
  const platformOrders = tables.table<PlatformOrder>(TABLES.orders);
  const platformOrder = (orderNo: string) => platformOrders.get(platformId(schedule.mode, orderNo));
  const platformRefunds = tables.table<PlatformRefund>(TABLES.refunds);
  const hospitalRefunds = tables.table<RefundRecord>('his.refunds');
  const settlements = tables.table<SettlementRecord>('his.settlements');
  const identities = new Map(
    wechatUsers(schedule.mode).map((user) => [user.openid, user.idDigest]),
  );
  const sights: Sights = {
    platformOrder,
    identityOf: (openid) => identities.get(openid),
    platformRefund: (refundNo) => platformRefunds.get(platformId(schedule.mode, refundNo)),
    hospitalRefund: (refundNo) => hospitalRefunds.get(refundNo),
    settlement: (orderNo) => settlements.get(orderNo),
  };
  const watch = new Watch(sights);
  const stores = simStores((before, after) => watch.write(before, after));
  for (const link of links(schedule.startsAt)) await stores.links.add(HOSPITAL.id, link);
  const { mode } = schedule;
  const config = payInsuranceConfig(channelSettings(mode, origin), channelSecrets(mode), HOSPITAL);
  const rules = { ...DEFAULT_RULES, refundVia: schedule.refundVia };
  const faults = new Map<string, number>();
  const downUntil = { his: 0, platform: 0 };
  return {
    ...{
      schedule,
      origin,
      config,
      rules,
      sights,
      clock,
      tables,
      engine,
      hospital,
      stores,
      transport,
      watch,
      faults,
    },
    dice: diceOf(schedule.seed ^ 0x1d5),
    count: (kind) => faults.set(kind, (faults.get(kind) ?? 0) + 1),
    isDown: (party) => clock.now() < downUntil[party],
    down: (party, ms) => {
      downUntil[party] = clock.now() + ms;
    },
    arrive: (request, target) => {
      if (target.party === 'his') hisReply(hospital, request, target);
      else platformReply(engine, request, target);
    },
    platformOrder,
  };
}

/** What the use cases are given in one invocation; everything of it dies with the process. */
export function invocation(world: SimWorld, plan: ProcessPlan) {
  const { clock, config, dice, rules } = world;
  const process = new Process(clock, plan);
  const stores = storesOf(process, world.stores);
  const written = redactingLog(clock, (line) => world.watch.log.push(line));
  const log: Log = {
    info: (event, fields) => process.dead || written.info(event, fields),
    warn: (event, fields) => process.dead || written.warn(event, fields),
    alarm: (event, fields) => process.dead || written.alarm(event, fields),
  };
  const ids = { hex: (bytes: number) => dice.hex(bytes) };
  const http = networkOf(world, process);
  const channelDeps: PayInsuranceDeps = {
    ...{ http, clock, ids, log, rules },
    tokens: stores.tokens,
    lease: stores.lease,
    pause: {
      wait: async (ms) => {
        await process.turn();
        clock.advance(ms);
      },
    },
    storeTimeoutMs: STORE_TIMEOUT_MS,
  };
  const channel = createPayInsurance(config, channelDeps);
  const his = createHis(
    { baseUrl: `${world.origin}/his/v1`, token: HIS_TOKEN, timeoutMs: rules.httpTimeoutMs },
    { http, log, monotonicMs: () => clock.now() },
    (kind, number) => identityDigest(md5, kind, number),
  );
  const deps = {
    hospital: { ...HOSPITAL, cityId: world.schedule.cityId },
    ...{ rules, clock, log, ids, channel, reader: channel },
    ...stores,
    ...{ settler: his.settler, his: his.reader, refunds: his.refunds, visits: his.visits },
    staff: NO_STAFF,
    reminders: NO_REMINDERS,
    administrators: [CLERK],
  };
  const sender = () => createPayInsuranceRefunds(config, channelDeps);
  return { process, deps, sender, deadline: process.deadline };
}

/** Who is let in by the hospital's settings. */
export const CLERK = 'oSimClerk';
const NO_STAFF: StaffStore = {
  find: () => Promise.resolve(undefined),
  put: () => Promise.resolve(),
  remove: () => Promise.resolve(),
};
/** Messages move no money; their tests are elsewhere. */
const NO_REMINDERS = { add: () => Promise.resolve('exists' as const) };

export type Invocation = ReturnType<typeof invocation>;
