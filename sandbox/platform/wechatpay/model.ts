/**
 * What the simulated WeChat Pay knows: cash orders, mixed orders of 移动医保支付 2.0, refunds, notices
 * and what a script has turned on. Amounts in fen, times in ms since the epoch. Records live in
 * `Tables`, survive JSON and are replaced, never changed in place. Nobody's name is kept whole.
 */

import type { BureauForPlatform } from '../../bureau/port';
import type { Table, Tables } from '../../shared/tables';
import type { Random } from '../payinsurance/random';
import type { BillFile } from './bill-calls';
import type { BillPlan } from './bill-model';
import type { Account, WechatPayKeys } from './keys';
import { WorldIndex } from './world-index';

/** A WeChat user as seen by one app; the same shape as 1.0's. */
export interface User {
  readonly openid: string;
  readonly appid: string;
  readonly name: string;
  /** MD5 of the identity number as trap 1 defines it, lower-case hex. */
  readonly idDigest: string;
  readonly cashBalanceFen: number;
  /** Six digits. */
  readonly payPassword: string;
}

/** Whose order it is: every lookup goes by both numbers. `subMchid` '' for a merchant of its own. */
export interface Owner {
  readonly mchid: string;
  readonly subMchid: string;
}

/** Who signed the request. */
export interface Caller {
  readonly kind: 'merchant' | 'provider';
  readonly account: Account;
}

export type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** REVOKED and PAYERROR: orders charged with a payment code only. */
export type CashState =
  'NOTPAY' | 'USERPAYING' | 'SUCCESS' | 'REFUND' | 'CLOSED' | 'REVOKED' | 'PAYERROR';

/** What an order charged with a payment code (MICROPAY) has beside the rest. */
export interface CodePayment {
  /** scene_info.device_id */
  readonly deviceId?: string;
  /** sub_appid, where the provider named it. */
  readonly subAppid?: string;
  /** The password is being typed, until then. */
  readonly typingEndsAt?: number;
  /** When it was revoked, and under which number money that was paid went back. */
  readonly revokedAt?: number;
  readonly reversalId?: string;
}

export interface CashOrder extends Owner {
  /** mchid/subMchid or -/out_trade_no */
  readonly id: string;
  readonly outTradeNo: string;
  readonly prepayId: string;
  /** The request as it came. */
  readonly asked: JsonObject;
  readonly description: string;
  readonly attach?: string;
  readonly notifyUrl: string;
  /** The app under which the payer is known, and the payer. */
  readonly payerAppid: string;
  readonly openid: string;
  readonly total: number;
  readonly createdAt: number;
  /** From then on nobody can pay with the prepay_id. */
  readonly expiresAt: number;
  /** time_expire: from then on the order is closed. */
  readonly closesAt?: number;
  readonly state: CashState;
  readonly transactionId?: string;
  readonly paidAt?: number;
  /** Present: charged with a payment code; there is no prepay_id, and nobody is told by a notice. */
  readonly codePayment?: CodePayment;
}

/** A payment code; see payment-codes.ts. */
export interface PaymentCode {
  readonly code: string;
  readonly openid: string;
  readonly amountFen: number;
  readonly expiresAt: number;
  /** The only number that may use it. */
  readonly outTradeNo?: string;
  /** The order that used it. */
  readonly usedBy?: string;
}

/**
 * How somebody's phone pays when its code is charged: at once; after the password was typed; not at all for
 * want of money; at once, but the answer is lost on its way.
 */
export const PHONE_WAYS = ['at-once', 'password', 'insufficient', 'lost'] as const;
export type PhoneWay = (typeof PHONE_WAYS)[number];

export interface Phone {
  readonly openid: string;
  readonly pays: PhoneWay;
}

export type MixPayType = 'CASH_ONLY' | 'INSURANCE_ONLY' | 'CASH_AND_INSURANCE';
export type MixState = 'CREATED' | 'USER_PAYING' | 'SUCCESS' | 'REFUND' | 'FAIL';
export type LegState = 'CREATED' | 'SUCCESS' | 'REFUND' | 'FAIL';

export interface MixedOrder extends Owner {
  readonly id: string;
  readonly mixTradeNo: string;
  readonly outTradeNo: string;
  readonly type: MixPayType;
  /** What query and notice repeat: without people and passthrough content. */
  readonly asked: JsonObject;
  readonly payerAppid: string;
  readonly openid: string;
  /** Masked: 张三 → *三. */
  readonly payer: string;
  readonly relative?: string;
  readonly cashFee: number;
  readonly govFee: number;
  readonly selfFee: number;
  readonly otherFee: number;
  readonly totalFee: number;
  readonly createdAt: number;
  readonly state: MixState;
  /** Absent: the order has no such leg. */
  readonly self?: LegState;
  readonly medIns?: LegState;
  readonly paidAt?: number;
  readonly failReason?: string;
  readonly responseContent?: string;
  /** The patient has entered the password; it ends by itself. */
  readonly inFlight?: { readonly outcome: 'paid' | 'insurance-fails'; readonly endsAt: number };
  /** The last body of refunds/notify. */
  readonly refundTold?: JsonObject;
}

export type RefundStatus = 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED';

