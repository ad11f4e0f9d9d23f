/** Payment codes charged at the simulated WeChat Pay, in both ways of access: how they end, 撤销, refunds, the bill. */

import { refund, queryRefund, subOf, type Mode } from './wechatpay-messages';
import {
  balance,
  codepay,
  issued,
  payerOf,
  query,
  reverse,
  type Charge,
} from './wechatpay-codepay-messages';
import { ask, control, secondsOf, startRig, type Reply, type Rig } from './wechatpay-rig';

const MODES: readonly Mode[] = ['merchant', 'partner'];
let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
}, 60_000);
afterAll(() => rig.close());

const stateOf = async (mode: Mode, no: string): Promise<unknown> =>
  (await query(rig, mode, no)).json.trade_state;
const pays = (mode: Mode, how: 'at-once' | 'password' | 'insufficient' | 'lost'): void => {
  rig.platform.engine.phones.setPays(payerOf(mode), how);
};
afterEach(() => {
  for (const mode of MODES) pays(mode, 'at-once');
});

/** A charge whose payer is asked for the password. */
async function typing(mode: Mode): Promise<Charge> {
  pays(mode, 'password');
  const charge = issued(rig, mode);
  const reply = await codepay(rig, mode, charge);
  expect([reply.status, reply.json.code, reply.verified]).toEqual([202, 'USERPAYING', true]);
  return charge;
}

