/** A patient as the phone sees one: masked, and whether insurance can pay for them here. */
import type { PatientView } from '../contract/types';
import type { PatientLink } from '../ports/patient-links';
import type { Reason } from '../../miniprogram/shared/reasons';

/**
 * Why insurance never pays for this patient on this channel: it needs a resident identity card that is
 * the payer's own (money rule 15). Undefined when nothing stands against it.
 */
export function insuranceBar(link: PatientLink): Reason | undefined {
  if (link.idType !== 1) return 'insurance-identity-paper';
  return link.proof === 'verify-name' ? undefined : 'insurance-other-payer';
}

export function patientView(link: PatientLink): PatientView {
  return {
    patientId: link.patientId,
    name: link.nameMasked,
    cardNo: link.cardNoMasked,
    isDefault: link.isDefault,
    canUseInsurance: insuranceBar(link) === undefined,
  };
}

/** The default one first, then in the order they were added. */
export function patientViews(links: readonly PatientLink[]): readonly PatientView[] {
  const byAge = [...links].sort((left, right) => left.boundAt - right.boundAt);
  const first = byAge.filter((link) => link.isDefault);
  return [...first, ...byAge.filter((link) => !link.isDefault)].map(patientView);
}
