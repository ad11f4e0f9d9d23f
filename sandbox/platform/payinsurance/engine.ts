/**
 * The simulated platform of 医保支付 1.0 (interface document v2.4): strict, with state, without IO.
 * Clock, chance and tables are given in; the HTTP plugin, the control API and a simulation all drive
 * this one object. Its signatures come from wechatpay-axios-plugin, never from the product under test.
 */

import type { Tables } from '../../shared/tables';
import type { NoticeReply } from '../notice-carrier';
import type { Answer, CallName } from './answers';
import { billLines, openBill, planBill, planOf, type BillResult } from './bill';
import type { BillCut, BillPlan, BillPlanChange, BillType } from './bill-model';
import type { BillOwner } from './bill-records';
import { bureauRule, DEFAULT_BUREAU_RULE } from './bureau';
import { cashierView, type CashierView } from './cashier-view';
import { callGateway, type GatewayRequest, type GatewayResult } from './gateway';
import {
  leversOf,
  openTables,
  type Accounts,
  type BureauRule,
  type Levers,
  type Notice,
  type Order,
  type Settings,
  type User,
  type World,
  type PreSettledLookup,
} from './model';
import { alteredNotice, type Alteration } from './notice-alteration';
import * as queue from './notices';
import { nextArrival } from './orders';
import * as payments from './payments';
import { cryptoRandom, type Random } from './random';
import * as life from './refund-life';
import type { Refund, RefundAct, RefundDecision, RefundNames } from './refund-model';
import { setSpellings } from './spellings';
import { agentToken, plainToken, stableToken, type Params } from './tokens';

export const DEFAULT_SETTINGS: Settings = {
  tokenTtlS: 7200,
  processingMs: 30_000,
  failingMs: 120_000,
  cashierIdleMs: 300_000,
  refundingMs: 5_000,
  billReadyMs: 10 * 3_600_000,
  payAppid: 'wxsandboxpay00001',
  payUrlKind: 'mini-program',
};

export interface EngineOptions {
  readonly tables: Tables;
  readonly clock: { now(): number };
  readonly accounts: Accounts;
  readonly users?: readonly User[];
  readonly random?: Random;
  readonly settings?: Partial<Settings>;
  readonly bureauRule?: Partial<BureauRule>;
  /** What the bureau knows from hospitals' pre-settlements; nothing unless told. */
  readonly preSettled?: PreSettledLookup;
  /** Which addresses may call refund (§3.6 IP 白名单); every one unless told. */
  readonly refundAllowed?: (ip: string) => boolean;
}

export interface PayinsuranceEngine {
  readonly settings: Settings;
  /** One XML call; never throws for anything that a caller can send. */
  call(name: CallName, request: GatewayRequest): GatewayResult;
  /** GET or POST /payinsurance/gettoken with its query parameters (§3.2.1). */
  gettoken(params: Params): Answer;
  token(params: Params): Answer;
  stableToken(params: Params): Answer;
  readonly cashier: CashierDesk;
  readonly people: PeopleDesk;
  readonly notices: NoticeQueue;
  readonly refunds: RefundDesk;
  readonly bills: BillDesk;
  orders(): readonly Order[];
  /** The order with that number, or undefined. */
  order(hospOutTradeNo: string): Order | undefined;
  bureauRule(): BureauRule;
  setBureauRule(rule: Partial<BureauRule>): BureauRule;
  levers(): Levers;
  /** Trap 6: first spelling → the one to answer with. Throws `RangeError` on an unknown one. */
  setSpellings(spellings: Readonly<Record<string, string>>): void;
  /** Only these addresses may call refund; undefined: every one. */
  setRefundIps(ips: readonly string[] | undefined): void;
}

/** Throws `RefundLeverRefusal` where a lever does not fit. */
export interface RefundDesk {
  list(): readonly Refund[];
  get(names: RefundNames): Refund | undefined;
  /** Decides the refund of that order before it is asked for, or the next one of all. */
  plan(decision: RefundDecision, hospOutTradeNo?: string): void;
  act(names: RefundNames, act: RefundAct): Refund;
}

