/** What every ReconStore must do (money rules 11 and 13): run against memory and against the cloud. */
import { hospitalId } from '../../cloudfunctions/domain/ids';
import { newBook, newDay, type ReconDay } from '../../cloudfunctions/domain/recon-day';
import { differenceId, type Difference } from '../../cloudfunctions/domain/recon-differences';
import { NO_FACTS, type Entry } from '../../cloudfunctions/domain/recon-facts';
import { DEFAULT_RECON_RULES } from '../../cloudfunctions/domain/recon-rules';
import type { ReconStore } from '../../cloudfunctions/ports/recon-store';
import { fen } from '../../miniprogram/shared/fen';
import { T0 } from './orders';

const HOSPITAL = hospitalId('hosp1');
const ELSEWHERE = hospitalId('hosp2');
const dayOf = (day: string, change: Partial<ReconDay> = {}): ReconDay => ({
  ...newDay(HOSPITAL, day, DEFAULT_RECON_RULES),
  ...change,
});

function difference(orderNo: string, change: Partial<Difference> = {}): Difference {
  const entry = { mark: 'paid', total: fen(3), cash: fen(1), insurance: fen(2), at: T0 } as const;
  return {
    type: 'platform-only',
    leg: 'payment',
    day: '20260302',
    run: 1,
    orderNo,
    state: 'open',
    tries: 0,
    facts: { ...NO_FACTS, platform: { payments: [{ ...entry, line: 7 }], refunds: [] } },
    foundAt: T0,
    changedAt: T0,
    ...change,
  };
}

