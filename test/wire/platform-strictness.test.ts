/**
 * Every field of unifiedorder §3.3: missing, too long, unknown, of the wrong type; and its amounts.
 * The table here is written down from the document, not read from the code.
 */

import {
  aloneMessage,
  call,
  CARD,
  fetchOwnToken,
  fetchToken,
  HOSPITAL,
  INDEPENDENT,
  orderMessage,
  OTHER_HOSPITAL,
  PROVIDER,
  signatureOf,
  startRig,
  type Message,
  type Rig,
} from './platform-support';

let rig: Rig;
let token: string;
beforeAll(async () => {
  rig = await startRig();
  token = await fetchToken(rig);
});
afterAll(() => rig.close());

const place = (more: Message) => call(rig, 'unifiedorder', token, orderMessage(more));

async function expectRefused(more: Message, field: string, code = '513'): Promise<void> {
  const { fields } = await place(more);
  expect(fields).toMatchObject({ return_code: 'SUCCESS', result_code: 'FAIL', err_code: code });
  expect(fields.err_code_des).toContain(field);
  expect(fields.sign).toBe(signatureOf(fields, PROVIDER.key));
  expect(fields.med_trans_id).toBeUndefined();
}

/** §3.3, column 是否必填 = Y, as traps 31 and 33 settle it for an order with insurance. */
const REQUIRED = [
  'order_type appid mch_id sub_mch_id hosp_out_trade_no hospital_name nonce_str total_fee cash_fee',
  'allow_fee_change spbill_create_ip notify_url body return_url pay_type insurance_fee',
  'user_card_type user_card_no user_name serial_no org_no gmt_out_create request_content bill_no',
]
  .join(' ')
  .split(' ');

/** §3.3, column 类型 String(n): the longest value that is right, where its form allows that length. */
const LENGTHS: Record<string, { max: number; longest?: string }> = {
  hosp_out_trade_no: { max: 64 },
  hospital_name: { max: 128, longest: '医'.repeat(128) },
  nonce_str: { max: 32 },
  cash_add_wording: { max: 16, longest: '快'.repeat(16) },
  body: { max: 128, longest: '诊'.repeat(128) },
  return_url: { max: 128 },
  city_id: { max: 32 },
  serial_no: { max: 20 },
  org_no: { max: 32 },
  bill_no: { max: 20 },
  extends: { max: 512 },
  attach: { max: 128, longest: '😀'.repeat(128) },
  channel_no: { max: 32 },
  notify_url: { max: 256, longest: `https://h.example/${'n'.repeat(238)}` },
};

