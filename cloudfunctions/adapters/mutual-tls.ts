/**
 * The Http port over mutual TLS: shows its own certificate and believes servers of one CA only. A redirect is
 * an answer, bodies are bounded, and the deadline bounds it all. Every request has a connection of its own,
 * since a function that was frozen comes back to dead ones.
 */
import type { IncomingMessage } from 'node:http';
import { Agent, request as open, type RequestOptions } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Http, HttpOutcome, HttpRequest } from '../ports/http';
import type { TlsPapers } from './tls-papers';

/** The counter service answers less than this. */
const BODY_LIMIT = 64 * 1024;

const UNKNOWN: HttpOutcome = { ok: false, failure: 'unknown' };
const NOT_SENT: HttpOutcome = { ok: false, failure: 'not-sent' };

/** The papers as `checkPapers` takes them. RangeError by `send` for what is no https address. */
export function mutualTls({ key, certificate, ca }: TlsPapers): Http {
  const options: RequestOptions = {
    key,
    cert: certificate,
    ca,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    // no session survives, so that a certificate that is taken back counts at once
    agent: new Agent({ keepAlive: false, maxCachedSessions: 0 }),
  };
  return {
    send: (request, deadline) => {
      const timeoutMs = Math.min(request.timeoutMs, deadline.leftMs());
      const url = httpsUrl(request.url);
      return timeoutMs <= 0
        ? Promise.resolve(NOT_SENT)
        : exchange(url, options, request, timeoutMs);
    },
  };
}

function httpsUrl(text: string): URL {
  if (!text.startsWith('https://')) throw new RangeError('not an https address');
  try {
    return new URL(text);
  } catch {
    // The error of URL would repeat the address.
    throw new RangeError('not an address to call');
  }
}

function exchange(
  url: URL,
  options: RequestOptions,
  { method, headers, body }: HttpRequest,
  timeoutMs: number,
): Promise<HttpOutcome> {
  return new Promise((resolve) => {
    const bytes = Buffer.from(body ?? '', 'utf8');
    const asked = open(url, {
      ...options,
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-length': bytes.byteLength }),
      },
    });
    let secured = false;
    const end = (outcome: HttpOutcome): void => {
      clearTimeout(timer);
      resolve(outcome);
      asked.destroy();
    };
    // before the handshake is over not a byte of the request can have left
    const failed = (): void => end(secured ? UNKNOWN : NOT_SENT);
    const timer = setTimeout(failed, timeoutMs);
    asked.on('socket', (socket: Socket) => {
      if (!(socket instanceof TLSSocket)) return;
      socket.once('secureConnect', () => {
        secured = true;
      });
    });
    asked.on('error', failed);
    asked.on('response', (response) => {
      collect(response).then(end, () => end(UNKNOWN));
    });
    asked.end(bytes);
  });
}

async function collect(response: IncomingMessage): Promise<HttpOutcome> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > BODY_LIMIT) return UNKNOWN;
    chunks.push(chunk);
  }
  if (!response.complete) return UNKNOWN;
  const { headers } = response;
  return {
    ok: true,
    status: response.statusCode ?? 0,
    body: Buffer.concat(chunks).toString('utf8'),
    header: (name) => {
      const value = headers[name];
      return typeof value === 'string' ? value : undefined;
    },
  };
}
