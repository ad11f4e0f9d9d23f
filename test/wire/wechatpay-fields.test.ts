/**
 * Every field of POST /v3/med-ins/orders by its table: names, lengths, types, presence; and the sensitive
 * ones, which come encrypted (移动医保支付 2.0; traps 1, 18, 37).
 */

import { Hash, Rsa } from 'wechatpay-axios-plugin';
import {
  ask,
  encrypted,
  freshNo,
  ID_NO,
  NAME,
  RELATIVE,
  startRig,
  type Body,
  type Reply,
  type Rig,
} from './wechatpay-rig';
import {
  accountOf,
  mixedBody,
  order,
  person,
  prepay,
  prepayBody,
  prepayPath,
  subOf,
  type Mode,
} from './wechatpay-messages';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

/** An order spoilt in one place, on a fresh cash order. */
async function spoilt(more: Body, mode: Mode = 'merchant'): Promise<Reply> {
  const no = freshNo();
  const prepayId = await prepay(rig, mode, no);
  return order(rig, mode, mixedBody(rig, mode, no, prepayId, more));
}

const refusedAs = (reply: Reply): string =>
  `${reply.status} ${String(reply.json.code)} ${reply.number}: ${String(reply.json.message)}`;

describe('the fields of the order, one by one', () => {
  const long = (most: number): string => 'a'.repeat(most + 1);
  const texts: [string, number, Body?][] = [
    ['openid', 128],
    ['serial_no', 20],
    ['pay_order_id', 64],
    ['pay_auth_no', 40],
    ['geo_location', 40],
    ['city_id', 8],
    ['med_inst_name', 128],
    ['med_inst_no', 32],
    ['out_trade_no', 64],
    ['prepay_id', 64],
    ['attach', 128],
    ['channel_no', 32],
    ['callback_url', 256],
    ['passthrough_request_content', 2048],
  ];
  test.each(texts)(
    '%s: at most %i characters, a text, neither empty nor null',
    async (name, most) => {
      expect(refusedAs(await spoilt({ [name]: long(most) }))).toContain(
        `${name} 超过 ${most} 个字符`,
      );
      expect(refusedAs(await spoilt({ [name]: 1 }))).toContain(`${name} 应为 string`);
      expect(refusedAs(await spoilt({ [name]: '' }))).toContain(`${name} 为空字符串`);
      expect(refusedAs(await spoilt({ [name]: null }))).toContain(`${name} 为 null`);
    },
  );

  const needed = [
    ...['mix_pay_type', 'order_type', 'appid', 'openid', 'payer', 'out_trade_no', 'serial_no'],
    ...['city_id', 'med_inst_name', 'med_inst_no', 'total_fee', 'callback_url'],
  ];
  test.each(needed)('%s must be there', async (name) => {
    expect(refusedAs(await spoilt({ [name]: undefined }))).toContain(`缺少必填字段 ${name}`);
  });

  const fees = [
    ...['total_fee', 'med_ins_gov_fee', 'med_ins_self_fee', 'med_ins_other_fee'],
    ...['med_ins_cash_fee', 'wechat_pay_cash_fee'],
  ];
  test.each(fees)('%s: whole fen as a number', async (name) => {
    expect(refusedAs(await spoilt({ [name]: '100' }))).toContain(`${name} 应为 integer`);
    expect(refusedAs(await spoilt({ [name]: 1.5 }))).toContain(`${name} 应为整数`);
    expect(refusedAs(await spoilt({ [name]: -1 }))).toContain(`${name} 不能小于`);
  });

  const others: [string, Body, RegExp][] = [
    ['order_type', { order_type: 'UNKNOWN_ORDER_TYPE' }, /order_type 取值有误/],
    ['mix_pay_type', { mix_pay_type: 'MIXED' }, /mix_pay_type 取值有误/],
    ['pay_for_relatives', { pay_for_relatives: 'false' }, /pay_for_relatives 应为 boolean/],
    ['med_ins_test_env', { med_ins_test_env: 0 }, /med_ins_test_env 应为 boolean/],
    ['geo_location', { geo_location: '25.05 102.68' }, /geo_location 应为 "经度,纬度"/],
    ['empty list', { cash_add_detail: [] }, /cash_add_detail 为空数组/],
    ['empty object', { payer: {} }, /payer 为空对象/],
    ['detail of 0', { cash_add_detail: [{ cash_add_fee: 0 }] }, /cash_add_fee 不能小于 1/],
    [
      'type of a reduction',
      { cash_reduce_detail: [{ cash_reduce_fee: 1, cash_reduce_type: 'FREIGHT' }] },
      /cash_reduce_detail\[0\]\.cash_reduce_type 取值有误/,
    ],
    ['relative not named', { pay_for_relatives: true }, /relative 不能为空/],
    [
      'a day that does not exist',
      { med_ins_order_create_time: '2026-02-30T10:00:00+08:00' },
      /时间解析失败/,
    ],
    ['http', { callback_url: 'http://hospital.example.com/notify' }, /callback_url 必须为 https/],
    ['a private address', { callback_url: 'https://192.168.1.2/notify' }, /callback_url 必须公网/],
    ['localhost', { callback_url: 'https://localhost/notify' }, /callback_url 必须公网/],
    [
      'a blank',
      { callback_url: 'https://hospital.example.com/ notify' },
      /callback_url 不能含空格/,
    ],
    ['another appid', { appid: 'wx0' }, /appid 与签名商户不匹配/],
    ['sub_mchid of a merchant', { sub_mchid: '1' }, /未知字段 sub_mchid/],
  ];
  test.each(others)('%s', async (_what, more, why) => {
    expect(refusedAs(await spoilt(more))).toMatch(why);
  });

  test('a partner names exactly one of openid and sub_openid', async () => {
    const both = await spoilt({ openid: 'o-provider' }, 'partner');
    expect(refusedAs(both)).toMatch(/openid 与 sub_openid 二选一/);
    const none = await spoilt({ sub_openid: undefined }, 'partner');
    expect(refusedAs(none)).toMatch(/openid 与 sub_openid 二选一/);
    expect(refusedAs(await spoilt({ sub_mchid: undefined }, 'partner'))).toMatch(/sub_mchid/);
  });

  test('names are counted in characters, passed-through content in bytes', async () => {
    expect((await spoilt({ med_inst_name: '院'.repeat(128) })).status).toBe(200);
    const content = '院'.repeat(1000);
    expect(refusedAs(await spoilt({ passthrough_request_content: content }))).toMatch(/2048 字节/);
  });

  test('additions and reductions count', async () => {
    const more = {
      total_fee: 1050,
      med_ins_cash_fee: 250,
      cash_add_detail: [{ cash_add_fee: 100, cash_add_type: 'FREIGHT' }],
      cash_reduce_detail: [{ cash_reduce_fee: 50, cash_reduce_type: 'HOSPITAL_REDUCE' }],
    };
    expect((await spoilt(more)).status).toBe(200);
  });

  test('a relative comes encrypted and goes to the bureau', async () => {
    const relative = person(rig, RELATIVE.name, RELATIVE.idDigest);
    expect((await spoilt({ pay_for_relatives: true, relative })).status).toBe(200);
    expect(rig.bureau.asked.at(-1)?.relative).toEqual(RELATIVE);
  });
});

