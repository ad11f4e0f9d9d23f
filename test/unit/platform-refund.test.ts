/**
 * refund of the simulated platform (§3.6; traps 2, 11, 30, 32, 33): what it accepts, what it answers,
 * every rule that joins fields, every refusal.
 */

import { HOSPITAL, OTHER_HOSPITAL, type Message } from '../wire/platform-support';
import { REFUND_CONTENT, refundMessage } from '../wire/platform-refund-messages';
import { bench, CASH_ONLY_ORDER, INSURANCE_ONLY_ORDER, type Bench } from './platform-bench';

let rig: Bench;
beforeEach(() => {
  rig = bench();
});

const content = (change: Readonly<Record<string, unknown>>) =>
  JSON.stringify({ ...REFUND_CONTENT, ...change });

function refused(order: Message, change: Message, code: string, words: string): void {
  const before = rig.order(order);
  const fields = rig.refund(order, change);
  expect(fields).toMatchObject({ return_code: 'SUCCESS', result_code: 'FAIL', err_code: code });
  expect(fields.err_code_desc).toContain(words);
  expect(rig.order(order)).toEqual(before);
}

describe('the answer', () => {
  test('of a whole refund has the fields of §3.6 and no others (trap 30)', () => {
    const { sign, nonce_str, ...fields } = rig.refund(rig.paid());
    expect(sign).toMatch(/^[0-9A-F]{32}$/);
    expect(nonce_str).toMatch(/^\w{32}$/);
    expect(fields).toEqual({
      return_code: 'SUCCESS',
      result_code: 'SUCCESS',
      err_code: '0',
      total_fee: '200',
      cash_refund_fee: '100',
      insurance_refund_fee: '100',
      med_refund_id: expect.stringMatching(/^R\d{17}$/) as string,
      cash_refund_id: expect.stringMatching(/^5030000\d{21}$/) as string,
      insurance_refund_id: expect.stringMatching(/^J\d{17}$/) as string,
    });
  });
  test('names an error err_code_desc (trap 6)', () => {
    const fields = rig.refund(rig.placed());
    expect(fields.err_code_desc).toContain('退款状态不合法');
    expect(fields.err_code_des).toBeUndefined();
    expect(fields.appid).toBeUndefined();
  });
});

describe('the four modes', () => {
  const sums = ({ cash_refund_fee, insurance_refund_fee }: Record<string, string>) => [
    cash_refund_fee,
    insurance_refund_fee,
  ];
  test.each<[string, Message, string[], [string | undefined, string | undefined]]>([
    ['whole', {}, ['100', '100'], ['REFUND', 'REFUND']],
    ['cash only', { part_refund_type: 'CASH_ONLY' }, ['100', '0'], ['REFUND', 'PAYED']],
    [
      'part of the cash only',
      { part_refund_type: 'CASH_ONLY', cash_refund_fee: '1' },
      ['1', '0'],
      ['REFUND', 'PAYED'],
    ],
    [
      'insurance whole with part of the cash',
      { cash_refund_fee: '99' },
      ['99', '100'],
      ['REFUND', 'REFUND'],
    ],
  ])('%s', (_, change, expected, [cash, insurance]) => {
    const order = rig.paid();
    expect(sums(rig.refund(order, change))).toEqual(expected);
    const named = { hosp_out_trade_no: order.hosp_out_trade_no };
    const told = rig.ask('queryorder', { ...refundMessage(order), ...cleared, ...named });
    expect(told).toMatchObject({
      med_trade_state: 'REFUND',
      cash_trade_status: cash,
      insurance_trade_status: insurance,
    });
  });
  test('all the cash, said in numbers, is all the cash', () => {
    expect(sums(rig.refund(rig.paid(), { cash_refund_fee: '100' }))).toEqual(['100', '100']);
  });
  test('of a cash order: whole and in part, without a bureau', () => {
    for (const part of [{}, { part_refund_type: 'CASH_ONLY' }, { cash_refund_fee: '150' }]) {
      const fields = rig.refund(rig.paid(CASH_ONLY_ORDER), part);
      expect(sums(fields)).toEqual([part.cash_refund_fee ?? '200', '0']);
      expect(fields.insurance_refund_id).toBeUndefined();
    }
  });
  test('of an order that insurance paid: no cash leg', () => {
    const fields = rig.refund(rig.paid(INSURANCE_ONLY_ORDER));
    expect(sums(fields)).toEqual(['0', '200']);
    expect(fields.cash_refund_id).toBeUndefined();
  });
  test('by med_trans_id as well', () => {
    const order = rig.paid();
    const { medTransId } = rig.order(order);
    const change = { hosp_out_trade_no: undefined, med_trans_id: medTransId };
    expect(rig.refund(order, change)).toMatchObject({ result_code: 'SUCCESS' });
  });

  /** What queryorder does not know of a refund message. */
  const cleared = {
    hosp_out_refund_no: undefined,
    cancel_serial_no: undefined,
    cancel_bill_no: undefined,
    request_content: undefined,
  };
});

