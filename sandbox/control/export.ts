/**
 * One collection of the local cloud store as JSON or CSV, for a developer's own tools. Nothing is
 * masked: it is their store. CSV follows RFC 4180 with a byte order mark, so that spreadsheets read
 * Chinese; nested fields get dotted names, arrays stay JSON, and what a spreadsheet would take for a
 * formula is quoted with an apostrophe.
 */

type Fields = Readonly<Record<string, unknown>>;

const BOM = '\uFEFF';
/** What spreadsheets take for the beginning of a formula (OWASP: CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

function isFields(value: unknown): value is Fields {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}

/** Leaves by dotted name: `{order: {legs: {cash: 'paid'}}}` → `order.legs.cash`. */
function leaves(value: Fields, prefix = ''): readonly (readonly [string, unknown])[] {
  return Object.entries(value).flatMap(([name, item]) => {
    const path = `${prefix}${name}`;
    return isFields(item) && Object.keys(item).length > 0
      ? leaves(item, `${path}.`)
      : [[path, item] as const];
  });
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return FORMULA.test(value) ? `'${value}` : value;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}

function cell(value: unknown): string {
  const text = textOf(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows end with CRLF; columns are all names that any document has, in the order of first sight. */
export function* csvOf(documents: readonly Fields[]): Generator<string> {
  const columns = new Set(documents.flatMap((document) => leaves(document).map(([name]) => name)));
  yield `${BOM}${[...columns].map(cell).join(',')}\r\n`;
  for (const document of documents) {
    const values = new Map(leaves(document));
    yield `${[...columns].map((name) => cell(values.get(name))).join(',')}\r\n`;
  }
}

/** One JSON array, a document a line. */
export function* jsonOf(documents: readonly Fields[]): Generator<string> {
  yield '[';
  for (const [at, document] of documents.entries()) {
    yield `${at === 0 ? '' : ','}\n${JSON.stringify(document)}`;
  }
  yield '\n]\n';
}
