import { refused } from '../support/cloud-sdk';
import { useCloud } from '../support/cloud-session';

const session = useCloud();

describe('transactions', () => {
  beforeEach(async () => {
    await session.db.collection('accounts').add({ data: { _id: 'A', fen: 100 } });
    await session.db.collection('accounts').add({ data: { _id: 'B', fen: 0 } });
  });
  async function balances(): Promise<unknown[]> {
    const { data } = await session.db.collection('accounts').where({}).orderBy('_id', 'asc').get();
    return data.map(({ fen }) => fen);
  }

  test('all of it at once, or nothing', async () => {
    const _ = session.db.command;
    await session.db.runTransaction(async (transaction) => {
      const accounts = transaction.collection('accounts');
      expect((await accounts.doc('A').get()).data).toMatchObject({ fen: 100 });
      await accounts.doc('A').update({ data: { fen: _.inc(-30) } });
      await accounts.doc('B').update({ data: { fen: _.inc(30) } });
      await accounts.add({ data: { _id: 'C', fen: 7 } });
      expect((await accounts.doc('A').get()).data).toMatchObject({ fen: 70 });
      expect((await accounts.where({ fen: _.gt(0) }).get()).data).toHaveLength(3);
      expect(await balances()).toEqual([100, 0]);
    });
    expect(await balances()).toEqual([70, 30, 7]);
    const rolledBack = session.db.runTransaction(async (transaction) => {
      await transaction.collection('accounts').doc('A').remove();
      await transaction.rollback('no');
    });
    await expect(rolledBack).rejects.toBe('no');
    expect(await balances()).toEqual([70, 30, 7]);
  });

  test('a write to what another transaction is writing is a conflict, errCode -501001', async () => {
    const first = await session.db.startTransaction();
    const second = await session.db.startTransaction();
    await first
      .collection('accounts')
      .doc('A')
      .update({ data: { fen: 1 } });
    const error = await refused(
      second
        .collection('accounts')
        .doc('A')
        .update({ data: { fen: 2 } }),
    );
    expect(error.errCode).toBe(-501001);
    expect(error.errMsg).toContain('[ResourceUnavailable.TransactionConflict]');
    await first.commit();
    await second.rollback();
    expect(await balances()).toEqual([1, 0]);
  });

  test('a transaction reads one moment, and loses against a write from outside', async () => {
    const transaction = await session.db.startTransaction();
    const accounts = transaction.collection('accounts');
    expect((await accounts.doc('A').get()).data).toMatchObject({ fen: 100 });
    await session.db
      .collection('accounts')
      .doc('A')
      .update({ data: { fen: 5 } });
    await session.db.collection('accounts').doc('B').remove();
    await session.db.collection('accounts').add({ data: { _id: 'new', fen: 1 } });
    expect((await accounts.doc('A').get()).data).toMatchObject({ fen: 100 });
    expect(
      (await accounts.where({}).orderBy('_id', 'asc').get()).data.map(({ _id }) => _id),
    ).toEqual(['A', 'B']);
    expect((await refused(accounts.doc('A').update({ data: { fen: 6 } }))).errCode).toBe(-501001);
    await transaction.rollback();
    expect(await balances()).toEqual([5, 1]);
  });

  test('a write from outside after the own one makes the commit fail, and runTransaction tries again', async () => {
    const _ = session.db.command;
    let rounds = 0;
    await session.db.runTransaction(async (transaction) => {
      rounds += 1;
      await transaction
        .collection('accounts')
        .doc('A')
        .update({ data: { fen: _.inc(1) } });
      if (rounds === 1)
        await session.db
          .collection('accounts')
          .doc('A')
          .update({ data: { fen: 50 } });
    });
    expect(rounds).toBe(2);
    expect(await balances()).toEqual([51, 0]);
  });

  test('a duplicate key shows at once, and an ended transaction is gone', async () => {
    const transaction = await session.db.startTransaction();
    const twice = await refused(transaction.collection('accounts').add({ data: { _id: 'A' } }));
    expect(twice.errMsg).toContain('E11000');
    await transaction.commit();
    const error = await refused(transaction.collection('accounts').doc('A').get());
    expect(error.errMsg).toContain('TransactionNotExist');
  });
});
