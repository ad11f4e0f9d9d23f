/**
 * The one typed wrapper of wx-server-sdk, whose own types don't hold under strict. It keeps off the
 * SDK's traps: no undefined in a condition, every changed or removed document is named by _id,
 * sub-objects are replaced and never merged, and a call whose end is not known says so.
 */
import cloud from 'wx-server-sdk';
import type { Log } from '../../ports/log';
import { groupOf, shapeOf, type Group, type Grouping } from './groups';

export type StoreFault =
  /** The call may or may not have had its effect. */
  | 'unknown'
  /** The environment is set up wrongly: nothing happened, and nothing will until a person repairs it. */
  | 'misconfigured'
  /** What is stored is not what we can have written. */
  | 'unreadable';

/** A store could not answer. Never holds what was to be stored. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  constructor(
    readonly fault: StoreFault,
    readonly where: string,
  ) {
    super(`store ${fault}: ${where}`);
  }
}

export type Fields = Readonly<Record<string, unknown>>;
export type Document = Fields & { readonly _id: string };

/** Equal to the value, above `over` and at most `upTo`, a text behind `after`, or from `from` to before. */
export type Condition =
  | string
  | number
  | { readonly over: number; readonly upTo: number }
  | { readonly after: string }
  | { readonly from: string; readonly before: string };
export type Conditions = Readonly<Record<string, Condition>>;

export interface Ordering {
  readonly by: string;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
  /** How many of the first ones are left out. */
  readonly skip: number;
  /** Which fields are answered; all of them when not told. */
  readonly fields?: readonly string[];
}

export interface CloudDatabase {
  get(collection: string, id: string): Promise<unknown>;
  insert(collection: string, document: Document): Promise<'inserted' | 'exists'>;
  /** Replaces the named fields if everything in `when` holds; how many documents changed (0 or 1). */
  update(
    collection: string,
    when: Conditions & { readonly _id: string },
    fields: Fields,
  ): Promise<number>;
  /** Writes the whole document, whether it exists or not. */
  put(collection: string, document: Document): Promise<void>;
  remove(collection: string, when: Conditions & { readonly _id: string }): Promise<number>;
  find(collection: string, when: Conditions, order: Ordering): Promise<readonly unknown[]>;
  /** Counted by the database; at most twenty groups. */
  groups(collection: string, when: Conditions, grouping: Grouping): Promise<readonly Group[]>;
}

interface SdkCommand {
  set(value: unknown): unknown;
  gt(value: number | string): { and(other: unknown): unknown };
  gte(value: string): { and(other: unknown): unknown };
  lt(value: string): unknown;
  lte(value: number): unknown;
  readonly aggregate: { sum(value: number | string): unknown };
}

interface SdkAggregate {
  match(when: object): SdkAggregate;
  group(shape: object): SdkAggregate;
  end(): Promise<{ list: unknown }>;
}

