/**
 * How often one person may do what costs others something: guessing codes of prescriptions, locking
 * places, opening bills (money rules 7 and 15). Counted before the hospital is asked.
 */
import type { OpenId } from '../../domain/ids';
import type { Attempts } from '../../ports/attempts';
import type { Base } from '../deps';
import { Refusal } from '../refusal';

export type Bounded = Base & { readonly attempts: Attempts };

const HOUR_MS = 60 * 60 * 1000;
const CODES_AN_HOUR = 60;
/** A family that compares places all day needs fewer; each is locked for minutes, or kept unpaid. */
const OPENED_A_DAY = 60;

async function count(deps: Bounded, key: string, most: number, windowMs: number): Promise<void> {
  const taken = await deps.attempts.take(key, most, windowMs, deps.clock.now());
  if (taken === 'over') throw new Refusal('too-many-attempts', true);
}

/** Whichever action takes the code. Refusal `too-many-attempts`. */
export function countCode(deps: Bounded, owner: OpenId): Promise<void> {
  return count(deps, `code:${deps.hospital.id}:${owner}`, CODES_AN_HOUR, HOUR_MS);
}

/** A repeat of the same request counts, too. Refusal `too-many-attempts`. */
export function countOpened(deps: Bounded, owner: OpenId, what: 'place' | 'top-up'): Promise<void> {
  return count(deps, `${what}:${deps.hospital.id}:${owner}`, OPENED_A_DAY, 24 * HOUR_MS);
}
