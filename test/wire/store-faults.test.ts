/**
 * What the cloud stores make of a database that cuts, keeps silent or talks rubbish: every write ends
 * decided (money rule 2 for our own database), and what comes back is checked.
 */
import { StoreError } from '../../cloudfunctions/adapters/cloud-store/sdk';
import { billId, hospitalId, openId } from '../../cloudfunctions/domain/ids';
import type { Fault } from '../../sandbox/control/faults';
import { orderIn, placing, T0 } from '../support/orders';
import { storeCloud, type StoreCloud } from '../support/store-cloud';

const HOSPITAL = hospitalId('hosp1');
const INSERT = 'cloud.database.insertDocument';
const MODIFY = 'cloud.database.modifyDocument';
const GET = 'cloud.database.getDocument';
const FAULTS: readonly Fault[] = [
  { kind: 'cut-before' },
  { kind: 'cut-after' },
  { kind: 'timeout-before' },
  { kind: 'timeout-after' },
  { kind: 'garbage' },
];

let cloud: StoreCloud;
beforeAll(async () => {
  cloud = await storeCloud(250);
});
beforeEach(async () => {
  await cloud.clean();
});
afterAll(async () => {
  await cloud.close();
});

describe.each(FAULTS)('$kind', (fault) => {
  test('an insert is decided, and it is ours', async () => {
    cloud.faults.plant(INSERT, fault);
    expect(await cloud.stores.orders.insert(placing())).toBe('inserted');
    expect(await cloud.documents('orders')).toHaveLength(1);
  });

  test('an insert on a taken number is decided, and it is not ours', async () => {
    await cloud.stores.orders.insert(placing());
    cloud.faults.plant(INSERT, fault);
    expect(await cloud.stores.orders.insert(placing({ title: '另一张' }))).toBe('exists');
  });

  test('a save is decided, and it is ours', async () => {
    await cloud.stores.orders.insert(placing());
    cloud.faults.plant(MODIFY, fault);
    const next = placing({ version: 2, title: '新' });
    expect(await cloud.stores.orders.save(next)).toBe('saved');
    expect(await cloud.stores.orders.load(HOSPITAL, next.orderNo)).toEqual(next);
  });

  test('a save behind somebody else is decided, and it is a conflict', async () => {
    await cloud.stores.orders.insert(placing());
    const theirs = placing({ version: 2, title: '他们的' });
    await cloud.stores.orders.save(theirs);
    cloud.faults.plant(MODIFY, fault);
    expect(await cloud.stores.orders.save(placing({ version: 2, title: '我们的' }))).toBe(
      'conflict',
    );
    expect(await cloud.stores.orders.load(HOSPITAL, theirs.orderNo)).toEqual(theirs);
  });

  test('a claim is decided, and it is ours', async () => {
    cloud.faults.plant(INSERT, fault);
    const claim = {
      billId: billId('B1'),
      orderNo: placing().orderNo,
      owner: openId('oOwner'),
      claimedAt: T0,
    };
    expect(await cloud.stores.claims.claim(HOSPITAL, claim)).toBe('claimed');
    expect(await cloud.stores.claims.holder(HOSPITAL, billId('B1'))).toEqual(claim);
  });

  test('an attempt counts once', async () => {
    await cloud.stores.attempts.take('k', 3, 1000, T0);
    cloud.faults.plant(MODIFY, fault);
    expect(await cloud.stores.attempts.take('k', 3, 1000, T0)).toBe('ok');
    const [document] = await cloud.documents('attempts');
    expect(document?.['at']).toEqual([T0, T0]);
  });

  test('a lease that was taken is known to be ours', async () => {
    cloud.faults.plant(INSERT, fault);
    expect(await cloud.stores.lease.take('n', 'a', T0, 100)).toBe(true);
    expect(await cloud.stores.lease.take('n', 'b', T0, 100)).toBe(false);
  });

  test('a read is asked again', async () => {
    await cloud.stores.orders.insert(placing());
    cloud.faults.plant(GET, fault);
    expect(await cloud.stores.orders.load(HOSPITAL, placing().orderNo)).toEqual(placing());
  });
});

describe('a database that stays silent', () => {
  test('is a StoreError that says unknown and holds nothing of the order', async () => {
    cloud.faults.plant(INSERT, { kind: 'cut-before' }, 50);
    cloud.faults.plant(GET, { kind: 'cut-before' }, 50);
    const failure: unknown = await cloud.stores.orders.insert(placing()).catch((e: unknown) => e);
    expect(failure).toBeInstanceOf(StoreError);
    expect(failure).toMatchObject({ fault: 'unknown' });
    expect(String(failure)).not.toContain(placing().title);
  });
});

