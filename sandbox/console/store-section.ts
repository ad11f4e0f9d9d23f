/**
 * The control API's section for what is kept: stored orders beside the other parties' view of them,
 * one collection as a file, everything as a backup (docs: sandbox/README.md).
 */

import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { backupOf } from '../control/backup';
import { csvOf, jsonOf } from '../control/export';
import { ControlRefusal, type ControlSection } from '../control/section';
import { shanghaiIso } from '../hospital/time';
import { counterLevers } from './counter-views';
import { medinsLevers } from './medins-views';
import { listOrders, viewsOf, type OrderSources } from './order-views';

export interface StoreParts extends OrderSources {
  readonly clock: { now(): number };
  /** Names of the cloud's collections. */
  readonly collections: readonly string[];
  readonly dataDir: string;
  /** Resolves when all journals hold everything so far. */
  readonly durable: () => Promise<void>;
  /** When the first living access token of the platform expires, ms. */
  readonly tokenExpiry: () => number | undefined;
}

const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().min(1).max(64).optional(),
});
const orderPath = z.strictObject({ orderNo: z.string().min(1).max(64) });
const exportQuery = z.strictObject({
  collection: z.string().min(1),
  format: z.enum(['json', 'csv']).default('json'),
});

export function storeSection(parts: StoreParts): ControlSection {
  const { database, tokenExpiry } = parts;
  const timeOf = (name: 'deadlineAt' | 'dueAt') => (orderNo: string) => {
    const found = database.documents('orders').find(({ _id }) => _id === orderNo)?.['order'];
    const at: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, name) : 0;
    return typeof at === 'number' && at > 0 ? at : undefined;
  };
  return {
    name: 'store',
    state: () => collectionsOf(parts),
    hasLived: () => database.documents('orders').length > 0,
    moments: [
      { name: 'token-expiry', at: tokenExpiry },
      { name: 'order-deadline', of: 'orderNo', at: timeOf('deadlineAt') },
      { name: 'order-due', of: 'orderNo', at: timeOf('dueAt') },
    ],
    routes: (app) => {
      orderRoutes(app, parts);
      fileRoutes(app, parts);
    },
  };
}

function collectionsOf({ collections, database }: StoreParts): object {
  return {
    collections: collections.map((name) => ({ name, documents: database.documents(name).length })),
  };
}

function orderRoutes(app: FastifyInstance, parts: StoreParts): void {
  app.get('/cloud/orders', (request) => {
    const { limit, after } = listQuery.parse(request.query);
    const page = listOrders(parts, limit, after);
    if (page === undefined)
      throw new ControlRefusal(404, 'not-found', 'no such order to go on from');
    return Promise.resolve(page);
  });
  app.get('/cloud/orders/:orderNo', (request) => {
    const { orderNo } = orderPath.parse(request.params);
    const views = viewsOf(parts, orderNo);
    if (views === undefined) throw new ControlRefusal(404, 'not-found', 'no such order');
    return Promise.resolve(views);
  });
  app.get('/medins', () => Promise.resolve(medinsLevers(parts.medins)));
  app.get('/counter', () => Promise.resolve(parts.counter ? counterLevers(parts.counter) : {}));
}

function fileRoutes(app: FastifyInstance, parts: StoreParts): void {
  const stamp = (): string => shanghaiIso(parts.clock.now()).slice(0, 19).replaceAll(':', '');
  app.get('/cloud/collections', () => Promise.resolve(collectionsOf(parts)));
  app.get('/cloud/export', (request, reply) => {
    const { collection, format } = exportQuery.parse(request.query);
    if (!parts.collections.includes(collection)) {
      const known = parts.collections.join(', ');
      throw new ControlRefusal(404, 'not-found', `no collection ${collection}; there are ${known}`);
    }
    const documents = parts.database.documents(collection);
    return reply
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="${collection}-${stamp()}.${format}"`)
      .send(Readable.from(format === 'csv' ? csvOf(documents) : jsonOf(documents)));
  });
  app.get('/backup', async (_request, reply) => {
    await parts.durable();
    return reply
      .type('application/octet-stream')
      .header('content-disposition', `attachment; filename="sandbox-${stamp()}.backup"`)
      .send(Readable.from(backupOf(parts.dataDir, shanghaiIso(parts.clock.now()))));
  });
}
