/**
 * The janitor under trouble: orders that cannot be moved, other hospitals' orders, little time, and
 * what it must leave alone (money rules 8, 12, 13).
 */
import { billId, hospitalId, orderNo, type OrderNo } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import { clockworkTick } from '../../cloudfunctions/usecases/clockwork-tick';
import { FOREVER, seen, world, HIS_SILENT, hisRefuses } from '../support/doubles';
import { orderIn, placing, T0 } from '../support/orders';
import { paid } from '../support/placed';
import { refunded } from '../support/refund-fixtures';

const number = (serial: number): OrderNo => orderNo(`Y20260302${String(serial).padStart(20, '0')}`);

async function withOrders(count: number, make: (serial: number) => Order) {
  const here = await world();
  for (let serial = 0; serial < count; serial += 1) await here.orders.insert(make(serial));
  here.clock.advance(60_000);
  return here;
}

const payable = (serial: number, change: Partial<Order> = {}): Order =>
  orderIn('payable', {
    orderNo: number(serial),
    billIds: [billId(`B${String(serial)}`)],
    dueAt: T0 + serial,
    ...change,
  });

it('reaches the last order although a hundred before it fail, and those stand back', async () => {
  const here = await withOrders(101, payable);
  here.platform.script.onQuery = (asked) =>
    asked === number(100) ? paid(asked) : Promise.reject(new Error('broken'));
  expect(await clockworkTick(here.deps, FOREVER)).toEqual({ due: 101, moved: 1, failed: 100 });
  const stored = await here.orders.load(here.deps.hospital.id, number(100));
  expect(stored?.payment).toBe('paid');
  const first = await here.orders.load(here.deps.hospital.id, number(0));
  expect(first?.dueAt).toBe(here.clock.now() + here.deps.rules.queryEveryMs);
});

it('reaches the last order although the store cannot even put the others back', async () => {
  const here = await withOrders(90, payable);
  here.platform.script.onQuery = paid;
  const save = here.orders.save.bind(here.orders);
  here.deps.orders = {
    ...here.deps.orders,
    save: (order) =>
      order.orderNo === number(89) ? save(order) : Promise.reject(new Error('store')),
  };
  await clockworkTick(here.deps, FOREVER);
  const last = await here.orders.load(here.deps.hospital.id, number(89));
  expect(last?.payment).toBe('paid');
  expect(here.alarms).toContain('tick.cannot-stand-back');
});

it('reaches the last order although no desk can be reached for a hundred refunds before it', async () => {
  const here = await withOrders(101, (serial) =>
    serial === 100
      ? payable(serial)
      : refunded('held', {}, { orderNo: number(serial), billIds: [], dueAt: T0 + serial }),
  );
  here.deps.desk.run = () => Promise.resolve();
  here.platform.script.onQuery = paid;
  expect(await clockworkTick(here.deps, FOREVER)).toEqual({ due: 101, moved: 101, failed: 0 });
  const last = await here.orders.load(here.deps.hospital.id, number(100));
  expect(last?.payment).toBe('paid');
  const first = await here.orders.load(here.deps.hospital.id, number(0));
  expect(first).toMatchObject({ refund: { asked: 1 }, dueAt: here.clock.now() + 5_000 });
});

it('does the work of a refund once when two ticks run at the same time', async () => {
  const here = await withOrders(1, () => refunded('reserved', {}, { dueAt: T0 }));
  await Promise.all([clockworkTick(here.deps, FOREVER), clockworkTick(here.deps, FOREVER)]);
  expect(here.trace).toEqual([
    ...['holdRefund', 'openSession', 'refund', 'queryRefund', 'confirmRefund'],
  ]);
});

it("does not look at another hospital's orders", async () => {
  const here = await withOrders(2, (serial) =>
    payable(serial, serial === 0 ? { hospital: hospitalId('hosp2') } : {}),
  );
  expect(await clockworkTick(here.deps, FOREVER)).toMatchObject({ due: 1, moved: 1 });
});

it('begins no order for which the time would not do', async () => {
  const here = await withOrders(3, payable);
  const left = { leftMs: () => 3 * here.deps.rules.httpTimeoutMs - 1 };
  expect(await clockworkTick(here.deps, left)).toEqual({ due: 0, moved: 0, failed: 0 });
  expect(here.platform.calls).toEqual([]);
});

