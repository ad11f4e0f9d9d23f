/**
 * What a refusal of the hospital means (HIS contract, "What an answer proves"). Codes that speak of
 * the call and not of the patient, bill or order are technical: they decide nothing about money.
 */
import type { Reason } from '../../../miniprogram/shared/reasons';
import type { components } from './contract.gen';

export type HisCode = components['schemas']['ErrorCode'];
export type InsuranceExclusion = components['schemas']['InsuranceExclusion'];

/** `technical`: our request, our token or their machine; the same call may do it later. */
type Meaning = { readonly reason: Reason; readonly technical?: true };

export const HIS_CODES: Readonly<Record<HisCode, Meaning>> = {
  INVALID_REQUEST: { reason: 'internal', technical: true },
  UNAUTHORIZED: { reason: 'hospital-unreachable', technical: true },
  NOT_FOUND: { reason: 'hospital-unreachable', technical: true },
  BUSY: { reason: 'hospital-unreachable', technical: true },
  INTERNAL: { reason: 'hospital-unreachable', technical: true },
  PATIENT_NOT_FOUND: { reason: 'patient-not-found' },
  BILL_NOT_FOUND: { reason: 'bill-not-found' },
  PROOF_NOT_FOUND: { reason: 'proof-code-expired' },
  ID_INVALID: { reason: 'identity-number-invalid' },
  IDENTITY_CONFLICT: { reason: 'identity-mismatch' },
  REQUEST_ID_REUSED: { reason: 'bad-request' },
  NO_PHONE: { reason: 'proof-phone-missing' },
  TOO_MANY: { reason: 'too-many-attempts' },
  CODE_WRONG: { reason: 'proof-code-wrong' },
  CODE_EXPIRED: { reason: 'proof-code-expired' },
  BILL_SETTLED: { reason: 'bill-settled' },
  BILL_EXPIRED: { reason: 'bill-expired' },
  BILL_CANCELLED: { reason: 'bill-cancelled' },
  BILL_OF_OTHER_PATIENT: { reason: 'bill-of-other-patient' },
  BILLS_NOT_COMBINABLE: { reason: 'bills-not-combinable' },
  BILL_CHANGED: { reason: 'bill-amount-changed' },
  BILL_SETTLED_ELSEWHERE: { reason: 'bill-settled' },
  SETTLEMENT_DIFFERS: { reason: 'bill-amount-changed' },
  SETTLEMENT_CANCELLED: { reason: 'bill-cancelled' },
  ALREADY_SETTLED: { reason: 'bill-settled' },
};

export const EXCLUSIONS: Readonly<Record<InsuranceExclusion, Reason>> = {
  NOT_COVERED: 'insurance-not-covered',
  VISIT_TYPE: 'insurance-not-covered',
  PATIENT_NOT_INSURED: 'insurance-not-covered',
  ID_TYPE: 'insurance-identity-paper',
  NOT_TODAY: 'insurance-not-covered',
  BUREAU_UNAVAILABLE: 'insurance-presettle-failed',
};
