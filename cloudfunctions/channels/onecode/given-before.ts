/**
 * What the service remembers while it runs, since nothing in an answer says which question it belongs to
 * (trap 25): which numbers a certificate was asked for under, and, as digests, whose each certificate was;
 * the oldest is forgotten first.
 */
import { createHash } from 'node:crypto';

const MOST = 20_000;

const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('base64');

export interface GivenBefore {
  /** False where a certificate was asked for under this number before. */
  take(orderNo: string): boolean;
  /** The question never left this machine. */
  giveBack(orderNo: string): void;
  /** False for a certificate that was given for another token before. */
  belongs(payCert: string, token: string): boolean;
}

export function givenBefore(most = MOST): GivenBefore {
  const numbers = new Map<string, true>();
  const certificates = new Map<string, string>();
  const remember = <T>(memory: Map<string, T>, key: string, value: T): void => {
    memory.set(key, value);
    if (memory.size <= most) return;
    const oldest = memory.keys().next();
    if (oldest.done !== true) memory.delete(oldest.value);
  };
  return {
    take: (orderNo) => {
      if (numbers.has(orderNo)) return false;
      remember(numbers, orderNo, true);
      return true;
    },
    giveBack: (orderNo) => {
      numbers.delete(orderNo);
    },
    belongs: (payCert, token) => {
      const owner = digest(token);
      const known = certificates.get(digest(payCert));
      if (known !== undefined) return known === owner;
      remember(certificates, digest(payCert), owner);
      return true;
    },
  };
}
