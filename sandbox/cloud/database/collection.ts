/**
 * One collection: documents by id, its declared indexes, and while transactions run, what each
 * document was before, so that they read one moment. Knows nothing of the wire.
 */

import { Query } from 'mingo';
import type { Table } from '../../shared/tables';
import { duplicateKey, requestFailed } from '../errors';
import type { CollectionDeclaration, IndexDeclaration } from './declarations';
import { parseFields, stringifyEjson, type Document, type Fields, type Stored } from './documents';
import { planQuery } from './plan';
import { SortedIndex } from './sorted-index';
import { sortDocuments, type Order } from './values';

/** What queries cost, counted since the engine began; tests read differences. */
export interface Cost {
  /** Documents that were looked at to answer queries. */
  examined: number;
  /** Queries that had to look at the whole collection. */
  scans: number;
}

export interface Find {
  readonly query: Fields;
  readonly order: Order;
  readonly offset: number;
  readonly limit: number;
}

/** How a reader sees the collection: documents by id, and ids that the indexes do not know. */
export interface View {
  get(id: string): Stored | undefined;
  readonly extra: Iterable<string>;
}

/** Uniqueness of `_id` is a matter of the map; this index serves ranges and order. */
const ID_INDEX: IndexDeclaration = {
  name: '_id_',
  unique: false,
  keys: [{ name: '_id', direction: '1' }],
};

interface Past {
  readonly seq: number;
  readonly before: Stored | undefined;
}

export class Collection {
  readonly name: string;
  readonly #documents = new Map<string, Stored>();
  readonly #indexes: readonly SortedIndex[];
  readonly #past = new Map<string, Past[]>();

  constructor(
    declaration: CollectionDeclaration,
    readonly table: Table<string>,
    readonly cost: Cost,
  ) {
    this.name = declaration.name;
    for (const text of table.values()) {
      const stored = { document: readDocument(text), text };
      this.#documents.set(stored.document._id, stored);
    }
    const documents = [...this.#documents.values()].map(({ document }) => document);
    this.#indexes = [ID_INDEX, ...declaration.indexes].map((index) => {
      const sorted = new SortedIndex(index);
      sorted.fill(documents);
      return sorted;
    });
  }

  get(id: string): Stored | undefined {
    return this.#documents.get(id);
  }

  /** When a document was last written, as far as running transactions need to know; else 0. */
  lastWrite(id: string): number {
    return this.#past.get(id)?.at(-1)?.seq ?? 0;
  }

  /** Stores a document (`undefined` removes it) as write number `seq`. Throws on a taken key. */
  write(id: string, document: Document | undefined, seq: number, remember: boolean): void {
    const before = this.#documents.get(id);
    if (document !== undefined) this.assertUnique(document, [id]);
    if (remember) this.#past.set(id, [...(this.#past.get(id) ?? []), { seq, before }]);
    for (const index of this.#indexes) index.move(before?.document, document);
    if (document === undefined) {
      this.#documents.delete(id);
      this.table.remove(id);
      return;
    }
    const text = stringifyEjson(document);
    this.#documents.set(id, { document, text });
    this.table.put(id, text);
  }

  /** Forgets the past: no transaction runs any more. */
  forgetPast(): void {
    this.#past.clear();
  }

  /** The collection as it was when write number `seq` had happened. */
  viewAt(seq: number): View {
    return {
      get: (id) => {
        const next = this.#past.get(id)?.find((past) => past.seq > seq);
        return next === undefined ? this.#documents.get(id) : next.before;
      },
      extra: this.#past.keys(),
    };
  }

  /** Throws the cloud's duplicate key error when a unique index has the key; `except` are ignored. */
  assertUnique(document: Document, except: readonly string[]): void {
    for (const index of this.#indexes) {
      if (!index.declaration.unique) continue;
      const equal = index.keysOf(document);
      if (equal === undefined) {
        throw requestFailed(
          `the sandbox keeps no arrays or objects in the unique index ${index.declaration.name}`,
        );
      }
      for (const id of index.ids({ equal })) {
        if (except.includes(id)) continue;
        const key = equal.map((value) => `: ${JSON.stringify(value)}`).join(', ');
        throw duplicateKey(this.name, index.declaration.name, key);
      }
    }
  }

  /** Documents that match, ordered, from `offset`, at most `limit`. */
  find(find: Find, view: View = { get: (id) => this.get(id), extra: [] }): Stored[] {
    const matches = compile(find.query);
    const plan = planQuery(find.query, find.order, this.#indexes, this.#documents.keys());
    const extra = new Set(view.extra);
    if (plan.kind === 'scan') this.cost.scans += 1;
    const sorted = find.order.length === 0 || (plan.ordered && extra.size === 0);
    const found: Stored[] = [];
    for (const id of distinct(plan.ids, extra)) {
      const stored = view.get(id);
      if (stored === undefined) continue;
      this.cost.examined += 1;
      if (matches(stored.document)) found.push(stored);
      if (sorted && found.length >= find.offset + find.limit) break;
    }
    if (!sorted) {
      const byDocument = new Map(found.map((stored) => [stored.document, stored]));
      const ordered = sortDocuments([...byDocument.keys()], find.order);
      found.splice(0, found.length, ...ordered.flatMap((doc) => byDocument.get(doc) ?? []));
    }
    return found.slice(find.offset, find.offset + find.limit);
  }
}

/** The test that a query stands for. Throws for an operator that is not known. */
export function compile(query: Fields): (document: Document) => boolean {
  try {
    const compiled = new Query(query, { scriptEnabled: false });
    return (document) => compiled.test(document);
  } catch (error) {
    throw requestFailed(error instanceof Error ? error.message : String(error));
  }
}

function* distinct(...lists: Iterable<string>[]): IterableIterator<string> {
  const seen = new Set<string>();
  for (const list of lists) {
    for (const id of list) {
      if (seen.has(id)) continue;
      seen.add(id);
      yield id;
    }
  }
}

function readDocument(text: string): Document {
  const { _id, ...fields } = parseFields(text, 0);
  if (typeof _id !== 'string') throw new TypeError(`a stored document has no _id: ${text}`);
  return { _id, ...fields };
}
