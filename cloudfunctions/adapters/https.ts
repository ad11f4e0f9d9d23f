/**
 * The Http port on node's fetch: bounded by the deadline, no redirects followed, bodies up to 1 MiB.
 * Says whether a failed request can have reached the other side (money rule 2): `not-sent` only when
 * the connection itself never came to be.
 */
import type { Deadline } from '../ports/deadline';
import type { Http, HttpOutcome, HttpRequest } from '../ports/http';

const BODY_LIMIT = 1024 * 1024;

/** No byte of the request left this machine. */
const NOT_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function codesOf(error: unknown): readonly string[] {
  if (typeof error !== 'object' || error === null) return [];
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) {
    return error.errors.flatMap(codesOf);
  }
  if ('code' in error && typeof error.code === 'string') return [error.code];
  return 'cause' in error ? codesOf(error.cause) : [];
}

/** What a request that never came to an answer is. */
export function failureOf(error: unknown): Extract<HttpOutcome, { ok: false }> {
  const codes = codesOf(error);
  const unsent = codes.length > 0 && codes.every((code) => NOT_SENT.has(code));
  return { ok: false, failure: unsent ? 'not-sent' : 'unknown' };
}

/** The text of the body; undefined when it is longer than the limit. */
async function bounded(response: Response): Promise<string | undefined> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString('utf8');
    length += value.byteLength;
    if (length > BODY_LIMIT) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
}

/** RangeError for what is no http address; it never repeats the text. */
export function checkedUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // The error of URL would repeat the address, and an address may hold a secret.
    throw new RangeError('not an address to call');
  }
  if (url.protocol === 'https:' || url.protocol === 'http:') return url;
  throw new RangeError('not an http address');
}

async function send(request: HttpRequest, deadline: Deadline): Promise<HttpOutcome> {
  const url = checkedUrl(request.url);
  const timeout = Math.min(request.timeoutMs, deadline.leftMs());
  if (timeout <= 0) return { ok: false, failure: 'not-sent' };
  try {
    const response = await fetch(url, {
      method: request.method,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
      ...(request.headers === undefined ? {} : { headers: request.headers }),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const body = await bounded(response);
    if (body === undefined) return { ok: false, failure: 'unknown' };
    const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
    return { ok: true, status: response.status, body, header };
  } catch (error) {
    return failureOf(error);
  }
}

/** RangeError for an address that is none: that is a mistake of ours, not of the network. */
export const fetchHttp: Http = { send };
