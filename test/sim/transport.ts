/**
 * How a request gets to the other parties without a network: the address decides who is meant, and the
 * sandbox's engines answer as their HTTP layers would. JSON and XML are written and read all the same.
 */
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import type { Hospital } from '../../sandbox/hospital/engine';
import { hisReply } from './his-reply';
import type { Platform } from './platform';

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
  /** By lower-case name, where the answer's headers matter. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One exchange that takes place whole; faults are put around it. */
export type Transport = (request: HttpRequest, target: Target) => Promise<Reply>;

export const ORIGIN = 'http://sandbox.test';

const SCHEME_LENGTH = 'https://'.length;

export function targetOf(request: HttpRequest, platform: Pick<Platform, 'callOf'>): Target {
  const { url } = request;
  const [path = '', query = ''] = url.slice(url.indexOf('/', SCHEME_LENGTH)).split('?');
  if (path.startsWith('/his/v1/')) {
    const his = path.slice('/his/v1'.length);
    return { party: 'his', call: `his.${operationOf(request.method, his)}`, path: his, query };
  }
  return { party: 'platform', call: platform.callOf(request.method, path), path, query };
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
    case 'insurance':
      return insuranceOperation(method, path.split('/')[4]);
    default:
      return `${method} ${first} ${second ?? ''}`.trim();
  }
}

function insuranceOperation(method: string, act: string | undefined): string {
  switch (act) {
    case undefined:
      return method === 'PUT' ? 'uploadFees' : 'queryUpload';
    case 'pre-settlement':
      return 'preSettleUpload';
    case 'refund':
      return 'refundUpload';
    default:
      return 'revokeUpload';
  }
}

/** Everything within this process. */
export function directTransport(platform: Platform, hospital: Hospital): Transport {
  return (request, target) => {
    if (target.party === 'his') return Promise.resolve(hisReply(hospital, request, target));
    const reply = platform.reply(request, target);
    if (reply === undefined) throw new Error(`the platform knows no call ${target.call}`);
    return Promise.resolve(reply);
  };
}
