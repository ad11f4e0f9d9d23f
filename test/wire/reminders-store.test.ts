/** The stores of people's messages and papers on the unmodified wx-server-sdk. */
import { hospitalId, openId, patientId } from '../../cloudfunctions/domain/ids';
import { linkOf } from '../support/doubles';
import { T0 } from '../support/orders';
import { reminderOf, reminderStoreContract } from '../support/reminder-stores';
import { storeCloud, type StoreCloud } from '../support/store-cloud';

const HERE = hospitalId('hosp1');
const ELSEWHERE = hospitalId('hosp2');
const ANNA = openId('oAnna');
const BEN = openId('oBen');

let cloud: StoreCloud;
beforeAll(async () => {
  cloud = await storeCloud();
});
beforeEach(() => cloud.clean());
afterAll(() => cloud.close());

describe('reminders in the cloud', () => {
  reminderStoreContract(() => Promise.resolve(cloud.stores.reminders));

  test('a message is taken once also when the answer is lost', async () => {
    const { reminders } = cloud.stores;
    await reminders.add(HERE, reminderOf());
    cloud.faults.plant('cloud.database.modifyDocument', { kind: 'cut-after' });
    const to = { state: 'sending', at: T0 } as const;
    expect(await reminders.move(HERE, 'paid:1', 'waiting', to)).toBe(true);
    expect(await reminders.move(HERE, 'paid:1', 'waiting', to)).toBe(false);
  });

  test('one that nobody can read is an alarm and keeps no other waiting', async () => {
    const { reminders } = cloud.stores;
    await reminders.add(HERE, reminderOf({ dueAt: T0 + 1 }));
    const odd = { _id: 'hosp1:odd', hospital: 'hosp1', state: 'waiting', dueAt: T0 };
    await cloud.plant('reminders', odd);
    expect((await reminders.due(HERE, T0 + 1, 10)).map(({ id }) => id)).toEqual(['paid:1']);
    expect(cloud.logged.alarms).toEqual(['reminder.unreadable']);
  });

  test('what is due is found without looking at everything', async () => {
    const many = Array.from({ length: 600 }, (_unused, at) => ({
      ...reminderOf({ id: `r${String(at)}`, state: at % 200 === 0 ? 'waiting' : 'sent' }),
      _id: `hosp1:r${String(at)}`,
      hospital: 'hosp1',
      movedAt: T0,
    }));
    await cloud.plantMany('reminders', many);
    const before = cloud.cost();
    expect(await cloud.stores.reminders.due(HERE, T0, 10)).toHaveLength(3);
    const after = cloud.cost();
    expect(after.scans).toBe(before.scans);
    expect(after.examined - before.examined).toBeLessThan(10);
  });
});

describe('whose patient that is', () => {
  test('everybody who has them, at that hospital', async () => {
    const { links } = cloud.stores;
    const P1 = patientId('P1');
    await links.add(HERE, linkOf({ owner: ANNA, patientId: patientId('P0') }));
    await links.add(HERE, linkOf({ owner: ANNA, patientId: P1 }));
    await links.add(HERE, linkOf({ owner: BEN, patientId: P1, relation: 'child' }));
    await links.add(ELSEWHERE, linkOf({ owner: openId('oCay'), patientId: P1 }));
    expect(await links.ownersOf(HERE, P1)).toEqual([ANNA, BEN]);
    await links.remove(HERE, ANNA, P1);
    expect(await links.ownersOf(HERE, P1)).toEqual([BEN]);
    expect((await links.of(HERE, BEN))[0]?.relation).toBe('child');
  });
});

describe('started proofs', () => {
  test('are forgotten with their person, however many they are', async () => {
    const { proofs } = cloud.stores;
    const proof = (owner: typeof ANNA, proofId: string) => ({
      ...{ proofId, owner, patientId: patientId('P1'), nameMasked: '张*', cardNoMasked: '****1' },
      ...{ idType: 1 as const, relation: 'child' as const, expiresAt: T0 },
    });
    const many = Array.from({ length: 120 }, (_unused, at) => `PF${String(at)}`);
    await cloud.plantMany(
      'phone_proofs',
      many.map((id) => ({ _id: `hosp1:${id}`, hospital: 'hosp1', ...proof(ANNA, id) })),
    );
    await proofs.put(HERE, proof(BEN, 'PFB'));
    await proofs.forget(ELSEWHERE, BEN);
    await proofs.forget(HERE, ANNA);
    expect(await cloud.documents('phone_proofs')).toHaveLength(1);
    expect(await proofs.find(HERE, 'PFB')).toEqual(proof(BEN, 'PFB'));
  });
});
