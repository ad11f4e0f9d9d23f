/**
 * The document database behind wx-server-sdk 4.0.2: what each database action does and answers.
 * Pure: documents live in the Tables it is handed, time is the sandbox clock's, and whoever speaks
 * HTTP awaits durability before an answer leaves.
 */

import { randomBytes } from 'node:crypto';
import { aggregate, find as project, ProcessingMode } from 'mingo';
import { z } from 'zod';
import type { Tables } from '../../shared/tables';
import {
  CloudError,
  collectionMissing,
  duplicateKey,
  invalidParameter,
  requestFailed,
} from '../errors';
import { Collection, type Cost, type Find } from './collection';
import { isCollectionName, type CollectionDeclaration } from './declarations';
import {
  assertStorable,
  copyOf,
  isFields,
  parseEjson,
  parseFields,
  stringifyEjson,
  type Document,
  type Fields,
  type Stored,
} from './documents';
import * as requests from './requests';
import { Transactions, type Session } from './transactions';
import { applyUpdate, assertUpdate } from './updates';
import type { Order } from './values';

export interface DatabaseOptions {
  readonly tables: Tables;
  readonly collections: readonly CollectionDeclaration[];
  /** Sandbox time in ms since the epoch: what `db.serverDate()` becomes. */
  readonly now: () => number;
  /** Real time in ms that never jumps, for the life of transactions. */
  readonly elapsed?: () => number;
}

/** What goes into the answer beside the request id. */
export type Answer = Readonly<Record<string, unknown>>;

type Action = (body: unknown) => Answer;

export class CloudDatabase {
  /** What queries cost since the start. */
  readonly cost: Cost = { examined: 0, scans: 0 };
  readonly #options: DatabaseOptions;
  readonly #collections = new Map<string, Collection>();
  readonly #transactions: Transactions;

  constructor(options: DatabaseOptions) {
    this.#options = options;
    this.#transactions = new Transactions(options.elapsed ?? (() => performance.now()), () =>
      this.#collections.values(),
    );
    for (const declaration of options.collections) this.#open(declaration);
    for (const name of this.#added.values()) this.#openAdded(name);
  }

  /** Answers `database.<action>`. Throws CloudError; an unknown action is one. */
  handle(action: string, body: unknown): Answer {
    const run = this.#actions[action];
    if (run === undefined) throw invalidParameter(`action ${action} is not known`);
    return run(body);
  }

  /** All documents of a collection as plain values, for tests and the developer's eyes. */
  documents(collection: string): readonly Document[] {
    const all = { query: {}, order: [], offset: 0, limit: Infinity };
    return this.#collection(collection)
      .find(all)
      .map(({ document }) => document);
  }

  readonly #actions: Readonly<Record<string, Action>> = {
    'database.insertDocument': (body) => this.#insert(parse(requests.insertRequest, body)),
    'database.getDocument': (body) => this.#get(parse(requests.getRequest, body)),
    'database.calculateDocument': (body) => this.#count(parse(requests.countRequest, body)),
    'database.modifyDocument': (body) => this.#modify(parse(requests.modifyRequest, body)),
    'database.removeDocument': (body) => this.#remove(parse(requests.removeRequest, body)),
    'database.aggregateDocuments': (body) =>
      this.#aggregate(parse(requests.aggregateRequest, body)),
    'database.addCollection': (body) => this.#add(parse(requests.addCollectionRequest, body)),
    'database.startTransaction': () => ({ transactionId: this.#transactions.start() }),
    'database.commitTransaction': (body) => {
      this.#transactions.commit(parse(requests.endRequest, body).transactionId);
      return {};
    },
    'database.abortTransaction': (body) => {
      this.#transactions.abort(parse(requests.endRequest, body).transactionId);
      return {};
    },
  };

  #insert(request: z.infer<typeof requests.insertRequest>): Answer {
    const collection = this.#collection(request.collectionName);
    const session = this.#session(request.transactionId);
    const documents = request.data.map((text) => asDocument(this.#fields(text)));
    for (const document of documents) {
      if (session.view(collection).get(document._id) !== undefined) {
        throw duplicateKey(collection.name, '_id_', `: ${JSON.stringify(document._id)}`);
      }
      session.write(collection, document._id, document);
    }
    return { data: { insertedIds: documents.map(({ _id }) => _id) } };
  }

  #get(request: z.infer<typeof requests.getRequest>): Answer {
    const collection = this.#collection(request.collectionName);
    const session = this.#session(request.transactionId);
    const byId = request.queryType === 'DOC';
    const found = collection.find(
      {
        query: this.#fields(request.query),
        order: request.order === undefined ? [] : orderOf(this.#fields(request.order)),
        offset: byId ? 0 : request.offset,
        limit: byId ? 1 : request.limit,
      },
      session.view(collection),
    );
    const projection =
      request.projection === undefined ? undefined : this.#fields(request.projection);
    const list = found.map((stored) => projected(stored, projection));
    const limit = byId ? 0 : request.limit;
    return { data: { list, offset: request.offset, limit, total: list.length } };
  }

  #count(request: z.infer<typeof requests.countRequest>): Answer {
    const query = this.#fields(request.query);
    const found = this.#collection(request.collectionName).find({ ...everything, query });
    return { data: { total: found.length } };
  }

  #modify(request: z.infer<typeof requests.modifyRequest>): Answer {
    const collection = this.#collection(request.collectionName);
    const session = this.#session(request.transactionId);
    const query = this.#fields(request.query);
    const data = this.#fields(request.data);
    if (request.merge) assertUpdate(data);
    else assertStorable(data);
    const limit = request.multi ? Infinity : 1;
    const found = collection.find({ ...everything, query, limit }, session.view(collection));
    const change = (document: Document): Document =>
      request.merge ? applyUpdate(document, data) : { _id: document._id, ...data };
    let updated = 0;
    for (const stored of found) {
      const changed = change(stored.document);
      if (stringifyEjson(changed) === stored.text) continue;
      session.write(collection, changed._id, changed);
      updated += 1;
    }
    if (found.length > 0 || !request.upsert) return { data: { updated, upsert_id: null } };
    const created = change(asDocument(isFields(query['_id']) ? {} : { _id: query['_id'] }));
    session.write(collection, created._id, created);
    return { data: { updated: 0, upsert_id: created._id } };
  }

