/**
 * Reconciliation in slices (money rule 11): whatever breaks, whenever time runs out, whoever works at the
 * same time, the same is found in the end, and what cannot be done becomes a person's case.
 */
import { DEFAULT_RECON_RULES } from '../../cloudfunctions/domain/recon-rules';
import { reconcileAgain } from '../../cloudfunctions/usecases/reconcile-report';
import { reconcileTick } from '../../cloudfunctions/usecases/reconcile-tick';
import { FOREVER } from '../support/doubles';
import { aroundWrites, FOUND, looks, MANY, manyOrders, tickUntil } from '../support/recon-many';
import { DAY, hisRow, HOSPITAL, payRow } from '../support/recon-rig';

test('in one go', async () => {
  const rig = await manyOrders();
  expect((await rig.tick()).steps).toBeGreaterThan(5);
  expect(rig.found()).toEqual(FOUND);
  expect((await rig.day())?.stage).toBe('done');
  expect(rig.recon.slices().size).toBe(0);
});

test('in slices, however short: the same', async () => {
  const rig = await manyOrders();
  const ticks = await tickUntil(rig, 'done', (n) => looks(4 + (n % 5)));
  expect(ticks).toBeGreaterThan(20);
  expect(rig.found()).toEqual(FOUND);
  expect(await rig.day()).toMatchObject({
    types: { 'unreadable-row': { open: 1, resolved: 0 } },
    books: { platform: { payments: { rows: MANY }, refunds: { rows: 40 } } },
  });
  expect(rig.recon.slices().size).toBe(0);
});

test('a crash after any write: the same', async () => {
  const plain = await manyOrders();
  let writes = 0;
  const count = (): void => {
    writes += 1;
  };
  const recon = aroundWrites(plain.recon, count, () => undefined);
  await reconcileTick({ ...plain.deps, recon }, FOREVER);
  expect(writes).toBeGreaterThan(150);
  for (const crashAt of [1, 2, 3, 20, 34, 35, 70, 100, 120, 150]) {
    const rig = await manyOrders();
    let left = crashAt;
    const crash = (): void => {
      if (left <= 0) throw new Error('crashed');
    };
    const crashing = aroundWrites(rig.recon, crash, () => {
      left -= 1;
      crash();
    });
    await expect(reconcileTick({ ...rig.deps, recon: crashing }, FOREVER)).rejects.toThrow(
      'crashed',
    );
    rig.clock.at += 3_600_000;
    await rig.tick();
    expect([crashAt, rig.found()]).toEqual([crashAt, FOUND]);
  }
});

test('a bill that breaks off is read on from its checkpoint, and counted once', async () => {
  const rig = await manyOrders();
  for (const [rows, fault] of [
    [300, 'connection'],
    [100, 'cut'],
    [440, 'connection'],
  ] as const) {
    rig.script.breakAfter = { rows, fault };
    await rig.tick();
    const day = await rig.day();
    expect(day).toMatchObject({ stage: 'bill', fault });
    rig.clock.at = day?.dueAt ?? 0;
  }
  rig.script.breakAfter = undefined;
  await rig.tick();
  expect(rig.found()).toEqual(FOUND);
});

test('another bill than before is read anew from its beginning', async () => {
  const rig = await manyOrders();
  await rig.tick(looks(4));
  const begun = await rig.day();
  expect(begun).toMatchObject({ stage: 'bill', books: { platform: { rows: 256 } } });
  const books = rig.books.get(DAY);
  if (books === undefined) throw new Error('no books');
  rig.books.set(DAY, { ...books, bill: [payRow(999), ...books.bill] });
  await rig.tick();
  expect(rig.found()).toEqual([
    ...FOUND.slice(0, 4),
    'platform-only payment 4',
    'platform-only payment 999',
    ...FOUND.slice(5),
  ]);
  expect((await rig.day())?.books.platform.run).toBe(2);
  expect(rig.recon.slices().size).toBe(0);
});

test('a bill that is another one every time is a person’s case in the end', async () => {
  const rig = await manyOrders();
  let given = 0;
  rig.script.opening = () => {
    given += 1;
    const row = payRow(given);
    const items = (async function* () {
      for (let n = 0; n < 600; n += 1) {
        await Promise.resolve();
        yield { kind: 'row', row } as const;
      }
    })();
    return { kind: 'open', items };
  };
  const deps = { ...rig.deps, reconRules: { ...DEFAULT_RECON_RULES, giveUpMs: 3_600_000 } };
  for (let ticks = 0; ticks < 100 && (await rig.day())?.outcome === undefined; ticks += 1) {
    await reconcileTick(deps, looks(3 + (ticks % 2)));
    const due = (await rig.day())?.dueAt ?? 0;
    rig.clock.at = Math.max(rig.clock.at + 60_000, due);
  }
  expect(await rig.day()).toMatchObject({ outcome: 'no-bill', fault: 'changing' });
});

test('what was kept and is gone is noticed, and the book read anew', async () => {
  const rig = await manyOrders();
  await tickUntil(rig, 'compare', () => looks(4));
  const [name] = [...rig.recon.slices().keys()].filter((key) => key.includes(':hospital:'));
  const [, , , run, block, partition] = (name ?? '').split(':').map(Number);
  if (run === undefined || block === undefined || partition === undefined)
    throw new Error('no slice');
  await rig.recon.removeSlice(HOSPITAL, { day: DAY, source: 'hospital', run, block, partition });
  await rig.tick();
  expect(rig.alarms).toContain('recon.book-incomplete');
  expect(rig.found()).toEqual(FOUND);
  expect(rig.recon.slices().size).toBe(0);
});

test('the same day compared again: the same documents, and what is gone is resolved', async () => {
  const rig = await manyOrders();
  await rig.tick();
  const before = rig.recon.all().map(({ foundAt }) => foundAt);
  const books = rig.books.get(DAY);
  if (books === undefined) throw new Error('no books');
  rig.books.set(DAY, { ...books, his: [...books.his, hisRow(8)] });
  rig.clock.at += 3_600_000;
  expect(await reconcileAgain(rig.deps, DAY)).toBe('begun');
  expect(await reconcileAgain(rig.deps, DAY)).toBe('busy');
  expect(await reconcileAgain(rig.deps, '20260101')).toBe('unknown');
  await rig.tick();
  expect(rig.found()).toEqual(
    FOUND.map((one) => (one.startsWith('his-missing') ? `${one} resolved` : one)),
  );
  expect(rig.recon.all().map(({ foundAt }) => foundAt)).toEqual(before);
});
