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
  | { readonly ok: true; readonly status: number; readonly body: string }
  | { readonly ok: false; readonly failure: 'not-sent' | 'unknown' };

export interface Http {
  /** Never throws for what the network does. Bodies over 1 MiB are `unknown`. */
  send(request: HttpRequest, deadline: Deadline): Promise<HttpOutcome>;
}
