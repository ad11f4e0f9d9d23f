/**
 * The envelope's cipher (one-code specification V1.0 §1.3.1): SM4, ECB, PKCS7, upper-case hex. The arithmetic is
 * that of sm-crypto-v2, so that a mistake in the product's own cannot be shared by the party that checks it;
 * the padding is checked here, since that library lets some wrong ones pass.
 */

import { sm4 } from 'sm-crypto-v2';

const BLOCK = 16;
const HEX = /^(?:[0-9A-F]{32})+$/;

export function sealed(text: string, key: string): string {
  return sm4.encrypt(text, key, { mode: 'ecb', padding: 'pkcs#7' }).toUpperCase();
}

/** Sealed without PKCS7: filled up with zeros. */
export function sealedWithZeros(text: string, key: string): string {
  const bytes = new TextEncoder().encode(text);
  const filled = new Uint8Array(Math.ceil((bytes.length + 1) / BLOCK) * BLOCK);
  filled.set(bytes);
  return sm4.encrypt(filled, key, { mode: 'ecb', padding: 'none' }).toUpperCase();
}

export type Opened =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: 'form' | 'padding' | 'encoding' };

/** `form`: not upper-case hex of whole blocks. Nothing is guessed. */
export function opened(encData: string, key: string): Opened {
  if (!HEX.test(encData)) return { ok: false, why: 'form' };
  const bytes = sm4.decrypt(encData, key, { mode: 'ecb', padding: 'none', output: 'array' });
  const count = bytes.at(-1) ?? 0;
  if (count < 1 || count > BLOCK) return { ok: false, why: 'padding' };
  if (bytes.slice(-count).some((byte) => byte !== count)) return { ok: false, why: 'padding' };
  const plain = Buffer.from(bytes.slice(0, -count));
  const text = plain.toString('utf8');
  // what is not UTF-8 was replaced, and doesn't come back
  return Buffer.from(text).equals(plain) ? { ok: true, text } : { ok: false, why: 'encoding' };
}
