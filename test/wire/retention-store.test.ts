/** Sweeping on the unmodified wx-server-sdk: what is over goes, what began anew meanwhile stays. */
import { cloudRetention } from '../../cloudfunctions/adapters/cloud-store/retention';
import { cryptoIds } from '../../cloudfunctions/adapters/ids';
import { hospitalId } from '../../cloudfunctions/domain/ids';
import type { SweptKind } from '../../cloudfunctions/domain/retention';
import { T0 } from '../support/orders';
import { storeCloud, type StoreCloud } from '../support/store-cloud';

const HERE = hospitalId('hosp1');
const HOUR = 60 * 60_000;

let cloud: StoreCloud;
beforeAll(async () => {
  cloud = await storeCloud();
});
beforeEach(() => cloud.clean());
afterAll(() => cloud.close());

const idsIn = async (collection: string) =>
  (await cloud.documents(collection)).map(({ _id }) => _id);

/** Two documents of each, one millisecond apart, and one of another hospital. */
const PLACES: readonly (readonly [SweptKind, string, string])[] = [
  ['phone-proof', 'phone_proofs', 'expiresAt'],
  ['invitation', 'staff_invitations', 'expiresAt'],
  ['reminder', 'reminders', 'until'],
  ['notice', 'notices', 'receivedAt'],
];

it.each(PLACES)('a %s goes with its moment, of its hospital alone', async (kind, where, field) => {
  await cloud.plant(where, { _id: 'old', hospital: 'hosp1', [field]: T0 });
  await cloud.plant(where, { _id: 'young', hospital: 'hosp1', [field]: T0 + 1 });
  await cloud.plant(where, { _id: 'theirs', hospital: 'hosp2', [field]: T0 });
  const before = cloud.cost();
  expect(await cloud.stores.retention.sweep(HERE, kind, T0, 20)).toBe(1);
  expect(await idsIn(where)).toEqual(['theirs', 'young']);
  expect(await cloud.stores.retention.sweep(HERE, kind, T0, 20)).toBe(0);
  expect(cloud.cost().scans).toBe(before.scans);
});

it('the oldest first and no more than asked for, whatever else is stored', async () => {
  const many = Array.from({ length: 600 }, (_unused, at) => ({
    ...{ _id: `n${String(at).padStart(3, '0')}`, hospital: 'hosp1' },
    receivedAt: T0 + (at % 200) * HOUR,
  }));
  await cloud.plantMany('notices', many);
  const before = cloud.cost();
  expect(await cloud.stores.retention.sweep(HERE, 'notice', T0 + HOUR, 4)).toBe(4);
  const after = cloud.cost();
  expect(after.scans).toBe(before.scans);
  expect(after.examined - before.examined).toBeLessThan(12);
  const left = await idsIn('notices');
  expect(left).toHaveLength(596);
  expect(['n000', 'n200', 'n400'].filter((id) => left.includes(id))).toEqual([]);
});

describe('attempts', () => {
  const take = (now: number) => cloud.stores.attempts.take('bind:oSomebody', 2, HOUR, now);

  it('go when the last one counts no more, and not before', async () => {
    await take(T0);
    await take(T0 + HOUR / 2);
    expect(await cloud.stores.retention.sweep(HERE, 'attempt', T0 + 1.5 * HOUR - 1, 20)).toBe(0);
    expect(await take(T0 + HOUR / 2 + 1)).toBe('over');
    expect(await cloud.stores.retention.sweep(HERE, 'attempt', T0 + 1.5 * HOUR, 20)).toBe(1);
    expect(await cloud.documents('attempts')).toEqual([]);
  });

  it('that are counted on between look and removal stay', async () => {
    await take(T0);
    await take(T0);
    const find: typeof cloud.database.find = async (...asked) => {
      const found = await cloud.database.find(...asked);
      await take(T0 + HOUR + 1);
      return found;
    };
    const database = { ...cloud.database, find };
    const retention = cloudRetention({ database, ids: cryptoIds, log: cloud.logged.log });
    expect(await retention.sweep(HERE, 'attempt', T0 + HOUR, 20)).toBe(1);
    expect(await cloud.documents('attempts')).toMatchObject([{ at: [T0 + HOUR + 1] }]);
  });
});

describe('leases', () => {
  it('of whoever crashed go, and can be taken all the same', async () => {
    const { lease, retention } = cloud.stores;
    await lease.take('order:1', 'a', T0, 100);
    await lease.take('order:2', 'a', T0, HOUR);
    expect(await retention.sweep(HERE, 'lease', T0 + 100, 20)).toBe(1);
    expect(await idsIn('leases')).toEqual(['order:2']);
    expect(await lease.take('order:2', 'b', T0 + 200, 100)).toBe(false);
    expect(await lease.take('order:1', 'b', T0 + 200, 100)).toBe(true);
  });
});

it('a removal whose answer is lost is made again', async () => {
  await cloud.plant('notices', { _id: 'old', hospital: 'hosp1', receivedAt: T0 });
  cloud.faults.plant('cloud.database.removeDocument', { kind: 'cut-after' });
  await cloud.stores.retention.sweep(HERE, 'notice', T0, 20);
  await cloud.plant('notices', { _id: 'older', hospital: 'hosp1', receivedAt: T0 });
  cloud.faults.plant('cloud.database.removeDocument', { kind: 'cut-before' });
  await cloud.stores.retention.sweep(HERE, 'notice', T0, 20);
  expect(await cloud.documents('notices')).toEqual([]);
});
