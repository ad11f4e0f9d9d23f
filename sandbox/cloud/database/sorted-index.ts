/**
 * One declared index: the scalar values of its keys with document ids, sorted. Documents that hold
 * an array or an object where a key points stand aside, and every look-up must count them in.
 */

import type { IndexDeclaration } from './declarations';
import type { Document } from './documents';
import { SortedBlocks } from './sorted-blocks';
import { compareValues, rankOf, scalarAt, type Scalar } from './values';

interface Entry {
  readonly keys: readonly Scalar[];
  readonly id: string;
}

export interface Bound {
  readonly value: Scalar;
  readonly inclusive: boolean;
}

/** A stretch of the index: equal leading keys, then at most one key between two bounds. */
export interface Stretch {
  readonly equal: readonly Scalar[];
  readonly lower?: Bound | undefined;
  readonly upper?: Bound | undefined;
}

export class SortedIndex {
  readonly paths: readonly string[];
  readonly #aside = new Set<string>();
  readonly #entries = new SortedBlocks<Entry>(compareEntries);

  constructor(readonly declaration: IndexDeclaration) {
    this.paths = declaration.keys.map((key) => key.name);
  }

  /** Ids that no stretch can exclude. */
  get aside(): ReadonlySet<string> {
    return this.#aside;
  }

  /** The values a document stands under, or undefined when it stands aside. */
  keysOf(document: Document): readonly Scalar[] | undefined {
    const keys: Scalar[] = [];
    for (const path of this.paths) {
      const value = scalarAt(document, path);
      if (value === undefined) return undefined;
      keys.push(value);
    }
    return keys;
  }

  /** Fills an empty index at once. */
  fill(documents: Iterable<Document>): void {
    const entries: Entry[] = [];
    for (const document of documents) {
      const keys = this.keysOf(document);
      if (keys === undefined) this.#aside.add(document._id);
      else entries.push({ keys, id: document._id });
    }
    this.#entries.fill(entries);
  }

  /** Puts a document where it belongs now; `before` is what it was, if it was there. */
  move(before: Document | undefined, after: Document | undefined): void {
    const from = before && this.keysOf(before);
    const to = after && this.keysOf(after);
    if (before && after && from && to && comparePrefix(from, to) === 0) return;
    if (before) {
      if (from) this.#entries.remove({ keys: from, id: before._id });
      else this.#aside.delete(before._id);
    }
    if (after) {
      if (to) this.#entries.add({ keys: to, id: after._id });
      else this.#aside.add(after._id);
    }
  }

  /** Ids of a stretch in the order of the keys, upwards or downwards. */
  *ids(stretch: Stretch, downwards = false): IterableIterator<string> {
    const place = (entry: Entry) => placeOf(entry, stretch);
    for (const { id } of this.#entries.stretch(place, downwards)) yield id;
  }
}

/** Negative before the stretch, 0 inside, positive behind it. Values of another kind lie outside. */
function placeOf(entry: Entry, { equal, lower, upper }: Stretch): number {
  const prefix = comparePrefix(entry.keys, equal);
  const bound = lower ?? upper;
  if (prefix !== 0 || bound === undefined) return prefix;
  const key = entry.keys[equal.length];
  const kind = rankOf(key) - rankOf(bound.value);
  if (kind !== 0) return kind;
  if (lower !== undefined) {
    const order = compareValues(key, lower.value);
    if (order < 0 || (order === 0 && !lower.inclusive)) return -1;
  }
  if (upper !== undefined) {
    const order = compareValues(key, upper.value);
    if (order > 0 || (order === 0 && !upper.inclusive)) return 1;
  }
  return 0;
}

function comparePrefix(keys: readonly Scalar[], prefix: readonly Scalar[]): number {
  for (const [index, value] of prefix.entries()) {
    const order = compareValues(keys[index], value);
    if (order !== 0) return order;
  }
  return 0;
}

function compareEntries(left: Entry, right: Entry): number {
  return comparePrefix(left.keys, right.keys) || compareValues(left.id, right.id);
}
