/** One way to break a rule: an edit of the product's source. */

export interface Mutant {
  /** Of docs/money-rules.md: the rule whose guard is taken away. */
  readonly rule: number;
  readonly name: string;
  /** From the project's root. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

export const USE = 'cloudfunctions/usecases';
export const DOMAIN = 'cloudfunctions/domain';
export const CHANNEL = 'cloudfunctions/channels/payinsurance';
export const INSURED = 'cloudfunctions/channels/medins';
