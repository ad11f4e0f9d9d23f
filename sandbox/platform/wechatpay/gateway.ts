/**
 * One call from the request line to the answer, in the platform's order of checks: signature (401,
 * unsigned), headers, path, then the call itself. Pure: what it changes is in the world's tables; every
 * answer but the 401 and a bill is signed over its exact bytes.
 */

import { gzipSync } from 'node:zlib';
import { randomText } from '../payinsurance/random';
import { downloadBill, tradeBill } from './bill-calls';
import { closeCash, partnerPrepay, prepay, queryCash } from './cash-calls';
import { codepay } from './codepay';
import { ApiRefusal, badParameter, plantedRefusal } from './errors';
import { applyTime } from './life';
import { placeMixed } from './mixed-order';
import { queryByMixTradeNo, queryByOutTradeNo } from './mixed-query';
import type { Caller, World } from './model';
import { askRefund, hearRefund, queryRefund } from './refund-calls';
import { reverse } from './reverse';
import type { Call, CallName, Result } from './routes';
import { callerOf, signatureHeaders, takeProbe, type SignatureKind } from './signing';

export interface ApiRequest {
  readonly method: string;
  /** With its query, as on the request line. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface ApiResult {
  readonly answer: ApiAnswer;
  /** One line for the wire log. */
  readonly outcome: string;
  /** It took effect, but the answer is lost on its way. */
  readonly lost?: true;
}

interface Route {
  readonly name: CallName;
  readonly method: 'GET' | 'POST';
  /** One number where there is a group. */
  readonly path: RegExp;
  readonly only?: Caller['kind'];
  readonly act: (world: World, call: Call) => Result;
}

const NO = '([^/?]+)';
const route = (
  name: CallName,
  method: 'GET' | 'POST',
  path: string,
  act: Route['act'],
  only?: Caller['kind'],
): Route => ({
  ...{ name, method, act, path: new RegExp(`^${path}$`) },
  ...(only === undefined ? {} : { only }),
});

const CASH = '/v3/pay/transactions/out-trade-no';
const PARTNER_CASH = '/v3/pay/partner/transactions/out-trade-no';
const ROUTES: readonly Route[] = [
  route('prepay', 'POST', '/v3/pay/transactions/jsapi', prepay),
  route('prepay', 'POST', '/v3/pay/partner/transactions/jsapi', partnerPrepay),
  route('queryCash', 'GET', `${CASH}/${NO}`, queryCash, 'merchant'),
  route('queryCash', 'GET', `${PARTNER_CASH}/${NO}`, queryCash, 'provider'),
  route('closeCash', 'POST', `${CASH}/${NO}/close`, closeCash, 'merchant'),
  route('closeCash', 'POST', `${PARTNER_CASH}/${NO}/close`, closeCash, 'provider'),
  route('codepay', 'POST', '/v3/pay/transactions/codepay', codepay, 'merchant'),
  route('codepay', 'POST', '/v3/pay/partner/transactions/codepay', codepay, 'provider'),
  route('reverse', 'POST', `${CASH}/${NO}/reverse`, reverse, 'merchant'),
  route('reverse', 'POST', `${PARTNER_CASH}/${NO}/reverse`, reverse, 'provider'),
  route('mixedOrder', 'POST', '/v3/med-ins/orders', placeMixed),
  route('queryMixed', 'GET', `/v3/med-ins/orders/mix-trade-no/${NO}`, queryByMixTradeNo),
  route('queryMixed', 'GET', `/v3/med-ins/orders/out-trade-no/${NO}`, queryByOutTradeNo),
  route('refundCash', 'POST', '/v3/refund/domestic/refunds', askRefund),
  route('queryRefund', 'GET', `/v3/refund/domestic/refunds/${NO}`, queryRefund),
  route('notifyRefund', 'POST', '/v3/med-ins/refunds/notify', hearRefund),
  route('tradeBill', 'GET', '/v3/bill/tradebill', tradeBill),
  route('downloadBill', 'GET', '/v3/billdownload/file', downloadBill),
];

/** Which call a request line means; undefined: none that exists. */
export function callNamed(method: string, path: string): CallName | undefined {
  return routeFor(method, pathOf(path))?.name;
}

export interface Planted {
  /** Refuse with this error once the signature is right; no effect. */
  readonly error?: string;
  readonly signature?: SignatureKind;
}

