/**
 * What scripts do to the simulated WeChat Pay: faults by call name, levers, the trade bill; where its keys
 * lie; and that nothing about people or secrets is shown.
 */

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Formatter, Hash } from 'wechatpay-axios-plugin';
import { KEYS_FILE, wechatPayKeys } from '../../sandbox/platform/wechatpay/keys';
import { ask, control, ID_NO, NAME, startRig, type Rig } from './wechatpay-rig';
import {
  inCashier,
  place,
  prepayBody,
  prepayPath,
  queryCash,
  queryMixed,
  queryRefund,
  refund,
  refusalOf,
  tellRefund,
} from './wechatpay-messages';

const API = '/sandbox/api/wechatpay';
let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const lever = (body: Record<string, unknown>) => control(rig, 'POST', `${API}/levers`, body);

test('faults: before and after the effect, rubbish, a wrong signature, any error', async () => {
  const send = (no: string) =>
    ask(rig, 'POST', prepayPath('merchant'), prepayBody(rig, 'merchant', no));
  const exists = (no: string) => rig.platform.engine.cashOrder(no) !== undefined;
  rig.faults.plant('wechatpay.prepay', { kind: 'cut-before' });
  await expect(send('FAULT001')).rejects.toThrow();
  expect(exists('FAULT001')).toBe(false);
  rig.faults.plant('wechatpay.prepay', { kind: 'cut-after' });
  await expect(send('FAULT002')).rejects.toThrow();
  expect(exists('FAULT002')).toBe(true);
  rig.faults.plant('wechatpay.prepay', { kind: 'garbage' });
  expect((await send('FAULT003')).text).toBe('<<<garbage');
  rig.faults.plant('wechatpay.prepay', { kind: 'bad-signature' });
  const forged = await send('FAULT004');
  expect([forged.status, forged.verified, exists('FAULT004')]).toEqual([200, false, true]);
  rig.faults.plant('wechatpay.prepay', { kind: 'error', code: 'SYSTEM_ERROR' });
  const failed = await send('FAULT005');
  expect([failed.status, failed.json.code, failed.verified]).toEqual([500, 'SYSTEM_ERROR', true]);
  expect(exists('FAULT005')).toBe(false);
  rig.faults.plant('wechatpay.mixedOrder', { kind: 'error', code: '268510610' });
  await expect(place(rig)).rejects.toThrow(/医保局结算校验失败/);
});

