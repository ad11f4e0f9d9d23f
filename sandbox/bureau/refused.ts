/**
 * How the bureau refuses what the hospital asks, in the codes of docs/his-contract/openapi.json. Nothing
 * was changed then. The message holds neither an identity nor a secret.
 */

export type BureauCode =
  | 'UPLOAD_DIFFERS'
  | 'UPLOAD_REVOKED'
  | 'NOT_UPLOADED'
  | 'AMOUNT_MISMATCH'
  | 'AUTHORISATION_EXPIRED'
  | 'INSURANCE_SETTLED'
  | 'IN_HOSPITAL'
  | 'CARD_NOT_BOUND'
  | 'RELATIVE_UNKNOWN'
  | 'NOT_SETTLED'
  | 'REFUND_DIFFERS'
  | 'HOSPITAL_REFUSED'
  | 'BUSY';

export class BureauRefused extends Error {
  override readonly name = 'BureauRefused';
  constructor(
    readonly code: BureauCode,
    message: string,
  ) {
    super(message);
  }
}
