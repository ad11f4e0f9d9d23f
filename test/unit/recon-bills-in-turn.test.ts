/**
 * Several bills of one day are read one after the other (money rule 11): one that is not there keeps the
 * day waiting, and wherever reading breaks off it goes on in that bill.
 */
import type { Order } from '../../cloudfunctions/domain/order';
import {
  bookOf,
  coversOf,
  isSameBook,
  type Covers,
} from '../../cloudfunctions/domain/recon-platform';
import type { BillSource } from '../../cloudfunctions/ports/bill-source';
import { reconcileTick } from '../../cloudfunctions/usecases/reconcile-tick';
import { accountOf, platformBills } from '../../cloudfunctions/wiring/platform-bills';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { FOREVER } from '../support/doubles';
import { looks, tickUntil } from '../support/recon-many';
import { DAY, hisRow, on, paid, payRow, reconRig, type Books } from '../support/recon-rig';
import {
  cashRow,
  CHANGED,
  NEW,
  numberIn,
  OLD,
  on20,
  SHARED,
  type Case,
  type Platform,
} from '../support/recon-several';

describe('while one of the bills is not there', () => {
  const books = (): Case & { his: Books['his'] } => ({
    bill: [cashRow(1)],
    more: { payinsurance: [payRow(2)] },
    ours: [on20(1), paid(2)],
    his: [hisRow(1), hisRow(2)],
  });

  test.each(['medins', 'payinsurance'] as const)('%s: the day waits for it', async (late) => {
    const rig = reconRig(CHANGED);
    await rig.plant(books());
    rig.script.opening = (book) => (book === late ? { kind: 'not-yet' } : undefined);
    for (let n = 0; n < 6; n += 1) {
      await rig.tick();
      rig.clock.at = (await rig.day())?.dueAt ?? 0;
    }
    expect(await rig.day()).toMatchObject({ stage: 'bill', fault: 'not-yet', attempts: 6 });
    rig.script.opening = undefined;
    await rig.tick();
    expect(await rig.day()).toMatchObject({ stage: 'done', outcome: 'balanced' });
  });

  test('those that were read are not asked for again', async () => {
    const rig = reconRig(CHANGED);
    await rig.plant(books());
    rig.script.opening = (book) => (book === 'payinsurance' ? { kind: 'not-yet' } : undefined);
    await rig.tick();
    rig.clock.at = (await rig.day())?.dueAt ?? 0;
    await rig.tick();
    const bills = rig.asked.filter((one) => one.startsWith('bill'));
    const old = `bill ${DAY} all payinsurance`;
    expect(bills).toEqual([`bill ${DAY} all`, old, old]);
  });

  const insured = (n: number): Order =>
    on20(n, {
      proof: { total: fen(8000), cash: ZERO, insurance: fen(8000), paidAt: on('12:00:00') },
    });

  async function asked(times: number, books: Case, platform: Platform, empty: boolean) {
    const rig = reconRig(platform);
    await rig.plant({
      his: (books.ours ?? []).map(({ orderNo }) => hisRow(numberIn(orderNo))),
      ...books,
    });
    const opening = empty ? ({ kind: 'not-yet', empty } as const) : ({ kind: 'not-yet' } as const);
    rig.script.opening = (book) => (book === platform[0]?.name ? opening : undefined);
    for (let n = 0; n < times; n += 1) {
      await rig.tick();
      rig.clock.at = (await rig.day())?.dueAt ?? rig.clock.at;
    }
    return rig;
  }

  test('no cash on one way is believed by what ours has of that way alone', async () => {
    const sums = { total: fen(8000), cash: ZERO, insurance: fen(8000) };
    const more = { payinsurance: [payRow(2)] };
    const case1 = { more, ours: [insured(1), paid(2)], his: [hisRow(1, sums), hisRow(2)] };
    const rig = await asked(4, case1, CHANGED, true);
    expect(await rig.day()).toMatchObject({ stage: 'done', outcome: 'balanced' });
    const case2 = { more, ours: [on20(1), paid(2)] };
    const waiting = await asked(8, case2, CHANGED, true);
    expect(await waiting.day()).toMatchObject({ stage: 'bill', attempts: 8 });
  });

  test('a way that nobody pays any more need not have a bill, one that is paid must', async () => {
    const left = [{ ...OLD, retired: true }, NEW] as const;
    const books = { more: { medins: [cashRow(1)] }, ours: [on20(1)] };
    const rig = await asked(4, books, left, false);
    expect(await rig.day()).toMatchObject({ stage: 'done', outcome: 'balanced' });
    const paidOnIt = await asked(8, { ...books, ours: [on20(1), paid(2)] }, left, false);
    expect(await paidOnIt.day()).toMatchObject({ stage: 'bill', attempts: 8 });
    const chosen = await asked(8, books, [OLD, NEW], false);
    expect(await chosen.day()).toMatchObject({ stage: 'bill', attempts: 8 });
  });
});

