/**
 * Tables that survive kill -9 and power loss: an append-only log, flushed by group.
 * `put` is in memory at once and queued for the disk; whoever answers a caller awaits `durable()`
 * first, and everything put within one synchronous run reaches the disk together or not at all.
 * After a failed write nothing is acknowledged any more: `durable()` rejects until the journal is
 * opened anew, which truncates a torn tail and compacts.
 */

import { mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encodeGroup, HEADER, JournalDamaged, replay, type Change } from './journal-lines';
import { codeOf, lockJournal } from './journal-lock';
import type { Table, Tables } from './tables';

export { JournalDamaged } from './journal-lines';
export { JournalLocked } from './journal-lock';

/** The disk refused a write; the cause is attached. Nothing later is durable. */
export class JournalFailed extends Error {
  override readonly name = 'JournalFailed';
}

export interface JournalOptions {
  /** Real time in ms since the epoch, for the lock file's text. */
  readonly now?: () => number;
}

interface Waiter {
  readonly upTo: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

type Note = (table: string, id: string, text: string | undefined) => void;

/** Changes per line when the whole journal is rewritten. */
const GROUP = 1000;

export class Journal implements Tables {
  readonly #tables = new Map<string, JournalTable<unknown>>();
  readonly #waiters: Waiter[] = [];
  #queue: string[] = [];
  #queued = 0;
  #synced = 0;
  #syncs = 0;
  #flushing: Promise<void> | undefined;
  #failure: JournalFailed | undefined;
  #closed = false;
  #file: FileHandle | undefined;
  #unlock: (() => Promise<void>) | undefined;

  /**
   * Opens or creates the journal at `file` (its directory too). Throws JournalLocked when another
   * process holds it, JournalDamaged when it is damaged before its last line.
   */
  static async open(file: string, options: JournalOptions = {}): Promise<Journal> {
    await mkdir(dirname(file), { recursive: true });
    const unlock = await lockJournal(file, (options.now ?? Date.now)());
    const journal = new Journal();
    try {
      await journal.#load(file);
    } catch (error) {
      await unlock();
      throw error;
    }
    journal.#unlock = unlock;
    return journal;
  }

  /** The same name always gives the same table. Records must survive JSON. */
  table<T>(name: string): Table<T> {
    let table = this.#tables.get(name);
    if (table === undefined) {
      table = new JournalTable<unknown>(name, this.#note);
      this.#tables.set(name, table);
    }
    return table as Table<T>;
  }

  /** How often the disk was told to sync since opening; for tests of the grouping. */
  get syncs(): number {
    return this.#syncs;
  }

  /** Resolves once everything put so far is on disk. Callers at the same time share one sync. */
  durable(): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#synced >= this.#queued) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiters.push({ upTo: this.#queued, resolve, reject });
    });
  }

  /** Flushes, gives the lock back; later puts throw. Rejects when the last flush failed. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      await this.durable();
    } finally {
      await this.#flushing;
      await this.#file?.close();
      await this.#unlock?.();
    }
  }

  readonly #note: Note = (table, id, text) => {
    if (this.#closed) throw new Error('the journal is closed');
    if (this.#failure !== undefined) return;
    this.#queue.push(
      text === undefined
        ? JSON.stringify(['r', table, id])
        : `["p",${JSON.stringify(table)},${JSON.stringify(id)},${text}]`,
    );
    this.#queued += 1;
    this.#flushing ??= this.#flush();
  };

  async #flush(): Promise<void> {
    // The synchronous run that put the first change goes on until here: its changes stay together.
    await Promise.resolve();
    try {
      while (this.#queue.length > 0 && this.#failure === undefined) await this.#flushGroup();
    } catch (error) {
      this.#failure = new JournalFailed('the journal could not be written', { cause: error });
      for (const waiter of this.#waiters.splice(0)) waiter.reject(this.#failure);
    }
    this.#flushing = undefined;
  }

  async #flushGroup(): Promise<void> {
    const file = this.#file;
    if (file === undefined) throw new Error('the journal has no file');
    const upTo = this.#queued;
    const changes = this.#queue;
    this.#queue = [];
    await file.appendFile(encodeGroup(changes));
    await file.datasync();
    this.#syncs += 1;
    this.#synced = upTo;
    const open = this.#waiters.findIndex((waiter) => waiter.upTo > upTo);
    const done = this.#waiters.splice(0, open === -1 ? this.#waiters.length : open);
    for (const waiter of done) waiter.resolve();
  }

  async #load(path: string): Promise<void> {
    const bytes = await readIfThere(path);
    const { goodBytes, changes } = this.#replay(path, bytes);
    const live = [...this.#tables.values()].reduce((sum, table) => sum + table.size, 0);
    if (goodBytes === 0 || goodBytes < bytes.length || changes > live) await this.#rewrite(path);
    this.#file = await open(path, 'a');
  }

  #replay(path: string, bytes: Buffer): { goodBytes: number; changes: number } {
    try {
      return replay(bytes, (change) => {
        this.#restore(change);
      });
    } catch (error) {
      if (!(error instanceof JournalDamaged)) throw error;
      throw new JournalDamaged(`${path}: ${error.message}`, { cause: error });
    }
  }

  #restore(change: Change): void {
    this.table(change[1]);
    const table = this.#tables.get(change[1]);
    if (change[0] === 'p') table?.restore(change[2], change[3]);
    else table?.forget(change[2]);
  }

  /** Writes what is alive beside the old file and moves it into its place. */
  async #rewrite(path: string): Promise<void> {
    const fresh = `${path}.new`;
    const file = await open(fresh, 'w');
    try {
      await file.appendFile(HEADER);
      let changes: string[] = [];
      for (const table of this.#tables.values()) {
        for (const change of table.changes()) {
          changes.push(change);
          if (changes.length < GROUP) continue;
          await file.appendFile(encodeGroup(changes));
          changes = [];
        }
      }
      if (changes.length > 0) await file.appendFile(encodeGroup(changes));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
    await syncDirectory(dirname(path));
  }
}

class JournalTable<T> implements Table<T> {
  readonly #records = new Map<string, T>();

  constructor(
    readonly name: string,
    readonly note: Note,
  ) {}

  get size(): number {
    return this.#records.size;
  }
  get(id: string): T | undefined {
    return this.#records.get(id);
  }
  put(id: string, record: T): void {
    const text = JSON.stringify(record) as string | undefined;
    if (text === undefined) throw new TypeError(`${this.name}/${id}: not a record`);
    this.note(this.name, id, text);
    this.#records.set(id, record);
  }
  remove(id: string): void {
    if (!this.#records.has(id)) return;
    this.note(this.name, id, undefined);
    this.#records.delete(id);
  }
  values(): IterableIterator<T> {
    return this.#records.values();
  }

  /** What the file said: nothing to be noted. */
  restore(id: string, record: unknown): void {
    this.#records.set(id, record as T);
  }
  forget(id: string): void {
    this.#records.delete(id);
  }
  *changes(): IterableIterator<string> {
    for (const [id, record] of this.#records) yield JSON.stringify(['p', this.name, id, record]);
  }
}

async function readIfThere(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** Makes a rename outlive a power cut; Windows cannot open a directory and needs no such thing. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
