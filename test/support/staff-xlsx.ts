/**
 * Reads an .xlsx file without the writer's help: the zip by its own directory, the sheets by their XML.
 * Cells come back as what they are stored as: text, a number, or (never wanted) a formula.
 */
import { inflateRawSync } from 'node:zlib';
import { XMLParser } from 'fast-xml-parser';

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** The files of a zip archive by name. */
export function unzipped(archive: Buffer): ReadonlyMap<string, string> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== END) throw new Error('not a zip archive');
  const files = new Map<string, string>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== ENTRY) throw new Error('a broken directory');
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const [nameSize, extra, comment] = [28, 30, 32].map((place) =>
      archive.readUInt16LE(at + place),
    );
    const name = archive.toString('utf8', at + 46, at + 46 + (nameSize ?? 0));
    const local = archive.readUInt32LE(at + 42);
    const begins = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(begins, begins + size);
    files.set(name, (method === 0 ? packed : inflateRawSync(packed)).toString('utf8'));
    at += 46 + (nameSize ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}

export type ReadCell = string | number | { readonly formula: string };

export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly (readonly (ReadCell | undefined)[])[];
  /** Rows that stay when the others are scrolled. */
  readonly frozen: number;
}

type Node = Readonly<Record<string, unknown>>;
const LISTS = new Set(['sheet', 'row', 'c', 'si', 'xf', 'numFmt', 'Relationship', 'r']);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => LISTS.has(name),
});

function child(node: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? (at as Node)[name] : undefined),
    node,
  );
}
const list = (node: unknown): readonly unknown[] => (Array.isArray(node) ? node : []);
function textOf(node: unknown): string {
  if (typeof node === 'string') return node;
  const text = child(node, '#text');
  return typeof text === 'string' ? text : '';
}

function columnOf(reference: string): number {
  const letters = /^[A-Z]+/.exec(reference)?.[0] ?? '';
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellOf(cell: unknown, shared: readonly string[]): ReadCell {
  const formula = child(cell, 'f');
  if (formula !== undefined) return { formula: textOf(formula) };
  const value = textOf(child(cell, 'v'));
  if (child(cell, '@t') === 's') return shared[Number(value)] ?? '';
  if (child(cell, '@t') === 'inlineStr') return textOf(child(cell, 'is', 't'));
  return Number(value);
}

/** The sheets of a workbook, in order. `content` is base64. */
export function readWorkbook(content: string): readonly ReadSheet[] {
  const files = unzipped(Buffer.from(content, 'base64'));
  const xml = (name: string): unknown => parser.parse(files.get(name) ?? '');
  const shared = list(child(xml('xl/sharedStrings.xml'), 'sst', 'si')).map((item) =>
    textOf(child(item, 't')),
  );
  return list(child(xml('xl/workbook.xml'), 'workbook', 'sheets', 'sheet')).map((sheet, at) => {
    const page = xml(`xl/worksheets/sheet${at + 1}.xml`);
    const pane = child(page, 'worksheet', 'sheetViews', 'sheetView', 'pane');
    const rows = list(child(page, 'worksheet', 'sheetData', 'row')).map((row) => {
      const cells: (ReadCell | undefined)[] = [];
      for (const cell of list(child(row, 'c'))) {
        if (child(cell, 'v') === undefined && child(cell, 'f') === undefined) continue;
        cells[columnOf(String(child(cell, '@r')))] = cellOf(cell, shared);
      }
      return cells;
    });
    const frozen = child(pane, '@state') === 'frozen' ? Number(child(pane, '@ySplit')) : 0;
    return { name: String(child(sheet, '@name')), rows, frozen };
  });
}
