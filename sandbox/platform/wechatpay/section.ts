/**
 * WeChat Pay's part of the control API: what the cashier page can do, by script; what only a script should
 * do to notices, refunds, keys and bills. Nobody's name, openid, pay_auth_no or prepay_id is shown.
 */

import type { FastifyInstance } from 'fastify';
import { ControlRefusal, type ControlSection } from '../../control/section';
import type { WechatPayEngine } from './engine';
import type { CashOrder, CashRefund, MixedOrder, Notice } from './model';
import type { Delivery, NoticeCourier } from './notice-courier';
import { CashierRefusal } from './payments';
import * as bodies from './section-bodies';
import { defined } from './section-defined';
import { noticeRoutes } from './section-notices';

/** The call names under which this party takes faults. */
export const WECHATPAY_CALLS: readonly string[] = [
  'wechatpay.prepay',
  'wechatpay.mixedOrder',
  'wechatpay.queryMixed',
  'wechatpay.queryCash',
  'wechatpay.closeCash',
  'wechatpay.codepay',
  'wechatpay.reverse',
  'wechatpay.refundCash',
  'wechatpay.queryRefund',
  'wechatpay.notifyRefund',
  'wechatpay.tradeBill',
  'wechatpay.downloadBill',
  'wechatpay.notice',
];

export interface SectionParts {
  readonly engine: WechatPayEngine;
  readonly courier: NoticeCourier;
  readonly durable: () => Promise<void>;
}

export function wechatPaySection(parts: SectionParts): ControlSection {
  const { engine, courier } = parts;
  return {
    name: 'wechatpay',
    calls: WECHATPAY_CALLS,
    state: () => ({
      levers: engine.levers(),
      keys: keysJson(engine),
      orders: engine.mixedOrders().map((order) => orderJson(engine, order)),
      cashOrders: engine.cashOrders().map(cashJson),
      refunds: engine.refunds.list().map(refundJson),
      notices: engine.notices.list().map(noticeJson),
    }),
    clockMoved: () => courier.wake(),
    hasLived: () => engine.cashOrders().length > 0 || engine.mixedOrders().length > 0,
    routes: (app) => {
      orderRoutes(app, parts);
      leverRoutes(app, parts);
      refundRoutes(app, parts);
      noticeRoutes(app, parts);
      billRoutes(app, parts);
    },
  };
}

function orderRoutes(app: FastifyInstance, { engine, courier, durable }: SectionParts): void {
  const found = (names: { outTradeNo?: string | undefined; mixTradeNo?: string | undefined }) => {
    const order = engine.order(names);
    if (order === undefined) throw new ControlRefusal(404, 'not-found', 'no such mixed order');
    return order;
  };
  app.get('/wechatpay/orders', () =>
    Promise.resolve({
      orders: engine.mixedOrders().map((order) => orderJson(engine, order)),
      cashOrders: engine.cashOrders().map(cashJson),
    }),
  );
  app.get<{ Params: { no: string } }>('/wechatpay/orders/:no', (request) => {
    const { no } = request.params;
    const order = engine.order({ outTradeNo: no }) ?? found({ mixTradeNo: no });
    return Promise.resolve({ order: orderJson(engine, order) });
  });
  app.post('/wechatpay/pay', async (request) => {
    const { outcome, ...names } = bodies.payBody.parse(request.body);
    const order = found(names);
    try {
      engine.cashier.pay(order, outcome === 'half-paid' ? 'insurance-fails' : outcome);
    } catch (error) {
      if (!(error instanceof CashierRefusal)) throw error;
      if (error.code !== outcome) throw new ControlRefusal(409, error.code, error.message);
    }
    await durable();
    courier.wake();
    return { outcome, order: orderJson(engine, found(names)) };
  });
  app.post('/wechatpay/prepay/expire', async (request) => {
    const order = engine.expirePrepay(bodies.expireBody.parse(request.body).outTradeNo);
    if (order === undefined) throw new ControlRefusal(404, 'not-found', 'no such cash order');
    await durable();
    return { cashOrder: cashJson(order) };
  });
}

function leverRoutes(app: FastifyInstance, { engine, durable }: SectionParts): void {
  app.post('/wechatpay/levers', async (request) => {
    const levers = engine.setLevers(defined(bodies.leversBody.parse(request.body)));
    await durable();
    return { levers };
  });
  app.post('/wechatpay/rotate', async () => {
    const { signWith } = engine.levers();
    engine.setLevers({ signWith: signWith === 'certificate' ? 'public-key' : 'certificate' });
    await durable();
    return { keys: keysJson(engine) };
  });
}

