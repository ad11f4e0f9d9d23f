/**
 * The optional interfaces of 医保 (选用接口): card binding and the vouched identity. Their addresses are
 * not published, so this is a port with the sandbox behind it, and nothing elsewhere (trap 42).
 */
import type { OpenId } from '../domain/ids';
import type { IdentityKind } from '../../miniprogram/shared/identity-number';
import type { Deadline } from './deadline';
import type { HisAnswer } from './his';

export interface InsuranceCards {
  /** `entry`: where it can be bound; present while it is not. */
  card(
    owner: OpenId,
    deadline: Deadline,
  ): Promise<
    HisAnswer<{
      readonly bound: boolean;
      readonly entry?: { readonly appId: string; readonly path: string };
    }>
  >;
  /** Whom a ticket of the authorisation vouches for; taken once, bound to `owner`. */
  identity(
    ask: { readonly owner: OpenId; readonly ticket: string },
    deadline: Deadline,
  ): Promise<
    HisAnswer<{ readonly name: string; readonly idType: IdentityKind; readonly idDigest: string }>
  >;
}
