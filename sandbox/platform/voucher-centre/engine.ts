/**
 * The simulated 地方电子凭证中心 of 医保码一码付 (one-code specification V1.0): strict, with state, without IO.
 * Clock, chance, tables, people and whoever issues payment codes are given in.
 */

import type { BureauPeople } from '../../bureau/people';
import type { Tables } from '../../shared/tables';
import { cryptoRandom, type Random } from '../payinsurance/random';
import type { PaymentCodes } from '../wechatpay/payment-codes';
import { answered, refused } from './answer';
import { act } from './calls';
import { expireTokens, read, show } from './codes';
import { contentOf } from './envelope';
import { badRequest, CentreRefusal, plantedRefusal, refusal } from './errors';
import { checked, type Texts } from './fields';
import type { VoucherCentreKeys } from './keys';
import { leversOf, openTables, setLevers } from './model';
import type { AmountUnit, CallName, Certificate, Institution, Levers } from './model';
import type { OneCodeUser, Settings, ShownCode, Status, World } from './model';
import type { CodeReader } from './port';
import { patientsOf, setUser, userOf } from './users';

export const DEFAULT_SETTINGS: Settings = {
  codeLivesMs: 60_000,
  tokenLivesMs: 30 * 60_000,
  certificateLivesMs: 120_000,
};

export interface EngineOptions {
  readonly tables: Tables;
  readonly clock: { now(): number };
  readonly random?: Random;
  readonly keys: VoucherCentreKeys;
  readonly people: BureauPeople;
  /** WeChat Pay's: certificates are payment codes of that channel. */
  readonly paymentCodes: PaymentCodes;
  readonly institution: Institution;
  /** `sys&` and the six digits of the province. */
  readonly reqtType: string;
  readonly unit: AmountUnit;
  readonly settings?: Partial<Settings>;
}

export interface CentreRequest {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
}

export interface CentreResult {
  readonly body: string;
  /** One line for the wire log. */
  readonly outcome: string;
  /** What was asked and said inside the envelopes. Holds secrets: only redacted into a log. */
  readonly asked: Texts;
  readonly said: Texts;
}

export interface VoucherCentreEngine {
  /** One exchange; never throws for anything that a caller can send. `error`: refuse with it, no effect. */
  call(request: CentreRequest, planted?: { readonly error?: string }): CentreResult;
  callNamed(path: string): CallName | undefined;
  readonly reader: CodeReader;
  /** The 医保码 on somebody's phone now, their own or a relative's; undefined: they have none of that patient. */
  show(openid: string, patientId?: string): ShownCode | undefined;
  /** Whose codes they can show, their own first. */
  shows(openid: string): readonly string[];
  user(openid: string): OneCodeUser;
  /** undefined: nobody of that openid. */
  setUser(openid: string, status: Status, reason?: string): OneCodeUser | undefined;
  certificates(): readonly Certificate[];
  expireTokens(openid?: string): number;
  levers(): Levers;
  setLevers(change: Partial<Omit<Levers, 'id'>>): Levers;
  /** Main accounts, with what is said of them. */
  accounts(): readonly (OneCodeUser & { readonly label: string; readonly patientId: string })[];
  hasLived(): boolean;
}

const PATHS: Readonly<Record<string, CallName>> = {
  '/cfc/api/signedQuery': 'status',
  '/cfc/api/genPayCert': 'certificate',
};

const callNamed = (path: string): CallName | undefined =>
  Object.hasOwn(PATHS, path) ? PATHS[path] : undefined;

export function voucherCentreEngine(options: EngineOptions): VoucherCentreEngine {
  const world = worldOf(options);
  const { people, certificates } = world;
  return {
    call: (request, planted = {}) => exchange(world, request, planted.error),
    callNamed,
    reader: { read: (code) => read(world, code) },
    show: (openid, patientId) => show(world, openid, patientId),
    shows: (openid) => patientsOf(world, openid),
    user: (openid) => userOf(world, openid),
    setUser: (openid, status, reason) => setUser(world, openid, status, reason),
    certificates: () => [...certificates.values()],
    expireTokens: (openid) => expireTokens(world, openid),
    levers: () => leversOf(world),
    setLevers: (change) => setLevers(world, change),
    accounts: () =>
      people.holders.map(({ openid, label, patientId }) => ({
        ...{ ...userOf(world, openid), label, patientId },
      })),
    hasLived: () => world.codes.size > 0 || certificates.size > 0,
  };
}

function worldOf(options: EngineOptions): World {
  const { clock, keys, people, paymentCodes, institution, reqtType, unit } = options;
  return {
    ...{ clock, keys, people, paymentCodes, institution, reqtType, unit },
    random: options.random ?? cryptoRandom,
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    ...openTables(options.tables),
  };
}

function exchange(world: World, request: CentreRequest, error: string | undefined): CentreResult {
  let asked: Texts = {};
  try {
    const call = callNamed(request.path);
    if (call === undefined) throw refusal('-5', request.path.slice(0, 100));
    refuseUnlessPosted(request);
    asked = checked(call, world.unit, contentOf(world, request.body));
    if (error !== undefined) throw plantedRefusal(error);
    refuseIfScripted(world, call);
    const said = act(world, call, asked);
    return { body: answered(world, call, said), outcome: outcomeOf(said), asked, said };
  } catch (refusedBy) {
    if (!(refusedBy instanceof CentreRefusal)) throw refusedBy;
    const { code, message } = refusedBy;
    const outcome = `${code} ${message}`;
    return { body: refused(refusedBy), outcome, asked, said: {} };
  }
}

function refuseUnlessPosted({ method, contentType }: CentreRequest): void {
  if (method !== 'POST') throw badRequest('采用 POST 方法提交');
  if (!/^application\/json\b/i.test(contentType)) {
    throw badRequest('提交数据应为 JSON 格式（Content-Type: application/json）');
  }
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) throw badRequest('统一采用 UTF-8 字符编码');
}

function refuseIfScripted(world: World, call: CallName): void {
  const { nextErrors } = leversOf(world);
  const [first, ...rest] = nextErrors[call];
  if (first === undefined) return;
  setLevers(world, { nextErrors: { ...nextErrors, [call]: rest } });
  const planted = plantedRefusal(String(first.code));
  throw first.message === undefined ? planted : new CentreRefusal(first.code, first.message);
}

const outcomeOf = ({ stasFlag }: Texts): string =>
  stasFlag === undefined ? 'certificate issued' : `stasFlag ${stasFlag}`;
