/** The table of a bill (interface document v2.4 §3.8, trap 14): what each row is read as. */
import {
  ALL_HEADER,
  answered,
  billLine,
  billText,
  inChunks,
  paymentCells,
  readAll,
  refundCells,
  REFUND_HEADER,
  utf8,
  type Cells,
} from '../support/bills';
import { INDEPENDENT, ORDER, OTHER_ORDER } from '../support/payinsurance-bench';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const rowsOf = async (rows: readonly Cells[], header = ALL_HEADER) =>
  readAll(answered(billText(rows, header)), header === REFUND_HEADER ? 'refund' : 'all');
const one = async (cells: Cells, header = ALL_HEADER) => {
  const [item] = await rowsOf([cells], header);
  return item;
};

test('a payment: number, sums in fen and the later of its two times', async () => {
  expect(await one(paymentCells(ORDER))).toEqual({
    kind: 'row',
    row: {
      line: 2,
      kind: 'payment',
      orderNo: ORDER,
      ours: true,
      state: 'paid',
      total: 12000,
      cash: 4000,
      insurance: 8000,
      at: at('2026-03-02T10:01:03'),
    },
  });
});

test('the number is that of 订单号, whatever the other numbers are', async () => {
  const others = { 医院订单号: 'H1', 商户订单号: 'C1', 微信订单号: 'W1' };
  expect(await one(paymentCells(ORDER, others))).toMatchObject({ row: { orderNo: ORDER } });
});

test('a refund: what goes back, not what was paid', async () => {
  const part = { 退款金额: '12.30', 撤销金额: '0.00', 医保外部撤销成功时间: '' };
  expect(await one(refundCells(ORDER, part))).toEqual({
    kind: 'row',
    row: {
      line: 2,
      kind: 'refund',
      orderNo: ORDER,
      refundNo: `R${ORDER}`,
      ours: true,
      state: 'refunded',
      total: 1230,
      cash: 1230,
      insurance: 0,
      at: at('2026-03-02T15:00:00'),
    },
  });
});

test('the bill of refunds has other columns: read by name', async () => {
  const cells = refundCells(ORDER, {
    交易时间: '2026-02-27 09:00:00',
    退款成功时间: '2026-03-02 15:00:01',
  });
  expect(await one(cells, REFUND_HEADER)).toMatchObject({
    row: { kind: 'refund', cash: 4000, insurance: 8000, at: at('2026-03-02T15:00:01') },
  });
});

test("a refund row's 交易时间 of another day is the payment's and tells nothing", async () => {
  const cells = refundCells(ORDER, {
    交易时间: '2026-02-27 09:00:00',
    撤销金额: '',
    医保外部撤销成功时间: '',
  });
  expect((await one(cells)) ?? {}).not.toHaveProperty('row.at');
});

test.each([
  ['SUCCESS', 'paid'],
  ['REFUND', 'paid'],
  ['PAYING', 'other'],
  ['SYS_REFUNDED', 'other'],
  ['SYS_REFUNDING', 'other'],
  ['NOTPAY', 'other'],
  ['CLOSED', 'other'],
  ['INITIAL', 'other'],
])('订单状态 %s: %s', async (state, expected) => {
  expect(await one(paymentCells(ORDER, { 订单状态: state }))).toMatchObject({
    row: { kind: 'payment', state: expected },
  });
});

test.each([
  ['SUCCESS', '2026-03-02 14:59:59', 'refunded'],
  ['SUCCESS', '', 'refunding'],
  ['REFUNDING', '2026-03-02 14:59:59', 'refunding'],
  ['PROCESSING', '2026-03-02 14:59:59', 'refunding'],
  ['CHANGE', '2026-03-02 14:59:59', 'refunding'],
  ['FAIL', '2026-03-02 14:59:59', 'other'],
  ['', '2026-03-02 14:59:59', 'refunding'],
])('退款状态 %s with insurance back at "%s": %s', async (state, insuranceAt, expected) => {
  const cells = { 退款状态: state, 医保外部撤销成功时间: insuranceAt };
  expect(await one(refundCells(ORDER, cells))).toMatchObject({ row: { state: expected } });
});

test('an insurance leg alone is back when the row says when', async () => {
  const cells = { 退款金额: '', 退款状态: '' };
  expect(await one(refundCells(ORDER, cells))).toMatchObject({
    row: { state: 'refunded', cash: 0, insurance: 8000 },
  });
});

test.each([
  ['三位小数', { 订单总金额: '120.005' }, '订单总金额'],
  ['一位小数', { 订单总金额: '120.0' }, '订单总金额'],
  ['no decimals', { 订单自费金额: '40' }, '订单自费金额'],
  ['a sign', { 订单自费金额: '-40.00' }, '订单自费金额'],
  ['grouping', { 订单总金额: '1,120.00' }, '订单总金额'],
  ['an empty amount', { 订单医保金额: '' }, '订单医保金额'],
  ['a dash for an amount', { 订单自费金额: '-' }, '订单自费金额'],
  ['an unknown state', { 订单状态: 'DONE' }, '订单状态'],
  ['no state', { 订单状态: '' }, '订单状态'],
  ['no number', { 订单号: '' }, '订单号'],
  ['a number with a blank', { 订单号: 'Y 1' }, '订单号'],
  ['a number in Chinese', { 订单号: '订单一' }, '订单号'],
  ['a time that does not exist', { 交易时间: '2026-02-30 10:00:00' }, '交易时间'],
])('%s is reported by its column, without its value', async (_what, cells, column) => {
  expect(await rowsOf([paymentCells(ORDER, cells), paymentCells(OTHER_ORDER)])).toEqual([
    { kind: 'unreadable', line: 2, fault: column },
    expect.objectContaining({ kind: 'row' }),
  ]);
});