describe('513 names the field', () => {
  test.each([
    'appid',
    'mch_id',
    'sub_mch_id',
    'nonce_str',
    'hosp_out_refund_no',
    'cancel_serial_no',
    'cancel_bill_no',
    'request_content',
  ])('that is missing: %s', (field) => {
    const order = rig.paid();
    refused(order, { [field]: undefined }, '513', field);
    refused(order, { [field]: '' }, '513', field);
  });
  test('when neither number of the order is there', () => {
    refused(rig.paid(), { hosp_out_trade_no: undefined }, '513', 'med_trans_id');
  });
  test.each([
    ['hosp_out_trade_no', 64],
    ['hosp_out_refund_no', 64],
    ['med_trans_id', 32],
    ['cancel_serial_no', 20],
    ['cancel_bill_no', 20],
    ['part_refund_type', 20],
    ['sub_appid', 32],
    ['nonce_str', 32],
  ])('that is too long: %s has %d characters', (field, max) => {
    refused(rig.paid(), { [field]: 'x'.repeat(max + 1) }, '513', field);
  });
  test.each([
    ['total_fee', '200'],
    ['insurance_refund_fee', '100'],
    ['refund_desc', 'x'],
  ])('that no document knows: %s', (field, value) => {
    refused(rig.paid(), { [field]: value }, '513', field);
  });
  test.each(['0', '00', '-1', '1.0', '1e2', ' 1', '101', '18446744073709551616'])(
    'cash_refund_fee %j of 100 fen cash',
    (value) => refused(rig.paid(), { cash_refund_fee: value }, '513', 'cash_refund_fee'),
  );
  test('part_refund_type other than CASH_ONLY', () => {
    for (const part of ['INSURANCE_ONLY', 'cash_only', 'ALL']) {
      refused(rig.paid(), { part_refund_type: part }, '513', 'part_refund_type');
    }
  });
  test('cash of an order that had none', () => {
    const order = rig.paid(INSURANCE_ONLY_ORDER);
    refused(order, { part_refund_type: 'CASH_ONLY' }, '513', 'part_refund_type');
    refused(order, { cash_refund_fee: '1' }, '513', 'cash_refund_fee');
  });
  test('the serial and bill numbers of the payment (trap 33)', () => {
    const order = rig.paid();
    refused(order, { cancel_serial_no: 'S2' }, '513', 'cancel_serial_no');
    refused(order, { cancel_bill_no: 'B2' }, '513', 'cancel_bill_no');
    const withoutBill = rig.paid(CASH_ONLY_ORDER);
    refused(withoutBill, { cancel_bill_no: 'B1' }, '513', 'cancel_bill_no');
    expect(rig.refund(withoutBill)).toMatchObject({ result_code: 'SUCCESS' });
  });
});

describe('request_content (traps 2 and 32)', () => {
  test.each([
    ['session_id', { session_id: undefined }],
    ['session_id', { session_id: 's'.repeat(51) }],
    ['paytype', { paytype: undefined }],
    ['paytype', { paytype: 'diagpay' }],
    ['paytype', { paytype: 'RegPay' }],
    ['aae011', { aae011: undefined }],
    ['aaz011', { aaz011: 'sys' }],
    [' session_id ', { ' session_id ': 's' }],
    ['bka015', { bka015: ' 系统管理员 ' }],
    ['bka001', { bka001: 1 }],
    ['bka964', { bka964: '' }],
  ])('names %s', (name, change) => {
    refused(rig.paid(), { request_content: content(change) }, '513', name);
  });
  test('must be JSON', () => {
    refused(rig.paid(), { request_content: '{' }, '513', 'JSON');
    refused(rig.paid(), { request_content: '[]' }, '513', 'JSON');
  });
  test('is wanted for the cash of an insured order, too', () => {
    const change = { part_refund_type: 'CASH_ONLY', request_content: undefined };
    refused(rig.paid(), change, '513', 'request_content');
  });
  test('says how the order was placed', () => {
    for (const order_type of ['RegPay', 'DiagPay', 'InHospPay']) {
      expect(rig.refund(rig.paid({ order_type }))).toMatchObject({ result_code: 'SUCCESS' });
    }
  });
  test('of a cash order may be left out, and is checked when it is there', () => {
    refused(rig.paid(CASH_ONLY_ORDER), { request_content: '{}' }, '513', 'session_id');
    const right = { request_content: content({}) };
    expect(rig.refund(rig.paid(CASH_ONLY_ORDER), right)).toMatchObject({ result_code: 'SUCCESS' });
  });
  test('needs a fresh session a day after the payment', () => {
    const order = rig.paid();
    const { session_id } = JSON.parse(order.request_content ?? '') as { session_id: string };
    rig.advance(86_400_001);
    refused(order, { request_content: content({ session_id }) }, '513', 'session_id');
    expect(rig.refund(order)).toMatchObject({ result_code: 'SUCCESS' });
  });
});

