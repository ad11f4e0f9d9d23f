/** What every OrderStore must do (money rules 1, 5 and 13): run against memory and against the cloud. */
import {
  hospitalId,
  openId,
  orderNo,
  refundNoOf,
  type HospitalId,
} from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import type { Refund } from '../../cloudfunctions/domain/refund';
import { dayLines } from '../../cloudfunctions/domain/recon-facts';
import type { DayOrders, OrderStore } from '../../cloudfunctions/ports/order-store';
import { fen } from '../../miniprogram/shared/fen';
import { orderIn, placing, T0 } from './orders';

const HOSPITAL = hospitalId('hosp1');
const numberOf = (n: number) => orderNo(`Y20260302${n.toString(16).padStart(26, '0')}`);
const numbersOf = (orders: readonly Order[]) => orders.map((order) => order.orderNo);

/** `fresh` gives an empty store before each test. */
export function orderStoreContract(fresh: () => Promise<OrderStore>): void {
  let orders: OrderStore;
  beforeEach(async () => {
    orders = await fresh();
  });

  test.each([placing(), orderIn('payable'), orderIn('paid'), orderIn('closed')])(
    'an order comes back as it was stored ($payment)',
    async (order) => {
      expect(await orders.insert(order)).toBe('inserted');
      expect(await orders.load(HOSPITAL, order.orderNo)).toEqual(order);
    },
  );

  test('a number is inserted once and what is there stays', async () => {
    const order = placing();
    await orders.insert(order);
    expect(await orders.insert({ ...order, title: '另一张' })).toBe('exists');
    expect(await orders.load(HOSPITAL, order.orderNo)).toEqual(order);
  });

  test('of many inserts of one number at once, one wins', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => orders.insert(placing())));
    expect(results.filter((result) => result === 'inserted')).toHaveLength(1);
  });

  test('an unknown number and another hospital find nothing', async () => {
    const order = placing();
    expect(await orders.load(HOSPITAL, order.orderNo)).toBeUndefined();
    await orders.insert(order);
    expect(await orders.load(hospitalId('hosp2'), order.orderNo)).toBeUndefined();
  });

  test('save replaces the version before it, whole, and no other', async () => {
    const order = orderIn('payable', { seen: 'paying' });
    await orders.insert(order);
    const { seen: _seen, launch: _launch, ...rest } = order;
    const next: Order = { ...rest, version: 2, payment: 'closed', dueAt: null };
    expect(await orders.save(next)).toBe('saved');
    expect(await orders.load(HOSPITAL, order.orderNo)).toEqual(next);
    expect(await orders.save({ ...next, title: '旧' })).toBe('conflict');
    expect(await orders.save({ ...next, version: 4 })).toBe('conflict');
    expect(await orders.load(HOSPITAL, order.orderNo)).toEqual(next);
  });

  test('of many saves of one version at once, one wins and is kept', async () => {
    const order = placing();
    await orders.insert(order);
    const asked = [1, 2, 3, 4, 5, 6];
    const results = await Promise.all(
      asked.map((n) => orders.save({ ...order, version: 2, asked: n })),
    );
    expect(results.filter((result) => result === 'saved')).toHaveLength(1);
    const kept = await orders.load(HOSPITAL, order.orderNo);
    expect(kept?.asked).toBe(results.indexOf('saved') + 1);
  });

  test('saving what was never inserted, or at another hospital, changes nothing', async () => {
    expect(await orders.save(placing({ version: 2 }))).toBe('conflict');
    await orders.insert(placing());
    const moved = placing({ version: 2, hospital: hospitalId('hosp2') });
    expect(await orders.save(moved)).toBe('conflict');
    expect((await orders.load(HOSPITAL, moved.orderNo))?.version).toBe(1);
  });

  test("a person's orders, newest first, and nobody else's", async () => {
    for (const n of [1, 3, 2]) {
      await orders.insert(placing({ orderNo: numberOf(n), createdAt: T0 + n }));
    }
    await orders.insert(placing({ orderNo: numberOf(8), owner: openId('oOther') }));
    await orders.insert(placing({ orderNo: numberOf(9), hospital: hospitalId('hosp2') }));
    const owner = placing().owner;
    expect(numbersOf(await orders.ofOwner(HOSPITAL, owner, 10))).toEqual([3, 2, 1].map(numberOf));
    expect(numbersOf(await orders.ofOwner(HOSPITAL, owner, 2))).toEqual([3, 2].map(numberOf));
  });

  test('what is due, longest overdue first, up to now; never what is done', async () => {
    const due: readonly [number, number | null][] = [
      [1, T0 + 300],
      [2, T0 + 100],
      [3, null],
      [4, T0 + 200],
      [5, T0 + 400],
    ];
    for (const [n, dueAt] of due) await orders.insert(placing({ orderNo: numberOf(n), dueAt }));
    const dueBy = async (now: number, limit = 10, skip = 0) => {
      const found = await orders.due(HOSPITAL, now, limit, skip);
      expect(found.unreadable).toBe(0);
      return numbersOf(found.orders);
    };
    expect(await dueBy(T0 + 300)).toEqual([2, 4, 1].map(numberOf));
    expect(await dueBy(T0 + 300, 2)).toEqual([2, 4].map(numberOf));
    expect(await dueBy(T0 + 300, 2, 1)).toEqual([4, 1].map(numberOf));
    expect(await dueBy(T0 + 300, 2, 3)).toEqual([]);
    expect(await dueBy(T0 + 99)).toEqual([]);
  });

  test("another hospital's due orders are neither given nor counted (money rule 13)", async () => {
    const elsewhere = hospitalId('hosp2');
    for (const n of [1, 2, 3]) {
      await orders.insert(placing({ orderNo: numberOf(n), hospital: elsewhere, dueAt: T0 + n }));
    }
    await orders.insert(placing({ orderNo: numberOf(4), dueAt: T0 + 100 }));
    const numbers = async (hospital: HospitalId, limit: number, skip: number) =>
      numbersOf((await orders.due(hospital, T0 + 100, limit, skip)).orders);
    expect(await numbers(HOSPITAL, 1, 0)).toEqual([numberOf(4)]);
    expect(await numbers(HOSPITAL, 1, 1)).toEqual([]);
    expect(await numbers(elsewhere, 10, 1)).toEqual([2, 3].map(numberOf));
  });

  test('an order that is done leaves the due ones', async () => {
    const order = placing({ dueAt: T0 });
    await orders.insert(order);
    await orders.save({ ...order, version: 2, dueAt: null });
    expect(await orders.due(HOSPITAL, T0, 10, 0)).toEqual({ orders: [], unreadable: 0 });
  });

  /** Paid at `at`, and refunded at `back` if that is given. */
  const paidOrder = (n: number, at: number, back?: number): Order => {
    const order = orderIn('paid', { orderNo: numberOf(n) });
    const proof = { total: fen(12000), cash: fen(4000), insurance: fen(8000), paidAt: at };
    return { ...order, proof, ...(back === undefined ? {} : { refund: returned(order, back) }) };
  };

  test("a day's payments and refunds by number, page by page, by the day in Shanghai", async () => {
    const midnight = Date.UTC(2026, 2, 2, 16); // 2026-03-03 00:00 in Shanghai
    await orders.insert(paidOrder(3, midnight - 1));
    await orders.insert(paidOrder(1, midnight - 1, midnight));
    await orders.insert(paidOrder(2, midnight));
    await orders.insert(paidOrder(4, midnight - 1));
    await orders.insert(orderIn('closed', { orderNo: numberOf(5) }));
    await orders.insert({ ...paidOrder(6, midnight - 1), hospital: hospitalId('hosp2') });
    const numbers = (found: DayOrders) => found.orders.map((one) => one.orderNo);
    const page = (day: string, what: 'paid' | 'refunded', after?: string, limit = 10) =>
      orders.ofDay(HOSPITAL, { day, what }, after, limit);
    const first = await page('20260302', 'paid', undefined, 2);
    expect(numbers(first)).toEqual([1, 3].map(numberOf));
    expect(first.next).toBe(numberOf(3));
    const rest = await page('20260302', 'paid', first.next, 2);
    expect(numbers(rest)).toEqual([numberOf(4)]);
    expect(rest).not.toHaveProperty('next');
    expect(numbers(await page('20260303', 'paid'))).toEqual([numberOf(2)]);
    expect(numbers(await page('20260303', 'refunded'))).toEqual([numberOf(1)]);
    expect(await page('20260302', 'refunded')).toEqual({ orders: [] });
  });

  test('an order enters and leaves its day with what is written to it', async () => {
    const order = orderIn('payable');
    await orders.insert(order);
    const day = { day: '20260302', what: 'paid' } as const;
    expect((await orders.ofDay(HOSPITAL, day, undefined, 5)).orders).toEqual([]);
    const paid = { ...orderIn('paid', { orderNo: order.orderNo }), version: 2 };
    await orders.save(paid);
    expect((await orders.ofDay(HOSPITAL, day, undefined, 5)).orders).toEqual([
      { orderNo: paid.orderNo, lines: dayLines(paid, 'paid') },
    ]);
  });

  test('what a person must look at, longest waiting first, and nobody else', async () => {
    const review = (at: number) => ({ review: { reason: 'undecided', at, evidence: '' } }) as const;
    await orders.insert(placing({ orderNo: numberOf(1), ...review(T0 + 30) }));
    await orders.insert(placing({ orderNo: numberOf(2) }));
    await orders.insert(placing({ orderNo: numberOf(3), ...review(T0 + 10) }));
    await orders.insert(placing({ orderNo: numberOf(4), ...review(T0 + 20) }));
    const other = { hospital: hospitalId('hosp2'), ...review(T0) };
    await orders.insert(placing({ orderNo: numberOf(5), ...other }));
    const of = async (limit: number, skip: number) =>
      numbersOf((await orders.inReview(HOSPITAL, limit, skip)).orders);
    expect(await of(10, 0)).toEqual([3, 4, 1].map(numberOf));
    expect(await of(1, 1)).toEqual([numberOf(4)]);
    await orders.save(placing({ orderNo: numberOf(3), version: 2 }));
    expect(await of(10, 0)).toEqual([4, 1].map(numberOf));
  });
}

/** A whole refund of the order that was back at `at`. */
function returned(order: Order, at: number): Refund {
  return {
    refundNo: refundNoOf(order.orderNo),
    mode: 'whole',
    cash: fen(4000),
    insurance: fen(8000),
    cause: 'clerk',
    note: '',
    via: 'api',
    askedAt: T0,
    state: 'done',
    since: at,
    hold: 'confirmed',
    legs: { cash: 'refunded', insurance: 'refunded' },
    sends: 1,
    asked: 0,
    returnedAt: at,
  };
}
