/** Files for accountants: read back by a reader that knows nothing of the writer. */
import fc from 'fast-check';
import { xlsxWriter } from '../../cloudfunctions/adapters/xlsx';
import { fen, yuanText } from '../../miniprogram/shared/fen';
import { readWorkbook } from '../support/staff-xlsx';

const columns = [
  { title: '订单号', width: 30 },
  { title: '金额(元)', width: 12 },
];

async function written(rows: Parameters<typeof xlsxWriter.workbook>[0][number]['rows']) {
  const [sheet] = readWorkbook(await xlsxWriter.workbook([{ name: '对账汇总', columns, rows }]));
  if (sheet === undefined) throw new Error('no sheet');
  return sheet;
}

it('holds every sheet by its Chinese name, its header frozen', async () => {
  const content = await xlsxWriter.workbook([
    { name: '对账汇总', columns, rows: [['一', { yuan: fen(1234) }]] },
    { name: '差异明细', columns, rows: [] },
  ]);
  const sheets = readWorkbook(content);
  expect(sheets.map(({ name, frozen }) => [name, frozen])).toEqual([
    ['对账汇总', 1],
    ['差异明细', 1],
  ]);
  expect(sheets[0]?.rows).toEqual([
    ['订单号', '金额(元)'],
    ['一', 12.34],
  ]);
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://x")', '\t=1', '00123'])(
  'keeps %s as text',
  async (text) => {
    const { rows } = await written([[text, { number: 7 }]]);
    const [cell, count] = rows[1] ?? [];
    expect(typeof cell).toBe('string');
    expect(cell).toBe(text);
    expect(count).toBe(7);
  },
);

it('leaves out what no XML may hold, and keeps its markup apart', async () => {
  const { rows } = await written([['<c t="n">&\u0001"', '']]);
  expect(rows[1]?.[0]).toBe('<c t="n">&"');
});

it('writes every amount as the same yuan', async () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 100_000_000_000_000 }), { maxLength: 50 });
  await fc.assert(
    fc.asyncProperty(amounts, async (values) => {
      const { rows } = await written(values.map((value) => ['x', { yuan: fen(value) }]));
      const read = rows.slice(1).map((row) => Number(row[1]).toFixed(2));
      expect(read).toEqual(values.map((value) => yuanText(fen(value))));
    }),
    { numRuns: 20 },
  );
});

it('writes thousands of rows', async () => {
  const many = Array.from({ length: 5_000 }, (_unused, n) => [`Y${n}`, { yuan: fen(n) }] as const);
  const { rows } = await written(many);
  expect(rows).toHaveLength(5_001);
  expect(rows.at(-1)).toEqual(['Y4999', 49.99]);
});
