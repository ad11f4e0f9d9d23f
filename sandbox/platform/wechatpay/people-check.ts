/**
 * Whose order it is: the payer and the relative come encrypted (RSA-OAEP under the key that
 * Wechatpay-Serial names), are opened, and an insured payer must be the person behind the WeChat account.
 */

import type { BureauPerson } from '../../bureau/port';
import { badParameter, numbered } from './errors';
import { objectIn, textIn } from './fields';
import type { JsonObject, User, World } from './model';
import { opened } from './signing';

/** One RSA-2048 block in base64. */
const CIPHERTEXT = /^[A-Za-z0-9+/]{342}==$/;
const DIGEST = /^[0-9a-f]{32}$/;
const DIGEST_RULE =
  '身份ID摘要须先把字母转为大写（末位 x 也要转为 X）、15 位转 18 位，再取 MD5 小写十六进制';

/** The person under `field`, in clear. Throws `ApiRefusal` that names the field. */
export function personIn(
  world: World,
  body: JsonObject,
  field: 'payer' | 'relative',
  keyId: string | undefined,
): BureauPerson | undefined {
  const person = objectIn(body, field);
  if (person === undefined) return undefined;
  if (keyId === undefined || keyId === '') {
    throw badParameter(`${field} 含敏感字段，请求头缺少 Wechatpay-Serial`);
  }
  const { publicKey, certificate } = world.keys.platform;
  if (keyId !== publicKey.id && keyId !== certificate.id) {
    throw badParameter('请求头 Wechatpay-Serial 不是微信支付公钥 ID 或平台证书序列号');
  }
  const clear = (name: string): string => {
    const value = textIn(person, name) ?? '';
    if (!CIPHERTEXT.test(value)) {
      throw badParameter(`${field}.${name} 是明文，必须用微信支付公钥加密后传入`);
    }
    const text = opened(world, keyId, value);
    if (text === undefined) {
      throw badParameter(
        `${field}.${name} 解密失败，请确认加密算法以及 Wechatpay-Serial 指明的密钥`,
      );
    }
    return text;
  };
  const name = clear('name');
  const idDigest = clear('id_digest');
  if (name.trim() === '' || name !== name.trim()) throw badParameter(`${field}.name 为空或含空格`);
  if (!DIGEST.test(idDigest)) {
    throw badParameter(`${field}.id_digest 不是 MD5 的小写十六进制：${DIGEST_RULE}`);
  }
  return { name, idDigest };
}

/** Who pays under insurance must be the person whose WeChat this is. */
export function checkIsUser(user: User, payer: BureauPerson): void {
  if (payer.idDigest !== user.idDigest) throw numbered('268545961', DIGEST_RULE);
  if (payer.name !== user.name) throw numbered('268545962');
}

export { DIGEST_RULE };