export interface CashRefund extends Owner {
  /** mchid/subMchid or -/out_refund_no */
  readonly id: string;
  readonly cashId: string;
  readonly outRefundNo: string;
  readonly refundId: string;
  readonly asked: JsonObject;
  readonly amount: number;
  readonly notifyUrl?: string;
  readonly status: RefundStatus;
  readonly createdAt: number;
  readonly successAt?: number;
  /** When PROCESSING ends, and how; absent: only by a script. */
  readonly endsAt?: number;
  readonly endsAs?: Exclude<RefundStatus, 'PROCESSING'>;
}

export type NoticeKind = 'mixed' | 'cash' | 'refund';

export interface Notice extends Owner {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly outTradeNo: string;
  readonly event: string;
  readonly url: string;
  /** The resource before it was encrypted. */
  readonly plain: JsonObject;
  /** The JSON with the encrypted resource; the same on every attempt. */
  readonly body: string;
  /** held: kept back by a script until it is released. */
  readonly state: 'waiting' | 'accepted' | 'given-up' | 'lost' | 'held';
  readonly attempts: number;
  readonly dueAt: number;
  readonly lastOutcome?: string;
  /** The headers of the last attempt, as somebody on the way could have caught them. */
  readonly sentWith?: Readonly<Record<string, string>>;
}

/** How the next refunds end instead of well. */
export type RefundPlan = 'abnormal' | 'closed' | 'stuck';

/** One record, id `levers`. */
export interface Levers {
  readonly id: 'levers';
  /** Which key signs answers and notices (rotation). */
  readonly signWith: 'public-key' | 'certificate';
  readonly holdNotices: boolean;
  /** So many insurance payments fail, whatever the bureau would say. */
  readonly insuranceFails: { readonly left: number; readonly reason: string };
  /** Every answer takes so much longer, real ms. */
  readonly answersDelayMs: number;
  /** So many answers carry a probe instead of a signature. */
  readonly probeAnswers: number;
  readonly nextRefunds: readonly RefundPlan[];
  /** So many reversals must be asked for again (recall), without effect. */
  readonly recallReversals?: number;
}

export interface Settings {
  /** How long a prepay_id can be paid with. */
  readonly prepayLivesMs: number;
  /** A payment with its password entered ends by itself. */
  readonly payingMs: number;
  readonly refundingMs: number;
  /** The bill of a day can be had so long after the day has ended. */
  readonly billReadyMs: number;
  /** How long somebody may take to type the password after a code was charged. */
  readonly typingMs: number;
}

export interface World {
  readonly clock: { now(): number };
  readonly random: Random;
  readonly keys: WechatPayKeys;
  readonly bureau: BureauForPlatform;
  readonly settings: Settings;
  /** The sandbox's own address, which counts as public. */
  readonly ownOrigin: () => string | undefined;
  readonly users: Table<User>;
  readonly cash: Table<CashOrder>;
  readonly mixed: Table<MixedOrder>;
  readonly refunds: Table<CashRefund>;
  readonly notices: Table<Notice>;
  readonly levers: Table<Levers>;
  readonly bills: Table<BillPlan>;
  readonly codes: Table<PaymentCode>;
  readonly phones: Table<Phone>;
  /** Bills that can be downloaded, by token; forgotten with the process. */
  readonly billFiles: Map<string, BillFile>;
  readonly index: WorldIndex;
}

export const TABLES = {
  users: 'wechatpay.users',
  cash: 'wechatpay.cash',
  mixed: 'wechatpay.mixed',
  refunds: 'wechatpay.refunds',
  notices: 'wechatpay.notices',
  levers: 'wechatpay.levers',
  bills: 'wechatpay.bills',
  codes: 'wechatpay.codes',
  phones: 'wechatpay.phones',
} as const;

export function openTables(tables: Tables): Pick<World, keyof typeof TABLES | 'index'> {
  const cash = tables.table<CashOrder>(TABLES.cash);
  const mixed = tables.table<MixedOrder>(TABLES.mixed);
  const refunds = tables.table<CashRefund>(TABLES.refunds);
  const notices = tables.table<Notice>(TABLES.notices);
  return {
    users: tables.table<User>(TABLES.users),
    ...{ cash, mixed, refunds, notices },
    index: new WorldIndex({ cash, mixed, refunds, notices }),
    levers: tables.table<Levers>(TABLES.levers),
    bills: tables.table<BillPlan>(TABLES.bills),
    codes: tables.table<PaymentCode>(TABLES.codes),
    phones: tables.table<Phone>(TABLES.phones),
  };
}

const UNTOUCHED: Levers = {
  id: 'levers',
  signWith: 'public-key',
  holdNotices: false,
  insuranceFails: { left: 0, reason: '' },
  answersDelayMs: 0,
  probeAnswers: 0,
  nextRefunds: [],
};

export function leversOf(world: Pick<World, 'levers'>): Levers {
  return world.levers.get('levers') ?? UNTOUCHED;
}

export function setLevers(
  world: Pick<World, 'levers'>,
  change: Partial<Omit<Levers, 'id'>>,
): Levers {
  const next = { ...leversOf(world), ...change };
  world.levers.put('levers', next);
  return next;
}

export function keyOf({ mchid, subMchid }: Owner, no: string): string {
  return `${mchid}/${subMchid === '' ? '-' : subMchid}/${no}`;
}
