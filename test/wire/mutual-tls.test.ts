/** The Http port over mutual TLS on loopback: what was not sent, what is unknown, what is never followed. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { createServer as createTcp } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mutualTls } from '../../cloudfunctions/adapters/mutual-tls';
import { checkPapers } from '../../cloudfunctions/adapters/tls-papers';
import { SettingsError } from '../../cloudfunctions/settings/settings-error';
import type { Http, HttpRequest } from '../../cloudfunctions/ports/http';
import { FOREVER } from '../support/doubles';
import { makeCa, signedBy, type Papers } from '../support/tls-papers';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let ca: Papers;
let client: Papers;
let service: Papers;
let server: Server;
let base: string;
let http: Http;
let handler: Handler;
let served: number;

beforeAll(async () => {
  ca = await makeCa('a CA');
  [service, client] = await Promise.all([
    signedBy(ca, 'service', 'serverAuth'),
    signedBy(ca, 'client', 'clientAuth'),
  ]);
  const tls = { key: service.key, cert: service.certificate, ca: ca.certificate };
  server = createServer({ ...tls, requestCert: true }, (request, response) => {
    served += 1;
    handler(request, response);
  });
  // every address of this machine's own, so that one can be asked that the certificate does not name
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  base = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  http = mutualTls({ ...client, ca: ca.certificate });
}, 30_000);
beforeEach(() => {
  served = 0;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const send = (more: Partial<HttpRequest> = {}, deadline = FOREVER) =>
  http.send({ method: 'GET', url: base, timeoutMs: 2_000, ...more }, deadline);

test('sends method, headers and body as they are and brings back status, header and text', async () => {
  handler = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, headers } = request;
      const body = Buffer.concat(chunks).toString('utf8');
      response.setHeader('x-answer', 'yes');
      response
        .writeHead(418)
        .end(`${method} ${String(headers['x-a'])} ${String(headers['content-length'])} ${body}`);
    });
  };
  const answer = await send({ method: 'POST', headers: { 'x-a': 'b' }, body: '{"医保":1}' });
  expect(answer).toMatchObject({ ok: true, status: 418, body: 'POST b 12 {"医保":1}' });
  if (!answer.ok) throw new Error('no answer');
  expect(answer.header?.('x-answer')).toBe('yes');
  expect(answer.header?.('x-other')).toBeUndefined();
});

test('every request shows the certificate on a connection of its own', async () => {
  const ports = new Set<number>();
  const shown = new Set<boolean>();
  handler = (request, response) => {
    ports.add(request.socket.remotePort ?? 0);
    shown.add('authorized' in request.socket && request.socket.authorized === true);
    response.end();
  };
  for (let index = 0; index < 3; index += 1) await send();
  expect(ports.size).toBe(3);
  expect([...shown]).toEqual([true]);
});

test('a redirect is an answer', async () => {
  handler = (_request, response) => response.writeHead(302, { location: base }).end();
  expect(await send()).toMatchObject({ ok: true, status: 302 });
  expect(served).toBe(1);
});

test('cut before, and in the middle of, the answer: unknown', async () => {
  handler = (request) => request.socket.destroy();
  expect(await send({ method: 'POST', body: 'x' })).toEqual({ ok: false, failure: 'unknown' });
  handler = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  };
  expect(await send()).toEqual({ ok: false, failure: 'unknown' });
});

test('silence until the time-out, or the deadline: unknown', async () => {
  handler = () => undefined;
  expect(await send({ timeoutMs: 300 })).toEqual({ ok: false, failure: 'unknown' });
  expect(await send({}, { leftMs: () => 300 })).toEqual({ ok: false, failure: 'unknown' });
  expect(served).toBe(2);
});

test('a body that never ends: unknown, at the time-out', async () => {
  handler = (_request, response) => {
    response.writeHead(200).write('x');
  };
  expect(await send({ timeoutMs: 300 })).toEqual({ ok: false, failure: 'unknown' });
});

test('64 KB are a body, a byte more is not', async () => {
  let length = 64 * 1024;
  handler = (_request, response) => response.end('x'.repeat(length));
  expect(await send()).toMatchObject({ ok: true, status: 200 });
  length += 1;
  expect(await send()).toEqual({ ok: false, failure: 'unknown' });
});

test('no time left: not sent', async () => {
  expect(await send({}, { leftMs: () => 0 })).toEqual({ ok: false, failure: 'not-sent' });
  expect(await send({ timeoutMs: 0 })).toEqual({ ok: false, failure: 'not-sent' });
  expect(served).toBe(0);
});

test('a port that takes connections and never shakes hands: not sent', async () => {
  const mute = createTcp();
  mute.listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  expect(await send({ url, timeoutMs: 300 })).toEqual({ ok: false, failure: 'not-sent' });
  mute.close();
});

test('the right CA under another name: not sent', async () => {
  handler = (_request, response) => response.end();
  expect(await send({ url: base.replace('127.0.0.1', 'localhost') })).toMatchObject({ ok: true });
  const url = base.replace('127.0.0.1', '127.0.0.2');
  expect(await send({ url })).toEqual({ ok: false, failure: 'not-sent' });
  expect(served).toBe(1);
});

test('a name that nobody has, a port without anybody: not sent', async () => {
  for (const url of ['https://nobody.invalid/', 'https://127.0.0.1:1/']) {
    expect(await send({ url })).toEqual({ ok: false, failure: 'not-sent' });
  }
});

test.each(['http://127.0.0.1/', 'ftp://x', '127.0.0.1', 'https://', ''])(
  '%j is a mistake of ours, and not repeated',
  (url) => {
    expect(() => send({ url })).toThrow(/^not an (?:https address|address to call)$/);
  },
);

describe('papers', () => {
  const NAMES = { key: 'KEY', certificate: 'CERT', ca: 'CA' };

  test('that belong together say until when', () => {
    const { until } = checkPapers({ ...client, ca: ca.certificate }, NAMES);
    expect(until).toBeGreaterThan(Date.now() + 86_400_000);
  });

  const pem = '-----BEGIN CERTIFICATE-----\ncanary\n-----END CERTIFICATE-----';
  test.each([
    ['KEY', 'cannot be read as PEM', () => ({ key: 'canary' })],
    ['CERT', 'cannot be read as PEM', () => ({ certificate: pem })],
    ['CA', 'cannot be read as PEM', () => ({ ca: pem })],
    ['CERT', 'does not belong to KEY', () => ({ key: service.key })],
  ])('%s %s', (path, sentence, change) => {
    const act = () => checkPapers({ ...client, ca: ca.certificate, ...change() }, NAMES);
    expect(act).toThrow(new SettingsError(path, sentence));
  });
});
