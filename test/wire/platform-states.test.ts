/**
 * The life of an order as queryorder tells it (§3.4; traps 3, 4, 5, 15, 16), what closeorder does to it
 * (§3.10), and what time alone does.
 */

import {
  call,
  fetchToken,
  json,
  naming,
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
beforeEach(async () => {
  rig = await startRig();
  token = await fetchToken(rig);
});
afterEach(() => rig.close());

async function placed(more: Message = {}): Promise<string> {
  const message = orderMessage(more);
  const { fields } = await call(rig, 'unifiedorder', token, message);
  expect(fields.result_code).toBe('SUCCESS');
  return message.hosp_out_trade_no ?? '';
}
async function query(no: string): Promise<Record<string, string>> {
  const { fields } = await call(rig, 'queryorder', token, naming(no));
  expect(fields.sign).toBe(signatureOf(fields, PROVIDER.key));
  return fields;
}
const states = async (no: string) => {
  const { med_trade_state, cash_trade_status, insurance_trade_status } = await query(no);
  return [med_trade_state, cash_trade_status, insurance_trade_status];
};
const close = async (no: string) => (await call(rig, 'closeorder', token, naming(no))).fields;
const pay = (hospOutTradeNo: string, outcome: string) =>
  json(rig, 'POST', '/sandbox/api/payinsurance/pay', { hospOutTradeNo, outcome });
const cashier = (name: string, body: object) => json(rig, 'POST', `/cashier/api/${name}`, body);
const payKeyOf = (no: string) => rig.platform.engine.order(no)?.payKey ?? '';
const open = (no: string) =>
  cashier('open', {
    appId: rig.platform.engine.settings.payAppid,
    path: `pages/index/index?pay_key=${payKeyOf(no)}`,
    openid: rig.platform.engine.order(no)?.asked.sub_openid,
  });

/** What was ordered and is not told back; nonce_str is a new one. */
const SECRET = ['nonce_str', 'user_card_no', 'user_name', 'user_card_type'];

describe('queryorder', () => {
  test('gives back what was ordered, never pay_url, and no time_end before payment', async () => {
    const message = orderMessage({ attach: 'a ]]> b', extends: 'x' });
    const { fields: answer } = await call(rig, 'unifiedorder', token, message);
    const fields = await query(message.hosp_out_trade_no ?? '');
    const kept = Object.entries(message).filter(([name]) => !SECRET.includes(name));
    expect(fields).toMatchObject({
      ...Object.fromEntries(kept),
      med_trade_state: 'NOTPAY',
      med_trans_id: answer.med_trans_id,
    });
    for (const name of ['pay_url', 'time_end', 'cash_order_id', ...SECRET.slice(1)]) {
      expect(fields[name]).toBeUndefined();
    }
  });
  test('finds by either number or both, and only what is the caller’s own (trap 29)', async () => {
    const no = await placed();
    const { med_trans_id } = await query(no);
    const by = async (message: Message, of = token) =>
      (await call(rig, 'queryorder', of, message)).fields;
    expect(await by(naming(undefined, { med_trans_id }))).toMatchObject({ hosp_out_trade_no: no });
    expect(await by(naming(no, { med_trans_id }))).toMatchObject({ hosp_out_trade_no: no });
    expect(await by(naming(no, { med_trans_id: 'M1' }))).toMatchObject({ err_code: '541' });
    expect(await by(naming('T-none'))).toMatchObject({ result_code: 'FAIL', err_code: '541' });
    const other = await fetchToken(rig, OTHER_HOSPITAL);
    const foreign = { sub_mch_id: OTHER_HOSPITAL.mchId, med_trans_id };
    expect(await by(naming(undefined, foreign), other)).toMatchObject({ err_code: '541' });
  });
});

describe('an order', () => {
  test('goes NOTPAY, PAYING, NOTPAY, PAYING, SUCCESS; insurance says PAYED (trap 5)', async () => {
    const no = await placed();
    expect(await states(no)).toEqual(['NOTPAY', 'NOTPAY', 'NOTPAY']);
    await open(no);
    expect(await states(no)).toEqual(['PAYING', 'NOTPAY', 'NOTPAY']);
    await cashier('leave', { payKey: payKeyOf(no) });
    expect(await states(no)).toEqual(['NOTPAY', 'NOTPAY', 'NOTPAY']);
    await open(no);
    await cashier('pay', { payKey: payKeyOf(no), password: '123456' });
    expect(await states(no)).toEqual(['SUCCESS', 'SUCCESS', 'PAYED']);
    const paid = await query(no);
    expect(paid).toMatchObject({
      time_end: '20260302100000',
      pay_type: '3',
      total_fee: '200',
      cash_fee: '100',
      insurance_fee: '100',
      Insurance_self_fee: '40',
      insurance_fund_fee: '60',
      insurance_other_fee: '0',
    });
    expect(paid.cash_order_id).toMatch(/^4200000\d{21}$/);
    expect(paid.insurance_order_id).toMatch(/^I\d{17}$/);
  });

  test('has only the legs that it pays with', async () => {
    const cash = await placed({ pay_type: '1', cash_fee: '200', insurance_fee: undefined });
    const insurance = await placed({ pay_type: '2', cash_fee: '0', insurance_fee: '200' });
    const zero = await placed({ pay_type: '3', cash_fee: '200', insurance_fee: '0' });
    for (const no of [cash, insurance, zero]) expect((await pay(no, 'paid')).status).toBe(200);
    expect(await states(cash)).toEqual(['SUCCESS', 'SUCCESS', undefined]);
    expect(await states(insurance)).toEqual(['SUCCESS', undefined, 'PAYED']);
    expect(await states(zero)).toEqual(['SUCCESS', 'SUCCESS', 'PAYED']);
    expect((await query(cash)).insurance_order_id).toBeUndefined();
    expect((await query(insurance)).cash_order_id).toBeUndefined();
  });

  test('without a bound card is INITIAL until the card is bound (trap 4)', async () => {
    const no = await placed({ sub_openid: 'o-unbound' });
    expect((await states(no))[0]).toBe('INITIAL');
    await open(no);
    expect((await states(no))[0]).toBe('INITIAL');
    expect((await pay(no, 'paid')).status).toBe(409);
    await cashier('bind', { payKey: payKeyOf(no) });
    expect((await states(no))[0]).toBe('NOTPAY');
    expect((await states(await placed({ sub_openid: 'o-unbound' })))[0]).toBe('NOTPAY');
  });

  test('that fails has its cash back; one that is failing still holds it (trap 3)', async () => {
    const failed = await placed();
    const failing = await placed();
    await pay(failed, 'failed');
    await pay(failing, 'failing');
    expect(await states(failed)).toEqual(['SYS_REFUNDED', 'REFUND', 'NOTPAY']);
    expect(await states(failing)).toEqual(['SYS_REFUNDING', 'SUCCESS', 'NOTPAY']);
    expect((await pay(failing, 'paid')).status).toBe(409);
    rig.clock.advance(120_000);
    expect(await states(failing)).toEqual(['SYS_REFUNDED', 'REFUND', 'NOTPAY']);
    expect((await query(failed)).time_end).toBeUndefined();
  });

  test('whose payment is on its way stays PAYING until it arrives', async () => {
    const no = await placed();
    await pay(no, 'processing');
    await cashier('leave', { payKey: payKeyOf(no) });
    expect((await states(no))[0]).toBe('PAYING');
    expect((await pay(no, 'insufficient')).status).toBe(409);
    rig.clock.advance(29_999);
    expect((await states(no))[0]).toBe('PAYING');
    rig.clock.advance(3_600_000);
    expect(await states(no)).toEqual(['SUCCESS', 'SUCCESS', 'PAYED']);
    expect((await query(no)).time_end).toBe('20260302100030');
  });

  test('whose payment is on its way can be ended by script, either way', async () => {
    const [good, bad] = [await placed(), await placed()];
    for (const no of [good, bad]) await pay(no, 'processing');
    await pay(good, 'paid');
    await pay(bad, 'failed');
    expect((await states(good))[0]).toBe('SUCCESS');
    expect((await states(bad))[0]).toBe('SYS_REFUNDED');
  });

  test('left open in the cashier falls back to NOTPAY', async () => {
    const no = await placed();
    await open(no);
    rig.clock.advance(299_999);
    expect((await states(no))[0]).toBe('PAYING');
    rig.clock.advance(1);
    expect((await states(no))[0]).toBe('NOTPAY');
  });

  test('is not paid twice', async () => {
    const no = await placed();
    await pay(no, 'paid');
    const again = await pay(no, 'paid');
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'already-paid' } } });
    expect(rig.platform.engine.notices.list()).toHaveLength(1);
  });
});

