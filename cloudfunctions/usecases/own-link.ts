/** A person's own patient; somebody else's looks exactly like one that does not exist. */
import type { HospitalId, OpenId, PatientId } from '../domain/ids';
import type { PatientLink, PatientLinks } from '../ports/patient-links';
import { Refusal } from './refusal';

/** The link, or Refusal `patient-not-yours` (money rule 13). */
export async function ownLink(
  deps: { readonly hospital: { readonly id: HospitalId }; readonly links: PatientLinks },
  owner: OpenId,
  id: PatientId,
): Promise<PatientLink> {
  const link = await deps.links.find(deps.hospital.id, owner, id);
  if (link === undefined) throw new Refusal('patient-not-yours');
  return link;
}
