/**
 * Requests recorded from wx-server-sdk 4.0.2 (test/vectors/wx-server-sdk-wire-samples.json), sent
 * again byte for byte in meaning: the answers must be those that were recorded with them.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudWorld, type CloudWorld } from '../support/cloud-world';

interface Sample {
  readonly url: string;
  readonly body: Record<string, unknown>;
  readonly res?: Record<string, unknown>;
  readonly err?: { code: string; message: string };
}

const samples = JSON.parse(
  readFileSync(join(import.meta.dirname, '../vectors/wx-server-sdk-wire-samples.json'), 'utf8'),
) as Record<string, Sample>;

let world: CloudWorld;
beforeEach(async () => {
  world = await cloudWorld({
    functions: [{ name: 'sum', code: 'exports.main = ({ a, b }) => ({ sum: a + b });' }],
  });
});
afterEach(async () => {
  await world.close();
});

function sample(name: string): Sample {
  const found = samples[name];
  if (found === undefined) throw new Error(`no sample ${name}`);
  return found;
}

async function send(name: string, change: Record<string, unknown> = {}) {
  const { url, body } = sample(name);
  const response = await fetch(`${world.url}${url}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, ...change }),
  });
  expect(response.status).toBe(200);
  const { requestId, ...rest } = (await response.json()) as Record<string, unknown>;
  expect(requestId).toEqual(expect.any(String));
  return rest;
}

/** The sample's collections have no unique index; here every order carries a ticket of its own. */
async function seed(collectionName: string, ...documents: readonly string[]): Promise<void> {
  const data = documents.map((text, at) => {
    const { _id } = JSON.parse(text) as { _id?: string };
    return collectionName === 'orders'
      ? text.replace(/}$/, `,"ticket":"${_id ?? String(at)}"}`)
      : text;
  });
  await send('database.insertDocument', { collectionName, data });
}

function withoutTickets(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer).replace(/,\\"ticket\\":\\"[^"\\]*\\"/g, ''));
}

test('insert, then the document as it is stored, server dates at one moment', async () => {
  const inserted = await send('database.insertDocument');
  const ids = (inserted['data'] as { insertedIds: string[] }).insertedIds;
  expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
  const query = JSON.stringify({ _id: ids[0] });
  const got = await send('database.getDocument:DOC', { query });
  const normal = (value: unknown, id: string) =>
    JSON.stringify(value)
      .replaceAll(id, 'ID')
      .replace(/(now|late)(\\":{\\"\$date\\":{\\"\$numberLong\\":\\")\d+/g, '$1$2');
  const recorded = sample('database.getDocument:DOC');
  const recordedId = (JSON.parse(String(recorded.body['query'])) as { _id: string })._id;
  expect(normal(got, ids[0] ?? '')).toBe(normal(recorded.res, recordedId));
  const text = (got['data'] as { list: string[] }).list[0] ?? '';
  const at = (name: string) =>
    Number(new RegExp(`"${name}":{"\\$date":{"\\$numberLong":"(\\d+)"`).exec(text)?.[1]);
  expect(at('late') - at('now')).toBe(60_000);
});

test('the duplicate key error, word for word', async () => {
  await seed('orders', '{"_id":"fixed"}');
  const answer = await send('database.insertDocument', { data: ['{"_id":"fixed"}'] });
  expect(answer).toEqual(sample('database.insertDocument').err);
});

test('a query, a count, a removal', async () => {
  const { res } = sample('database.getDocument:WHERE');
  const list = (res?.['data'] as { list: string[] }).list;
  await seed('orders', ...list);
  expect(withoutTickets(await send('database.getDocument:WHERE'))).toEqual(res);
  // One of the recorded documents has owner 3 already: four more make five, beside four of owner 4.
  const owners = Array.from({ length: 8 }, (_, n) => `{"_id":"o${n}","u":{"id":${3 + (n % 2)}}}`);
  await seed('orders', ...owners);
  expect(await send('database.calculateDocument:WHERE')).toEqual(
    sample('database.calculateDocument:WHERE').res,
  );
  await seed('orders', '{"_id":"four","u":{"id":4}}');
  expect(await send('database.removeDocument:WHERE')).toEqual(
    sample('database.removeDocument:WHERE').res,
  );
});

test('an aggregation', async () => {
  const rows = [
    ...Array.from({ length: 10 }, (_, n) => ({ st: 'NEW', amount: n === 0 ? 105 : 1 })),
    ...Array.from({ length: 11 }, (_, n) => ({ st: 'PAID', amount: n === 0 ? 116 : 1 })),
    { st: 'CLOSED', amount: 1000 },
  ];
  await seed('orders', ...rows.map((row, n) => JSON.stringify({ _id: `r${n}`, ...row })));
  expect(await send('database.aggregateDocuments')).toEqual(
    sample('database.aggregateDocuments').res,
  );
});

test('updates by id and by condition, set, removal', async () => {
  await seed('orders', '{"_id":"fixed","v":0,"gone":1,"arr":[],"obj":{"kept":1}}');
  for (const name of ['database.modifyDocument:DOC', 'database.modifyDocument:WHERE']) {
    expect(await send(name)).toEqual(sample(name).res);
  }
  expect(world.database.documents('orders')[0]).toEqual({
    _id: 'fixed',
    ticket: 'fixed',
    v: 3,
    st: 'PAID',
    x: { y: 1 },
    o2: { k: 1 },
    at: expect.any(Date) as unknown,
    obj: { kept: 1, deep: 1 },
    arr: [1, 2, 3],
  });
  expect(await send('database.modifyDocument:WHERE')).toEqual({
    data: { updated: 0, upsert_id: null },
  });
  for (const name of ['database.modifyDocument:DOC:set', 'database.removeDocument:DOC']) {
    expect(await send(name)).toEqual(sample(name).res);
  }
});

test('a transaction, its conflict and its end', async () => {
  const action = 'database.addCollection';
  expect(await send('database.startTransaction', { action, collectionName: 'acc' })).toEqual({
    data: {},
  });
  await seed('acc', '{"_id":"A","bal":100}', '{"_id":"B","bal":30}');
  const { transactionId } = await send('database.startTransaction');
  const { transactionId: rival } = await send('database.startTransaction');
  expect(transactionId).toMatch(/^[0-9a-f]{32}$/);
  for (const name of [
    'database.getDocument:DOC:txn',
    'database.modifyDocument:DOC:txn',
    'database.insertDocument:txn',
    'database.getDocument:WHERE:txn',
  ]) {
    expect(await send(name, { transactionId })).toEqual(sample(name).res);
  }
  expect(await send('database.modifyDocument:DOC:txn', { transactionId: rival })).toEqual(
    sample('database.modifyDocument:DOC:txn').err,
  );
  expect(await send('database.commitTransaction:txn', { transactionId })).toEqual({});
  expect(await send('database.abortTransaction:txn', { transactionId: rival })).toEqual({});
  expect(world.database.documents('acc')).toEqual([
    { _id: 'A', bal: 70 },
    { _id: 'B', bal: 30 },
    { _id: 'log1' },
  ]);
});

test('one function calls another, and one that is not there', async () => {
  expect(await send('functions.invokeFunction')).toEqual(sample('functions.invokeFunction').res);
  expect(await send('functions.invokeFunction', { function_name: 'nofn' })).toEqual(
    sample('functions.invokeFunction').err,
  );
});
