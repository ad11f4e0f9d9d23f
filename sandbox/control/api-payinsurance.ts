/**
 * The control API's section for the simulated 医保支付 1.0 platform: whatever the cashier page can do,
 * by script, and what only a script should do to notices.
 */

import type { FastifyInstance } from 'fastify';
import type { PayinsurancePlatform } from '../platform/payinsurance/platform';
import type { Notice, Order } from '../platform/payinsurance/model';
import type { Delivery } from '../platform/payinsurance/notice-courier';
import { CashierRefusal, type OrderNames } from '../platform/payinsurance/payments';
import { ControlRefusal, type ControlSection } from './api';
import { bureauBody, orderBody, payBody, tamperBody } from './api-bodies';

/** The call names under which this party takes faults. */
export const PAYINSURANCE_CALLS: readonly string[] = [
  'payinsurance.gettoken',
  'payinsurance.token',
  'payinsurance.stable_token',
  'payinsurance.unifiedorder',
  'payinsurance.queryorder',
  'payinsurance.closeorder',
  'payinsurance.verifyname',
  'payinsurance.notice',
];

type Platform = Pick<PayinsurancePlatform, 'engine' | 'courier'>;

export function payinsuranceSection(
  platform: Platform,
  durable: () => Promise<void>,
): ControlSection {
  const { engine, courier } = platform;
  return {
    name: 'payinsurance',
    calls: PAYINSURANCE_CALLS,
    state: () => ({
      payAppid: engine.settings.payAppid,
      bureau: engine.bureauRule(),
      orders: engine.orders().map((order) => orderJson(order, engine.notices.list())),
      notices: engine.notices.list().map(noticeJson),
    }),
    clockMoved: () => courier.wake(),
    routes: (app) => {
      orderRoutes(app, platform, durable);
      noticeRoutes(app, platform);
    },
  };
}

function orderRoutes(
  app: FastifyInstance,
  { engine, courier }: Platform,
  durable: () => Promise<void>,
): void {
  const { cashier } = engine;
  const act = async (names: OrderNames, doIt: () => unknown) => {
    const refusal = attempt(doIt);
    await durable();
    courier.wake();
    return { refusal, order: orderOf(cashier.view(names).hospOutTradeNo) };
  };
  const orderOf = (hospOutTradeNo: string) => {
    const order = engine.order(hospOutTradeNo);
    if (order === undefined) throw new ControlRefusal(404, 'not-found', 'no such order');
    return orderJson(order, engine.notices.list());
  };
  app.post('/payinsurance/pay', async (request) => {
    const { outcome, ...names } = payBody.parse(request.body);
    const { refusal, order } = await act(names, () => cashier.pay(names, outcome));
    if (refusal !== undefined && refusal.code !== outcome) throw refusal;
    return { outcome, order };
  });
  for (const name of ['leave', 'bind'] as const) {
    app.post(`/payinsurance/${name}`, async (request) => {
      const names = orderBody.parse(request.body);
      const { refusal, order } = await act(names, () => cashier[name](names));
      if (refusal !== undefined) throw refusal;
      return { order };
    });
  }
  app.get<{ Params: { no: string } }>('/payinsurance/orders/:no', (request) =>
    Promise.resolve({ order: orderOf(request.params.no) }),
  );
  app.post('/payinsurance/bureau', async (request) => {
    const rule = bureauBody.parse(request.body);
    const changes = Object.fromEntries(Object.entries(rule).filter(([, v]) => v !== undefined));
    const bureau = engine.setBureauRule(changes);
    await durable();
    return { bureau };
  });
}

function noticeRoutes(app: FastifyInstance, { courier, engine }: Platform): void {
  app.get('/payinsurance/notices', () =>
    Promise.resolve({ notices: engine.notices.list().map(noticeJson) }),
  );
  app.post('/payinsurance/notices/flush', async () => {
    const deliveries = await courier.flush();
    return { deliveries: deliveries.map(deliveryJson) };
  });
  app.post<{ Params: { id: string } }>('/payinsurance/notices/:id/replay', async (request) =>
    deliveryOr404(await courier.replay(request.params.id)),
  );
  app.post('/payinsurance/notices/tamper', async (request) => {
    const { id, ...alteration } = tamperBody.parse(request.body);
    return deliveryOr404(await courier.tamper(id, alteration));
  });
}

/** The cashier's refusal, if it refused. */
function attempt(doIt: () => unknown): CashierRefusal | undefined {
  try {
    doIt();
    return undefined;
  } catch (error) {
    if (error instanceof CashierRefusal) return error;
    throw error;
  }
}

function deliveryOr404(delivery: Delivery | undefined) {
  if (delivery === undefined) throw new ControlRefusal(404, 'not-found', 'no such notice');
  return { delivery: deliveryJson(delivery) };
}

function deliveryJson({ id, outcome, reason, reply }: Delivery) {
  return { id, outcome, ...(reason && { reason }), ...(reply && { status: reply.status }) };
}

function orderJson(order: Order, notices: readonly Notice[]) {
  const { asked, caller } = order;
  return {
    hospOutTradeNo: asked.hosp_out_trade_no,
    medTransId: order.medTransId,
    payKey: order.payKey,
    mchId: caller.mchId,
    ...(caller.mode === 'provider' ? { subMchId: caller.subMchId } : {}),
    state: order.state,
    ...(order.cash && { cashState: order.cash }),
    ...(order.insurance && { insuranceState: order.insurance }),
    payType: asked.pay_type,
    allowFeeChange: asked.allow_fee_change === '1',
    totalFee: order.totalFee,
    ...order.split,
    createdAt: order.createdAt,
    ...(order.paidAt !== undefined && { paidAt: order.paidAt }),
    ...(order.inFlight && { inFlight: order.inFlight }),
    notices: notices.filter(({ orderId }) => orderId === order.id).map(noticeJson),
  };
}

function noticeJson({ id, orderId, url, state, attempts, dueAt, lastOutcome }: Notice) {
  const hospOutTradeNo = orderId.split('/').slice(2).join('/');
  return { id, hospOutTradeNo, url, state, attempts, dueAt, ...(lastOutcome && { lastOutcome }) };
}
