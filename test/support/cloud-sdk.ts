/**
 * The real wx-server-sdk with the types that tests need: its own say `Promise | void | string`.
 * It reads its environment variables at every call, so a test sets them before it begins.
 */

import * as realSdk from 'wx-server-sdk';

export type Data = Record<string, unknown>;

export interface SdkQuery {
  where(condition: unknown): SdkQuery;
  orderBy(path: string, order: 'asc' | 'desc'): SdkQuery;
  limit(max: number): SdkQuery;
  skip(offset: number): SdkQuery;
  field(fields: Data): SdkQuery;
  get(): Promise<{ data: Data[] }>;
  count(): Promise<{ total: number }>;
  update(options: { data: Data }): Promise<{ stats: { updated: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
}

export interface SdkDocument {
  field(fields: Data): SdkDocument;
  get(): Promise<{ data: Data | null }>;
  set(options: { data: Data }): Promise<{ stats: { updated: number; created: number } }>;
  update(options: { data: Data }): Promise<{ stats: { updated: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
}

export interface SdkAggregate {
  match(value: unknown): SdkAggregate;
  group(value: unknown): SdkAggregate;
  sort(value: unknown): SdkAggregate;
  lookup(value: unknown): SdkAggregate;
  count(value: string): SdkAggregate;
  limit(value: number): SdkAggregate;
  end(): Promise<{ list: Data[] }>;
}

export interface SdkCollection extends SdkQuery {
  doc(id: string): SdkDocument;
  add(options: { data: Data }): Promise<{ _id: string }>;
  aggregate(): SdkAggregate;
}

export interface SdkTransaction {
  collection(name: string): SdkCollection;
  commit(): Promise<unknown>;
  rollback(reason?: unknown): Promise<unknown>;
}

export type SdkCommand = Record<
  | 'and'
  | 'or'
  | 'in'
  | 'nin'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'eq'
  | 'neq'
  | 'exists'
  | 'set'
  | 'remove'
  | 'inc'
  | 'mul'
  | 'min'
  | 'max'
  | 'push'
  | 'pop'
  | 'shift'
  | 'unshift'
  | 'pull'
  | 'addToSet'
  | 'rename'
  | 'elemMatch',
  (...values: unknown[]) => unknown
>;

export interface SdkDatabase {
  readonly command: SdkCommand & {
    readonly aggregate: Record<string, (value: unknown) => unknown>;
  };
  collection(name: string): SdkCollection;
  createCollection(name: string): Promise<unknown>;
  serverDate(options?: { offset: number }): unknown;
  RegExp(options: { regexp: string; options?: string }): unknown;
  startTransaction(): Promise<SdkTransaction>;
  runTransaction<T>(run: (transaction: SdkTransaction) => Promise<T>): Promise<T>;
}

export interface Sdk {
  readonly DYNAMIC_CURRENT_ENV: unknown;
  init(options: { env: unknown }): void;
  database(options?: { throwOnNotFound: boolean }): SdkDatabase;
  callFunction(options: { name: string; data?: unknown }): Promise<{ result: unknown }>;
  readonly openapi: {
    readonly subscribeMessage: { send(message: Data): Promise<{ errCode: number }> };
    readonly wxacode: { get(options: Data): Promise<unknown> };
  };
}

const sdk: unknown = realSdk;
export const cloud = sdk as Sdk;

/** What a refused call of the SDK says. */
export async function refused(
  call: Promise<unknown>,
): Promise<{ errCode: number; errMsg: string }> {
  try {
    await call;
  } catch (error) {
    const { errCode, errMsg } = error as { errCode: number; errMsg: string };
    return { errCode, errMsg };
  }
  throw new Error('the call was not refused');
}
