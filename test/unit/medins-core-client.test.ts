import { Formatter, Rsa } from 'wechatpay-axios-plugin';
import type { ApiAsk } from '../../cloudfunctions/channels/medins/api';
import { orderNo } from '../../cloudfunctions/domain/ids';
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import { FOREVER } from '../support/doubles';
import { CERTIFICATE_ID, MERCHANT_SERIAL, PUBLIC_KEY_ID } from '../support/medins-keys';
import { FALLBACK, NO_ANSWER, playedGateway, PRIMARY, REQUEST_ID } from '../support/medins-gateway';

const gateway = playedGateway();
const { api, clock, sent, script, lines, alarms, signatureOf, answered, keys } = gateway;

const NO = orderNo('Y20260101abcdefabcdefabcdefabcdefab');
const ORDER: ApiAsk = {
  call: 'mixed-order',
  method: 'POST',
  path: '/v3/med-ins/orders',
  body: { out_trade_no: NO, payer: { name: '张三' }, total_fee: 100 },
  sensitive: true,
  orderNo: NO,
};
const QUERY: ApiAsk = {
  call: 'query-mixed',
  method: 'GET',
  path: `/v3/med-ins/orders/out-trade-no/${NO}?sub_mchid=1900000109`,
};

beforeEach(() => {
  for (const list of [sent, script, lines, alarms]) list.length = 0;
});

function theOne(): HttpRequest {
  expect(sent).toHaveLength(1);
  const [request] = sent;
  if (request === undefined) throw new Error('nothing was sent');
  return request;
}

const answer = (status: number, body: string, headers?: Record<string, string>, number?: string) =>
  script.push(() => answered(status, body, headers ?? signatureOf(body), number));
const order = () => api.send(ORDER, FOREVER);

describe('what is sent', () => {
  test('a write: its body once, signed and sent as the same bytes', async () => {
    answer(200, '{"mix_trade_no":"M1"}');
    await order();
    const request = theOne();
    expect(request).toMatchObject({
      method: 'POST',
      url: `${PRIMARY}/v3/med-ins/orders`,
      body: JSON.stringify(ORDER.body),
      timeoutMs: 8_000,
    });
    expect(request.headers).toMatchObject({
      Accept: 'application/json',
      'Content-Type': 'application/json',
      'User-Agent': 'yibao-pay',
      'Wechatpay-Serial': PUBLIC_KEY_ID,
    });
    const header = request.headers?.Authorization ?? '';
    const part = (name: string) => new RegExp(`[ ,]${name}="([^"]+)"`).exec(header)?.[1] ?? '';
    expect(part('serial_no')).toBe(MERCHANT_SERIAL);
    expect(part('timestamp')).toBe(String(Math.floor(clock.now() / 1000)));
    expect(part('nonce_str')).toHaveLength(32);
    const text = Formatter.request(
      'POST',
      '/v3/med-ins/orders',
      part('timestamp'),
      part('nonce_str'),
      request.body,
    );
    expect(Rsa.verify(text, part('signature'), keys.merchant.publicPem)).toBe(true);
  });

  test('a question: no body, its query signed; no key named where nothing is sealed', async () => {
    answer(200, '{}');
    await api.send(QUERY, FOREVER);
    const request = theOne();
    expect(request.url).toBe(`${PRIMARY}${QUERY.path}`);
    expect('body' in request).toBe(false);
    expect(Object.keys(request.headers ?? {})).toEqual(['Accept', 'User-Agent', 'Authorization']);
    const header = request.headers?.Authorization ?? '';
    const [, nonce = ''] = /nonce_str="(\w+)"/.exec(header) ?? [];
    const [, at = ''] = /timestamp="(\d+)"/.exec(header) ?? [];
    const [, signature = ''] = /signature="([^"]+)"/.exec(header) ?? [];
    const text = Formatter.request('GET', QUERY.path, at, nonce, '');
    expect(Rsa.verify(text, signature, keys.merchant.publicPem)).toBe(true);
  });

  test('the invocation’s time bounds the wait; out of time nothing is sent', async () => {
    answer(200, '{}');
    await api.send(QUERY, { leftMs: () => 1_500 });
    expect(theOne().timeoutMs).toBe(1_500);
    sent.length = 0;
    expect(await api.send(ORDER, { leftMs: () => 0 })).toEqual({
      kind: 'not-sent',
      code: 'no-time-left',
      reason: 'timeout',
    });
    expect(sent).toEqual([]);
  });
});

describe('a verified answer', () => {
  test('2xx is success, its body a record; 204 has none', async () => {
    answer(200, '{"mix_trade_no":"M1"}');
    expect(await order()).toEqual({ kind: 'success', body: { mix_trade_no: 'M1' } });
    answer(204, '');
    expect(await order()).toEqual({ kind: 'success', body: {} });
  });

  test.each(['[]', '"x"', '{', 'null', '<html>'])('2xx with %j is unknown', async (body) => {
    answer(200, body);
    expect(await order()).toMatchObject({
      kind: 'unknown',
      code: `unreadable ${REQUEST_ID}-0`,
    });
  });

  test('a failure says number, effect and reason', async () => {
    const body = '{"code":"RULE_LIMIT","message":"微信号未绑定医保电子凭证"}';
    answer(403, body, signatureOf(body), '268545963');
    expect(await order()).toEqual({
      kind: 'failure',
      status: 403,
      error: 'RULE_LIMIT',
      number: '268545963',
      code: `268545963 ${REQUEST_ID}-268545963`,
      requestId: `${REQUEST_ID}-268545963`,
      effect: 'none',
      reason: 'insurance-card-not-bound',
    });
  });

  test.each([
    [500, '{"code":"SYSTEM_ERROR"}', 'maybe'],
    [503, '{"code":"PARAM_ERROR"}', 'maybe'],
    [400, '{"code":"PARAM_ERROR"}', 'none'],
    [429, '{"code":"RATELIMIT_EXCEEDED"}', 'none'],
  ])('%d %s: %s', async (status, body, effect) => {
    answer(status, body);
    expect(await order()).toMatchObject({ kind: 'failure', status, effect });
  });

  test.each([
    [400, '{"message":"no code"}', 'http-400-unreadable'],
    [502, '<html>', 'http-502-unreadable'],
    [302, '', 'http-302'],
  ])('%d %s is unknown', async (status, body, code) => {
    answer(status, body);
    expect(await order()).toMatchObject({ kind: 'unknown', code: `${code} ${REQUEST_ID}-0` });
  });
});

