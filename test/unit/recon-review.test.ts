/** Money that is back twice, and rows and orders that cannot be read, are differences (money rule 11). */
import { StoreError } from '../../cloudfunctions/adapters/cloud-store/sdk';
import { difference as stored } from '../../cloudfunctions/adapters/cloud-store/recon-schema';
import type { Order } from '../../cloudfunctions/domain/order';
import { actFor } from '../../cloudfunctions/domain/recon-differences';
import { csvDifference } from '../../cloudfunctions/domain/recon-csv';
import type { Refund } from '../../cloudfunctions/domain/refund';
import type { ReconDeps } from '../../cloudfunctions/usecases/reconcile-deps';
import { reconcileTick } from '../../cloudfunctions/usecases/reconcile-tick';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER } from '../support/doubles';
import {
  DAY,
  hisRefund,
  hisRow,
  numberOf,
  on,
  paid,
  payRow,
  reconRig,
  refundOf,
  refundRow,
  type Books,
} from '../support/recon-rig';

interface Case extends Partial<Books> {
  readonly ours?: readonly Order[];
}

async function compared(books: Case, orders: Partial<ReconDeps['orders']> = {}) {
  const rig = reconRig();
  await rig.plant(books);
  await reconcileTick({ ...rig.deps, orders: { ...rig.deps.orders, ...orders } }, FOREVER);
  return rig;
}

/** Our refund so, and the bill's row of it. */
const refunded = (change: Partial<Refund>, row: Parameters<typeof refundRow>[1] = {}): Case => ({
  bill: [payRow(1), refundRow(1, row)],
  ours: [paid(1, { refund: refundOf(1, change) })],
  his: [hisRow(1), hisRefund(1)],
});
const CASH_BY_HAND = {
  legs: { cash: 'by-hand', insurance: 'refunded' },
  receipt: 'R1',
} as const satisfies Partial<Refund>;
const ALL_BY_HAND = {
  legs: { cash: 'by-hand', insurance: 'by-hand' },
  receipt: 'R1',
} as const satisfies Partial<Refund>;

describe('given back twice', () => {
  test.each<[string, Case, readonly string[]]>([
    [
      'cash transferred, and refunded by the platform, too',
      refunded(CASH_BY_HAND),
      ['refunded-twice refund-cash 1'],
    ],
    [
      'insurance brought back by hand, and by the bureau, too',
      refunded({ legs: { cash: 'refunded', insurance: 'by-hand' }, receipt: 'R1' }),
      ['refunded-twice refund-insurance 1'],
    ],
    [
      'both',
      refunded(ALL_BY_HAND),
      ['refunded-twice refund-cash 1', 'refunded-twice refund-insurance 1'],
    ],
    [
      'a part of it is twice as well',
      refunded(ALL_BY_HAND, { cash: fen(1), insurance: fen(0) }),
      ['refunded-twice refund-cash 1'],
    ],
    [
      'the city has no interface: everything goes back by hand',
      refunded({ ...ALL_BY_HAND, via: 'manual', sends: 0, askedAt: on('14:00:00') }),
      ['refunded-twice refund-cash 1', 'refunded-twice refund-insurance 1'],
    ],
    [
      'a case that was decided and then transferred is not one that was found back',
      refunded({
        ...ALL_BY_HAND,
        ...{ cause: 'review', via: 'manual', sends: 0, askedAt: on('14:00:00') },
      }),
      ['refunded-twice refund-cash 1', 'refunded-twice refund-insurance 1'],
    ],
    [
      'the leg that did not go by hand has other sums',
      refunded(CASH_BY_HAND, { cash: fen(0), insurance: fen(7999) }),
      ['refund-amount-differs refund-insurance 1'],
    ],
  ])('%s', async (_what, books, found) => {
    const rig = await compared(books);
    expect(rig.found()).toEqual(found);
    expect((await rig.day())?.outcome).toBe('differences');
  });

  test('listed on another day than ours', async () => {
    const back = on('09:00:00', '01');
    const rig = await compared({
      bill: [refundRow(1)],
      ours: [paid(1, { refund: refundOf(1, CASH_BY_HAND, back) }, back)],
    });
    expect(rig.found()).toEqual(['refunded-twice refund-cash 1']);
  });

  test.each<[string, Case]>([
    ['the platform brought back the other leg only', refunded(CASH_BY_HAND, { cash: fen(0) })],
    ['the platform is not done', refunded(CASH_BY_HAND, { state: 'refunding' })],
    ['no bill lists it', { ...refunded(ALL_BY_HAND), bill: [payRow(1)] }],
    [
      'found back by who concluded the case: made outside our interface',
      refunded({ ...ALL_BY_HAND, cause: 'review', via: 'manual', sends: 0 }),
    ],
  ])('%s: no difference', async (_what, books) => {
    const rig = await compared(books);
    expect(rig.found()).toEqual([]);
    expect((await rig.day())?.outcome).toBe('balanced');
  });

  test('it has an act and a name, and is read back from the store', async () => {
    const rig = await compared(refunded(CASH_BY_HAND));
    const [one] = rig.recon.all();
    if (one === undefined) throw new Error('not found');
    expect(actFor(one.type)).toBe('recover-one-of-two-refunds');
    expect(stored.parse(one)).toEqual(one);
    expect(csvDifference(one)).toContain('重复退款：人工与平台均已退,refund-cash');
    expect(csvDifference(one)).toContain('未解决,两笔退款中追回一笔,');
  });
});

