/**
 * The simulated WeChat Pay APIv3 with 移动医保支付 2.0: strict, with state, without IO. Clock, chance,
 * tables, keys and the bureau are given in; the HTTP plugin, the control API and a simulation all drive
 * this one object.
 */

import type { BureauForPlatform } from '../../bureau/port';
import type { Tables } from '../../shared/tables';
import { cryptoRandom, type Random } from '../payinsurance/random';
import type { WechatCashierView } from '../wechatpay-cashier/view';
import { billPlanOf, billRows, billText, ofType, planBill } from './bill';
import type { BillPlan, BillType } from './bill-model';
import { actInCashier, cashierView, orderOf, type CashierAsk } from './cashier';
import { callGateway, callNamed, type ApiRequest, type ApiResult, type Planted } from './gateway';
import type { WechatPayKeys } from './keys';
import { applyTime, endRefund, nextChange } from './life';
import {
  leversOf,
  openTables,
  setLevers,
  type CashOrder,
  type CashRefund,
  type Levers,
  type MixedOrder,
  type Notice,
  type RefundStatus,
  type Settings,
  type User,
  type World,
} from './model';
import { parcelOf, type Alteration, type Parcel } from './notice-parcel';
import * as queue from './notices';
import { pay, type Outcome } from './payments';
import { paymentCodes, type PaymentCodes } from './payment-codes';
import { phoneDesk, type PhoneDesk } from './phones';
import type { CallName } from './routes';
import {
  anyCash,
  anyMixed,
  anyRefund,
  mixedByMixTradeNo,
  saveCash,
  saveNotice,
  userOf,
} from './store';

export const DEFAULT_SETTINGS: Settings = {
  prepayLivesMs: 2 * 3_600_000,
  payingMs: 30_000,
  refundingMs: 5_000,
  billReadyMs: 10 * 3_600_000,
  typingMs: 60_000,
};

export interface EngineOptions {
  readonly tables: Tables;
  readonly clock: { now(): number };
  readonly keys: WechatPayKeys;
  readonly bureau: BureauForPlatform;
  readonly users?: readonly User[];
  readonly random?: Random;
  readonly settings?: Partial<Settings>;
  /** Notices to this origin are taken although it is not public: the sandbox's own. */
  readonly ownOrigin?: () => string | undefined;
}

/** An order by one of its numbers; out_trade_no of whichever merchant. */
export interface OrderNames {
  readonly outTradeNo?: string | undefined;
  readonly mixTradeNo?: string | undefined;
}

export interface WechatPayEngine {
  readonly keys: WechatPayKeys;
  /** One exchange; never throws for anything that a caller can send. */
  call(request: ApiRequest, planted?: Planted): ApiResult;
  callNamed(method: string, path: string): CallName | undefined;
  readonly cashier: CashierDesk;
  readonly notices: NoticeQueue;
  readonly refunds: RefundDesk;
  readonly bills: BillDesk;
  /** Gives out codes that can be charged. */
  readonly paymentCodes: PaymentCodes;
  /** What payers' phones do when their code is charged. */
  readonly phones: PhoneDesk;
  mixedOrders(): readonly MixedOrder[];
  cashOrders(): readonly CashOrder[];
  order(names: OrderNames): MixedOrder | undefined;
  cashOrder(outTradeNo: string): CashOrder | undefined;
  /** Nobody can pay with its prepay_id any more; undefined: no such cash order. */
  expirePrepay(outTradeNo: string): CashOrder | undefined;
  levers(): Levers;
  setLevers(change: Partial<Omit<Levers, 'id'>>): Levers;
}

/** Throws `CashierRefusal`. */
export interface CashierDesk {
  view(mixTradeNo: string, openid: string): WechatCashierView;
  act(ask: CashierAsk): WechatCashierView;
  /** What a script wants to happen in the cashier, without parameters and password. */
  pay(order: MixedOrder, outcome: Outcome): MixedOrder;
}

export interface NoticeQueue {
  due(): readonly Notice[];
  /** When something may next have to be sent, ms since the epoch. */
  nextAt(): number | undefined;
  get(id: string): Notice | undefined;
  list(): readonly Notice[];
  /** What is to be posted now. */
  parcel(notice: Notice, alteration?: Alteration): Parcel;
  /** Remembers the headers that went out. */
  sent(id: string, headers: Parcel['headers']): void;
  record(id: string, failure: string | undefined): void;
  lose(id: string): Notice | undefined;
  postpone(id: string, ms: number): Notice | undefined;
  hold(): readonly Notice[];
  release(order: 'born' | 'reverse', ids?: readonly string[]): readonly Notice[];
}

