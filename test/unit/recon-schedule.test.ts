/** When reconciliation works, and what it does when books cannot be read (money rule 11). */
import { newDay, type ReconDay } from '../../cloudfunctions/domain/recon-day';
import { reconcileAgain } from '../../cloudfunctions/usecases/reconcile-report';
import { reconcileTick } from '../../cloudfunctions/usecases/reconcile-tick';
import { FOREVER } from '../support/doubles';
import { FOUND, manyOrders } from '../support/recon-many';
import { DAY, hisRow, HOSPITAL, on, paid, reconRig } from '../support/recon-rig';

describe('when it is done', () => {
  test('nothing before its time, one read when nothing is due', async () => {
    const rig = reconRig();
    rig.clock.at = on('10:29:59', '03');
    expect(await rig.tick()).toEqual({ steps: 0 });
    expect(await rig.day()).toMatchObject({ stage: 'waiting', dueAt: on('10:30:00', '03') });
    let reads = 0;
    const recon = {
      ...rig.deps.recon,
      firstDay: (hospital: typeof HOSPITAL) => {
        reads += 1;
        return rig.recon.firstDay(hospital);
      },
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
      saveDay: (day: ReconDay) => {
        saves += 1;
        return saves === 2 ? Promise.resolve('conflict' as const) : rig.recon.saveDay(day);
      },
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
    for (; asked < 200 && (await rig.day())?.stage === 'bill'; asked += 1) {
      rig.clock.at = (await rig.day())?.dueAt ?? 0;
      await rig.tick();
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
  expect(lines[1]).toBe(`recon.progress {"action":"ours","state":"${DAY}","count":441}`);
  expect(rig.lines.join()).not.toMatch(/Y20260302/);
  expect(rig.progress.map(({ stage }) => stage)).toContain('compare');
  expect(newDay(HOSPITAL, DAY, rig.deps.reconRules).startAt).toBe(on('10:30:00', '03'));
});
