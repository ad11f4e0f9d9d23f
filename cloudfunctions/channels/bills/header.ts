/**
 * The columns of a bill by their names (trap 14): kinds of bill have different ones, in an order that may
 * change, and more will come.
 */
import { BillBroken } from '../../domain/recon-bill';

export interface BillHeader<Column extends string> {
  readonly width: number;
  readonly at: Readonly<Partial<Record<Column, number>>>;
  /** Behind this column stands nothing that we read. */
  readonly last: number;
}

/** How each column may be called; blanks do not count. */
export type Names<Column extends string> = Readonly<Record<Column, readonly string[]>>;

/** Raises BillBroken `header` when a required column is missing, or one that is read is doubled. */
export function placedColumns<Column extends string>(
  line: string,
  names: Names<Column>,
  isRequired: (column: Column) => boolean,
): BillHeader<Column> {
  const written = line.split(',').map((name) => name.replace(/[\s`]/g, ''));
  const at: Partial<Record<Column, number>> = {};
  const places: number[] = [];
  for (const column of Object.keys(names) as Column[]) {
    const found = written.flatMap((name, place) => (names[column].includes(name) ? [place] : []));
    const [place, ...others] = found;
    if (others.length > 0) throw new BillBroken('header');
    if (place === undefined) {
      if (isRequired(column)) throw new BillBroken('header');
      continue;
    }
    at[column] = place;
    places.push(place);
  }
  return { width: written.length, at, last: Math.max(...places) };
}
