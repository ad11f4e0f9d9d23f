/** What must hold before an answer leaves, and what the engine does as time passes. */

import { cloudWorld, sdkEnvironment } from '../support/cloud-world';
import { cloud, refused } from '../support/cloud-sdk';
import { CloudDatabase } from '../../sandbox/cloud';
import { memoryTables } from '../../sandbox/shared/tables';

test('no answer leaves before the disk has what it tells, reads included', async () => {
  const waiting: (() => void)[] = [];
  const world = await cloudWorld({
    durable: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
  });
  Object.assign(process.env, sdkEnvironment(world.url));
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
  const accounts = cloud.database({ throwOnNotFound: false }).collection('accounts');
  const answered: string[] = [];
  const writing = accounts.add({ data: { _id: 'a', fen: 1 } }).then(() => answered.push('written'));
  while (waiting.length < 1) await new Promise((resolve) => setImmediate(resolve));
  const reading = accounts
    .doc('a')
    .get()
    .then(({ data }) => answered.push(`read ${String(data?.['fen'])}`));
  while (waiting.length < 2) await new Promise((resolve) => setImmediate(resolve));
  expect(answered).toEqual([]);
  for (const release of waiting) release();
  await Promise.all([writing, reading]);
  expect(answered.sort()).toEqual(['read 1', 'written']);
  await world.close();
});

test('a disk that fails is told as an error, never as success', async () => {
  const world = await cloudWorld({ durable: () => Promise.reject(new Error('disk full')) });
  Object.assign(process.env, sdkEnvironment(world.url));
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
  const accounts = cloud.database().collection('accounts');
  const error = await refused(accounts.add({ data: { _id: 'a' } }));
  expect(error.errCode).toBe(-501001);
  expect(error.errMsg).toContain('disk full');
  expect(world.wire.since().at(-1)?.summary).toContain('disk full');
  await world.close();
});

describe('the engine', () => {
  let elapsed = 0;
  const open = () =>
    new CloudDatabase({
      tables: memoryTables(),
      collections: [{ name: 'acc', permission: 'ADMINONLY', indexes: [] }],
      now: () => 0,
      elapsed: () => elapsed,
    });
  const add = (database: CloudDatabase, id: string, transactionId?: unknown) =>
    database.handle('database.insertDocument', {
      collectionName: 'acc',
      data: [`{"_id":"${id}"}`],
      transactionId,
    });

  test('a transaction of 30 seconds is gone, and what it wrote is free', () => {
    const database = open();
    const { transactionId } = database.handle('database.startTransaction', {});
    add(database, 'a', transactionId);
    elapsed += 30_000;
    expect(() => database.handle('database.commitTransaction', { transactionId })).toThrow(
      /TransactionNotExist/,
    );
    add(database, 'a');
    expect(database.documents('acc')).toEqual([{ _id: 'a' }]);
  });

  test('a commit that fails half way leaves nothing behind', () => {
    const tables = memoryTables();
    const keys = [{ name: 'k', direction: '1' as const }];
    const database = new CloudDatabase({
      tables,
      collections: [
        { name: 'acc', permission: 'ADMINONLY', indexes: [] },
        {
          name: 'uni',
          permission: 'ADMINONLY',
          indexes: [{ name: 'byKey', unique: true, keys }],
        },
      ],
      now: () => 0,
      elapsed: () => elapsed,
    });
    const insert = (collectionName: string, text: string, transactionId?: unknown) =>
      database.handle('database.insertDocument', { collectionName, data: [text], transactionId });
    const { transactionId } = database.handle('database.startTransaction', {});
    insert('acc', '{"_id":"first"}', transactionId);
    insert('uni', '{"_id":"mine","k":1}', transactionId);
    insert('uni', '{"_id":"theirs","k":1}');
    expect(() => database.handle('database.commitTransaction', { transactionId })).toThrow(
      /E11000.*byKey/,
    );
    expect(database.documents('acc')).toEqual([]);
    expect(tables.table('cloud/db/acc').size).toBe(0);
    expect(database.documents('uni')).toEqual([{ _id: 'theirs', k: 1 }]);
  });

  test('a database opened on the same tables has what the first one had', () => {
    const tables = memoryTables();
    const options = { tables, collections: [], now: () => 0 };
    const first = new CloudDatabase(options);
    first.handle('database.addCollection', { collectionName: 'acc' });
    add(first, 'a');
    expect(new CloudDatabase(options).documents('acc')).toEqual([{ _id: 'a' }]);
  });
});