test('an answer that probes, and one that takes its time', async () => {
  const placed = await place(rig);
  await lever({ probeAnswers: 1 });
  const probed = await queryMixed(rig, placed);
  expect(probed.header('wechatpay-signature')).toMatch(/^WECHATPAY\/SIGNTEST\//);
  expect([probed.status, probed.verified]).toEqual([200, false]);
  expect((await queryMixed(rig, placed)).verified).toBe(true);
  await lever({ answersDelayMs: 60 });
  const began = performance.now();
  expect((await queryMixed(rig, placed)).verified).toBe(true);
  expect(performance.now() - began).toBeGreaterThan(50);
});

test('the insurance fails next, or for one order; the prepay is made to expire', async () => {
  await lever({ insuranceFails: { left: 1, reason: '在院状态不允许结算' } });
  const first = await place(rig);
  expect(await inCashier(rig, first)).toMatchObject({
    mixPayStatus: 'MIX_PAY_FAIL',
    failReason: '在院状态不允许结算',
  });
  const second = await place(rig);
  const { body } = await control(rig, 'POST', `${API}/pay`, {
    mixTradeNo: second.mixTradeNo,
    outcome: 'half-paid',
  });
  expect(body.order).toMatchObject({
    mixPayStatus: 'MIX_PAY_FAIL',
    selfPayStatus: 'SELF_PAY_SUCCESS',
    cashOrder: { state: 'SUCCESS' },
  });
  const third = await place(rig);
  await control(rig, 'POST', `${API}/prepay/expire`, { outTradeNo: third.no });
  expect(refusalOf(await inCashier(rig, third))).toMatch(/^prepay-expired/);
  const refused = await control(rig, 'POST', `${API}/pay`, {
    outTradeNo: third.no,
    outcome: 'paid',
  });
  expect(refused.status).toBe(409);
  const unknown = await control(rig, 'POST', `${API}/pay`, { outTradeNo: 'NONE', outcome: 'paid' });
  expect(unknown.status).toBe(404);
});

test('refunds that go wrong, and are put right', async () => {
  await lever({ nextRefunds: ['abnormal', 'closed', 'stuck'] });
  const status = async (no: string) => (await queryRefund(rig, 'merchant', no)).json.status;
  for (const [no, ends] of [
    ['RA', 'ABNORMAL'],
    ['RC', 'CLOSED'],
    ['RS', 'PROCESSING'],
    ['RN', 'SUCCESS'],
  ] as const) {
    const placed = await place(rig);
    await inCashier(rig, placed);
    await refund(rig, placed, no);
    rig.clock.advance(5_000);
    expect(await status(no)).toBe(ends);
    const tradeState = no === 'RC' ? 'SUCCESS' : 'REFUND';
    expect((await queryCash(rig, placed)).json.trade_state).toBe(tradeState);
  }
  const act = { outRefundNo: 'RS', status: 'SUCCESS' };
  expect((await control(rig, 'POST', `${API}/refunds/act`, act)).status).toBe(200);
  expect(await status('RS')).toBe('SUCCESS');
  expect((await control(rig, 'POST', `${API}/refunds/act`, act)).status).toBe(409);
  const events = rig.platform.engine.notices.list().map(({ event }) => event);
  expect(events).toEqual(
    expect.arrayContaining(['REFUND.ABNORMAL', 'REFUND.CLOSED', 'REFUND.SUCCESS']),
  );
});

test('the last body of refunds/notify wins', async () => {
  const placed = await place(rig);
  await inCashier(rig, placed);
  await tellRefund(rig, placed, 'R1');
  const less = { med_refund_total_fee: 550, med_refund_self_fee: 0 };
  await tellRefund(rig, placed, 'R2', less);
  const { body } = await control(rig, 'GET', `${API}/orders/${placed.no}`);
  expect(body.order).toMatchObject({ refundTold: { out_refund_no: 'R2', ...less } });
});

describe('the trade bill', () => {
  const day = '2026-03-02';
  const bill = () => ask(rig, 'GET', `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`);
  const download = async (): Promise<{ text: string; meta: Record<string, unknown> }> => {
    const { json: meta } = await bill();
    const url = new URL(String(meta.download_url));
    const file = await ask(rig, 'GET', `${url.pathname}${url.search}`);
    expect(file.header('wechatpay-signature')).toBe('');
    return { text: file.text, meta };
  };
  const rows = (text: string): Record<string, string>[] =>
    (Formatter.castCsvBill(`\uFEFF${text}`) as { rows: Record<string, string>[] }).rows;

  test('is made at ten the next morning, hashed, and read by another’s reader', async () => {
    const placed = await place(rig);
    await inCashier(rig, placed);
    await refund(rig, placed, `R${placed.no}`);
    expect((await bill()).json.message).toMatch(/早于今天/);
    rig.clock.advance(23 * 3_600_000);
    expect((await bill()).json.code).toBe('STATEMENT_CREATING');
    rig.clock.advance(3_600_000);
    const { text, meta } = await download();
    expect(meta).toMatchObject({ hash_type: 'SHA1', hash_value: Hash.sha1(`\uFEFF${text}`) });
    const cash = (await queryCash(rig, placed)).json;
    expect(rows(text)).toMatchObject([
      {
        交易时间: '2026-03-02 10:00:00',
        商户号: rig.keys.merchant.mchid,
        商户订单号: placed.no,
        微信订单号: cash.transaction_id,
        交易状态: 'SUCCESS',
        应结订单金额: '3.00',
        订单金额: '3.00',
      },
      { 交易状态: 'REFUND', 商户退款单号: `R${placed.no}`, 退款金额: '3.00', 退款状态: 'SUCCESS' },
    ]);
    const none = await ask(rig, 'GET', '/v3/bill/tradebill?bill_date=2026-03-01&bill_type=ALL');
    expect(none.json.code).toBe('NO_STATEMENT_EXIST');
    const account = rig.keys.provider;
    const others = await ask(rig, 'GET', `/v3/bill/tradebill?bill_date=${day}`, undefined, {
      account,
    });
    expect(others.json.code).toBe('NO_STATEMENT_EXIST');
  });

  test('takes planted differences', async () => {
    const first = await place(rig);
    const second = await place(rig);
    for (const placed of [first, second]) await inCashier(rig, placed);
    const plan = `${API}/bills/${day}`;
    await control(rig, 'POST', plan, {
      generated: 'now',
      differences: [
        { kind: 'drop', row: { outTradeNo: first.no } },
        { kind: 'amount', row: { outTradeNo: second.no }, byFen: -1 },
        { kind: 'foreign', outTradeNo: 'FOREIGN1', totalFen: 5 },
      ],
    });
    rig.clock.advance(15 * 3_600_000);
    const found = rows((await download()).text);
    expect(found.map((row) => [row.商户订单号, row.订单金额])).toEqual([
      [second.no, '2.99'],
      ['FOREIGN1', '0.05'],
    ]);
    await control(rig, 'DELETE', plan);
    await control(rig, 'POST', plan, { generated: 'now', cut: true });
    const { text, meta } = await download();
    expect(Hash.sha1(`\uFEFF${text}`)).not.toBe(meta.hash_value);
  });
});

test('nothing about people or secrets is in the wire log or the state', async () => {
  const placed = await place(rig, 'partner');
  await inCashier(rig, placed);
  await rig.platform.courier.flush();
  await queryMixed(rig, placed);
  const state = await control(rig, 'GET', '/sandbox/api/state');
  const shown = JSON.stringify([rig.wire.since(), state.body]);
  expect(shown).toContain(placed.no);
  const { merchant, provider } = rig.keys;
  for (const secret of [
    ...[NAME, ID_NO, Hash.md5(ID_NO), `AUTH${placed.no}`, placed.prepayId, 'o-sub'],
    ...[merchant.apiV3Key, provider.apiV3Key, rig.keys.partner.secret, '102.682296'],
    provider.rsa().privatePem.slice(40, 90),
  ]) {
    expect(shown.includes(secret)).toBe(false);
  }
});

test('keys are drawn once, kept for their owner alone, and may take given numbers', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'wechatpay-keys-'));
  try {
    const drawn = wechatPayKeys(dir);
    expect(JSON.parse(readFileSync(join(dir, KEYS_FILE), 'utf8'))).toMatchObject({ pems: {} });
    await drawn.ready();
    expect(statSync(join(dir, KEYS_FILE)).mode & 0o777).toBe(0o600);
    const again = wechatPayKeys(dir, { merchant: { mchid: '1900000001', appid: 'wx1' } });
    expect(again.merchant.rsa().privatePem).toBe(drawn.merchant.rsa().privatePem);
    expect([again.merchant.mchid, again.merchant.serial]).toEqual([
      '1900000001',
      drawn.merchant.serial,
    ]);
    expect(again.platform.publicKey.id).toMatch(/^PUB_KEY_ID_\d+$/);
    expect(again.provider.hospitals).toHaveLength(2);
    const pems = [again.merchant, again.provider, ...Object.values(again.platform)];
    expect(new Set(pems.map((one) => one.rsa().publicPem)).size).toBe(4);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