test.each([
  ['three decimals', { 退款金额: '40.001' }, '退款金额'],
  ['an unknown state', { 退款状态: 'LOST' }, '退款状态'],
  ['nothing at all', { 退款金额: '', 撤销金额: '0.00' }, '退款金额'],
])('a refund with %s', async (_what, cells, column) => {
  expect(await one(refundCells(ORDER, cells))).toEqual({
    kind: 'unreadable',
    line: 2,
    fault: column,
  });
});

test('a leg that the order does not have may be left out (trap 8)', async () => {
  const cash = { 订单支付方式: '1', 订单医保金额: '-', 订单自费金额: '120.00' };
  const insurance = { 订单支付方式: '2', 订单自费金额: '', 订单医保金额: '120.00' };
  expect(await rowsOf([paymentCells(ORDER, cash), paymentCells(ORDER, insurance)])).toMatchObject([
    { row: { cash: 12000, insurance: 0 } },
    { row: { cash: 0, insurance: 12000 } },
  ]);
});

test('what moved no money needs no amounts', async () => {
  const empty = { 订单自费金额: '', 订单医保金额: '', 订单总金额: '', 订单状态: 'CLOSED' };
  expect(await one(paymentCells(ORDER, empty))).toMatchObject({
    row: { state: 'other', total: 0 },
  });
});

test.each([
  ['公众账号ID', 'wxother'],
  ['商户号', '1'],
  ['子商户号', '2'],
])('another %s is not ours', async (column, value) => {
  expect(await one(paymentCells(ORDER, { [column]: value }))).toMatchObject({
    row: { ours: false },
  });
});

test('account columns that say nothing, and an independent hospital repeated in them, are ours', async () => {
  const none = { 公众账号ID: '', 商户号: '', 子商户号: '' };
  expect(await one(paymentCells(ORDER, none))).toMatchObject({ row: { ours: true } });
  const own = { 公众账号ID: 'wxhospital', 商户号: '1900000202', 子商户号: '1900000202' };
  const text = billText([paymentCells(ORDER, own)]);
  expect(await readAll(answered(text), 'all', INDEPENDENT)).toMatchObject([
    { row: { ours: true } },
  ]);
});

test('a name may hold commas, quotes and a backtick at its end', async () => {
  const names = { 商品名称: '挂号费,内科 "甲"', 医院名称: '示例,医院`' };
  expect(await one(paymentCells(ORDER, names))).toMatchObject({ kind: 'row' });
});

test('a name that looks like a cell is a row that does not fit', async () => {
  expect(await one(paymentCells(ORDER, { 商品名称: '甲,`乙' }))).toEqual({
    kind: 'unreadable',
    line: 2,
    fault: 'cells',
  });
});

test('cells closed by a backtick, as the sample prints them, are the same cells', async () => {
  const line = billLine(ALL_HEADER, paymentCells(ORDER));
  const closed = line.split(',`').join('`,`');
  const items = await readAll(answered(`${ALL_HEADER}\n${closed}\n`));
  expect(items).toEqual(await rowsOf([paymentCells(ORDER)]));
});

test('columns in another order and new ones among them', async () => {
  const names = ALL_HEADER.split(',').reverse();
  const header = ['新增一', ...names, '新增二'].join(',');
  const [straight] = await rowsOf([paymentCells(ORDER)]);
  expect(await one(paymentCells(ORDER, { 新增一: 'x,y' }), header)).toEqual(straight);
});

test.each([
  ['BOM', (text: string) => `\ufeff${text}`],
  ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
  [
    'both, and blank lines at the end',
    (text: string) => `\ufeff${text}\n\n`.replaceAll('\n', '\r\n'),
  ],
])('%s', async (_what, change) => {
  const text = billText([paymentCells(ORDER), refundCells(ORDER)]);
  expect(await readAll(answered(change(text)))).toEqual(await readAll(answered(text)));
});

test('characters may lie across the pieces in which a file arrives', async () => {
  const bytes = utf8(`\ufeff${billText([paymentCells(ORDER)])}`);
  const whole = await readAll(answered(bytes));
  for (const size of [1, 2, 3, 5]) {
    const body = inChunks(bytes, size);
    expect(await readAll({ ok: true, status: 200, body })).toEqual(whole);
  }
});

test('a day without orders is a header and nothing else, with or without its line end', async () => {
  expect(await readAll(answered(billText([])))).toEqual([]);
  expect(await readAll(answered(ALL_HEADER))).toEqual([]);
});
