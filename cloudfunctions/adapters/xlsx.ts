/**
 * Tables as .xlsx files, made in memory. Text cells are stored as text, so that nothing in them is ever
 * a formula, whatever it begins with; amounts are numbers with two decimals, divided only here.
 */
import writeXlsxFile, { type SheetData } from 'write-excel-file/universal';
import type { Sheet, SheetCell, SheetWriter } from '../ports/sheet-writer';

const HEADER = { type: String, fontWeight: 'bold', backgroundColor: '#E8F3EE' } as const;

function cellOf(cell: SheetCell) {
  if (typeof cell === 'string') return cell === '' ? null : { type: String, value: cell };
  if ('yuan' in cell) return { type: Number, value: cell.yuan / 100, format: '#,##0.00' };
  return { type: Number, value: cell.number, format: '0' };
}

function dataOf({ columns, rows }: Sheet): SheetData {
  const header = columns.map(({ title }) => ({ ...HEADER, value: title }));
  return [header, ...rows.map((row) => row.map(cellOf))];
}

export const xlsxWriter: SheetWriter = {
  workbook: async (sheets) => {
    const blob = await writeXlsxFile(
      sheets.map((sheet) => ({
        sheet: sheet.name,
        data: dataOf(sheet),
        columns: sheet.columns.map(({ width }) => ({ width })),
        stickyRowsCount: 1,
      })),
    ).toBlob();
    return Buffer.from(await blob.arrayBuffer()).toString('base64');
  },
};
