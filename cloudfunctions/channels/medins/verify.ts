/**
 * Whether a message is WeChat Pay's: three lines over the raw body, signed with the key that
 * Wechatpay-Serial names, not older or newer than five minutes (APIv3: 签名与验签). Answers and notices
 * alike; whatever is missing fails. The probes WECHATPAY/SIGNTEST/… need no rule: they are wrong signatures.
 */
import { verify } from 'node:crypto';
import { strictBase64 } from './base64';
import type { PlatformKeys } from './config';

/** As the headers Wechatpay-… say; absent where one is missing. */
export interface SignedMessage {
  readonly timestamp: string | undefined;
  readonly nonce: string | undefined;
  readonly signature: string | undefined;
  readonly serial: string | undefined;
  /** To the byte, as it came. */
  readonly body: string | Uint8Array;
}

export type Forged =
  | 'missing-header'
  /** A header that cannot be what it should be. */
  | 'malformed-header'
  /** More than five minutes away from our clock. */
  | 'stale'
  /** Signed with a key that is not in the ring. */
  | 'unknown-key'
  | 'signature';

export type Verification = { readonly ok: true } | { readonly ok: false; readonly why: Forged };

const WINDOW_MS = 300_000;

/** The headers of an answer or notice; `header` takes lower-case names. */
export function signedMessage(
  header: ((name: string) => string | undefined) | undefined,
  body: string | Uint8Array,
): SignedMessage {
  return {
    timestamp: header?.('wechatpay-timestamp'),
    nonce: header?.('wechatpay-nonce'),
    signature: header?.('wechatpay-signature'),
    serial: header?.('wechatpay-serial'),
    body,
  };
}

/** Never throws for what a message holds. `nowMs`: ms since the epoch. */
export function verifySigned(
  keys: PlatformKeys,
  message: SignedMessage,
  nowMs: number,
): Verification {
  const { timestamp, nonce, signature, serial, body } = message;
  if (!timestamp || !nonce || !signature || !serial) return forged('missing-header');
  // a line feed inside a header would move the border between nonce and body
  if (!/^[1-9]\d{9}$/.test(timestamp) || !/^[\x21-\x7e]{1,128}$/.test(nonce)) {
    return forged('malformed-header');
  }
  if (!(Math.abs(nowMs - Number(timestamp) * 1000) <= WINDOW_MS)) return forged('stale');
  const key = keys.ring.get(serial);
  if (key === undefined) return forged('unknown-key');
  const bytes = strictBase64(signature);
  if (bytes === undefined) return forged('signature');
  const signed = Buffer.concat([
    Buffer.from(`${timestamp}\n${nonce}\n`, 'latin1'),
    typeof body === 'string' ? Buffer.from(body, 'utf8') : body,
    Buffer.from('\n', 'latin1'),
  ]);
  return verify('sha256', signed, key, bytes) ? { ok: true } : forged('signature');
}

function forged(why: Forged): Verification {
  return { ok: false, why };
}
