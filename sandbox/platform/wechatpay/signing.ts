/**
 * Signatures of APIv3, WECHATPAY2-SHA256-RSA2048: requests are verified, answers and notices signed. The
 * arithmetic is that of wechatpay-axios-plugin, so that a mistake in the product's own signing cannot
 * be shared by the party that checks it.
 */

import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin';
import { randomText } from '../payinsurance/random';
import { ApiRefusal } from './errors';
import type { Account, PlatformKey } from './keys';
import { leversOf, setLevers, type Caller, type World } from './model';

const SCHEME = 'WECHATPAY2-SHA256-RSA2048';
const PARTS = ['mchid', 'nonce_str', 'signature', 'timestamp', 'serial_no'] as const;
type Part = (typeof PARTS)[number];
/** How far the caller's clock may be off. */
export const CLOCK_WINDOW_S = 300;

export const PROBE = 'WECHATPAY/SIGNTEST/';

export interface SignedMessage {
  readonly method: string;
  /** With its query, as on the request line. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** Who signed this. Throws a 401 that says what is wrong; it is answered unsigned. */
export function callerOf(world: World, message: SignedMessage): Caller {
  const parts = authorizationParts(message.authorization);
  const caller = callerNamed(world, parts.mchid);
  if (parts.serial_no !== caller.account.serial) {
    throw unsigned('商户证书序列号有误：serial_no 与 mchid 不匹配');
  }
  const now = Math.floor(world.clock.now() / 1000);
  if (Math.abs(now - Number(parts.timestamp)) > CLOCK_WINDOW_S) {
    throw unsigned('Authorization 中的 timestamp 与发起请求的时间不得超过5分钟');
  }
  const { method, path, body } = message;
  const text = Formatter.request(method, path, Number(parts.timestamp), parts.nonce_str, body);
  if (!Rsa.verify(text, parts.signature, caller.account.rsa().publicKey)) {
    throw unsigned('签名验证失败：请检查参与签名的方法、路径与查询串、时间戳、随机串和报文主体');
  }
  return caller;
}

function callerNamed({ keys }: World, mchid: string): Caller {
  if (mchid === keys.provider.mchid) return { kind: 'provider', account: keys.provider };
  if (mchid === keys.merchant.mchid) return { kind: 'merchant', account: keys.merchant };
  throw unsigned('商户号 mchid 不存在或没有商户证书');
}

const FORMS: Readonly<Record<Part, RegExp>> = {
  mchid: /^\d{8,10}$/,
  nonce_str: /^[0-9A-Za-z]{1,32}$/,
  signature: /^[A-Za-z0-9+/]{342}==$/,
  timestamp: /^[1-9]\d{9}$/,
  serial_no: /^[0-9A-F]{8,40}$/,
};

/** The five parts; commas between them, nothing else, each once. */
function authorizationParts(header: string | undefined): Readonly<Record<Part, string>> {
  if (header === undefined || header === '') throw unsigned('Http头缺少Authorization');
  const [scheme = '', ...rest] = header.split(' ');
  if (scheme !== SCHEME) throw unsigned(`Http头Authorization认证类型不正确，应为 ${SCHEME}`);
  if (rest.length !== 1) {
    throw unsigned('Authorization 各参数之间必须以英文逗号分隔，不能有空格（不能以空格连接）');
  }
  const found = new Map<string, string>();
  for (const piece of (rest[0] ?? '').split(',')) {
    const match = /^([a-z_]+)="([^"]*)"$/.exec(piece);
    const [, name = '', value = ''] = match ?? [];
    if (match === null || found.has(name)) throw unsigned('Http头Authorization值格式错误');
    found.set(name, value);
  }
  if (found.size !== PARTS.length) throw unsigned('Authorization 须恰有五个参数');
  const part = (name: Part): string => {
    const value = found.get(name);
    if (value === undefined) throw unsigned(`Authorization 缺少 ${name}`);
    if (!FORMS[name].test(value)) throw unsigned(`Authorization 的 ${name} 格式错误`);
    return value;
  };
  return {
    mchid: part('mchid'),
    nonce_str: part('nonce_str'),
    signature: part('signature'),
    timestamp: part('timestamp'),
    serial_no: part('serial_no'),
  };
}

function unsigned(message: string): ApiRefusal {
  return new ApiRefusal(401, 'SIGN_ERROR', message);
}

export type SignatureKind = 'right' | 'wrong' | 'probe' | 'none';

/** The key that signs at this time. */
export function signingKey(world: Pick<World, 'keys' | 'levers'>): PlatformKey {
  const { publicKey, certificate } = world.keys.platform;
  return leversOf(world).signWith === 'certificate' ? certificate : publicKey;
}

/** Headers of an answer or a notice with that body, signed now. */
export function signatureHeaders(
  world: World,
  body: string,
  kind: SignatureKind = 'right',
): Record<string, string> {
  const key = signingKey(world);
  const timestamp = Math.floor(world.clock.now() / 1000);
  const nonce = randomText(world.random, 32);
  const right = Rsa.sign(Formatter.response(timestamp, nonce, body), key.rsa().privateKey);
  return {
    'Wechatpay-Timestamp': String(timestamp),
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': key.id,
    'Wechatpay-Signature-Type': SCHEME,
    ...(kind === 'none' ? {} : { 'Wechatpay-Signature': signatureOf(right, kind) }),
  };
}

function signatureOf(right: string, kind: Exclude<SignatureKind, 'none'>): string {
  if (kind === 'right') return right;
  if (kind === 'probe') return `${PROBE}${right}`;
  return `${right.startsWith('A') ? 'B' : 'A'}${right.slice(1)}`;
}

/** Uses up one of the probes that a script asked for. */
export function takeProbe(world: World): boolean {
  const { probeAnswers } = leversOf(world);
  if (probeAnswers > 0) setLevers(world, { probeAnswers: probeAnswers - 1 });
  return probeAnswers > 0;
}

/** The encrypted resource of a notice (AEAD_AES_256_GCM under the account's APIv3 key). */
export function sealed(
  world: World,
  account: Account,
  plain: unknown,
  associatedData: string,
): Readonly<Record<string, string>> {
  const nonce = randomText(world.random, 12);
  return {
    original_type: associatedData,
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: Aes.AesGcm.encrypt(JSON.stringify(plain), account.apiV3Key, nonce, associatedData),
    associated_data: associatedData,
    nonce,
  };
}

/** Whether the four lines APPID, timestamp, nonce and package were signed with the account's key. */
export function cashierSignatureRight(
  account: Account,
  appid: string,
  fields: { readonly timeStamp: string; readonly nonceStr: string; readonly package: string },
  paySign: string,
): boolean {
  const text = Formatter.joinedByLineFeed(appid, fields.timeStamp, fields.nonceStr, fields.package);
  return Rsa.verify(text, paySign, account.rsa().publicKey);
}

/** Opens a sensitive field with the platform key of that id; undefined when it does not open. */
export function opened({ keys }: World, keyId: string, ciphertext: string): string | undefined {
  const { publicKey, certificate } = keys.platform;
  const key = [publicKey, certificate].find(({ id }) => id === keyId);
  if (key === undefined) return undefined;
  try {
    return Rsa.decrypt(ciphertext, key.rsa().privateKey);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error) return undefined;
    throw error;
  }
}
