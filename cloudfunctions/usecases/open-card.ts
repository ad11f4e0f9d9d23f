/**
 * Opening a hospital card: the only call in which an identity number leaves the phone. It goes straight
 * on to the hospital and is stored nowhere. Proof of control comes first, by the real-name check.
 */
import type { PatientView, Relation } from '../contract/types';
import { identityDigest } from '../domain/identity';
import type { OpenId } from '../domain/ids';
import type { Deadline } from '../ports/deadline';
import {
  isIdentityNumber,
  normaliseIdentity,
  type IdentityKind,
} from '../../miniprogram/shared/identity-number';
import { proveName } from './add-patient';
import { bind, countAttempt, masks } from './bind-patient';
import type { NameBinder } from './deps';
import { normaliseName } from './person-name';
import { given, Refusal } from './refusal';

export interface CardRequest {
  readonly name: string;
  readonly idType: IdentityKind;
  readonly idNo: string;
  readonly phone: string;
  /** The same request asked again opens no second card. */
  readonly requestId: string;
  readonly relation: Relation;
}

/** Refusals: `identity-number-invalid`, `identity-paper-unsupported`, the real-name check's, HIS's. */
export async function openCard(
  deps: NameBinder & { readonly md5: (text: string) => string },
  owner: OpenId,
  request: CardRequest,
  deadline: Deadline,
): Promise<{ patient: PatientView }> {
  const { name: typed, idType, idNo, phone, requestId, relation } = request;
  const name = normaliseName(typed);
  if (idType !== 1) throw new Refusal('identity-paper-unsupported');
  if (!isIdentityNumber(idType, idNo)) throw new Refusal('identity-number-invalid');
  await countAttempt(deps, owner);
  const idDigest = identityDigest(deps.md5, idType, idNo);
  await proveName(deps, { openId: owner, name, idDigest }, deadline);
  const { patientId } = given(
    await deps.cards.openCard(
      { name, idType, idNo: normaliseIdentity(idType, idNo), phone, requestId },
      deadline,
    ),
  );
  const { cardNo } = given(await deps.his.patient(patientId, deadline));
  const how = { idType, relation, proof: 'verify-name' } as const;
  return bind(deps, { owner, patientId, ...masks({ name, cardNo }), ...how });
}
