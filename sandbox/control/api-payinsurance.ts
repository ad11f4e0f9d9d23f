/**
 * The control API's section for the simulated 医保支付 1.0 platform: whatever the cashier page can do,
 * by script, and what only a script should do to notices.
 */

import type { FastifyInstance } from 'fastify';
import type { PayinsurancePlatform } from '../platform/payinsurance/platform';
import type { Notice, Order } from '../platform/payinsurance/model';
import type { Delivery } from '../platform/payinsurance/notice-courier';
import { CashierRefusal, type OrderNames } from '../platform/payinsurance/payments';
import { NOTICE_SCHEDULE_MS } from '../platform/payinsurance/notices';
import { bureauBody, orderBody, payBody, tamperBody } from './api-bodies';
import { delayBody, releaseBody, replayBody } from './api-payinsurance-bodies';
import { answerRoutes, billRoutes, refundJson, refundRoutes } from './api-payinsurance-refunds';
import { ControlRefusal, type ControlSection } from './section';

/** The call names under which this party takes faults. */
export const PAYINSURANCE_CALLS: readonly string[] = [
  'payinsurance.gettoken',
  'payinsurance.token',
  'payinsurance.stable_token',
  'payinsurance.unifiedorder',
  'payinsurance.queryorder',
  'payinsurance.closeorder',
  'payinsurance.verifyname',
  'payinsurance.refund',
  'payinsurance.queryrefund',
  'payinsurance.getbalancebill',
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
    state: () => {
      const notices = engine.notices.list();
      const byOrder = groupedByOrder(notices);
      const { spellings, refundIps, holdNotices } = engine.levers();
      return {
        payAppid: engine.settings.payAppid,
        bureau: engine.bureauRule(),
        levers: { spellings, refundIps: refundIps ?? 'everybody', holdNotices },
        orders: engine.orders().map((order) => orderJson(order, byOrder.get(order.id) ?? [])),
        refunds: engine.refunds.list().map(refundJson),
        notices: notices.map(noticeJson),
      };
    },
    clockMoved: () => courier.wake(),
    routes: (app) => {
      orderRoutes(app, platform, durable);
      noticeRoutes(app, platform);
      heldNoticeRoutes(app, platform, durable);
      refundRoutes(app, engine, durable);
      answerRoutes(app, engine, durable);
      billRoutes(app, engine, durable);
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
    const notices = engine.notices.list().filter(({ orderId }) => orderId === order.id);
    return orderJson(order, notices);
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
    Promise.resolve({
      holding: engine.levers().holdNotices,
      notices: engine.notices.list().map(noticeJson),
    }),
  );
  app.post('/payinsurance/notices/flush', async () => {
    const deliveries = await courier.flush();
    return { deliveries: deliveries.map(deliveryJson) };
  });
  app.post<{ Params: { id: string } }>('/payinsurance/notices/:id/replay', async (request) => {
    const { times } = replayBody.parse(request.body ?? {});
    const copies = Array.from({ length: times }, () => courier.replay(request.params.id));
    return deliveryOr404((await Promise.all(copies)).at(-1));
  });
  app.post('/payinsurance/notices/tamper', async (request) => {
    const { id, ...alteration } = tamperBody.parse(request.body);
    return deliveryOr404(await courier.tamper(id, alteration));
  });
}

function heldNoticeRoutes(
  app: FastifyInstance,
  { courier, engine }: Platform,
  durable: () => Promise<void>,
): void {
  const act = async (doIt: () => Notice | undefined) => {
    const notice = doIt();
    if (notice === undefined) throw new ControlRefusal(404, 'not-found', 'no such notice');
    await durable();
    courier.wake();
    return { notice: noticeJson(notice) };
  };
  app.post('/payinsurance/notices/hold', async () => {
    const held = engine.notices.hold();
    await durable();
    return { held: held.map(noticeJson) };
  });
  app.post('/payinsurance/notices/release', async (request) => {
    const { order, ids } = releaseBody.parse(request.body ?? {});
    const deliveries = await courier.release(order, ids);
    courier.wake();
    return { deliveries: deliveries.map(deliveryJson) };
  });
  app.post<{ Params: { id: string } }>('/payinsurance/notices/:id/drop', (request) =>
    act(() => engine.notices.lose(request.params.id)),
  );
  app.post<{ Params: { id: string } }>('/payinsurance/notices/:id/delay', (request) => {
    const { ms = NOTICE_SCHEDULE_MS + 60_000 } = delayBody.parse(request.body ?? {});
    return act(() => engine.notices.postpone(request.params.id, ms));
  });
}

function groupedByOrder(notices: readonly Notice[]): ReadonlyMap<string, readonly Notice[]> {
  const groups = new Map<string, Notice[]>();
  for (const notice of notices) {
    const group = groups.get(notice.orderId);
    if (group === undefined) groups.set(notice.orderId, [notice]);
    else group.push(notice);
  }
  return groups;
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
    notices: notices.map(noticeJson),
  };
}

function noticeJson({ id, orderId, url, state, attempts, dueAt, lastOutcome }: Notice) {
  const hospOutTradeNo = orderId.split('/').slice(2).join('/');
  return { id, hospOutTradeNo, url, state, attempts, dueAt, ...(lastOutcome && { lastOutcome }) };
}
