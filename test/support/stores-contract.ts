/** What every store besides the orders must do: run against memory and against the cloud. */
import { billId, hospitalId, openId, orderNo, patientId } from '../../cloudfunctions/domain/ids';
import type { Claim } from '../../cloudfunctions/ports/claim-store';
import type { PatientLink } from '../../cloudfunctions/ports/patient-links';
import type { MemoryStores } from './memory-stores';
import { T0 } from './orders';
import { noticesContract } from './notices-contract';

export type Stores = Omit<MemoryStores, 'orders' | 'claims'> & {
  readonly claims: Pick<MemoryStores['claims'], 'claim' | 'takeOver' | 'release' | 'holder'>;
};

const HOSPITAL = hospitalId('hosp1');
const ELSEWHERE = hospitalId('hosp2');
const BILL = billId('B1');
const OWNER = openId('oOwner');
const numberOf = (n: number) => orderNo(`Y20260302${n.toString(16).padStart(26, '0')}`);

function claimOf(n: number): Claim {
  return { billId: BILL, orderNo: numberOf(n), owner: OWNER, claimedAt: T0 + n };
}

function claims(stores: () => Stores): void {
  test('a bill has one holder, per hospital', async () => {
    const { claims } = stores();
    expect(await claims.claim(HOSPITAL, claimOf(1))).toBe('claimed');
    expect(await claims.claim(HOSPITAL, claimOf(2))).toEqual({ heldBy: claimOf(1) });
    expect(await claims.claim(ELSEWHERE, claimOf(2))).toBe('claimed');
    expect(await claims.holder(HOSPITAL, BILL)).toEqual(claimOf(1));
    expect(await claims.holder(HOSPITAL, billId('B2'))).toBeUndefined();
  });

  test('of many claims at once, one wins', async () => {
    const { claims } = stores();
    const results = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => claims.claim(HOSPITAL, claimOf(n))),
    );
    expect(results.filter((result) => result === 'claimed')).toHaveLength(1);
  });

  test('only the holder hands over, and only the holder frees', async () => {
    const { claims } = stores();
    await claims.claim(HOSPITAL, claimOf(1));
    expect(await claims.takeOver(HOSPITAL, claimOf(2), claimOf(3))).toBe('lost');
    expect(await claims.takeOver(HOSPITAL, claimOf(1), claimOf(3))).toBe('claimed');
    await claims.release(HOSPITAL, BILL, numberOf(1));
    expect(await claims.holder(HOSPITAL, BILL)).toEqual(claimOf(3));
    await claims.release(ELSEWHERE, BILL, numberOf(3));
    expect(await claims.holder(HOSPITAL, BILL)).toEqual(claimOf(3));
    await claims.release(HOSPITAL, BILL, numberOf(3));
    expect(await claims.holder(HOSPITAL, BILL)).toBeUndefined();
    expect(await claims.takeOver(HOSPITAL, claimOf(3), claimOf(4))).toBe('lost');
    expect(await claims.claim(HOSPITAL, claimOf(5))).toBe('claimed');
  });
}

function linkTo(id: string, change: Partial<PatientLink> = {}): PatientLink {
  return {
    patientId: patientId(id),
    owner: OWNER,
    nameMasked: '张*国',
    cardNoMasked: '****0001',
    idType: 1,
    isDefault: false,
    proof: 'verify-name',
    boundAt: T0,
    ...change,
  };
}

