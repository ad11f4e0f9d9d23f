/** Rows of the trade bill of 2.0 (APIv3, 交易账单; trap 14): the cash leg, nothing of insurance. */
import type { Cells } from '../support/bills';
import {
  ALL,
  backCells,
  paidCells,
  readBill,
  REFUNDS,
  SUCCESSES,
  tradeText,
} from './medins-bill-bench';
import { MERCHANT, NEIGHBOUR, ORDER, PROVIDER } from './medins-calls-bench';

const PAID_AT = Date.UTC(2026, 2, 2, 2, 1, 2);
const BACK_AT = Date.UTC(2026, 2, 2, 7);
const payment = {
  line: 2,
  kind: 'payment',
  orderNo: ORDER,
  ours: true,
  state: 'paid',
  total: 5000,
  cash: 5000,
  insurance: 0,
  at: PAID_AT,
};

async function rowOf(
  cells: Cells,
  header = ALL,
  how: Parameters<typeof readBill>[1] = {},
): Promise<unknown> {
  const [item, ...others] = await readBill(tradeText([cells], header), how);
  expect(others).toEqual([]);
  return item?.kind === 'row' ? item.row : item;
}

test('a payment and the refund of a part of it, each a row of its own', async () => {
  const items = await readBill(tradeText([paidCells(), backCells()]));
  expect(items).toEqual([
    { kind: 'row', row: payment },
    {
      kind: 'row',
      row: {
        ...payment,
        line: 3,
        kind: 'refund',
        refundNo: `R${ORDER}`,
        state: 'refunded',
        total: 1234,
        cash: 1234,
        at: BACK_AT,
      },
    },
  ]);
});

test('a bill without rows', async () => {
  expect(await readBill(tradeText([]))).toEqual([]);
});

test('the bill of successes has no columns of refunds', async () => {
  expect(await rowOf(paidCells(), SUCCESSES, { type: 'success' })).toEqual(payment);
});

test('the bill of refunds says when each was back', async () => {
  const cells = backCells({ 退款成功时间: '2026-03-02 16:00:00' });
  expect(await rowOf(cells, REFUNDS, { type: 'refund' })).toMatchObject({
    at: BACK_AT + 3_600_000,
  });
  const later = backCells({ 退款成功时间: '2026-03-03 00:00:01' });
  expect(await rowOf(later, REFUNDS, { type: 'refund' })).toMatchObject({ at: BACK_AT });
});

test('a time of another day is none of a refund', async () => {
  const cells = backCells({ 交易时间: '2026-03-01 23:59:59' });
  expect(await rowOf(cells)).not.toHaveProperty('at');
});

test('columns in another order, and more of them', async () => {
  const header = `新列,${ALL.split(',').reverse().join(',')}`;
  expect(await rowOf(paidCells({ 新列: 'x' }), header)).toEqual(payment);
});

test('coupons of the merchant are part of what was asked for', async () => {
  expect(await rowOf(paidCells({ 应结订单金额: '40.00' }))).toMatchObject({ cash: 5000 });
  expect(await rowOf(backCells({ 退款金额: '10.00' }))).toMatchObject({ cash: 1234 });
});

test('an older bill has only what is settled with the merchant', async () => {
  const older = ALL.replace(',订单金额,申请退款金额', '').replace('应结订单金额', '总金额');
  expect(await rowOf(paidCells({ 总金额: '50.00' }), older)).toEqual(payment);
  expect(await rowOf(backCells({ 总金额: '0.00' }), older)).toMatchObject({ cash: 1234 });
});

test('taken back before it counted: nothing was moved', async () => {
  expect(await rowOf(paidCells({ 交易状态: 'REVOKED' }))).toEqual({ ...payment, state: 'other' });
});

test.each([
  ['SUCCESS', 'refunded'],
  ['PROCESSING', 'refunding'],
  ['CHANGE', 'refunding'],
  ['ABNORMAL', 'refunding'],
  ['FAIL', 'other'],
  ['CLOSED', 'other'],
])('a refund %s is %s', async (word, state) => {
  expect(await rowOf(backCells({ 退款状态: word }))).toMatchObject({ kind: 'refund', state });
});

test('a refund without a number of ours bears the platform’s', async () => {
  const refundNo = '50000000382019052709732678859';
  expect(await rowOf(backCells({ 商户退款单号: '0' }))).toMatchObject({ refundNo });
  expect(await rowOf(backCells({ 商户退款单号: '' }))).toMatchObject({ refundNo });
});

describe('whose it is', () => {
  const own = { 公众账号ID: MERCHANT.appid, 商户号: MERCHANT.mchid };
  test.each<[string, Cells, typeof PROVIDER | typeof MERCHANT, boolean]>([
    ['the provider’s appid', {}, PROVIDER, true],
    ['the hospital’s appid', { 公众账号ID: PROVIDER.subAppid }, PROVIDER, true],
    ['a neighbour’s row in a shared bill', {}, NEIGHBOUR, false],
    ['no hospital in a shared bill', { 特约商户号: '' }, PROVIDER, false],
    ['0 for the hospital in a shared bill', { 特约商户号: '0' }, PROVIDER, false],
    ['another appid', { 公众账号ID: 'wxother' }, PROVIDER, false],
    ['another provider', { 商户号: '1900000999' }, PROVIDER, false],
    ['no merchant', { 商户号: '' }, PROVIDER, false],
    ['a hospital on its own', { ...own, 特约商户号: '0' }, MERCHANT, true],
    ['the same, left empty', { ...own, 特约商户号: '' }, MERCHANT, true],
    ['a hospital below it', { ...own, 特约商户号: '1900000303' }, MERCHANT, false],
  ])('%s', async (_what, change, config, ours) => {
    expect(await rowOf(paidCells(change), ALL, { config })).toMatchObject({ ours });
  });
});

test.each<[string, Cells, string]>([
  ['an unknown state', paidCells({ 交易状态: 'PAYERROR' }), '交易状态'],
  ['no state', paidCells({ 交易状态: '' }), '交易状态'],
  ['an unknown state of a refund', backCells({ 退款状态: 'x' }), '退款状态'],
  ['no state of a refund', backCells({ 退款状态: '' }), '退款状态'],
  ['no number of a refund', backCells({ 商户退款单号: '', 微信退款单号: '0' }), '商户退款单号'],
  ['a number that is none', paidCells({ 商户订单号: 'a b' }), '商户订单号'],
  ['three decimals', paidCells({ 订单金额: '50.000' }), '订单金额'],
  ['no decimals', paidCells({ 订单金额: '50' }), '订单金额'],
  ['a negative sum', backCells({ 申请退款金额: '-12.34' }), '申请退款金额'],
  ['no sum', paidCells({ 订单金额: '' }), '订单金额'],
  ['a time that never was', paidCells({ 交易时间: '2026-02-30 10:00:00' }), '交易时间'],
])('%s is reported by its column', async (_what, cells, fault) => {
  expect(await rowOf(cells)).toEqual({ kind: 'unreadable', line: 2, fault });
});
