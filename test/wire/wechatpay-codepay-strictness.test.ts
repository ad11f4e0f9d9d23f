/** What the simulated WeChat Pay refuses of payment codes, one mistake at a time. */

import { closeCash, prepay, prepayBody, prepayPath, subOf, type Mode } from './wechatpay-messages';
import {
  balance,
  chargeBody,
  codepay,
  issued,
  payerOf,
  query,
  reverse,
} from './wechatpay-codepay-messages';
import { ask, freshNo, startRig, type Body, type Rig } from './wechatpay-rig';

const MODES: readonly Mode[] = ['merchant', 'partner'];
let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
}, 60_000);
afterAll(() => rig.close());

/** The refusal of a charge with one thing changed; nothing was taken, and the code is as good as before. */
async function refusedWith(mode: Mode, more: Body): Promise<string> {
  const charge = issued(rig, mode);
  const had = balance(rig, payerOf(mode));
  const reply = await codepay(rig, mode, charge, more);
  expect(reply.verified).toBe(true);
  expect(balance(rig, payerOf(mode))).toBe(had);
  expect((await codepay(rig, mode, charge)).json.trade_state).toBe('SUCCESS');
  return `${reply.status} ${String(reply.json.code)} ${String(reply.json.message)}`;
}

describe.each(MODES)('the fields, %s', (mode) => {
  const needed = [
    ...(mode === 'merchant' ? ['appid', 'mchid'] : ['sp_appid', 'sp_mchid', 'sub_mchid']),
    ...['description', 'out_trade_no', 'payer', 'amount', 'scene_info'],
  ];
  test.each(needed)('%s is needed', async (name) => {
    expect(await refusedWith(mode, { [name]: undefined })).toMatch(
      new RegExp(`^400 PARAM_ERROR .*缺少必填字段 ${name}`),
    );
  });

  test.each([
    [{ description: '述'.repeat(128) }, /description 超过 127 个字符/],
    [{ out_trade_no: 'A1234' }, /out_trade_no/],
    [{ out_trade_no: 'A'.repeat(33) }, /out_trade_no 超过 32/],
    [{ notify_url: 'https://example.com' }, /未知字段 notify_url/],
    [{ payer: { openid: 'o-merchant' } }, /未知字段 payer.openid/],
    [{ payer: {} }, /payer 为空对象/],
    [{ amount: { total: 0, currency: 'CNY' } }, /amount.total 不能小于 1/],
    [{ amount: { total: '300', currency: 'CNY' } }, /amount.total 应为 integer/],
    [{ amount: { total: 300, currency: 'USD' } }, /amount.currency/],
    [{ scene_info: { device_id: 'D1' } }, /缺少必填字段 scene_info.store_info/],
    [{ scene_info: { store_info: {} } }, /store_info 为空对象/],
    [{ scene_info: { store_info: { name: '一号窗口' } } }, /未知字段 scene_info.store_info.name/],
    [{ scene_info: { payer_client_ip: '10.0.0.1', store_info: { id: '1' } } }, /payer_client_ip/],
    [{ scene_info: { device_id: 'D'.repeat(33), store_info: { id: '1' } } }, /device_id 超过 32/],
  ])('%j is refused by name', async (more, why) => {
    const said = await refusedWith(mode, more);
    expect(said).toMatch(/^400 PARAM_ERROR /);
    expect(said).toMatch(why);
  });

  test('whoever is named must be who signed', async () => {
    const others =
      mode === 'merchant'
        ? [{ appid: 'wx0000000000000000' }, { mchid: rig.keys.provider.mchid }]
        : [
            { sp_appid: subOf(rig).appid },
            { sp_mchid: rig.keys.merchant.mchid },
            { sub_appid: rig.keys.provider.appid },
            { sub_mchid: '1234567890' },
            { sub_mchid: 'null' },
          ];
    for (const more of others) {
      expect(await refusedWith(mode, more)).toMatch(/^40[03] (?:PARAM_ERROR|RULE_LIMIT) /);
    }
  });

  test('each has a path of its own', async () => {
    const charge = issued(rig, mode);
    const path =
      mode === 'merchant' ? '/v3/pay/partner/transactions/codepay' : '/v3/pay/transactions/codepay';
    const account = mode === 'merchant' ? rig.keys.merchant : rig.keys.provider;
    const reply = await ask(rig, 'POST', path, chargeBody(rig, mode, charge), { account });
    expect(reply.json).toMatchObject({ code: 'PARAM_ERROR' });
    const stranger = await ask(rig, 'POST', path, chargeBody(rig, mode, charge), {
      account,
      sent: JSON.stringify(chargeBody(rig, mode, { ...charge, total: 1 })),
    });
    expect([stranger.status, stranger.json.code]).toEqual([401, 'SIGN_ERROR']);
  });
});

test('sub_appid may be left out: the payer stands under sp_openid then', async () => {
  const charge = issued(rig, 'partner');
  const { json } = await codepay(rig, 'partner', charge, { sub_appid: undefined });
  expect(json).toMatchObject({ trade_state: 'SUCCESS', payer: { sp_openid: 'o-sub' } });
  expect(json).not.toHaveProperty('sub_appid');
});

