/** Bill files: any bytes are lines or a named break, any line is a row, a named column, or no row. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readHeader } from '../../cloudfunctions/channels/payinsurance/bill-header';
import { readRow } from '../../cloudfunctions/channels/payinsurance/bill-row';
import { billLines } from '../../cloudfunctions/channels/bills/text';
import { BillBroken } from '../../cloudfunctions/domain/recon-bill';
import { PROVIDER } from '../support/payinsurance-bench';
import { ROOT } from '../support/project-files';
import { holds, holdsAsync } from './cases';

/** The header of all orders, as the interface document v2.4 §3.8 prints it. */
const [HEADER = ''] = readFileSync(
  join(ROOT, 'test/vectors/balance-bill-headers.txt'),
  'utf8',
).split('\n');
const names = HEADER.split(',');
const header = readHeader(HEADER);
const DAY = '20260302';

async function* inChunks(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const end of [...places, bytes.length]) {
    yield await Promise.resolve(bytes.subarray(from, end));
    from = end;
  }
}

async function linesOf(bytes: Uint8Array, cuts: readonly number[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of billLines(inChunks(bytes, cuts))) lines.push(line.text);
  return lines;
}

const line = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .filter((text) => !/[\r\n\ufeff]/.test(text));
const cuts = fc.array(fc.nat({ max: 500 }), { maxLength: 8 });

holdsAsync(
  'lines are the same however the bytes arrive',
  [fc.array(line, { maxLength: 8 }), cuts],
  async (lines, where) => {
    const bytes = new TextEncoder().encode(lines.map((text) => `${text}\n`).join(''));
    expect(await linesOf(bytes, where)).toEqual(lines);
  },
);

holdsAsync(
  'any bytes are text or a named break',
  [fc.uint8Array({ maxLength: 200 }), cuts],
  async (bytes, where) => {
    try {
      await linesOf(bytes, where);
    } catch (error) {
      expect(error).toBeInstanceOf(BillBroken);
    }
  },
);

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/[`\r\n]/.test(text)),
  fc.constantFrom(
    'SUCCESS',
    'REFUND',
    '1.234',
    '-1.00',
    '0.00',
    '',
    '名,字',
    '2026-03-02 10:00:00',
  ),
);
const anyLine = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc
    .array(cell, { minLength: names.length - 1, maxLength: names.length + 1 })
    .map((cells) => cells.map((text) => `\`${text}`).join(',')),
);

holds(
  'any line is a row of whole fen, a column that does not fit, or no row',
  [anyLine],
  (text) => {
    const item = readRow(PROVIDER, header, DAY, { text, number: 2 });
    if (item?.kind === 'unreadable') expect(names.join().replace(/\s/g, '')).toContain(item.fault);
    if (item?.kind !== 'row') return;
    for (const sum of [item.row.total, item.row.cash, item.row.insurance]) {
      expect(Number.isSafeInteger(sum) && sum >= 0).toBe(true);
    }
  },
);

/** Written without the product's arithmetic. */
const yuan = (sum: bigint): string =>
  `${String(sum / 100n)}.${String(sum % 100n).padStart(2, '0')}`;
const fenSum = fc.bigInt({ min: 0n, max: 9_000_000_000n });

holds(
  'a paid row keeps its sums, whatever the names hold',
  [fenSum, fenSum, cell],
  (cash, insurance, title) => {
    const values: Readonly<Record<string, string>> = {
      交易时间: '2026-03-02 10:00:00',
      公众账号ID: PROVIDER.appid,
      商户号: PROVIDER.mchId,
      子商户号: PROVIDER.subMchId,
      商品名称: title,
      医院订单号: 'Y20260302aaaaaaaaaaaaaaaaaaaaaaaaaa',
      商户订单号: 'Y20260302aaaaaaaaaaaaaaaaaaaaaaaaaa',
      订单号: 'Y20260302aaaaaaaaaaaaaaaaaaaaaaaaaa',
      订单支付方式: '3',
      订单状态: 'SUCCESS',
      订单自费金额: yuan(cash),
      订单医保金额: yuan(insurance),
      订单总金额: yuan(cash + insurance),
    };
    const text = names.map((name) => `\`${values[name.replace(/\s/g, '')] ?? ''}`).join(',');
    const item = readRow(PROVIDER, header, DAY, { text, number: 2 });
    expect(item).toMatchObject({
      kind: 'row',
      row: {
        ...{ state: 'paid', ours: true, orderNo: 'Y20260302aaaaaaaaaaaaaaaaaaaaaaaaaa' },
        ...{ cash: Number(cash), insurance: Number(insurance), total: Number(cash + insurance) },
      },
    });
  },
);
