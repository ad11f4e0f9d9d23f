/**
 * HTTPS for the counter service: TLS 1.2 or newer, and nobody gets further than the handshake without a
 * certificate that the CA in the settings has signed.
 */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Log } from '../ports/log';
import { kindOf } from './answer';
import { BODY_LIMIT, type ServiceDoor } from './counter-service';

const HANDSHAKE_MS = 5_000;
const REQUEST_MS = 10_000;
/** How long a stopped service waits for what it is doing. */
const LAST_ANSWERS_MS = 10_000;
const MOST_CONNECTIONS = 256;

export interface ServerFacts {
  readonly host: string;
  readonly port: number;
  /** PEM. */
  readonly tls: { readonly key: string; readonly certificate: string; readonly clientCa: string };
}

export interface Listening {
  readonly port: number;
  /** Takes no new connection, answers what it was asked, and is gone; 10 s at most. */
  close(): Promise<void>;
}

/** Rejects with the system's error where the address cannot be had. */
export async function listenForCloud(
  { host, port, tls }: ServerFacts,
  door: ServiceDoor,
  log: Log,
): Promise<Listening> {
  const server = createServer({
    key: tls.key,
    cert: tls.certificate,
    ca: tls.clientCa,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    handshakeTimeout: HANDSHAKE_MS,
    headersTimeout: HANDSHAKE_MS,
    requestTimeout: REQUEST_MS,
    maxHeaderSize: BODY_LIMIT,
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.on('tlsClientError', (error: Error) => {
    log.warn('counter-service.handshake', { code: codeOf(error) });
  });
  server.on('request', (request, response) => {
    serve(request, response, door).catch((error: unknown) => {
      log.alarm('counter-service.failed', { outcome: kindOf(error) });
      response.destroy();
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return { port: portOf(server), close: () => close(server) };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  door: ServiceDoor,
): Promise<void> {
  const read = await bodyOf(request);
  if (read.kind === 'gone') return;
  const contentType = request.headers['content-type'];
  const answer = await door({
    method: request.method ?? '',
    path: request.url ?? '',
    ...(contentType === undefined ? {} : { contentType }),
    ...(read.kind === 'text' ? { body: read.text } : {}),
  });
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...(read.kind === 'too-large' ? { connection: 'close' } : {}),
  });
  response.end(JSON.stringify(answer.body));
}

type Body =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'too-large' | 'gone' };

function bodyOf(request: IncomingMessage): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.byteLength;
      if (length <= BODY_LIMIT) {
        chunks.push(chunk);
        return;
      }
      // the rest is not kept; the connection is closed behind the answer
      chunks.length = 0;
      resolve({ kind: 'too-large' });
    });
    request.on('end', () =>
      resolve({ kind: 'text', text: Buffer.concat(chunks).toString('utf8') }),
    );
    request.on('close', () => resolve({ kind: 'gone' }));
    request.on('error', () => resolve({ kind: 'gone' }));
  });
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const end = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
  await closed;
  clearTimeout(end);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
