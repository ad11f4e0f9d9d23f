/**
 * The simulated 医保支付 mini program: its page and the JSON API that the page speaks. It acts on the
 * engine, so whatever a finger does here a script can do through /sandbox/api. No external requests.
 * A refusal such as a wrong password is answered 200 `{error}`: it is no fault of the page, and the
 * browser's console stays clean for the tests that watch it.
 */

import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { SandboxClock } from '../../control/clock';
import type { WireLog } from '../../control/wire-log';
import type { CashierView } from '../payinsurance/cashier-view';
import type { PayinsuranceEngine } from '../payinsurance/engine';
import type { NoticeCourier } from '../payinsurance/notice-courier';
import { CashierRefusal, OUTCOMES } from '../payinsurance/payments';
import { loadPage, type CashierPage } from './page-files';

export interface CashierPluginOptions {
  readonly engine: PayinsuranceEngine;
  readonly courier: NoticeCourier;
  readonly clock: SandboxClock;
  readonly wire: WireLog;
  readonly durable: () => Promise<void>;
}

const payKey = z.string().min(1).max(256);
const BODIES = {
  open: z.strictObject({
    appId: z.string().max(64),
    path: z.string().max(1024),
    openid: z.string().min(1).max(128).optional(),
  }),
  order: z.strictObject({ payKey }),
  pay: z.strictObject({ payKey, password: z.string().regex(/^\d{6}$/) }),
  lever: z.strictObject({ payKey, outcome: z.enum(OUTCOMES) }),
};

const PAGE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export function cashierPlugin(options: CashierPluginOptions): FastifyPluginAsync {
  return async (app) => {
    app.setErrorHandler(async (error, _request, reply) => {
      if (error instanceof CashierRefusal) {
        return reply.code(200).send(problem(error.code, error.message));
      }
      if (error instanceof z.ZodError) {
        return reply.code(400).send(problem('bad-request', z.prettifyError(error)));
      }
      throw error;
    });
    pageRoutes(app, await loadPage());
    apiRoutes(app, options);
  };
}

function pageRoutes(app: FastifyInstance, page: CashierPage): void {
  const files = [
    ['/cashier/open', 'text/html', page.html],
    ['/cashier/page.css', 'text/css', page.css],
    ['/cashier/page.js', 'text/javascript', page.js],
  ] as const;
  for (const [url, type, body] of files) {
    app.get(url, async (_request, reply) =>
      reply.headers(PAGE_HEADERS).type(`${type}; charset=utf-8`).send(body),
    );
  }
}

function apiRoutes(
  app: FastifyInstance,
  { engine, courier, durable, ...log }: CashierPluginOptions,
): void {
  const { cashier } = engine;
  const route = <T>(name: string, schema: z.ZodType<T>, act: (body: T) => CashierView) =>
    app.post(`/cashier/api/${name}`, async (request) => {
      const view = recorded(log, name, () => act(schema.parse(request.body)));
      await durable();
      courier.wake();
      return view;
    });
  route('open', BODIES.open, ({ appId, path, openid }) => {
    if (appId !== engine.settings.payAppid) throw new CashierRefusal('app-unknown');
    return cashier.open(payKeyOf(path), openid);
  });
  route('order', BODIES.order, (names) => cashier.view(names));
  route('pay', BODIES.pay, (body) => cashier.payWithPassword(body.payKey, body.password));
  route('lever', BODIES.lever, (body) => cashier.pay({ payKey: body.payKey }, body.outcome));
  route('leave', BODIES.order, (names) => cashier.leave(names));
  route('bind', BODIES.order, (names) => cashier.bind(names));
}

/** The pay_key in `pages/index/index?pay_key=…` or in the link of a service account. */
function payKeyOf(path: string): string {
  const match =
    /^(?:\/?pages\/index\/index|https:\/\/mp\.weixin\.qq\.com\/insurance\/pay\/detail)\?(.*)$/.exec(
      path.split('#')[0] ?? '',
    );
  const key = new URLSearchParams(match?.[1] ?? '').get('pay_key');
  if (key === null || key === '') throw new CashierRefusal('pay-key-invalid');
  return key;
}

function recorded(
  { wire, clock }: Pick<CashierPluginOptions, 'wire' | 'clock'>,
  name: string,
  act: () => CashierView,
): CashierView {
  const record = (summary: string, fields: Readonly<Record<string, string>> = {}) =>
    wire.record({ at: clock.now(), call: `cashier.${name}`, direction: 'in', summary, fields });
  try {
    const view = act();
    record(view.state, { med_trans_id: view.medTransId, hosp_out_trade_no: view.hospOutTradeNo });
    return view;
  } catch (error) {
    if (error instanceof CashierRefusal) record(error.code);
    throw error;
  }
}

function problem(code: string, message: string): { error: { code: string; message: string } } {
  return { error: { code, message } };
}
