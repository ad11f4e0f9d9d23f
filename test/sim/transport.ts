/**
 * How a request gets to the other parties without a network: the address decides who is meant, and the
 * sandbox's engines answer as their HTTP layers would. JSON and XML are written and read all the same.
 */
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import { CALLS, type Answer, type CallName } from '../../sandbox/platform/payinsurance/answers';
import type { PayinsuranceEngine } from '../../sandbox/platform/payinsurance/engine';
import type { Hospital } from '../../sandbox/hospital/engine';
import { hisReply } from './his-reply';

/** What is called, by the name under which faults and watchers know it. */
export interface Target {
  readonly party: 'platform' | 'his';
  readonly call: string;
  readonly path: string;
  /** What stands behind the question mark. */
  readonly query: string;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
}

/** One exchange that takes place whole; faults are put around it. */
export type Transport = (request: HttpRequest, target: Target) => Promise<Reply>;

export const ORIGIN = 'http://sandbox.test';

export function targetOf(request: HttpRequest, origin: string): Target {
  const [path = '', query = ''] = request.url.slice(origin.length).split('?');
  if (path.startsWith('/his/v1/')) {
    const his = path.slice('/his/v1'.length);
    return { party: 'his', call: `his.${operationOf(request.method, his)}`, path: his, query };
  }
  const call = path.slice(path.lastIndexOf('/') + 1);
  return { party: 'platform', call, path, query };
}

/** The operation of the HIS contract behind a method and a path. */
function operationOf(method: string, path: string): string {
  const [, first = '', second, third] = path.split('/');
  switch (first) {
    case 'bills':
      return 'getBill';
    case 'pre-settlements':
      return 'preSettle';
    case 'patients':
      return third === 'bills' ? 'listBills' : 'getPatient';
    case 'sessions':
      return 'openSession';
    case 'refunds':
      if (third === 'confirm') return 'confirmRefund';
      return third === 'release' ? 'releaseRefund' : 'holdRefund';
    case 'settlements':
      if (third === 'cancel') return 'cancelSettlement';
      return method === 'PUT' ? 'settle' : 'querySettlement';
    default:
      return `${method} ${first} ${second ?? ''}`.trim();
  }
}

const isCall = (name: string): name is CallName => CALLS.some((call) => call === name);

/** The platform's own answer; `planted` is an error number with which it refuses. */
export function platformReply(
  engine: PayinsuranceEngine,
  request: HttpRequest,
  target: Target,
  planted?: string,
): Answer {
  const { call, query } = target;
  const params = (): Record<string, string> => Object.fromEntries(new URLSearchParams(query));
  if (call === 'gettoken') return engine.gettoken(params());
  if (call === 'token') return engine.token(params());
  if (!isCall(call)) throw new Error(`the simulation knows no call ${call}`);
  const { answer } = engine.call(call, {
    accessToken: new URLSearchParams(query).get('access_token') ?? undefined,
    body: request.body ?? '',
    plantedError: planted,
  });
  return answer;
}

/** Everything within this process. */
export function directTransport(engine: PayinsuranceEngine, hospital: Hospital): Transport {
  return (request, target) => {
    if (target.party === 'his') return Promise.resolve(hisReply(hospital, request, target));
    const { status, body } = platformReply(engine, request, target);
    return Promise.resolve({ status, body });
  };
}
