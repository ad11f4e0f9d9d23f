/**
 * What every way of adding a patient shares: bounded attempts, a bounded number of patients, and the
 * link itself, written only after a proof of control (money rule 15).
 */
import type { PatientView, Relation } from '../contract/types';
import { maskCard, maskName } from '../domain/identity';
import type { OpenId, PatientId } from '../domain/ids';
import type { PatientLink } from '../ports/patient-links';
import type { IdentityKind } from '../../miniprogram/shared/identity-number';
import type { Binder } from './deps';
import { isOwn, patientView } from './patient-view';
import { Refusal } from './refusal';

const HOUR = 60 * 60 * 1000;
const PER_PERSON_HOUR = 8;
const PER_CARD_DAY = 10;

export interface NewLink {
  readonly owner: OpenId;
  readonly patientId: PatientId;
  readonly nameMasked: string;
  readonly cardNoMasked: string;
  readonly idType: IdentityKind;
  readonly proof: PatientLink['proof'];
  /** What the person said. */
  readonly relation: Relation;
}

/** Counts one attempt of this person, and on this card; Refusal `too-many-attempts`. */
export async function countAttempt(deps: Binder, owner: OpenId, cardNo?: string): Promise<void> {
  const now = deps.clock.now();
  const { id } = deps.hospital;
  const mine = await deps.attempts.take(`bind:${id}:${owner}`, PER_PERSON_HOUR, HOUR, now);
  // who is over their own limit must not use up the card's: it is somebody's, too
  if (mine === 'over') throw new Refusal('too-many-attempts', true);
  const card =
    cardNo === undefined
      ? 'ok'
      : await deps.attempts.take(`card:${id}:${cardNo}:${owner}`, PER_CARD_DAY, 24 * HOUR, now);
  if (card === 'over') throw new Refusal('too-many-attempts', true);
}

/** The masks under which a patient is stored and shown. */
export function masks(who: { readonly name: string; readonly cardNo: string }): {
  readonly nameMasked: string;
  readonly cardNoMasked: string;
} {
  return { nameMasked: maskName(who.name), cardNoMasked: maskCard(who.cardNo) };
}

/** Self is proven and never merely said: whoever proved less is somebody's relative, or says no more. */
function relationOf({ proof, relation }: Pick<NewLink, 'proof' | 'relation'>): Relation {
  if (isOwn({ proof })) return 'self';
  return relation === 'self' ? 'other' : relation;
}

/** Writes the link; a stronger proof replaces a weaker one. The first patient becomes the default. */
export async function bind(deps: Binder, claimed: NewLink): Promise<{ patient: PatientView }> {
  const { id } = deps.hospital;
  const link = { ...claimed, relation: relationOf(claimed) };
  const known = await deps.links.of(id, link.owner);
  const same = known.find((each) => each.patientId === link.patientId);
  if (same !== undefined) {
    if (isOwn(same) || link.proof === same.proof) {
      throw new Refusal('patient-already-added');
    }
    const stronger: PatientLink = { ...same, ...link };
    await deps.links.replace(id, stronger);
    return { patient: patientView(deps.scope, stronger) };
  }
  const stored: PatientLink = {
    ...link,
    isDefault: known.length === 0,
    boundAt: deps.clock.now(),
  };
  const added = await deps.links.add(id, stored);
  if (added === 'full') throw new Refusal('too-many-patients');
  if (added === 'exists') throw new Refusal('patient-already-added');
  return { patient: patientView(deps.scope, stored) };
}
