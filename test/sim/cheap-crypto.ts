/**
 * What stands in for RSA and MD5 while a bundled simulation runs in process (bundle.ts puts it in place
 * of node:crypto and the sandbox's library, in the few files that sign, verify, seal and open): marks that
 * only the same key recognises and any other letter breaks, of the real ones' length. Everything around
 * them is the product's. Seeds that go over sockets, and runs outside a bundle, have the real thing.
 */
import {
  constants,
  createPublicKey,
  hash,
  publicEncrypt as realEncrypt,
  sign as realSign,
  timingSafeEqual,
  verify as realVerify,
  type KeyObject,
} from 'node:crypto';
import { Aes, Formatter, Hash as RealHash, Rsa as RealRsa } from 'wechatpay-axios-plugin';
import { hexWord } from './dice';

export { Aes, constants, Formatter, timingSafeEqual };

const BYTES = 256;
const HEAD = 33;
let isCheap = false;

/** For the run that begins now. */
export function useCheapCrypto(cheap: boolean): void {
  isCheap = cheap;
}
export const isCheapNow = (): boolean => isCheap;

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

let lastText = '';
let lastMark = '';

/** What is signed on one side is verified on the other at once. */
function markOf(text: string): string {
  if (text !== lastText) {
    lastText = text;
    lastMark = newMark(text);
  }
  return lastMark;
}

/** 128 bits of a text that any other letter changes: worth a digest where nobody attacks. */
function newMark(text: string): string {
  let a = 0x9e3779b9;
  let b = text.length;
  let c = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = (b << 5) - b + code;
    c = (c << 7) ^ (c >>> 25) ^ code;
  }
  return hexWord(a) + hexWord(b ^ (a >>> 16)) + hexWord(c) + hexWord(c ^ (b >>> 16));
}

/** Of RSA's length, in base64. */
function markText(text: string, key: KeyObject): string {
  const digest = markOf(`${nameOf(key)}\n${text}`);
  // the last character of a block has two bits only
  return `${digest.repeat(11).slice(0, 341)}A==`;
}
const isMark = (signature: string, text: string, key: KeyObject): boolean =>
  markText(text, key) === signature;

/** The same as bytes. */
function mark(data: Uint8Array, key: KeyObject): Buffer {
  return Buffer.from(markText(Buffer.from(data).toString(), key), 'base64');
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

/** The platform's side: the text that wechatpay-axios-plugin makes of the fields. */
export const Hash = {
  ALGO_MD5: RealHash.ALGO_MD5,
  equals: (known: string, user?: string): boolean => known === user,
  md5: (text: string): string => RealHash.md5(text),
  sign(type: 'MD5', fields: Readonly<Record<string, string>>, key: string): string {
    if (!isCheap) return RealHash.sign(type, fields, key);
    let text = '';
    for (const name of Object.keys(fields).sort()) {
      const value = fields[name];
      if (name !== 'sign' && value !== undefined && value !== '') text += `${name}=${value}&`;
    }
    return markOf(`${text === '' ? '&' : text}key=${key}`).toUpperCase();
  },
};

/** Our side: whoever is given this one signs with MD5 and nothing else. */
export function createHash(algorithm: 'md5'): Signing {
  return new Signing(algorithm);
}

class Signing {
  readonly #algorithm: 'md5';
  #text = '';

  constructor(algorithm: 'md5') {
    this.#algorithm = algorithm;
  }
  update(text: string): this {
    this.#text += text;
    return this;
  }
  digest(encoding: 'hex'): string {
    return isCheap ? markOf(this.#text) : hash(this.#algorithm, this.#text, encoding);
  }
}

/** As wechatpay-axios-plugin has it. */
export const Rsa = {
  sign: (text: string, key: KeyObject): string =>
    isCheap ? markText(text, key) : RealRsa.sign(text, key),
  verify: (text: string, signature: string, key: KeyObject): boolean =>
    isCheap ? isMark(signature, text, key) : RealRsa.verify(text, signature, key),
  decrypt(ciphertext: string, key: KeyObject): string {
    if (!isCheap) return RealRsa.decrypt(ciphertext, key);
    const block = Buffer.from(ciphertext, 'base64');
    const head = block.subarray(0, HEAD - 1).toString('hex');
    if (head !== nameOf(key)) throw Object.assign(new Error('not for this key'), { code: 'KEY' });
    return block.subarray(HEAD, HEAD + (block[HEAD - 1] ?? 0)).toString();
  },
};
