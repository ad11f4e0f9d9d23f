/**
 * Identity numbers as the hospital sees them: the check digit of GB 11643, the digest of the
 * interface document v2.4 §3.3 (upper-case first, 15 digits made 18, MD5, lower-case hex), and a
 * generator of fictitious numbers, so that none is ever written down in the tree.
 */

import { createHash } from 'node:crypto';
import type { IdType } from './types';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

function checkDigit(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECK_DIGITS.charAt(sum % 11);
}

/**
 * A valid 18-digit number: `region` six digits, `birth` as yyyyMMdd, `sequence` 0–999 (odd: male).
 * @throws RangeError if a part does not have its length.
 */
export function fictitiousIdNo(region: string, birth: string, sequence: number): string {
  const first17 = region + birth + String(sequence).padStart(3, '0');
  if (!/^\d{17}$/.test(first17)) throw new RangeError('region, birth and sequence make 17 digits');
  return first17 + checkDigit(first17);
}

/** Whether an 18-digit number has a real date and the right check digit (upper-case X). */
export function isValidIdNo(idNo: string): boolean {
  const match = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(idNo);
  if (match === null) return false;
  const date = `${match[1] ?? ''}-${match[2] ?? ''}-${match[3] ?? ''}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date) return false;
  return checkDigit(idNo.slice(0, 17)) === idNo.charAt(17);
}

/** Upper-case and trimmed; a 15-digit identity card number becomes its 18-digit successor. */
export function normalizeIdNo(idType: IdType, idNo: string): string {
  const upper = idNo.trim().toUpperCase();
  if (idType !== 1 || !/^\d{15}$/.test(upper)) return upper;
  const first17 = `${upper.slice(0, 6)}19${upper.slice(6)}`;
  return first17 + checkDigit(first17);
}

/** Lower-case hex MD5 of the normalised number. */
export function identityDigest(idType: IdType, idNo: string): string {
  return createHash('md5').update(normalizeIdNo(idType, idNo), 'utf8').digest('hex');
}

/** Whether a normalised number can be one of its kind. Household registers carry the card number. */
export function isPlausibleIdNo(idType: IdType, normalized: string): boolean {
  if (idType === 1 || idType === 9) return isValidIdNo(normalized);
  return /^[0-9A-Z]{5,20}$/.test(normalized);
}

/** Names compare without regard to blanks around and to letter case (passports). */
export function normalizeName(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toUpperCase();
}

/** `张*国`, `李*`, `A*******R`. */
export function maskName(name: string): string {
  const letters = Array.from(name);
  if (letters.length <= 1) return '*';
  const last = letters.length > 2 ? (letters.at(-1) ?? '') : '';
  return (letters[0] ?? '') + '*'.repeat(letters.length - 1 - last.length) + last;
}

/** `199****0001`. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
