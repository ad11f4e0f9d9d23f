/**
 * The digest of an identity number (interface document v2.4 §3.3 user_card_no, §3.9 idcard_md5; trap 1)
 * and the masks under which names and cards may be stored and shown. Pure: MD5 is handed in, since the
 * phone and the functions take it from different places.
 */
import { normaliseIdentity, type IdentityKind } from '../../miniprogram/shared/identity-number';

/** MD5 of the text's UTF-8 as hex, in either case. */
export type Md5 = (text: string) => string;

/**
 * Lower-case hex MD5 of the number: upper case first, 15 digits made 18. Judges nothing about the
 * number. Throws RangeError if `md5` gives anything but 32 hex characters.
 */
export function identityDigest(md5: Md5, kind: IdentityKind, number: string): string {
  const digest = md5(normaliseIdentity(kind, number)).toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digest)) throw new RangeError('an MD5 is 32 hex characters');
  return digest;
}

/** 张三 → 张*, 张小国 → 张*国, 欧阳小国 → 欧**国; a single character is hidden whole. */
export function maskName(name: string): string {
  const characters = Array.from(name.trim());
  const [first] = characters;
  if (first === undefined || characters.length === 1) return '*';
  if (characters.length === 2) return `${first}*`;
  const last = characters[characters.length - 1] ?? '';
  return `${first}${'*'.repeat(characters.length - 2)}${last}`;
}

/** The last four characters behind four stars, whatever the length; four or fewer are hidden whole. */
export function maskCard(cardNo: string): string {
  const characters = Array.from(cardNo.trim());
  return characters.length <= 4 ? '****' : `****${characters.slice(-4).join('')}`;
}
