/** Nothing that the database acknowledged is lost by kill -9, and transactions stay whole. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cloud, type SdkDatabase } from '../support/cloud-sdk';
import { COLLECTIONS, sdkEnvironment } from '../support/cloud-world';
import { openDatabase } from '../../sandbox/cloud';
import { sandboxClock } from '../../sandbox/control/clock';
import { Journal } from '../../sandbox/shared/journal';

const ROUNDS = 5;
const WRITERS = 8;
const ACKNOWLEDGED_PER_ROUND = 80;

let directory: string;
let server: ChildProcess | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cloud-crash-'));
  await writeFile(join(directory, 'collections.json'), JSON.stringify(COLLECTIONS));
});
afterEach(async () => {
  server?.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

async function startServer(): Promise<{ child: ChildProcess; db: SdkDatabase }> {
  const script = join(import.meta.dirname, '../support/cloud-server.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server = child;
  const lines = createInterface({ input: child.stdout });
  const [url] = (await once(lines, 'line')) as [string];
  Object.assign(process.env, sdkEnvironment(url));
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
  return { child, db: cloud.database({ throwOnNotFound: false }) };
}

/** Documents as a process would find them that opens the journal now. */
async function survivors(collection: string): Promise<Map<string, Record<string, unknown>>> {
  const tables = await Journal.open(join(directory, 'cloud.journal'));
  const collectionsFile = join(directory, 'collections.json');
  const database = openDatabase({ tables, clock: sandboxClock(), collectionsFile });
  const documents = database.documents(collection);
  await tables.close();
  return new Map(documents.map((document) => [document._id, document]));
}

test('kill -9, again and again', async () => {
  const acknowledged = new Map<string, { fen: number; by: number }>();
  let tried = 0;
  let counted = { acknowledged: 0, tried: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const { child, db } = await startServer();
    const _ = db.command;
    const exit = once(child, 'exit');
    const goal = acknowledged.size + ACKNOWLEDGED_PER_ROUND;
    if (round === 0) {
      await db.collection('accounts').add({ data: { _id: 'counter', n: 0 } });
      await db.collection('accounts').add({ data: { _id: 'A', fen: 1_000_000 } });
      await db.collection('accounts').add({ data: { _id: 'B', fen: 0 } });
    }
    const insert = async (by: number): Promise<void> => {
      for (;;) {
        tried += 1;
        const id = `order-${tried}`;
        const fen = tried * 3;
        await db.collection('orders').add({ data: { _id: id, ticket: id, fen, by } });
        acknowledged.set(id, { fen, by });
        if (acknowledged.size >= goal) child.kill('SIGKILL');
      }
    };
    const count = async (): Promise<void> => {
      for (;;) {
        counted = { ...counted, tried: counted.tried + 1 };
        await db
          .collection('accounts')
          .doc('counter')
          .update({ data: { n: _.inc(1) } });
        counted = { ...counted, acknowledged: counted.acknowledged + 1 };
      }
    };
    const transfer = async (): Promise<void> => {
      for (;;) {
        await db.runTransaction(async (transaction) => {
          const accounts = transaction.collection('accounts');
          await accounts.doc('A').update({ data: { fen: _.inc(-7) } });
          await accounts.doc('B').update({ data: { fen: _.inc(7) } });
        });
      }
    };
    const writers = [
      ...Array.from({ length: WRITERS }, (_unused, by) => insert(by)),
      count(),
      transfer(),
    ];
    await Promise.allSettled(writers);
    await exit;

    const orders = await survivors('orders');
    const lost = [...acknowledged].filter(([id, { fen, by }]) => {
      const found = orders.get(id);
      return found?.['fen'] !== fen || found['by'] !== by;
    });
    expect(lost).toEqual([]);
    expect(orders.size).toBeLessThanOrEqual(tried);
    const accounts = await survivors('accounts');
    expect(Number(accounts.get('counter')?.['n'])).toBeGreaterThanOrEqual(counted.acknowledged);
    expect(Number(accounts.get('counter')?.['n'])).toBeLessThanOrEqual(counted.tried);
    const sum = Number(accounts.get('A')?.['fen']) + Number(accounts.get('B')?.['fen']);
    expect(sum).toBe(1_000_000);
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(ROUNDS * ACKNOWLEDGED_PER_ROUND);
}, 120_000);

test('a second server on the same data says who holds it and ends', async () => {
  const { child } = await startServer();
  const script = join(import.meta.dirname, '../support/cloud-server.ts');
  const second = spawn(process.execPath, ['--import', 'tsx', script, directory]);
  let said = '';
  second.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = (await once(second, 'close')) as [number];
  expect(code).toBe(1);
  expect(said).toContain(`is in use by process ${String(child.pid)}`);
}, 60_000);