describe('an answer that is not verified', () => {
  const SUCCESS = '{"mix_trade_no":"M1"}';
  const FAILURE = '{"code":"PARAM_ERROR","message":"x"}';

  test.each(['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial'])(
    'without %s is unknown, success and failure alike',
    async (name) => {
      for (const [status, body] of [
        [200, SUCCESS],
        [400, FAILURE],
        [204, ''],
      ] as const) {
        answer(
          status,
          body,
          Object.fromEntries(
            Object.entries(signatureOf(body)).filter(([header]) => header !== name),
          ),
        );
        const verdict = await order();
        expect(verdict.kind).toBe('unknown');
        expect('code' in verdict && verdict.code).toContain(`unverified-missing-header-${status}`);
      }
    },
  );

  test('when the transport gives no headers', async () => {
    script.push(() => ({ ok: true, status: 200, body: SUCCESS }));
    expect(await order()).toMatchObject({ kind: 'unknown' });
  });

  test('altered by one byte, or signed by another', async () => {
    answer(200, SUCCESS.replace('M1', 'M2'), signatureOf(SUCCESS));
    expect(await order()).toMatchObject({
      kind: 'unknown',
      code: `unverified-signature-200 ${REQUEST_ID}-0`,
    });
    answer(200, SUCCESS, { ...signatureOf(SUCCESS), 'wechatpay-serial': CERTIFICATE_ID });
    expect(await order()).toMatchObject({ kind: 'unknown' });
    expect(alarms).toEqual([]);
  });

  test('a probe is unknown', async () => {
    const headers = signatureOf(SUCCESS);
    const signature = `WECHATPAY/SIGNTEST/${headers['wechatpay-signature'] ?? ''}`.slice(0, 344);
    answer(200, SUCCESS, { ...headers, 'wechatpay-signature': signature });
    expect(await order()).toMatchObject({
      kind: 'unknown',
      code: `unverified-signature-200 ${REQUEST_ID}-0`,
    });
  });

  test('an old one, or a key that we do not have: unknown, and a person must look', async () => {
    const old = signatureOf(SUCCESS);
    clock.advance(301_000);
    answer(200, SUCCESS, old);
    expect(await order()).toMatchObject({ kind: 'unknown' });
    answer(200, SUCCESS, { ...signatureOf(SUCCESS), 'wechatpay-serial': 'PUB_KEY_ID_2' });
    expect(await order()).toMatchObject({
      kind: 'unknown',
      code: `unverified-unknown-key-200 ${REQUEST_ID}-0`,
    });
    expect(alarms).toHaveLength(2);
  });

  test('time is taken when the answer is there, not when the question went out', async () => {
    const early = signatureOf(SUCCESS);
    script.push(() => {
      clock.advance(301_000);
      return answered(200, SUCCESS, early);
    });
    expect(await order()).toMatchObject({ kind: 'unknown' });
  });

  test('an unsigned 401 is unknown, names the word for the engineer, and alarms', async () => {
    answer(401, '{"code":"SIGN_ERROR","message":"签名错误"}', {});
    expect(await order()).toEqual({
      kind: 'unknown',
      code: `unverified-missing-header-401 SIGN_ERROR ${REQUEST_ID}-0`,
      requestId: `${REQUEST_ID}-0`,
      reason: 'payment-unreachable',
    });
    expect(alarms).toEqual(['medins.call']);
  });

  test('a Request-Id that is none is left out', async () => {
    answer(200, SUCCESS, { 'request-id': '张三 110' });
    expect(await order()).toMatchObject({ code: 'unverified-missing-header-200' });
  });
});

describe('the log', () => {
  test('says call, order, outcome, code, Request-Id and duration, and nothing else', async () => {
    const body = '{"code":"ALREADY_EXISTS","message":"订单已存在 张三"}';
    script.push(() => {
      clock.advance(40);
      return answered(400, body, signatureOf(body), '268512536');
    });
    await order();
    expect(lines).toEqual([
      `medins.call ${JSON.stringify({
        call: 'mixed-order',
        outcome: 'failure',
        code: '268512536',
        reason: 'payment-unreachable',
        requestId: `${REQUEST_ID}-268512536`,
        orderNo: NO,
        durationMs: 40,
      })}`,
    ]);
  });

  test('never holds a body, a name, a signature or an address', async () => {
    answer(200, '{"mix_trade_no":"M1"}');
    await order();
    answer(400, '{"code":"张三","message":"李四"}');
    await order();
    script.push(NO_ANSWER, NO_ANSWER);
    await api.send(QUERY, FOREVER);
    const all = lines.join('\n');
    for (const secret of ['张三', '李四', 'M1', 'signature', 'WECHATPAY2', 'total_fee', FALLBACK]) {
      expect(all).not.toContain(secret);
    }
    expect(lines).toHaveLength(4);
  });

  test('a fault of ours alarms', async () => {
    answer(400, '{"code":"PARAM_ERROR"}');
    await order();
    expect(alarms).toEqual(['medins.call']);
  });
});
