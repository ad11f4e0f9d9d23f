/**
 * The identity digest (interface document v2.4 §3.3, user_card_no's MD5): normalised, MD5, lower-case
 * hex. Taken here, so that the number itself does not leave the phone.
 */
import type { IdentityKind } from '../shared/identity-number';
import { normaliseIdentity } from '../shared/identity-number';
import { md5Hex } from '../vendor/md5';

/** 32 lower-case hex digits. The number must have passed `isIdentityNumber`. */
export function identityDigest(kind: IdentityKind, number: string): string {
  return md5Hex(normaliseIdentity(kind, number));
}

/**
 * An id for a request that may be repeated: the same request made from the same form has the same id,
 * another person's or another form's never. Tells nothing of what went in.
 */
export function requestIdOf(parts: readonly string[]): string {
  return `req-${md5Hex(JSON.stringify(parts))}`;
}