describe('sensitive fields', () => {
  const send = async (payer: Body, serial: string): Promise<string> => {
    const no = freshNo();
    const prepayId = await prepay(rig, 'merchant', no);
    const body = mixedBody(rig, 'merchant', no, prepayId, { payer });
    return refusedAs(await ask(rig, 'POST', '/v3/med-ins/orders', body, { serial }));
  };

  test('open with the key that Wechatpay-Serial names, and with no other', async () => {
    const { publicKey, certificate } = rig.keys.platform;
    const payer = person(rig);
    expect(await send(payer, '')).toMatch(/缺少 Wechatpay-Serial/);
    expect(await send(payer, certificate.id)).toMatch(/payer.name 解密失败/);
    expect(await send(payer, rig.keys.merchant.serial)).toMatch(/Wechatpay-Serial 不是/);
    const own = Rsa.encrypt(NAME, accountOf(rig, 'merchant').rsa().publicKey);
    expect(await send({ ...payer, name: own }, publicKey.id)).toMatch(/payer.name 解密失败/);
    const digest = encrypted(rig, Hash.md5(ID_NO).toUpperCase());
    expect(await send({ ...payer, id_digest: digest }, publicKey.id)).toMatch(/小写十六进制/);
  });

  test('also under the platform certificate', async () => {
    const { certificate } = rig.keys.platform;
    const payer = {
      name: encrypted(rig, NAME, certificate),
      id_digest: encrypted(rig, Hash.md5(ID_NO), certificate),
      card_type: 'ID_CARD',
    };
    expect(await send(payer, certificate.id)).toMatch(/^200/);
  });
});

test('a partner does not use the merchant’s paths, nor for a hospital that is not its own', async () => {
  const body = prepayBody(rig, 'partner', freshNo());
  const account = rig.keys.provider;
  const post = (path: string, what: Body) => ask(rig, 'POST', path, what, { account });
  expect(refusedAs(await post(prepayPath('merchant'), body))).toMatch(/partner/);
  const foreign = await post(prepayPath('partner'), { ...body, sub_mchid: '1234567890' });
  expect([foreign.status, foreign.json.code]).toEqual([403, 'RULE_LIMIT']);
  const path = `/v3/pay/transactions/out-trade-no/W000000001?mchid=${account.mchid}`;
  expect(refusedAs(await ask(rig, 'GET', path, undefined, { account }))).toMatch(/partner/);
  expect(subOf(rig).mchid).not.toBe('');
});

test('the cash order takes an out_trade_no of at most 32 characters', async () => {
  const body = prepayBody(rig, 'merchant', 'W'.repeat(33));
  const reply = await ask(rig, 'POST', prepayPath('merchant'), body);
  expect(refusedAs(reply)).toMatch(/out_trade_no 超过 32 个字符/);
});