describe('in slices', () => {
  const MANY = 600;
  const all = Array.from({ length: MANY }, (_unused, n) => n);
  const isOld = (n: number): boolean => n % 2 === 0;
  const FOUND = ['ours-only payment 7', 'ours-only payment 8'];

  async function manyOrders() {
    const rig = reconRig(CHANGED);
    await rig.plant({
      bill: all.filter((n) => !isOld(n) && n !== 7).map((n) => cashRow(n)),
      more: { payinsurance: all.filter((n) => isOld(n) && n !== 8).map((n) => payRow(n)) },
      ours: all.map((n) => (isOld(n) ? paid(n) : on20(n))),
      his: all.map((n) => hisRow(n)),
    });
    return rig;
  }

  test('however short: the same, and each row once', async () => {
    const rig = await manyOrders();
    await tickUntil(rig, 'done', (n) => looks(4 + (n % 5)));
    expect(rig.found()).toEqual(FOUND);
    expect((await rig.day())?.books.platform.payments.rows).toBe(MANY - 2);
  });

  test.each(['medins', 'payinsurance'] as const)(
    'a bill that breaks off is read on from its own checkpoint: %s',
    async (of) => {
      const rig = await manyOrders();
      for (const rows of [290, 100, 295]) {
        rig.script.breakAfter = { rows, fault: 'connection', of };
        await rig.tick();
        expect(await rig.day()).toMatchObject({ stage: 'bill', fault: 'connection' });
        rig.clock.at = (await rig.day())?.dueAt ?? 0;
      }
      rig.script.breakAfter = undefined;
      await rig.tick();
      expect(rig.found()).toEqual(FOUND);
      expect(await rig.day()).toMatchObject({ books: { platform: { run: 1, rows: MANY - 2 } } });
    },
  );

  test('another bill than before: all are read anew', async () => {
    const rig = await manyOrders();
    rig.script.breakAfter = { rows: 200, fault: 'connection', of: 'payinsurance' };
    await rig.tick();
    const books = rig.books.get(DAY);
    if (books === undefined) throw new Error('no books');
    const more = { payinsurance: [payRow(999), ...(books.more?.payinsurance ?? [])] };
    rig.books.set(DAY, { ...books, more });
    rig.script.breakAfter = undefined;
    rig.clock.at = (await rig.day())?.dueAt ?? 0;
    await rig.tick();
    expect(rig.found()).toEqual([...FOUND, 'platform-only payment 999']);
    expect((await rig.day())?.books.platform.run).toBe(2);
  });

  test('a checkpoint in a bill that is no longer read begins anew', async () => {
    const rig = await manyOrders();
    rig.script.breakAfter = { rows: 200, fault: 'connection', of: 'payinsurance' };
    await rig.tick();
    const [first] = rig.deps.bills;
    if (first === undefined) throw new Error('no bill');
    rig.clock.at = (await rig.day())?.dueAt ?? 0;
    const alone = { ...rig, deps: { ...rig.deps, bills: [first] } };
    await reconcileTick(alone.deps, FOREVER);
    expect(await rig.day()).toMatchObject({ books: { platform: { run: 2 } } });
  });
});

describe('which book is whose', () => {
  test('by the way of paying; older records belong to the first', () => {
    expect(bookOf(CHANGED, 'payinsurance')).toBe(OLD);
    expect(bookOf(CHANGED, undefined)).toBe(NEW);
    expect(bookOf(CHANGED, 'onecode')).toBeUndefined();
    expect([coversOf(CHANGED, 'medins'), coversOf(CHANGED, 'onecode')]).toEqual(['cash', 'all']);
    expect(isSameBook([SHARED], 'medins', 'onecode')).toBe(true);
    expect(isSameBook(CHANGED, 'medins', 'payinsurance')).toBe(false);
    expect(isSameBook(CHANGED, 'onecode', 'onecode')).toBe(false);
  });

  test('one bill for all that is paid into the same account, retired when all of it is', () => {
    const sourceOf = (covers: Covers): BillSource => ({
      covers,
      open: () => Promise.resolve({ kind: 'not-yet' }),
    });
    const [source, all] = [sourceOf('cash'), sourceOf('all')];
    const account = accountOf({ mchid: '1230000109', subMchid: '1900000109' });
    expect(account).not.toBe(accountOf({ mchid: '1230000109' }));
    const phones = { name: 'medins', source, account } as const;
    const counters = { name: 'onecode', source, account } as const;
    const old = { name: 'payinsurance', source: all, retired: true } as const;
    expect(platformBills([phones, counters, old])).toEqual([
      { name: 'medins', channels: ['medins', 'onecode'], covers: 'cash', source },
      {
        name: 'payinsurance',
        channels: ['payinsurance'],
        covers: 'all',
        source: all,
        retired: true,
      },
    ]);
    const left = { ...phones, retired: true } as const;
    expect(platformBills([counters, left])).toEqual([
      { name: 'onecode', channels: ['onecode', 'medins'], covers: 'cash', source },
    ]);
    const elsewhere = { ...counters, account: accountOf({ mchid: '1' }) };
    expect(platformBills([phones, elsewhere]).map(({ channels }) => channels)).toEqual([
      ['medins'],
      ['onecode'],
    ]);
    expect(() => platformBills([])).toThrow('must be given');
  });
});
