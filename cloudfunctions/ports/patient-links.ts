/** Which patients a person may act for, each bound after a proof of control (money rule 15). */
import type { HospitalId, OpenId, PatientId } from '../domain/ids';
import type { IdentityKind } from '../../miniprogram/shared/identity-number';

export interface PatientLink {
  readonly patientId: PatientId;
  readonly owner: OpenId;
  /** Masked; the full name is asked of HIS when it is needed. */
  readonly nameMasked: string;
  readonly cardNoMasked: string;
  readonly idType: IdentityKind;
  readonly isDefault: boolean;
  /** What the person said; links older than the question have none. */
  readonly relation?: 'self' | 'child' | 'parent' | 'spouse' | 'other';
  /** The first two prove that the patient is the person themself. */
  readonly proof: 'verify-name' | 'insurance-card' | 'his-phone';
  readonly boundAt: number;
}

export interface PatientLinks {
  of(hospital: HospitalId, owner: OpenId): Promise<readonly PatientLink[]>;
  find(hospital: HospitalId, owner: OpenId, id: PatientId): Promise<PatientLink | undefined>;
  add(hospital: HospitalId, link: PatientLink): Promise<'added' | 'exists' | 'full'>;
  /** Puts the link in the place of the same patient's, or adds it: one write. A default stays one. */
  replace(hospital: HospitalId, link: PatientLink): Promise<void>;
  remove(hospital: HospitalId, owner: OpenId, id: PatientId): Promise<void>;
  /** Whose patient that is, for a message about a new bill. One indexed query. */
  ownersOf(hospital: HospitalId, id: PatientId): Promise<readonly OpenId[]>;
  setDefault(hospital: HospitalId, owner: OpenId, id: PatientId): Promise<void>;
}