describe('a database that says no', () => {
  test('an ordinary failure keeps the number of the SDK in the log, without its words', async () => {
    cloud.faults.plant(GET, { kind: 'error', code: 'EXCEED_REQUEST_LIMIT' });
    expect(await cloud.stores.orders.load(HOSPITAL, placing().orderNo)).toBeUndefined();
    expect(cloud.logged.lines).toEqual(['store.failed {"call":"get/orders","code":"-501003"}']);
    expect(cloud.logged.alarms).toEqual([]);
  });

  const wrong: readonly [string, string, number][] = [
    ['no right to it', 'DATABASE_PERMISSION_DENIED', -502003],
    ['no such environment', 'INVALIID_ENV', -501005],
    ['no such collection', 'DATABASE_COLLECTION_NOT_EXIST', -502005],
  ];
  test.each(wrong)('%s is an alarm, and is not asked again', async (_what, code, number) => {
    cloud.faults.plant(INSERT, { kind: 'error', code });
    cloud.faults.plant(GET, { kind: 'error', code });
    const kinds = { name: 'StoreError', fault: 'misconfigured' };
    await expect(cloud.stores.orders.insert(placing())).rejects.toMatchObject(kinds);
    const load = cloud.stores.orders.load(HOSPITAL, placing().orderNo);
    await expect(load).rejects.toMatchObject(kinds);
    expect(cloud.logged.alarms).toEqual(['store.misconfigured', 'store.misconfigured']);
    expect(cloud.logged.lines.join()).toContain(`"code":"${number}"`);
  });

  test('a collection that nobody made is one', async () => {
    const fault = 'misconfigured';
    await expect(cloud.database.get('nowhere', 'a')).rejects.toMatchObject({ fault });
    expect(cloud.logged.alarms).toEqual(['store.misconfigured']);
  });
});

describe('what is stored', () => {
  const stored = (order: object, more: object = {}) => ({
    _id: placing().orderNo,
    hospital: 'hosp1',
    owner: 'oOwner',
    createdAt: T0,
    dueAt: T0,
    version: 1,
    order,
    ...more,
  });

  test.each([
    ['a newer schema', stored({ ...placing(), schemaVersion: 2 })],
    ['an amount that is none', stored({ ...placing(), amounts: { total: -1 } })],
    ['a field that we do not know', stored({ ...placing(), surprise: 1 })],
    ['another version than its key', stored(placing(), { version: 7 })],
    ['another hospital than its key', stored(placing(), { hospital: 'hosp2' })],
    ['no order at all', { _id: placing().orderNo }],
  ])('%s is refused as unreadable', async (_what, document) => {
    await cloud.plant('orders', document);
    const load = cloud.stores.orders.load(HOSPITAL, placing().orderNo);
    await expect(load).rejects.toMatchObject({ name: 'StoreError', fault: 'unreadable' });
  });

  test('one order that cannot be read does not keep the others waiting, and is an alarm', async () => {
    const good = orderIn('payable', { dueAt: T0 });
    await cloud.stores.orders.insert(good);
    await cloud.plant('orders', stored({}, { _id: `${placing().orderNo}00`, dueAt: T0 - 1 }));
    const due = (limit: number, skip: number) => cloud.stores.orders.due(HOSPITAL, T0, limit, skip);
    expect(await due(10, 0)).toEqual({ orders: [good], unreadable: 1 });
    expect(cloud.logged.alarms).toContain('stored-order-unreadable');
    // Those who ask step over it, so that it does not take a place for ever.
    expect(await due(1, 0)).toEqual({ orders: [], unreadable: 1 });
    expect(await due(1, 1)).toEqual({ orders: [good], unreadable: 0 });
  });

  test("nor does it hide the person's other orders", async () => {
    const good = placing();
    await cloud.stores.orders.insert(good);
    const _id = `${good.orderNo}00`;
    await cloud.plant('orders', stored({}, { _id, owner: good.owner, createdAt: T0 + 1 }));
    expect(await cloud.stores.orders.ofOwner(HOSPITAL, good.owner, 10)).toEqual([good]);
    expect(cloud.logged.alarms).toEqual(['stored-order-unreadable']);
  });

  test('keys of attempts name nobody', async () => {
    await cloud.stores.attempts.take('card:oSomebody', 3, 1000, T0);
    expect(JSON.stringify(await cloud.documents('attempts'))).not.toContain('oSomebody');
  });
});

describe('the wrapper', () => {
  test.each([
    ['undefined', { _id: undefined }],
    ['null', { _id: 'a', version: null }],
    ['no condition', {}],
  ])('refuses %s in a condition instead of touching every document', async (_what, when) => {
    await cloud.stores.orders.insert(placing());
    const wrong = when as unknown;
    await expect(
      cloud.database.remove('orders', wrong as { readonly _id: string }),
    ).rejects.toBeInstanceOf(TypeError);
    expect(await cloud.documents('orders')).toHaveLength(1);
  });
});
