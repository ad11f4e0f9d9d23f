/**
 * What a refusal of the hospital means (HIS contract, "What an answer proves" and the answers listed for
 * each operation). Only what the contract lists as a business answer of that very operation is certain;
 * whatever else comes decides nothing about money.
 */
import type { Reason } from '../../../miniprogram/shared/reasons';
import type { components } from './contract.gen';

export type HisCode = components['schemas']['ErrorCode'];
export type InsuranceExclusion = components['schemas']['InsuranceExclusion'];

/** Codes that speak of the call and not of the patient, bill or order. */
type Technical = 'INVALID_REQUEST' | 'UNAUTHORIZED' | 'NOT_FOUND' | 'BUSY' | 'INTERNAL';

export const BUSINESS_REASONS: Readonly<Record<Exclude<HisCode, Technical>, Reason>> = {
  PATIENT_NOT_FOUND: 'patient-not-found',
  BILL_NOT_FOUND: 'bill-not-found',
  PROOF_NOT_FOUND: 'proof-code-expired',
  ID_INVALID: 'identity-number-invalid',
  IDENTITY_CONFLICT: 'identity-mismatch',
  REQUEST_ID_REUSED: 'bad-request',
  NO_PHONE: 'proof-phone-missing',
  TOO_MANY: 'too-many-attempts',
  CODE_WRONG: 'proof-code-wrong',
  CODE_EXPIRED: 'proof-code-expired',
  BILL_SETTLED: 'bill-settled',
  BILL_EXPIRED: 'bill-expired',
  BILL_CANCELLED: 'bill-cancelled',
  BILL_OF_OTHER_PATIENT: 'bill-of-other-patient',
  BILLS_NOT_COMBINABLE: 'bills-not-combinable',
  BILL_CHANGED: 'bill-amount-changed',
  BILL_SETTLED_ELSEWHERE: 'bill-settled',
  SETTLEMENT_DIFFERS: 'bill-amount-changed',
  SETTLEMENT_CANCELLED: 'bill-cancelled',
  ALREADY_SETTLED: 'bill-settled',
  NOT_SETTLED: 'refund-not-possible',
  SERVED: 'refund-served',
  EXCEEDS: 'refund-not-possible',
  HOSPITAL_REFUSED: 'refund-hospital-refused',
  REFUND_DIFFERS: 'refund-not-possible',
  ALREADY_CONFIRMED: 'refund-not-possible',
  DEPARTMENT_NOT_FOUND: 'nothing-found',
  DOCTOR_NOT_FOUND: 'nothing-found',
  SLOT_NOT_FOUND: 'slot-over',
  APPOINTMENT_NOT_FOUND: 'nothing-found',
  SLOT_TAKEN: 'slot-taken',
  SLOT_OVER: 'slot-over',
  APPOINTMENT_EXISTS: 'appointment-exists',
  LOCK_OVER: 'slot-lock-over',
  APPOINTMENT_PAID: 'appointment-paid',
  NOT_IN_HOSPITAL: 'not-in-hospital',
  TOP_UP_AMOUNT: 'top-up-amount',
  PRESCRIPTION_UNKNOWN: 'code-unknown',
  PRESCRIPTION_EXPIRED: 'code-expired',
  INSURANCE_NOT_COVERED: 'insurance-not-covered',
  UPLOAD_DIFFERS: 'insurance-presettle-failed',
  UPLOAD_REVOKED: 'insurance-presettle-failed',
  NOT_UPLOADED: 'insurance-presettle-failed',
  AMOUNT_MISMATCH: 'insurance-amount-mismatch',
  AUTHORISATION_EXPIRED: 'authorisation-expired',
  INSURANCE_SETTLED: 'insurance-already-settled',
  IN_HOSPITAL: 'insurance-in-hospital',
  CARD_NOT_BOUND: 'insurance-card-not-bound',
  RELATIVE_UNKNOWN: 'relative-not-bound',
  COUNTER_UNKNOWN: 'counter-unknown',
  CODE_UNKNOWN: 'code-unknown',
  CODE_OVER: 'code-expired',
  READING_UNKNOWN: 'code-unknown',
  CODE_OF_OTHER_PATIENT: 'identity-mismatch',
  INSURANCE_REFUSED: 'insurance-settle-failed',
  INSURANCE_REVERSED: 'insurance-settle-failed',
  INSURANCE_NOT_SETTLED: 'insurance-settle-failed',
  REFUND_NOT_HELD: 'refund-not-possible',
};
export type BusinessCode = keyof typeof BUSINESS_REASONS;