describe('unifiedorder', () => {
  test('accepts a right order in each mode and signs its answer', async () => {
    const placed = await place({});
    expect(placed.fields).toMatchObject({
      return_code: 'SUCCESS',
      result_code: 'SUCCESS',
      err_code: '0',
      appid: PROVIDER.appid,
      mch_id: PROVIDER.mchId,
      sub_appid: HOSPITAL.appid,
      sub_mch_id: HOSPITAL.mchId,
      pay_appid: rig.platform.engine.settings.payAppid,
    });
    expect(placed.fields.med_trans_id).toMatch(/^M\d{17}$/);
    expect(placed.fields.pay_url).toMatch(/^pages\/index\/index\?pay_key=\w{64}$/);
    expect(placed.fields.sign).toBe(signatureOf(placed.fields, PROVIDER.key));

    const own = await fetchOwnToken(rig);
    const alone = await call(rig, 'unifiedorder', own, aloneMessage(), INDEPENDENT.key);
    expect(alone.fields).toMatchObject({ result_code: 'SUCCESS', mch_id: INDEPENDENT.mchId });
    expect(alone.fields.sub_mch_id).toBeUndefined();
    expect(alone.fields.sign).toBe(signatureOf(alone.fields, INDEPENDENT.key));
  });

  test.each(REQUIRED)('misses %s', async (field) => {
    await expectRefused({ [field]: undefined }, field);
    await expectRefused({ [field]: '' }, field);
  });

  test.each(Object.entries(LENGTHS))('counts the characters of %s', async (field, rule) => {
    const longest = rule.longest ?? 'x'.repeat(rule.max);
    expect(Array.from(longest)).toHaveLength(rule.max);
    const fits = await place({ [field]: longest });
    expect(fits.fields.err_code_des).toBeUndefined();
    await expectRefused({ [field]: `${longest}x` }, field);
  });

  test.each(['sub_openid', 'user_name', 'user_card_no', 'limit_pay', 'is_dept', 'order_type'])(
    'refuses a %s that is far too long',
    (field) => expectRefused({ [field]: 'x'.repeat(1000) }, field),
  );

  test.each([
    ['order_type', 'Buy'],
    ['total_fee', '0'],
    ['total_fee', '-1'],
    ['total_fee', '2.00'],
    ['total_fee', '0200'],
    ['total_fee', '+200'],
    ['total_fee', '2e2'],
    ['total_fee', '9007199254740992'],
    ['total_fee', ' 200'],
    ['cash_fee', '1.5'],
    ['cash_fee', 'x'],
    ['insurance_fee', '-100'],
    ['cash_add_fee', '1 '],
    ['cash_reduced_fee', '一'],
    ['allow_fee_change', '2'],
    ['allow_fee_change', 'true'],
    ['pay_type', '0'],
    ['pay_type', '4'],
    ['pay_type', '256'],
    ['user_card_type', '2'],
    ['user_card_type', '3'],
    ['spbill_create_ip', '300.1.1.1'],
    ['spbill_create_ip', 'localhost'],
    ['notify_url', '/notify'],
    ['notify_url', 'ftp://h.example/'],
    ['limit_pay', 'credit'],
    ['is_dept', '2'],
    ['user_card_no', CARD.toUpperCase()],
    ['user_card_no', CARD.slice(1)],
    ['gmt_out_create', '20260230000000'],
    ['gmt_out_create', '2026-03-02'],
    ['request_content', '{}'],
    ['body', 'a\u0007b'],
  ])('refuses %s = %j', (field, value) => expectRefused({ [field]: value }, field));

  test.each(['sign_type', 'fee_type', 'device_info', 'med_refund__gov_fee', 'x'])(
    'does not know the field %s',
    (field) => expectRefused({ [field]: '1' }, field),
  );

  test.each(['RegPay', 'DiagPay', 'InHospPay'])('knows order_type %s (trap 2)', async (type) => {
    expect((await place({ order_type: type })).fields.result_code).toBe('SUCCESS');
  });

  test.each([undefined, '1', '4', '5'])('takes is_dept %p (trap 31)', async (is_dept) => {
    expect((await place({ is_dept })).fields.result_code).toBe('SUCCESS');
  });

  test('takes exactly one openid, known to the app that it is said to belong to', async () => {
    await expectRefused({ sub_openid: undefined }, 'openid');
    await expectRefused({ openid: 'o-zhang-at-provider' }, 'openid');
    await expectRefused({ sub_appid: undefined }, 'sub_appid');
    await expectRefused({ sub_openid: 'o-nobody' }, 'sub_openid');
    await expectRefused({ sub_openid: 'o-zhang-at-provider' }, 'sub_openid');
    const own = { sub_openid: undefined, sub_appid: undefined, openid: 'o-zhang-at-provider' };
    expect((await place(own)).fields.result_code).toBe('SUCCESS');
  });

  test('takes only the numbers of the account behind the token', async () => {
    await expectRefused({ appid: 'wxother' }, 'appid');
    await expectRefused({ mch_id: '1' }, 'mch_id');
    await expectRefused({ sub_mch_id: OTHER_HOSPITAL.mchId }, 'sub_mch_id');
    await expectRefused({ sub_appid: OTHER_HOSPITAL.appid }, 'sub_appid');
  });

  test('refuses the fields of the other mode', async () => {
    const own = await fetchOwnToken(rig);
    for (const more of [{ sub_mch_id: HOSPITAL.mchId }, { sub_appid: HOSPITAL.appid }]) {
      const { fields } = await call(rig, 'unifiedorder', own, aloneMessage(more), INDEPENDENT.key);
      expect(fields).toMatchObject({ result_code: 'FAIL', err_code: '513' });
      expect(fields.err_code_des).toContain(Object.keys(more)[0]);
    }
  });

  test('judges the identity behind the insurance, not that of a cash order', async () => {
    await expectRefused({ user_name: '李四' }, '实名', '534');
    await expectRefused({ user_card_no: 'a'.repeat(32) }, '实名', '534');
    await expectRefused({ user_card_type: '8' }, 'user_card_type');
    const cash = { pay_type: '1', cash_fee: '200', insurance_fee: undefined, bill_no: undefined };
    const other = { ...cash, request_content: undefined, user_card_type: '8', user_name: 'Ann' };
    expect((await place(other)).fields.result_code).toBe('SUCCESS');
  });

  test('refuses a number that was used before with 530, the same message or another', async () => {
    const message = orderMessage();
    const first = await call(rig, 'unifiedorder', token, message);
    expect(first.fields.result_code).toBe('SUCCESS');
    for (const more of [{}, { nonce_str: 'other' }, { total_fee: '201' }]) {
      const again = await call(rig, 'unifiedorder', token, { ...message, ...more });
      expect(again.fields).toMatchObject({ result_code: 'FAIL', err_code: '530' });
      expect(again.fields.pay_url).toBeUndefined();
    }
  });
});

