/** What queries cost in the local database: documents looked at, not seconds. */

import { cloudWorld, sdkEnvironment, type CloudWorld } from '../support/cloud-world';
import { cloud, type SdkDatabase } from '../support/cloud-sdk';

const MANY = 3000;
let world: CloudWorld;
let db: SdkDatabase;

async function insert(documents: readonly object[]): Promise<void> {
  for (let from = 0; from < documents.length; from += 1000) {
    const response = await fetch(`${world.url}/admin`, {
      method: 'POST',
      body: JSON.stringify({
        action: 'database.insertDocument',
        envName: 'local-env',
        collectionName: 'orders',
        data: documents.slice(from, from + 1000).map((document) => JSON.stringify(document)),
      }),
    });
    expect(await response.json()).toHaveProperty('data');
  }
}

const id = (n: number) => `o${String(n).padStart(6, '0')}`;

beforeAll(async () => {
  world = await cloudWorld();
  Object.assign(process.env, sdkEnvironment(world.url));
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
  db = cloud.database({ throwOnNotFound: false });
  await insert(
    Array.from({ length: MANY }, (_, n) => ({
      _id: id((n * 7919) % MANY),
      ticket: `t${n}`,
      dueAt: ((n * 7919) % MANY) * 1000,
      owner: { openid: `o${n % 100}` },
      at: n,
      state: n % 2 === 0 ? 'open' : 'done',
    })),
  );
});
afterAll(async () => {
  await world.close();
});

async function cost<T>(
  run: () => Promise<T>,
): Promise<{ result: T; examined: number; scans: number }> {
  const before = { ...world.database.cost };
  const result = await run();
  const { examined, scans } = world.database.cost;
  return { result, examined: examined - before.examined, scans: scans - before.scans };
}

const orders = () => db.collection('orders');

test('a document by its id costs one', async () => {
  const { result, examined, scans } = await cost(() => orders().doc(id(5)).get());
  expect(result.data?.['_id']).toBe(id(5));
  expect([examined, scans]).toEqual([1, 0]);
  const update = await cost(() =>
    orders()
      .where({ _id: id(5), state: 'x' })
      .update({ data: { a: 1 } }),
  );
  expect([update.examined, update.scans]).toEqual([1, 0]);
});

test('what is due costs what is due, in order, and no more than the limit', async () => {
  const _ = db.command;
  const due = { dueAt: _.and(_.gt(0), _.lte(20_000)) };
  const all = await cost(() => orders().where(due).get());
  expect(all.result.data.map(({ dueAt }) => dueAt).sort((a, b) => Number(a) - Number(b))).toEqual(
    Array.from({ length: 20 }, (_unused, n) => (n + 1) * 1000),
  );
  expect([all.examined, all.scans]).toEqual([20, 0]);
  const most = await cost(() =>
    orders()
      .where({ dueAt: _.lte(2_000_000) })
      .orderBy('dueAt', 'asc')
      .limit(10)
      .get(),
  );
  expect(most.result.data.map(({ dueAt }) => dueAt)).toEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => n * 1000),
  );
  expect([most.examined, most.scans]).toEqual([10, 0]);
  const latest = await cost(() => orders().orderBy('dueAt', 'desc').limit(3).get());
  expect(latest.result.data.map(({ _id }) => _id)).toEqual([id(2999), id(2998), id(2997)]);
  expect([latest.examined, latest.scans]).toEqual([3, 0]);
});

test('an index of two keys serves the first alone, both, and the order behind an equal first', async () => {
  const _ = db.command;
  const first = await cost(() => orders().where({ 'owner.openid': 'o7' }).count());
  expect(first.result.total).toBe(30);
  expect(first.examined).toBe(30);
  const nested = await cost(() =>
    orders()
      .where({ owner: { openid: 'o7' }, at: _.lt(300) })
      .get(),
  );
  expect(nested.result.data.map(({ at }) => at)).toEqual([7, 107, 207]);
  expect(nested.examined).toBe(3);
  const newest = await cost(() =>
    orders().where({ 'owner.openid': 'o7' }).orderBy('at', 'desc').limit(2).get(),
  );
  expect(newest.result.data.map(({ at }) => at)).toEqual([2907, 2807]);
  expect(newest.examined).toBe(2);
  const some = await cost(() =>
    orders()
      .where({ 'owner.openid': _.in(['o1', 'o2', 'o1']), at: _.gte(2900) })
      .count(),
  );
  expect(some.result.total).toBe(2);
  expect(some.scans).toBe(0);
});

test('pages by _id cost a page', async () => {
  const _ = db.command;
  const page = await cost(() =>
    orders()
      .where({ _id: _.gt(id(1000)) })
      .orderBy('_id', 'asc')
      .limit(5)
      .get(),
  );
  expect(page.result.data.map(({ _id }) => _id)).toEqual([1001, 1002, 1003, 1004, 1005].map(id));
  expect([page.examined, page.scans]).toEqual([5, 0]);
});

test('a field without an index is a scan, and is counted as one', async () => {
  const open = await cost(() => orders().where({ state: 'open' }).count());
  expect(open.result.total).toBe(MANY / 2);
  expect([open.examined, open.scans]).toEqual([MANY, 1]);
});

test('the index follows updates, removals and values of other kinds', async () => {
  const _ = db.command;
  await orders()
    .doc(id(1))
    .update({ data: { dueAt: _.remove() } });
  await orders()
    .doc(id(2))
    .update({ data: { dueAt: [3000, 9_999_999_000] } });
  await orders()
    .doc(id(3))
    .update({ data: { dueAt: 'text' } });
  await orders()
    .doc(id(4))
    .update({ data: { dueAt: 9_999_999_000 } });
  await orders().doc(id(5)).remove();
  const due = async (condition: unknown) =>
    (await orders().where({ dueAt: condition }).get()).data.map(({ _id }) => _id).sort();
  expect(await due(_.and(_.gt(0), _.lte(6000)))).toEqual([id(2), id(6)]);
  expect(await due(_.gt(9_000_000_000))).toEqual([id(2), id(4)]);
  expect(await due('text')).toEqual([id(3)]);
  expect(await due(_.gt(''))).toEqual([id(3)]);
  expect(await due(null)).toEqual([id(1)]);
  const { data } = await orders()
    .where({ dueAt: _.gte(9_999_999_000) })
    .orderBy('dueAt', 'asc')
    .get();
  expect(data.map(({ _id }) => _id).sort()).toEqual([id(2), id(4)]);
});

test('index or not, the answers are the same', async () => {
  const _ = db.command;
  const mixed = [-1, 0, 0.5, 3, 'a', 'b', '', null, true, false, [1, 5], [], { x: 1 }, Number.NaN];
  await insert(
    mixed.map((value, n) => ({
      _id: `m${n}`,
      ticket: `m${n}`,
      dueAt: value,
      plain: value,
      mark: 1,
    })),
  );
  const conditions = [
    _.gt(0),
    _.gte(0),
    _.lt(3),
    _.lte(0),
    _.eq(3),
    _.in([0, 'a', null]),
    _.gt('a'),
    _.lte('a'),
    _.eq(null),
    _.and(_.gt(0), _.lt(4)),
    _.eq(true),
    _.neq(0),
    _.exists(false),
    'b',
    0.5,
    [1, 5],
    _.gt(false),
    _.nin([0]),
  ];
  for (const condition of conditions) {
    const by = async (field: string) =>
      (
        await orders()
          .where({ [field]: condition, mark: 1 })
          .get()
      ).data
        .map(({ _id }) => _id)
        .sort();
    expect(await by('dueAt')).toEqual(await by('plain'));
  }
});
