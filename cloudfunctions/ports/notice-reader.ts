/**
 * Reading and answering payment notices (interface document v2.4 §3.5). Verifies before it parses
 * further; what it hands on is a hint, not a proof: 1.0 notices carry no time and replay for ever.
 */
import type { PaymentEvidence } from '../domain/evidence';

export type NoticeReading =
  | {
      readonly kind: 'notice';
      /** As stated; already known to be signed with our key. */
      readonly hint: PaymentEvidence;
      /** SHA-256 over the business fields (nonce and sign left out), lower-case hex. */
      readonly fingerprint: string;
    }
  /** Not ours, altered, or unreadable. `why` is for the log only, the sender hears nothing of it. */
  | { readonly kind: 'refused'; readonly why: string };

export interface NoticeReader {
  read(body: string): NoticeReading;
  /** The signed answer that ends the platform's retries. */
  accepted(): string;
  /** The answer that says nothing and lets the platform try again. */
  refused(): string;
}
