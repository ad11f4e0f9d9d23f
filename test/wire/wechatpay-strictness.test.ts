/**
 * Mistakes that circulate in real integrations of 2.0, each refused with words that name it; every numbered
 * error for its cause; every field of the order by its table (移动医保支付 2.0; traps 1, 18–21, 36–37).
 */

import { Hash } from 'wechatpay-axios-plugin';
import {
  ask,
  encrypted,
  freshNo,
  ID_NO,
  NAME,
  startRig,
  type AskOptions,
  type Body,
  type Reply,
  type Rig,
} from './wechatpay-rig';
import {
  CASH_ONLY,
  inCashier,
  INSURANCE_ONLY,
  mixedBody,
  order,
  parameters,
  person,
  place,
  prepay,
  prepayBody,
  prepayPath,
  refusalOf,
  tellRefund,
  type Mode,
} from './wechatpay-messages';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());
afterEach(() => {
  rig.bureau.refuse = undefined;
});

/** An order spoilt in one place, on a fresh cash order. */
async function spoilt(more: Body, mode: Mode = 'merchant'): Promise<Reply> {
  const no = freshNo();
  const prepayId = await prepay(rig, mode, no);
  return order(rig, mode, mixedBody(rig, mode, no, prepayId, more));
}

const refusedAs = (reply: Reply): string =>
  `${reply.status} ${String(reply.json.code)} ${reply.number}: ${String(reply.json.message)}`;

describe('the regression list', () => {
  const anyQuery = (options: AskOptions) =>
    ask(rig, 'GET', '/v3/med-ins/orders/out-trade-no/NONE0001', undefined, options);

  test('space-joined Authorization', async () => {
    const reply = await anyQuery({ authorization: (right) => right.replaceAll('",', '" ') });
    expect(reply.status).toBe(401);
    expect(reply.json).toMatchObject({ code: 'SIGN_ERROR' });
    expect(reply.json.message).toMatch(/逗号分隔.*空格/);
    expect(reply.header('wechatpay-signature')).toBe('');
  });

  test('query path without mix-trade-no/', async () => {
    const { mixTradeNo } = await place(rig);
    const reply = await ask(rig, 'GET', `/v3/med-ins/orders/${mixTradeNo}`);
    expect(refusedAs(reply)).toMatch(/^404 NOT_FOUND .*mix-trade-no\/\{mix_trade_no\}/);
    expect(reply.verified).toBe(true);
  });

  test('sub_mchid=null', async () => {
    const path = '/v3/med-ins/orders/out-trade-no/NONE0001?sub_mchid=null';
    const reply = await ask(rig, 'GET', path, undefined, { account: rig.keys.provider });
    expect(refusedAs(reply)).toMatch(/^400 PARAM_ERROR 268435461.*sub_mchid=null/);
  });

  test('time with Z', async () => {
    const reply = await spoilt({ med_ins_order_create_time: '2026-03-02T02:00:00Z' });
    expect(refusedAs(reply)).toMatch(/268435461.*med_ins_order_create_time 不能用 Z.*\+08:00/);
  });

  test('plaintext payer', async () => {
    const payer = { name: NAME, id_digest: encrypted(rig, Hash.md5(ID_NO)), card_type: 'ID_CARD' };
    expect(refusedAs(await spoilt({ payer }))).toMatch(/268435461.*payer.name 是明文/);
  });

  test('digest of the lower-case x', async () => {
    const payer = person(rig, NAME, Hash.md5(ID_NO.toLowerCase()));
    const reply = await spoilt({ payer });
    expect(refusedAs(reply)).toMatch(/268545961.*摘要.*不匹配.*末位 x 也要转为 X/);
  });

  test('package without prepay_id= (at the cashier)', async () => {
    const placed = await place(rig);
    const given = parameters(rig, placed, { package: placed.prepayId });
    const refusal = refusalOf(await inCashier(rig, placed, { parameters: given }));
    expect(refusal).toMatch(/^bad-parameters: .*package 应为 prepay_id=…/);
  });

  test('other out_trade_no in the cash order', async () => {
    const prepayId = await prepay(rig, 'merchant', freshNo());
    const body = mixedBody(rig, 'merchant', freshNo(), prepayId);
    expect(refusedAs(await order(rig, 'merchant', body))).toMatch(/自费单 out_trade_no .*不一致/);
  });

  test('INSURANCE_ONLY with cash fields', async () => {
    const fee = await spoilt({ ...INSURANCE_ONLY, wechat_pay_cash_fee: 0 });
    expect(refusedAs(fee)).toMatch(/268529475.*INSURANCE_ONLY 不能传 wechat_pay_cash_fee/);
    const prepayId = await spoilt({ ...INSURANCE_ONLY, prepay_id: 'wx0' });
    expect(refusedAs(prepayId)).toMatch(/268529475.*INSURANCE_ONLY 不能传 prepay_id/);
  });

  test('med_refund__gov_fee', async () => {
    const placed = await place(rig);
    await inCashier(rig, placed);
    const stub = { med_refund_gov_fee: undefined, med_refund__gov_fee: 500 };
    const reply = await tellRefund(rig, placed, 'R1', stub);
    expect(refusedAs(reply)).toMatch(/未知字段 med_refund__gov_fee，应为 med_refund_gov_fee/);
  });

  test('stale pay_auth_no', async () => {
    const first = await place(rig);
    const reply = await spoilt({ pay_auth_no: `AUTH${first.no}` });
    expect(refusedAs(reply)).toMatch(/268547120.*pay_auth_no 已过期、已使用/);
  });

  test('callback_url with a query', async () => {
    const reply = await spoilt({ callback_url: 'https://hospital.example.com/notify?a=1' });
    expect(refusedAs(reply)).toMatch(/callback_url 不能携带查询参数/);
  });
});