export interface BillDesk {
  /** getbalancebill (§3.8), streamed; `cut` breaks it off in the middle. */
  open(request: GatewayRequest, cut?: BillCut): BillResult;
  /** The bill's text line by line, whether its time has come or not; the first account's own. */
  lines(day: string, type: BillType, owner?: BillOwner): Iterable<string>;
  planOf(day: string): BillPlan;
  plan(day: string, change: BillPlanChange): BillPlan;
  /** Takes everything back that was planted into that day's bill. */
  clear(day: string): void;
}

/** Throws `CashierRefusal` where the cashier refuses; answers with what the page shows. */
export interface CashierDesk {
  open(payKey: string, openid?: string): CashierView;
  view(names: payments.OrderNames): CashierView;
  payWithPassword(payKey: string, password: string): CashierView;
  pay(names: payments.OrderNames, outcome: payments.Outcome): CashierView;
  leave(names: payments.OrderNames): CashierView;
  bind(names: payments.OrderNames): CashierView;
}

/** Who WeChat's users are, and whether their insurance card is bound. */
export interface PeopleDesk {
  find(openid: string): User | undefined;
  setBound(openid: string, bound: boolean): void;
}

export interface NoticeQueue {
  /** Due now, earliest first. */
  due(): readonly Notice[];
  /** When something may next have to be sent, ms since the epoch; undefined: nothing foreseen. */
  nextAt(): number | undefined;
  get(id: string): Notice | undefined;
  list(): readonly Notice[];
  /** Judges the receiver's answer without recording it: undefined is the signed success of §3.5.2. */
  replyFault(notice: Notice, reply: NoticeReply): string | undefined;
  /** Records an attempt; a failure is why it will be repeated. */
  record(id: string, failure: string | undefined): void;
  lose(id: string): Notice | undefined;
  postpone(id: string, ms: number): Notice | undefined;
  /** Keeps back what waits and what comes, until released. */
  hold(): readonly Notice[];
  /** Lets held ones go, due now in that order; all of them and all to come, or only `ids`. */
  release(order: 'born' | 'reverse', ids?: readonly string[]): readonly Notice[];
  /** An altered copy of its XML. */
  altered(notice: Notice, alteration: Alteration): string;
  /** The key a notice is signed with. */
  keyOf(notice: Notice): string;
}

export function payinsuranceEngine(options: EngineOptions): PayinsuranceEngine {
  const world = worldOf(options);
  return {
    settings: world.settings,
    call: (name, request) => callGateway(world, name, request),
    gettoken: (params) => agentToken(world, params),
    token: (params) => plainToken(world, params),
    stableToken: (params) => stableToken(world, params),
    cashier: cashierDesk(world),
    people: {
      find: (openid) => world.users.get(openid),
      setBound: (openid, bound) => payments.setBound(world, openid, bound),
    },
    notices: noticeQueue(world),
    refunds: refundDesk(world),
    bills: billDesk(world),
    orders() {
      life.applyTime(world);
      return [...world.orders.values()];
    },
    order(hospOutTradeNo) {
      return payments.orderIfAny(world, { hospOutTradeNo });
    },
    bureauRule: () => bureauRule(world),
    setBureauRule(rule) {
      const next = { ...bureauRule(world), ...rule };
      world.bureau.put('rule', next);
      return next;
    },
    levers: () => leversOf(world),
    setSpellings: (spellings) => setSpellings(world, spellings),
    setRefundIps(ips) {
      const { refundIps: _former, ...rest } = leversOf(world);
      world.levers.put('levers', ips === undefined ? rest : { ...rest, refundIps: ips });
    },
  };
}

