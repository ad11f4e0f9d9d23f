/**
 * One small world: a hospital and a platform of the sandbox, with 2.0 a bureau as well; the product's own
 * stores in memory, channel and HIS adapter; a clock, and somebody who watches. Nothing in it is shared
 * with another run.
 */
import { createHis } from '../../cloudfunctions/adapters/his';
import { md5 } from '../../cloudfunctions/adapters/md5';
import { redactingLog } from '../../cloudfunctions/adapters/redacting-log';
import { hospitalId } from '../../cloudfunctions/domain/ids';
import { identityDigest } from '../../cloudfunctions/domain/identity';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { Rules } from '../../cloudfunctions/domain/rules';
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import type { Log } from '../../cloudfunctions/ports/log';
import type { RefundDesk } from '../../cloudfunctions/ports/refund-channel';
import type { StaffStore } from '../../cloudfunctions/ports/staff-store';
import type { PayScope } from '../../cloudfunctions/usecases/pay-scope';
import type { Bureau } from '../../sandbox/bureau';
import { bureauMemory } from '../../sandbox/bureau-memory';
import { Hospital } from '../../sandbox/hospital/engine';
import type { RefundRecord, SettlementRecord } from '../../sandbox/hospital/records';
import { billPlans } from './bills';
import { simBureau } from './bureau-v2';
import { channelFor, scopeFor, type ChannelMaker } from './channel';
import { simClock, type SimClock } from './clock';
import { diceOf, type Dice } from './dice';
import { hisReply } from './his-reply';
import { networkOf } from './network';
import { HIS_TOKEN, links, PATIENTS, wechatUsers } from './people';
import type { Platform } from './platform';
import { platformV1 } from './platform-v1';
import { platformV2 } from './platform-v2';
import { Process, storesOf, type ProcessPlan } from './process';
import type { Schedule } from './schedule';
import { simStores, type SimStores } from './stores';
import { simTables, type CountedTables } from './tables';
import { ORIGIN, type Target, type Transport } from './transport';
import { Watch } from './watch';
import { watchV1 } from './watch-v1';
import { watchV2 } from './watch-v2';
import type { Sights, WireWatch } from './watch-wire';

export const HOSPITAL = {
  id: hospitalId('hosp1'),
  name: '示例市第一人民医院',
  phone: '020-12345678',
  address: '示例市健康路1号',
};

export interface SimWorld {
  readonly schedule: Schedule;
  readonly origin: string;
  readonly rules: Rules;
  readonly scope: PayScope;
  readonly clock: SimClock;
  readonly dice: Dice;
  readonly tables: CountedTables;
  readonly platform: Platform;
  /** Of 2.0. */
  readonly bureau: Bureau | undefined;
  readonly hospital: Hospital;
  readonly stores: SimStores;
  readonly transport: Transport;
  readonly sights: Sights;
  readonly watch: Watch;
  readonly faults: Map<string, number>;
  /**
   * Orders whose cash order arrives when everybody has given it up: until a look back finds it, it stands
   * there, and nobody has the way into it.
   */
  readonly strayed: Set<string>;
  readonly channel: ChannelMaker;
  /** What an invocation is made of, when nobody uses it. */
  readonly kits: Kit[];
  /** One more of a kind of fault has been met. */
  count(kind: string): void;
  isDown(party: Target['party']): boolean;
  down(party: Target['party'], ms: number): void;
  /** A request that was long under way takes effect; nobody hears the answer. */
  arrive(request: HttpRequest, target: Target): void;
}

interface Parties {
  readonly tables: CountedTables;
  readonly platform: Platform;
  readonly wire: WireWatch;
  readonly bureau: Bureau | undefined;
  readonly hospital: Hospital;
  readonly clock: SimClock;
  /** Where the functions live; changed before the world is opened. */
  readonly place: { origin: string };
}

export function parties(schedule: Schedule): Parties {
  const clock = simClock(schedule.startsAt);
  const tables = simTables();
  const chance = diceOf(schedule.seed ^ 0x5eed);
  const memory = bureauMemory(tables);
  const insured = schedule.channel === 'medins';
  const bureau = insured ? simBureau(clock, tables, chance) : undefined;
  const hospital = new Hospital(
    {
      ...{ clock, tables, onPreSettled: memory.onPreSettled },
      random: () => chance.below(0x1_0000_0000) / 0x1_0000_0000,
      ...(bureau === undefined ? {} : { bureau }),
    },
    {
      hospitalName: HOSPITAL.name,
      orgNo: 'H99000000001',
      patients: PATIENTS,
      bills: billPlans(schedule.bills),
    },
  );
  const place = { origin: ORIGIN };
  const parts = { schedule, tables, clock, random: (bound: number) => chance.below(bound) };
  const common = { tables, bureau, hospital, clock, place };
  if (bureau !== undefined) {
    const platform = platformV2({ ...parts, bureau, origin: () => place.origin });
    return { ...common, platform, wire: watchV2(platform.sights) };
  }
  const platform = platformV1({ ...parts, preSettled: memory.preSettled });
  const identities = new Map(
    wechatUsers(schedule.mode).map((user) => [user.openid, user.idDigest]),
  );
  return { ...common, platform, wire: watchV1((openid) => identities.get(openid)) };
}

