/**
 * A server that plays the JSON APIs behind the 2.0 cashier and the authorisation page, with the preview's
 * own little mini program around them: for tests of what those two pages do and say.
 */
import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { previewPlugin } from '../../sandbox/phone';
import { authorisationPagePlugin } from '../../sandbox/platform/authorisation/page-plugin';
import { wechatpayCashierPlugin } from '../../sandbox/platform/wechatpay-cashier/plugin';
import type { WechatCashierView } from '../../sandbox/platform/wechatpay-cashier/view';
import { FIXTURE } from './preview-fixture';

export const ORDER: WechatCashierView = {
  mixTradeNo: 'M202611220001',
  outTradeNo: 'Y20261122000000000001',
  hospital: '示例市第一人民医院',
  orderType: 'DIAG_PAY',
  mixPayType: 'CASH_AND_INSURANCE',
  mixPayStatus: 'MIX_PAY_CREATED',
  selfPayStatus: 'SELF_PAY_CREATED',
  medInsPayStatus: 'MED_INS_PAY_CREATED',
  total: 123_456,
  gov: 80_000,
  self: 20_000,
  other: 3_456,
  cash: 20_000,
  cashAdd: 0,
  cashReduced: 0,
  payer: '*三',
  testPassword: '123456',
};

export interface Stub {
  readonly origin: string;
  /** What the next look at the order answers. */
  order: WechatCashierView | { error: { code: string; message: string } };
  person: object;
  /** How a call is refused from now on; undefined: it is not. */
  refusal: { code: string; message: string } | undefined;
  /** Bodies of POST /wechat-cashier/api/pay and /authorisation/api/code, in order. */
  readonly asked: Readonly<Record<string, unknown>>[];
  /** Resolves once that many bodies have arrived. */
  heard(count: number): Promise<void>;
  close(): Promise<void>;
}

const ENDS: Readonly<Record<string, Partial<WechatCashierView>>> = {
  pay: { mixPayStatus: 'MIX_PAY_SUCCESS', selfPayStatus: 'SELF_PAY_SUCCESS' },
  'insurance-fails': {
    mixPayStatus: 'MIX_PAY_FAIL',
    selfPayStatus: 'SELF_PAY_SUCCESS',
    medInsPayStatus: 'MED_INS_PAY_FAIL',
    failReason: '医保结算失败，参保状态异常',
  },
};

export async function cashierStub(): Promise<Stub> {
  const server = fastify();
  const arrivals = new EventEmitter();
  const asked: Stub['asked'][number][] = [];
  const stub: Stub = {
    origin: '',
    order: ORDER,
    person: {},
    refusal: undefined,
    asked,
    heard: async (count) => {
      while (asked.length < count) await once(arrivals, 'asked');
    },
    close: () => server.close(),
  };
  await server.register(previewPlugin({ projectRoot: FIXTURE }));
  await server.register(wechatpayCashierPlugin());
  await server.register(authorisationPagePlugin());
  routes(server, stub, (body) => {
    asked.push(body);
    arrivals.emit('asked');
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(stub, { origin: `http://127.0.0.1:${String(port)}` });
}

type Body = Readonly<Record<string, unknown>>;

function routes(server: FastifyInstance, stub: Stub, note: (body: Body) => void): void {
  server.get('/wechat-cashier/api/order', () => stub.order);
  server.post<{ Body: Body }>('/wechat-cashier/api/pay', ({ body }) => {
    note(body);
    if (stub.refusal !== undefined) return { error: stub.refusal };
    return { ...stub.order, ...ENDS[String(body['action'])] };
  });
  server.get('/authorisation/api/person', () => stub.person);
  server.post('/authorisation/api/bind', () => {
    stub.person = { ...stub.person, bound: true };
    return stub.person;
  });
  server.post<{ Body: Body }>('/authorisation/api/code', ({ body }) => {
    note(body);
    return stub.refusal === undefined ? { authCode: 'CODE1' } : { error: stub.refusal };
  });
}
