/** A local cloud with the product's own collections, and the cloud stores on the real wx-server-sdk. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastify from 'fastify';
import { cloudStores, type CloudStores } from '../../cloudfunctions/adapters/cloud-store';
import {
  openDatabase as openSdk,
  type CloudDatabase,
} from '../../cloudfunctions/adapters/cloud-store/sdk';
import { cryptoIds } from '../../cloudfunctions/adapters/ids';
import { migrateOrder } from '../../cloudfunctions/migrations/order';
import { cloudPlugin, inboxOf, openDatabase, type InboxMessage } from '../../sandbox/cloud';
import { sandboxClock } from '../../sandbox/control/clock';
import { FaultBook } from '../../sandbox/control/faults';
import { memoryTables } from '../../sandbox/shared/tables';
import { cloud, type Data } from './cloud-sdk';
import { sdkEnvironment } from './cloud-world';
import { listeningLog } from './doubles';
import { ROOT } from './project-files';

export interface StoreCloud {
  readonly database: CloudDatabase;
  readonly stores: CloudStores;
  readonly faults: FaultBook;
  readonly logged: ReturnType<typeof listeningLog>;
  /** Documents of a collection, as the cloud keeps them. */
  documents(collection: string): Promise<readonly Data[]>;
  /** Writes a document behind the stores' back. */
  plant(collection: string, document: Data): Promise<void>;
  /** Writes many documents behind the stores' back, 500 at a time. */
  plantMany(collection: string, documents: Iterable<object>): Promise<void>;
  /** Subscribe messages that reached somebody, oldest first. */
  inbox(): readonly InboxMessage[];
  /** How many documents the cloud looked at so far, and how often at all of a collection. */
  cost(): { readonly examined: number; readonly scans: number };
  /** Empties every collection and forgets faults and log lines. */
  clean(): Promise<void>;
  close(): Promise<void>;
}

/** `timeoutMs`: after which the SDK gives up on a call. */
export async function storeCloud(timeoutMs = 4_000): Promise<StoreCloud> {
  const tables = memoryTables();
  const clock = sandboxClock();
  const faults = new FaultBook();
  const collectionsFile = join(ROOT, 'cloudfunctions/collections.json');
  const kept = openDatabase({ tables, clock, collectionsFile });
  const app = fastify();
  await app.register(
    cloudPlugin({
      environmentId: 'local-env',
      appid: 'wx0000000000000001',
      database: kept,
      tables,
      durable: () => Promise.resolve(),
      clock,
      faults,
    }),
  );
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const before = { ...process.env };
  Object.assign(process.env, sdkEnvironment(url));
  const logged = listeningLog();
  const database = openSdk(timeoutMs, logged.log);
  const stores = cloudStores({ database, ids: cryptoIds, log: logged.log }, migrateOrder);
  const raw = cloud.database({ throwOnNotFound: false });
  const { collections } = JSON.parse(await readFile(collectionsFile, 'utf8')) as {
    collections: readonly { name: string }[];
  };
  return {
    database,
    stores,
    faults,
    logged,
    documents: async (collection) =>
      (await raw.collection(collection).where({}).orderBy('_id', 'asc').limit(1000).get()).data,
    plant: async (collection, document) => {
      await raw.collection(collection).add({ data: document });
    },
    plantMany: async (collection, documents) => {
      const insert = async (data: readonly string[]): Promise<void> => {
        const request = { action: 'database.insertDocument', envName: 'local-env' };
        const body = JSON.stringify({ ...request, collectionName: collection, data });
        const response = await fetch(`${url}/admin`, { method: 'POST', body });
        const answer = (await response.json()) as object;
        if (!('data' in answer)) throw new Error(JSON.stringify(answer));
      };
      let page: string[] = [];
      for (const document of documents) {
        page.push(JSON.stringify(document));
        if (page.length < 500) continue;
        await insert(page);
        page = [];
      }
      if (page.length > 0) await insert(page);
    },
    inbox: () => [...inboxOf(tables).values()],
    cost: () => ({ ...kept.cost }),
    clean: async () => {
      faults.clear();
      logged.lines.length = 0;
      logged.alarms.length = 0;
      for (const { name } of collections) await raw.collection(name).where({}).remove();
    },
    close: async () => {
      await app.close();
      process.env = before;
    },
  };
}
