/**
 * The insurance card (社保卡) of the person: whether it is bound, and themself as a patient by the
 * identity that its service vouches for (optional interfaces of 医保; trap 42). Where the hospital has no
 * such service, that is said and nothing is made up.
 */
import type { InsuranceCardView } from '../contract/visit-types';
import type { OpenId } from '../domain/ids';
import type { Deadline } from '../ports/deadline';
import type { InsuranceCards } from '../ports/insurance-cards';
import { bind, countAttempt, masks } from './bind-patient';
import type { Binder } from './deps';
import { given, Refusal } from './refusal';

export interface CardHolder {
  /** Absent: this hospital has no such service. */
  readonly insuranceCards?: InsuranceCards;
}

/** While bound the entry, where the service names one, is where its identity can be authorised. */
export async function insuranceCard(
  deps: CardHolder,
  owner: OpenId,
  deadline: Deadline,
): Promise<{ card: InsuranceCardView }> {
  if (deps.insuranceCards === undefined) return { card: { state: 'not-configured' } };
  const { bound, entry } = given(await deps.insuranceCards.card(owner, deadline));
  if (bound) {
    const card = { state: 'bound' as const, ...entry };
    return { card };
  }
  // an unbound card that can be bound nowhere is of no use to anybody
  if (entry === undefined) return { card: { state: 'not-configured' } };
  return { card: { state: 'unbound', ...entry } };
}

/**
 * Refusals: `insurance-card-not-configured`, `insurance-card-ticket`, `too-many-attempts`, what the
 * hospital says of card and identity, `patient-already-added`.
 */
export async function addFromInsuranceCard(
  deps: Binder & CardHolder,
  owner: OpenId,
  ask: { readonly ticket: string; readonly cardNo: string },
  deadline: Deadline,
): Promise<{ patientId: string }> {
  const { insuranceCards } = deps;
  if (insuranceCards === undefined) throw new Refusal('insurance-card-not-configured');
  await countAttempt(deps, owner, ask.cardNo);
  const { ticket, cardNo } = ask;
  const { name, idType, idDigest } = given(
    await insuranceCards.identity({ owner, ticket }, deadline),
  );
  if (idType !== 1) throw new Refusal('identity-paper-unsupported');
  const who = { name, cardNo, idType, idDigest };
  const { patientId } = given(await deps.his.match(who, deadline));
  const { patient } = await bind(deps, {
    ...{ owner, patientId, ...masks(who), idType },
    ...{ relation: 'self', proof: 'insurance-card' },
  });
  return { patientId: patient.patientId };
}
