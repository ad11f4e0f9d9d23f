/** Cloud and counter service over real TLS on loopback: the way through, and everybody who may not in. */
import { once } from 'node:events';
import { request as open } from 'node:https';
import { connect } from 'node:tls';
import { orderNo } from '../../cloudfunctions/domain/ids';
import {
  counterServiceRig,
  success,
  UNREACHED,
  type CounterServiceRig,
} from '../support/counter-service-rig';
import { FOREVER } from '../support/doubles';
import {
  CERTIFICATE_ASK,
  CODE_ASK,
  ISSUED,
  sealed,
  TERMINAL,
  USABLE,
} from '../support/onecode-bench';
import { makeCa, signedBy } from '../support/tls-papers';

let rig: CounterServiceRig;
const cloud: CounterServiceRig['cloud'] = (change, baseUrl) => rig.cloud(change, baseUrl);

beforeAll(async () => {
  rig = await counterServiceRig();
}, 60_000);
beforeEach(() => rig.reset());
afterAll(() => rig.close());

describe('the way through', () => {
  test('the status of a code', async () => {
    const { oneCode } = cloud();
    expect(await oneCode.status(CODE_ASK, FOREVER)).toEqual({
      kind: 'usable',
      channelName: '微信支付',
      userName: '张*国',
    });
    expect(rig.centre.heard).toHaveLength(1);
    expect(rig.centre.heard[0]).toMatchObject({
      path: '/cfc/api/signedQuery',
      content: { token: CODE_ASK.token, devId: TERMINAL.devId, orgCodg: 'H35010000001' },
    });
  });

  test('a certificate for exactly this sum, once', async () => {
    const { oneCode } = cloud();
    expect(await oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toEqual({
      kind: 'issued',
      payCert: ISSUED.payCert,
      channelName: '微信支付',
    });
    expect(rig.centre.heard[0]).toMatchObject({
      path: '/cfc/api/genPayCert',
      content: { ownPaySetlAmt: '12.34', fixmedinsTrnsSn: CERTIFICATE_ASK.orderNo },
    });
    expect(await oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toMatchObject({
      kind: 'refused',
      code: 'onecode number-used',
    });
    expect(rig.centre.heard).toHaveLength(1);
  });

  test.each([
    ['0', { kind: 'not-signed', why: '未签约' }],
    ['2', { kind: 'suspended', why: '未签约' }],
  ])('stasFlag %s with its reason', async (stasFlag, outcome) => {
    rig.centre.answer = () => success({ stasFlag, abnRea: '未签约' });
    expect(await cloud().oneCode.status(CODE_ASK, FOREVER)).toEqual(outcome);
  });

  test('a return code, an answer of another key, a token that is missing', async () => {
    const { oneCode } = cloud();
    rig.centre.answer = () => ({ code: 500243, message: 'x' });
    expect(await oneCode.status(CODE_ASK, FOREVER)).toEqual({
      ...{ kind: 'refused', code: 'onecode 500243', reason: 'one-code-not-signed' },
    });
    rig.centre.answer = () => ({
      ...success(USABLE),
      data: { encData: sealed(USABLE, 'f'.repeat(32)) },
    });
    expect(await oneCode.status(CODE_ASK, FOREVER)).toMatchObject({
      ...{ kind: 'unknown', code: 'onecode not-decrypted' },
    });
    expect(await oneCode.status({ ...CODE_ASK, token: '' }, FOREVER)).toMatchObject({
      ...{ kind: 'refused', code: 'onecode token-missing' },
    });
  });

  test('what the two of different versions say', async () => {
    const { oneCode, lines } = cloud();
    const ask = {
      ...CERTIFICATE_ASK,
      orderNo: orderNo('Y'.repeat(10)),
      cash: CERTIFICATE_ASK.cash,
    };
    const odd = { ...ask, terminal: { ...TERMINAL, extra: 'x' } };
    expect(await oneCode.certificate(odd, FOREVER)).toEqual({
      ...{ kind: 'unknown', code: 'counter http-400', reason: 'one-code-misconfigured' },
    });
    expect(lines.join()).toContain('"code":"http-400"');
  });

  test('health, for those who have a certificate', async () => {
    const url = `https://127.0.0.1:${rig.port}/v1/health`;
    const seen = await cloud().http.send({ method: 'GET', url, timeoutMs: 2_000 }, FOREVER);
    expect(seen).toMatchObject({ ok: true, status: 200, body: '{"ok":true}' });
  });
});

describe('nobody else gets in', () => {
  /** How a bare client fares: undefined when the door answered it. */
  async function bare(tls: object): Promise<string | undefined> {
    const asked = open(`https://127.0.0.1:${rig.port}/v1/health`, {
      ...{ agent: false, ca: rig.papers.ca.certificate, ...tls },
    });
    asked.end();
    try {
      await once(asked, 'response');
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : 'other';
    } finally {
      asked.destroy();
    }
  }

  test('a right certificate does, so that the others mean something', async () => {
    expect(
      await bare({ key: rig.papers.client.key, cert: rig.papers.client.certificate }),
    ).toBeUndefined();
  });

  test('none', async () => {
    expect(await bare({})).toBeDefined();
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('none, over %s', async (version) => {
    expect(await bare({ minVersion: version, maxVersion: version })).toBeDefined();
  });

  test('older TLS, even with one', async () => {
    const { key, certificate: cert } = rig.papers.client;
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
    expect(await bare({ key, cert, ...old })).toBeDefined();
  });

  test('one of another CA, one that has run out, one for servers, one that signed itself', async () => {
    const wrong = await Promise.all([
      signedBy(rig.papers.otherCa, 'counter', 'clientAuth'),
      signedBy(rig.papers.ca, 'counter', 'clientAuth', -1),
      signedBy(rig.papers.ca, 'counter', 'serverAuth'),
      makeCa('counter'),
    ]);
    for (const change of wrong) {
      const { oneCode } = cloud(change);
      expect(await oneCode.status(CODE_ASK, FOREVER)).toMatchObject(UNREACHED);
      expect(await oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toMatchObject(UNREACHED);
    }
    expect(rig.centre.heard).toEqual([]);
  });

  test('plain HTTP', async () => {
    await expect(fetch(`http://127.0.0.1:${rig.port}/v1/health`)).rejects.toThrow();
  });

  test('and the service goes on', async () => {
    expect((await cloud().oneCode.status(CODE_ASK, FOREVER)).kind).toBe('usable');
  });
});

describe('the cloud believes nobody else', () => {
  test('a server of another CA: nothing was sent', async () => {
    const { oneCode } = cloud({ ca: rig.papers.otherCa.certificate });
    expect(await oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toEqual({
      ...UNREACHED,
      code: 'counter not-sent',
    });
    expect(rig.centre.heard).toEqual([]);
  });

  test('nobody there', async () => {
    const { oneCode } = cloud({}, 'https://127.0.0.1:1');
    expect(await oneCode.status(CODE_ASK, FOREVER)).toEqual({
      ...UNREACHED,
      code: 'counter not-sent',
    });
  });
});

describe('what is too much', () => {
  const headers = { 'content-type': 'application/json' };

  test('a body over 8 KB is refused without being kept', async () => {
    const url = `https://127.0.0.1:${rig.port}/v1/status`;
    const body = JSON.stringify({ token: 'x'.repeat(9_000), terminal: TERMINAL });
    const seen = await cloud().http.send(
      { method: 'POST', url, headers, body, timeoutMs: 4_000 },
      FOREVER,
    );
    expect(seen).toMatchObject({ ok: true, status: 413, body: '{"error":"too-large"}' });
  });

  test('whoever leaves in the middle of a body costs nothing', async () => {
    const { key, certificate: cert } = rig.papers.client;
    const socket = connect({
      port: rig.port,
      host: '127.0.0.1',
      ca: rig.papers.ca.certificate,
      key,
      cert,
    });
    await once(socket, 'secureConnect');
    socket.write('POST /v1/status HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"tok');
    socket.destroy();
    await once(socket, 'close');
    expect((await cloud().oneCode.status(CODE_ASK, FOREVER)).kind).toBe('usable');
    expect(rig.centre.heard).toHaveLength(1);
  });
});
