/**
 * A tick costs what is due, not what is stored (money rule 12): the same tick over 100 and over 100,000
 * orders looks at the same number of documents. Two ticks at once do the work once.
 */
import { orderNo } from '../../cloudfunctions/domain/ids';
import { clockworkTick } from '../../cloudfunctions/usecases/clockwork-tick';
import { FOREVER, HOSPITAL, OWNER, world } from '../support/doubles';
import { orderIn, T0 } from '../support/orders';
import { storeCloud, type StoreCloud } from '../support/store-cloud';

jest.setTimeout(120_000);

const DUE = 10;
const numbered = (n: number) => orderNo(`Y20260302${n.toString(16).padStart(26, '0')}`);

/** Booked long ago: what the store asks for stands beside the order, which nobody must ever read. */
function* booked(count: number): Iterable<object> {
  const keys = { hospital: HOSPITAL, owner: OWNER, dueAt: null, version: 5, paidDay: '20260302' };
  for (let n = 0; n < count; n += 1) {
    yield {
      _id: numbered(n),
      ...keys,
      createdAt: T0 - n,
      refundDay: null,
      reviewAt: null,
      order: {},
    };
  }
}

/** Payable orders whose time has come, each asked about once. */
async function tickOver(cloud: StoreCloud, ticks: number) {
  const { deps, clock, platform } = await world();
  const { orders, claims, lease } = cloud.stores;
  for (let n = 0; n < DUE; n += 1) {
    const order = orderIn('payable', { orderNo: numbered(900_000 + n), dueAt: T0 + n });
    await orders.insert(order);
  }
  clock.advance(60_000);
  const before = cloud.cost();
  const keeper = { ...deps, orders, claims, lease };
  const reports = await Promise.all(
    Array.from({ length: ticks }, () => clockworkTick(keeper, FOREVER)),
  );
  const after = cloud.cost();
  const questions = platform.calls.filter((call) => call === 'query').length;
  const still = await orders.due(HOSPITAL, clock.now(), 50, 0);
  return {
    moved: reports.reduce((sum, { moved }) => sum + moved, 0),
    questions,
    left: still.orders.length,
    examined: after.examined - before.examined,
    scans: after.scans - before.scans,
  };
}

async function withOrders<T>(count: number, run: (cloud: StoreCloud) => Promise<T>): Promise<T> {
  const cloud = await storeCloud(30_000);
  try {
    await cloud.plantMany('orders', booked(count));
    return await run(cloud);
  } finally {
    await cloud.close();
  }
}

test('over 100 and over 100,000 orders', async () => {
  const few = await withOrders(100, (cloud) => tickOver(cloud, 1));
  const many = await withOrders(100_000, (cloud) => tickOver(cloud, 1));
  expect(few).toMatchObject({ moved: DUE, questions: DUE, left: 0, scans: 0 });
  expect(many).toEqual(few);
});

test('two ticks at once ask once', async () => {
  const twice = await withOrders(100, (cloud) => tickOver(cloud, 2));
  expect(twice).toMatchObject({ questions: DUE, left: 0, scans: 0 });
});
