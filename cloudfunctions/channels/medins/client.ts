/**
 * One call to the APIv3 gateway: serialised once, signed, sent, verified, judged, logged (APIv3: 签名与
 * 验签, 主备域名). The second host is tried only where that cannot do a thing twice: after no connection at
 * all, or for a question; a write that may have arrived is never sent again from here (money rule 2).
 */
import type { Rules } from '../../domain/rules';
import type { Clock } from '../../ports/clock';
import type { Deadline } from '../../ports/deadline';
import type { Http } from '../../ports/http';
import type { Ids } from '../../ports/ids';
import type { Log } from '../../ports/log';
import type { ApiAsk, ApiVerdict, MedInsApi } from './api';
import { watchCall } from './call-log';
import type { MedInsConfig } from './config';
import { judge, type Judged } from './judge';
import { authorizationHeader, type SignedRequest } from './sign';

export interface ApiDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly rules: Pick<Rules, 'httpTimeoutMs'>;
  /** What the log calls a call of this channel; medins.call. */
  readonly event?: string;
}

export type ApiConfig = Pick<
  MedInsConfig,
  'apiBaseUrl' | 'fallbackBaseUrl' | 'mchid' | 'certificateSerial' | 'privateKey' | 'platformKeys'
>;

const NONCE_BYTES = 16;

/** Every failure is a verdict; RangeError only for a path that no call of ours has. */
export function createApi(config: ApiConfig, deps: ApiDeps): MedInsApi {
  const hosts = [...new Set([config.apiBaseUrl, config.fallbackBaseUrl])];

  async function attempt(
    host: string,
    ask: ApiAsk,
    body: string,
    deadline: Deadline,
  ): Promise<Judged> {
    const timeoutMs = Math.min(deps.rules.httpTimeoutMs, deadline.leftMs());
    if (timeoutMs <= 0) return OUT_OF_TIME;
    const request = {
      method: ask.method,
      url: `${host}${ask.path}`,
      headers: headersOf(config, ask, signed(ask, body, deps)),
      ...(ask.method === 'GET' ? {} : { body }),
      timeoutMs,
    };
    const end = watchCall(deps, ask);
    const outcome = await deps.http.send(request, deadline);
    const judged = judge(ask.call, outcome, config, deps.clock.now());
    end(judged);
    return judged;
  }

  return {
    async send(ask, deadline) {
      // the bytes that are signed are the bytes that are sent, to whichever host
      const body = ask.body === undefined ? '' : JSON.stringify(ask.body);
      let verdict: ApiVerdict = OUT_OF_TIME.verdict;
      for (const [index, host] of hosts.entries()) {
        const next = (await attempt(host, ask, body, deadline)).verdict;
        // that the second host was not reached does not undo that the first one may have been
        verdict = index > 0 && next.kind === 'not-sent' ? verdict : next;
        if (!mayTryElsewhere(ask, verdict)) break;
      }
      return verdict;
    },
  };
}

const OUT_OF_TIME: Judged = {
  verdict: { kind: 'not-sent', code: 'no-time-left', reason: 'timeout' },
};

function mayTryElsewhere(ask: ApiAsk, verdict: ApiVerdict): boolean {
  return verdict.kind === 'not-sent' || (ask.method === 'GET' && verdict.kind === 'unknown');
}

function signed(ask: ApiAsk, body: string, { clock, ids }: ApiDeps): SignedRequest {
  return {
    method: ask.method,
    path: ask.path,
    timestamp: Math.floor(clock.now() / 1000),
    nonce: ids.hex(NONCE_BYTES),
    body: ask.method === 'GET' ? '' : body,
  };
}

function headersOf(
  config: ApiConfig,
  ask: ApiAsk,
  request: SignedRequest,
): Readonly<Record<string, string>> {
  return {
    Accept: 'application/json',
    ...(ask.method === 'GET' ? {} : { 'Content-Type': 'application/json' }),
    'User-Agent': 'yibao-pay',
    Authorization: authorizationHeader(config, request),
    ...(ask.sensitive === undefined ? {} : { 'Wechatpay-Serial': config.platformKeys.encryptWith }),
  };
}