/** pay_type of §3.3 and trap 17; amounts total, cash, insurance, and what else is sent. */
type AmountCase = readonly [string, string, string, string, string | undefined, Message];
const RIGHT_AMOUNTS: readonly AmountCase[] = [
  ['self-pay', '1', '200', '200', undefined, {}],
  ['self-pay with insurance_fee 0', '1', '200', '200', '0', {}],
  ['self-pay with a reduction', '1', '200', '150', undefined, { cash_reduced_fee: '50' }],
  ['all insurance', '2', '200', '0', '200', {}],
  ['both', '3', '200', '100', '100', {}],
  ['0-yuan insurance', '3', '200', '200', '0', {}],
  ['online pre-settlement', '2', '200', '0', '200', { allow_fee_change: '1' }],
  ['extra cash', '3', '250', '150', '100', { cash_add_fee: '50', cash_add_wording: '快递费' }],
  ['reduced cash', '3', '200', '50', '100', { cash_reduced_fee: '50' }],
  ['a bureau discount (trap 16)', '3', '200', '80', '100', {}],
];
const WRONG_AMOUNTS: readonly (readonly [...AmountCase, string])[] = [
  ['self-pay with insurance', '1', '200', '100', '100', {}, 'insurance_fee'],
  ['self-pay of nothing', '1', '200', '0', undefined, {}, 'cash_fee'],
  ['self-pay of less than the total', '1', '200', '199', undefined, {}, 'cash_fee'],
  ['cash in an insurance-only order', '2', '200', '100', '100', {}, 'pay_type'],
  ['no cash in an order of both', '3', '200', '0', '200', {}, 'pay_type'],
  ['insurance-only without insurance', '2', '200', '0', '0', {}, 'insurance_fee'],
  ['insurance_fee not sent', '3', '200', '100', undefined, {}, 'insurance_fee'],
  ['more than the total', '3', '200', '101', '100', {}, 'total_fee'],
  [
    'a reduction that does not fit',
    '3',
    '200',
    '100',
    '100',
    { cash_reduced_fee: '1' },
    'total_fee',
  ],
  ['extra cash outside cash_fee', '3', '250', '40', '100', { cash_add_fee: '50' }, 'cash_add_fee'],
  ['a part sent online', '2', '200', '0', '199', { allow_fee_change: '1' }, 'insurance_fee'],
];
const asAmounts = ([
  ,
  pay_type,
  total_fee,
  cash_fee,
  insurance_fee,
  more,
]: AmountCase): Message => ({
  pay_type,
  total_fee,
  cash_fee,
  insurance_fee,
  ...more,
});

describe('amounts', () => {
  test.each(RIGHT_AMOUNTS)('takes %s', async (...row) => {
    expect((await place(asAmounts(row))).fields.err_code_des).toBeUndefined();
  });
  test.each(WRONG_AMOUNTS)(
    'refuses %s',
    async (name, type, total, cash, insurance, more, field) => {
      await expectRefused(asAmounts([name, type, total, cash, insurance, more]), field);
    },
  );
});
