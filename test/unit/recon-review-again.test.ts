/** A day that is compared anew keeps what the next day has ended, and reads no book twice (money rule 11). */
import type { Order } from '../../cloudfunctions/domain/order';
import { SOURCES } from '../../cloudfunctions/domain/recon-day';
import { reconcileAgain } from '../../cloudfunctions/usecases/reconcile-report';
import { looks, FOUND, manyOrders, tickUntil } from '../support/recon-many';
import {
  DAY,
  hisRow,
  HOSPITAL,
  on,
  paid,
  payRow,
  reconRig,
  type Books,
} from '../support/recon-rig';

interface Case extends Partial<Books> {
  readonly ours?: readonly Order[];
}

const NEXT = '20260303';
const late = on('23:58:00');
const early = on('00:00:01', '03');

async function twoDays(first: Case, second: Case) {
  const rig = reconRig();
  await rig.plant(first);
  await rig.plant({ ...second, day: NEXT });
  await rig.tick();
  rig.clock.at = on('10:30:00', '04');
  await rig.tick();
  return rig;
}

async function again(rig: ReturnType<typeof reconRig>, day = DAY) {
  rig.clock.at += 60_000;
  expect(await reconcileAgain(rig.deps, day)).toBe('begun');
  await rig.tick();
  expect((await rig.day(day))?.stage).toBe('done');
}

const LATE: Case = { ours: [paid(1, {}, late)], his: [hisRow(1, { at: late })] };
const FOUND_NEXT: Case = { bill: [payRow(1, { at: early })] };

describe('compared anew behind the next day', () => {
  test('what the next day has found stays found, however often', async () => {
    const rig = await twoDays(LATE, FOUND_NEXT);
    for (const day of [DAY, DAY, NEXT, DAY]) {
      await again(rig, day);
      expect([day, rig.found(), rig.found(NEXT)]).toEqual([day, ['cut-off row 1 resolved'], []]);
      expect(await rig.day()).toMatchObject({
        outcome: 'balanced',
        types: { 'cut-off': { open: 0, resolved: 1 } },
      });
    }
  });

  test('what the next day keeps as a difference is kept there only, also when it is read anew', async () => {
    const rig = await twoDays(
      { bill: [payRow(1, { at: late })], ours: [paid(1, {}, late)] },
      { his: [] },
    );
    for (const day of [DAY, NEXT]) {
      await again(rig, day);
      expect([rig.found(), rig.found(NEXT)]).toEqual([
        ['cut-off row 1 moved'],
        ['his-missing his-payment 1'],
      ]);
    }
  });

  test('whatever else it finds now is a difference', async () => {
    const rig = await twoDays(LATE, FOUND_NEXT);
    await rig.plant({});
    await again(rig);
    expect(rig.found()).toEqual(['cut-off row 1 resolved', 'his-missing his-payment 1']);
    expect((await rig.day())?.outcome).toBe('differences');
  });

  test('a cut-off that the next day never saw is a difference, also the second time', async () => {
    const rig = reconRig();
    await rig.plant(LATE);
    await rig.tick();
    rig.script.opening = () => ({ kind: 'not-yet' });
    rig.clock.at = on('10:30:00', '04');
    await rig.tick();
    rig.clock.at = on('10:30:00', '07');
    await rig.tick();
    expect((await rig.day(NEXT))?.outcome).toBe('no-bill');
    rig.script.opening = undefined;
    for (let times = 0; times < 2; times += 1) {
      await again(rig);
      expect(rig.found()).toEqual(['cut-off row 1 resolved', 'ours-only payment 1']);
    }
  });
});

test.each(SOURCES)('a book that is found incomplete is read anew once: %s', async (source) => {
  const rig = await manyOrders();
  await tickUntil(rig, 'compare', () => looks(4));
  const key = [...rig.recon.slices().keys()].find((one) => one.includes(`:${source}:`)) ?? '';
  const [, , , run = 0, block = 0, partition = 0] = key.split(':').map(Number);
  await rig.recon.removeSlice(HOSPITAL, { day: DAY, source, run, block, partition });
  await rig.tick();
  expect(rig.alarms).toContain('recon.book-incomplete');
  expect(rig.found()).toEqual(FOUND);
  expect((await rig.day())?.books.hospital.payments.rows).toBe(399);
  expect(rig.recon.slices().size).toBe(0);
});

test('an unreadable row that is whole when it is read anew is resolved, and no other', async () => {
  const rig = reconRig();
  const his = [hisRow(1, { orderNo: '一' }), hisRow(2, { orderNo: '二' })];
  const bill = [{ kind: 'unreadable', line: 7, fault: 'cells' } as const];
  await rig.plant({ bill, his });
  await rig.tick();
  const names = ['row line-7', 'his-row row-1', 'his-row row-2'].map(
    (one) => `unreadable-row ${one}`,
  );
  expect(rig.found()).toEqual(names);
  await rig.plant({ bill, his: his.slice(0, 1) });
  await again(rig);
  expect(rig.found()).toEqual([names[0], names[1], `${names[2] ?? ''} resolved`]);
  expect((await rig.day())?.types).toEqual({ 'unreadable-row': { open: 2, resolved: 1 } });
});
