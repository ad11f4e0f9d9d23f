/**
 * Adding a patient by the platform's real-name check (interface document v2.4 §3.9): the hospital must
 * know the card under that name and paper, and the person's own WeChat must be of that name.
 */
import type { IdentityClaim, PatientView } from '../contract/types';
import type { OpenId } from '../domain/ids';
import type { Deadline } from '../ports/deadline';
import { bind, countAttempt, masks } from './bind-patient';
import type { NameBinder } from './deps';
import { normaliseName } from './person-name';
import { given, Refusal } from './refusal';

/** Refusals: what the hospital or the real-name check says; `too-many-attempts`. */
export async function addPatient(
  deps: NameBinder,
  owner: OpenId,
  claimed: IdentityClaim,
  deadline: Deadline,
): Promise<{ patient: PatientView }> {
  const claim = { ...claimed, name: normaliseName(claimed.name) };
  if (claim.idType !== 1) throw new Refusal('identity-paper-unsupported');
  await countAttempt(deps, owner, claim.cardNo);
  const { patientId } = given(await deps.his.match(claim, deadline));
  await proveName(deps, { openId: owner, name: claim.name, idDigest: claim.idDigest }, deadline);
  const { idType, relation } = claim;
  const how = { idType, relation, proof: 'verify-name' } as const;
  return bind(deps, { owner, patientId, ...masks(claim), ...how });
}

/** Refusal with the platform's reason unless the person's WeChat is of that name and number. */
export async function proveName(
  deps: Pick<NameBinder, 'verifier'>,
  claim: { readonly openId: OpenId; readonly name: string; readonly idDigest: string },
  deadline: Deadline,
): Promise<void> {
  const verified = await deps.verifier.verify(claim, deadline);
  if (verified.kind !== 'matches') {
    throw new Refusal(verified.reason, verified.kind === 'unknown');
  }
}
