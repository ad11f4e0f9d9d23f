/** The patient's permission to use their insurance (医保免密授权), where a channel wants one. */
import type { OpenId } from '../domain/ids';
import type { Deadline } from './deadline';
import type { Failure } from './payment-channel';

export interface Authorisation {
  /** pay_auth_no: minutes, single use; never logged, stored or shown. */
  readonly payAuthNo: string;
  /** For paying for a relative; absent where the person has none. */
  readonly familyPayAuthNo?: string;
  /** Whose insurance it is: the person who authorised. The number itself is dropped, its digest kept. */
  readonly person: { readonly name: string; readonly idDigest: string };
  /** Where they stand, in degrees, if they let it be known. */
  readonly place?: { readonly latitude: number; readonly longitude: number };
  /** Not to be used any more from then on, ms. */
  readonly expiresAt: number;
}

export type AuthorisationOutcome =
  | { readonly kind: 'authorised'; readonly authorisation: Authorisation }
  /** The code is used up, over its time or somebody else's: authorise anew. */
  | ({ readonly kind: 'refused' } & Failure)
  | ({ readonly kind: 'unknown' } & Failure);

export interface Authoriser {
  /** Exchanges the code that the phone brought back, for that person only. */
  exchange(
    ask: { readonly authCode: string; readonly openId: OpenId },
    deadline: Deadline,
  ): Promise<AuthorisationOutcome>;
}
