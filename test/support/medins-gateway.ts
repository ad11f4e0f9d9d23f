/**
 * An APIv3 gateway played by hand: what it answers next is scripted, signed with the platform's key at
 * the clock's time unless a test says otherwise, and what it was sent is kept.
 */
import { sign } from 'node:crypto';
import { listeningLog } from './doubles';
import { keyRing, MERCHANT_SERIAL, PUBLIC_KEY_ID } from './medins-keys';
import { createApi } from '../../cloudfunctions/channels/medins/client';
import { parseKeys } from '../../cloudfunctions/channels/medins/keys';
import type { HttpOutcome, HttpRequest } from '../../cloudfunctions/ports/http';

export const PRIMARY = 'https://api.mch.weixin.qq.com';
export const FALLBACK = 'https://api2.mch.weixin.qq.com';
export const REQUEST_ID = '08F78BB5AF0610D302189F99DD5C20BA9102';

export type Answer = (request: HttpRequest) => HttpOutcome;

export function playedGateway(start = 1_790_000_000_123) {
  const keys = keyRing();
  let now = start;
  const sent: HttpRequest[] = [];
  const script: Answer[] = [];
  const clock = {
    now: () => now,
    advance: (ms: number) => {
      now += ms;
    },
  };
  const { log, lines, alarms } = listeningLog();

  /** The headers that make `body` WeChat Pay's. */
  function signatureOf(body: string): Record<string, string> {
    const timestamp = String(Math.floor(now / 1000));
    const nonce = 'c5ac7061fccab6bf3e254dcf98995b8c';
    const text = Buffer.from(`${timestamp}\n${nonce}\n${body}\n`);
    return {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-signature': sign('sha256', text, keys.publicKey.privateKey).toString('base64'),
      'wechatpay-serial': PUBLIC_KEY_ID,
    };
  }

  function answered(
    status: number,
    body: string,
    headers: Record<string, string> = signatureOf(body),
    number = '0',
  ): HttpOutcome {
    const all: Record<string, string> = { 'request-id': `${REQUEST_ID}-${number}`, ...headers };
    return { ok: true, status, body, header: (name) => all[name] };
  }

  let drawn = 0;
  const api = createApi(
    {
      ...parseKeys(keys.material),
      apiBaseUrl: PRIMARY,
      fallbackBaseUrl: FALLBACK,
      mchid: '1900007291',
      certificateSerial: MERCHANT_SERIAL,
    },
    {
      clock,
      log,
      rules: { httpTimeoutMs: 8_000 },
      ids: { hex: (bytes) => String((drawn += 1)).padStart(bytes * 2, '0') },
      http: {
        send: (request) => {
          sent.push(request);
          const next = script.shift();
          if (next === undefined) throw new Error('the gateway was asked once too often');
          return Promise.resolve(next(request));
        },
      },
    },
  );
  return { api, keys, clock, sent, script, lines, alarms, signatureOf, answered };
}

export const NOT_SENT: Answer = () => ({ ok: false, failure: 'not-sent' });
export const NO_ANSWER: Answer = () => ({ ok: false, failure: 'unknown' });
