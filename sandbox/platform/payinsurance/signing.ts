/**
 * Signatures of 医保支付 1.0 (interface document v2.4 §4): MD5 over the sorted non-empty parameters
 * and the 医保支付 key, upper case. The arithmetic is that of wechatpay-axios-plugin, so that a
 * mistake in the product's own signing cannot be shared by the party that checks it.
 */

import { Hash } from 'wechatpay-axios-plugin';
import type { Fields } from './xml';

/** The signature that `fields` must carry; an existing `sign` and empty values are not part of it. */
export function signOf(fields: Fields, key: string): string {
  return Hash.sign(Hash.ALGO_MD5, fields, key);
}

/** Compares in constant time; absent, lower-case or otherwise different is false. */
export function signedRight(fields: Fields, key: string): boolean {
  return Hash.equals(signOf(fields, key), fields.sign);
}

export function withSign(fields: Fields, key: string): Fields {
  return { ...fields, sign: signOf(fields, key) };
}

/** The same message with a signature that cannot verify. */
export function withWrongSign(fields: Fields, key: string): Fields {
  const right = signOf(fields, key);
  return { ...fields, sign: `${right.startsWith('0') ? '1' : '0'}${right.slice(1)}` };
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

/**
 * `user_card_no` / `idcard_md5` of an identity number (§3.3, §3.9; trap 1): 15 digits become 18,
 * the letter becomes upper case, MD5, lower-case hex. It does not judge the number.
 */
export function idDigest(idNumber: string): string {
  const upper = idNumber.toUpperCase();
  return Hash.md5(upper.length === 15 ? lengthen(upper) : upper);
}

function lengthen(fifteen: string): string {
  const seventeen = `${fifteen.slice(0, 6)}19${fifteen.slice(6)}`;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(seventeen[i]), 0);
  return `${seventeen}${CHECK_DIGITS.charAt(sum % 11)}`;
}
