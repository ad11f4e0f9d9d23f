/**
 * What stands in for RSA while a bundled simulation runs in process (bundle.ts puts it in place of
 * node:crypto and the sandbox's library, in the few files that sign, verify, seal and open): marks that
 * only the same key recognises and any other bit breaks, of RSA's own length. Everything around them is
 * the product's. Seeds that go over sockets, and runs outside a bundle, have the real thing.
 */
import {
  constants,
  createPublicKey,
  hash,
  publicEncrypt as realEncrypt,
  sign as realSign,
  verify as realVerify,
  type KeyObject,
} from 'node:crypto';
import { Aes, Formatter, Rsa as RealRsa } from 'wechatpay-axios-plugin';

export { Aes, constants, Formatter };

const BYTES = 256;
const HEAD = 33;
let isCheap = false;

/** For the run that begins now. */
export function useCheapCrypto(cheap: boolean): void {
  isCheap = cheap;
}

const names = new WeakMap<KeyObject, string>();

/** The same for both halves of a pair. */
function nameOf(key: KeyObject): string {
  const known = names.get(key);
  if (known !== undefined) return known;
  const half = key.type === 'private' ? createPublicKey(key) : key;
  const name = hash('sha256', half.export({ type: 'spki', format: 'der' }));
  names.set(key, name);
  return name;
}

function mark(data: string | Uint8Array, key: KeyObject): Buffer {
  const text = typeof data === 'string' ? data : Buffer.from(data).toString('latin1');
  const digest = hash('sha1', `${nameOf(key)}\n${text}`, 'buffer');
  return Buffer.alloc(BYTES, digest);
}

export function sign(algorithm: string, data: Uint8Array, key: KeyObject): Buffer {
  return isCheap ? mark(data, key) : realSign(algorithm, data, key);
}

export function verify(
  algorithm: string,
  data: Uint8Array,
  key: KeyObject,
  signature: Uint8Array,
): boolean {
  if (!isCheap) return realVerify(algorithm, data, key, signature);
  return mark(data, key).equals(signature);
}

function sealed(plain: Uint8Array, key: KeyObject): Buffer {
  const block = Buffer.alloc(BYTES);
  block.write(nameOf(key), 'hex');
  block[HEAD - 1] = plain.length;
  block.set(plain, HEAD);
  return block;
}

export function publicEncrypt(
  how: { readonly key: KeyObject; readonly padding: number; readonly oaepHash: string },
  plain: Uint8Array,
): Buffer {
  return isCheap ? sealed(plain, how.key) : realEncrypt(how, plain);
}

/** As wechatpay-axios-plugin has it. */
export const Rsa = {
  sign: (text: string, key: KeyObject): string =>
    isCheap ? mark(Buffer.from(text), key).toString('base64') : RealRsa.sign(text, key),
  verify: (text: string, signature: string, key: KeyObject): boolean =>
    isCheap
      ? mark(Buffer.from(text), key).toString('base64') === signature
      : RealRsa.verify(text, signature, key),
  decrypt(ciphertext: string, key: KeyObject): string {
    if (!isCheap) return RealRsa.decrypt(ciphertext, key);
    const block = Buffer.from(ciphertext, 'base64');
    const head = block.subarray(0, HEAD - 1).toString('hex');
    if (head !== nameOf(key)) throw Object.assign(new Error('not for this key'), { code: 'KEY' });
    return block.subarray(HEAD, HEAD + (block[HEAD - 1] ?? 0)).toString();
  },
};
