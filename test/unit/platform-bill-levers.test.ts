/**
 * What can be planted into the bill of a day (§3.8; trap 14): synthetic rows by formula, differences in
 * rows, and files that are cut, mis-encoded or otherwise headed.
 */

import type { BillPlanChange, BillType } from '../../sandbox/platform/payinsurance/bill-model';
import {
  syntheticPayment,
  syntheticRefund,
} from '../../sandbox/platform/payinsurance/bill-synthetic';
import { billMessage } from '../wire/platform-refund-messages';
import { signedXml, type Message } from '../wire/platform-support';
import { billText, rowsOf } from './platform-bill-reader';
import { bench, type Bench } from './platform-bench';

const DAY = '20260302';
const NEXT = '20260303';
const HOUR = 3_600_000;

let rig: Bench;
let orders: readonly Message[];
beforeEach(() => {
  rig = bench();
  orders = [rig.paid(), rig.paid(), rig.paid()];
  rig.refund(orders[2] ?? {});
  rig.advance(48 * HOUR);
});

const no = (place: number) => orders[place]?.hosp_out_trade_no ?? '';
const plan = (change: BillPlanChange, day = DAY) => rig.engine.bills.plan(day, change);
const text = (type: BillType = 'ALL', day = DAY) => [...rig.engine.bills.lines(day, type)].join('');
const rows = (type: BillType = 'ALL', day = DAY) => rowsOf(text(type, day));
const numbers = (found: Record<string, string>[]) => found.map((row) => row.订单号);
function file(type = 'ALL') {
  const body = signedXml(billMessage(DAY, { bill_type: type }));
  const bill = rig.engine.bills.open({ accessToken: rig.accessToken(), body });
  if (bill.kind === 'refused') throw new Error(bill.answer.body);
  return { bytes: Buffer.concat([...bill.chunks]), breaksOff: bill.breaksOff };
}

describe('synthetic rows', () => {
  test('follow the formula of the README', () => {
    expect(syntheticPayment(DAY, 0)).toEqual({
      hospOutTradeNo: 'SYN2026030200000000',
      medTransId: 'M26030290000000000',
      paidAt: Date.UTC(2026, 2, 1, 16),
      totalFen: 1000,
      cashFen: 1000,
      insuranceFen: 0,
    });
    // 1000 + 12 × 7919 mod 90001 = 6027; six tenths, rounded down, by insurance
    expect(syntheticPayment(DAY, 12)).toMatchObject({
      hospOutTradeNo: 'SYN2026030200000012',
      paidAt: Date.UTC(2026, 2, 1, 16, 0, 12),
      totalFen: 6027,
      cashFen: 2411,
      insuranceFen: 3616,
    });
    expect(syntheticPayment(DAY, 11)).toMatchObject({ cashFen: 0, insuranceFen: 88_109 });
    expect(syntheticRefund(DAY, 12)).toMatchObject({
      hospOutRefundNo: 'RSYN2026030200000012',
      endedAt: Date.UTC(2026, 2, 1, 16, 5, 17),
      cashFen: 2411,
      insuranceFen: 3616,
    });
  });
  test('stand behind the platform’s own, payments and refunds each where they belong', () => {
    plan({ syntheticRows: 25, syntheticRefunds: 3 });
    expect(rows('ALL')).toHaveLength(3 + 1 + 25 + 3);
    expect(rows('SUCCESS')).toHaveLength(3 + 25);
    expect(rows('REFUND')).toHaveLength(1 + 3);
    const [row] = rows('SUCCESS').filter(({ 订单号 }) => 订单号 === 'SYN2026030200000012');
    expect(row).toMatchObject({
      交易时间: '2026-03-02 00:00:12',
      订单总金额: '60.27',
      订单自费金额: '24.11',
      订单医保金额: '36.16',
      订单支付方式: '3',
      微信医保支付总单号: syntheticPayment(DAY, 12).medTransId,
    });
    const refund = rows('REFUND').at(-1);
    expect(refund).toMatchObject({
      订单号: 'SYN2026030200000002',
      退款订单号: 'RSYN2026030200000002',
      退款成功时间: '2026-03-02 00:05:07',
      退款状态: 'SUCCESS',
    });
  });
  test('differ all from each other, within their day, to the last of 300,000', () => {
    const all = Array.from({ length: 300_000 }, (_, i) => syntheticPayment(DAY, i));
    expect(new Set(all.map(({ hospOutTradeNo }) => hospOutTradeNo)).size).toBe(300_000);
    expect(new Set(all.map(({ medTransId }) => medTransId)).size).toBe(300_000);
    const end = Date.UTC(2026, 2, 2, 16);
    expect(all.every(({ paidAt }) => paidAt + 305_000 < end)).toBe(true);
    expect(all.every((p) => p.cashFen + p.insuranceFen === p.totalFen && p.totalFen > 0)).toBe(
      true,
    );
  });
});

