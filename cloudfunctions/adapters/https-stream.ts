/**
 * The HttpStreams port on node's fetch: the body is handed on as it comes and held back while nobody
 * reads, so that an answer of any length costs the same memory. Bounded by the deadline and by silence.
 */
import type { Deadline } from '../ports/deadline';
import type { HttpOpening, HttpRequest, HttpStreams } from '../ports/http';
import { checkedUrl, failureOf } from './https';

/** Aborts at the deadline, and when the other side is silent for too long while we wait for it. */
function guard(silenceMs: number, leftMs: number) {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const end = setTimeout(abort, leftMs);
  return {
    signal: controller.signal,
    /** The time that we take ourselves between two reads is not the other side's silence. */
    async heard<T>(wait: Promise<T>): Promise<T> {
      const silence = setTimeout(abort, silenceMs);
      try {
        return await wait;
      } finally {
        clearTimeout(silence);
      }
    },
    over: () => {
      clearTimeout(end);
    },
    abort,
  };
}

async function* bodyOf(
  response: Response,
  watch: ReturnType<typeof guard>,
): AsyncGenerator<Uint8Array, void, void> {
  const reader = response.body?.getReader();
  try {
    while (reader !== undefined) {
      const { done, value } = await watch.heard(reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    watch.over();
    // whoever leaves the loop early gives the connection back
    watch.abort();
  }
}

async function open(request: HttpRequest, deadline: Deadline): Promise<HttpOpening> {
  const url = checkedUrl(request.url);
  const leftMs = deadline.leftMs();
  if (Math.min(request.timeoutMs, leftMs) <= 0) return { ok: false, failure: 'not-sent' };
  const watch = guard(request.timeoutMs, leftMs);
  try {
    const answer = fetch(url, {
      method: request.method,
      redirect: 'manual',
      signal: watch.signal,
      ...(request.headers === undefined ? {} : { headers: request.headers }),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const response = await watch.heard(answer);
    return { ok: true, status: response.status, body: bodyOf(response, watch) };
  } catch (error) {
    watch.over();
    return failureOf(error);
  }
}

/** RangeError for an address that is none: that is a mistake of ours, not of the network. */
export const fetchHttpStreams: HttpStreams = { open };
