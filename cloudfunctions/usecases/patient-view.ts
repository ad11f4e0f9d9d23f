/** A patient as the phone sees one: masked, and whether insurance can pay for them here. */
import type { PatientView } from '../contract/types';
import type { PatientLink } from '../ports/patient-links';
import type { PayScope } from './pay-scope';
import type { Reason } from '../../miniprogram/shared/reasons';

/** Proven to be the person themself, by the real-name check or by their insurance card. */
export function isOwn({ proof }: Pick<PatientLink, 'proof'>): boolean {
  return proof === 'verify-name' || proof === 'insurance-card';
}

/**
 * Why insurance never pays for this patient here: some ways of paying need a resident identity card that
 * is the payer's own (money rule 15). Undefined when nothing stands against it.
 */
export function insuranceBar(
  scope: PayScope,
  link: Pick<PatientLink, 'idType' | 'proof'>,
): Reason | undefined {
  if (!scope.anyPaper && link.idType !== 1) return 'insurance-identity-paper';
  return scope.relatives || isOwn(link) ? undefined : 'insurance-other-payer';
}

export function patientView(scope: PayScope, link: PatientLink): PatientView {
  const bar = insuranceBar(scope, link);
  return {
    patientId: link.patientId,
    name: link.nameMasked,
    cardNo: link.cardNoMasked,
    isDefault: link.isDefault,
    relation: isOwn(link) ? 'self' : (link.relation ?? 'other'),
    canUseInsurance: bar === undefined,
    ...(bar === undefined ? {} : { insuranceBar: bar }),
  };
}

/** The default one first, then in the order they were added. */
export function patientViews(
  scope: PayScope,
  links: readonly PatientLink[],
): readonly PatientView[] {
  const byAge = [...links].sort((left, right) => left.boundAt - right.boundAt);
  const first = byAge.filter((link) => link.isDefault);
  const rest = byAge.filter((link) => !link.isDefault);
  return [...first, ...rest].map((link) => patientView(scope, link));
}
