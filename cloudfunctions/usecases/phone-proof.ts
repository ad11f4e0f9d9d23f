/**
 * Adding a patient by the phone number that the hospital knows: for children, parents, and papers that
 * the real-name check does not cover (money rule 15). What was named at the start is what gets bound.
 */
import type { IdentityClaim, PatientView } from '../contract/types';
import type { OpenId } from '../domain/ids';
import type { Deadline } from '../ports/deadline';
import { bind, countAttempt, masks } from './bind-patient';
import type { PhoneBinder } from './deps';
import { normaliseName } from './person-name';
import { given, Refusal } from './refusal';

/** The hospital sends a code to the number it knows for that card. */
export async function startPhoneProof(
  deps: PhoneBinder,
  owner: OpenId,
  claimed: IdentityClaim,
  deadline: Deadline,
): Promise<{ proofId: string; phoneMasked: string; expiresAt: number }> {
  const claim = { ...claimed, name: normaliseName(claimed.name) };
  await countAttempt(deps, owner, claim.cardNo);
  const { patientId } = given(await deps.his.match(claim, deadline));
  const proof = given(await deps.cards.startPhoneProof(patientId, deadline));
  const { proofId, expiresAt } = proof;
  const { idType, relation } = claim;
  await deps.proofs.put(deps.hospital.id, {
    proofId,
    owner,
    patientId,
    ...masks(claim),
    idType,
    relation,
    expiresAt,
  });
  return proof;
}

/** Refusals: `proof-code-wrong`, `proof-code-expired` (also for a proof that is not the caller's). */
export async function finishPhoneProof(
  deps: PhoneBinder,
  owner: OpenId,
  ask: { readonly proofId: string; readonly code: string },
  deadline: Deadline,
): Promise<{ patient: PatientView }> {
  const { id } = deps.hospital;
  const proof = await deps.proofs.find(id, ask.proofId);
  if (proof?.owner !== owner || proof.expiresAt <= deps.clock.now()) {
    throw new Refusal('proof-code-expired');
  }
  await countAttempt(deps, owner);
  const proven = given(await deps.cards.checkPhoneProof(ask.proofId, ask.code, deadline));
  if (proven.patientId !== proof.patientId) throw new Refusal('hospital-answer-unreadable');
  await deps.proofs.remove(id, ask.proofId);
  const { patientId, nameMasked, cardNoMasked, idType, relation = 'other' } = proof;
  const how = { idType, relation, proof: 'his-phone' } as const;
  return bind(deps, { owner, patientId, nameMasked, cardNoMasked, ...how });
}