interface SdkQuery {
  orderBy(field: string, direction: string): SdkQuery;
  field(projection: Readonly<Record<string, true>>): SdkQuery;
  skip(first: number): SdkQuery;
  limit(most: number): SdkQuery;
  get(): Promise<{ data: unknown }>;
  update(change: { data: object }): Promise<{ stats: { updated: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
}

interface SdkCollection {
  doc(id: string): {
    get(): Promise<{ data: unknown }>;
    set(change: { data: object }): Promise<unknown>;
  };
  add(change: { data: object }): Promise<unknown>;
  where(when: object): SdkQuery;
  aggregate(): SdkAggregate;
}

interface SdkDatabase {
  readonly command: SdkCommand;
  collection(name: string): SdkCollection;
}

interface Sdk {
  init(options: { env: symbol; timeout: number }): void;
  database(options: { throwOnNotFound: boolean }): SdkDatabase;
  getWXContext(): Readonly<Record<string, unknown>>;
  callFunction(call: { name: string; data: object }): Promise<unknown>;
  readonly openapi: { readonly subscribeMessage: { send(message: object): Promise<unknown> } };
  readonly DYNAMIC_CURRENT_ENV: symbol;
}

const sdk = cloud as unknown as Sdk;
const DUPLICATE_KEY = -502001;
/** No such environment, no right to the database, no such collection (TCB_ERR_CODE of the SDK). */
const MISCONFIGURED: ReadonlySet<unknown> = new Set([-501005, -502003, -502005]);

function said(error: unknown): { readonly errCode?: unknown; readonly errMsg?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}

function isDuplicate(error: unknown): boolean {
  const { errCode, errMsg } = said(error);
  return errCode === DUPLICATE_KEY && typeof errMsg === 'string' && errMsg.includes('E11000');
}

/** What a failed call becomes; the log keeps the SDK's number, its words may hold what was stored. */
function failure(log: Log, where: string, error: unknown): StoreError {
  const { errCode } = said(error);
  const fields = { call: where, code: typeof errCode === 'number' ? String(errCode) : 'none' };
  if (MISCONFIGURED.has(errCode)) {
    log.alarm('store.misconfigured', fields);
    return new StoreError('misconfigured', where);
  }
  log.warn('store.failed', fields);
  return new StoreError('unknown', where);
}

function plain(value: Fields): object {
  return JSON.parse(JSON.stringify(value)) as object;
}

function conditions(command: SdkCommand, when: Conditions): object {
  const entries = Object.entries(when).map(([field, condition]) => {
    const given: unknown = condition;
    if (typeof given === 'string' || typeof given === 'number') return [field, given] as const;
    if (typeof given !== 'object' || given === null) {
      throw new TypeError(`a condition without a value: ${field}`);
    }
    if ('after' in given && typeof given.after === 'string') {
      return [field, command.gt(given.after)] as const;
    }
    if ('from' in given && 'before' in given) {
      const { from, before } = condition as { from: string; before: string };
      return [field, command.gte(from).and(command.lt(before))] as const;
    }
    const { over, upTo } = condition as { over: number; upTo: number };
    return [field, command.gt(over).and(command.lte(upTo))] as const;
  });
  if (entries.length === 0) throw new TypeError('no condition at all');
  return Object.fromEntries(entries);
}

function projectionOf(fields: readonly string[]): Readonly<Record<string, true>> {
  return Object.fromEntries(fields.map((field) => [field, true as const]));
}

type Decided = <T>(where: string, call: () => Promise<T>) => Promise<T>;

/** What may be asked of many documents at once. */
function questions(
  at: (name: string) => SdkCollection,
  command: SdkCommand,
  decided: Decided,
): Pick<CloudDatabase, 'find' | 'groups'> {
  return {
    find: async (collection, when, { by, direction, limit, skip, fields }) => {
      const all = at(collection).where(conditions(command, when));
      const query = fields === undefined ? all : all.field(projectionOf(fields));
      const answer = await decided(`find/${collection}`, () =>
        query.orderBy(by, direction).skip(skip).limit(limit).get(),
      );
      return Array.isArray(answer.data) ? (answer.data as unknown[]) : [];
    },
    groups: async (collection, when, grouping) => {
      const { list } = await decided(`groups/${collection}`, () =>
        at(collection)
          .aggregate()
          .match(conditions(command, when))
          .group(shapeOf((value) => command.aggregate.sum(value), grouping))
          .end(),
      );
      const sums = grouping.sums?.length ?? 0;
      return (Array.isArray(list) ? list : []).map((row) => {
        const group = groupOf(row, sums);
        if (group === undefined) throw new StoreError('unreadable', 'a sum');
        return group;
      });
    },
  };
}

/** The database of the environment that this function runs in; `timeoutMs` bounds every call. */
export function openDatabase(timeoutMs: number, log: Log): CloudDatabase {
  sdk.init({ env: sdk.DYNAMIC_CURRENT_ENV, timeout: timeoutMs });
  const database = sdk.database({ throwOnNotFound: false });
  const { command } = database;
  const at = (name: string) => database.collection(name);
  const decided: Decided = async (where, call) => {
    try {
      return await call();
    } catch (error) {
      throw failure(log, where, error);
    }
  };
  return {
    get: async (collection, id) => {
      const answer = await decided(`get/${collection}`, () => at(collection).doc(id).get());
      return answer.data ?? undefined;
    },
    insert: async (collection, document) => {
      try {
        await at(collection).add({ data: plain(document) });
        return 'inserted';
      } catch (error) {
        if (isDuplicate(error)) return 'exists';
        throw failure(log, `insert/${collection}`, error);
      }
    },
    update: async (collection, when, fields) => {
      const query = at(collection).where(conditions(command, when));
      const data = Object.fromEntries(
        Object.entries(plain(fields)).map(([field, value]) => [field, command.set(value)]),
      );
      const answer = await decided(`update/${collection}`, () => query.update({ data }));
      return answer.stats.updated;
    },
    put: async (collection, { _id, ...fields }) => {
      await decided(`put/${collection}`, () =>
        at(collection)
          .doc(_id)
          .set({ data: plain(fields) }),
      );
    },
    remove: async (collection, when) => {
      const query = at(collection).where(conditions(command, when));
      const answer = await decided(`remove/${collection}`, () => query.remove());
      return answer.stats.removed;
    },
    ...questions(at, command, decided),
  };
}

/** Calls another function of this environment; whether it answered, in time. */
export async function callFunction(name: string, data: Fields): Promise<boolean> {
  try {
    await sdk.callFunction({ name, data: plain(data) });
    return true;
  } catch {
    // whatever it was: the callee may have run, and what it did is read from the store
    return false;
  }
}

/** Interfaces of WeChat's servers; which of them a function may call stands in its config.json. */
export const openApi: () => Sdk['openapi'] = () => sdk.openapi;

/** Who calls, as the platform says; read anew at each call. Both may be absent (timer, HTTP). */
export function readContext(): { readonly openId?: string; readonly clientIp?: string } {
  const { OPENID, CLIENTIP } = sdk.getWXContext();
  return { ...named('openId', OPENID), ...named('clientIp', CLIENTIP) };
}

function named<K extends string>(key: K, value: unknown): { readonly [P in K]?: string } {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text === '') return {};
  return { [key]: text } as { readonly [P in K]?: string };
}
