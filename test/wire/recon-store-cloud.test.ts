/** Reconciliation on the unmodified wx-server-sdk, and what its questions cost. */
import { newDay } from '../../cloudfunctions/domain/recon-day';
import { DEFAULT_RECON_RULES } from '../../cloudfunctions/domain/recon-rules';
import { hospitalId, orderNo } from '../../cloudfunctions/domain/ids';
import { orderIn, placing, T0 } from '../support/orders';
import { reconStoreContract } from '../support/recon-store-contract';
import { storeCloud, type StoreCloud } from '../support/store-cloud';

const HERE = hospitalId('hosp1');
let cloud: StoreCloud;
beforeAll(async () => {
  cloud = await storeCloud();
});
afterAll(async () => {
  await cloud.close();
});

describe('reconciliation in the cloud', () => {
  reconStoreContract(async () => {
    await cloud.clean();
    return cloud.stores.recon;
  });
});

async function costOf(ask: () => Promise<unknown>) {
  const before = cloud.cost();
  await ask();
  const { examined, scans } = cloud.cost();
  return { examined: examined - before.examined, scans: scans - before.scans };
}

test('a tick without work looks at one document, however many days there were', async () => {
  await cloud.clean();
  const { recon } = cloud.stores;
  for (let n = 10; n < 40; n += 1) {
    const day = newDay(HERE, n < 29 ? `202602${n}` : '20260301', DEFAULT_RECON_RULES);
    await recon.insertDay({ ...day, ...(n < 20 ? { stage: 'done', dueAt: null } : {}) });
  }
  expect(await costOf(() => recon.firstDay(HERE))).toEqual({ examined: 1, scans: 0 });
});

test("a page of a day's orders and the list of reviews cost what they give", async () => {
  await cloud.clean();
  for (let n = 0; n < 40; n += 1) {
    const number = orderNo(`Y20260302${n.toString(16).padStart(26, '0')}`);
    const review = { reason: 'undecided', at: T0 + n, evidence: '' } as const;
    const order = n % 2 === 0 ? orderIn('paid') : placing({ review });
    await cloud.stores.orders.insert({ ...order, orderNo: number });
  }
  const { orders } = cloud.stores;
  const day = { day: '20260302', what: 'paid' } as const;
  const after = orderNo(`Y20260302${(10).toString(16).padStart(26, '0')}`);
  expect(await costOf(() => orders.ofDay(HERE, day, after, 5))).toEqual({ examined: 5, scans: 0 });
  expect(await costOf(() => orders.inReview(HERE, 4, 2))).toEqual({ examined: 6, scans: 0 });
});
