/**
 * Sealing names and digests for WeChat Pay: RSA-OAEP with SHA-1 and MGF1-SHA-1, base64, under the key of
 * the ring that the request names as Wechatpay-Serial (APIv3: 敏感信息加密).
 */
import { constants, publicEncrypt } from 'node:crypto';
import { ConfigInvalid, type MedInsConfig } from './config';

/** Two hashes of 20 bytes and two bytes more are what OAEP takes of a block. */
const OVERHEAD_BYTES = 42;

/** RangeError for a text that is empty or longer than a block (214 bytes with 2048 bits). */
export function seal(config: Pick<MedInsConfig, 'platformKeys'>, text: string): string {
  const { ring, encryptWith } = config.platformKeys;
  const key = ring.get(encryptWith);
  if (key === undefined) throw new ConfigInvalid('encryptWith', 'is not in the ring of keys');
  const plain = Buffer.from(text, 'utf8');
  const most = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8 - OVERHEAD_BYTES;
  if (plain.length === 0 || plain.length > most) throw new RangeError('does not fit to be sealed');
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return publicEncrypt({ key, padding, oaepHash: 'sha1' }, plain).toString('base64');
}