function links(stores: () => Stores): void {
  test('the first patient becomes the default; a patient is added once', async () => {
    const { links } = stores();
    expect(await links.of(HOSPITAL, OWNER)).toEqual([]);
    expect(await links.add(HOSPITAL, linkTo('P1'))).toBe('added');
    expect(await links.add(HOSPITAL, linkTo('P1'))).toBe('exists');
    expect(await links.of(HOSPITAL, OWNER)).toEqual([linkTo('P1', { isDefault: true })]);
  });

  test('exactly one default, whatever is added, chosen or removed', async () => {
    const { links } = stores();
    const defaults = async () =>
      (await links.of(HOSPITAL, OWNER)).filter((one) => one.isDefault).map((one) => one.patientId);
    await links.add(HOSPITAL, linkTo('P1'));
    await links.add(HOSPITAL, linkTo('P2', { isDefault: true }));
    await links.add(HOSPITAL, linkTo('P3'));
    expect(await defaults()).toEqual(['P2']);
    await links.setDefault(HOSPITAL, OWNER, patientId('P3'));
    await links.setDefault(HOSPITAL, OWNER, patientId('P9'));
    expect(await defaults()).toEqual(['P3']);
    await links.remove(HOSPITAL, OWNER, patientId('P3'));
    expect(await defaults()).toEqual(['P1']);
  });

  test('a link is replaced at its place, and a default stays one', async () => {
    const { links } = stores();
    for (const id of ['P1', 'P2', 'P3']) {
      await links.add(HOSPITAL, linkTo(id, { proof: 'his-phone' }));
    }
    await links.replace(HOSPITAL, linkTo('P1', { boundAt: T0 + 1 }));
    await links.replace(HOSPITAL, linkTo('P2', { nameMasked: '李*' }));
    expect(await links.of(HOSPITAL, OWNER)).toEqual([
      linkTo('P1', { boundAt: T0 + 1, isDefault: true }),
      linkTo('P2', { nameMasked: '李*' }),
      linkTo('P3', { proof: 'his-phone' }),
    ]);
    await links.replace(HOSPITAL, linkTo('P3', { isDefault: true }));
    const defaults = (await links.of(HOSPITAL, OWNER)).filter((one) => one.isDefault);
    expect(defaults).toEqual([linkTo('P3', { isDefault: true })]);
  });

  test('replacing what is gone adds it, with a default if it is the first', async () => {
    const { links } = stores();
    await links.replace(HOSPITAL, linkTo('P1'));
    await links.replace(HOSPITAL, linkTo('P2'));
    expect(await links.of(HOSPITAL, OWNER)).toEqual([
      linkTo('P1', { isDefault: true }),
      linkTo('P2'),
    ]);
  });

  test('people and hospitals are kept apart', async () => {
    const { links } = stores();
    const other = openId('oOther');
    await links.add(HOSPITAL, linkTo('P1'));
    expect(await links.find(HOSPITAL, OWNER, patientId('P1'))).toMatchObject({ patientId: 'P1' });
    expect(await links.find(HOSPITAL, other, patientId('P1'))).toBeUndefined();
    expect(await links.find(ELSEWHERE, OWNER, patientId('P1'))).toBeUndefined();
    await links.remove(HOSPITAL, other, patientId('P1'));
    await links.remove(ELSEWHERE, OWNER, patientId('P1'));
    expect(await links.of(HOSPITAL, OWNER)).toHaveLength(1);
  });

  test('patients added at once are all kept', async () => {
    const { links } = stores();
    await Promise.all(['P1', 'P2', 'P3', 'P4'].map((id) => links.add(HOSPITAL, linkTo(id))));
    const kept = (await links.of(HOSPITAL, OWNER)).map((one) => one.patientId).sort();
    expect(kept).toEqual(['P1', 'P2', 'P3', 'P4']);
  });
}

function proofs(stores: () => Stores): void {
  test('a started proof is found at its hospital until it is removed', async () => {
    const { proofs } = stores();
    const proof = {
      proofId: 'PF1',
      owner: OWNER,
      patientId: patientId('P1'),
      nameMasked: '张*国',
      cardNoMasked: '****0001',
      idType: 8 as const,
      expiresAt: T0,
    };
    await proofs.put(HOSPITAL, proof);
    expect(await proofs.find(HOSPITAL, 'PF1')).toEqual(proof);
    expect(await proofs.find(ELSEWHERE, 'PF1')).toBeUndefined();
    await proofs.remove(ELSEWHERE, 'PF1');
    expect(await proofs.find(HOSPITAL, 'PF1')).toEqual(proof);
    await proofs.remove(HOSPITAL, 'PF1');
    expect(await proofs.find(HOSPITAL, 'PF1')).toBeUndefined();
  });
}

