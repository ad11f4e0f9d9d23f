/** The Http port on real sockets: what was not sent, what is unknown, and what is never followed. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchHttp } from '../../cloudfunctions/adapters/https';
import type { HttpRequest } from '../../cloudfunctions/ports/http';

const FOREVER = { leftMs: () => 60_000 };
const MIB = 1024 * 1024;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
let server: Server;
let base: string;
let handler: Handler;
let served: number;

beforeEach(async () => {
  served = 0;
  server = createServer((request, response) => {
    served += 1;
    handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

function send(more: Partial<HttpRequest> = {}, deadline = FOREVER) {
  return fetchHttp.send({ method: 'GET', url: base, timeoutMs: 1_000, ...more }, deadline);
}

test('sends method, headers and body as they are and brings back status and text', async () => {
  handler = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      response.writeHead(418).end(`${request.method} ${String(request.headers['x-a'])} ${body}`);
    });
  };
  const answer = await send({ method: 'POST', headers: { 'x-a': 'b' }, body: '<a>医保</a>' });
  expect(answer).toMatchObject({ ok: true, status: 418, body: 'POST b <a>医保</a>' });
});

test('no connection: not sent', async () => {
  server.close();
  await once(server, 'close');
  expect(await send()).toEqual({ ok: false, failure: 'not-sent' });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

test('a name that nobody has: not sent', async () => {
  const url = 'http://nobody.invalid/';
  expect(await send({ url })).toEqual({ ok: false, failure: 'not-sent' });
});

test('cut before the answer: unknown', async () => {
  handler = (request) => request.socket.destroy();
  expect(await send({ method: 'POST', body: 'x' })).toEqual({ ok: false, failure: 'unknown' });
});

test('cut in the middle of the answer: unknown', async () => {
  handler = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  };
  expect(await send()).toEqual({ ok: false, failure: 'unknown' });
});

test('silence until the time-out: unknown', async () => {
  handler = () => undefined;
  expect(await send({ timeoutMs: 60 })).toEqual({ ok: false, failure: 'unknown' });
});

test('a body that never ends counts against the time-out too', async () => {
  handler = (_request, response) => {
    response.writeHead(200).write('a');
  };
  expect(await send({ timeoutMs: 60 })).toEqual({ ok: false, failure: 'unknown' });
});

test('the deadline bounds the time-out; once it is over nothing is sent', async () => {
  handler = () => undefined;
  const begun = performance.now();
  const late = await send({ timeoutMs: 30_000 }, { leftMs: () => 60 });
  expect(late).toEqual({ ok: false, failure: 'unknown' });
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(await send({}, { leftMs: () => 0 })).toEqual({ ok: false, failure: 'not-sent' });
  expect(served).toBe(1);
});

test('a body of 1 MiB is taken, one byte more is not', async () => {
  let length = MIB;
  handler = (_request, response) => response.end('x'.repeat(length));
  expect(await send()).toMatchObject({ ok: true });
  length = MIB + 1;
  expect(await send()).toEqual({ ok: false, failure: 'unknown' });
});

test('a redirect is an answer and is not followed', async () => {
  handler = (_request, response) => {
    response.writeHead(302, { location: `${base}/elsewhere` }).end('moved');
  };
  const answer = await send();
  expect(answer).toMatchObject({ ok: true, status: 302, body: 'moved' });
  expect(answer.ok && answer.header?.('location')).toContain('elsewhere');
  expect(answer.ok && answer.header?.('x-none')).toBeUndefined();
  expect(served).toBe(1);
});

test('an address that is none is an error without the address in it', async () => {
  const url = 'no address?secret=s3cret';
  const failure: unknown = await send({ url }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(RangeError);
  expect(String(failure)).not.toContain('s3cret');
  await expect(send({ url: 'file:///etc/passwd' })).rejects.toBeInstanceOf(RangeError);
});
