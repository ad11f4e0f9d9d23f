/** The calls of the simulated WeChat Pay APIv3 and the states of 移动医保支付 2.0, in both ways of access. */

import { ask, freshNo, secondsOf, startRig, type Rig } from './wechatpay-rig';
import {
  CASH_ONLY,
  closeCash,
  inCashier,
  INSURANCE_ONLY,
  mixedBody,
  order,
  place,
  prepay,
  prepayBody,
  prepayPath,
  queryCash,
  queryMixed,
  queryRefund,
  refund,
  refusalOf,
  subOf,
  tellRefund,
  type Mode,
} from './wechatpay-messages';

const MODES: readonly Mode[] = ['merchant', 'partner'];
let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const states = (json: Record<string, unknown>): unknown[] => [
  json.mix_pay_status,
  json.self_pay_status,
  json.med_ins_pay_status,
];

describe.each(MODES)('an insured order with cash, %s', (mode) => {
  test('is placed, paid, refunded; every answer is signed', async () => {
    const placed = await place(rig, mode);
    expect(placed.reply.verified).toBe(true);
    expect(placed.reply.number).toBe('0');
    expect(states(placed.reply.json)).toEqual([
      'MIX_PAY_CREATED',
      'SELF_PAY_CREATED',
      'MED_INS_PAY_CREATED',
    ]);
    expect((await queryCash(rig, placed)).json.trade_state).toBe('NOTPAY');

    const view = await inCashier(rig, placed);
    expect(view).toMatchObject({ mixPayStatus: 'MIX_PAY_SUCCESS', payer: '**明', total: 1000 });
    const asked = await queryMixed(rig, placed);
    expect(asked.verified).toBe(true);
    expect(states(asked.json)).toEqual([
      'MIX_PAY_SUCCESS',
      'SELF_PAY_SUCCESS',
      'MED_INS_PAY_SUCCESS',
    ]);
    expect(asked.json).toMatchObject({
      mix_trade_no: placed.mixTradeNo,
      paid_time: secondsOf(rig.clock.now()),
      out_trade_no: placed.no,
      total_fee: 1000,
      wechat_pay_cash_fee: 300,
      ...(mode === 'partner' ? { sub_mchid: subOf(rig).mchid, sub_openid: 'o-sub' } : {}),
    });
    expect(asked.json).not.toHaveProperty('transaction_id');
    expect(asked.json).not.toHaveProperty('payer');

    const cash = await queryCash(rig, placed);
    expect(cash.json).toMatchObject({
      trade_state: 'SUCCESS',
      trade_type: 'JSAPI',
      amount: { total: 300, payer_total: 300, currency: 'CNY' },
      success_time: secondsOf(rig.clock.now()),
    });
    expect(cash.json.transaction_id).toMatch(/^4200000\d{21}$/);

    const no = `R${placed.no}`;
    const back = await refund(rig, placed, no);
    expect(back.json).toMatchObject({ status: 'PROCESSING', out_refund_no: no });
    expect(back.verified).toBe(true);
    expect((await refund(rig, placed, no)).json.refund_id).toBe(back.json.refund_id);
    rig.clock.advance(5_000);
    expect((await queryRefund(rig, mode, no)).json).toMatchObject({
      status: 'SUCCESS',
      amount: { refund: 300, total: 300 },
    });
    expect(states((await queryMixed(rig, placed)).json)).toEqual([
      'MIX_PAY_SUCCESS',
      'SELF_PAY_REFUND',
      'MED_INS_PAY_SUCCESS',
    ]);
    const told = await tellRefund(rig, placed, no);
    expect([told.status, told.text, told.verified]).toEqual([204, '', true]);
    expect((await tellRefund(rig, placed, no)).status).toBe(204);
    expect(states((await queryMixed(rig, placed)).json)).toEqual([
      'MIX_PAY_REFUND',
      'SELF_PAY_REFUND',
      'MED_INS_PAY_REFUND',
    ]);
  });

  test('stays half-paid when the insurance fails after the cash', async () => {
    const placed = await place(rig, mode);
    rig.bureau.failSettlement = '预结算金额不匹配';
    const view = await inCashier(rig, placed);
    rig.bureau.failSettlement = undefined;
    expect(view).toMatchObject({ mixPayStatus: 'MIX_PAY_FAIL', failReason: '预结算金额不匹配' });
    rig.clock.advance(3_600_000);
    const { json } = await queryMixed(rig, placed);
    expect(states(json)).toEqual(['MIX_PAY_FAIL', 'SELF_PAY_SUCCESS', 'MED_INS_PAY_FAIL']);
    expect(json.med_ins_fail_reason).toBe('预结算金额不匹配');
    expect((await queryCash(rig, placed)).json.trade_state).toBe('SUCCESS');
    expect((await tellRefund(rig, placed, `R${placed.no}`)).number).toBe('268554200');
    expect((await refund(rig, placed, `R${placed.no}`)).status).toBe(200);
    rig.clock.advance(5_000);
    expect(states((await queryMixed(rig, placed)).json)).toEqual([
      'MIX_PAY_FAIL',
      'SELF_PAY_REFUND',
      'MED_INS_PAY_FAIL',
    ]);
  });

  test('is abandoned by closing its cash order', async () => {
    const placed = await place(rig, mode);
    const closed = await closeCash(rig, placed);
    expect([closed.status, closed.text, closed.verified]).toEqual([204, '', true]);
    expect((await closeCash(rig, placed)).status).toBe(204);
    expect((await queryCash(rig, placed)).json.trade_state).toBe('CLOSED');
    expect((await queryMixed(rig, placed)).json.mix_pay_status).toBe('MIX_PAY_CREATED');
    expect(refusalOf(await inCashier(rig, placed))).toMatch(/^cash-closed/);
  });
});