export interface RefundDesk {
  list(): readonly CashRefund[];
  get(outRefundNo: string): CashRefund | undefined;
  /** Ends it, or brings an abnormal one to a good end; undefined: unknown, or it is over. */
  act(outRefundNo: string, status: Exclude<RefundStatus, 'PROCESSING'>): CashRefund | undefined;
}

export interface BillDesk {
  planOf(day: string): BillPlan;
  plan(day: string, change: Partial<Omit<BillPlan, 'day'>>): BillPlan;
  clear(day: string): void;
  /** The bill of the provider, whether its time has come or not. */
  text(day: string, type: BillType): string;
}

export function wechatPayEngine(options: EngineOptions): WechatPayEngine {
  const world = worldOf(options);
  return {
    keys: world.keys,
    call: (request, planted) => callGateway(world, request, planted),
    callNamed,
    cashier: cashierDesk(world),
    notices: noticeQueue(world),
    refunds: refundDesk(world),
    bills: billDesk(world),
    paymentCodes: paymentCodes(world),
    phones: phoneDesk(world),
    mixedOrders() {
      applyTime(world);
      return [...world.mixed.values()];
    },
    cashOrders() {
      applyTime(world);
      return [...world.cash.values()];
    },
    order({ outTradeNo, mixTradeNo }) {
      applyTime(world);
      if (mixTradeNo !== undefined) return mixedByMixTradeNo(world, mixTradeNo);
      return outTradeNo === undefined ? undefined : anyMixed(world, outTradeNo);
    },
    cashOrder(outTradeNo) {
      applyTime(world);
      return anyCash(world, outTradeNo);
    },
    expirePrepay(outTradeNo) {
      const order = anyCash(world, outTradeNo);
      return order && saveCash(world, { ...order, expiresAt: world.clock.now() });
    },
    levers: () => leversOf(world),
    setLevers: (change) => setLevers(world, change),
  };
}

function cashierDesk(world: World): CashierDesk {
  return {
    view(mixTradeNo, openid) {
      applyTime(world);
      return cashierView(world, orderOf(world, mixTradeNo, openid));
    },
    act(ask) {
      applyTime(world);
      return cashierView(world, actInCashier(world, ask));
    },
    pay: (order, outcome) => pay(world, order, outcome),
  };
}

function noticeQueue(world: World): NoticeQueue {
  return {
    due() {
      applyTime(world);
      return queue.dueNotices(world);
    },
    nextAt() {
      const times = [queue.nextNoticeAt(world), nextChange(world)].filter((at) => at !== undefined);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    get: (id) => world.notices.get(id),
    list: () => [...world.notices.values()],
    parcel: (notice, alteration) => parcelOf(world, notice, alteration),
    sent(id, headers) {
      const notice = world.notices.get(id);
      if (notice !== undefined) saveNotice(world, { ...notice, sentWith: headers });
    },
    record: (id, failure) => queue.recordAttempt(world, id, failure),
    lose: (id) => queue.loseNotice(world, id),
    postpone: (id, ms) => queue.postponeNotice(world, id, ms),
    hold() {
      applyTime(world);
      return queue.holdNotices(world);
    },
    release: (order, ids) => queue.releaseNotices(world, order, ids),
  };
}

function refundDesk(world: World): RefundDesk {
  return {
    list() {
      applyTime(world);
      return [...world.refunds.values()];
    },
    get(outRefundNo) {
      applyTime(world);
      return anyRefund(world, outRefundNo);
    },
    act(outRefundNo, status) {
      applyTime(world);
      const refund = anyRefund(world, outRefundNo);
      if (refund?.status !== 'PROCESSING' && refund?.status !== 'ABNORMAL') return undefined;
      return endRefund(world, refund, status);
    },
  };
}

function billDesk(world: World): BillDesk {
  const { mchid, appid } = world.keys.provider;
  return {
    planOf: (day) => billPlanOf(world, day),
    plan: (day, change) => planBill(world, day, change),
    clear: (day) => world.bills.remove(day),
    text(day, type) {
      applyTime(world);
      return billText(ofType(billRows(world, { mchid, appid }, day), type), type);
    },
  };
}

function worldOf(options: EngineOptions): World {
  const world: World = {
    clock: options.clock,
    random: options.random ?? cryptoRandom,
    keys: options.keys,
    bureau: options.bureau,
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    ownOrigin: options.ownOrigin ?? (() => undefined),
    billFiles: new Map(),
    ...openTables(options.tables),
  };
  for (const user of options.users ?? []) {
    const known = userOf(world, user.appid, user.openid);
    // what somebody has left to spend outlives a restart; who they are comes from the options
    const cashBalanceFen = known?.cashBalanceFen ?? user.cashBalanceFen;
    const { openid, appid, name, idDigest, payPassword } = user;
    world.users.put(`${appid}/${openid}`, {
      ...{ openid, appid, name, idDigest, payPassword, cashBalanceFen },
    });
  }
  return world;
}
