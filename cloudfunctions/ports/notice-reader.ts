/**
 * Reading and answering payment notices (1.0: interface document v2.4 §3.5; 2.0: signed headers over the
 * raw body). Verifies before it parses further; what it hands on is a hint, not a proof: 1.0 notices
 * carry no time and replay for ever.
 */
import type { PaymentEvidence } from '../domain/evidence';

/** payment: of the whole order · cash: of its cash order (2.0) · refund: of a refund of cash (2.0). */
export type NoticeSubject = 'payment' | 'cash' | 'refund';

export type NoticeReading =
  | {
      readonly kind: 'notice';
      readonly subject: NoticeSubject;
      /** As stated; already known to be signed with our key. */
      readonly hint: PaymentEvidence;
      /** SHA-256 over the business fields (nonce and sign left out), lower-case hex. */
      readonly fingerprint: string;
    }
  /** Not ours, altered, or unreadable. `why` is for the log only, the sender hears nothing of it. */
  | { readonly kind: 'refused'; readonly why: string };

/** As it came: the body to the byte, headers by lower-case name. */
export interface Notice {
  readonly body: string;
  readonly header: (name: string) => string | undefined;
}

export interface NoticeAnswer {
  readonly statusCode: number;
  readonly contentType: string;
  readonly body: string;
}

export interface NoticeReader {
  read(notice: Notice): NoticeReading;
  /** The answer that ends the platform's retries. */
  accepted(): NoticeAnswer;
  /** The answer that says nothing and lets the platform try again. */
  refused(): NoticeAnswer;
}
