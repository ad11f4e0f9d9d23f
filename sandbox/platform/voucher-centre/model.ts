/**
 * What the simulated 地方电子凭证中心 knows: codes that were shown, tokens, who signed for 一码付, serial
 * numbers that were used, and what a script has turned on. Amounts in fen, times in ms since the epoch.
 * Records live in `Tables`, survive JSON and are replaced, never changed in place.
 */

import type { BureauPeople } from '../../bureau/people';
import type { Table, Tables } from '../../shared/tables';
import type { Random } from '../payinsurance/random';
import type { PaymentCodes } from '../wechatpay/payment-codes';
import type { VoucherCentreKeys } from './keys';

/** The two calls, under the names by which faults are planted for them. */
export const CALL_NAMES = ['status', 'certificate'] as const;
export type CallName = (typeof CALL_NAMES)[number];

/** A 医保码 as it was shown on a phone. */
export interface ShownCode {
  /** 28 digits beginning with 33. */
  readonly code: string;
  /** Who shows it; the main account, which pays. */
  readonly openid: string;
  /** Whose code it is. */
  readonly patientId: string;
  readonly expiresAt: number;
  /** Once it was read. */
  readonly token?: string;
}

export interface Token {
  readonly token: string;
  readonly openid: string;
  readonly patientId: string;
  readonly byRelative: boolean;
  readonly expiresAt: number;
}

export const STATUSES = ['signed', 'unsigned', 'suspended'] as const;
export type Status = (typeof STATUSES)[number];

/** Whether a main account has signed for 一码付. */
export interface OneCodeUser {
  readonly openid: string;
  readonly status: Status;
  /** Why it is suspended, at most 200 characters. */
  readonly reason?: string;
}

/** A certificate that was given out, without itself. */
export interface Certificate {
  /** fixmedinsTrnsSn */
  readonly serial: string;
  readonly openid: string;
  readonly amountFen: number;
  readonly devId: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface ScriptedError {
  readonly code: number;
  /** In place of the document's words. */
  readonly message?: string;
}

/** How an answer is spoiled on its way. */
export const SPOILT = [
  'tampered',
  'wrong-padding',
  'wrong-key',
  'lower-case',
  'plain',
  'no-data',
  'not-json',
] as const;
export type Spoilt = (typeof SPOILT)[number];

type PerCall<T> = Readonly<Record<CallName, readonly T[]>>;

/** One record, id `levers`. */
export interface Levers {
  readonly id: 'levers';
  readonly certificateLivesMs: number;
  readonly tokenLivesMs: number;
  readonly nextErrors: PerCall<ScriptedError>;
  readonly nextAnswers: PerCall<Spoilt>;
}

/** How `ownPaySetlAmt` is written: the document names no unit. yuan "12.34", fen "1234". */
export type AmountUnit = 'yuan' | 'fen';

/** A registered device of the hospital (§1.5: devId, devIP). */
export interface RegisteredDevice {
  readonly devId: string;
  readonly devIp: string;
}

/** What is registered of the hospital here. */
export interface Institution {
  /** 定点医药机构代码. */
  readonly orgCodg: string;
  readonly devices: () => readonly RegisteredDevice[];
}

export interface Settings {
  /** How long a shown code can be read. */
  readonly codeLivesMs: number;
  readonly tokenLivesMs: number;
  readonly certificateLivesMs: number;
}

export interface World {
  readonly clock: { now(): number };
  readonly random: Random;
  readonly keys: VoucherCentreKeys;
  readonly people: BureauPeople;
  readonly paymentCodes: PaymentCodes;
  readonly institution: Institution;
  /** `sys&` and the six digits of the province. */
  readonly reqtType: string;
  readonly unit: AmountUnit;
  readonly settings: Settings;
  readonly codes: Table<ShownCode>;
  readonly tokens: Table<Token>;
  readonly users: Table<OneCodeUser>;
  readonly certificates: Table<Certificate>;
  readonly levers: Table<Levers>;
}

export function openTables(
  tables: Tables,
): Pick<World, 'codes' | 'tokens' | 'users' | 'certificates' | 'levers'> {
  return {
    codes: tables.table<ShownCode>('voucher-centre.codes'),
    tokens: tables.table<Token>('voucher-centre.tokens'),
    users: tables.table<OneCodeUser>('voucher-centre.users'),
    certificates: tables.table<Certificate>('voucher-centre.certificates'),
    levers: tables.table<Levers>('voucher-centre.levers'),
  };
}

type LeversWorld = Pick<World, 'levers' | 'settings'>;

export function leversOf({ levers, settings }: LeversWorld): Levers {
  return (
    levers.get('levers') ?? {
      id: 'levers',
      certificateLivesMs: settings.certificateLivesMs,
      tokenLivesMs: settings.tokenLivesMs,
      nextErrors: { status: [], certificate: [] },
      nextAnswers: { status: [], certificate: [] },
    }
  );
}

export function setLevers(world: LeversWorld, change: Partial<Omit<Levers, 'id'>>): Levers {
  const next = { ...leversOf(world), ...change };
  world.levers.put('levers', next);
  return next;
}
