/** 移动医保支付 2.0 in a run: the sandbox's WeChat Pay and the user query, in process or behind plugins. */
import type { Order } from '../../cloudfunctions/domain/order';
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import type { Bureau } from '../../sandbox/bureau';
import { authorisationPlugin } from '../../sandbox/platform/authorisation/plugin';
import { refused, userQuery } from '../../sandbox/platform/authorisation/user-query';
import { wechatPayEngine, type WechatPayEngine } from '../../sandbox/platform/wechatpay/engine';
import { CashierRefusal } from '../../sandbox/platform/wechatpay/payments';
import { wechatPayPlugin } from '../../sandbox/platform/wechatpay/plugin';
import type { Tables } from '../../sandbox/shared/tables';
import { calmBureau } from './bureau-v2';
import type { SimClock } from './clock';
import { KEYS } from './keys-v2';
import { noticesV2 } from './notices-v2';
import { wechatUsers } from './people';
import type { Cashier, Fate, PayOutcome, Platform } from './platform';
import type { Schedule } from './schedule';
import { sightsV2, type Permission, type SightsV2 } from './there-v2';
import type { Reply, Target } from './transport';

const USER_QUERY = '/mipuser/api/mipuserquery/userQuery/';
const PASSWORD = '123456';

interface Parts {
  readonly schedule: Schedule;
  readonly tables: Tables;
  readonly clock: SimClock;
  readonly random: (bound: number) => number;
  readonly bureau: Bureau;
  /** Where the functions say that they live. */
  readonly origin: () => string;
}

export interface PlatformV2 extends Platform {
  readonly sights: SightsV2;
}

function acted(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof CashierRefusal) return false;
    throw error;
  }
}

const ACTS = { paid: 'pay', insufficient: 'insufficient', failed: 'insurance-fails' } as const;

function cashierOf(engine: WechatPayEngine, bureau: Bureau): Cashier {
  /** With the very parameters that our server signed for this order. */
  const act = (order: Order, action: 'leave' | (typeof ACTS)[keyof typeof ACTS]): boolean => {
    const { launch, owner: openid } = order;
    if (launch === undefined || !('mixTradeNo' in launch)) return false;
    const { mixTradeNo, cash } = launch;
    const parameters = { mixTradeNo, ...cash };
    return acted(() => engine.cashier.act({ openid, parameters, action, password: PASSWORD }));
  };
  const pay = (order: Order, outcome: PayOutcome): boolean => {
    if (outcome === 'processing') {
      const there = engine.order({ outTradeNo: order.orderNo });
      return there !== undefined && acted(() => engine.cashier.pay(there, 'paying'));
    }
    if (outcome !== 'failing') {
      const insured = order.amounts.payType !== 'cash';
      return act(order, outcome === 'failed' && !insured ? 'insufficient' : ACTS[outcome]);
    }
    // the bureau itself says no, and only when it is asked to settle
    bureau.failNext({ at: 'settle', why: '医保结算失败：参保人待遇已暂停' });
    return act(order, 'pay');
  };
  return {
    pay,
    open(order) {
      const { launch, owner } = order;
      if (launch === undefined || !('mixTradeNo' in launch)) return false;
      return acted(() => engine.cashier.view(launch.mixTradeNo, owner));
    },
    leave: (order) => act(order, 'leave'),
    bind: (order) => bureau.setCardBound(order.owner, true),
  };
}

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> => {
  const lower: Record<string, string> = {};
  for (const name in headers) lower[name.toLowerCase()] = headers[name] ?? '';
  return lower;
};

const FIRST_NUMBER = /"out_trade_no":"([^"]{1,64})"/;
/** /v3/…/out-trade-no/NUMBER or …/mix-trade-no/NUMBER or …/refunds/NUMBER */
const IN_PATH = /\/(out-trade-no|mix-trade-no|refunds)\/([^/?]+)/;

function numberIn(engine: WechatPayEngine, { path, query }: Target, request: HttpRequest): string {
  const mixed = (mixTradeNo: string) => engine.order({ mixTradeNo })?.outTradeNo ?? '';
  const [, kind, number = ''] = IN_PATH.exec(path) ?? [];
  if (kind === 'out-trade-no') return number;
  if (kind === 'mix-trade-no') return mixed(decodeURIComponent(number));
  const told = new URLSearchParams(query).get('mix_trade_no');
  if (told !== null) return mixed(told);
  // a refund's number is that of its order with an R before it
  if (kind === 'refunds') return number.slice(1);
  return FIRST_NUMBER.exec(request.body ?? '')?.[1] ?? '';
}

/** What is sealed looks different each time, and means the same. */
const SEALED = /"(name|id_digest)":"[A-Za-z0-9+/=]{300,}"/g;

