/**
 * Transactions as the cloud has them: each reads the moment of its first operation plus its own
 * writes; a write to what somebody else wrote since, or is writing in a running transaction, is a
 * conflict at once, and so is a commit after such a write. Nothing is locked for others. One that
 * is neither committed nor rolled back within 30 s of real time is forgotten.
 */

import { randomBytes } from 'node:crypto';
import { transactionConflict, transactionMissing } from '../errors';
import type { Collection, View } from './collection';
import type { Document, Stored } from './documents';
import { stringifyEjson } from './documents';

const LIFETIME_MS = 30_000;

/** How an operation sees and changes a collection: directly, or inside a transaction. */
export interface Session {
  view(collection: Collection): View;
  write(collection: Collection, id: string, document: Document | undefined): void;
}

interface Transaction {
  readonly endsAt: number;
  /** The write number it reads at; undefined before the first operation. */
  startedAt: number | undefined;
  readonly writes: Map<Collection, Map<string, Stored | undefined>>;
}

export class Transactions {
  readonly #running = new Map<string, Transaction>();
  #seq = 0;

  /** `elapsed` is real time in ms that never jumps. `all` lists the collections in use. */
  constructor(
    private readonly elapsed: () => number,
    private readonly all: () => Iterable<Collection>,
  ) {}

  /** Outside of any transaction. */
  readonly direct: Session = {
    view: (collection) => ({ get: (id) => collection.get(id), extra: [] }),
    write: (collection, id, document) => {
      this.#expire();
      this.#write(collection, id, document);
    },
  };

  start(): string {
    this.#expire();
    const id = randomBytes(16).toString('hex');
    this.#running.set(id, {
      endsAt: this.elapsed() + LIFETIME_MS,
      startedAt: undefined,
      writes: new Map(),
    });
    return id;
  }

  /** The session of a running transaction. Throws when there is none. */
  session(id: string): Session {
    const transaction = this.#find(id);
    const startedAt = (transaction.startedAt ??= this.#seq);
    return {
      view: (collection) => viewOf(collection, transaction, startedAt),
      write: (collection, docId, document) => {
        if (this.#isTaken(transaction, collection, docId)) throw transactionConflict();
        if (document !== undefined) {
          collection.assertUnique(document, [docId, ...writesOf(transaction, collection).keys()]);
        }
        writesOf(transaction, collection).set(
          docId,
          document && { document, text: stringifyEjson(document) },
        );
      },
    };
  }

  /** Everything or nothing; throws on a conflict or a taken unique key. */
  commit(id: string): void {
    const transaction = this.#find(id);
    this.#running.delete(id);
    try {
      this.#apply(transaction);
    } finally {
      this.#tidy();
    }
  }

  abort(id: string): void {
    this.#find(id);
    this.#running.delete(id);
    this.#tidy();
  }

  #apply(transaction: Transaction): void {
    const undo: (() => void)[] = [];
    for (const [collection, writes] of transaction.writes) {
      for (const docId of writes.keys()) {
        if (this.#isTaken(transaction, collection, docId)) throw transactionConflict();
      }
    }
    try {
      for (const [collection, writes] of transaction.writes) {
        for (const [docId, stored] of writes) {
          const before = collection.get(docId)?.document;
          this.#write(collection, docId, stored?.document);
          undo.unshift(() => {
            this.#write(collection, docId, before);
          });
        }
      }
    } catch (error) {
      for (const step of undo) step();
      throw error;
    }
  }

  #write(collection: Collection, id: string, document: Document | undefined): void {
    this.#seq += 1;
    collection.write(id, document, this.#seq, this.#running.size > 0);
  }

  #isTaken(mine: Transaction, collection: Collection, docId: string): boolean {
    if (collection.lastWrite(docId) > (mine.startedAt ?? this.#seq)) return true;
    for (const other of this.#running.values()) {
      if (other !== mine && other.writes.get(collection)?.has(docId) === true) return true;
    }
    return false;
  }

  #find(id: string): Transaction {
    this.#expire();
    const transaction = this.#running.get(id);
    if (transaction === undefined) throw transactionMissing();
    return transaction;
  }

  #expire(): void {
    const now = this.elapsed();
    for (const [id, transaction] of this.#running) {
      if (transaction.endsAt <= now) this.#running.delete(id);
    }
    this.#tidy();
  }

  #tidy(): void {
    if (this.#running.size > 0) return;
    for (const collection of this.all()) collection.forgetPast();
  }
}

function writesOf(
  transaction: Transaction,
  collection: Collection,
): Map<string, Stored | undefined> {
  let writes = transaction.writes.get(collection);
  if (writes === undefined) {
    writes = new Map();
    transaction.writes.set(collection, writes);
  }
  return writes;
}

function viewOf(collection: Collection, transaction: Transaction, startedAt: number): View {
  const past = collection.viewAt(startedAt);
  const own = writesOf(transaction, collection);
  return {
    get: (id) => (own.has(id) ? own.get(id) : past.get(id)),
    extra: new Set([...past.extra, ...own.keys()]),
  };
}
