/**
 * Where the simulated parties keep what they know. An engine is handed a `Tables` and stays pure:
 * it never sees a file. `memoryTables` forgets with the process; the durable journal keeps the same
 * interface and is flushed by the HTTP layer before it answers.
 */

/** Records of one kind by id. `put` replaces; what `get` returns must be treated as read-only. */
export interface Table<T> {
  get(id: string): T | undefined;
  put(id: string, record: T): void;
  remove(id: string): void;
  values(): IterableIterator<T>;
  readonly size: number;
}

export interface Tables {
  /** The same name always gives the same table. Records must survive JSON. */
  table<T>(name: string): Table<T>;
}

class MemoryTable<T> implements Table<T> {
  readonly #records = new Map<string, T>();
  get size(): number {
    return this.#records.size;
  }
  get(id: string): T | undefined {
    return this.#records.get(id);
  }
  put(id: string, record: T): void {
    this.#records.set(id, record);
  }
  remove(id: string): void {
    this.#records.delete(id);
  }
  values(): IterableIterator<T> {
    return this.#records.values();
  }
}

/** Tables that live as long as the process: for tests and simulations. */
export function memoryTables(): Tables {
  const tables = new Map<string, MemoryTable<unknown>>();
  return {
    table<T>(name: string): Table<T> {
      let table = tables.get(name);
      if (table === undefined) {
        table = new MemoryTable<unknown>();
        tables.set(name, table);
      }
      return table as Table<T>;
    },
  };
}