function refundDesk(world: World): RefundDesk {
  return {
    list: () => life.allRefunds(world),
    get: (names) => life.findRefund(world, names)?.refund,
    plan: (decision, hospOutTradeNo) => life.planRefund(world, hospOutTradeNo ?? '*', decision),
    act: (names, act) => life.actOnRefund(world, names, act),
  };
}

function billDesk(world: World): BillDesk {
  return {
    open: (request, cut) => openBill(world, request, cut),
    lines: (day, type, owner) => billLines(world, owner ?? firstOwner(world.accounts), day, type),
    planOf: (day) => planOf(world, day),
    plan: (day, change) => planBill(world, day, change),
    clear: (day) => world.bills.remove(day),
  };
}

/** The provider's first hospital, else the independent account. */
function firstOwner({ provider, hospitals = [], independent }: Accounts): BillOwner {
  const [hospital] = hospitals;
  if (provider !== undefined && hospital !== undefined) {
    const { appid: subAppid, mchId: subMchId } = hospital;
    return { appid: provider.appid, mchId: provider.mchId, subAppid, subMchId };
  }
  const { appid, mchId } = independent ?? { appid: '', mchId: '' };
  return { appid, mchId, subAppid: '', subMchId: '' };
}

function cashierDesk(world: World): CashierDesk {
  const order = (names: payments.OrderNames) => {
    // cash that came back meanwhile can be spent
    life.applyTime(world);
    return payments.orderFor(world, names);
  };
  return {
    open: (payKey, openid) => {
      life.applyTime(world);
      return cashierView(world, payments.openCashier(world, payKey, openid));
    },
    view: (names) => cashierView(world, order(names)),
    payWithPassword: (payKey, password) =>
      cashierView(world, payments.payWithPassword(world, order({ payKey }), password)),
    pay: (names, outcome) => cashierView(world, payments.pay(world, order(names), outcome)),
    leave: (names) => cashierView(world, payments.leaveCashier(world, order(names))),
    bind: (names) => cashierView(world, payments.bindCard(world, order(names))),
  };
}

function noticeQueue(world: World): NoticeQueue {
  return {
    due() {
      life.applyTime(world);
      return queue.dueNotices(world);
    },
    nextAt() {
      const times = [queue.nextNoticeAt(world), nextArrival(world)].filter(
        (at) => at !== undefined,
      );
      return times.length === 0 ? undefined : Math.min(...times);
    },
    get: (id) => world.notices.get(id),
    list: () => [...world.notices.values()],
    replyFault: (notice, reply) => queue.replyFault(world, notice, reply),
    record: (id, failure) => queue.recordAttempt(world, id, failure),
    lose: (id) => queue.loseNotice(world, id),
    postpone: (id, ms) => queue.postponeNotice(world, id, ms),
    hold() {
      life.applyTime(world);
      return queue.holdNotices(world);
    },
    release: (order, ids) => queue.releaseNotices(world, order, ids),
    altered: (notice, alteration) =>
      alteredNotice(notice, queue.noticeKey(world, notice.orderId), alteration),
    keyOf: (notice) => queue.noticeKey(world, notice.orderId),
  };
}

function worldOf(options: EngineOptions): World {
  const world: World = {
    clock: options.clock,
    random: options.random ?? cryptoRandom,
    accounts: options.accounts,
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    ...openTables(options.tables),
    preSettled: options.preSettled ?? (() => undefined),
    refundAllowed: options.refundAllowed ?? (() => true),
  };
  if (world.bureau.get('rule') === undefined) {
    world.bureau.put('rule', { ...DEFAULT_BUREAU_RULE, ...options.bureauRule });
  }
  for (const user of options.users ?? []) {
    const known = world.users.get(user.openid);
    world.users.put(user.openid, { ...user, ...(known && lived(known)) });
  }
  return world;
}

/** What a user has done in the sandbox outlives a restart; who they are comes from the options. */
function lived({ boundCard, cashBalanceFen }: User): Pick<User, 'boundCard' | 'cashBalanceFen'> {
  return { boundCard, cashBalanceFen };
}
