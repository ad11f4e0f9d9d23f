/** The counter service's door: paths, shapes, sizes, and that nothing inside comes out. */
import type { AskedCertificate } from '../../cloudfunctions/contract/counter-service';
import type { Refused } from '../../cloudfunctions/doors/answer';
import {
  counterServiceDoor,
  type ServiceRequest,
} from '../../cloudfunctions/doors/counter-service';
import type { CertificateAsk, OneCode } from '../../cloudfunctions/ports/one-code';
import { askCertificate, askStatus } from '../../cloudfunctions/usecases/counter/one-code';
import { Refusal } from '../../cloudfunctions/usecases/refusal';
import { FOREVER, listeningLog } from '../support/doubles';
import { CERTIFICATE_ASK, CODE_ASK, TERMINAL } from '../support/onecode-bench';

const classify = (error: unknown): Refused | undefined =>
  error instanceof Refusal ? { reason: error.reason, retry: false } : undefined;

function rig(change: Partial<OneCode> = {}) {
  const logged = listeningLog();
  const asked: unknown[] = [];
  const oneCode: OneCode = {
    status: (ask) => {
      asked.push(ask);
      return Promise.resolve({ kind: 'usable' });
    },
    certificate: (ask) => {
      asked.push(ask);
      return Promise.resolve({ kind: 'issued', payCert: '134567890123456789' });
    },
    ...change,
  };
  const door = counterServiceDoor(
    {
      log: logged.log,
      ids: { hex: (bytes) => '0'.repeat(bytes * 2) },
      timeoutMs: 5_000,
      deadlineIn: () => FOREVER,
      monotonicMs: () => 0,
      withTrace: (_id, work) => work(),
      classify,
    },
    {
      status: (one, deadline) => askStatus({ oneCode }, one, deadline),
      certificate: (one, deadline) => askCertificate({ oneCode }, one, deadline),
    },
  );
  const post = (path: string, body: unknown, more: Partial<ServiceRequest> = {}) =>
    door({
      method: 'POST',
      path,
      contentType: 'application/json',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...more,
    });
  return { door, post, asked, ...logged };
}

const CERTIFICATE: AskedCertificate = { ...CERTIFICATE_ASK };

test('the status of a token', async () => {
  const { post, asked, lines } = rig();
  expect(await post('/v1/status', CODE_ASK)).toEqual({ status: 200, body: { kind: 'usable' } });
  expect(asked).toEqual([CODE_ASK]);
  const said = { action: 'status', code: '200', durationMs: 0 };
  expect(lines).toEqual([`counter-service ${JSON.stringify(said)}`]);
});

test('a certificate', async () => {
  const { post, asked } = rig();
  const contentType = 'application/json; charset=utf-8';
  expect(await post('/v1/certificate', CERTIFICATE, { contentType })).toEqual({
    status: 200,
    body: { kind: 'issued', payCert: '134567890123456789' },
  });
  expect(asked).toEqual([CERTIFICATE_ASK]);
});

test('a refusal of the centre is an answer like any other', async () => {
  const refused = {
    kind: 'refused',
    code: 'onecode 500243',
    reason: 'one-code-not-signed',
  } as const;
  const { post } = rig({ certificate: () => Promise.resolve(refused) });
  expect(await post('/v1/certificate', CERTIFICATE)).toEqual({ status: 200, body: refused });
});

test('health', async () => {
  const { door, asked, lines } = rig();
  expect(await door({ method: 'GET', path: '/v1/health' })).toEqual({
    status: 200,
    body: { ok: true },
  });
  expect((await door({ method: 'POST', path: '/v1/health' })).status).toBe(405);
  for (const line of lines) expect(line).toContain('"action":"health"');
  expect(asked).toEqual([]);
});

