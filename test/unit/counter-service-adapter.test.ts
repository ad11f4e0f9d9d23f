/** The cloud's side of the counter service: every answer and every failure is an outcome of the port. */
import fc from 'fast-check';
import { counterService } from '../../cloudfunctions/adapters/counter-service';
import type { HttpOutcome, HttpRequest } from '../../cloudfunctions/ports/http';
import { FOREVER, listeningLog } from '../support/doubles';
import { CERTIFICATE_ASK, CODE_ASK, TERMINAL } from '../support/onecode-bench';

function rig(outcome: HttpOutcome) {
  const sent: HttpRequest[] = [];
  const logged = listeningLog();
  const oneCode = counterService(
    { baseUrl: 'https://counter.hospital.example:8443', timeoutMs: 8_000 },
    {
      http: {
        send: (request) => {
          sent.push(request);
          return Promise.resolve(outcome);
        },
      },
      log: logged.log,
      monotonicMs: () => 0,
    },
  );
  return { oneCode, sent, ...logged };
}

const said = (body: unknown, status = 200): HttpOutcome => ({
  ...{ ok: true, status },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const unknown = (fault: string, reason = 'counter-unreachable') => ({
  ...{ kind: 'unknown', code: `counter ${fault}`, reason },
});
const CERT = '134567890123456789';

test('asks what the service knows, and nothing that the caller holds besides', async () => {
  const { oneCode, sent } = rig(said({ kind: 'issued', payCert: CERT }));
  const more = { ...CERTIFICATE_ASK, patientId: 'P1' };
  expect(await oneCode.certificate(more, FOREVER)).toEqual({ kind: 'issued', payCert: CERT });
  await oneCode.status(more, FOREVER);
  expect(sent.map(({ url }) => url)).toEqual([
    'https://counter.hospital.example:8443/v1/certificate',
    'https://counter.hospital.example:8443/v1/status',
  ]);
  expect(sent.map(({ body }) => JSON.parse(body ?? '') as unknown)).toEqual([
    { ...CODE_ASK, cash: 1234, orderNo: CERTIFICATE_ASK.orderNo },
    CODE_ASK,
  ]);
});

test.each([
  { kind: 'usable' },
  { kind: 'usable', channelName: '微信支付', userName: '张*国' },
  { kind: 'not-signed', why: '未签约' },
  { kind: 'suspended' },
  { kind: 'refused', code: 'onecode -3', reason: 'one-code-busy' },
  { kind: 'unknown', code: 'onecode http-502', reason: 'one-code-busy' },
])('a status is handed on as it is: %j', async (outcome) => {
  expect(await rig(said(outcome)).oneCode.status(CODE_ASK, FOREVER)).toEqual(outcome);
});

const failures: readonly (readonly [string, HttpOutcome, ReturnType<typeof unknown>])[] = [
  ['no connection', { ok: false, failure: 'not-sent' }, unknown('not-sent')],
  ['no answer', { ok: false, failure: 'unknown' }, unknown('no-answer')],
  ['500', said({ error: 'internal' }, 500), unknown('http-500')],
  ['503', said('', 503), unknown('http-503')],
  ['400', said({ error: 'bad-request' }, 400), unknown('http-400', 'one-code-misconfigured')],
  ['404', said('x', 404), unknown('http-404', 'one-code-misconfigured')],
  ['a redirect', said('', 302), unknown('http-302', 'one-code-misconfigured')],
  ['no JSON', said('<html>'), unknown('unreadable')],
  ['nothing', said(''), unknown('unreadable')],
  ['another kind', said({ kind: 'charged' }), unknown('unreadable')],
  [
    'a reason that nobody knows',
    said({ kind: 'refused', code: 'onecode 1', reason: 'x' }),
    unknown('unreadable'),
  ],
  [
    'a code of somebody else',
    said({ kind: 'refused', code: 'x', reason: 'busy' }),
    unknown('unreadable'),
  ],
  [
    'a field too many',
    said({ kind: 'unknown', code: 'onecode 1', reason: 'busy', payCert: CERT }),
    unknown('unreadable'),
  ],
];

test.each(failures)('%s ends both calls', async (_what, answer, outcome) => {
  const { oneCode, sent, lines } = rig(answer);
  expect(await oneCode.status(CODE_ASK, FOREVER)).toEqual(outcome);
  expect(await oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toEqual(outcome);
  // each asked once
  expect(sent).toHaveLength(2);
  expect(lines).toHaveLength(2);
});

test('the answer to the other question is none', async () => {
  const status = rig(said({ kind: 'issued', payCert: CERT }));
  expect(await status.oneCode.status(CODE_ASK, FOREVER)).toEqual(unknown('unreadable'));
  const certificate = rig(said({ kind: 'usable' }));
  expect(await certificate.oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toEqual(
    unknown('unreadable'),
  );
});

test('any JSON is an outcome, and only a certificate is issued', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const outcome = await rig(said(value)).oneCode.certificate(CERTIFICATE_ASK, FOREVER);
      expect(outcome.kind).toBe('unknown');
    }),
    { numRuns: 200 },
  );
});

test('the log holds neither token, certificate nor names', async () => {
  const issued = { kind: 'issued', payCert: CERT, userName: '张建国', channelName: '微信支付' };
  for (const answer of [said(issued), said(JSON.stringify(issued), 500), said(`${CERT}{`)]) {
    const { oneCode, lines } = rig(answer);
    await oneCode.certificate(CERTIFICATE_ASK, FOREVER);
    await oneCode.status(CODE_ASK, FOREVER);
    const secrets = [CERT, CODE_ASK.token, '张建国', TERMINAL.operatorName, TERMINAL.devId];
    for (const secret of secrets) expect(lines.join()).not.toContain(secret);
  }
});