describe('signatures of requests', () => {
  const path = '/v3/med-ins/orders/out-trade-no/NONE0001';
  const refusedUnsigned = async (options: AskOptions, why: RegExp) => {
    const reply = await ask(rig, 'GET', path, undefined, options);
    expect([reply.status, reply.json.code]).toEqual([401, 'SIGN_ERROR']);
    expect(reply.json.message).toMatch(why);
    expect(reply.header('wechatpay-signature')).toBe('');
    expect(reply.header('request-id')).not.toBe('');
  };
  const now = (): number => Math.floor(rig.clock.now() / 1000);

  test('are refused, unsigned, for what is wrong with them', async () => {
    await refusedUnsigned({ authorization: () => '' }, /缺少Authorization/);
    await refusedUnsigned({ timestampS: now() - 301 }, /5分钟/);
    await refusedUnsigned({ timestampS: now() + 301 }, /5分钟/);
    const replace = (from: RegExp, to: string) => ({
      authorization: (right: string) => right.replace(from, to),
    });
    await refusedUnsigned(replace(/WECHATPAY2-SHA256-RSA2048/, 'Bearer'), /认证类型/);
    await refusedUnsigned(replace(/serial_no="[^"]+"/, 'serial_no="ABCDEF0123"'), /序列号/);
    await refusedUnsigned(replace(/mchid="\d+"/, 'mchid="1900000001"'), /mchid 不存在/);
    await refusedUnsigned(replace(/,nonce_str="[^"]+"/, ''), /五个参数/);
    await refusedUnsigned(replace(/nonce_str="[^"]+"/, 'nonce_str="other"'), /签名验证失败/);
    await refusedUnsigned(replace(/signature="[^"]+"/, 'signature="AAAA"'), /signature 格式/);
  });

  test('hold 300 seconds either way, in any order of the parts', async () => {
    for (const timestampS of [now() - 300, now() + 300]) {
      expect((await ask(rig, 'GET', path, undefined, { timestampS })).status).toBe(404);
    }
    const turned = (right: string): string => {
      const [scheme = '', parts = ''] = right.split(' ');
      return `${scheme} ${parts.split(',').reverse().join(',')}`;
    };
    expect((await ask(rig, 'GET', path, undefined, { authorization: turned })).status).toBe(404);
  });

  test('cover body and query as they are sent', async () => {
    const body = prepayBody(rig, 'merchant', freshNo());
    const sent = JSON.stringify(body, null, 1);
    const reply = await ask(rig, 'POST', prepayPath('merchant'), body, { sent });
    expect(reply.status).toBe(401);
  });

  test('somebody else’s key does not sign for a merchant', async () => {
    const { merchant, provider } = rig.keys;
    const account = { ...merchant, rsa: () => provider.rsa() };
    await refusedUnsigned({ account }, /签名验证失败/);
  });

  test('headers that the interface demands', async () => {
    const with_ = (headers: Record<string, string>) =>
      ask(rig, 'GET', path, undefined, { headers });
    expect((await with_({ accept: 'text/html' })).status).toBe(406);
    const body = prepayBody(rig, 'merchant', freshNo());
    const headers = { 'content-type': 'text/plain' };
    const reply = await ask(rig, 'POST', prepayPath('merchant'), body, { headers });
    expect([reply.status, reply.verified]).toEqual([415, true]);
  });
});

describe('numbered errors, each for its cause', () => {
  test.each([
    ['authorisation-rejected', '268547120'],
    ['authorisation-not-found', '268545967'],
    ['digest-mismatch', '268545961'],
    ['name-mismatch', '268545962'],
    ['card-not-bound', '268545963'],
    ['no-such-relative', '268545964'],
    ['settlement-check-failed', '268510610'],
  ] as const)('the bureau says %s: %s', async (why, number) => {
    rig.bureau.refuse = why;
    const reply = await spoilt({});
    expect([reply.status, reply.number, reply.verified]).toEqual([403, number, true]);
  });

  const cases: [string, Body, string, Mode][] = [
    ['an openid that WeChat does not know', { openid: 'o-nobody' }, '268510603', 'merchant'],
    ['a sub_openid of another app', { sub_openid: 'o-sub2' }, '268510604', 'partner'],
    ['a sub_appid of another hospital', { sub_appid: 'wx0' }, '268510604', 'partner'],
    ['total_fee that does not add up', { total_fee: 1001 }, '268529477', 'merchant'],
    ['cash that does not add up', { med_ins_cash_fee: 299 }, '268529476', 'merchant'],
    ['cash only with insurance', { ...CASH_ONLY, pay_order_id: 'X' }, '268529474', 'merchant'],
    ['cash only of nothing', { ...CASH_ONLY, wechat_pay_cash_fee: 0 }, '268529474', 'merchant'],
    ['mixed without pay_auth_no', { pay_auth_no: undefined }, '268529475', 'merchant'],
    ['mixed without prepay_id', { prepay_id: undefined }, '268529475', 'merchant'],
    [
      'other cash than in the cash order',
      { total_fee: 1001, med_ins_cash_fee: 301, wechat_pay_cash_fee: 301 },
      '268529481',
      'merchant',
    ],
    ['an unknown field', { sum: 1 }, '268435461', 'merchant'],
  ];
  test.each(cases)('%s', async (_what, more, number, mode) => {
    const reply = await spoilt(more, mode);
    expect([reply.number, reply.verified]).toEqual([number, true]);
  });

  test('the name of somebody else, and an order that exists', async () => {
    expect((await spoilt({ payer: person(rig, '别人') })).number).toBe('268545962');
    const placed = await place(rig);
    const again = mixedBody(rig, 'merchant', placed.no, placed.prepayId);
    const reply = await order(rig, 'merchant', again);
    expect(refusedAs(reply)).toMatch(/^400 ALREADY_EXISTS 268512536/);
  });

  test('a refusal leaves the pay_auth_no unspent', async () => {
    const no = freshNo();
    const prepayId = await prepay(rig, 'merchant', no);
    const wrong = mixedBody(rig, 'merchant', no, prepayId, { total_fee: 999 });
    expect((await order(rig, 'merchant', wrong)).number).toBe('268529477');
    const right = mixedBody(rig, 'merchant', no, prepayId);
    expect((await order(rig, 'merchant', right)).status).toBe(200);
  });
});