describe('one refund per order, one number per refund (trap 11)', () => {
  test('550 when the very same comes again, in a fresh session or not', () => {
    const order = rig.paid();
    rig.refund(order);
    refused(order, {}, '550', '退款已成功提交');
    refused(order, { request_content: content({ session_id: 'another' }) }, '550', '');
    expect(rig.engine.refunds.list()).toHaveLength(1);
  });
  test('513 when the same number comes with other sums', () => {
    const order = rig.paid();
    rig.refund(order);
    refused(order, { cash_refund_fee: '1' }, '513', 'hosp_out_refund_no');
    refused(order, { part_refund_type: 'CASH_ONLY' }, '513', 'hosp_out_refund_no');
  });
  test('558 when another number comes for the same order', () => {
    const order = rig.paid();
    rig.refund(order, { part_refund_type: 'CASH_ONLY', cash_refund_fee: '1' });
    refused(order, { hosp_out_refund_no: 'R-second' }, '558', '退款单号');
  });
  test('513 when the number is that of another order', () => {
    rig.refund(rig.paid(), { hosp_out_refund_no: 'R-mine' });
    refused(rig.paid(), { hosp_out_refund_no: 'R-mine' }, '513', 'hosp_out_refund_no');
  });
  test('another hospital may use the same number', () => {
    rig.refund(rig.paid(), { hosp_out_refund_no: 'R-same' });
    rig.useTokenOf(OTHER_HOSPITAL);
    const own = { sub_appid: OTHER_HOSPITAL.appid, sub_mch_id: OTHER_HOSPITAL.mchId };
    const openid = { sub_openid: undefined, openid: 'o-zhang-at-provider' };
    const order = rig.paid({ ...own, ...openid });
    const change = { ...own, hosp_out_refund_no: 'R-same' };
    expect(rig.refund(order, change)).toMatchObject({ result_code: 'SUCCESS' });
  });
});

describe('whose order, in which state', () => {
  test('551 when there is no such order, or another hospital’s', () => {
    const order = rig.paid();
    const nobodys = { hosp_out_trade_no: 'T-none' };
    refused(order, nobodys, '551', '订单不存在');
    refused(order, { med_trans_id: 'M1' }, '551', '订单不存在');
    rig.useTokenOf(OTHER_HOSPITAL);
    refused(order, { sub_mch_id: OTHER_HOSPITAL.mchId }, '551', '订单不存在');
    refused(order, { sub_mch_id: HOSPITAL.mchId }, '513', 'sub_mch_id');
  });
  test('554 when it was never paid, failed, or is closed', () => {
    const pay = (outcome: 'failed' | 'failing' | 'processing') => {
      const order = rig.placed();
      rig.engine.cashier.pay({ hospOutTradeNo: order.hosp_out_trade_no }, outcome);
      return order;
    };
    for (const order of [rig.placed(), pay('failed'), pay('failing'), pay('processing')]) {
      refused(order, {}, '554', '退款状态不合法');
    }
    const closed = rig.placed();
    const { hosp_out_trade_no } = closed;
    const { appid, mch_id, sub_mch_id, nonce_str } = closed;
    rig.ask('closeorder', { appid, mch_id, sub_mch_id, nonce_str, hosp_out_trade_no });
    refused(closed, {}, '554', 'CLOSED');
  });
});

describe('the IP allow-list of §3.6', () => {
  test('lets everybody in unless told, then nobody else', () => {
    const order = rig.paid();
    rig.engine.setRefundIps(['10.0.0.1']);
    expect(rig.refund(order)).toEqual({
      errcode: '61004',
      errmsg: 'access clientip is not registered hint: [127.0.0.1]',
    });
    expect(rig.refund(order, {}, { ip: '10.0.0.2' }).errcode).toBe('61004');
    expect(rig.refund(order, {}, { ip: '10.0.0.1' }).result_code).toBe('SUCCESS');
    rig.engine.setRefundIps(undefined);
    expect(rig.refund(rig.paid()).result_code).toBe('SUCCESS');
  });
  test('can be a function of the embedder, and guards no other call', () => {
    rig = bench({ refundAllowed: (ip) => ip === '10.9.9.9' });
    const order = rig.paid();
    expect(rig.refund(order).errcode).toBe('61004');
    expect(rig.refund(order, {}, { ip: '10.9.9.9' }).result_code).toBe('SUCCESS');
    const known = { hosp_out_trade_no: order.hosp_out_trade_no };
    expect(rig.queryRefund(known).result_code).toBe('SUCCESS');
  });
});
