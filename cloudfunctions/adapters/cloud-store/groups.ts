/** Counting and summing by the database: what is asked for, and what comes back, checked. */

/** What is counted and summed together: documents whose field `by` is the same; all when not told. */
export interface Grouping {
  readonly by?: string;
  readonly sums?: readonly string[];
}

export interface Group {
  /** Null where the field is absent, and when nothing was grouped by. */
  readonly key: string | null;
  readonly count: number;
  /** In the order in which they were asked for; what is absent counts as 0. */
  readonly sums: readonly number[];
}

/** The aggregate's own word for a sum. */
export type Total = (value: number | string) => unknown;

export function shapeOf(total: Total, { by, sums = [] }: Grouping): object {
  const summed = sums.map((field, at) => [`sum${at}`, total(`$${field}`)] as const);
  const _id = by === undefined ? null : `$${by}`;
  return { _id, count: total(1), ...Object.fromEntries(summed) };
}

/** Undefined when a row holds something else than whole numbers. */
export function groupOf(row: unknown, sums: number): Group | undefined {
  const fields: Readonly<Record<string, unknown>> =
    typeof row === 'object' && row !== null ? { ...row } : {};
  const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
  const summed = Array.from({ length: sums }, (_unused, at) => fields[`sum${at}`]);
  const { _id, count } = fields;
  if (!isWhole(count) || !summed.every(isWhole)) return undefined;
  return { key: typeof _id === 'string' ? _id : null, count, sums: summed };
}
