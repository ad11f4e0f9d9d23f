/** The parties' tables in memory, with a count of all that was ever put or removed. */
import type { Table, Tables } from '../../sandbox/shared/tables';

export interface CountedTables extends Tables {
  /** Grows with every change. */
  readonly changes: number;
}

class Counter {
  changes = 0;
}

class CountedTable<T> implements Table<T> {
  readonly #records = new Map<string, T>();
  readonly #counter: Counter;

  constructor(counter: Counter) {
    this.#counter = counter;
  }
  get size(): number {
    return this.#records.size;
  }
  get(id: string): T | undefined {
    return this.#records.get(id);
  }
  put(id: string, record: T): void {
    this.#counter.changes += 1;
    this.#records.set(id, record);
  }
  remove(id: string): void {
    this.#counter.changes += 1;
    this.#records.delete(id);
  }
  values(): IterableIterator<T> {
    return this.#records.values();
  }
}

export function simTables(): CountedTables {
  const counter = new Counter();
  const tables = new Map<string, CountedTable<unknown>>();
  return {
    get changes() {
      return counter.changes;
    },
    table<T>(name: string): Table<T> {
      const known = tables.get(name) ?? new CountedTable<unknown>(counter);
      tables.set(name, known);
      return known as Table<T>;
    },
  };
}
