/** What the hospital's way of paying can do, as far as people are told: known without any key. */

export interface PayScope {
  /** Insurance pays for relatives, too; otherwise only for whoever holds the phone (money rule 15). */
  readonly relatives: boolean;
  /** Insurance knows every kind of identity paper; otherwise resident identity cards only (trap 35). */
  readonly anyPaper: boolean;
  /** Whether a patient can be added by the platform's real-name check. */
  readonly realNameCheck: boolean;
  /** A clerk takes it at a counter: what a city says of paying by phone does not bind it. */
  readonly atCounter?: true;
  /** Where the patient permits the use of their insurance, if that is asked before an insured order. */
  readonly authorisation?: {
    readonly appId: string;
    readonly path: string;
    readonly trial?: true;
  };
}

/** 医保支付 1.0: the payer is the insured. */
export const OWN_INSURANCE: PayScope = {
  relatives: false,
  anyPaper: false,
  realNameCheck: true,
};

/** At a counter the code says whose insurance it is; a relative's is as good (trap 41). */
export const AT_COUNTER: PayScope = {
  relatives: true,
  anyPaper: true,
  realNameCheck: false,
  atCounter: true,
};
