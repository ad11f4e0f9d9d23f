/**
 * The other parties of the bench behind one address: the bill as a stream, the sandbox's hospital with
 * its synthetic ledger, and the sandbox's cloud database, where the collection of orders is answered
 * from the formula instead of being stored.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fastify from 'fastify';
import { openDatabase } from '../sandbox/cloud';
import { CloudError } from '../sandbox/cloud/errors';
import { sandboxClock } from '../sandbox/control/clock';
import { FaultBook } from '../sandbox/control/faults';
import { WireLog } from '../sandbox/control/wire-log';
import { Hospital } from '../sandbox/hospital/engine';
import { hospitalPlugin } from '../sandbox/hospital/http';
import { memoryTables } from '../sandbox/shared/tables';
import {
  billOf,
  DATE,
  dayDocument,
  numberOf,
  orderDocuments,
  REFUND_EVERY,
  type Planted,
} from './reconcile-rows';

export const HIS_TOKEN = 'bench-token';

interface AdminRequest {
  readonly action: string;
  readonly collectionName?: string;
  readonly query?: string;
  readonly limit?: number;
}

/** A page of our orders, or the one that is asked for by its number. */
function ordersPage(rows: number, documentOf: (i: number) => string) {
  const indexOf = (number: string): number => parseInt(number.slice(9), 16);
  return ({ query = '{}', limit = 100 }: AdminRequest) => {
    const asked = JSON.parse(query) as Readonly<Record<string, unknown>>;
    const id = asked._id;
    const list: string[] = [];
    if (typeof id === 'string') {
      const i = /^Y\d{8}[0-9a-f]{26}$/.test(id) ? indexOf(id) : rows;
      if (i < rows && numberOf(i) === id) list.push(documentOf(i));
    } else {
      const after = typeof id === 'object' && id !== null && '$gt' in id ? String(id.$gt) : '';
      const step = 'refundDay' in asked ? REFUND_EVERY : 1;
      const first = after === '' ? 0 : indexOf(after) + step;
      const what = step === 1 ? 'paid' : 'refunded';
      for (let i = first; i < rows && list.length < limit; i += step) {
        list.push(dayDocument(rows, i, what));
      }
    }
    return { data: { list, offset: 0, limit, total: list.length } };
  };
}

/** Serves until `close`. */
export async function serveBench(root: string, rows: number, planted: Planted) {
  const tables = memoryTables();
  const clock = sandboxClock();
  const hospital = new Hospital({ clock, tables, random: () => 0.5 });
  hospital.setSyntheticRows(DATE, rows);
  for (const i of planted.hisDropped) {
    hospital.plantLedgerDifference(DATE, { kind: 'drop', row: { orderNo: numberOf(i) } });
  }
  for (const i of planted.hisAltered) {
    const row = { orderNo: numberOf(i) };
    hospital.plantLedgerDifference(DATE, { kind: 'alter', row, insuranceFen: 6_000 });
  }
  const collectionsFile = join(root, 'cloudfunctions/collections.json');
  const database = openDatabase({ tables, clock, collectionsFile });
  const orders = ordersPage(rows, orderDocuments(rows));
  const app = fastify({ forceCloseConnections: true, bodyLimit: 4 * 1024 * 1024 });
  app.addContentTypeParser('text/xml', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  const faults = new FaultBook();
  const wireLog = new WireLog();
  const durable = () => Promise.resolve();
  await app.register(hospitalPlugin({ hospital, token: HIS_TOKEN, faults, wireLog, durable }));
  app.get('/payinsurance/gettoken', (_request, reply) =>
    reply
      .type('text/xml')
      .send(
        '<xml><return_code>SUCCESS</return_code><result_code>SUCCESS</result_code><access_token>t</access_token><expires_in>7200</expires_in></xml>',
      ),
  );
  app.post('/payinsurance/getbalancebill', (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .send(Readable.from(billOf(rows, planted), { objectMode: false })),
  );
  app.post('/admin', (request, reply) => {
    const body = request.body as AdminRequest;
    const requestId = randomBytes(8).toString('hex');
    try {
      const isOrders = body.collectionName === 'orders' && body.action === 'database.getDocument';
      const answer = isOrders ? orders(body) : database.handle(body.action, body);
      return reply.send({ requestId, ...answer });
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      return reply.send({ requestId, code: error.code, message: error.message });
    }
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return { origin, close: () => app.close() };
}
