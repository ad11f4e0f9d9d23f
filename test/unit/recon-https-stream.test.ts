/** The HttpStreams port on real sockets: pieces as they come, silence, the deadline, leaving early. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchHttpStreams } from '../../cloudfunctions/adapters/https-stream';
import type { HttpRequest } from '../../cloudfunctions/ports/http';

const FOREVER = { leftMs: () => 60_000 };
type Handler = (request: IncomingMessage, response: ServerResponse) => void;
let server: Server;
let base: string;
let handler: Handler;

beforeEach(async () => {
  server = createServer((request, response) => handler(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

function open(more: Partial<HttpRequest> = {}, deadline = FOREVER) {
  return fetchHttpStreams.open({ method: 'POST', url: base, timeoutMs: 1_000, ...more }, deadline);
}

async function textOf(opening: Awaited<ReturnType<typeof open>>): Promise<string> {
  if (!opening.ok) throw new Error(opening.failure);
  let text = '';
  for await (const chunk of opening.body) text += Buffer.from(chunk).toString('utf8');
  return text;
}

test('status and body, longer than what is read at once', async () => {
  const long = 'x'.repeat(3 * 1024 * 1024);
  handler = (_request, response) => response.writeHead(203).end(long);
  const opening = await open({ body: 'a' });
  expect(opening).toMatchObject({ ok: true, status: 203 });
  expect(await textOf(opening)).toBe(long);
});

test('no connection: not sent; cut before the head: unknown', async () => {
  handler = (request) => request.socket.destroy();
  expect(await open()).toEqual({ ok: false, failure: 'unknown' });
  expect(await open({ url: 'http://nobody.invalid/' })).toEqual({ ok: false, failure: 'not-sent' });
  expect(await open({}, { leftMs: () => 0 })).toEqual({ ok: false, failure: 'not-sent' });
});

test('cut in the middle raises', async () => {
  handler = (_request, response) => {
    response.writeHead(200);
    response.write('half', () => response.destroy());
  };
  await expect(open().then(textOf)).rejects.toThrow();
});

test('silence raises, and so does the deadline', async () => {
  handler = (_request, response) => {
    response.writeHead(200).write('a');
  };
  await expect(open({ timeoutMs: 50 }).then(textOf)).rejects.toThrow();
  await expect(open({ timeoutMs: 30_000 }, { leftMs: () => 50 }).then(textOf)).rejects.toThrow();
});

test('no head in time: unknown', async () => {
  handler = () => undefined;
  expect(await open({ timeoutMs: 50 })).toEqual({ ok: false, failure: 'unknown' });
});

test('the time that the reader takes is not silence', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
  let end: () => void = () => undefined;
  handler = (_request, response) => {
    end = () => response.end('b');
    response.write('a');
  };
  const opening = await open({ timeoutMs: 100 });
  if (!opening.ok) throw new Error(opening.failure);
  const reader = opening.body[Symbol.asyncIterator]();
  expect((await reader.next()).done).toBe(false);
  jest.advanceTimersByTime(10_000);
  end();
  expect((await reader.next()).done).toBe(false);
  expect((await reader.next()).done).toBe(true);
  jest.useRealTimers();
});

test('leaving early closes the connection', async () => {
  let closed: Promise<unknown> = Promise.resolve();
  handler = (_request, response) => {
    closed = once(response, 'close');
    const more = (): void => {
      if (response.writable) response.write('x'.repeat(65_536), more);
    };
    more();
  };
  const opening = await open();
  if (!opening.ok) throw new Error(opening.failure);
  for await (const chunk of opening.body) {
    expect(chunk.length).toBeGreaterThan(0);
    break;
  }
  await closed;
});

test('an address that is none is an error without the address in it', async () => {
  const url = 'no address?secret=s3cret';
  const failure: unknown = await open({ url }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(RangeError);
  expect(String(failure)).not.toContain('s3cret');
});
