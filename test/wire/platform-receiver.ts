/**
 * A hospital's notify_url for the wire tests: keeps what it hears and answers as a test wants.
 */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROVIDER, signedXml } from './platform-support';

export interface Receiver {
  readonly url: string;
  readonly bodies: string[];
  /** What the next notices are answered with; the last one stays. */
  answer: (body: string) => { status: number; body: string };
  close(): Promise<void>;
}

/** A hospital's notify_url; answers the signed success of §3.5.2 unless told otherwise. */
export async function startReceiver(): Promise<Receiver> {
  const bodies: string[] = [];
  const receiver: Receiver = {
    url: '',
    bodies,
    answer: () => ({ status: 200, body: goodNoticeAnswer() }),
    close: () => closed(server),
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      bodies.push(body);
      const { status, body: text } = receiver.answer(body);
      response.writeHead(status, { 'content-type': 'text/xml' }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(receiver, { url: `http://127.0.0.1:${portOf(server)}/notify` });
}

export function goodNoticeAnswer(key = PROVIDER.key): string {
  return signedXml({ return_code: 'SUCCESS', result_code: 'SUCCESS', nonce_str: 'abc' }, key);
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
