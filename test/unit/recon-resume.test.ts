/**
 * Reconciliation in slices (money rule 11): whatever breaks, whenever time runs out, whoever works at the
 * same time, the same is found in the end, and what cannot be done becomes a person's case.
 */
import type { Deadline } from '../../cloudfunctions/ports/deadline';
import { newDay } from '../../cloudfunctions/domain/recon-day';
import { reconcileTick } from '../../cloudfunctions/usecases/reconcile-tick';
import { reconcileAgain } from '../../cloudfunctions/usecases/reconcile-report';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER } from '../support/doubles';
import {
  DAY,
  hisRefund,
  hisRow,
  HOSPITAL,
  on,
  paid,
  payRow,
  reconRig,
  refundOf,
  refundRow,
} from '../support/recon-rig';

/** Time for so many looks at the clock, then none. */
function looks(count: number): Deadline {
  let left = count;
  return {
    leftMs: () => {
      left -= 1;
      return left >= 0 ? 60_000 : 0;
    },
  };
}

const MANY = 700;
const FOUND = [
  'amount-differs cash 5',
  'duplicate-row payment 6',
  'his-missing his-payment 8',
  'ours-only payment 7',
  'platform-only payment 4',
  'unreadable-row row line-900',
];

/** 700 orders, every tenth refunded, with differences in some. */
async function manyOrders() {
  const rig = reconRig();
  const all = Array.from({ length: MANY }, (_unused, n) => n);
  const isRefunded = (n: number): boolean => n % 10 === 0;
  const bill = all
    .filter((n) => n !== 7)
    .flatMap((n) => [
      payRow(n, n === 5 ? { cash: fen(1) } : {}),
      ...(n === 6 ? [payRow(6)] : []),
      ...(isRefunded(n) ? [refundRow(n)] : []),
    ]);
  await rig.plant({
    bill: [...bill, { kind: 'unreadable', line: 900, fault: 'cells' }],
    ours: all
      .filter((n) => n !== 4)
      .map((n) => paid(n, isRefunded(n) ? { refund: refundOf(n) } : {})),
    his: all
      .filter((n) => n !== 8)
      .flatMap((n) => [hisRow(n), ...(isRefunded(n) ? [hisRefund(n)] : [])]),
  });
  rig.script.ledgerPage = 100;
  return rig;
}

test('in one go', async () => {
  const rig = await manyOrders();
  expect((await rig.tick()).steps).toBeGreaterThan(5);
  expect(rig.found()).toEqual(FOUND);
  expect((await rig.day())?.stage).toBe('done');
  expect(rig.recon.slices().size).toBe(0);
});

test('in slices, however short: the same', async () => {
  const rig = await manyOrders();
  let ticks = 0;
  while ((await rig.day())?.stage !== 'done') {
    ticks += 1;
    if (ticks > 500) throw new Error('never done');
    await rig.tick(looks(4 + (ticks % 5)));
  }
  expect(ticks).toBeGreaterThan(20);
  expect(rig.found()).toEqual(FOUND);
  expect(await rig.day()).toMatchObject({
    types: { 'unreadable-row': { open: 1, resolved: 0 } },
    books: { platform: { payments: { rows: MANY }, refunds: { rows: 70 } } },
  });
  expect(rig.recon.slices().size).toBe(0);
});

