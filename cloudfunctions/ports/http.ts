/**
 * Sending one request. A failure says whether the request can have reached the other side:
 * `not-sent` (no connection was made) or `unknown` (anything later).
 */
import type { Deadline } from './deadline';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** May carry secrets: never logged. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
}

export type HttpOutcome =
  | {
      readonly ok: true;
      readonly status: number;
      readonly body: string;
      /** A header of the answer, by lower-case name. */
      readonly header?: (name: string) => string | undefined;
    }
  | { readonly ok: false; readonly failure: 'not-sent' | 'unknown' };

export interface Http {
  /** Never throws for what the network does. Bodies over 1 MiB are `unknown`. */
  send(request: HttpRequest, deadline: Deadline): Promise<HttpOutcome>;
}

export type HttpOpening =
  /**
   * The body as it comes; to be read to its end or given back by leaving the loop. Raises when the
   * connection breaks, when it is silent for longer than `timeoutMs`, and at the deadline.
   */
  | { readonly ok: true; readonly status: number; readonly body: AsyncIterable<Uint8Array> }
  | { readonly ok: false; readonly failure: 'not-sent' | 'unknown' };

export interface HttpStreams {
  /** As `send`, for answers of any length; `timeoutMs` bounds the wait for the head and each silence. */
  open(request: HttpRequest, deadline: Deadline): Promise<HttpOpening>;
}
