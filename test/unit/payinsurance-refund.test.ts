import { Hash } from 'wechatpay-axios-plugin';
import { REQUEST_TABLES } from '../../cloudfunctions/channels/payinsurance/request-tables';
import { orderNo, refundNoOf, type RefundNo } from '../../cloudfunctions/domain/ids';
import type { RefundRequest } from '../../cloudfunctions/ports/refund-channel';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER, IDENTITY, INDEPENDENT, KEY, ORDER, REQUEST } from '../support/payinsurance-bench';
import { CASH_REFUND, NUMBERS, REFUND, refundAndSee } from '../support/payinsurance-refunds';

const CONTENT =
  '{"paytype":"DiagPay","session_id":"2f20f7ae-7bd0-4ea1-9722-89182b1817f8","aae011":"sys","bka015":"系统管理员","bka001":"1","bka964":"广州市某某区某某楼"}';
/** What every refund of the payment carries. */
const ALWAYS = {
  ...IDENTITY,
  hosp_out_trade_no: ORDER,
  hosp_out_refund_no: `R${ORDER}`,
  cancel_serial_no: 'S20260302000001',
  cancel_bill_no: 'B20260302000001',
  request_content: CONTENT,
};

async function sentFor(more: Partial<RefundRequest>) {
  const {
    nonce_str: _nonce,
    sign: _sign,
    ...fields
  } = (await refundAndSee({ ...REFUND, ...more })).fields;
  return fields;
}

describe('refund (§3.6): the fields of each mode', () => {
  test('whole: neither a part nor a sum', async () => {
    expect(await sentFor({ mode: 'whole' })).toEqual(ALWAYS);
  });

  test('whole, where both legs are the same', async () => {
    expect(await sentFor({ cash: fen(700), insurance: fen(700) })).toEqual(ALWAYS);
  });

  test('cash only: the part, no sum', async () => {
    expect(await sentFor({ mode: 'cash-only', insurance: fen(0) })).toEqual({
      ...ALWAYS,
      part_refund_type: 'CASH_ONLY',
    });
  });

  test('part of the cash: the part and the sum', async () => {
    expect(await sentFor({ mode: 'cash-part', cash: fen(1200), insurance: fen(0) })).toEqual({
      ...ALWAYS,
      part_refund_type: 'CASH_ONLY',
      cash_refund_fee: '1200',
    });
  });

  test('insurance and part of the cash: the sum, no part', async () => {
    expect(await sentFor({ mode: 'insurance-and-cash-part', cash: fen(1200) })).toEqual({
      ...ALWAYS,
      cash_refund_fee: '1200',
    });
  });

  test('every field of the table has its mode', async () => {
    const part = await sentFor({ mode: 'cash-part', insurance: fen(0) });
    expect(REQUEST_TABLES.refund.map(({ name }) => name).sort()).toEqual(Object.keys(part).sort());
  });

  test('is signed as others sign, and posted with the token', async () => {
    const { fields, refund } = await refundAndSee(REFUND);
    expect(fields.nonce_str).toMatch(/^[0-9a-f]{32}$/);
    expect(fields.sign).toBe(Hash.sign(Hash.ALGO_MD5, fields, KEY));
    expect(refund?.request).toMatchObject({
      method: 'POST',
      url: 'https://api.weixin.qq.com/payinsurance/refund?access_token=tok-current-0001',
      timeoutMs: 8000,
    });
  });

  test('independent mode sends no sub fields (§2.2)', async () => {
    const { fields } = await refundAndSee(REFUND, INDEPENDENT);
    expect(fields).toMatchObject({ appid: 'wxhospital', mch_id: '1900000202' });
    expect(Object.keys(fields).filter((name) => name.startsWith('sub_'))).toEqual([]);
  });

  test('money rule 1: a repeat differs in nothing but the nonce and its signature', async () => {
    const rig = await refundAndSee(REFUND);
    await rig.sender.refund(REFUND, FOREVER);
    const [one, two] = rig.sent
      .filter(({ url }) => url.pathname.endsWith('/refund'))
      .map(({ fields }) => Object.fromEntries(fields));
    expect(two?.nonce_str).not.toBe(one?.nonce_str);
    expect({ ...two, nonce_str: '', sign: '' }).toEqual({ ...one, nonce_str: '', sign: '' });
  });
});

