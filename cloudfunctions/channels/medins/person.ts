/**
 * Payer and relative of an order: name and digest sealed, the paper by its 2.0 name (移动医保支付 2.0,
 * card_type). The interface names no length for the two: what they must fit into is a block of RSA-OAEP.
 */
import type { InsuredPerson } from '../../ports/payment-channel';
import type { IdentityKind } from '../../../miniprogram/shared/identity-number';
import type { MedInsConfig } from './config';
import { seal } from './oaep';
import { OrderInvalid } from './order-invalid';

export type CardType =
  | 'ID_CARD'
  | 'HOUSEHOLD_REGISTRATION'
  | 'FOREIGNER_PASSPORT'
  | 'MAINLAND_TRAVEL_PERMIT_FOR_TW'
  | 'MAINLAND_TRAVEL_PERMIT_FOR_MO'
  | 'MAINLAND_TRAVEL_PERMIT_FOR_HK'
  | 'FOREIGN_PERMANENT_RESIDENT';

/** By user_card_type of 1.0, as hospitals number them. */
const CARD_TYPES: Readonly<Record<IdentityKind, CardType>> = {
  1: 'ID_CARD',
  9: 'HOUSEHOLD_REGISTRATION',
  8: 'FOREIGNER_PASSPORT',
  5: 'MAINLAND_TRAVEL_PERMIT_FOR_TW',
  4: 'MAINLAND_TRAVEL_PERMIT_FOR_MO',
  6: 'MAINLAND_TRAVEL_PERMIT_FOR_HK',
  7: 'FOREIGN_PERMANENT_RESIDENT',
};

export interface SealedPerson extends Readonly<Record<string, string>> {
  /** Base64 of RSA-OAEP, as is id_digest. */
  readonly name: string;
  readonly id_digest: string;
  readonly card_type: CardType;
}

export function cardTypeOf(kind: IdentityKind): CardType {
  return CARD_TYPES[kind];
}

/** `role` names the field in the error: OrderInvalid for a name or digest that cannot be sealed. */
export function sealedPerson(
  config: MedInsConfig,
  role: 'payer' | 'relative',
  person: InsuredPerson,
): SealedPerson {
  if (!/^[0-9a-f]{32}$/.test(person.idDigest)) {
    throw new OrderInvalid(`${role}.id_digest`, 'must be an MD5 in lower-case hex');
  }
  return {
    name: sealed(config, `${role}.name`, person.name),
    id_digest: sealed(config, `${role}.id_digest`, person.idDigest),
    card_type: cardTypeOf(person.idType),
  };
}

function sealed(config: MedInsConfig, field: string, text: string): string {
  try {
    return seal(config, text);
  } catch (error) {
    if (error instanceof RangeError) throw new OrderInvalid(field, error.message);
    throw error;
  }
}