function sightsOf({ tables, platform }: Parties, strayed: ReadonlySet<string>): Sights {
  const refunds = tables.table<RefundRecord>('his.refunds');
  const settlements = tables.table<SettlementRecord>('his.settlements');
  return {
    ...platform.sights,
    there(orderNo) {
      const there = platform.sights.there(orderNo);
      const idle = there?.idle === true && strayed.has(orderNo);
      return idle ? { ...there, over: true, takable: false } : there;
    },
    hospitalRefund: (refundNo) => refunds.get(refundNo),
    settlement: (orderNo) => settlements.get(orderNo),
  };
}

export async function openWorld(
  schedule: Schedule,
  made: Parties,
  transport: Transport,
  origin: string,
): Promise<SimWorld> {
  const { bureau, clock, hospital, platform, tables } = made;
  made.place.origin = origin;
  const strayed = new Set<string>();
  const sights = sightsOf(made, strayed);
  const watch = new Watch(sights, platform, made.wire);
  const stores = simStores((before, after) => watch.write(before, after));
  for (const link of links(schedule.startsAt)) await stores.links.add(HOSPITAL.id, link);
  const rules = { ...DEFAULT_RULES, refundVia: schedule.refundVia };
  const faults = new Map<string, number>();
  const downUntil = { his: 0, platform: 0 };
  return {
    ...{ schedule, origin, rules, sights, clock, tables, platform, bureau, hospital },
    ...{ stores, transport, watch, faults, strayed },
    scope: scopeFor(schedule.channel),
    channel: channelFor(schedule, origin, HOSPITAL),
    kits: [],
    dice: diceOf(schedule.seed ^ 0x1d5),
    count: (kind) => faults.set(kind, (faults.get(kind) ?? 0) + 1),
    isDown: (party) => clock.now() < downUntil[party],
    down: (party, ms) => {
      downUntil[party] = clock.now() + ms;
    },
    arrive: (request, target) => {
      if (target.party === 'his') hisReply(hospital, request, target);
      else platform.reply(request, target);
    },
  };
}

/** The function `refund`, as another one wakes it. */
export type DeskMaker = (world: SimWorld, process: Process) => RefundDesk;

/** What the use cases are given, and the process that their writes and calls belong to. */
function makeKit(world: SimWorld, deskOf: DeskMaker) {
  const { clock, dice, rules, scope } = world;
  const process = new Process(clock);
  const stores = storesOf(process, world.stores);
  const written = redactingLog(clock, (line) => world.watch.log.push(line));
  const log: Log = {
    info: (event, fields) => process.dead || written.info(event, fields),
    warn: (event, fields) => process.dead || written.warn(event, fields),
    alarm: (event, fields) => process.dead || written.alarm(event, fields),
  };
  const ids = { hex: (bytes: number) => dice.hex(bytes) };
  const http = networkOf(world, process);
  const his = createHis(
    { baseUrl: `${world.origin}/his/v1`, token: HIS_TOKEN, timeoutMs: rules.httpTimeoutMs },
    { http, log, monotonicMs: () => clock.now() },
    (kind, number) => identityDigest(md5, kind, number),
  );
  const made = world.channel({
    ...{ http, clock, ids, log, rules, bureau: his.insurance },
    ...{ tokens: stores.tokens, lease: stores.lease },
    pause: {
      wait: async (ms) => {
        await process.turn();
        clock.advance(ms);
      },
    },
  });
  const { channel, authoriser } = made;
  const deps = {
    hospital: { ...HOSPITAL, cityId: world.schedule.cityId },
    ...{ scope, rules, clock, log, ids, channel, authoriser, reader: channel },
    ...stores,
    ...{ settler: his.settler, his: his.reader, refunds: his.refunds, visits: his.visits },
    bureau: his.insurance,
    desk: deskOf(world, process),
    staff: NO_STAFF,
    reminders: NO_REMINDERS,
    administrators: [CLERK],
  };
  return { process, deps, sender: made.sender(), deadline: process.deadline };
}
export type Kit = ReturnType<typeof makeKit>;

/** One invocation begins. Nothing in a kit remembers the one before it (as in a warm container). */
export function invocation(world: SimWorld, plan: ProcessPlan, deskOf: DeskMaker): Kit {
  const kit = world.kits.pop() ?? makeKit(world, deskOf);
  kit.process.begin(plan);
  return kit;
}

/** It has come to its end by itself; what was killed may still have something under way. */
export function giveBack(world: SimWorld, kit: Kit): void {
  world.kits.push(kit);
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
