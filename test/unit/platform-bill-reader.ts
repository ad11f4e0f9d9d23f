/**
 * A reader of bill texts for the tests of the simulated platform, written down from §3.8 and trap 14:
 * header names by commas, values by comma and backtick.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [HEADER = ''] = readFileSync(
  join(__dirname, '../vectors/balance-bill-headers.txt'),
  'utf8',
).split('\n');

export function billText(chunks: Iterable<Buffer>): string {
  return Buffer.concat([...chunks]).toString('utf8');
}

/** The rows by header name; throws where a row has not as many cells as the header. */
export function rowsOf(text: string): Record<string, string>[] {
  const [header = '', ...lines] = text.split('\n');
  if (lines.pop() !== '') throw new Error('the last line does not end');
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(/(?:^|,)`/).slice(1);
    if (cells.length !== names.length) throw new Error(`${cells.length} cells: ${line}`);
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

/** A row of ALL, every cell holding `value`, '' unless told. */
export function cellsOf(value = ''): Record<string, string> {
  return Object.fromEntries(HEADER.split(',').map((name) => [name, value]));
}
