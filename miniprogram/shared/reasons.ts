/**
 * Why something cannot go on: the codes that travel from the functions to the phone. The phone's
 * i18n holds one sentence per code and language (Record<Reason, …>), so a gap does not compile.
 */

export const REASONS = [
  'bad-request',
  'too-large',
  'unknown-action',
  'not-signed-in',
  'internal',
  'busy',
  'timeout',
  'hospital-unreachable',
  'hospital-answer-unreadable',
  'payment-unreachable',
  'payment-refused',
  'payment-misconfigured',
  'order-not-found',
  'bill-not-found',
  'patient-not-found',
  'patient-not-yours',
  'patient-already-added',
  'too-many-patients',
  'too-many-attempts',
  'bill-of-other-patient',
  'bill-settled',
  'bill-expired',
  'bill-cancelled',
  'bills-not-combinable',
  'bill-being-paid-by-other',
  'bill-amount-changed',
  'identity-number-invalid',
  'name-card-not-bound',
  'name-mismatch',
  'identity-mismatch',
  'identity-paper-unsupported',
  'proof-code-wrong',
  'proof-code-expired',
  'proof-phone-missing',
  'insurance-not-covered',
  'insurance-identity-paper',
  'insurance-other-payer',
  'insurance-presettle-failed',
  'insurance-cut-off',
  'card-unbound',
] as const;

export type Reason = (typeof REASONS)[number];