  #remove(request: z.infer<typeof requests.removeRequest>): Answer {
    const collection = this.#collection(request.collectionName);
    const session = this.#session(request.transactionId);
    const query = this.#fields(request.query);
    const limit = request.multi ? Infinity : 1;
    const found = collection.find({ ...everything, query, limit }, session.view(collection));
    for (const { document } of found) session.write(collection, document._id, undefined);
    return { data: { deleted: found.length } };
  }

  #aggregate(request: z.infer<typeof requests.aggregateRequest>): Answer {
    const stages = request.stages.map(({ stageKey, stageValue }) => ({
      [stageKey]: parseEjson(stageValue, this.#options.now()),
    }));
    const match = stages[0]?.['$match'];
    const query = isFields(match) ? match : {};
    const source = this.#collection(request.collectionName)
      .find({ ...everything, query })
      .map(({ document }) => document);
    try {
      const list = aggregate(source, stages, {
        scriptEnabled: false,
        processingMode: ProcessingMode.CLONE_INPUT,
        collectionResolver: (name) => [...this.documents(name)].map(mutableCopy),
      });
      return { data: { list: list.map(stringifyEjson) } };
    } catch (error) {
      if (error instanceof CloudError) throw error;
      throw requestFailed(error instanceof Error ? error.message : String(error));
    }
  }

  #add({ collectionName }: z.infer<typeof requests.addCollectionRequest>): Answer {
    if (this.#collections.has(collectionName)) {
      throw new CloudError(
        'DATABASE_COLLECTION_ALREADY_EXIST',
        `[ResourceInUse] Table exist: ${collectionName}`,
      );
    }
    if (!isCollectionName(collectionName)) throw invalidParameter('a bad collection name');
    this.#added.put(collectionName, collectionName);
    this.#openAdded(collectionName);
    return { data: {} };
  }

  get #added() {
    return this.#options.tables.table<string>('cloud/collections');
  }

  #openAdded(name: string): void {
    if (!this.#collections.has(name)) this.#open({ name, permission: 'ADMINONLY', indexes: [] });
  }

  #open(declaration: CollectionDeclaration): void {
    const table = this.#options.tables.table<string>(`cloud/db/${declaration.name}`);
    this.#collections.set(declaration.name, new Collection(declaration, table, this.cost));
  }

  #collection(name: string): Collection {
    const collection = this.#collections.get(name);
    if (collection === undefined) throw collectionMissing(name);
    return collection;
  }

  #session(transactionId: string | undefined): Session {
    return transactionId === undefined
      ? this.#transactions.direct
      : this.#transactions.session(transactionId);
  }

  #fields(text: string): Fields {
    return parseFields(text, this.#options.now());
  }
}

const everything: Find = { query: {}, order: [], offset: 0, limit: Infinity };

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalidParameter(z.prettifyError(parsed.error));
}

/** A document to store: with the id it brings, or a new one. */
function asDocument(fields: Fields): Document {
  const { _id = randomBytes(16).toString('hex'), ...rest } = fields;
  if (typeof _id !== 'string' || _id === '') {
    throw invalidParameter('_id must be a string that is not empty');
  }
  assertStorable(rest);
  return { _id, ...rest };
}

function orderOf(order: Fields): Order {
  return Object.entries(order).map(([path, direction]) => {
    if (direction !== 1 && direction !== -1) throw invalidParameter(`order of ${path}`);
    return [path, direction];
  });
}

function projected(stored: Stored, projection: Fields | undefined): string {
  if (projection === undefined) return stored.text;
  try {
    const [picked] = project<Fields>([stored.document], {}, projection).all();
    return stringifyEjson(picked ?? {});
  } catch (error) {
    throw requestFailed(error instanceof Error ? error.message : String(error));
  }
}

function mutableCopy(document: Document): Record<string, unknown> {
  return { ...(copyOf(document) as Fields) };
}