describe('a planted difference', () => {
  const row = () => ({ hospOutTradeNo: no(0) });
  const refundRow = () => ({ hospOutRefundNo: `R${no(2)}` });
  test('drop, double, foreign', () => {
    plan({
      differences: [
        { kind: 'drop', row: row() },
        { kind: 'double', row: { hospOutTradeNo: no(1) } },
        { kind: 'drop', row: refundRow() },
        { kind: 'foreign', hospOutTradeNo: 'X1', totalFen: 300, cashFen: 100, insuranceFen: 200 },
      ],
    });
    expect(numbers(rows())).toEqual([no(1), no(1), no(2), 'X1']);
    expect(rows().at(-1)).toMatchObject({
      交易时间: '2026-03-02 12:00:00',
      订单总金额: '3.00',
      订单自费金额: '1.00',
      订单医保金额: '2.00',
    });
    expect(rows('REFUND')).toEqual([]);
  });
  test('of an amount changes its own columns alone', () => {
    const before = rows()[0];
    const changed = (leg: 'cash' | 'insurance' | 'total') => {
      plan({ differences: [{ kind: 'amount', row: row(), leg, byFen: -1 }] });
      const after = rows()[0] ?? {};
      return Object.keys(after).filter((name) => after[name] !== before?.[name]);
    };
    expect(changed('cash')).toEqual(['总金额', '医保自费资金', '订单自费金额']);
    expect(changed('insurance')).toEqual(['医保支付资金', '订单医保金额']);
    expect(changed('total')).toEqual(['订单总金额']);
    plan({
      differences: [
        { kind: 'amount', row: refundRow(), leg: 'cash', byFen: 1 },
        { kind: 'amount', row: refundRow(), leg: 'insurance', byFen: -100 },
      ],
    });
    expect(rows('REFUND')).toMatchObject([{ 退款金额: '1.01', 医保撤销金额: '0.00' }]);
    expect(rows()[0]).toEqual(before);
  });
  test('of a state', () => {
    plan({
      differences: [
        { kind: 'state', row: row(), state: 'CLOSED' },
        { kind: 'state', row: refundRow(), state: 'REFUNDING' },
      ],
    });
    expect(rows()[0]).toMatchObject({ 交易状态: 'CLOSED', 订单状态: 'CLOSED' });
    expect(rows('REFUND')[0]).toMatchObject({ 退款状态: 'REFUNDING', 订单状态: 'REFUND' });
  });
  test('next-day puts the row into the next bill, with the changes made to it', () => {
    plan({
      syntheticRows: 2,
      differences: [
        { kind: 'next-day', row: row() },
        { kind: 'amount', row: row(), leg: 'total', byFen: 5 },
        { kind: 'next-day', row: { hospOutTradeNo: 'SYN2026030200000001' } },
        { kind: 'next-day', row: refundRow() },
      ],
    });
    expect(numbers(rows())).toEqual([no(1), no(2), 'SYN2026030200000000']);
    expect(rows('ALL', NEXT)).toMatchObject([
      { 订单号: no(0), 交易时间: '2026-03-02 10:00:00', 订单总金额: '2.05' },
      { 订单号: no(2), 退款状态: 'SUCCESS' },
      { 订单号: 'SYN2026030200000001' },
    ]);
    expect(rows('REFUND', NEXT)).toMatchObject([{ 退款订单号: `R${no(2)}` }]);
  });
  test('three decimals, a comma in names', () => {
    plan({
      differences: [
        { kind: 'three-decimals', row: row() },
        { kind: 'comma-name', row: row() },
      ],
    });
    expect(rows()[0]).toMatchObject({
      订单总金额: '2.005',
      订单自费金额: '1.005',
      商品名称: '门诊缴费,加急',
      医院名称: '示例医院,东院',
    });
  });
  test('a missing cell', () => {
    plan({ differences: [{ kind: 'missing-cell', row: row() }] });
    const line = text().split('\n')[1] ?? '';
    expect(line.split('`').length - 1).toBe(54);
  });
  test('is forgotten when the plan is cleared', () => {
    const before = text();
    plan({ bom: true, crlf: true, extraColumn: 'x', differences: [{ kind: 'drop', row: row() }] });
    expect(text()).not.toBe(before);
    rig.engine.bills.clear(DAY);
    expect(text()).toBe(before);
  });
});

