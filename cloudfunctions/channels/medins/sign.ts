/**
 * Signing with our private key, WECHATPAY2-SHA256-RSA2048 (APIv3: 签名与验签): five lines for a request,
 * four for the cashier, each line with its line feed, the last one too.
 */
import { sign, type KeyObject } from 'node:crypto';
import type { MedInsConfig } from './config';

const SCHEME = 'WECHATPAY2-SHA256-RSA2048';

export interface SignedRequest {
  readonly method: 'GET' | 'POST';
  /** Without the host, with its query: /v3/… */
  readonly path: string;
  /** Seconds since the epoch. */
  readonly timestamp: number;
  readonly nonce: string;
  /** As sent; empty for a GET. */
  readonly body: string;
}

/** What is signed of a request. RangeError for a path that would not arrive as it was signed. */
export function requestMessage({ method, path, timestamp, nonce, body }: SignedRequest): string {
  if (!/^\/v3\/[\x21-\x7e]*$/.test(path) || path.includes('#')) {
    throw new RangeError('not a path of APIv3, percent-encoded');
  }
  return lines(method, path, String(timestamp), nonce, body);
}

/** The Authorization header: one line, comma separated. */
export function authorizationHeader(
  config: Pick<MedInsConfig, 'mchid' | 'certificateSerial' | 'privateKey'>,
  request: SignedRequest,
): string {
  const fields = [
    ['mchid', config.mchid],
    ['nonce_str', request.nonce],
    ['signature', signature(requestMessage(request), config.privateKey)],
    ['timestamp', String(request.timestamp)],
    ['serial_no', config.certificateSerial],
  ];
  return `${SCHEME} ${fields.map(([name, value]) => `${name}="${value}"`).join(',')}`;
}

/**
 * paySign of requestMedicalInsurancePay, base64. The appid is that of the mini program which opens the
 * cashier: the hospital's own. mixTradeNo is not signed.
 */
export function cashierSignature(
  config: Pick<MedInsConfig, 'appid' | 'subAppid' | 'privateKey'>,
  prepayId: string,
  timeStamp: string,
  nonceStr: string,
): string {
  const appid = config.subAppid ?? config.appid;
  return signature(lines(appid, timeStamp, nonceStr, `prepay_id=${prepayId}`), config.privateKey);
}

function lines(...parts: readonly string[]): string {
  return parts.map((part) => `${part}\n`).join('');
}

function signature(message: string, key: KeyObject): string {
  return sign('sha256', Buffer.from(message, 'utf8'), key).toString('base64');
}