describe.each(MODES)('a payment code, %s', (mode) => {
  const payer = payerOf(mode);

  test('is charged at once; answer and query say the same, signed', async () => {
    const had = balance(rig, payer);
    const charge = issued(rig, mode);
    const { merchant, provider } = rig.keys;
    const reply = await codepay(rig, mode, charge, { attach: 'A1' });
    expect([reply.status, reply.verified]).toEqual([200, true]);
    expect(reply.json).toEqual({
      ...(mode === 'merchant'
        ? { appid: merchant.appid, mchid: merchant.mchid, payer: { openid: payer } }
        : {
            ...{ sp_appid: provider.appid, sp_mchid: provider.mchid },
            ...{ sub_appid: subOf(rig).appid, sub_mchid: subOf(rig).mchid },
            payer: { sub_openid: payer },
          }),
      out_trade_no: charge.no,
      transaction_id: expect.stringMatching(/^4200000\d{21}$/) as unknown,
      trade_type: 'MICROPAY',
      trade_state: 'SUCCESS',
      trade_state_desc: '支付成功',
      bank_type: 'OTHERS',
      success_time: secondsOf(rig.clock.now()),
      attach: 'A1',
      amount: { total: 300, payer_total: 300, currency: 'CNY', payer_currency: 'CNY' },
    });
    expect((await query(rig, mode, charge.no)).json).toEqual(reply.json);
    expect(balance(rig, payer)).toBe(had - 300);
    expect(rig.platform.engine.notices.list()).toEqual([]);
  });

  test('is charged after the password was typed', async () => {
    const had = balance(rig, payer);
    const charge = await typing(mode);
    expect((await query(rig, mode, charge.no)).json).not.toHaveProperty('transaction_id');
    expect(await stateOf(mode, charge.no)).toBe('USERPAYING');
    expect((await codepay(rig, mode, charge)).json.code).toBe('USERPAYING');
    expect(rig.platform.engine.phones.type(charge.no, 'confirm')).toBe('paid');
    expect(await stateOf(mode, charge.no)).toBe('SUCCESS');
    expect(rig.platform.engine.phones.type(charge.no, 'confirm')).toBeUndefined();
    expect(balance(rig, payer)).toBe(had - 300);
  });

  test('fails when the payer gives up or takes too long, and can be revoked then', async () => {
    const had = balance(rig, payer);
    const [given, late] = [await typing(mode), await typing(mode)];
    expect(rig.platform.engine.phones.typing(payer).map(({ outTradeNo }) => outTradeNo)).toEqual([
      given.no,
      late.no,
    ]);
    rig.platform.engine.phones.type(given.no, 'cancel');
    rig.clock.advance(59_999);
    expect(await stateOf(mode, late.no)).toBe('USERPAYING');
    rig.clock.advance(1);
    for (const { no } of [given, late]) {
      expect(await stateOf(mode, no)).toBe('PAYERROR');
      expect(rig.platform.engine.phones.type(no, 'confirm')).toBeUndefined();
      expect((await reverse(rig, mode, no)).status).toBe(200);
      expect(await stateOf(mode, no)).toBe('REVOKED');
    }
    expect(balance(rig, payer)).toBe(had);
  });

  test('is refused for want of money, and never charged again', async () => {
    pays(mode, 'insufficient');
    const charge = issued(rig, mode);
    const reply = await codepay(rig, mode, charge);
    expect([reply.status, reply.json.code, reply.verified]).toEqual([403, 'NOT_ENOUGH', true]);
    expect(await stateOf(mode, charge.no)).toBe('PAYERROR');
    pays(mode, 'at-once');
    expect((await codepay(rig, mode, charge)).json.code).toBe('OUT_TRADE_NO_USED');
    const { code, total } = charge;
    const other = { ...issued(rig, mode), code, total };
    expect((await codepay(rig, mode, other)).json.code).toBe('AUTH_CODE_ERROR');
  });

  test('is charged although the answer is lost', async () => {
    pays(mode, 'lost');
    const charge = issued(rig, mode);
    await expect(codepay(rig, mode, charge)).rejects.toThrow();
    expect(await stateOf(mode, charge.no)).toBe('SUCCESS');
    expect((await codepay(rig, mode, charge)).json.code).toBe('ORDER_PAID');
  });

  test('that was paid goes back whole by 撤销, once', async () => {
    const had = balance(rig, payer);
    const charge = issued(rig, mode);
    await codepay(rig, mode, charge);
    for (let times = 0; times < 2; times += 1) {
      const reply = await reverse(rig, mode, charge.no);
      expect([reply.status, reply.verified]).toEqual([200, true]);
      expect(reply.json).toMatchObject({ out_trade_no: charge.no });
      expect(reply.json).not.toHaveProperty('recall');
      expect(balance(rig, payer)).toBe(had);
    }
    expect(await stateOf(mode, charge.no)).toBe('REVOKED');
    expect((await codepay(rig, mode, charge)).json.code).toBe('ORDER_REVERSED');
    const back = await refund(rig, { no: charge.no, mode }, `R${charge.no}`);
    expect([back.status, back.json.code]).toEqual([400, 'INVALID_REQUEST']);
  });

  test('under a password is closed by 撤销: typing it comes too late', async () => {
    const had = balance(rig, payer);
    const charge = await typing(mode);
    expect((await reverse(rig, mode, charge.no)).status).toBe(200);
    expect(rig.platform.engine.phones.type(charge.no, 'confirm')).toBeUndefined();
    rig.clock.advance(120_000);
    expect(await stateOf(mode, charge.no)).toBe('REVOKED');
    expect(balance(rig, payer)).toBe(had);
  });

  test('is to be asked for again (recall) as often as a script says', async () => {
    const charge = issued(rig, mode);
    await codepay(rig, mode, charge);
    rig.platform.engine.setLevers({ recallReversals: 2 });
    for (let times = 0; times < 2; times += 1) {
      expect((await reverse(rig, mode, charge.no)).json.recall).toBe('Y');
      expect(await stateOf(mode, charge.no)).toBe('SUCCESS');
    }
    expect((await reverse(rig, mode, charge.no)).json).not.toHaveProperty('recall');
    expect(await stateOf(mode, charge.no)).toBe('REVOKED');
  });

  test('can be revoked for seven days, and not after a refund', async () => {
    const had = balance(rig, payer);
    const charge = issued(rig, mode);
    await codepay(rig, mode, charge);
    const no = `R${charge.no}`;
    const placed = { no: charge.no, mode };
    const asked = await refund(rig, placed, no, { notify_url: undefined });
    expect(asked.json).toMatchObject({ status: 'PROCESSING', out_refund_no: no });
    expect((await reverse(rig, mode, charge.no)).json.code).toBe('TRADE_ERROR');
    rig.clock.advance(5_000);
    expect((await queryRefund(rig, mode, no)).json).toMatchObject({ status: 'SUCCESS' });
    expect(await stateOf(mode, charge.no)).toBe('REFUND');
    expect(balance(rig, payer)).toBe(had);
    const old = issued(rig, mode);
    await codepay(rig, mode, old);
    rig.clock.advance(7 * 86_400_000 + 1);
    expect((await reverse(rig, mode, old.no)).json).toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringContaining('7 天') as unknown,
    });
    expect(await stateOf(mode, old.no)).toBe('SUCCESS');
  });
});