describe('a code', () => {
  test.each(['', '9'.repeat(18), `16${'0'.repeat(16)}`, `13${'0'.repeat(17)}`, '33'.repeat(14)])(
    '%s is none',
    async (code) => {
      const reply = await codepay(rig, 'merchant', { ...issued(rig, 'merchant'), code });
      expect(reply.json.code).toBe(code === '' ? 'PARAM_ERROR' : 'AUTH_CODE_INVALID');
    },
  );

  test('that nobody issued, that is over its time, or that was used', async () => {
    const charge = issued(rig, 'merchant', { livesMs: 60_000 });
    const made = { ...charge, code: charge.code.replace(/^13/, '14') };
    expect((await codepay(rig, 'merchant', made)).json.code).toBe('AUTH_CODE_INVALID');
    const used = issued(rig, 'merchant');
    await codepay(rig, 'merchant', used);
    const again = { ...used, no: freshNo() };
    expect((await codepay(rig, 'merchant', again)).json.code).toBe('AUTH_CODE_ERROR');
    rig.clock.advance(60_000);
    expect((await codepay(rig, 'merchant', charge)).json.code).toBe('AUTH_CODE_EXPIRED');
    expect((await query(rig, 'merchant', charge.no)).json.code).toBe('ORDER_NOT_EXIST');
  });

  test('is for its amount and its number alone', async () => {
    const charge = issued(rig, 'merchant');
    for (const total of [299, 301, 30000]) {
      const reply = await codepay(rig, 'merchant', { ...charge, total });
      expect([reply.status, reply.json.code]).toEqual([403, 'TRADE_ERROR']);
      expect(reply.json.message).toContain('amount.total');
    }
    const other = await codepay(rig, 'merchant', { ...charge, no: freshNo() });
    expect(other.json.message).toContain('out_trade_no');
    expect((await codepay(rig, 'merchant', charge)).json.trade_state).toBe('SUCCESS');
  });

  test('of somebody with too little money is refused', async () => {
    const charge = issued(rig, 'merchant', { openid: 'o-poor', total: 100 });
    expect((await codepay(rig, 'merchant', charge)).json.code).toBe('NOT_ENOUGH');
    expect(balance(rig, 'o-poor')).toBe(99);
    rig.platform.engine.phones.setPays('o-poor', 'password');
    const typed = issued(rig, 'merchant', { openid: 'o-poor', total: 100 });
    expect((await codepay(rig, 'merchant', typed)).json.code).toBe('USERPAYING');
    expect(rig.platform.engine.phones.type(typed.no, 'confirm')).toBe('insufficient');
    expect((await query(rig, 'merchant', typed.no)).json.trade_state).toBe('PAYERROR');
  });

  test('is issued for whole amounts above nothing', () => {
    const { paymentCodes } = rig.platform.engine;
    for (const amountFen of [0, -1, 1.5]) {
      const ask0 = { openid: 'o-merchant', amountFen, expiresAt: rig.clock.now() + 1 };
      expect(() => paymentCodes.issue(ask0)).toThrow(RangeError);
    }
  });
});

describe('two kinds of orders', () => {
  test('do not share a number', async () => {
    const charge = issued(rig, 'merchant');
    await prepay(rig, 'merchant', charge.no);
    expect((await codepay(rig, 'merchant', charge)).json.code).toBe('OUT_TRADE_NO_USED');
    const paid = issued(rig, 'merchant');
    await codepay(rig, 'merchant', paid);
    const body = prepayBody(rig, 'merchant', paid.no);
    const reply = await ask(rig, 'POST', prepayPath('merchant'), body);
    expect(reply.json.code).toBe('ORDERPAID');
  });

  test('are ended in their own ways', async () => {
    const no = freshNo();
    await prepay(rig, 'merchant', no);
    expect((await reverse(rig, 'merchant', no)).json.code).toBe('INVALID_REQUEST');
    const charge = issued(rig, 'merchant');
    await codepay(rig, 'merchant', charge);
    const closed = await closeCash(rig, { no: charge.no, mode: 'merchant' });
    expect(closed.json.code).toBe('INVALID_REQUEST');
    expect((await query(rig, 'merchant', charge.no)).json.trade_state).toBe('SUCCESS');
  });
});

describe('撤销', () => {
  test.each(MODES)('needs its fields and an order of that hospital, %s', async (mode) => {
    const charge = issued(rig, mode);
    await codepay(rig, mode, charge);
    const names = mode === 'merchant' ? ['appid', 'mchid'] : ['sp_appid', 'sp_mchid', 'sub_mchid'];
    for (const name of names) {
      const reply = await reverse(rig, mode, charge.no, { [name]: undefined });
      expect([reply.status, reply.json.code]).toEqual([400, 'PARAM_ERROR']);
    }
    expect((await reverse(rig, mode, charge.no, { reason: 'x' })).json.code).toBe('PARAM_ERROR');
    const other = mode === 'merchant' ? 'partner' : 'merchant';
    expect((await reverse(rig, other, charge.no)).json.code).toBe('ORDER_NOT_EXIST');
    expect((await reverse(rig, mode, freshNo())).status).toBe(404);
    expect((await query(rig, mode, charge.no)).json.trade_state).toBe('SUCCESS');
  });

  test('of another hospital’s order finds nothing', async () => {
    const charge = issued(rig, 'partner');
    await codepay(rig, 'partner', charge);
    const [, second] = rig.keys.provider.hospitals;
    const more = { sub_mchid: second?.mchid, sub_appid: second?.appid };
    expect((await reverse(rig, 'partner', charge.no, more)).json.code).toBe('ORDER_NOT_EXIST');
  });
});

test('codes and payers are not in the wire log', async () => {
  const charge = issued(rig, 'partner');
  await codepay(rig, 'partner', charge);
  const shown = JSON.stringify(rig.wire.since());
  expect(shown).toContain(charge.no);
  for (const secret of [charge.code, 'o-sub']) {
    expect([secret, shown.includes(secret)]).toEqual([secret, false]);
  }
});