test('a crash after any write: the same', async () => {
  const plain = await manyOrders();
  let writes = 0;
  const counting = { ...plain.deps.recon };
  for (const name of [
    'putSlice',
    'saveDay',
    'putDifference',
    'removeSlice',
    'insertDay',
  ] as const) {
    const write = counting[name] as (...given: unknown[]) => Promise<unknown>;
    Object.assign(counting, { [name]: (...given: unknown[]) => ((writes += 1), write(...given)) });
  }
  await reconcileTick({ ...plain.deps, recon: counting }, FOREVER);
  for (const crashAt of [1, 2, 3, 20, 34, 35, 36, 70, 100, 110, 120, 140, 150, 200]) {
    expect(crashAt).toBeLessThan(writes);
    const rig = await manyOrders();
    let left = crashAt;
    const recon = { ...rig.deps.recon };
    for (const name of [
      'putSlice',
      'saveDay',
      'putDifference',
      'removeSlice',
      'insertDay',
    ] as const) {
      const write = recon[name] as (...given: unknown[]) => Promise<unknown>;
      const crashing = async (...given: unknown[]): Promise<unknown> => {
        if (left <= 0) throw new Error('crashed');
        left -= 1;
        const done = await write(...given);
        if (left === 0) throw new Error('crashed');
        return done;
      };
      Object.assign(recon, { [name]: crashing });
    }
    await expect(reconcileTick({ ...rig.deps, recon }, FOREVER)).rejects.toThrow('crashed');
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
    [770, 'connection'],
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
  for (let ticks = 0; ticks < 2_000 && (await rig.day())?.stage !== 'done'; ticks += 1) {
    await rig.tick(looks(3 + (ticks % 2)));
    const due = (await rig.day())?.dueAt ?? 0;
    rig.clock.at = Math.max(rig.clock.at + 60_000, due);
  }
  expect(await rig.day()).toMatchObject({ stage: 'done', outcome: 'no-bill', fault: 'changing' });
});

test('what was kept and is gone is noticed, and the book read anew', async () => {
  const rig = await manyOrders();
  while ((await rig.day())?.stage !== 'compare') await rig.tick(looks(4));
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

describe('when it is done', () => {
  test('nothing before its time, one read when nothing is due', async () => {
    const rig = reconRig();
    rig.clock.at = on('10:29:59', '03');
    expect(await rig.tick()).toEqual({ steps: 0 });
    expect(await rig.day()).toMatchObject({ stage: 'waiting', dueAt: on('10:30:00', '03') });
    let reads = 0;
    const recon = {
      ...rig.deps.recon,
      firstDay: (hospital: typeof HOSPITAL) => ((reads += 1), rig.recon.firstDay(hospital)),
    };
    const lease = {
      take: () => Promise.reject(new Error('not needed')),
      release: () => Promise.resolve(),
    };
    await reconcileTick({ ...rig.deps, recon, lease }, FOREVER);
    expect(reads).toBe(1);
    rig.clock.at = on('10:30:00', '03');
    await rig.tick();
    expect((await rig.day())?.stage).toBe('done');
  });

  test('day after day, also those that were missed', async () => {
    const rig = reconRig();
    await rig.tick();
    rig.clock.at = on('11:00:00', '06');
    await rig.tick();
    const days = (await rig.recon.days(HOSPITAL, undefined, 9)).map(({ day, stage }) => [
      day,
      stage,
    ]);
    expect(days).toEqual([
      ['20260306', 'waiting'],
      ['20260305', 'done'],
      ['20260304', 'done'],
      ['20260303', 'done'],
      ['20260302', 'done'],
    ]);
  });

  test('two ticks at once do the work once', async () => {
    const rig = await manyOrders();
    const steps = await Promise.all([rig.tick(), rig.tick(), rig.tick()]);
    expect(steps.filter((one) => one.steps > 0)).toHaveLength(1);
    expect(rig.asked.filter((one) => one.startsWith('bill'))).toHaveLength(1);
    expect(rig.found()).toEqual(FOUND);
  });

  test('who was overtaken writes nothing more', async () => {
    const rig = await manyOrders();
    let saves = 0;
    const recon = {
      ...rig.deps.recon,
      saveDay: (day: Parameters<typeof rig.recon.saveDay>[0]) =>
        (saves += 1) === 2 ? Promise.resolve('conflict' as const) : rig.recon.saveDay(day),
    };
    expect(await reconcileTick({ ...rig.deps, recon }, FOREVER)).toEqual({ steps: 1 });
    expect(saves).toBe(2);
  });

  test('without time nothing is begun', async () => {
    const rig = await manyOrders();
    expect(await rig.tick({ leftMs: () => 20_000 })).toEqual({ steps: 0 });
    expect(rig.asked).toEqual([]);
  });
});

describe('what cannot be read', () => {
  test('not generated yet: asked again, after three days a person’s case', async () => {
    const rig = await manyOrders();
    rig.script.opening = () => ({ kind: 'not-yet' });
    await rig.tick();
    expect(await rig.day()).toMatchObject({
      stage: 'bill',
      fault: 'not-yet',
      dueAt: on('10:40:00', '03'),
    });
    let asked = 1;
    while ((await rig.day())?.stage === 'bill') {
      rig.clock.at = (await rig.day())?.dueAt ?? 0;
      await rig.tick();
      asked += 1;
    }
    expect(asked).toBeGreaterThan(60);
    expect(rig.clock.at).toBeGreaterThanOrEqual(on('10:30:00', '06'));
    expect(await rig.day()).toMatchObject({ stage: 'done', outcome: 'no-bill', dueAt: null });
    expect(rig.alarms).toContain('recon.given-up');
    rig.script.opening = undefined;
    expect(await reconcileAgain(rig.deps, DAY)).toBe('begun');
    await rig.tick();
    expect(rig.found()).toEqual(FOUND);
  });

  test.each(['cut', 'header', 'encoding', 'too-large'] as const)(
    'a bill with fault %s',
    async (fault) => {
      const rig = await manyOrders();
      rig.script.breakAfter = { rows: 0, fault };
      await rig.tick();
      expect(await rig.day()).toMatchObject({ stage: 'bill', fault, attempts: 1 });
      expect(rig.found()).toEqual([]);
    },
  );

  test('a refusal is told by its code', async () => {
    const rig = await manyOrders();
    rig.script.opening = () => ({
      kind: 'unknown',
      code: '签名失败',
      reason: 'payment-misconfigured',
    });
    await rig.tick();
    expect(await rig.day()).toMatchObject({ stage: 'bill', fault: '签名失败' });
  });

  test('a hospital that is silent: waited for, then a person’s case', async () => {
    const rig = await manyOrders();
    rig.script.hisDown = true;
    await rig.tick();
    expect(await rig.day()).toMatchObject({ stage: 'hospital', fault: 'timeout' });
    rig.script.hisDown = false;
    rig.clock.at += 3_600_000;
    await rig.tick();
    expect(rig.found()).toEqual(FOUND);
    rig.script.hisDown = true;
    rig.clock.at = on('10:30:00', '04');
    await rig.tick();
    rig.clock.at = on('10:30:00', '07');
    await rig.tick();
    expect((await rig.day('20260303'))?.outcome).toBe('no-ledger');
  });

  test('more differences than are kept are counted', async () => {
    const rig = reconRig();
    const bill = Array.from(
      { length: 5_050 },
      (_unused, line) => ({ kind: 'unreadable', line, fault: 'cells' }) as const,
    );
    await rig.plant({ bill });
    await rig.tick();
    expect(rig.recon.all()).toHaveLength(5_000);
    expect((await rig.day())?.types).toEqual({ 'unreadable-row': { open: 5_050, resolved: 0 } });
  });

  test('more cut-offs than can wait are differences at once', async () => {
    const rig = reconRig();
    const late = on('23:59:00');
    const ours = Array.from({ length: 1_200 }, (_unused, n) => paid(n, {}, late));
    await rig.plant({ ours, his: ours.map((_order, n) => hisRow(n, { at: late })) });
    await rig.tick();
    const day = await rig.day();
    expect(day?.carried.length).toBeLessThanOrEqual(1_000);
    const open = (type: 'cut-off' | 'ours-only') => day?.types[type]?.open ?? 0;
    expect(open('cut-off') + open('ours-only')).toBe(1_200);
    expect(open('ours-only')).toBeGreaterThan(600);
  });
});

test('the log tells how far it is, and no number of an order', async () => {
  const rig = await manyOrders();
  await rig.tick();
  const lines = rig.lines.filter((line) => line.startsWith('recon.progress'));
  expect(lines.length).toBeGreaterThan(8);
  expect(lines[1]).toBe(`recon.progress {"action":"ours","state":"${DAY}","count":771}`);
  expect(rig.lines.join()).not.toMatch(/Y20260302/);
  expect(rig.progress.map(({ stage }) => stage)).toContain('compare');
  expect(newDay(HOSPITAL, DAY, rig.deps.reconRules).startAt).toBe(on('10:30:00', '03'));
});
