/** A started phone proof, so that its end can only bind what its beginning named. */
import type { OpenId, PatientId, HospitalId } from '../domain/ids';
import type { IdentityKind } from '../../miniprogram/shared/identity-number';
import type { PatientLink } from './patient-links';

export interface PhoneProof {
  readonly proofId: string;
  readonly owner: OpenId;
  readonly patientId: PatientId;
  readonly nameMasked: string;
  readonly cardNoMasked: string;
  readonly idType: IdentityKind;
  /** What the person said; proofs older than the question have none. */
  readonly relation?: NonNullable<PatientLink['relation']>;
  readonly expiresAt: number;
}

export interface PhoneProofs {
  put(hospital: HospitalId, proof: PhoneProof): Promise<void>;
  find(hospital: HospitalId, proofId: string): Promise<PhoneProof | undefined>;
  remove(hospital: HospitalId, proofId: string): Promise<void>;
  /** Removes every proof that the person started. */
  forget(hospital: HospitalId, owner: OpenId): Promise<void>;
}
