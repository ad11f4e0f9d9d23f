/**
 * What the simulated 医保支付 1.0 platform knows: accounts, people, tokens, orders,
 * refunds, notices, and what a script has planted.
 * Names follow the interface document v2.4; amounts are whole fen, times are ms since the epoch.
 * Records live in `Tables`, survive JSON and are replaced, never changed in place.
 */

import type { Table, Tables } from '../../shared/tables';
import type { BillPlan } from './bill-model';
import type { Random } from './random';
import type { Refund, RefundPlan } from './refund-model';
import { WorldIndex } from './world-index';

/** Third-party platform that acts for hospitals (§2.1 服务商模式). */
export interface ProviderAccount {
  readonly appid: string;
  readonly mchId: string;
  /** The platform's app secret: `agentsecret` of gettoken (§3.2.1). */
  readonly secret: string;
  /** The 医保支付 key of §4.2, a key of its own. */
  readonly key: string;
}

/** A hospital served by the provider: its `appid` is `sub_appid`, its `mchId` `sub_mch_id`. */
export interface HospitalAccount {
  readonly appid: string;
  readonly mchId: string;
}

/** A hospital that connects by itself (§2.2 独立模式). */
export interface IndependentAccount extends HospitalAccount {
  readonly secret: string;
  readonly key: string;
}

export interface Accounts {
  readonly provider?: ProviderAccount;
  readonly hospitals?: readonly HospitalAccount[];
  readonly independent?: IndependentAccount;
}

/** A WeChat user as seen by one app. */
export interface User {
  readonly openid: string;
  /** The app that this openid belongs to. */
  readonly appid: string;
  readonly name: string;
  /** MD5 of the identity number as trap 1 defines it: lower-case hex (see `idDigest`). */
  readonly idDigest: string;
  /** Whether the medical insurance card is bound in WeChat. */
  readonly boundCard: boolean;
  readonly cashBalanceFen: number;
  /** Six digits. */
  readonly payPassword: string;
}

/** Who is calling, once the token and the merchant numbers agree. */
export interface Caller {
  readonly mode: 'provider' | 'independent';
  readonly appid: string;
  readonly mchId: string;
  readonly subAppid: string;
  readonly subMchId: string;
  readonly key: string;
}

/** §3.4 med_trade_state. */
export type TradeState =
  | 'INITIAL'
  | 'NOTPAY'
  | 'PAYING'
  | 'SUCCESS'
  | 'SYS_REFUNDING'
  | 'SYS_REFUNDED'
  | 'CLOSED'
  | 'REFUND';
/** §3.4 cash_trade_status says SUCCESS where insurance_trade_status says PAYED (trap 5). */
export type CashState = 'SUCCESS' | 'REFUND' | 'NOTPAY' | 'CLOSED';
export type InsuranceState = 'PAYED' | 'REFUND' | 'NOTPAY' | 'CLOSED';

export interface Split {
  readonly cashFee: number;
  readonly insuranceFee: number;
  readonly selfFee: number;
  readonly fundFee: number;
  readonly otherFee: number;
}

export interface Order {
  /** `<mch_id>/<sub_mch_id or ->/<hosp_out_trade_no>` */
  readonly id: string;
  readonly medTransId: string;
  readonly payKey: string;
  /** The request of unifiedorder as it came, without `sign` and `nonce_str`. */
  readonly asked: Readonly<Record<string, string>>;
  readonly caller: Omit<Caller, 'key'>;
  readonly createdAt: number;
  readonly state: TradeState;
  /** Absent: the order has no such leg. */
  readonly cash?: CashState;
  readonly insurance?: InsuranceState;
  readonly totalFee: number;
  readonly split: Split;
  /** Set while something that the patient has confirmed is still on its way to its end. */
  readonly inFlight?: { readonly outcome: 'paid' | 'failed'; readonly endsAt: number };
  /** When the cashier was last used; an abandoned PAYING falls back to NOTPAY. */
  readonly touchedAt: number;
  readonly paidAt?: number;
  readonly cashOrderId?: string;
  readonly insuranceOrderId?: string;
  readonly medicalCardId?: string;
  readonly responseContent?: string;
}

export interface Token {
  readonly value: string;
  readonly kind: 'agent' | 'plain' | 'stable';
  /** Whose token: the latest per slot is the only good one (trap 27). */
  readonly slot: string;
  readonly appid: string;
  readonly agentAppid?: string;
  readonly expiresAt: number;
}

