/**
 * The JSON that the page of the 2.0 cashier speaks. A refusal such as a wrong password is answered 200
 * `{error}`: it is no fault of the page, and the browser's console stays clean for the tests that
 * watch it.
 */

import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { SandboxClock } from '../../control/clock';
import type { WireLog } from '../../control/wire-log';
import type { WechatCashierView } from '../wechatpay-cashier/view';
import type { WechatPayEngine } from './engine';
import { CASHIER_ACTIONS, CashierRefusal } from './payments';

export interface CashierApiOptions {
  readonly engine: WechatPayEngine;
  /** Something may have to be told. */
  readonly wake: () => void;
  readonly clock: SandboxClock;
  readonly wire: WireLog;
  readonly durable: () => Promise<void>;
}

const openid = z.string().min(1).max(128);
const text = z.string().max(1024).optional();
const QUERY = z.strictObject({ mixTradeNo: z.string().min(1).max(64), openid });
const PAY = z.strictObject({
  openid,
  parameters: z.strictObject({
    mixTradeNo: z.string().min(1).max(256),
    ...{ timeStamp: text, nonceStr: text, package: text, signType: text, paySign: text },
  }),
  action: z.enum(CASHIER_ACTIONS),
  password: z.string().max(32).optional(),
});

/** GET /wechat-cashier/api/order and POST /wechat-cashier/api/pay */
export function cashierApiPlugin(options: CashierApiOptions): FastifyPluginAsync {
  const { engine, wake, durable } = options;
  return (app) => {
    app.setErrorHandler(async (error, _request, reply) => {
      if (error instanceof CashierRefusal) {
        return reply.code(200).send(problem(error.code, error.message));
      }
      if (error instanceof z.ZodError) {
        return reply.code(400).send(problem('bad-request', z.prettifyError(error)));
      }
      throw error;
    });
    app.get('/wechat-cashier/api/order', (request) => {
      const asked = QUERY.parse(request.query);
      return Promise.resolve(
        recorded(options, 'order', () => engine.cashier.view(asked.mixTradeNo, asked.openid)),
      );
    });
    app.post('/wechat-cashier/api/pay', async (request) => {
      const asked = PAY.parse(request.body);
      const view = recorded(options, asked.action, () => engine.cashier.act(asked));
      await durable();
      wake();
      return view;
    });
    return Promise.resolve();
  };
}

function recorded(
  { wire, clock }: CashierApiOptions,
  name: string,
  act: () => WechatCashierView,
): WechatCashierView {
  const record = (summary: string, fields: Readonly<Record<string, string>> = {}) =>
    wire.record({
      at: clock.now(),
      call: `wechat-cashier.${name}`,
      direction: 'in',
      summary,
      fields,
    });
  try {
    const view = act();
    record(view.mixPayStatus, { mix_trade_no: view.mixTradeNo, out_trade_no: view.outTradeNo });
    return view;
  } catch (error) {
    if (error instanceof CashierRefusal) record(`${error.code}: ${error.message}`);
    throw error;
  }
}

function problem(code: string, message: string): { error: { code: string; message: string } } {
  return { error: { code, message } };
}