describe('the trade bill', () => {
  const rows = (text: string): Record<string, string>[] => {
    const [header = '', ...lines] = text.replace('\uFEFF', '').split('\r\n');
    const names = header.split(',');
    const end = lines.findIndex((line) => line.startsWith('总交易单数'));
    return lines.slice(0, end).map((line) => {
      const cells = line.split(',').map((cell) => cell.slice(1));
      return Object.fromEntries(names.map((name, place) => [name, cells[place] ?? '']));
    });
  };
  const bill = async (day: string, type: string): Promise<Record<string, string>[]> => {
    const path = `/v3/bill/tradebill?bill_date=${day}&bill_type=${type}`;
    const meta = await ask(rig, 'GET', path);
    const url = new URL(String(meta.json.download_url));
    return rows((await ask(rig, 'GET', `${url.pathname}${url.search}`)).text);
  };

  test('has MICROPAY rows for payments, refunds, and what was revoked after it was paid', async () => {
    rig.clock.advance(86_400_000);
    const day = secondsOf(rig.clock.now()).slice(0, 10);
    const charges = [1, 2, 3, 4].map((euro) => issued(rig, 'merchant', { total: euro * 100 }));
    const [kept, back, revoked] = charges;
    for (const charge of charges) await codepay(rig, 'merchant', charge);
    const never = await typing('merchant');
    await reverse(rig, 'merchant', never.no);
    await reverse(rig, 'merchant', revoked?.no ?? '');
    const placed = { no: back?.no ?? '', mode: 'merchant' as const };
    const amount = { refund: 200, total: 200, currency: 'CNY' };
    await refund(rig, placed, `R${placed.no}`, { amount });
    rig.clock.advance(2 * 86_400_000);
    const all = await bill(day, 'ALL');
    expect(all.map((row) => [row.商户订单号, row.交易状态, row.订单金额, row.退款金额])).toEqual([
      ...charges.map(({ no, total }) => [no, 'SUCCESS', `${total / 100}.00`, '0.00']),
      [placed.no, 'REFUND', '0.00', '2.00'],
      [revoked?.no, 'REVOKED', '0.00', '3.00'],
    ]);
    for (const row of all) {
      expect(row).toMatchObject({ 交易类型: 'MICROPAY', 设备号: '02-00-00-99-00-01' });
      expect(row.公众账号ID).toBe(rig.keys.merchant.appid);
    }
    const out = await bill(day, 'REFUND');
    expect(out.map((row) => row.交易状态)).toEqual(['REFUND', 'REVOKED']);
    const paid = await bill(day, 'SUCCESS');
    expect(paid.map((row) => row.商户订单号)).toEqual(charges.map(({ no }) => no));
    expect(kept).toBeDefined();
  });
});

test('faults of both calls are known by name', async () => {
  const plant = (call: string, fault: object) =>
    control(rig, 'POST', '/sandbox/api/faults', { call, fault });
  const charge = issued(rig, 'merchant');
  const outcome = (reply: Reply): unknown => [reply.status, reply.json.code];
  for (const [code, status] of [
    ['USERPAYING', 202],
    ['SYSTEM_ERROR', 500],
    ['BANK_ERROR', 500],
    ['AUTH_CODE_EXPIRED', 400],
    ['NOT_ENOUGH', 403],
    ['ORDER_PAID', 400],
    ['ORDER_REVERSED', 400],
    ['RATELIMIT_EXCEEDED', 429],
  ] as const) {
    expect((await plant('wechatpay.codepay', { kind: 'error', code })).status).toBe(200);
    expect(outcome(await codepay(rig, 'merchant', charge))).toEqual([status, code]);
  }
  expect((await query(rig, 'merchant', charge.no)).json.code).toBe('ORDER_NOT_EXIST');
  await plant('wechatpay.codepay', { kind: 'bad-signature' });
  expect((await codepay(rig, 'merchant', charge)).verified).toBe(false);
  await plant('wechatpay.reverse', { kind: 'cut-after' });
  await expect(reverse(rig, 'merchant', charge.no)).rejects.toThrow();
  expect(await stateOf('merchant', charge.no)).toBe('REVOKED');
  await plant('wechatpay.reverse', { kind: 'error', code: 'SYSTEM_ERROR' });
  expect(outcome(await reverse(rig, 'merchant', charge.no))).toEqual([500, 'SYSTEM_ERROR']);
  const lever = await control(rig, 'POST', '/sandbox/api/wechatpay/levers', { recallReversals: 1 });
  expect(lever.status).toBe(200);
  expect((await reverse(rig, 'merchant', charge.no)).json.recall).toBe('Y');
});
