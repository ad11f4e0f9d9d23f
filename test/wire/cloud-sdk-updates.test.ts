import { refused } from '../support/cloud-sdk';
import { useCloud } from '../support/cloud-session';

const session = useCloud();

async function ids(condition: unknown): Promise<unknown[]> {
  const orders = session.db.collection('orders');
  const { data } = await orders.where(condition).orderBy('_id', 'asc').get();
  return data.map(({ _id }) => _id);
}

describe('updates', () => {
  test('every operator does what it says', async () => {
    const _ = session.db.command;
    await session.order('u', {
      n: 1,
      m: 3,
      low: 5,
      high: 5,
      gone: 'x',
      old: 'name',
      inner: { a: 1, b: 2 },
      whole: { a: 1 },
      pushed: [1],
      popped: [1, 2],
      shifted: [1, 2],
      unshifted: [2],
      pulled: [1, 2, 1],
      set: ['a'],
    });
    const { stats } = await session.db
      .collection('orders')
      .doc('u')
      .update({
        data: {
          n: _.inc(2),
          m: _.mul(2),
          low: _.min(4),
          high: _.max(4),
          gone: _.remove(),
          old: _.rename('renamed'),
          inner: { b: 3, c: 4 },
          whole: _.set({ z: 1 }),
          'dotted.path': 9,
          pushed: _.push([2, 3]),
          popped: _.pop(),
          shifted: _.shift(),
          unshifted: _.unshift([0, 1]),
          pulled: _.pull(1),
          set: _.addToSet('b'),
          at: session.db.serverDate(),
        },
      });
    expect(stats.updated).toBe(1);
    const { at, ticket: _ticket, ...rest } = (await session.stored('u')) ?? {};
    expect(at).toBeInstanceOf(Date);
    expect(rest).toEqual({
      _id: 'u',
      n: 3,
      m: 6,
      low: 4,
      high: 5,
      renamed: 'name',
      inner: { a: 1, b: 3, c: 4 },
      whole: { z: 1 },
      dotted: { path: 9 },
      pushed: [1, 2, 3],
      popped: [1],
      shifted: [2],
      unshifted: [0, 1, 2],
      pulled: [2],
      set: ['a', 'b'],
    });
  });

  test('a conditional update on a version lets exactly one of many through', async () => {
    const _ = session.db.command;
    await session.order('v', { version: 1 });
    const results = await Promise.all(
      Array.from({ length: 8 }, (_unused, by) =>
        session.db
          .collection('orders')
          .where({ _id: 'v', version: 1 })
          .update({ data: { version: _.inc(1), by } }),
      ),
    );
    expect(results.filter(({ stats }) => stats.updated === 1)).toHaveLength(1);
    expect((await session.stored('v'))?.['version']).toBe(2);
  });

  test('an update that changes nothing, or finds nothing, counts nothing', async () => {
    await session.order('same', { a: 1 });
    expect(
      (
        await session.db
          .collection('orders')
          .doc('same')
          .update({ data: { a: 1 } })
      ).stats.updated,
    ).toBe(0);
    expect(
      (
        await session.db
          .collection('orders')
          .doc('nobody')
          .update({ data: { a: 1 } })
      ).stats.updated,
    ).toBe(0);
    expect(await session.stored('nobody')).toBeNull();
  });

  test('where().update changes all that match', async () => {
    for (const id of ['m1', 'm2', 'm3']) await session.order(id, { group: id === 'm3' ? 2 : 1 });
    const { stats } = await session.db
      .collection('orders')
      .where({ group: 1 })
      .update({ data: { seen: true } });
    expect(stats.updated).toBe(2);
    expect(await ids({ seen: true })).toEqual(['m1', 'm2']);
  });

  test.each([
    ['a field below null', { nil: { a: 1 } }],
    ['a number added to a text', { text: 'inc' }],
    ['a push onto what is no array', { text: 'push' }],
    ['a positional path', { 'list.$.a': 1 }],
  ])('%s is refused and changes nothing', async (_name, data) => {
    const _ = session.db.command;
    const command: Record<string, unknown> = { inc: _.inc(1), push: _.push([1]) };
    await session.order('strict', { nil: null, text: 'x', list: [{ a: 0 }] });
    const before = await session.stored('strict');
    const change = Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        key,
        typeof value === 'string' ? command[value] : value,
      ]),
    );
    expect(
      (await refused(session.db.collection('orders').doc('strict').update({ data: change })))
        .errCode,
    ).toBe(-502001);
    expect(await session.stored('strict')).toEqual(before);
  });
});