describe('given back at the window', () => {
  const atWindow = (kind: 'settlement' | 'refund') =>
    hisRow(2, { kind, source: 'window', billIds: ['B0', 'B1'] });
  const settled: Case = { bill: [payRow(1)], ours: [paid(1)] };

  test('a bill that our order paid', async () => {
    const rig = await compared({ ...settled, his: [hisRow(1), atWindow('refund')] });
    expect(rig.found()).toEqual(['refunded-at-window-too his-refund 1']);
    const [one] = rig.recon.all();
    if (one === undefined) throw new Error('not found');
    expect(one.facts.windowBills).toEqual(['B1']);
    expect(csvDifference(one)).toContain('线上支付的账单窗口已退款,his-refund');
    expect((await rig.day())?.outcome).toBe('differences');
  });

  test('and by us as well', async () => {
    const books = refunded({});
    const rig = await compared({ ...books, his: [...(books.his ?? []), atWindow('refund')] });
    expect(rig.found()).toEqual(['refunded-at-window-too his-refund 1']);
  });

  test('of what the window had settled itself: only the double payment', async () => {
    const his = [hisRow(1), atWindow('settlement'), atWindow('refund')];
    const rig = await compared({ ...settled, his });
    expect(rig.found()).toEqual(['settled-at-window-too his-payment 1']);
  });

  test('a bill that no order of ours paid is no difference', async () => {
    const row = hisRow(2, { kind: 'refund', source: 'window' });
    const rig = await compared({ ...settled, his: [hisRow(1), row] });
    expect(rig.found()).toEqual([]);
  });
});

describe('what cannot be read', () => {
  const unreadable = (n: number): ReconDeps['orders']['load'] => {
    const rig = reconRig();
    return (hospital, number) =>
      number === numberOf(n)
        ? Promise.reject(new StoreError('unreadable', 'order'))
        : rig.orders.load(hospital, number);
  };

  test('an order of ours: a difference, an alarm, and the rest is compared', async () => {
    const rig = await compared(
      { bill: [payRow(1), payRow(2)], his: [hisRow(1)] },
      { load: unreadable(1) },
    );
    expect(rig.found()).toEqual(['platform-only payment 2', 'unreadable-row our-order 1']);
    expect(await rig.day()).toMatchObject({ stage: 'done', outcome: 'differences' });
    expect(rig.alarms).toEqual(['recon.order-unreadable', 'recon.report']);
  });

  test('an order whose bill a window settled, too', async () => {
    const window = hisRow(2, { source: 'window', billIds: ['B1'] });
    const books = { bill: [payRow(1)], ours: [paid(1)], his: [hisRow(1), window] };
    const rig = await compared(books, { load: unreadable(1) });
    expect(rig.found()).toEqual(['unreadable-row our-order 1']);
  });

  test('an order that is to be healed: it stays, and the day ends', async () => {
    const books = { bill: [payRow(1)], ours: [paid(1)] };
    const rig = reconRig();
    await rig.plant(books);
    const deps = { ...rig.deps, orders: { ...rig.orders, load: unreadable(1) } };
    for (let round = 0; round < 5; round += 1) {
      await reconcileTick(deps, FOREVER);
      rig.clock.at = (await rig.day())?.dueAt ?? rig.clock.at;
    }
    expect(rig.found()).toEqual(['his-missing his-payment 1']);
    expect(await rig.day()).toMatchObject({ stage: 'done', outcome: 'differences' });
  });

  test('a store that cannot answer is no unreadable order: tried again later', async () => {
    const load = () => Promise.reject(new StoreError('unknown', 'order'));
    const rig = await compared({ bill: [payRow(1)] }, { load });
    expect(rig.found()).toEqual([]);
    expect(await rig.day()).toMatchObject({ stage: 'compare', attempts: 1 });
    rig.clock.at += 3_600_000;
    await rig.tick();
    expect(rig.found()).toEqual(['platform-only payment 1']);
  });

  test('a row of the hospital that names no order, or none that can be', async () => {
    const { orderNo: _orderNo, ...nameless } = hisRow(3);
    const his = [hisRow(1), nameless, hisRow(4, { orderNo: '无' })];
    const rig = await compared({ bill: [payRow(1)], ours: [paid(1)], his });
    expect(rig.found()).toEqual(['unreadable-row his-row row-2', 'unreadable-row his-row row-3']);
    const day = await rig.day();
    expect(day).toMatchObject({ outcome: 'differences', books: { hospital: { unreadable: 2 } } });
    expect(day?.types).toEqual({ 'unreadable-row': { open: 2, resolved: 0 } });
    const [one] = rig.recon.all();
    expect(stored.parse(one)).toMatchObject({ leg: 'his-row', fault: 'orderNo', day: DAY });
  });

  test('what our own list says of an order', async () => {
    const rig = reconRig();
    const books = { bill: [payRow(1), payRow(2)], ours: [paid(1), paid(2)] };
    await rig.plant({ ...books, his: [hisRow(1), hisRow(2)] });
    const ofDay: ReconDeps['orders']['ofDay'] = async (...ask) => {
      const page = await rig.orders.ofDay(...ask);
      const isFirst = (one: { orderNo: string }) => one.orderNo === numberOf(1);
      const orders = page.orders.map((one) => (isFirst(one) ? { ...one, lines: ['?'] } : one));
      return { ...page, orders };
    };
    await reconcileTick({ ...rig.deps, orders: { ...rig.orders, ofDay } }, FOREVER);
    expect(rig.found()).toEqual(['unreadable-row our-row 1']);
    expect(await rig.day()).toMatchObject({
      outcome: 'differences',
      books: { ours: { unreadable: 1 } },
    });
  });
});
