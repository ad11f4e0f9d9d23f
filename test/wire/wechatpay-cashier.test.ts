/**
 * The simulated WeChat Pay APIv3: hospitals of one provider are kept apart, a client of another make is
 * served, and the cashier names what is wrong with what the mini program hands it.
 */

import { Decorator } from 'wechatpay-axios-plugin';
import { sandboxClock } from '../../sandbox/control/clock';
import { ask, freshNo, startRig, type Rig } from './wechatpay-rig';
import {
  accountOf,
  inCashier,
  INSURANCE_ONLY,
  mixedBody,
  parameters,
  place,
  prepayBody,
  refund,
  refusalOf,
  subOf,
} from './wechatpay-messages';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

test('another hospital of the same provider sees nothing', async () => {
  const placed = await place(rig, 'partner');
  await inCashier(rig, placed);
  await refund(rig, placed, `R${placed.no}`);
  const other = rig.keys.provider.hospitals[1]?.mchid ?? '';
  const account = rig.keys.provider;
  const get = (path: string) => ask(rig, 'GET', path, undefined, { account });
  const orders = '/v3/med-ins/orders';
  for (const path of [
    `${orders}/out-trade-no/${placed.no}?sub_mchid=${other}`,
    `${orders}/mix-trade-no/${placed.mixTradeNo}?sub_mchid=${other}`,
    `/v3/pay/partner/transactions/out-trade-no/${placed.no}?sp_mchid=${account.mchid}&sub_mchid=${other}`,
  ]) {
    const reply = await get(path);
    expect([reply.status, reply.number, reply.verified]).toEqual([404, '268529515', true]);
  }
  const its = `/v3/refund/domestic/refunds/R${placed.no}`;
  expect((await get(`${its}?sub_mchid=${other}`)).status).toBe(404);
  expect((await get(`${its}?sub_mchid=${subOf(rig).mchid}`)).status).toBe(200);
  const foreign = await get(`${orders}/out-trade-no/${placed.no}?sub_mchid=1234567890`);
  expect([foreign.status, foreign.json.code]).toEqual([403, 'RULE_LIMIT']);
  const merchant = await ask(rig, 'GET', `${orders}/mix-trade-no/${placed.mixTradeNo}`);
  expect(merchant.number).toBe('268529515');
});

test('the client of wechatpay-axios-plugin is served and verifies the answers itself', async () => {
  const own = await startRig({ clock: sandboxClock() });
  try {
    const { merchant, platform } = own.keys;
    const client = new Decorator({
      mchid: merchant.mchid,
      serial: merchant.serial,
      privateKey: merchant.rsa().privatePem,
      certs: {
        [platform.publicKey.id]: platform.publicKey.rsa().publicPem,
        [platform.certificate.id]: platform.certificate.rsa().publicPem,
      },
      baseURL: own.url,
    });
    const no = freshNo();
    const prepaid = await client.request<{ prepay_id: string }>(
      'v3/pay/transactions/jsapi',
      'POST',
      prepayBody(own, 'merchant', no),
    );
    expect(prepaid.data.prepay_id).toMatch(/^wx\d{14}/);
    const serial = { headers: { 'Wechatpay-Serial': platform.publicKey.id } };
    const body = mixedBody(own, 'merchant', no, prepaid.data.prepay_id);
    const placed = await client.request<{ mix_trade_no: string }>(
      'v3/med-ins/orders',
      'POST',
      body,
      serial,
    );
    const path = `v3/med-ins/orders/mix-trade-no/${placed.data.mix_trade_no}`;
    const asked = await client.request<{ mix_pay_status: string }>(path, 'GET');
    expect(asked.data.mix_pay_status).toBe('MIX_PAY_CREATED');
  } finally {
    await own.close();
  }
});

test('the cashier names what is wrong with its parameters', async () => {
  const placed = await place(rig, 'partner');
  const insured = await place(rig, 'merchant', INSURANCE_ONLY);
  const { prepayId } = placed;
  const account = accountOf(rig, 'partner');
  const cases: [Record<string, string | undefined>, RegExp][] = [
    [parameters(rig, placed, { package: prepayId }), /package 应为 prepay_id=/],
    [parameters(rig, placed, {}, { package: prepayId }), /第四行应为 prepay_id=/],
    [parameters(rig, placed, {}, { appid: account.appid }), /appid 与下单时的 openid 不对应/],
    [parameters(rig, placed, { package: 'prepay_id=wx0' }), /自费单不一致/],
    [parameters(rig, placed, { signType: 'MD5' }), /signType 仅支持 RSA/],
    [parameters(rig, placed, { timeStamp: '1772416800000' }), /10 位秒级/],
    [parameters(rig, placed, { paySign: undefined }), /缺少自费支付参数 paySign/],
    [parameters(rig, placed, { nonceStr: 'changed' }), /paySign 验签失败/],
  ];
  for (const [given, why] of cases) {
    expect(refusalOf(await inCashier(rig, placed, { parameters: given }))).toMatch(why);
  }
  const stray = { mixTradeNo: insured.mixTradeNo, package: 'prepay_id=wx0' };
  expect(refusalOf(await inCashier(rig, insured, { parameters: stray }))).toMatch(
    /纯医保支付不要传自费支付参数 package/,
  );
  expect(refusalOf(await inCashier(rig, placed, { openid: 'o-sub2' }))).toMatch(/^wrong-payer/);
  expect(refusalOf(await inCashier(rig, placed, { password: '000000' }))).toMatch(
    /^wrong-password/,
  );
  expect(refusalOf(await inCashier(rig, placed, { action: 'insufficient' }))).toMatch(
    /^insufficient/,
  );
  expect(await inCashier(rig, placed, { action: 'leave' })).toMatchObject({
    mixPayStatus: 'MIX_PAY_CREATED',
  });
  expect(await inCashier(rig, placed)).toMatchObject({ mixPayStatus: 'MIX_PAY_SUCCESS' });
  expect(refusalOf(await inCashier(rig, placed))).toMatch(/^already-paid/);
});
