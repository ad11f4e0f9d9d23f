/**
 * The cipher of 一码付 (one-code specification V1.0 §1.3.1): SM4 in ECB mode with PKCS7 padding, written in
 * upper-case hex. ECB has no integrity (trap 25): that something decrypts proves nothing of who wrote it.
 */
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';

const CIPHER = 'sm4-ecb';
const BLOCK_BYTES = 16;
/** Longest ciphertext that is looked at, in hex digits: the answers of §1.5 are far below. */
const MOST_HEX = 16 * 1024;

/** Holds the key without showing it: it prints as `KeyObject`. */
export type Sm4Key = KeyObject & { readonly __secret: 'sm4-key' };

/** 32 hex digits. RangeError for anything else, without repeating it. */
export function sm4Key(hex: string): Sm4Key {
  if (!/^[0-9A-Fa-f]{32}$/.test(hex)) throw new RangeError('an SM4 key is 32 hex digits');
  return createSecretKey(Buffer.from(hex, 'hex')) as Sm4Key;
}

export function encryptBytes(key: Sm4Key, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, key, null);
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

/** Undefined where the length or the padding is wrong: another key, or tampered with. */
export function decryptBytes(key: Sm4Key, sealed: Uint8Array): Buffer | undefined {
  if (sealed.byteLength === 0 || sealed.byteLength % BLOCK_BYTES !== 0) return undefined;
  const decipher = createDecipheriv(CIPHER, key, null);
  try {
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    // The only thing that can fail by now is the padding.
    return undefined;
  }
}

/** The text in UTF-8, encrypted, as upper-case hex. */
export function seal(key: Sm4Key, text: string): string {
  return encryptBytes(key, Buffer.from(text, 'utf8')).toString('hex').toUpperCase();
}

/** Undefined for what is not upper-case hex of whole blocks, wrongly padded, or not UTF-8. */
export function unseal(key: Sm4Key, hex: string): string | undefined {
  if (hex.length > MOST_HEX || !/^(?:[0-9A-F]{32})+$/.test(hex)) return undefined;
  const plain = decryptBytes(key, Buffer.from(hex, 'hex'));
  if (plain === undefined) return undefined;
  const text = plain.toString('utf8');
  return Buffer.from(text, 'utf8').equals(plain) ? text : undefined;
}

/** Throws where this Node was built without SM4: to be found when the service starts, not at a counter. */
export function requireSm4(): void {
  // GB/T 32907-2016, appendix A.1
  const block = '0123456789ABCDEFFEDCBA9876543210';
  const sealed = encryptBytes(sm4Key(block), Buffer.from(block, 'hex'));
  if (sealed.toString('hex', 0, BLOCK_BYTES) === '681edf34d206965e86b3e94f536e4246') return;
  throw new RangeError('SM4 of this Node is not that of GB/T 32907');
}
