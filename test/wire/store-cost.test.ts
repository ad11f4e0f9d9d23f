/** What the stores' questions cost with the indexes of collections.json: documents looked at, not seconds. */
import { hospitalId, openId, orderNo, type HospitalId } from '../../cloudfunctions/domain/ids';
import { placing, T0 } from '../support/orders';
import { storeCloud, type StoreCloud } from '../support/store-cloud';

const HERE = hospitalId('hosp1');
const ELSEWHERE = hospitalId('hosp2');
const OWNER = openId('oOwner');
const OTHER = openId('oOther');

let cloud: StoreCloud;
beforeAll(async () => {
  cloud = await storeCloud();
  const order = (n: number, hospital: HospitalId, dueAt: number | null) => {
    const number = orderNo(`Y20260302${n.toString(16).padStart(26, '0')}`);
    const owner = n % 2 === 0 ? OWNER : OTHER;
    return placing({ orderNo: number, hospital, owner, dueAt, createdAt: T0 + n });
  };
  for (let n = 0; n < 60; n += 1) {
    await cloud.stores.orders.insert(order(n, ELSEWHERE, T0 + n));
    await cloud.stores.orders.insert(order(100 + n, HERE, n < 20 ? T0 + 100 + n : null));
  }
});
afterAll(async () => {
  await cloud.close();
});

async function costOf<T>(ask: () => Promise<T>) {
  const before = cloud.cost();
  const found = await ask();
  const { examined, scans } = cloud.cost();
  return { found, cost: { examined: examined - before.examined, scans: scans - before.scans } };
}

test("the due ones of one hospital cost what is given and skipped, however many others' wait", async () => {
  const { found, cost } = await costOf(() => cloud.stores.orders.due(HERE, T0 + 9_999, 10, 5));
  expect(found.orders.map((order) => order.dueAt)).toEqual(
    Array.from({ length: 10 }, (_unused, n) => T0 + 105 + n),
  );
  expect(cost).toEqual({ examined: 15, scans: 0 });
});

test('nothing due costs nothing', async () => {
  const { cost } = await costOf(() => cloud.stores.orders.due(HERE, T0 + 99, 50, 0));
  expect(cost).toEqual({ examined: 0, scans: 0 });
});

test("a person's latest orders cost as many as are given", async () => {
  const { found, cost } = await costOf(() => cloud.stores.orders.ofOwner(HERE, OWNER, 7));
  expect(found).toHaveLength(7);
  expect(cost).toEqual({ examined: 7, scans: 0 });
});
