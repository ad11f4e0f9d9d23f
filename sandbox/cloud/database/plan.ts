/**
 * Which documents a query has to look at: the one named by `_id`, a stretch of a declared index, or
 * all. A plan may offer too many documents, never too few; the query itself is applied afterwards.
 */

import { isFields, type Fields } from './documents';
import type { Bound, SortedIndex, Stretch } from './sorted-index';
import { isScalar, rankOf, compareValues, type Order, type Scalar } from './values';

export interface Plan {
  readonly kind: 'point' | 'index' | 'scan';
  readonly ids: Iterable<string>;
  /** The ids come in the order that was asked for. */
  readonly ordered: boolean;
}

interface Constraint {
  equal?: readonly Scalar[];
  lower?: Bound;
  upper?: Bound;
}

interface Choice {
  readonly index: SortedIndex;
  /** Leading keys that the query sets to one value. */
  readonly equal: readonly Scalar[];
  readonly next: Constraint | undefined;
  readonly direction: 'up' | 'down' | 'none';
}

/** `all` are the ids of the whole collection, in the order of insertion. */
export function planQuery(
  query: Fields,
  order: Order,
  indexes: readonly SortedIndex[],
  all: Iterable<string>,
): Plan {
  const constraints = constraintsOf(query);
  const ids = constraints.get('_id')?.equal;
  if (ids !== undefined) {
    const named = ids.filter((id): id is string => typeof id === 'string');
    return { kind: 'point', ids: new Set(named), ordered: false };
  }
  const choices = indexes.map((index) => choose(index, constraints, order));
  const best = choices.reduce<Choice | undefined>(better, undefined);
  if (best === undefined || scoreOf(best) === 0) return { kind: 'scan', ids: all, ordered: false };
  return {
    kind: 'index',
    ids: idsOf(best),
    ordered: best.direction !== 'none' && best.index.aside.size === 0,
  };
}

/** What the query demands of single fields, as far as an index can use it. */
function constraintsOf(query: Fields): Map<string, Constraint> {
  const constraints = new Map<string, Constraint>();
  const read = (condition: Fields): void => {
    for (const [path, demand] of Object.entries(condition)) {
      if (path === '$and' && Array.isArray(demand)) demand.filter(isFields).forEach(read);
      if (path.startsWith('$')) continue;
      const constraint = constraints.get(path) ?? {};
      constraints.set(path, constraint);
      if (isScalar(demand)) constraint.equal ??= [demand];
      else if (isFields(demand)) narrow(constraint, demand);
    }
  };
  read(query);
  return constraints;
}

function narrow(constraint: Constraint, demand: Fields): void {
  for (const [operator, value] of Object.entries(demand)) {
    if (operator === '$in' && Array.isArray(value) && value.every(isScalar)) {
      constraint.equal ??= value;
    }
    if (!isScalar(value)) continue;
    if (operator === '$eq') constraint.equal ??= [value];
    if (value === null) continue;
    if (operator === '$gt' || operator === '$gte') {
      constraint.lower ??= { value, inclusive: operator === '$gte' };
    }
    if (operator === '$lt' || operator === '$lte') {
      constraint.upper ??= { value, inclusive: operator === '$lte' };
    }
  }
}

function choose(index: SortedIndex, constraints: Map<string, Constraint>, order: Order): Choice {
  const equal: Scalar[] = [];
  for (const path of index.paths) {
    const values = constraints.get(path)?.equal;
    const [value] = values ?? [];
    if (values?.length !== 1 || value === undefined) break;
    equal.push(value);
  }
  const nextPath = index.paths[equal.length];
  const next = nextPath === undefined ? undefined : constraints.get(nextPath);
  return { index, equal, next: usable(next), direction: directionOf(index, equal, order) };
}

function usable(constraint: Constraint | undefined): Constraint | undefined {
  if (constraint?.equal !== undefined) return { equal: constraint.equal };
  const { lower, upper } = constraint ?? {};
  if (lower === undefined && upper === undefined) return undefined;
  // Bounds of two kinds match nothing that is a scalar; one bound alone is a safe superset.
  if (lower && upper && rankOf(lower.value) !== rankOf(upper.value)) return { lower };
  return { ...(lower && { lower }), ...(upper && { upper }) };
}

/** Whether walking the index behind its equal keys gives the order asked for. */
function directionOf(
  index: SortedIndex,
  equal: readonly Scalar[],
  order: Order,
): Choice['direction'] {
  const [first] = order;
  if (first === undefined) return 'none';
  const fits = order.every(
    ([path, direction], at) => index.paths[equal.length + at] === path && direction === first[1],
  );
  if (!fits) return 'none';
  return first[1] === 1 ? 'up' : 'down';
}

function scoreOf({ equal, next, direction }: Choice): number {
  return equal.length * 4 + (next === undefined ? 0 : 2) + (direction === 'none' ? 0 : 1);
}

function better(best: Choice | undefined, choice: Choice): Choice {
  return best === undefined || scoreOf(choice) > scoreOf(best) ? choice : best;
}

function* idsOf({ index, equal, next, direction }: Choice): IterableIterator<string> {
  const downwards = direction === 'down';
  for (const stretch of stretchesOf(equal, next, downwards)) yield* index.ids(stretch, downwards);
  yield* index.aside;
}

function stretchesOf(
  equal: readonly Scalar[],
  next: Constraint | undefined,
  downwards: boolean,
): readonly Stretch[] {
  if (next?.equal === undefined) return [{ equal, lower: next?.lower, upper: next?.upper }];
  const values = [...next.equal].sort(compareValues);
  const distinct = values.filter(
    (value, at) => at === 0 || compareValues(value, values[at - 1]) !== 0,
  );
  if (downwards) distinct.reverse();
  return distinct.map((value) => ({ equal: [...equal, value] }));
}