function refundRoutes(app: FastifyInstance, { engine, courier, durable }: SectionParts): void {
  app.get('/wechatpay/refunds', () =>
    Promise.resolve({ refunds: engine.refunds.list().map(refundJson) }),
  );
  app.post('/wechatpay/refunds/act', async (request) => {
    const { outRefundNo, status } = bodies.refundActBody.parse(request.body);
    if (engine.refunds.get(outRefundNo) === undefined) {
      throw new ControlRefusal(404, 'not-found', 'no such refund');
    }
    const refund = engine.refunds.act(outRefundNo, status);
    if (refund === undefined) throw new ControlRefusal(409, 'over', 'this refund has ended');
    await durable();
    courier.wake();
    return { refund: refundJson(refund) };
  });
}

function billRoutes(app: FastifyInstance, { engine, durable }: SectionParts): void {
  const dayOf = (params: { day: string }): string => bodies.billDay.parse(params.day);
  app.get<{ Params: { day: string } }>('/wechatpay/bills/:day', async (request, reply) => {
    const { type } = bodies.billQuery.parse(request.query);
    const text = engine.bills.text(dayOf(request.params), type);
    return reply.type('text/csv; charset=utf-8').send(text);
  });
  app.post<{ Params: { day: string } }>('/wechatpay/bills/:day', async (request) => {
    const change = defined(bodies.billBody.parse(request.body));
    const plan = engine.bills.plan(dayOf(request.params), change);
    await durable();
    return { plan };
  });
  app.delete<{ Params: { day: string } }>('/wechatpay/bills/:day', async (request) => {
    engine.bills.clear(dayOf(request.params));
    await durable();
    return { plan: engine.bills.planOf(dayOf(request.params)) };
  });
}

function keysJson(engine: WechatPayEngine) {
  const { publicKey, certificate } = engine.keys.platform;
  const { signWith } = engine.levers();
  return {
    publicKeyId: publicKey.id,
    certificateSerial: certificate.id,
    signingWith: signWith === 'certificate' ? certificate.id : publicKey.id,
  };
}

function orderJson(engine: WechatPayEngine, order: MixedOrder) {
  const cash = order.self === undefined ? undefined : engine.cashOrder(order.outTradeNo);
  return {
    outTradeNo: order.outTradeNo,
    mixTradeNo: order.mixTradeNo,
    mchid: order.mchid,
    ...(order.subMchid === '' ? {} : { subMchid: order.subMchid }),
    mixPayType: order.type,
    mixPayStatus: `MIX_PAY_${order.state}`,
    selfPayStatus: order.self === undefined ? 'NO_SELF_PAY' : `SELF_PAY_${order.self}`,
    medInsPayStatus: order.medIns === undefined ? 'NO_MED_INS_PAY' : `MED_INS_PAY_${order.medIns}`,
    totalFee: order.totalFee,
    cashFee: order.cashFee,
    govFee: order.govFee,
    selfFee: order.selfFee,
    otherFee: order.otherFee,
    createdAt: order.createdAt,
    ...(order.paidAt === undefined ? {} : { paidAt: order.paidAt }),
    ...(order.failReason === undefined ? {} : { failReason: order.failReason }),
    ...(order.inFlight === undefined ? {} : { inFlight: order.inFlight }),
    ...(order.refundTold === undefined ? {} : { refundTold: order.refundTold }),
    ...(cash === undefined ? {} : { cashOrder: cashJson(cash) }),
  };
}

function cashJson(order: CashOrder) {
  return {
    outTradeNo: order.outTradeNo,
    mchid: order.mchid,
    ...(order.subMchid === '' ? {} : { subMchid: order.subMchid }),
    tradeType: order.codePayment === undefined ? 'JSAPI' : 'MICROPAY',
    state: order.state,
    total: order.total,
    createdAt: order.createdAt,
    expiresAt: order.expiresAt,
    ...(order.paidAt === undefined ? {} : { paidAt: order.paidAt }),
    ...(order.transactionId === undefined ? {} : { transactionId: order.transactionId }),
  };
}

export function refundJson(refund: CashRefund) {
  const { outRefundNo, refundId, mchid, subMchid, amount, status, createdAt } = refund;
  return {
    ...{ outRefundNo, refundId, mchid, amount, status, createdAt },
    ...(subMchid === '' ? {} : { subMchid }),
    ...(refund.successAt === undefined ? {} : { successAt: refund.successAt }),
    ...(refund.endsAt === undefined ? {} : { endsAt: refund.endsAt, endsAs: refund.endsAs }),
  };
}

export function noticeJson(notice: Notice) {
  const { id, kind, event, outTradeNo, url, state, attempts, dueAt, lastOutcome } = notice;
  return {
    ...{ id, kind, event, outTradeNo, url, state, attempts, dueAt },
    ...(lastOutcome === undefined ? {} : { lastOutcome }),
  };
}

export function deliveryJson({ id, outcome, reason, reply }: Delivery) {
  return {
    ...{ id, outcome },
    ...(reason === undefined ? {} : { reason }),
    ...(reply === undefined ? {} : { status: reply.status }),
  };
}
