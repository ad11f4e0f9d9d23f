/**
 * What an order has beside its payment when it is taken at a hospital's counter by 医保码一码付: whose
 * counter and code, which part comes first, and cash that is taken otherwise although insurance has been
 * settled (one-code specification V1.0 §1.4.3.2; trap 41).
 */
import type { OpenId } from './ids';

/** Which part is taken first: both orders are known (trap 41). */
export type CounterFirst = 'insurance' | 'cash';

export const TENDER_KINDS = ['notes', 'bank-card', 'other'] as const;

/** How the cash part was taken instead: 现金, 银行卡, or something else. */
export type TenderKind = (typeof TENDER_KINDS)[number];

/**
 * asked: the code shall pay nothing any more, the clerk is about to take the cash part otherwise, until
 * `until` (ms); nobody takes it before that is proven · taken: a clerk has it, under that receipt.
 */
export type Tender =
  | { readonly state: 'asked'; readonly at: number; readonly until: number; readonly by: OpenId }
  | {
      readonly state: 'taken';
      readonly at: number;
      readonly kind: TenderKind;
      readonly receipt: string;
      readonly by: OpenId;
    };

export interface CounterPart {
  readonly counterNo: string;
  /** The clerk who began it. */
  readonly clerk: OpenId;
  readonly first: CounterFirst;
  /** The hospital's name for the code that was read; neither the code nor its token. */
  readonly scanId: string;
  /** It ended before anything was charged: no charge of it can still be on its way. */
  readonly neverCharged?: true;
  /** Why the code could not pay, in the words of whoever keeps the account (abnRea); never logged. */
  readonly why?: string;
  /** When a reversal was last about to go out: until it has had its time, a payment is not believed. */
  readonly closeSentAt?: number;
  readonly tender?: Tender;
}

/** The clerk takes the cash part otherwise, or is about to: insurance stays settled meanwhile. */
export function keepsInsurance(part: CounterPart | undefined): boolean {
  return part?.tender !== undefined;
}
