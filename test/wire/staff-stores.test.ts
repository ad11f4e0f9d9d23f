/** The desk's stores on the unmodified wx-server-sdk, and what their questions cost with the indexes. */
import { hospitalId, openId, orderNo, patientId } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import { fen } from '../../miniprogram/shared/fen';
import { orderIn, T0 } from '../support/orders';
import { deskStoresContract } from '../support/staff-stores-contract';
import { storeCloud, type StoreCloud } from '../support/store-cloud';

const HERE = hospitalId('hosp1');
const ELSEWHERE = hospitalId('hosp2');
const numberOf = (n: number) => orderNo(`Y20260302${n.toString(16).padStart(26, '0')}`);

let cloud: StoreCloud;
beforeAll(async () => {
  cloud = await storeCloud();
});
afterAll(() => cloud.close());

describe('in the cloud', () => {
  deskStoresContract(async () => {
    await cloud.clean();
    return cloud.stores;
  });

  it('keeps the codes of invitations as digests only', async () => {
    await cloud.clean();
    const by = openId('oAdmin1');
    const invitation = { name: '王', role: 'clerk', by, expiresAt: T0 } as const;
    await cloud.stores.invitations.add(HERE, 'ABCDEFGH', invitation);
    expect(JSON.stringify(await cloud.documents('staff_invitations'))).not.toContain('ABCDEFGH');
  });

  it('names members without their openids, at each hospital otherwise', async () => {
    const { staff } = cloud.stores;
    const who = openId('oClerkLiu');
    await cloud.clean();
    const member = { openId: who, name: '刘', role: 'clerk', addedBy: who, addedAt: T0 } as const;
    await staff.put(HERE, member);
    await staff.put(ELSEWHERE, { ...member, name: '另' });
    expect((await staff.members(HERE)).map(({ name }) => name)).toEqual(['刘']);
    expect(staff.memberId(HERE, who)).toMatch(/^[0-9a-f]{24}$/);
    expect(staff.memberId(HERE, who)).not.toBe(staff.memberId(ELSEWHERE, who));
  });
});

describe("the desk's questions about orders", () => {
  const DAY = 86_400_000;
  function paid(n: number, change: Partial<Order> = {}): Order {
    const base = orderIn('paid');
    if (base.proof === undefined) throw new Error('not proven');
    const proof = { ...base.proof, cash: fen(n), insurance: fen(2 * n), paidAt: T0 + n };
    return { ...base, orderNo: numberOf(n), createdAt: T0 + n, proof, ...change };
  }
  beforeAll(async () => {
    await cloud.clean();
    const { orders } = cloud.stores;
    for (let n = 1; n <= 30; n += 1) {
      await orders.insert(paid(n, n % 10 === 0 ? { entry: 'prescription-code' } : {}));
      await orders.insert(paid(100 + n, { hospital: ELSEWHERE }));
    }
    await orders.insert(paid(40, { patientId: patientId('P9'), createdAt: T0 + 5 }));
    await orders.insert({ ...orderIn('payable'), orderNo: numberOf(50), createdAt: T0 + DAY });
  });

  async function costOf<T>(ask: () => Promise<T>) {
    const before = cloud.cost();
    const found = await ask();
    const { examined, scans } = cloud.cost();
    return { found, examined: examined - before.examined, scans: scans - before.scans };
  }
  const span = { from: T0 + 11, to: T0 + 20 };

  it('sum only what they ask for', async () => {
    const { found, examined, scans } = await costOf(() =>
      cloud.stores.staffOrders.paid(HERE, span),
    );
    expect(found).toEqual({ count: 10, cash: 155, insurance: 310 });
    expect({ examined, scans }).toEqual({ examined: 10, scans: 0 });
    const byEntry = await cloud.stores.staffOrders.byEntry(HERE, span);
    expect(byEntry).toEqual({ menu: 9, 'prescription-code': 1, message: 0, counter: 0 });
    expect((await cloud.stores.staffOrders.byMoney(HERE, span)).mixed).toBe(10);
    const none = { count: 0, cash: 0, insurance: 0 };
    expect(await cloud.stores.staffOrders.refunded(HERE, span)).toEqual(none);
    const waiting = await costOf(() =>
      cloud.stores.staffOrders.count(HERE, 'waiting', { from: T0 + DAY, to: T0 + DAY }),
    );
    expect(waiting).toEqual({ found: 1, examined: 1, scans: 0 });
  });

  it('find page by page, the latest first, also where two were placed at one moment', async () => {
    const { found, scans } = await costOf(() =>
      cloud.stores.staffOrders.find(HERE, { state: 'paid', limit: 20 }),
    );
    expect(scans).toBe(0);
    expect(found.orders).toHaveLength(20);
    const { next = '' } = found;
    const rest = await cloud.stores.staffOrders.find(HERE, {
      state: 'paid',
      limit: 20,
      after: next,
    });
    const all = [...found.orders, ...rest.orders].map((order) => order.orderNo);
    expect(rest.next).toBeUndefined();
    expect(new Set(all).size).toBe(31);
    expect(all.at(-1)).toBe(numberOf(1));
    const own = { patient: patientId('P9'), limit: 20 };
    const { found: theirs, examined } = await costOf(() =>
      cloud.stores.staffOrders.find(HERE, own),
    );
    expect(theirs.orders.map((order) => order.orderNo)).toEqual([numberOf(40)]);
    expect(examined).toBe(1);
  });

  it('find no order that was stored before there was a desk; it is found by its number', async () => {
    const old = paid(60);
    await cloud.stores.orders.insert(old);
    const [stored] = (await cloud.documents('orders')).filter(({ _id }) => _id === old.orderNo);
    const { _id, version, hospital, owner, writeId } = stored ?? {};
    await cloud.plant('orders', {
      ...{ _id: numberOf(61), version, hospital, owner, writeId, createdAt: T0, dueAt: null },
      order: { ...(stored?.['order'] as object), orderNo: numberOf(61) },
    });
    expect(_id).toBe(numberOf(60));
    const found = await cloud.stores.orders.load(HERE, numberOf(61));
    expect(found?.orderNo).toBe(numberOf(61));
    const { orders } = await cloud.stores.staffOrders.find(HERE, { limit: 100 });
    expect(orders.map((order) => order.orderNo)).not.toContain(numberOf(61));
  });
});