describe('the bureau', () => {
  const online = { pay_type: '2', cash_fee: '0', insurance_fee: '200', allow_fee_change: '1' };
  test('decides the split at payment when the order allows it (trap 15)', async () => {
    const no = await placed(online);
    expect(await query(no)).toMatchObject({ cash_fee: '0', insurance_fee: '200', pay_type: '2' });
    await pay(no, 'paid');
    expect(await query(no)).toMatchObject({
      total_fee: '200',
      cash_fee: '60',
      insurance_fee: '140',
      pay_type: '3',
      Insurance_self_fee: '56',
      insurance_fund_fee: '84',
    });
    expect(await states(no)).toEqual(['SUCCESS', 'SUCCESS', 'PAYED']);
  });
  test('can be told how, and may give a discount (trap 16)', async () => {
    const rule = { cashPerMille: 0, discountFen: 30, selfPerMille: 1000, reportsDetail: false };
    await json(rig, 'POST', '/sandbox/api/payinsurance/bureau', rule);
    const no = await placed(online);
    await pay(no, 'paid');
    const fields = await query(no);
    expect(fields).toMatchObject({
      total_fee: '200',
      cash_fee: '0',
      insurance_fee: '170',
      pay_type: '2',
    });
    expect(fields.Insurance_self_fee).toBeUndefined();
    expect(await states(no)).toEqual(['SUCCESS', undefined, 'PAYED']);
  });
  test('has no say where the order does not allow it', async () => {
    await json(rig, 'POST', '/sandbox/api/payinsurance/bureau', {
      cashPerMille: 0,
      discountFen: 30,
    });
    const no = await placed();
    await pay(no, 'paid');
    expect(await query(no)).toMatchObject({ cash_fee: '100', insurance_fee: '100' });
  });
});

