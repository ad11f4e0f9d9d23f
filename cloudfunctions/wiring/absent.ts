/** What a way of paying does not have, said as such. */
import type { Authoriser } from '../ports/authoriser';
import type { NameVerifier } from '../ports/name-verifier';

/** 2.0 has no real-name check: patients are added by telephone or by their insurance card. */
export const NO_NAME_CHECK: NameVerifier = {
  verify: () =>
    Promise.resolve({ kind: 'differs', code: 'no-name-check', reason: 'real-name-unavailable' }),
};

/** 1.0 asks no permission: none of its orders ever waits for one. */
export const NO_AUTHORISER: Authoriser = {
  exchange: () =>
    Promise.resolve({ kind: 'refused', code: 'no-authorisation', reason: 'authorisation-expired' }),
};
