/**
 * The cells of one row of a bill: led by a backtick, amounts in yuan with two decimals, times of Shanghai
 * (interface document v2.4 §3.8, trap 14; 2.0: the trade bill). A cell that does not fit is named by its
 * column, its value never (money rule 14).
 */
import { fen, ZERO, type Fen } from '../../../miniprogram/shared/fen';
import { shanghaiMs } from '../shanghai-time';
import type { BillHeader } from './header';

/** A cell that does not fit. */
export class Unreadable<Column extends string> extends Error {
  override readonly name = 'Unreadable';
  constructor(readonly column: Column) {
    super(column);
  }
}

export interface Cells<Column extends string> {
  /** Empty where the row says nothing: '' or '-', or the bill has no such column. */
  text(column: Column): string;
  /** In fen; empty is 0 only where `empty` allows it. */
  amount(column: Column, empty: 'zero' | 'refused'): Fen;
  /** ms; undefined where the row says none. */
  time(column: Column): number | undefined;
}

/**
 * Split where a comma and a backtick meet, since names may hold commas; undefined when that does not give
 * as many cells as the header has. The document's sample closes its cells with a backtick, too.
 */
export function splitCells(line: string, width: number): readonly string[] | undefined {
  if (!line.startsWith('`')) return undefined;
  const cells = line.slice(1).split(',`');
  return cells.length === width ? cells : undefined;
}

const YUAN = /^(0|[1-9]\d{0,11})\.(\d\d)$/;
const MOMENT = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;

export function cellsOf<Column extends string>(
  values: readonly string[],
  header: Pick<BillHeader<Column>, 'at'>,
): Cells<Column> {
  const text = (column: Column): string => {
    const place = header.at[column];
    const value = place === undefined ? '' : (values[place] ?? '').trim();
    const bare = value.endsWith('`') ? value.slice(0, -1) : value;
    return bare === '-' ? '' : bare;
  };
  return {
    text,
    amount: (column, empty) => {
      const value = text(column);
      if (value === '' && empty === 'zero') return ZERO;
      const match = YUAN.exec(value);
      if (match === null) throw new Unreadable(column);
      return fen(Number(match[1]) * 100 + Number(match[2]));
    },
    time: (column) => {
      const value = text(column);
      if (value === '') return undefined;
      const at = shanghaiMs(MOMENT.exec(value)?.slice(1).join('') ?? value);
      if (at === undefined) throw new Unreadable(column);
      return at;
    },
  };
}

/** The latest of those that are known. */
export function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
