/** A patient as the phone sees one: masked, and whether insurance can pay for them here. */
import type { PatientView } from '../contract/types';
import type { PatientLink } from '../ports/patient-links';

/** Insurance on this channel needs a resident identity card that is the payer's own (money rule 15). */
export function canUseInsurance(link: PatientLink): boolean {
  return link.idType === 1 && link.proof === 'verify-name';
}

export function patientView(link: PatientLink): PatientView {
  return {
    patientId: link.patientId,
    name: link.nameMasked,
    cardNo: link.cardNoMasked,
    isDefault: link.isDefault,
    canUseInsurance: canUseInsurance(link),
  };
}

/** The default one first, then in the order they were added. */
export function patientViews(links: readonly PatientLink[]): readonly PatientView[] {
  const byAge = [...links].sort((left, right) => left.boundAt - right.boundAt);
  const first = byAge.filter((link) => link.isDefault);
  return [...first, ...byAge.filter((link) => !link.isDefault)].map(patientView);
}
