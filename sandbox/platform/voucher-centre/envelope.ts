/**
 * The envelope of a request (one-code specification V1.0 §1.3.2.1) in the centre's order of judgement: shape,
 * version, time, who asks, and only then what is inside.
 */

import { opened } from './crypto';
import { badRequest, refusal } from './errors';
import { jsonOf, objectOf, texts } from './fields';
import type { World } from './model';

/** How far the caller's clock may be off. */
export const CLOCK_WINDOW_MS = 300_000;
const VERSION = '1.0.0';

const ENVELOPE = {
  reqtType: { most: 64 },
  encData: { most: 65_536 },
  version: { most: 16 },
  orgId: { most: 64 },
  timestamp: {
    most: 13,
    form: (value: string) => /^\d{13}$/.test(value),
    saying: '应为 13 位时间戳',
  },
} as const;

/** What is inside, as it was sent. Throws `CentreRefusal`. */
export function contentOf(world: World, body: string): unknown {
  const envelope = objectOf(jsonOf(body, '请求报文'), '请求报文');
  const hint = Object.hasOwn(envelope, 'reqType') ? '，应为 reqtType' : '';
  const said = texts(ENVELOPE, envelope, hint);
  if (said.version !== VERSION) throw badRequest(`参数 version 应为 ${VERSION}`);
  if (Math.abs(world.clock.now() - Number(said.timestamp)) > CLOCK_WINDOW_MS) {
    throw badRequest('参数 timestamp 与当前时间相差超过 5 分钟');
  }
  if (said.orgId !== world.keys.orgId) throw refusal('500012', 'orgId 未登记');
  if (said.reqtType !== world.reqtType) throw refusal('500093', 'reqtType 与登记的不一致');
  const inside = opened(said.encData ?? '', world.keys.sm4Key);
  if (inside.ok) return jsonOf(inside.text, 'encData 解密后');
  if (inside.why === 'form') {
    throw badRequest('参数 encData 应为十六进制大写、长度为 32 的整数倍');
  }
  throw badRequest('encData 解密失败，请检查密钥、ECB 模式、PKCS7 填充与 UTF-8 编码');
}