const BILL_REFUSALS = [
  'BILL_EXPIRED',
  'BILL_CANCELLED',
  'BILL_OF_OTHER_PATIENT',
  'BILLS_NOT_COMBINABLE',
] as const;

/** What the bureau finds wrong before it takes fees or splits them. */
const BUREAU_REFUSALS = [
  'UPLOAD_REVOKED',
  'AUTHORISATION_EXPIRED',
  'CARD_NOT_BOUND',
  'RELATIVE_UNKNOWN',
  'IN_HOSPITAL',
  'INSURANCE_SETTLED',
  'AMOUNT_MISMATCH',
] as const;

/** Operation → status → codes, as docs/his-contract/openapi.json lists them; a test holds the two together. */
export const REFUSALS = {
  matchPatient: { 404: ['PATIENT_NOT_FOUND'], 429: ['TOO_MANY'] },
  openCard: { 409: ['IDENTITY_CONFLICT', 'REQUEST_ID_REUSED'], 422: ['ID_INVALID'] },
  getPatient: { 404: ['PATIENT_NOT_FOUND'] },
  startPhoneProof: { 404: ['PATIENT_NOT_FOUND'], 409: ['NO_PHONE'], 429: ['TOO_MANY'] },
  checkPhoneProof: { 403: ['CODE_WRONG'], 404: ['PROOF_NOT_FOUND'], 410: ['CODE_EXPIRED'] },
  listBills: { 404: ['PATIENT_NOT_FOUND'] },
  getBill: { 404: ['BILL_NOT_FOUND'] },
  preSettle: {
    404: ['PATIENT_NOT_FOUND', 'BILL_NOT_FOUND'],
    409: ['BILL_SETTLED', ...BILL_REFUSALS],
  },
  settle: {
    404: ['PATIENT_NOT_FOUND', 'BILL_NOT_FOUND'],
    409: [
      'SETTLEMENT_DIFFERS',
      'SETTLEMENT_CANCELLED',
      'BILL_CHANGED',
      'BILL_SETTLED_ELSEWHERE',
      ...BILL_REFUSALS,
      'INSURANCE_NOT_SETTLED',
    ],
  },
  querySettlement: {},
  cancelSettlement: { 409: ['ALREADY_SETTLED'] },
  holdRefund: { 409: ['NOT_SETTLED', 'SERVED', 'EXCEEDS', 'HOSPITAL_REFUSED', 'REFUND_DIFFERS'] },
  confirmRefund: { 409: ['NOT_SETTLED', 'EXCEEDS', 'REFUND_DIFFERS', 'INSURANCE_SETTLED'] },
  releaseRefund: { 409: ['ALREADY_CONFIRMED'] },
  openSession: {},
  getLedger: {},
  listDepartments: {},
  getSchedule: { 404: ['DEPARTMENT_NOT_FOUND'] },
  listSlots: { 404: ['DEPARTMENT_NOT_FOUND', 'DOCTOR_NOT_FOUND'] },
  lockSlot: {
    404: ['PATIENT_NOT_FOUND', 'SLOT_NOT_FOUND'],
    409: ['SLOT_TAKEN', 'SLOT_OVER', 'APPOINTMENT_EXISTS', 'REQUEST_ID_REUSED'],
  },
  getAppointment: { 404: ['APPOINTMENT_NOT_FOUND'] },
  extendLock: { 404: ['APPOINTMENT_NOT_FOUND'], 409: ['LOCK_OVER', 'APPOINTMENT_PAID'] },
  keepAppointment: { 404: ['APPOINTMENT_NOT_FOUND'], 409: ['LOCK_OVER', 'APPOINTMENT_PAID'] },
  releaseAppointment: { 404: ['APPOINTMENT_NOT_FOUND'], 409: ['APPOINTMENT_PAID'] },
  listAppointments: { 404: ['PATIENT_NOT_FOUND'] },
  getAdmission: { 404: ['PATIENT_NOT_FOUND'] },
  openTopUp: {
    404: ['PATIENT_NOT_FOUND'],
    409: ['NOT_IN_HOSPITAL', 'REQUEST_ID_REUSED'],
    422: ['TOP_UP_AMOUNT'],
  },
  getPrescription: { 404: ['PRESCRIPTION_UNKNOWN'], 410: ['PRESCRIPTION_EXPIRED'] },
  getPatientByCard: { 404: ['PATIENT_NOT_FOUND'] },
  getInvoice: {},
  uploadFees: {
    404: ['PATIENT_NOT_FOUND', 'BILL_NOT_FOUND'],
    409: [
      'BILL_SETTLED',
      ...BILL_REFUSALS,
      'INSURANCE_NOT_COVERED',
      'UPLOAD_DIFFERS',
      ...BUREAU_REFUSALS,
    ],
  },
  queryUpload: {},
  preSettleUpload: {
    409: ['BILL_SETTLED', 'BILL_EXPIRED', 'BILL_CANCELLED', 'NOT_UPLOADED', ...BUREAU_REFUSALS],
  },
  refundUpload: { 409: ['NOT_SETTLED', 'REFUND_DIFFERS', 'HOSPITAL_REFUSED'] },
  revokeUpload: { 409: ['INSURANCE_SETTLED'] },
  terminals: {},
  counterRead: {
    404: ['CODE_UNKNOWN', 'COUNTER_UNKNOWN', 'PATIENT_NOT_FOUND'],
    410: ['CODE_OVER'],
  },
  counterToken: { 404: ['READING_UNKNOWN'], 410: ['CODE_OVER'] },
  counterSettle: {
    404: ['PATIENT_NOT_FOUND', 'BILL_NOT_FOUND', 'READING_UNKNOWN'],
    409: [
      'INSURANCE_REVERSED',
      'SETTLEMENT_CANCELLED',
      'CODE_OF_OTHER_PATIENT',
      'BILL_SETTLED',
      ...BILL_REFUSALS,
      'INSURANCE_SETTLED',
      'INSURANCE_NOT_COVERED',
      'IN_HOSPITAL',
      'AMOUNT_MISMATCH',
      'INSURANCE_REFUSED',
    ],
  },
  counterState: {},
  counterReverse: {
    409: ['ALREADY_SETTLED', 'REFUND_NOT_HELD', 'REFUND_DIFFERS', 'HOSPITAL_REFUSED'],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<number, readonly BusinessCode[]>>>>;
export type HisOperation = keyof typeof REFUSALS;

/** Why the operation was refused for certain; undefined when this answer is none of its refusals. */
export function refusalOf(
  operation: HisOperation,
  status: number,
  code: HisCode,
): Reason | undefined {
  const listed: Readonly<Record<number, readonly BusinessCode[]>> = REFUSALS[operation];
  const found = listed[status]?.find((one) => one === code);
  return found === undefined ? undefined : BUSINESS_REASONS[found];
}

/** What the patient reads when an answer of that status and code decides nothing. */
export function uncertainReason(status: number, code?: HisCode): Reason {
  if (status >= 500 || status === 429) return 'hospital-unreachable';
  if (code === 'INVALID_REQUEST') return 'internal';
  if (code === 'UNAUTHORIZED' || code === 'NOT_FOUND') return 'hospital-unreachable';
  return 'hospital-answer-unreadable';
}

export const EXCLUSIONS: Readonly<Record<InsuranceExclusion, Reason>> = {
  NOT_COVERED: 'insurance-not-covered',
  VISIT_TYPE: 'insurance-visit-type',
  PATIENT_NOT_INSURED: 'insurance-not-covered',
  ID_TYPE: 'insurance-identity-paper',
  NOT_TODAY: 'insurance-visit-not-today',
  BUREAU_UNAVAILABLE: 'insurance-presettle-failed',
  DEPOSIT: 'insurance-not-for-deposit',
  IN_HOSPITAL: 'insurance-in-hospital',
};