export function callGateway(world: World, request: ApiRequest, planted: Planted = {}): ApiResult {
  applyTime(world);
  let signed = false;
  try {
    const caller = callerOf(world, {
      ...{ method: request.method, path: request.path, body: request.body },
      authorization: request.headers.authorization,
    });
    signed = true;
    checkHeaders(request);
    const found = routed(request, caller);
    if (planted.error !== undefined) throw plantedRefusal(planted.error);
    const result = found.act(world, callOf(request, caller, found));
    const answer = answered(world, result, planted.signature);
    const lost = result.kind === 'json' && result.lost === true;
    return { answer, outcome: outcomeOf(result), ...(lost ? { lost } : {}) };
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return {
      answer: refused(world, error, signed, planted.signature),
      outcome: `${error.status} ${error.code} ${error.number} ${error.message}`,
    };
  }
}

const pathOf = (path: string): string => path.split('?')[0] ?? '';

function routeFor(method: string, path: string): Route | undefined {
  return ROUTES.find((one) => one.method === method && one.path.test(path));
}

function routed(request: ApiRequest, caller: Caller): Route {
  const path = pathOf(request.path);
  const found = routeFor(request.method, path);
  if (found === undefined) throw noSuchPath(request.method, path);
  if (found.only !== undefined && found.only !== caller.kind) {
    throw badParameter(
      found.only === 'merchant'
        ? '服务商应使用 /v3/pay/partner/ 路径'
        : '商户应使用 /v3/pay/transactions/ 路径',
    );
  }
  return found;
}

function noSuchPath(method: string, path: string): ApiRefusal {
  const hint = /^\/v3\/med-ins\/orders\/[^/]+$/.test(path)
    ? '：查询路径应为 /v3/med-ins/orders/mix-trade-no/{mix_trade_no} 或 /v3/med-ins/orders/out-trade-no/{out_trade_no}'
    : '';
  return new ApiRefusal(404, 'NOT_FOUND', `${method} 请求的路径不存在${hint}`);
}

/** The headers that the interface rules demand. */
function checkHeaders({ method, headers }: ApiRequest): void {
  const accept = headers.accept ?? '';
  if (!/(?:application\/json|\*\/\*)/.test(accept)) {
    throw new ApiRefusal(406, 'INVALID_REQUEST', 'Http头Accept不合法，应为 application/json');
  }
  if ((headers['user-agent'] ?? '') === '') {
    throw new ApiRefusal(400, 'INVALID_REQUEST', 'Http头缺少User-Agent');
  }
  if (method === 'POST' && !/^application\/json\b/.test(headers['content-type'] ?? '')) {
    throw new ApiRefusal(415, 'INVALID_REQUEST', 'Http头Content-Type应为 application/json');
  }
}

function callOf(request: ApiRequest, caller: Caller, { path }: Route): Call {
  const [line = '', query = ''] = request.path.split(/\?(.*)/s);
  const [, no = ''] = path.exec(line) ?? [];
  return {
    caller,
    no: decoded(no),
    search: new URLSearchParams(query),
    body: request.body,
    header: (name) => request.headers[name],
  };
}

function decoded(no: string): string {
  try {
    return decodeURIComponent(no);
  } catch (error) {
    if (error instanceof URIError) throw badParameter('路径中的单号编码有误');
    throw error;
  }
}

function requestId(world: World, number: string): string {
  return `08${randomText(world.random, 38).toUpperCase()}-${number}`;
}

function answered(world: World, result: Result, signature: SignatureKind | undefined): ApiAnswer {
  if (result.kind === 'file') {
    return {
      status: 200,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Request-Id': requestId(world, '0') },
      body: result.gzip ? gzipSync(result.text) : Buffer.from(result.text),
    };
  }
  const body = result.kind === 'json' ? JSON.stringify(result.body) : '';
  const status = result.kind === 'json' ? 200 : 204;
  return signedAnswer(world, { status, body, number: '0', signature });
}

function refused(
  world: World,
  { status, code, message, number }: ApiRefusal,
  signed: boolean,
  signature: SignatureKind | undefined,
): ApiAnswer {
  const body = JSON.stringify({ code, message });
  return signedAnswer(world, { status, body, number, signature: signed ? signature : 'none' });
}

function signedAnswer(
  world: World,
  what: {
    readonly status: number;
    readonly body: string;
    readonly number: string;
    readonly signature: SignatureKind | undefined;
  },
): ApiAnswer {
  const { status, body, number, signature } = what;
  const bare = signature === 'none';
  const kind = signature ?? (takeProbe(world) ? 'probe' : 'right');
  return {
    status,
    headers: {
      ...(body === '' ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
      'Request-Id': requestId(world, number),
      ...(bare ? {} : signatureHeaders(world, body, kind)),
    },
    body,
  };
}

function outcomeOf(result: Result): string {
  switch (result.kind) {
    case 'json':
      return result.lost === true ? 'success (answer lost)' : 'success';
    case 'no-content':
      return 'success (204)';
    case 'file':
      return `bill of ${result.text.length} characters`;
  }
}
