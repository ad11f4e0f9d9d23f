/** 医保支付 1.0 in a run: the sandbox's engine, in process or behind its plugin. */
import type { FastifyPluginAsync } from 'fastify';
import type { Order } from '../../cloudfunctions/domain/order';
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import type { Notice } from '../../cloudfunctions/ports/notice-reader';
import { CALLS, type CallName } from '../../sandbox/platform/payinsurance/answers';
import {
  payinsuranceEngine,
  type PayinsuranceEngine,
} from '../../sandbox/platform/payinsurance/engine';
import { TABLES, type Order as Known } from '../../sandbox/platform/payinsurance/model';
import { CashierRefusal } from '../../sandbox/platform/payinsurance/payments';
import { payinsurancePlugin } from '../../sandbox/platform/payinsurance/plugin';
import { refundState, type Refund } from '../../sandbox/platform/payinsurance/refund-model';
import { withSign, withWrongSign } from '../../sandbox/platform/payinsurance/signing';
import { readXml, writeXml } from './cheap-xml';
import type { PreSettledLookup } from '../../sandbox/platform/payinsurance/model';
import type { Tables } from '../../sandbox/shared/tables';
import { accountFields, ACCOUNTS, channelSecrets, PAY_APPID, wechatUsers } from './people';
import type { Cashier, Fate, NoticeDesk, PayOutcome, Platform, Plugins } from './platform';
import type { NoticeWay, Schedule } from './schedule';
import type { PlatformSights, There } from './there';
import type { Reply, Target } from './transport';