/** `fresh` gives an empty store before each test. */
export function reconStoreContract(fresh: () => Promise<ReconStore>): void {
  let recon: ReconStore;
  beforeEach(async () => {
    recon = await fresh();
  });

  test('a day is inserted once, comes back whole, and is replaced by its next version only', async () => {
    const day = dayOf('20260302', {
      fault: 'not-yet',
      cursor: 'c',
      carried: [['ours', 'Pp\tY1\t1\t1\t0\t\t']],
      types: { 'his-missing': { open: 1, resolved: 2 } },
      spent: [{ source: 'hospital', run: 1, blocks: 3 }],
    });
    expect(await recon.insertDay(day)).toBe('inserted');
    expect(await recon.insertDay({ ...day, attempts: 9 })).toBe('exists');
    expect(await recon.loadDay(HOSPITAL, '20260302')).toEqual(day);
    const { fault: _fault, cursor: _cursor, ...rest } = day;
    const books = { ...day.books, platform: { ...newBook(2, 4), cursor: 'x', rows: 5 } };
    const next: ReconDay = { ...rest, version: 2, books, outcome: 'balanced', finishedAt: T0 };
    expect(await recon.saveDay(next)).toBe('saved');
    expect(await recon.saveDay({ ...next, attempts: 9 })).toBe('conflict');
    expect(await recon.loadDay(HOSPITAL, '20260302')).toEqual(next);
    expect(await recon.loadDay(ELSEWHERE, '20260302')).toBeUndefined();
    expect(await recon.loadDay(HOSPITAL, '20260303')).toBeUndefined();
  });

  test('the unfinished day that is due first, whenever that is; never another hospital’s', async () => {
    expect(await recon.firstDay(HOSPITAL)).toBeUndefined();
    await recon.insertDay(dayOf('20260301', { dueAt: null, stage: 'done' }));
    await recon.insertDay(dayOf('20260302', { dueAt: T0 + 20 }));
    await recon.insertDay(dayOf('20260303', { dueAt: T0 + 10 }));
    await recon.insertDay({ ...dayOf('20260302', { dueAt: T0 }), hospital: ELSEWHERE });
    expect((await recon.firstDay(HOSPITAL))?.day).toBe('20260303');
    expect((await recon.firstDay(ELSEWHERE))?.day).toBe('20260302');
  });

  test('days, latest first, page by page', async () => {
    for (const day of ['20260228', '20260302', '20260301']) await recon.insertDay(dayOf(day));
    await recon.insertDay({ ...dayOf('20260304'), hospital: ELSEWHERE });
    const days = async (before: string | undefined, limit: number) =>
      (await recon.days(HOSPITAL, before, limit)).map(({ day }) => day);
    expect(await days(undefined, 2)).toEqual(['20260302', '20260301']);
    expect(await days('20260301', 2)).toEqual(['20260228']);
  });

  test('slices are told apart by every part of their names, replaced whole and removed', async () => {
    const name = { day: '20260302', source: 'ours', run: 1, block: 0, partition: 3 } as const;
    await recon.putSlice(HOSPITAL, name, 'a\nb\n');
    await recon.putSlice(HOSPITAL, { ...name, block: 1 }, 'c\n');
    expect(await recon.slice(HOSPITAL, name)).toBe('a\nb\n');
    for (const other of [
      { day: '20260303' },
      { source: 'hospital' },
      { run: 2 },
      { partition: 4 },
    ] as const) {
      expect(await recon.slice(HOSPITAL, { ...name, ...other })).toBeUndefined();
    }
    expect(await recon.slice(ELSEWHERE, name)).toBeUndefined();
    await recon.putSlice(HOSPITAL, name, 'z\n');
    expect(await recon.slice(HOSPITAL, name)).toBe('z\n');
    await recon.removeSlice(HOSPITAL, name);
    await recon.removeSlice(HOSPITAL, name);
    expect(await recon.slice(HOSPITAL, name)).toBeUndefined();
    expect(await recon.slice(HOSPITAL, { ...name, block: 1 })).toBe('c\n');
  });

  test('a difference is kept once by its name, and comes back whole', async () => {
    const one = difference('Y0001', { healing: 'failed', fault: '订单总金额' });
    await recon.putDifference(HOSPITAL, difference('Y0001'));
    await recon.putDifference(HOSPITAL, one);
    expect(await recon.difference(HOSPITAL, differenceId(one))).toEqual(one);
    expect(await recon.difference(ELSEWHERE, differenceId(one))).toBeUndefined();
    const all = await recon.differences(HOSPITAL, { day: '20260302', limit: 10 });
    expect(all).toEqual([one]);
  });

  test('whatever a book can say of an order comes back', async () => {
    const sums = { total: fen(3), cash: fen(1), insurance: fen(2) } as const;
    const all: Required<Entry> = {
      ...{ mark: 'settled', ...sums, at: T0, channel: 'onecode', line: 7, carried: true },
      ...{ otherDay: true, byHand: true, handLegs: ['cash'], halfPaid: true },
      ...{ askedEarlier: true, tendered: true },
    };
    const ours = { exists: true, payment: all, refund: all };
    const books = { payments: [all], refunds: [all] };
    const facts = { platform: books, ours, his: books, windowBills: ['B1'] };
    const one = difference('Y0001', { facts });
    await recon.putDifference(HOSPITAL, one);
    expect(await recon.difference(HOSPITAL, differenceId(one))).toEqual(one);
  });

  test("a day's differences in the order of their names, page by page, by state", async () => {
    for (const number of ['Y0003', 'Y0001', 'Y0002']) {
      const state = number === 'Y0002' ? 'resolved' : 'open';
      await recon.putDifference(HOSPITAL, difference(number, { state }));
    }
    await recon.putDifference(HOSPITAL, difference('Y0004', { day: '20260303' }));
    await recon.putDifference(ELSEWHERE, difference('Y0005'));
    const found = async (more: { after?: string; limit: number; state?: 'open' }) => {
      const page = await recon.differences(HOSPITAL, { day: '20260302', ...more });
      return page.map(({ orderNo }) => orderNo);
    };
    expect(await found({ limit: 2 })).toEqual(['Y0001', 'Y0002']);
    const after = differenceId(difference('Y0002'));
    expect(await found({ limit: 2, after })).toEqual(['Y0003']);
    expect(await found({ limit: 9, state: 'open' })).toEqual(['Y0001', 'Y0003']);
  });
}
