/**
 * Everybody in the sandbox's world: hospital, both payment platforms, the insurance bureau, the insurance
 * card, the cloud's database; and what each brings to the control API. They know each other by what they
 * are handed here, and by nothing else.
 */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Bureau, bureauPeople, bureauSection, type CardRegister } from './bureau';
import { bureauMemory } from './bureau-memory';
import { openDatabase, type FunctionHost, type Timers } from './cloud';
import { readDeclarations } from './cloud/database/declarations';
import { cloudSection } from './cloud-section';
import { storeSection } from './console/store-section';
import { FaultBook } from './control/faults';
import { keptClock } from './control/kept-clock';
import type { ControlSection } from './control/section';
import { WireLog } from './control/wire-log';
import type { CounterService } from './counter-service';
import { insuranceCardAppid, INSTITUTION } from './function-environment';
import { contractOperations } from './hospital/contract';
import { Hospital } from './hospital/engine';
import { seedHospital } from './hospital/seed';
import { insuranceCardSection } from './insurance-card-section';
import { wechatUsers } from './people';
import { AUTHORISATION_CALLS } from './platform/authorisation/plugin';
import { InsuranceCardService } from './platform/insurance-card/service';
import { TABLES, type Token } from './platform/payinsurance/model';
import { payinsurancePlatform } from './platform/payinsurance/platform';
import { voucherCentre, type VoucherCentre } from './platform/voucher-centre';
import { wechatPayKeys } from './platform/wechatpay/keys';
import { createWechatPay, type WechatPayPlatform } from './platform/wechatpay/platform';
import type { Secrets } from './secrets';
import type { Journal } from './shared/journal';
import { tellingSection, type Telling } from './tell-of-bill';
import type { WorldOptions } from './world';

export interface Journals {
  readonly cloud: Journal;
  readonly hospital: Journal;
  readonly platform: Journal;
}

const random = (): number => randomBytes(4).readUInt32BE() / 2 ** 32;

/** Whoever is asked later than made. */
interface Later {
  readonly cards: () => CardRegister;
  readonly centre: () => VoucherCentre;
  readonly origin: () => string;
}

function insured(
  { clock, seed, later }: Begun & { readonly later: Later },
  journals: Journals,
): Bureau {
  return new Bureau({
    ...{ clock, random, tables: journals.platform, people: bureauPeople(seed) },
    cards: {
      find: (openid) => later.cards().find(openid),
      setBound: (openid, bound) => {
        later.cards().setBound(openid, bound);
      },
    },
  });
}

/** Clock, faults and traffic that all of them share. */
function begin(options: WorldOptions) {
  return {
    clock: options.clock ?? keptClock(options.dataDir),
    faults: new FaultBook(),
    wire: new WireLog(),
    seed: seedHospital(),
    alive: options.alive ?? true,
  };
}

type Begun = ReturnType<typeof begin>;

/** WeChat Pay's APIv3, under the same numbers as 1.0. */
function wechatPay(
  { clock, faults, wire, seed, alive }: Begun,
  { options, journals, secrets, appid, origin }: Given,
  bureau: Bureau,
) {
  const keys = wechatPayKeys(options.dataDir, {
    merchant: { mchid: secrets.independent.mchId, appid: secrets.independent.appid },
    provider: { mchid: secrets.provider.mchId, appid: secrets.provider.appid },
    hospitals: [{ mchid: secrets.hospital.mchId, appid: secrets.hospital.appid }],
  });
  return createWechatPay({
    ...{ clock, faults, wire, keys, bureau, tables: journals.platform },
    durable: () => journals.platform.durable(),
    users: wechatUsers(seed, appid),
    autoDeliver: alive,
    ownOrigin: () => (origin() === '' ? undefined : origin()),
  });
}

/** The regional 电子凭证中心, in whose certificates WeChat Pay's payment codes are given out. */
function regionalCentre(
  { clock, faults, wire, seed }: Begun,
  { options, journals }: Given,
  { engine: { paymentCodes, phones } }: WechatPayPlatform,
): VoucherCentre {
  const { orgCodg, reqtType, amountUnit } = INSTITUTION;
  return voucherCentre({
    ...{ clock, faults, wire, phones, paymentCodes, reqtType, unit: amountUnit },
    tables: journals.platform,
    durable: () => journals.platform.durable(),
    dataDir: options.dataDir,
    people: bureauPeople(seed),
    institution: {
      orgCodg,
      devices: () => (seed.counters ?? []).map(({ devId, devIp }) => ({ devId, devIp })),
    },
  });
}

export interface Given {
  readonly options: WorldOptions;
  readonly journals: Journals;
  readonly secrets: Secrets;
  readonly appid: string;
  /** '' until the server listens. */
  readonly origin: () => string;
}

export function parties(given: Given) {
  const { options, journals, secrets, appid, origin } = given;
  const begun = begin(options);
  const { clock, faults, wire, seed, alive } = begun;
  const { onPreSettled, preSettled } = bureauMemory(journals.hospital);
  const later: Later = {
    ...{ cards: () => platform.engine.people, origin },
    centre: () => centre,
  };
  const bureau = insured({ ...begun, later }, journals);
  const hospital = new Hospital(
    {
      ...{ clock, tables: journals.hospital, random, onPreSettled, bureau },
      codes: { read: (code) => later.centre().reader.read(code) },
    },
    seed,
  );
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
  const wechat = wechatPay(begun, given, bureau);
  const centre = regionalCentre(begun, given, wechat);
  return { ...begun, hospital, platform, database, cards, bureau, wechat, centre };
}

export type Parties = ReturnType<typeof parties>;

const collectionsFile = ({ root }: WorldOptions): string =>
  join(root, 'cloudfunctions', 'collections.json');

/** What the control API has beside the platform's own section. */
export function controlSections(
  options: WorldOptions,
  made: Parties,
  journals: Journals,
  parts: {
    readonly host: FunctionHost;
    readonly timers: Timers;
    readonly telling: Telling;
    /** Asked once it runs. */
    readonly counter: () => CounterService | undefined;
  },
): readonly ControlSection[] {
  const { clock, database, platform, hospital, bureau, wechat } = made;
  const tokens = journals.platform.table<Token>(TABLES.tokens);
  const calls = contractOperations().map(({ operationId }) => `his.${operationId}`);
  return [
    { name: 'his', calls },
    cloudSection({ ...parts, tables: journals.cloud }),
    insuranceCardSection(made.cards, () => journals.platform.durable()),
    wechat.section,
    bureauSection(bureau, () => journals.platform.durable(), AUTHORISATION_CALLS),
    made.centre.section,
    tellingSection(parts.telling),
    storeSection({
      ...{ clock, database, platform, hospital, dataDir: options.dataDir },
      medins: { wechatpay: wechat.engine, bureau },
      counter: {
        ...{ centre: made.centre.engine, phones: wechat.engine.phones, desk: hospital.counter },
        service: parts.counter,
      },
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
