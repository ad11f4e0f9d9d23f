/** The closed list of error codes of docs/his-contract/openapi.json, and the HTTP status of each. */

export const STATUS_OF = {
  INVALID_REQUEST: 400,
  UNAUTHORIZED: 401,
  NOT_FOUND: 404,
  PATIENT_NOT_FOUND: 404,
  BILL_NOT_FOUND: 404,
  PROOF_NOT_FOUND: 404,
  ID_INVALID: 422,
  IDENTITY_CONFLICT: 409,
  REQUEST_ID_REUSED: 409,
  NO_PHONE: 409,
  TOO_MANY: 429,
  CODE_WRONG: 403,
  CODE_EXPIRED: 410,
  BILL_SETTLED: 409,
  BILL_EXPIRED: 409,
  BILL_CANCELLED: 409,
  BILL_OF_OTHER_PATIENT: 409,
  BILLS_NOT_COMBINABLE: 409,
  BILL_CHANGED: 409,
  BILL_SETTLED_ELSEWHERE: 409,
  SETTLEMENT_DIFFERS: 409,
  SETTLEMENT_CANCELLED: 409,
  ALREADY_SETTLED: 409,
  NOT_SETTLED: 409,
  SERVED: 409,
  EXCEEDS: 409,
  HOSPITAL_REFUSED: 409,
  REFUND_DIFFERS: 409,
  ALREADY_CONFIRMED: 409,
  DEPARTMENT_NOT_FOUND: 404,
  DOCTOR_NOT_FOUND: 404,
  SLOT_NOT_FOUND: 404,
  APPOINTMENT_NOT_FOUND: 404,
  SLOT_TAKEN: 409,
  SLOT_OVER: 409,
  APPOINTMENT_EXISTS: 409,
  LOCK_OVER: 409,
  APPOINTMENT_PAID: 409,
  NOT_IN_HOSPITAL: 409,
  TOP_UP_AMOUNT: 422,
  PRESCRIPTION_UNKNOWN: 404,
  PRESCRIPTION_EXPIRED: 410,
  INSURANCE_NOT_COVERED: 409,
  UPLOAD_DIFFERS: 409,
  UPLOAD_REVOKED: 409,
  NOT_UPLOADED: 409,
  AMOUNT_MISMATCH: 409,
  AUTHORISATION_EXPIRED: 409,
  INSURANCE_SETTLED: 409,
  IN_HOSPITAL: 409,
  CARD_NOT_BOUND: 409,
  RELATIVE_UNKNOWN: 409,
  BUSY: 503,
  INTERNAL: 500,
} as const;

export type HisErrorCode = keyof typeof STATUS_OF;

export function isHisErrorCode(code: string): code is HisErrorCode {
  return Object.hasOwn(STATUS_OF, code);
}

/** A refusal by the hospital: nothing was changed. The message holds no identity data. */
export class HisError extends Error {
  override readonly name = 'HisError';
  constructor(
    readonly code: HisErrorCode,
    message: string,
  ) {
    super(message);
  }
  get status(): number {
    return STATUS_OF[this.code];
  }
}