export interface Notice {
  readonly id: string;
  readonly orderId: string;
  readonly url: string;
  /** The signed XML; the same on every attempt. */
  readonly body: string;
  /** held: kept back by a script until it is released. */
  readonly state: 'waiting' | 'accepted' | 'given-up' | 'lost' | 'held';
  readonly attempts: number;
  readonly dueAt: number;
  readonly lastOutcome?: string;
}

/** How the insurance bureau splits what it may decide; shares in thousandths. */
export interface BureauRule {
  /** What the patient pays in cash, of total_fee less the discount (allow_fee_change=1 only). */
  readonly cashPerMille: number;
  /** A discount by which total_fee exceeds cash + insurance (trap 16; allow_fee_change=1 only). */
  readonly discountFen: number;
  /** Personal account and other shares of insurance_fee; the rest is the pooled fund. */
  readonly selfPerMille: number;
  readonly otherPerMille: number;
  /** Whether this city answers the three detail amounts (§3.4 部分地区会返回). */
  readonly reportsDetail: boolean;
}

export interface Settings {
  readonly tokenTtlS: number;
  /** A payment that says 处理中 ends by itself after this long. */
  readonly processingMs: number;
  /** SYS_REFUNDING becomes SYS_REFUNDED after this long. */
  readonly failingMs: number;
  /** A cashier left open falls back to NOTPAY after this long. */
  readonly cashierIdleMs: number;
  /** A refund takes this long, unless a script decides otherwise. */
  readonly refundingMs: number;
  /** The bill of a day can be had so long after the day has ended. */
  readonly billReadyMs: number;
  readonly payAppid: string;
  /** Which pay_url the orders get: for a mini program, or for a service account (§3.3 answers). */
  readonly payUrlKind: 'mini-program' | 'official-account';
}

/** What a script may turn on for everybody; one record, id `levers`. */
export interface Levers {
  readonly id: 'levers';
  /** Trap 6: a name as the document spells it first → the spelling to answer with instead. */
  readonly spellings: Readonly<Record<string, string>>;
  /** The addresses that may call refund (§3.6 IP 白名单); absent: every one. */
  readonly refundIps?: readonly string[];
  /** Notices are kept back instead of sent. */
  readonly holdNotices: boolean;
}

/** Everything a part of the engine may touch. */
export interface World {
  readonly clock: { now(): number };
  readonly random: Random;
  readonly accounts: Accounts;
  readonly settings: Settings;
  readonly users: Table<User>;
  readonly tokens: Table<Token>;
  readonly orders: Table<Order>;
  readonly notices: Table<Notice>;
  /** One record, id `rule`. */
  readonly bureau: Table<BureauRule>;
  readonly refunds: Table<Refund>;
  readonly refundPlans: Table<RefundPlan>;
  readonly bills: Table<BillPlan>;
  readonly levers: Table<Levers>;
  readonly index: WorldIndex;
  readonly preSettled: PreSettledLookup;
  /** The IP allow-list of refund, besides the lever. */
  readonly refundAllowed: (ip: string) => boolean;
}

/** How the bureau made up an insurance sum when the hospital pre-settled it under `serialNo`. */
export type PreSettledLookup = (
  serialNo: string,
) => Pick<Split, 'fundFee' | 'selfFee' | 'otherFee'> | undefined;

export const TABLES = {
  users: 'payinsurance.users',
  tokens: 'payinsurance.tokens',
  orders: 'payinsurance.orders',
  notices: 'payinsurance.notices',
  bureau: 'payinsurance.bureau',
  refunds: 'payinsurance.refunds',
  refundPlans: 'payinsurance.refundPlans',
  bills: 'payinsurance.bills',
  levers: 'payinsurance.levers',
} as const;

export function openTables(tables: Tables): Pick<World, keyof typeof TABLES | 'index'> {
  const orders = tables.table<Order>(TABLES.orders);
  const notices = tables.table<Notice>(TABLES.notices);
  const refunds = tables.table<Refund>(TABLES.refunds);
  return {
    users: tables.table<User>(TABLES.users),
    tokens: tables.table<Token>(TABLES.tokens),
    orders,
    notices,
    bureau: tables.table<BureauRule>(TABLES.bureau),
    refunds,
    refundPlans: tables.table<RefundPlan>(TABLES.refundPlans),
    bills: tables.table<BillPlan>(TABLES.bills),
    levers: tables.table<Levers>(TABLES.levers),
    index: new WorldIndex(orders.values(), refunds.values(), notices.values()),
  };
}

const NO_LEVERS: Levers = { id: 'levers', spellings: {}, holdNotices: false };

export function leversOf(world: Pick<World, 'levers'>): Levers {
  return world.levers.get('levers') ?? NO_LEVERS;
}