it('lets the others come first when the hospital does not answer', async () => {
  const here = await withOrders(60, (serial) =>
    serial === 59
      ? payable(serial)
      : orderIn('paid', {
          orderNo: number(serial),
          billIds: [billId(`B${String(serial)}`)],
          dueAt: T0 + serial,
        }),
  );
  here.hospital.script.settle = {
    ok: false,
    certain: false,
    code: 'timeout',
    reason: 'hospital-unreachable',
  };
  await clockworkTick(here.deps, FOREVER);
  const asked = here.hospital.calls.filter((call) => call === 'settle').length;
  expect(asked).toBeGreaterThanOrEqual(4);
  expect(asked).toBeLessThan(12);
  expect(here.platform.calls).toEqual(['query']);
});

it('leaves an order alone that a person must decide', async () => {
  const review = { reason: 'amount-mismatch', at: T0, evidence: '' } as const;
  const here = await withOrders(1, () => payable(0, { review }));
  await clockworkTick(here.deps, FOREVER);
  expect(here.platform.calls).toEqual([]);
});

it('settles a bill of zero yuan whose placing was cut off, and never asks the platform', async () => {
  const here = await withOrders(1, () => placing({ channel: 'none', dueAt: T0 }));
  await clockworkTick(here.deps, FOREVER);
  expect(here.platform.calls).toEqual([]);
  const stored = await here.orders.load(here.deps.hospital.id, placing().orderNo);
  expect(stored).toMatchObject({ payment: 'not-needed', settlement: { state: 'settled' } });
});

describe('booking at the hospital', () => {
  const due = () => withOrders(1, () => orderIn('paid', { dueAt: T0 }));
  const stored = async (here: Awaited<ReturnType<typeof due>>) => {
    const order = await here.orders.load(here.deps.hospital.id, placing().orderNo);
    if (order === undefined) throw new Error('lost');
    return order;
  };

  it('does not believe a refusal while the hospital cannot be asked what it holds', async () => {
    const here = await due();
    here.hospital.script.settle = hisRefuses('bill-amount-changed', 'BILL_CHANGED');
    here.hospital.script.querySettlement = HIS_SILENT;
    await clockworkTick(here.deps, FOREVER);
    expect(await stored(here)).toMatchObject({ settlement: { state: 'due', attempts: 1 } });
    expect(here.hospital.calls).not.toContain('cancelSettlement');
  });

  it('that says other sums than the proof goes to a person', async () => {
    const here = await due();
    const booked = { total: 12000, cash: 4001, insurance: 7999 } as never;
    here.hospital.script.settle = { ok: true, value: { status: 'settled', booked } };
    await clockworkTick(here.deps, FOREVER);
    expect((await stored(here)).review?.reason).toBe('hospital-booked-otherwise');
  });

  it.each([
    [
      'holds the number for other contents',
      'SETTLEMENT_DIFFERS',
      { total: 12000, cash: 4000, insurance: 8000 },
    ],
    ['does not say for which sums', 'BILL_SETTLED', undefined],
  ])('that refuses and %s goes to a person', async (_name, code, booked) => {
    const here = await due();
    here.hospital.script.settle = hisRefuses('bill-amount-changed', code);
    const value = { status: 'settled', ...(booked === undefined ? {} : { booked }) } as never;
    here.hospital.script.querySettlement = { ok: true, value };
    await clockworkTick(here.deps, FOREVER);
    expect((await stored(here)).review?.reason).toBe('hospital-booked-otherwise');
  });

  it('that says the same sums is done', async () => {
    const here = await due();
    const booked = { total: 12000, cash: 4000, insurance: 8000 } as never;
    here.hospital.script.settle = { ok: true, value: { status: 'settled', booked } };
    await clockworkTick(here.deps, FOREVER);
    expect(await stored(here)).toMatchObject({ settlement: { state: 'settled' }, dueAt: null });
    expect((await stored(here)).review).toBeUndefined();
  });
});

it('asks to close what has waited past its deadline, and not before', async () => {
  const here = await withOrders(1, payable);
  here.platform.script.onQuery = (asked) => Promise.resolve(seen(asked, 'not-paid'));
  await clockworkTick(here.deps, FOREVER);
  expect(here.platform.calls).toEqual(['query']);
});
