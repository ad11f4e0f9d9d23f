/**
 * Whether a caller over HTTP brings the token that was agreed (docs/his-contract, "Telling of a bill").
 * Compared by digests in constant time: how far a wrong one was right cannot be measured.
 */
import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** `header`: what stands in Authorization, if anything. */
export function bringsToken(header: string | undefined, token: string): boolean {
  const [, brought] = /^Bearer +(\S{1,512})$/i.exec(header ?? '') ?? [];
  return brought !== undefined && timingSafeEqual(digest(brought), digest(token));
}
