/**
 * The control API's levers for refunds and bills of the simulated 医保支付 1.0 platform: how a refund
 * ends, who may ask for one, how answers are spelled, and what is planted into the bill of a day.
 */

import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { PayinsuranceEngine } from '../platform/payinsurance/engine';
import { RefundLeverRefusal } from '../platform/payinsurance/refund-life';
import { refundState, type Refund } from '../platform/payinsurance/refund-model';
import {
  billPlanBody,
  billTypeQuery,
  dayPath,
  refundActBody,
  refundIpsBody,
  refundPlanBody,
  spellingsBody,
} from './api-payinsurance-bodies';
import { ControlRefusal } from './section';

type Durable = () => Promise<void>;

export function refundRoutes(
  app: FastifyInstance,
  engine: PayinsuranceEngine,
  durable: Durable,
): void {
  const { refunds } = engine;
  app.get('/payinsurance/refunds', () =>
    Promise.resolve({ refunds: refunds.list().map(refundJson) }),
  );
  app.get<{ Params: { no: string } }>('/payinsurance/refunds/:no', (request) => {
    const refund = refunds.get({ hospOutRefundNo: request.params.no });
    if (refund === undefined) throw new ControlRefusal(404, 'not-found', 'no such refund');
    return Promise.resolve({ refund: refundJson(refund) });
  });
  app.post('/payinsurance/refunds/plan', async (request) => {
    const { hospOutTradeNo, ...decision } = refundPlanBody.parse(request.body);
    refunds.plan(withoutAbsent(decision), hospOutTradeNo);
    await durable();
    return { planned: { for: hospOutTradeNo ?? 'the next refund', ...decision } };
  });
  app.post('/payinsurance/refunds/act', async (request) => {
    const { act, ...names } = refundActBody.parse(request.body);
    const refund = pulled(() => refunds.act(names, act));
    await durable();
    return { refund: refundJson(refund) };
  });
}

export function answerRoutes(
  app: FastifyInstance,
  engine: PayinsuranceEngine,
  durable: Durable,
): void {
  app.post('/payinsurance/refund-ips', async (request) => {
    const { allowed } = refundIpsBody.parse(request.body);
    engine.setRefundIps(allowed === 'everybody' ? undefined : allowed);
    await durable();
    return { allowed };
  });
  app.post('/payinsurance/spellings', async (request) => {
    const { spellings } = spellingsBody.parse(request.body);
    engine.setSpellings(withoutAbsent(spellings));
    await durable();
    return { spellings };
  });
}

export function billRoutes(
  app: FastifyInstance,
  engine: PayinsuranceEngine,
  durable: Durable,
): void {
  const { bills } = engine;
  app.get('/payinsurance/bills/:day', (request) => {
    const { day } = dayPath.parse(request.params);
    return Promise.resolve({ bill: bills.planOf(day) });
  });
  app.post('/payinsurance/bills/:day', async (request) => {
    const { day } = dayPath.parse(request.params);
    const bill = bills.plan(day, billPlanBody.parse(request.body));
    await durable();
    return { bill };
  });
  app.delete('/payinsurance/bills/:day', async (request) => {
    const { day } = dayPath.parse(request.params);
    bills.clear(day);
    await durable();
    return { bill: bills.planOf(day) };
  });
  app.get('/payinsurance/bills/:day/text', (request, reply) => {
    const { day } = dayPath.parse(request.params);
    const { type } = billTypeQuery.parse(request.query);
    const lines = Readable.from(bills.lines(day, type), { objectMode: false });
    return reply.type('text/plain; charset=utf-8').send(lines);
  });
}

export function refundJson(refund: Refund) {
  const { asked, fate, endsAt, endedAt } = refund;
  return {
    hospOutRefundNo: asked.hosp_out_refund_no,
    hospOutTradeNo: refund.orderId.split('/').slice(2).join('/'),
    medRefundId: refund.medRefundId,
    state: refundState(refund),
    ...(refund.cash && { cashState: refund.cash }),
    ...(refund.insurance && { insuranceState: refund.insurance }),
    cashFee: refund.cashFee,
    insuranceFee: refund.insuranceFee,
    askedAt: refund.askedAt,
    fate,
    ...(endsAt !== undefined && { endsAt }),
    ...(endedAt !== undefined && { endedAt }),
  };
}

function pulled(act: () => Refund): Refund {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof RefundLeverRefusal)) throw error;
    const status = error.code === 'no-such-refund' ? 404 : 409;
    throw new ControlRefusal(status, error.code, error.message);
  }
}

function withoutAbsent<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], undefined> };
}
