/** Primary and fallback host: no write is ever repeated blindly (money rule 2). */
import type { ApiAsk } from '../../cloudfunctions/channels/medins/api';
import { FOREVER } from '../support/doubles';
import {
  FALLBACK,
  NO_ANSWER,
  NOT_SENT,
  playedGateway,
  PRIMARY,
  type Answer,
} from '../support/medins-gateway';

const { api, sent, script, signatureOf, answered } = playedGateway();

const WRITE: ApiAsk = {
  call: 'refund-cash',
  method: 'POST',
  path: '/v3/refund/domestic/refunds',
  body: { out_refund_no: 'R1' },
};
const READ: ApiAsk = {
  call: 'query-refund',
  method: 'GET',
  path: '/v3/refund/domestic/refunds/R1',
};

const signed =
  (status: number, body: string): Answer =>
  () =>
    answered(status, body, signatureOf(body));
const unsigned =
  (status: number, body: string): Answer =>
  () =>
    answered(status, body, {});
const FINE = signed(200, '{"status":"SUCCESS"}');

beforeEach(() => {
  sent.length = 0;
  script.length = 0;
});

const hosts = () => sent.map(({ url }) => new URL(url).origin);

describe('a write', () => {
  test('goes to the second host when no connection was made', async () => {
    script.push(NOT_SENT, FINE);
    expect(await api.send(WRITE, FOREVER)).toMatchObject({ kind: 'success' });
    expect(hosts()).toEqual([PRIMARY, FALLBACK]);
  });

  test('is signed anew, its body the same', async () => {
    script.push(NOT_SENT, FINE);
    await api.send(WRITE, FOREVER);
    const [first, second] = sent;
    expect(first?.body).toBe(second?.body);
    expect(first?.headers?.Authorization).not.toBe(second?.headers?.Authorization);
  });

  test.each<[string, Answer]>([
    ['a cut or a time-out', NO_ANSWER],
    ['an unsigned success', unsigned(200, '{"status":"SUCCESS"}')],
    ['an unsigned refusal', unsigned(400, '{"code":"PARAM_ERROR"}')],
    ['an unsigned 502', unsigned(502, '<html>')],
    ['garbage', signed(200, '<<<garbage')],
    ['a redirection', signed(302, '')],
  ])('is sent once when its outcome is unknown: %s', async (_name, answer) => {
    script.push(answer);
    expect(await api.send(WRITE, FOREVER)).toMatchObject({ kind: 'unknown' });
    expect(hosts()).toEqual([PRIMARY]);
  });

  test('is sent once when it failed half-way', async () => {
    script.push(signed(500, '{"code":"SYSTEM_ERROR"}'));
    expect(await api.send(WRITE, FOREVER)).toMatchObject({ kind: 'failure', effect: 'maybe' });
    expect(hosts()).toEqual([PRIMARY]);
  });

  test('is unknown when it may have arrived at the second host', async () => {
    script.push(NOT_SENT, NO_ANSWER);
    expect(await api.send(WRITE, FOREVER)).toMatchObject({ kind: 'unknown', code: 'no-answer' });
    expect(hosts()).toEqual([PRIMARY, FALLBACK]);
  });

  test('is not sent when neither host was reached', async () => {
    script.push(NOT_SENT, NOT_SENT);
    expect(await api.send(WRITE, FOREVER)).toEqual({
      kind: 'not-sent',
      code: 'not-sent',
      reason: 'payment-unreachable',
    });
  });
});

describe('a question', () => {
  test.each<[string, Answer]>([
    ['no connection', NOT_SENT],
    ['a cut or a time-out', NO_ANSWER],
    ['an unsigned answer', unsigned(200, '{"status":"SUCCESS"}')],
    ['garbage', signed(200, '<<<garbage')],
  ])('is asked again of the second host after %s', async (_name, answer) => {
    script.push(answer, FINE);
    expect(await api.send(READ, FOREVER)).toMatchObject({ kind: 'success' });
    expect(hosts()).toEqual([PRIMARY, FALLBACK]);
  });

  test('is answered by a verified no', async () => {
    script.push(signed(404, '{"code":"RESOURCE_NOT_EXISTS"}'));
    expect(await api.send(READ, FOREVER)).toMatchObject({ kind: 'failure', status: 404 });
    expect(hosts()).toEqual([PRIMARY]);
  });

  test('stays unknown when the first host may have heard it and the second was not reached', async () => {
    script.push(NO_ANSWER, NOT_SENT);
    expect(await api.send(READ, FOREVER)).toMatchObject({ kind: 'unknown', code: 'no-answer' });
  });

  test('is not asked again when the time is over', async () => {
    const left = [8_000, 0];
    script.push(NO_ANSWER);
    const verdict = await api.send(READ, { leftMs: () => left.shift() ?? 0 });
    expect(verdict).toMatchObject({ kind: 'unknown', code: 'no-answer' });
    expect(hosts()).toEqual([PRIMARY]);
  });
});
