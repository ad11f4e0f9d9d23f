import { cloud, refused } from '../support/cloud-sdk';
import { useCloud } from '../support/cloud-session';

const session = useCloud();

describe('documents', () => {
  test('every kind of value comes back as it went', async () => {
    const data = {
      text: '医保 "支付"\n',
      int: 1234,
      half: 0.5,
      big: 5_000_000_000,
      negative: -7,
      yes: true,
      nothing: null,
      at: new Date(1_767_323_045_678),
      list: [1, 'a', { deep: [null, new Date(0)] }],
      map: { a: { b: {} } },
      empty: [],
    };
    await session.order('values', data);
    expect(await session.stored('values')).toMatchObject(data);
  });

  test('add without an id makes one, and the same id twice is errCode -502001 with E11000', async () => {
    const { _id } = await session.db.collection('accounts').add({ data: { fen: 1 } });
    expect(_id).toMatch(/^[0-9a-f]{32}$/);
    const again = await refused(session.db.collection('accounts').add({ data: { _id, fen: 2 } }));
    expect(again.errCode).toBe(-502001);
    expect(again.errMsg).toContain(
      `E11000 duplicate key error collection: tnt-local.accounts index: _id_ dup key: { : "${_id}" }`,
    );
    expect((await session.db.collection('accounts').doc(_id).get()).data).toEqual({ _id, fen: 1 });
  });

  test('a unique index refuses the second of a kind, a missing field counting as one', async () => {
    await session.order('a', { ticket: 'same' });
    const error = await refused(
      session.db.collection('orders').add({ data: { _id: 'b', ticket: 'same' } }),
    );
    expect(error.errCode).toBe(-502001);
    expect(error.errMsg).toContain('E11000');
    expect(error.errMsg).toContain('index: byTicket');
    await session.order('c', { ticket: 'other' });
    const moved = await refused(
      session.db
        .collection('orders')
        .doc('c')
        .update({ data: { ticket: 'same' } }),
    );
    expect(moved.errCode).toBe(-502001);
    expect((await session.stored('c'))?.['ticket']).toBe('other');
    await session.db.collection('orders').doc('a').remove();
    await session.db
      .collection('orders')
      .doc('c')
      .update({ data: { ticket: 'same' } });
    await session.db.collection('orders').add({ data: { _id: 'none' } });
    expect(
      (await refused(session.db.collection('orders').add({ data: { _id: 'none2' } }))).errCode,
    ).toBe(-502001);
  });

  test('a missing document is null, or an error where throwOnNotFound is left as it is', async () => {
    expect(await session.stored('missing')).toBeNull();
    const strict = cloud.database();
    const error = await refused(strict.collection('orders').doc('missing').get());
    expect(error.errMsg).toContain('document with _id missing does not exist');
  });

  test('server dates follow the sandbox clock', async () => {
    session.world.clock.setOffset(86_400_000);
    const before = session.world.clock.now();
    await session.order('dated', {
      now: session.db.serverDate(),
      later: session.db.serverDate({ offset: 60_000 }),
    });
    const after = session.world.clock.now();
    const document = await session.stored('dated');
    const now = (document?.['now'] as Date).getTime();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(after);
    expect((document?.['later'] as Date).getTime()).toBe(now + 60_000);
  });

  test('set replaces the whole document or creates it', async () => {
    expect(
      await session.db
        .collection('accounts')
        .doc('n')
        .set({ data: { a: 1, b: 2 } }),
    ).toMatchObject({
      stats: { updated: 0, created: 1 },
    });
    expect(
      await session.db
        .collection('accounts')
        .doc('n')
        .set({ data: { c: 3 } }),
    ).toMatchObject({
      stats: { updated: 1, created: 0 },
    });
    expect((await session.db.collection('accounts').doc('n').get()).data).toEqual({
      _id: 'n',
      c: 3,
    });
  });

  test('remove tells how many', async () => {
    await session.order('gone');
    expect((await session.db.collection('orders').doc('gone').remove()).stats.removed).toBe(1);
    expect((await session.db.collection('orders').doc('gone').remove()).stats.removed).toBe(0);
  });
});