describe('what the payment had goes along', () => {
  test('trap 33: a cash payment without bill number and session is refunded without them', async () => {
    const { fields, outcome } = await refundAndSee(CASH_REFUND);
    expect(fields).not.toHaveProperty('cancel_bill_no');
    expect(fields).not.toHaveProperty('request_content');
    expect(outcome).toEqual({ kind: 'taken' });
  });

  test('trap 33: and with them where it has them', async () => {
    expect(await sentFor({ insurance: fen(0) })).toEqual(ALWAYS);
  });

  test('traps 2 and 34: a clinic bill has the paytype DiagPay', async () => {
    expect(JSON.parse((await sentFor({})).request_content ?? '')).toMatchObject({
      paytype: 'DiagPay',
    });
  });

  test('trap 32: aae011, no blanks, a long place cut to 200 bytes', async () => {
    const session = REFUND.session && {
      ...REFUND.session,
      operatorNo: ' sys ',
      place: '医'.repeat(100),
    };
    const { request_content } = await sentFor({ ...(session && { session }) });
    const items = JSON.parse(request_content ?? '') as Record<string, string>;
    expect(Object.keys(items)).toEqual([
      'paytype',
      'session_id',
      'aae011',
      'bka015',
      'bka001',
      'bka964',
    ]);
    expect(items).toMatchObject({ aae011: 'sys', bka964: '医'.repeat(66) });
  });

  test('trap 11: the longest order number gives a refund number of 64 characters', async () => {
    const longest = orderNo('Y'.repeat(63));
    const more = { orderNo: longest, refundNo: refundNoOf(longest) };
    expect((await sentFor(more)).hosp_out_refund_no).toHaveLength(64);
  });
});

describe('what breaks the table or the mode is not sent, and says so', () => {
  const { session: _session, ...noSession } = REFUND;
  const { billNo: _billNo, ...noBill } = REFUND;
  const withSession = (change: Partial<NonNullable<RefundRequest['session']>>): RefundRequest => ({
    ...REFUND,
    ...(REQUEST.session && { session: { ...REQUEST.session, ...change } }),
  });
  const broken: readonly [string, RefundRequest, string][] = [
    ['insurance without a session', noSession, 'field-request_content-missing'],
    ['insurance without its bill number', noBill, 'field-cancel_bill_no-missing'],
    ['no HIS number', { ...REFUND, serialNo: '' }, 'field-cancel_serial_no-missing'],
    ['a long HIS number', { ...REFUND, serialNo: 'x'.repeat(21) }, 'field-cancel_serial_no-length'],
    ['a HIS number of two lines', { ...REFUND, serialNo: 'a\nb' }, 'field-cancel_serial_no-kind'],
    ['a long bill number', { ...REFUND, billNo: 'x'.repeat(21) }, 'field-cancel_bill_no-length'],
    [
      'trap 11: another refund number',
      { ...REFUND, refundNo: `R2${ORDER}` as RefundNo },
      'field-hosp_out_refund_no-value',
    ],
    [
      'a refund number over 64 characters',
      { ...REFUND, refundNo: 'R'.repeat(65) as RefundNo },
      'field-hosp_out_refund_no-length',
    ],
    [
      'a part of nothing, which the document forbids',
      { ...REFUND, mode: 'insurance-and-cash-part', cash: fen(0) },
      'field-cash_refund_fee-kind',
    ],
    [
      'cash only, of nothing',
      { ...REFUND, mode: 'cash-only', cash: fen(0), insurance: fen(0) },
      'field-part_refund_type-value',
    ],
    ['cash only, with insurance', { ...REFUND, mode: 'cash-only' }, 'field-part_refund_type-value'],
    [
      'part of the cash, with insurance',
      { ...REFUND, mode: 'cash-part' },
      'field-part_refund_type-value',
    ],
    [
      'all of nothing',
      { ...REFUND, cash: fen(0), insurance: fen(0) },
      'field-part_refund_type-value',
    ],
    ['no session id', withSession({ sessionId: ' ' }), 'field-request_content.session_id-missing'],
    ['a long batch', withSession({ batchNo: '1234' }), 'field-request_content.bka001-length'],
  ];

  test.each(broken)('%s', async (_what, request, code) => {
    const { outcome, sent, alarms, lines } = await refundAndSee(request);
    expect(outcome).toEqual({ kind: 'not-sent', code, reason: 'payment-misconfigured' });
    expect(sent).toEqual([]);
    expect(alarms).toEqual(['payinsurance.not-sent']);
    expect(lines[0]).toContain(`"call":"refund"`);
    expect(lines[0]).toContain(code);
    expect(lines[0]).toContain(`"orderNo":"${ORDER}"`);
  });
});

test('the sender shares the token of the channel', async () => {
  const rig = await refundAndSee(REFUND);
  await rig.channel.queryRefund(NUMBERS, FOREVER);
  expect(rig.calls()).toEqual(['gettoken', 'refund', 'queryrefund']);
});
