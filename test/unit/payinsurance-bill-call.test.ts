/** Asking for a bill (interface document v2.4 §3.8, traps 27 and 28), and why there is none. */
import { Hash } from 'wechatpay-axios-plugin';
import { readXml } from '../../cloudfunctions/channels/payinsurance/xml';
import type { HttpOpening } from '../../cloudfunctions/ports/http';
import { answered, billBench, billText, openBill, paymentCells } from '../support/bills';
import { FOREVER, INDEPENDENT, KEY, ORDER, PROVIDER, xml } from '../support/payinsurance-bench';

const BILL = billText([paymentCells(ORDER)]);
const fail = (more: Readonly<Record<string, string>>) =>
  answered(xml({ return_code: 'FAIL', ...more }));

test.each([
  ['all', 'ALL'],
  ['success', 'SUCCESS'],
  ['refund', 'REFUND'],
] as const)(
  '%s: signed, with account, day and kind, under the current token',
  async (type, name) => {
    const rig = billBench(() => answered(BILL));
    expect(await rig.source.open('20260302', type, FOREVER)).toMatchObject({ kind: 'open' });
    const [request] = rig.asked;
    const url = new URL(request?.url ?? '');
    expect(url.pathname).toBe('/payinsurance/getbalancebill');
    expect(url.searchParams.get('access_token')).toBe('tok-current-0001');
    const { sign, nonce_str: nonce, ...fields } = Object.fromEntries(readXml(request?.body ?? ''));
    expect(fields).toEqual({
      appid: PROVIDER.appid,
      mch_id: PROVIDER.mchId,
      sub_appid: PROVIDER.subAppid,
      sub_mch_id: PROVIDER.subMchId,
      bill_date: '20260302',
      bill_type: name,
    });
    expect(nonce).toMatch(/^[0-9a-f]{32}$/);
    expect(sign).toBe(Hash.sign(Hash.ALGO_MD5, { ...fields, nonce_str: nonce }, KEY));
  },
);

test('an independent hospital sends no sub accounts', async () => {
  const rig = billBench(() => answered(BILL), INDEPENDENT);
  await rig.source.open('20260302', 'all', FOREVER);
  expect([...readXml(rig.asked[0]?.body ?? '').keys()]).not.toContain('sub_mch_id');
});

test('a day that is none is a mistake of ours', async () => {
  const rig = billBench(() => answered(BILL));
  await expect(rig.source.open('2026-03-02', 'all', FOREVER)).rejects.toThrow(RangeError);
  expect(rig.asked).toEqual([]);
});

test('not generated yet', async () => {
  expect(await openBill(fail({ return_msg: '该日期订单未生成' }))).toEqual({ kind: 'not-yet' });
  expect(await openBill(fail({ return_msg: ' 该日期订单未生成\n' }))).toEqual({ kind: 'not-yet' });
});

const UNREACHABLE = 'payment-unreachable';
test.each<[string, HttpOpening, string, string]>([
  ['签名失败', fail({ return_msg: '签名失败' }), '签名失败', 'payment-misconfigured'],
  ['a number', fail({ err_code: '80002', return_msg: 'x' }), '80002', 'payment-misconfigured'],
  ['words that nobody listed', fail({ return_msg: '张小国没有账单' }), 'unlisted', UNREACHABLE],
  ['XML without a word', answered(xml({ hello: 'x' })), 'unlisted', UNREACHABLE],
  ['XML that is none', answered('<<<garbage'), 'unreadable', UNREACHABLE],
  ['a page', answered('<html><body>502</body></html>'), 'unreadable', UNREACHABLE],
  ['the gateway', answered('{"errcode":48001,"errmsg":"x"}'), '48001', 'payment-misconfigured'],
  ['JSON that says nothing', answered('{"hello":1}'), 'unreadable', UNREACHABLE],
  ['an empty body', answered(''), 'empty', UNREACHABLE],
  ['blanks', answered(' \r\n\ufeff'.slice(0, 3)), 'empty', UNREACHABLE],
  ['a status', answered(BILL, 502), 'http-502', UNREACHABLE],
  ['broken off at once', answered('', 200, true), 'bill-connection', UNREACHABLE],
  ['not sent', { ok: false, failure: 'not-sent' }, 'not-sent', UNREACHABLE],
  ['no answer', { ok: false, failure: 'unknown' }, 'unknown', UNREACHABLE],
])('%s', async (_what, answer, code, reason) => {
  expect(await openBill(answer)).toMatchObject({ kind: 'unknown', code, reason });
});

test('blanks and a BOM may stand before the XML', async () => {
  const body = `\ufeff\n ${xml({ return_code: 'FAIL', return_msg: '该日期订单未生成' })}`;
  expect(await openBill(answered(body))).toEqual({ kind: 'not-yet' });
});

test('a refused token is fetched anew once, then believed', async () => {
  const answers = [answered('{"errcode":40001}'), answered(BILL)];
  const rig = billBench(() => answers.shift() ?? answered(''));
  expect(await rig.source.open('20260302', 'all', FOREVER)).toMatchObject({ kind: 'open' });
  expect(rig.asked.map(({ url }) => new URL(url).searchParams.get('access_token'))).toEqual([
    'tok-current-0001',
    'tok-current-0002',
  ]);
  const twice = billBench(() => answered('{"errcode":40001}'));
  expect(await twice.source.open('20260302', 'all', FOREVER)).toMatchObject({
    kind: 'unknown',
    code: '40001',
  });
  expect(twice.asked).toHaveLength(2);
});

test('the log tells the call and its end, never an address, a token or a row', async () => {
  const rig = billBench(() => answered(BILL));
  const opening = await rig.source.open('20260302', 'all', FOREVER);
  if (opening.kind !== 'open') throw new Error(opening.kind);
  for await (const item of opening.items) expect(item.kind).toBe('row');
  const text = rig.lines.join('\n');
  expect(text).toContain('getbalancebill');
  expect(text).not.toMatch(/tok-current|access_token|12000|https?:/);
  expect(text).not.toContain(ORDER);
});

test('leaving the bill early gives the connection back', async () => {
  let given = false;
  async function* body(): AsyncGenerator<Uint8Array> {
    try {
      yield new TextEncoder().encode(BILL);
      await Promise.resolve();
      yield new TextEncoder().encode(BILL);
    } finally {
      given = true;
    }
  }
  const opening = await openBill({ ok: true, status: 200, body: body() });
  if (opening.kind !== 'open') throw new Error(opening.kind);
  for await (const item of opening.items) {
    expect(item.kind).toBe('row');
    break;
  }
  expect(given).toBe(true);
});
