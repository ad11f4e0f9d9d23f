/** Files that are not as §3.8 says (trap 14): each fault has a name, and nothing is skipped in silence. */
import { BillBroken } from '../../cloudfunctions/domain/recon-bill';
import {
  ALL_HEADER,
  answered,
  billLine,
  billText,
  paymentCells,
  readAll,
  utf8,
} from '../support/bills';
import { ORDER, OTHER_ORDER } from '../support/payinsurance-bench';

describe('a row that does not fit is reported, never skipped in silence', () => {
  const good = paymentCells(ORDER);
  const line = billLine(ALL_HEADER, good);
  test.each([
    ['a missing cell', line.replace(',`CNY', '').replace(',`40.00', '')],
    ['a cell too many', `${line},\``],
    ['no backtick at all', line.replaceAll('`', '')],
  ])('%s', async (_what, bad) => {
    const items = await readAll(answered(`${ALL_HEADER}\n${bad}\n${line}\n`));
    expect(items).toEqual([
      { kind: 'unreadable', line: 2, fault: 'cells' },
      expect.objectContaining({ kind: 'row' }),
    ]);
  });
});

test('blank lines between rows are reported one by one', async () => {
  const line = billLine(ALL_HEADER, paymentCells(ORDER));
  expect(await readAll(answered(`${ALL_HEADER}\n\n\n${line}\n\n`))).toEqual([
    { kind: 'unreadable', line: 2, fault: 'cells' },
    { kind: 'unreadable', line: 3, fault: 'cells' },
    expect.objectContaining({ kind: 'row' }),
  ]);
});

describe('a file that is not whole is broken, not short', () => {
  const text = billText([paymentCells(ORDER), paymentCells(OTHER_ORDER)]);
  const fault = async (body: string | Uint8Array, broken = false): Promise<unknown> =>
    readAll(answered(body, 200, broken)).then(
      () => 'whole',
      (error: unknown) => (error instanceof BillBroken ? error.fault : error),
    );

  test('it ends amid a row', async () => {
    expect(await fault(text.slice(0, -200))).toBe('cut');
  });
  test('it ends amid a character', async () => {
    const bytes = utf8(text);
    const name = utf8(text.slice(0, text.lastIndexOf('示例市'))).length;
    expect(await fault(bytes.subarray(0, name + 1))).toBe('cut');
  });
  test('the connection breaks off', async () => {
    expect(await fault(text, true)).toBe('connection');
    expect(await fault(text.slice(0, -200), true)).toBe('connection');
  });
  test('only the line end of the last row is missing: whole', async () => {
    expect(await fault(text.slice(0, -1))).toBe('whole');
  });
  test('it ends in a cell that we read: cut, even if it would be an amount', async () => {
    const header = ALL_HEADER.split(',').reverse().join(',');
    const moved = billText([paymentCells(ORDER, { 交易时间: '20260302100102' })], header);
    expect(await fault(moved.slice(0, -1))).toBe('cut');
  });
  test('GBK', async () => {
    // 交易时间 in GBK
    const gbk = Uint8Array.from([0xbd, 0xbb, 0xd2, 0xd7, 0xca, 0xb1, 0xbc, 0xe4, 0x2c, 0x0a]);
    expect(await fault(gbk)).toBe('encoding');
    const bytes = utf8(text);
    expect(await fault(Uint8Array.from([...bytes.subarray(0, -3), ...gbk]))).toBe('encoding');
  });
  test.each([
    ['a column that we need is missing', ALL_HEADER.replace('订单总金额', '订单总额')],
    ['one is doubled', `${ALL_HEADER},订单号`],
    ['an optional one is doubled', `${ALL_HEADER},医保外部交易支付结算成功时间`],
    ['something else altogether', '<<<garbage'.slice(3)],
  ])('the header: %s', async (_what, header) => {
    expect(await fault(billText([], header))).toBe('header');
  });
  test('a line that never ends', async () => {
    expect(await fault(`${ALL_HEADER}\n\`${'x'.repeat(70_000)}`)).toBe('too-large');
  });
});
