/**
 * getbalancebill of the simulated platform (§3.8; trap 14), without HTTP: who gets which bill and when,
 * what stands in which column, on which day.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { billMessage } from '../wire/platform-refund-messages';
import {
  fromXml,
  HOSPITAL,
  OTHER_HOSPITAL,
  PROVIDER,
  signedXml,
  type Message,
} from '../wire/platform-support';
import { billText, cellsOf, rowsOf } from './platform-bill-reader';
import { bench, CASH_ONLY_ORDER, INSURANCE_ONLY_ORDER, type Bench } from './platform-bench';

const TODAY = '20260302';
const TOMORROW = '20260303';
const HOUR = 3_600_000;

let rig: Bench;
beforeEach(() => {
  rig = bench();
});

const open = (message: Message, key = PROVIDER.key) =>
  rig.engine.bills.open({ accessToken: rig.accessToken(), body: signedXml(message, key) });
function refusal(message: Message, key?: string): Record<string, string> {
  const bill = open(message, key);
  if (bill.kind === 'table') throw new Error('expected a refusal');
  return bill.answer.type === 'text/xml' ? fromXml(bill.answer.body) : { ...bill.answer.fields };
}
function rows(day: string, type?: string): Record<string, string>[] {
  const bill = open(billMessage(day, { bill_type: type }));
  if (bill.kind === 'refused') throw new Error(bill.answer.body);
  return rowsOf(billText(bill.chunks));
}

describe('a bill that cannot be had is XML with two fields, unsigned (trap 28)', () => {
  const fail = (return_msg: string) => ({ return_code: 'FAIL', return_msg });
  test('该日期订单未生成 until 10:00 of the next day', () => {
    expect(refusal(billMessage(TODAY))).toEqual(fail('该日期订单未生成'));
    expect(refusal(billMessage(TOMORROW))).toEqual(fail('该日期订单未生成'));
    rig.advance(24 * HOUR - 1);
    expect(refusal(billMessage(TODAY))).toEqual(fail('该日期订单未生成'));
    rig.advance(1);
    expect(rows(TODAY)).toEqual([]);
    expect(refusal(billMessage(TOMORROW))).toEqual(fail('该日期订单未生成'));
  });
  test('or until the setting says so, or never, or at once', () => {
    rig = bench({ settings: { billReadyMs: HOUR } });
    rig.advance(15 * HOUR);
    expect(rows(TODAY)).toEqual([]);
    rig.engine.bills.plan(TODAY, { generated: 'never' });
    expect(refusal(billMessage(TODAY))).toEqual(fail('该日期订单未生成'));
    rig.engine.bills.plan(TOMORROW, { generated: 'now' });
    expect(rows(TOMORROW)).toEqual([]);
  });
  test('签名失败', () => {
    expect(refusal(billMessage('20260301'), 'x'.repeat(32))).toEqual(fail('签名失败'));
  });
  test.each<[Message]>([
    [{ bill_date: undefined }],
    [{ bill_date: '2026-03-01' }],
    [{ bill_date: '20260229' }],
    [{ bill_date: '202603011' }],
    [{ bill_type: 'PAID' }],
    [{ bill_type: 'all' }],
    [{ appid: 'wx' }],
    [{ mch_id: '1' }],
    [{ sub_mch_id: undefined }],
    [{ sub_mch_id: OTHER_HOSPITAL.mchId }],
    [{ nonce_str: undefined }],
    [{ tar_type: 'GZIP' }],
  ])('参数格式校验错误 %j', (change) => {
    expect(refusal(billMessage('20260301', change))).toEqual(fail('参数格式校验错误'));
  });
  test('JSON when the token is wrong', () => {
    const body = signedXml(billMessage('20260301'));
    const bill = rig.engine.bills.open({ accessToken: 'x'.repeat(100), body });
    expect(bill).toMatchObject({ kind: 'refused', answer: { fields: { errcode: '40001' } } });
  });
  test.each([
    ['80002', '签名失败'],
    ['80001', '参数格式校验错误'],
    ['NOT-READY', '该日期订单未生成'],
    ['FAIL', '系统失败'],
    ['514', '系统失败'],
  ])('planted %s is %s', (plantedError, words) => {
    const body = signedXml(billMessage('20260301'));
    const bill = rig.engine.bills.open({ accessToken: rig.accessToken(), body, plantedError });
    if (bill.kind === 'table') throw new Error('expected a refusal');
    expect(fromXml(bill.answer.body)).toEqual(fail(words));
  });
});

describe('the table', () => {
  test('has the header lines of the document, letter for letter', () => {
    const vectors = readFileSync(join(__dirname, '../vectors/balance-bill-headers.txt'), 'utf8');
    const [all, success, refund] = vectors.split('\n');
    rig.advance(24 * HOUR);
    const header = (bill_type: string | undefined) => {
      const bill = open(billMessage(TODAY, { bill_type }));
      return bill.kind === 'table' ? billText(bill.chunks).split('\n')[0] : undefined;
    };
    expect([header(undefined), header('ALL')]).toEqual([all, all]);
    expect(header('SUCCESS')).toBe(success);
    expect(header('REFUND')).toBe(refund);
    expect([all, success, refund].map((line) => line?.split(',').length)).toEqual([55, 55, 53]);
  });
  test('says of a payment what queryorder says, in yuan', () => {
    const order = rig.paid({
      total_fee: '7750',
      cash_fee: '3333',
      insurance_fee: '4417',
      attach: 'mine',
    });
    rig.advance(24 * HOUR);
    const { medTransId, cashOrderId, insuranceOrderId } = rig.order(order);
    expect(rows(TODAY)).toEqual([
      {
        ...BLANK,
        交易时间: '2026-03-02 10:00:00',
        微信订单号: cashOrderId,
        商户订单号: `C${medTransId.slice(1)}`,
        用户标识: 'o-zhang',
        交易类型: 'JSAPI',
        交易状态: 'SUCCESS',
        付款银行: 'OTHERS',
        总金额: '33.33',
        商品名称: '门诊缴费',
        商户数据包: 'mine',
        手续费: '0.10000',
        医保支付流水: insuranceOrderId,
        医院订单号: order.hosp_out_trade_no,
        医保业务流水号: 'S1',
        医保业务单据号: 'B1',
        医保外部交易支付结算成功时间: '2026-03-02 10:00:00',
        医保支付资金: '44.17',
        医保自费资金: '33.33',
        医保总交易金额: '77.50',
        订单支付方式: '3',
        订单号: order.hosp_out_trade_no,
        订单下单时间: '2026-03-02 10:00:00',
        订单状态: 'SUCCESS',
        订单自费金额: '33.33',
        订单医保金额: '44.17',
        订单总金额: '77.50',
        微信医保支付总单号: medTransId,
        是否已进行医保对账: '是',
        医保个账金额: '17.66',
        医保统筹金额: '26.51',
        医保其他金额: '0.00',
      },
    ]);
  });
  test('leaves empty what a payment without cash or insurance does not have', () => {
    rig.paid(CASH_ONLY_ORDER);
    rig.paid(INSURANCE_ONLY_ORDER);
    rig.advance(24 * HOUR);
    const [cash, insurance] = rows(TODAY, 'SUCCESS');
    expect(cash).toMatchObject({
      医保支付流水: '',
      医保业务单据号: '',
      是否已进行医保对账: '-',
      医保个账金额: '-',
      订单医保金额: '0.00',
      订单支付方式: '1',
    });
    expect(insurance).toMatchObject({
      微信订单号: '',
      商户订单号: '',
      总金额: '0.00',
      手续费: '0.00000',
      订单自费金额: '0.00',
      订单支付方式: '2',
    });
  });
  test('says of a refund what went back, with the payment’s own sums beside it', () => {
    const order = rig.paid();
    rig.refund(order, { cash_refund_fee: '30' });
    rig.advance(24 * HOUR);
    const refund = rig.engine.refunds.list()[0];
    const common = {
      交易状态: 'REFUND',
      订单状态: 'REFUND',
      微信退款单号: refund?.cashRefundId,
      退款金额: '0.30',
      代金券或立减优惠退款金额: '0.00',
      退款状态: 'SUCCESS',
      医疗机构退款流水号: `R${order.hosp_out_trade_no ?? ''}`,
      医保撤销流水号: 'S1',
      医保撤销单据号: 'B1',
      医保外部撤销成功时间: '2026-03-02 10:00:05',
      订单号: order.hosp_out_trade_no,
      退款订单号: `R${order.hosp_out_trade_no ?? ''}`,
      订单总金额: '2.00',
      微信医保支付退款总单号: refund?.medRefundId,
    };
    expect(rows(TODAY)).toMatchObject([
      { 订单状态: 'SUCCESS', 退款金额: '', 退款订单号: '' },
      { ...common, 撤销金额: '1.00', 交易时间: '2026-03-02 10:00:05' },
    ]);
    expect(rows(TODAY, 'REFUND')).toMatchObject([
      {
        ...common,
        医保撤销金额: '1.00',
        交易时间: '2026-03-02 10:00:00',
        退款申请时间: '2026-03-02 10:00:00',
        退款成功时间: '2026-03-02 10:00:05',
      },
    ]);
    expect(rows(TODAY, 'SUCCESS')).toHaveLength(1);
  });
  test('holds the caller’s own orders only, and none that was not paid', () => {
    rig.placed();
    const failed = rig.placed();
    rig.engine.cashier.pay({ hospOutTradeNo: failed.hosp_out_trade_no }, 'failed');
    const mine = rig.paid();
    rig.useTokenOf(OTHER_HOSPITAL);
    const own = { sub_appid: OTHER_HOSPITAL.appid, sub_mch_id: OTHER_HOSPITAL.mchId };
    rig.paid({ ...own, sub_openid: undefined, openid: 'o-zhang-at-provider' });
    rig.advance(24 * HOUR);
    rig.useTokenOf(HOSPITAL);
    expect(rows(TODAY).map((row) => row.订单号)).toEqual([mine.hosp_out_trade_no]);
  });
  test('keeps a row in one line, whatever its values hold', () => {
    rig.paid({ body: '检查, 检验\n处方,`药' });
    rig.advance(24 * HOUR);
    const bill = open(billMessage(TODAY));
    const lines = bill.kind === 'table' ? billText(bill.chunks).split('\n') : [];
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('检查, 检验 处方,`药');
  });
});

describe('the day', () => {
  test('of a payment is that of time_end, to the second of midnight in Shanghai', () => {
    rig.advance(14 * HOUR - 31_000);
    const late = rig.placed();
    rig.engine.cashier.pay({ hospOutTradeNo: late.hosp_out_trade_no }, 'processing');
    rig.advance(1_000);
    const later = rig.placed();
    rig.engine.cashier.pay({ hospOutTradeNo: later.hosp_out_trade_no }, 'processing');
    rig.advance(48 * HOUR);
    expect(rows(TODAY)).toMatchObject([{ 订单号: late.hosp_out_trade_no }]);
    expect(rows(TODAY)).toMatchObject([{ 交易时间: '2026-03-02 23:59:59' }]);
    expect(rows(TOMORROW)).toMatchObject([
      { 订单号: later.hosp_out_trade_no, 交易时间: '2026-03-03 00:00:00' },
    ]);
  });
  test('of a refund is the one on which it succeeded, not that of the payment', () => {
    const order = rig.paid();
    rig.advance(24 * HOUR);
    rig.refund(order);
    rig.advance(48 * HOUR);
    expect(rows(TODAY)).toMatchObject([{ 订单状态: 'SUCCESS' }]);
    expect(rows(TOMORROW)).toMatchObject([{ 订单状态: 'REFUND', 退款状态: 'SUCCESS' }]);
    expect(rows(TODAY, 'REFUND')).toEqual([]);
  });
  test('of a refund under way at midnight is that of its asking, too, as it stood', () => {
    rig.advance(14 * HOUR - 1_000);
    rig.refund(rig.paid());
    rig.advance(48 * HOUR);
    expect(rows(TODAY, 'REFUND')).toMatchObject([{ 退款状态: 'REFUNDING', 退款成功时间: '' }]);
    expect(rows(TOMORROW, 'REFUND')).toMatchObject([{ 退款状态: 'SUCCESS' }]);
    expect(rows(TODAY)).toHaveLength(2);
  });
  test('of a refund that does not end is that of its asking alone', () => {
    const [changed, failed] = [rig.paid(), rig.paid()];
    rig.engine.refunds.plan({ cash: 'CHANGE' });
    rig.refund(changed);
    rig.engine.refunds.plan({ insurance: 'FAIL' });
    rig.refund(failed);
    rig.advance(48 * HOUR);
    expect(rows(TODAY, 'REFUND')).toMatchObject([
      { 退款状态: 'CHANGE' },
      { 退款状态: 'REFUNDING' },
    ]);
    expect(rows(TOMORROW)).toEqual([]);
  });
});

/** A 门诊 payment's cells that are the same for all of them, or empty. */
const BLANK = {
  ...cellsOf(undefined),
  '公众账号 ID': PROVIDER.appid,
  商户号: PROVIDER.mchId,
  子商户号: HOSPITAL.mchId,
  货币种类: 'CNY',
  代金券或立减优惠金额: '0.00',
  费率: '0.30%',
  医疗机构编码: 'H44010000001',
  医院名称: '示例医院',
  订单支付类型: 'DiagPay',
  是否允许预结算费用发生变化: '0',
};