test('cash only and insurance only have one leg each', async () => {
  const cash = await place(rig, 'merchant', CASH_ONLY);
  expect(states(cash.reply.json)).toEqual([
    'MIX_PAY_CREATED',
    'SELF_PAY_CREATED',
    'NO_MED_INS_PAY',
  ]);
  const asked = rig.bureau.asked.length;
  await inCashier(rig, cash);
  expect(states((await queryMixed(rig, cash)).json)).toEqual([
    'MIX_PAY_SUCCESS',
    'SELF_PAY_SUCCESS',
    'NO_MED_INS_PAY',
  ]);
  expect(rig.bureau.asked).toHaveLength(asked);
  expect((await tellRefund(rig, cash, 'R1')).json.message).toMatch(/没有医保订单/);

  const insured = await place(rig, 'partner', INSURANCE_ONLY);
  await inCashier(rig, insured);
  expect(states((await queryMixed(rig, insured)).json)).toEqual([
    'MIX_PAY_SUCCESS',
    'NO_SELF_PAY',
    'MED_INS_PAY_SUCCESS',
  ]);
  expect((await queryCash(rig, insured)).number).toBe('268529515');
  expect((await tellRefund(rig, insured, 'R1')).status).toBe(204);
  expect((await queryMixed(rig, insured)).json.mix_pay_status).toBe('MIX_PAY_REFUND');
});

test('the bureau hears what was ordered, in clear and in fen', async () => {
  const placed = await place(rig);
  expect(rig.bureau.asked.at(-1)).toMatchObject({
    payOrderId: `ORD${placed.no}`,
    payAuthNo: `AUTH${placed.no}`,
    openid: 'o-merchant',
    payer: { name: '王小明' },
    serialNo: 'S20260302001',
    ...{ gov: 500, self: 150, other: 50, cash: 300 },
  });
  await inCashier(rig, placed);
  expect(rig.bureau.settled.at(-1)).toBe(`ORD${placed.no}`);
});

test('a payment under way can neither be closed nor paid again, and ends by itself', async () => {
  const placed = await place(rig);
  const before = rig.platform.engine.order({ outTradeNo: placed.no });
  if (before === undefined) throw new Error('not placed');
  rig.platform.engine.cashier.pay(before, 'paying');
  expect((await queryMixed(rig, placed)).json.mix_pay_status).toBe('MIX_PAY_USER_PAYING');
  expect((await queryCash(rig, placed)).json.trade_state).toBe('USERPAYING');
  expect((await closeCash(rig, placed)).number).toBe('268560650');
  expect(refusalOf(await inCashier(rig, placed))).toMatch(/^in-progress/);
  rig.clock.advance(30_000);
  expect((await queryMixed(rig, placed)).json.mix_pay_status).toBe('MIX_PAY_SUCCESS');
  expect((await closeCash(rig, placed)).json.code).toBe('ORDERPAID');
});

test('a prepay_id lives two hours, and the same request then gives another', async () => {
  const no = freshNo();
  const first = await prepay(rig, 'merchant', no);
  expect(await prepay(rig, 'merchant', no)).toBe(first);
  const body = prepayBody(rig, 'merchant', no, { amount: { total: 301, currency: 'CNY' } });
  expect((await ask(rig, 'POST', prepayPath('merchant'), body)).json).toMatchObject({
    code: 'INVALID_REQUEST',
    message: expect.stringContaining('不一致') as string,
  });
  const placed = await place(rig);
  rig.clock.advance(2 * 3_600_000);
  expect(refusalOf(await inCashier(rig, placed))).toMatch(/^prepay-expired/);
  const late = await order(rig, 'merchant', mixedBody(rig, 'merchant', no, first));
  expect(late.json.message).toMatch(/已过期/);
  expect(await prepay(rig, 'merchant', no)).not.toBe(first);
});

test('refunds: never more than was paid, one number for one refund', async () => {
  const placed = await place(rig);
  expect((await refund(rig, placed, 'RX1')).json.message).toMatch(/未支付/);
  await inCashier(rig, placed);
  const part = { amount: { refund: 100, total: 300, currency: 'CNY' } };
  expect((await refund(rig, placed, `${placed.no}A`, part)).status).toBe(200);
  rig.clock.advance(5_000);
  expect((await queryCash(rig, placed)).json.trade_state).toBe('REFUND');
  expect((await queryMixed(rig, placed)).json.self_pay_status).toBe('SELF_PAY_SUCCESS');
  expect((await refund(rig, placed, `${placed.no}A`)).json.code).toBe('INVALID_REQUEST');
  expect((await refund(rig, placed, `${placed.no}B`)).json.message).toMatch(/大于支付总金额/);
  const wrong = { amount: { refund: 100, total: 301, currency: 'CNY' } };
  expect((await refund(rig, placed, `${placed.no}C`, wrong)).json.message).toMatch(/amount.total/);
  expect((await queryRefund(rig, 'merchant', 'RNONE')).json.code).toBe('RESOURCE_NOT_EXISTS');
  expect((await tellRefund(rig, placed, 'R', { med_refund_total_fee: 701 })).status).toBe(403);
  const more = { med_refund_gov_fee: 501, med_refund_total_fee: 701 };
  expect((await tellRefund(rig, placed, 'R', more)).number).toBe('268554422');
});