describe('refused before anything is asked', () => {
  const nothing: readonly (readonly [string, number, string, unknown, Partial<ServiceRequest>?])[] =
    [
      ['another path', 404, '/v1/refund', CODE_ASK],
      ['a path below', 404, '/v1/status/', CODE_ASK],
      ['a query', 404, '/v1/status?x=1', CODE_ASK],
      ['GET', 405, '/v1/status', CODE_ASK, { method: 'GET' }],
      ['another type', 415, '/v1/status', CODE_ASK, { contentType: 'text/plain' }],
      ['a form', 415, '/v1/status', 'a=b', { contentType: 'application/x-www-form-urlencoded' }],
      ['no JSON', 400, '/v1/status', '{'],
      ['nothing', 400, '/v1/status', ''],
      ['a list', 400, '/v1/status', [CODE_ASK]],
      ['no token', 400, '/v1/status', { terminal: TERMINAL }],
      ['a number as token', 400, '/v1/status', { ...CODE_ASK, token: 7 }],
      ['a field too many', 400, '/v1/status', { ...CODE_ASK, cash: 1 }],
      ['no terminal', 400, '/v1/status', { token: 'x' }],
      [
        'a terminal with more',
        ...([400, '/v1/status', { ...CODE_ASK, terminal: { ...TERMINAL, x: 1 } }] as const),
      ],
      ['no sum', 400, '/v1/certificate', CODE_ASK],
      ['a sum as text', 400, '/v1/certificate', { ...CERTIFICATE, cash: '12.34' }],
      ['half a fen', 400, '/v1/certificate', { ...CERTIFICATE, cash: 0.5 }],
      ['no fen', 400, '/v1/certificate', { ...CERTIFICATE, cash: 0 }],
      ['less than none', 400, '/v1/certificate', { ...CERTIFICATE, cash: -1 }],
      ['far too many', 400, '/v1/certificate', { ...CERTIFICATE, cash: 2 ** 53 }],
      ['no order number', 400, '/v1/certificate', { ...CERTIFICATE, orderNo: 'short' }],
      [
        'another order number',
        400,
        '/v1/certificate',
        { ...CERTIFICATE, orderNo: '../../etc/pas' },
      ],
    ];
  test.each(nothing.map((row) => ({ what: row[0], row })))('$what', async ({ row }) => {
    const [, status, path, body, more] = row;
    const { post, asked } = rig();
    const answer = await post(path, body, more);
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.body)).toEqual(['error']);
    expect(asked).toEqual([]);
  });

  test('a body over the limit', async () => {
    const { door, asked } = rig();
    const answer = await door({
      method: 'POST',
      path: '/v1/status',
      contentType: 'application/json',
    });
    expect(answer).toEqual({ status: 413, body: { error: 'too-large' } });
    expect(asked).toEqual([]);
  });
});

test('an error that nobody foresaw: no word of it, an alarm', async () => {
  const boom = (): never => {
    throw new TypeError(`token ${CODE_ASK.token}`);
  };
  const { post, lines, alarms } = rig({ certificate: boom });
  const answer = await post('/v1/certificate', CERTIFICATE);
  expect(answer).toEqual({ status: 500, body: { error: 'internal' } });
  expect(alarms).toEqual(['counter-service.failed']);
  expect(lines.join()).not.toContain(CODE_ASK.token);
});

test('log lines hold nothing of a message, nor a path that somebody made up', async () => {
  const { post, lines } = rig();
  await post('/v1/status', CODE_ASK);
  await post('/v1/certificate', CERTIFICATE);
  await post(`/v1/${CODE_ASK.token}`, CODE_ASK);
  const said = lines.join('\n');
  const { devId, operatorName } = TERMINAL;
  for (const secret of [CODE_ASK.token, '134567890123456789', operatorName, devId]) {
    expect(said).not.toContain(secret);
  }
});

test('the use case hands on just what the port asks for', async () => {
  const seen: CertificateAsk[] = [];
  const { post } = rig({
    certificate: (ask) => {
      seen.push(ask);
      return Promise.resolve({
        kind: 'unknown',
        code: 'onecode not-sent',
        reason: 'one-code-busy',
      });
    },
  });
  await post('/v1/certificate', CERTIFICATE);
  expect(Object.keys(seen[0] ?? {}).sort()).toEqual(['cash', 'orderNo', 'terminal', 'token']);
});
