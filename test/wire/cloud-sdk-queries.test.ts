import { useCloud } from '../support/cloud-session';

const session = useCloud();

async function ids(condition: unknown): Promise<unknown[]> {
  const orders = session.db.collection('orders');
  const { data } = await orders.where(condition).orderBy('_id', 'asc').get();
  return data.map(({ _id }) => _id);
}

describe('queries', () => {
  beforeEach(async () => {
    for (let n = 1; n <= 12; n++) {
      await session.order(`q${String(n).padStart(2, '0')}`, {
        n,
        parity: n % 2 === 0 ? 'even' : 'odd',
        dueAt: new Date(n * 1000),
        tags: [n, n + 1],
        ...(n > 10 && { extra: null }),
      });
    }
  });

  test('conditions', async () => {
    const _ = session.db.command;
    expect(await ids({ n: _.gt(10) })).toEqual(['q11', 'q12']);
    expect(await ids({ n: _.and(_.gte(3), _.lt(5)) })).toEqual(['q03', 'q04']);
    expect(await ids({ n: _.in([1, 5, 99]), parity: 'odd' })).toEqual(['q01', 'q05']);
    expect(await ids(_.or([{ n: 1 }, { n: _.gt(11) }]))).toEqual(['q01', 'q12']);
    expect(await ids(_.and([{ n: _.lte(2) }, { parity: 'even' }]))).toEqual(['q02']);
    expect(await ids({ n: _.nin([1, 2, 3, 4, 5, 6, 7, 8, 9]) })).toEqual(['q10', 'q11', 'q12']);
    expect(await ids({ parity: _.neq('odd'), n: _.lt(4) })).toEqual(['q02']);
    expect(await ids({ extra: _.exists(true) })).toEqual(['q11', 'q12']);
    expect(await ids({ dueAt: _.lte(new Date(2000)) })).toEqual(['q01', 'q02']);
    expect(await ids({ dueAt: new Date(3000) })).toEqual(['q03']);
    expect(await ids({ dueAt: _.in([new Date(3000), new Date(5000)]) })).toEqual(['q03', 'q05']);
    expect(await ids({ tags: 12 })).toEqual(['q11', 'q12']);
    expect(await ids({ _id: _.in(['q01', 'q07', 'zz']) })).toEqual(['q01', 'q07']);
    expect(await ids({ _id: session.db.RegExp({ regexp: '^q1' }) })).toEqual(['q10', 'q11', 'q12']);
    expect(await ids({ extra: null, n: _.lt(3) })).toEqual(['q01', 'q02']);
  });

  test('order, skip, limit, fields, count', async () => {
    const _ = session.db.command;
    const { data } = await session.db
      .collection('orders')
      .where({ n: _.gt(2) })
      .orderBy('parity', 'asc')
      .orderBy('n', 'desc')
      .skip(1)
      .limit(2)
      .field({ n: true })
      .get();
    expect(data).toEqual([
      { _id: 'q10', n: 10 },
      { _id: 'q08', n: 8 },
    ]);
    const byDue = await session.db
      .collection('orders')
      .where({ dueAt: _.lt(new Date(9000)) })
      .orderBy('dueAt', 'desc')
      .limit(3)
      .get();
    expect(byDue.data.map(({ n }) => n)).toEqual([8, 7, 6]);
    expect((await session.db.collection('orders').where({ parity: 'even' }).count()).total).toBe(6);
    const one = await session.db
      .collection('orders')
      .doc('q03')
      .field({ n: true, _id: false })
      .get();
    expect(one.data).toEqual({ n: 3 });
  });

  test('100 come without a limit, 1000 at most', async () => {
    await Promise.all(
      Array.from({ length: 1005 }, (_unused, n) =>
        session.db.collection('accounts').add({ data: { _id: `b${n}` } }),
      ),
    );
    expect((await session.db.collection('accounts').where({}).get()).data).toHaveLength(100);
    expect((await session.db.collection('accounts').where({}).limit(5000).get()).data).toHaveLength(
      1000,
    );
    expect((await session.db.collection('accounts').where({}).count()).total).toBe(1005);
  });

  test('an operator that is unknown is refused', async () => {
    const body = JSON.stringify({
      action: 'database.getDocument',
      envName: 'local-env',
      collectionName: 'orders',
      queryType: 'WHERE',
      query: '{"n":{"$where":"1"}}',
    });
    const response = await fetch(`${session.world.url}/admin`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' });
  });

  test('aggregate', async () => {
    const _ = session.db.command;
    const { list } = await session.db
      .collection('orders')
      .aggregate()
      .match({ n: _.gt(2) })
      .group({ _id: '$parity', n: _.aggregate['sum']?.(1), total: _.aggregate['sum']?.('$n') })
      .sort({ _id: 1 })
      .end();
    expect(list).toEqual([
      { _id: 'even', n: 5, total: 40 },
      { _id: 'odd', n: 5, total: 35 },
    ]);
    await session.db.collection('accounts').add({ data: { _id: 'odd', label: '单' } });
    const joined = await session.db
      .collection('orders')
      .aggregate()
      .match({ n: 1 })
      .lookup({ from: 'accounts', localField: 'parity', foreignField: '_id', as: 'account' })
      .end();
    expect(joined.list[0]?.['account']).toEqual([{ _id: 'odd', label: '单' }]);
    expect(
      (await session.db.collection('orders').aggregate().match({ parity: 'odd' }).count('n').end())
        .list,
    ).toEqual([{ n: 6 }]);
  });
});