function attempts(stores: () => Stores): void {
  test('so many in any window, per key', async () => {
    const { attempts } = stores();
    const take = (now: number, key = 'k') => attempts.take(key, 2, 1000, now);
    expect([await take(T0), await take(T0 + 600), await take(T0 + 999)]).toEqual([
      'ok',
      'ok',
      'over',
    ]);
    expect(await take(T0 + 999, 'other')).toBe('ok');
    expect(await take(T0 + 1000)).toBe('ok');
    expect(await take(T0 + 1001)).toBe('over');
    expect(await take(T0 + 1600)).toBe('ok');
  });

  test('never more than that, however many come at once', async () => {
    const { attempts } = stores();
    const results = await Promise.all(
      Array.from({ length: 12 }, () => attempts.take('k', 3, 1000, T0)),
    );
    expect(results.filter((result) => result === 'ok')).toHaveLength(3);
  });
}

function lease(stores: () => Stores): void {
  test('one holder at a time; a crashed one loses it when time runs out', async () => {
    const { lease } = stores();
    expect(await lease.take('n', 'a', T0, 100)).toBe(true);
    expect(await lease.take('n', 'b', T0 + 99, 100)).toBe(false);
    expect(await lease.take('n', 'a', T0 + 50, 100)).toBe(true);
    expect(await lease.take('n', 'b', T0 + 149, 100)).toBe(false);
    expect(await lease.take('n', 'b', T0 + 150, 100)).toBe(true);
    expect(await lease.take('n', 'a', T0 + 151, 100)).toBe(false);
    expect(await lease.take('other', 'a', T0, 100)).toBe(true);
  });

  test('only the holder gives it back', async () => {
    const { lease } = stores();
    await lease.take('n', 'a', T0, 100);
    await lease.release('n', 'b');
    expect(await lease.take('n', 'b', T0, 100)).toBe(false);
    await lease.release('n', 'a');
    expect(await lease.take('n', 'b', T0, 100)).toBe(true);
  });

  test('of many at once, one takes it, new or expired', async () => {
    const { lease } = stores();
    for (const now of [T0, T0 + 200]) {
      const taken = await Promise.all(
        ['a', 'b', 'c', 'd', 'e'].map((who) => lease.take('n', `${who}${now}`, now, 100)),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
    }
  });
}

function tokens(stores: () => Stores): void {
  const one = { token: 'one', expiresAt: T0 };
  const two = { token: 'two', expiresAt: T0 + 1 };

  test('a token takes the place of the one that was there', async () => {
    const { tokens } = stores();
    expect(await tokens.load('t')).toBeUndefined();
    expect(await tokens.save('t', one, undefined)).toBe('saved');
    expect(await tokens.load('t')).toEqual(one);
    expect(await tokens.save('t', two, one)).toBe('saved');
    expect(await tokens.load('t')).toEqual(two);
    expect(await tokens.load('u')).toBeUndefined();
  });

  test('what somebody else stored meanwhile stays', async () => {
    const { tokens } = stores();
    await tokens.save('t', one, undefined);
    await tokens.save('t', two, one);
    const late = { token: 'late', expiresAt: T0 + 9 };
    for (const instead of [undefined, one, { ...two, expiresAt: T0 }]) {
      expect(await tokens.save('t', late, instead)).toBe('superseded');
    }
    expect(await tokens.save('u', late, two)).toBe('superseded');
    expect(await tokens.load('t')).toEqual(two);
    expect(await tokens.load('u')).toBeUndefined();
  });

  test('of many saves at once, one is kept', async () => {
    const { tokens } = stores();
    for (const instead of [undefined, one]) {
      if (instead !== undefined) await tokens.save('t', instead, await tokens.load('t'));
      const results = await Promise.all(
        ['a', 'b', 'c', 'd'].map((token) => tokens.save('t', { token, expiresAt: T0 }, instead)),
      );
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
    }
  });
}

/** `fresh` gives empty stores before each test. */
export function storesContract(fresh: () => Promise<Stores>): void {
  let now: Stores;
  beforeEach(async () => {
    now = await fresh();
  });
  const stores = () => now;
  describe('claims (money rule 6)', () => claims(stores));
  describe('patient links (money rules 13 and 15)', () => links(stores));
  describe('phone proofs', () => proofs(stores));
  describe('attempts', () => attempts(stores));
  describe('notices (money rule 10)', () => noticesContract(stores));
  describe('leases', () => lease(stores));
  describe('tokens', () => tokens(stores));
}
