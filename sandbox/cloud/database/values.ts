/**
 * How values are ordered and found inside documents: MongoDB's order across types (null, numbers,
 * strings, objects, arrays, booleans, dates), which sorting and the indexes share.
 */

import { isFields, type Fields } from './documents';

export type Scalar = null | number | string | boolean | Date;
export type Direction = 1 | -1;
/** A field path with its direction. */
export type Order = readonly (readonly [path: string, direction: Direction])[];

/** Where values of a kind stand in the order; kinds are never equal to one another. */
export function rankOf(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'number') return 1;
  if (typeof value === 'string') return 2;
  if (typeof value === 'boolean') return 5;
  if (value instanceof Date) return 6;
  return Array.isArray(value) ? 4 : 3;
}

export function isScalar(value: unknown): value is Scalar {
  return value === null || ['number', 'string', 'boolean'].includes(typeof value)
    ? true
    : value instanceof Date;
}

export function compareValues(left: unknown, right: unknown): number {
  const ranks = rankOf(left) - rankOf(right);
  if (ranks !== 0) return ranks;
  if (typeof left === 'number' && typeof right === 'number') return compareNumbers(left, right);
  if (typeof left === 'string' && typeof right === 'string') return less(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  if (rankOf(left) === 0) return 0;
  return less(JSON.stringify(left), JSON.stringify(right));
}

function less(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** NaN stands before every number. */
function compareNumbers(left: number, right: number): number {
  if (Number.isNaN(left) || Number.isNaN(right)) {
    return Number(Number.isNaN(right)) - Number(Number.isNaN(left));
  }
  return left < right ? -1 : Number(left > right);
}

/**
 * What an index keeps for a path: a scalar (a missing field counts as null), or undefined where
 * an array or an object is met, which an index of scalars cannot place.
 */
export function scalarAt(document: Fields, path: string): Scalar | undefined {
  let value: unknown = document;
  for (const name of path.split('.')) {
    if (Array.isArray(value)) return undefined;
    if (!isFields(value)) return null;
    value = value[name];
  }
  if (value === undefined) return null;
  return isScalar(value) ? value : undefined;
}

/** Sorts in place: arrays stand by their least element going up, by their greatest going down. */
export function sortDocuments<T extends Fields>(documents: T[], order: Order): T[] {
  return documents.sort((left, right) => {
    for (const [path, direction] of order) {
      const result = compareValues(
        sortKey(left, path.split('.'), direction),
        sortKey(right, path.split('.'), direction),
      );
      if (result !== 0) return result * direction;
    }
    return 0;
  });
}

function sortKey(value: unknown, path: readonly string[], direction: Direction): unknown {
  const [name, ...rest] = path;
  if (name !== undefined && !Array.isArray(value)) {
    return isFields(value) ? sortKey(value[name], rest, direction) : undefined;
  }
  if (!Array.isArray(value)) return value;
  const items: unknown[] = value;
  return items
    .map((item) => (name === undefined ? item : sortKey(item, path, direction)))
    .reduce((best, item) => (compareValues(item, best) * direction < 0 ? item : best), items[0]);
}