describe('the file', () => {
  test('with a BOM, with CRLF', () => {
    plan({ bom: true, crlf: true });
    const { bytes } = file();
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const lines = bytes.toString('utf8').split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.every((line) => line.endsWith('\r'))).toBe(true);
  });
  test('in GBK is the same text in other bytes', () => {
    const right = text();
    plan({ encoding: 'gbk' });
    const { bytes } = file();
    expect(bytes.toString('utf8')).not.toBe(right);
    expect(new TextDecoder('gbk').decode(bytes)).toBe(right);
  });
  test('with a column that nobody knows', () => {
    plan({ extraColumn: '新增字段' });
    expect(rows().map((row) => row.新增字段)).toEqual(['-', '-', '-', '-']);
    expect(rows()[0]).toMatchObject({ 订单号: no(0), 医保其他金额: '0.00' });
    plan({ extraColumn: null });
    expect(rows()[0]?.新增字段).toBeUndefined();
  });
  test('with a column renamed', () => {
    plan({ renameColumn: { from: '订单总金额', to: '合计' } });
    expect(rows()[0]).toMatchObject({ 合计: '2.00' });
    expect(rows()[0]?.订单总金额).toBeUndefined();
    plan({ renameColumn: null });
    expect(rows()[0]).toMatchObject({ 订单总金额: '2.00' });
  });
  test.each(['connection', 'mid-row'] as const)('cut (%s) ends amid a row', (how) => {
    const whole = text();
    plan({ cut: { how } });
    const half = file();
    const lines = half.bytes.toString('utf8').split('\n');
    expect(whole.startsWith(half.bytes.toString('utf8'))).toBe(true);
    expect(lines).toHaveLength(1 + 2 + 1);
    expect(lines.at(-1)).toMatch(/^`2026-03-02 10/);
    expect(half.breaksOff).toBe(how === 'connection');
    plan({ cut: { how, afterRows: 0 } });
    expect(file().bytes.toString('utf8').split('\n')).toHaveLength(2);
    plan({ cut: { how, afterRows: 99 } });
    expect(whole.startsWith(file().bytes.toString('utf8'))).toBe(true);
    expect(file().bytes.length).toBeLessThan(Buffer.byteLength(whole));
    plan({ cut: null });
    expect(billText([file().bytes])).toBe(whole);
  });
  test('cut where there is no row at all ends amid the header', () => {
    plan({ cut: { how: 'mid-row' } }, '20260101');
    expect([...rig.engine.bills.lines('20260101', 'ALL')].join('')).toMatch(/^交易时间.*[^\n]$/);
  });
  test('comes in pieces, never as a whole', () => {
    plan({ syntheticRows: 2_000 });
    const body = signedXml(billMessage(DAY));
    const bill = rig.engine.bills.open({ accessToken: rig.accessToken(), body });
    const sizes = bill.kind === 'table' ? [...bill.chunks].map(({ length }) => length) : [];
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.max(...sizes)).toBeLessThan(100_000);
  });
});

test('the independent account has its bill, too', () => {
  const [line = ''] = [...rig.engine.bills.lines(DAY, 'ALL', OWNER)].slice(1);
  expect(line).toBe('');
  plan({ syntheticRows: 1 });
  const [row] = rowsOf([...rig.engine.bills.lines(DAY, 'ALL', OWNER)].join(''));
  expect(row).toMatchObject({ '公众账号 ID': 'wxalone', 商户号: '1900000404', 子商户号: '' });
});

const OWNER = { appid: 'wxalone', mchId: '1900000404', subAppid: '', subMchId: '' };
