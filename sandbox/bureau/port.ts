/**
 * What WeChat's platform asks of the insurance bureau in 2.0: whether an order may be taken under a
 * pay_auth_no, and to settle it when the patient has paid. Amounts in fen.
 */

export interface BureauPerson {
  readonly name: string;
  /** MD5 of the normalised number, lower-case hex. */
  readonly idDigest: string;
}

export interface BureauOrderAsk {
  readonly payOrderId: string;
  readonly payAuthNo: string;
  readonly openid: string;
  readonly payer: BureauPerson;
  /** When paying for a relative. */
  readonly relative?: BureauPerson;
  readonly serialNo: string;
  readonly gov: number;
  readonly self: number;
  readonly other: number;
  /** med_ins_cash_fee. */
  readonly cash: number;
}

/** Why the order is not taken; the platform turns each into its numbered error. */
export type BureauRefusal =
  | 'authorisation-rejected'
  | 'authorisation-not-found'
  | 'digest-mismatch'
  | 'name-mismatch'
  | 'card-not-bound'
  | 'no-such-relative'
  | 'settlement-check-failed';

export interface BureauForPlatform {
  /** Spends the pay_auth_no when it says yes (trap 39). */
  accept(
    ask: BureauOrderAsk,
  ): { readonly ok: true } | { readonly ok: false; readonly why: BureauRefusal };
  /** Final either way; `why` becomes med_ins_fail_reason. */
  settle(
    payOrderId: string,
  ): { readonly ok: true; readonly at: number } | { readonly ok: false; readonly why: string };
}
