/** The platform's real-name check (interface document v2.4 §3.9). */
import type { OpenId } from '../domain/ids';
import type { Deadline } from './deadline';
import type { Failure } from './payment-channel';

export interface NameVerifier {
  verify(
    claim: { readonly openId: OpenId; readonly name: string; readonly idDigest: string },
    deadline: Deadline,
  ): Promise<
    | { readonly kind: 'matches' }
    | ({ readonly kind: 'differs' } & Failure)
    | ({ readonly kind: 'unknown' } & Failure)
  >;
}