/** Technical refusals whose effect nobody knows (interface document v2.4 §5). */
const OWN_ERRORS: Readonly<Record<string, string>> = {
  unifiedorder: '514',
  queryorder: '540',
  closeorder: '80000',
  refund: '552',
  queryrefund: '555',
};
const STALE_TOKEN = '40001';
const NUMBER = /hosp_out_trade_no>(?:<!\[CDATA\[)?([A-Za-z0-9_-]{1,64})/;
/** What differs between two messages that say the same. */
const SEAL = /<(nonce_str|sign)>.*?<\/\1>/g;
const OVER = new Set(['CLOSED', 'SYS_REFUNDED']);

interface Parts {
  readonly schedule: Schedule;
  readonly tables: Tables;
  readonly clock: { now(): number };
  readonly random: (bound: number) => number;
  readonly preSettled: PreSettledLookup;
}

const isCall = (name: string): name is CallName => CALLS.some((call) => call === name);

/** Where the platform keeps what has that number. */
function idOf(mode: Schedule['mode'], number: string): string {
  const { provider, hospitals, independent } = ACCOUNTS;
  if (mode === 'independent') return `${independent.mchId}/-/${number}`;
  return `${provider.mchId}/${hospitals[0].mchId}/${number}`;
}

function thereOf({ state, totalFee, split }: Known): There {
  return {
    word: state,
    paid: state === 'SUCCESS' || state === 'REFUND',
    held: state === 'SUCCESS',
    over: OVER.has(state),
    takable: !OVER.has(state) && state !== 'REFUND',
    total: totalFee,
    cash: split.cashFee,
    insurance: split.insuranceFee,
  };
}

function sightsOf({ schedule: { mode }, tables }: Parts): PlatformSights {
  const orders = tables.table<Known>(TABLES.orders);
  const refunds = tables.table<Refund>(TABLES.refunds);
  return {
    there(orderNo) {
      const known = orders.get(idOf(mode, orderNo));
      return known === undefined ? undefined : thereOf(known);
    },
    refund(_orderNo, { refundNo, cash, insurance }) {
      const known = refunds.get(idOf(mode, refundNo));
      if (known === undefined) return undefined;
      const agrees = known.cashFee === cash && known.insuranceFee === insurance;
      return { back: refundState(known) === 'SUCCESS', told: true, agrees };
    },
  };
}

function cashierOf(engine: PayinsuranceEngine): Cashier {
  const acted = (act: () => unknown): boolean => {
    try {
      act();
      return true;
    } catch (error) {
      if (error instanceof CashierRefusal) return false;
      throw error;
    }
  };
  const names = ({ orderNo }: Order) => ({ hospOutTradeNo: orderNo });
  return {
    open: (order) => {
      const payKey = engine.order(order.orderNo)?.payKey;
      return payKey !== undefined && acted(() => engine.cashier.open(payKey));
    },
    leave: (order) => acted(() => engine.cashier.leave(names(order))),
    bind: (order) => acted(() => engine.cashier.bind(names(order))),
    pay: (order, outcome: PayOutcome) => acted(() => engine.cashier.pay(names(order), outcome)),
  };
}

const noticed = (body: string): Notice => ({ body, header: () => undefined });

function noticesOf(engine: PayinsuranceEngine, mode: Schedule['mode']): NoticeDesk {
  const { notices } = engine;
  const altered = (id: string, way: 'wrong-sign' | 'altered' | 'unsigned'): string => {
    const notice = notices.get(id);
    if (notice === undefined) return '';
    const fields = readXml(notice.body);
    const key = notices.keyOf(notice);
    if (way === 'wrong-sign') return writeXml(withWrongSign(fields, key));
    const { sign: _sign, ...rest } = fields;
    const other = { ...rest, cash_fee: String(Number(rest.cash_fee ?? 0) + 1) };
    return writeXml(way === 'unsigned' ? other : withSign(other, key));
  };
  return {
    due: () => notices.due(),
    list: () => notices.list(),
    lose: (id) => void notices.lose(id),
    postpone: (id, ms) => void notices.postpone(id, ms),
    record(id, fault) {
      notices.record(id, fault);
      return notices.get(id)?.state === 'given-up';
    },
    posted(id, way: NoticeWay) {
      if (way === 'wrong-sign' || way === 'altered' || way === 'unsigned') {
        return noticed(altered(id, way));
      }
      const body = notices.get(id)?.body ?? '';
      return noticed(way === 'garbage' ? body.slice(0, body.length >> 1) : body);
    },
    forged({ orderNo, amounts: { total, cash, insurance } }) {
      const fields = {
        ...{ return_code: 'SUCCESS', result_code: 'SUCCESS', nonce_str: 'forged' },
        ...accountFields(mode),
        ...{ hosp_out_trade_no: orderNo, med_trans_id: 'M0', pay_type: '1' },
        ...{ total_fee: String(total), cash_fee: String(cash), insurance_fee: String(insurance) },
      };
      return noticed(writeXml(withSign(fields, orderNo)));
    },
    fault(id, { statusCode, body }) {
      const notice = notices.get(id);
      return notice && notices.replyFault(notice, { status: statusCode, body });
    },
  };
}

/** Somebody says something else under the old signature; unsigned messages become rubbish. */
function tampered(reply: Reply): Reply {
  const other = reply.body.replace(
    /(<med_(?:trade|refund)_state><!\[CDATA\[)([A-Z_]+)/,
    (_, open: string, state: string) => `${open}${state === 'NOTPAY' ? 'SUCCESS' : 'CLOSED'}`,
  );
  const wrong = other.replace(
    /(<sign><!\[CDATA\[)(.)/,
    (_, open: string, first: string) => `${open}${first === '0' ? '1' : '0'}`,
  );
  return { ...reply, body: wrong === reply.body ? '<<<garbage' : wrong };
}

const ACCESS_TOKEN = /(?:^|&)access_token=([^&]*)/;

function accessTokenIn(query: string): string | undefined {
  const found = ACCESS_TOKEN.exec(query)?.[1];
  return found === undefined ? undefined : decodeURIComponent(found);
}

function replyOf(
  engine: PayinsuranceEngine,
  request: HttpRequest,
  { call, query }: Target,
  planted?: 'own-error' | 'token',
): Reply | undefined {
  const params = (): Record<string, string> => Object.fromEntries(new URLSearchParams(query));
  if (!isCall(call)) {
    if (planted !== undefined) return undefined;
    if (call === 'gettoken') return engine.gettoken(params());
    if (call === 'token') return engine.token(params());
    throw new Error(`the simulation knows no call ${call}`);
  }
  const plantedError = planted === 'own-error' ? OWN_ERRORS[call] : STALE_TOKEN;
  const { answer } = engine.call(call, {
    accessToken: accessTokenIn(query),
    body: request.body ?? '',
    plantedError: planted === undefined ? undefined : plantedError,
  });
  return { status: answer.status, body: answer.body };
}

/** Another system of the same account fetches a token, which ends ours (trap 27). */
function fetchToken(engine: PayinsuranceEngine, mode: Schedule['mode']): true {
  const { provider, hospitals, independent } = ACCOUNTS;
  const grant = { grant_type: 'client_credential' };
  if (mode === 'independent') {
    engine.token({ ...grant, appid: independent.appid, secret: independent.secret });
  } else {
    const secrets = channelSecrets(mode);
    const agentsecret = 'agentSecret' in secrets ? secrets.agentSecret : '';
    const appid = hospitals[0].appid;
    engine.gettoken({ ...grant, agentappid: provider.appid, agentsecret, appid });
  }
  return true;
}

export function platformV1(parts: Parts): Platform {
  const { schedule, tables, clock, random, preSettled } = parts;
  const { mode } = schedule;
  const engine = payinsuranceEngine({
    ...{ tables, clock, random, preSettled },
    accounts: ACCOUNTS,
    users: wechatUsers(mode),
    settings: { payAppid: PAY_APPID },
  });
  return {
    sights: sightsOf(parts),
    cashier: cashierOf(engine),
    notices: noticesOf(engine, mode),
    callOf: (_method, path) => path.slice(path.lastIndexOf('/') + 1),
    reply: (request, target, planted) => replyOf(engine, request, target, planted),
    numberIn: (_target, request) => NUMBER.exec(request.body ?? '')?.[1] ?? '',
    wording: (request) => (request.body ?? '').replaceAll(SEAL, ''),
    isMemorable: ({ call }, { body }) => call === 'queryorder' && body.includes('med_trade_state'),
    heard: () => undefined,
    tampered,
    decide({ cash, insurance, ms }: Fate) {
      engine.refunds.plan({ cash, insurance, afterMs: ms });
      return cash !== 'SUCCESS' || insurance !== 'SUCCESS';
    },
    fetchToken: () => fetchToken(engine, mode),
    calm: () => undefined,
    secrets: () => engine.orders().flatMap(({ medicalCardId }) => medicalCardId ?? []),
    plugins: (shared: Plugins): readonly FastifyPluginAsync[] => [
      payinsurancePlugin({ engine, ...shared }),
    ],
  };
}