const SAYS: readonly (readonly [RegExp, string])[] = [
  [/"trade_state":"NOTPAY"/, '"trade_state":"CLOSED"'],
  [/"mix_pay_status":"MIX_PAY_CREATED"/, '"mix_pay_status":"MIX_PAY_SUCCESS"'],
  [/"mix_pay_status":"MIX_PAY_[A-Z]+"/, '"mix_pay_status":"MIX_PAY_FAIL"'],
  [/"status":"PROCESSING"/, '"status":"SUCCESS"'],
];

/** Somebody says something else under the old signature. */
function tampered(reply: Reply): Reply {
  if (reply.headers === undefined) return { ...reply, body: '<<<garbage' };
  const [found] = SAYS.filter(([said]) => said.test(reply.body));
  const body = found === undefined ? `${reply.body} ` : reply.body.replace(...found);
  return { ...reply, body };
}

type Ask = ReturnType<typeof userQuery>;

function queried(
  ask: Ask,
  request: HttpRequest,
  target: Target,
  planted?: 'own-error' | 'token',
): Reply {
  const partnerId = decodeURIComponent(target.path.slice(USER_QUERY.length));
  const { headers = {} } = request;
  const body: unknown = JSON.parse(request.body ?? 'null');
  const answer = planted === undefined ? ask({ partnerId, headers, body }) : refused('planted');
  return { status: 200, body: JSON.stringify(answer) };
}

const NAMES = { pay_auth_no: 'self', family_pay_auth_no: 'family' } as const;

/** What the user query has given away: for whoever judges what becomes of it. */
function learn(permissions: Map<string, Permission>, request: HttpRequest, reply: Reply): void {
  const { openid } = JSON.parse(request.body ?? '{}') as { openid?: unknown };
  const said = JSON.parse(reply.body) as Readonly<Record<string, unknown>>;
  for (const [name, kind] of Object.entries(NAMES)) {
    const given = said[name];
    if (typeof given === 'string') permissions.set(given, { openid: String(openid), kind });
  }
}

function decider(engine: WechatPayEngine, clock: SimClock) {
  return ({ cash, insurance, ms }: Fate): boolean => {
    const { nextRefunds } = engine.levers();
    if (cash === 'CHANGE') {
      const plan = insurance === 'FAIL' ? 'closed' : 'abnormal';
      engine.setLevers({ nextRefunds: [...nextRefunds, plan] });
      return true;
    }
    engine.setLevers({ nextRefunds: [...nextRefunds, 'stuck'] });
    clock.later(ms, () => finish(engine));
    return false;
  };
}

/** Whatever is still on its way arrives. */
function finish(engine: WechatPayEngine): void {
  for (const { outRefundNo, status } of engine.refunds.list()) {
    if (status === 'PROCESSING') engine.refunds.act(outRefundNo, 'SUCCESS');
  }
}

export function platformV2(parts: Parts): PlatformV2 {
  const { schedule, tables, clock, random, bureau, origin } = parts;
  const engine = wechatPayEngine({
    ...{ tables, clock, random, bureau, keys: KEYS, ownOrigin: origin },
    users: wechatUsers(schedule.mode),
  });
  const { id: partnerId, secret: partnerSecret } = KEYS.partner;
  const ask = userQuery({ bureau, partnerId, partnerSecret });
  const permissions = new Map<string, Permission>();
  return {
    sights: sightsV2(schedule.mode, tables, bureau, permissions),
    cashier: cashierOf(engine, bureau),
    notices: noticesV2(engine, clock),
    callOf(method, path) {
      if (path.startsWith(USER_QUERY)) return 'userQuery';
      return engine.callNamed(method, path) ?? `${method} ${path}`;
    },
    reply(request, target, planted) {
      if (target.call === 'userQuery') return queried(ask, request, target, planted);
      const { method, headers = {}, body = '' } = request;
      const path = target.query === '' ? target.path : `${target.path}?${target.query}`;
      const error = planted === 'own-error' ? 'SYSTEM_ERROR' : 'FREQUENCY_LIMITED';
      const { answer } = engine.call(
        { method, path, headers: lowerCase(headers), body },
        planted === undefined ? {} : { error },
      );
      return {
        status: answer.status,
        body: String(answer.body),
        headers: lowerCase(answer.headers),
      };
    },
    numberIn: (target, request) => numberIn(engine, target, request),
    wording: ({ body = '' }) => body.replace(SEALED, '"$1":""'),
    isMemorable: ({ call }) =>
      call === 'queryMixed' || call === 'queryCash' || call === 'queryRefund',
    heard(target, request, reply) {
      if (target.call === 'userQuery') learn(permissions, request, reply);
    },
    tampered,
    decide: decider(engine, clock),
    fetchToken: () => false,
    calm() {
      calmBureau(bureau, tables);
      engine.setLevers({ nextRefunds: [] });
      finish(engine);
    },
    secrets: () => [...permissions.keys()],
    plugins: (shared) => [
      wechatPayPlugin({ engine, ...shared }),
      authorisationPlugin({ bureau, partnerId, partnerSecret, ...shared }),
    ],
  };
}