describe('closeorder', () => {
  test('closes what is not paid, once and again, and it cannot be paid any more', async () => {
    const no = await placed();
    const fields = await close(no);
    expect(fields).toMatchObject({ result_code: 'SUCCESS', mch_id: PROVIDER.mchId });
    expect(fields.sign).toBe(signatureOf(fields, PROVIDER.key));
    expect(await states(no)).toEqual(['CLOSED', 'CLOSED', 'CLOSED']);
    expect((await close(no)).result_code).toBe('SUCCESS');
    expect(await pay(no, 'paid')).toMatchObject({
      status: 409,
      body: { error: { code: 'order-closed' } },
    });
    expect((await open(no)).body).toMatchObject({ state: 'CLOSED' });
    expect((await states(no))[0]).toBe('CLOSED');
  });
  test('closes a failed order, whose cash stays returned', async () => {
    const no = await placed();
    await pay(no, 'failed');
    expect((await close(no)).result_code).toBe('SUCCESS');
    expect(await states(no)).toEqual(['CLOSED', 'REFUND', 'CLOSED']);
  });
  test.each(['paid', 'failing', 'processing'])('refuses an order that is %s', async (outcome) => {
    const no = await placed();
    await pay(no, outcome);
    const before = await states(no);
    expect(await close(no)).toMatchObject({ result_code: 'FAIL', err_code: '80001' });
    expect(await states(no)).toEqual(before);
  });
  test('refuses an order that the patient has open', async () => {
    const no = await placed();
    await open(no);
    expect(await close(no)).toMatchObject({ result_code: 'FAIL', err_code: '80001' });
    expect((await states(no))[0]).toBe('PAYING');
  });
  test('knows only the caller’s orders', async () => {
    expect(await close('T-none')).toMatchObject({ result_code: 'FAIL', err_code: '541' });
  });
});
