import { hospitalId, patientId } from '../../cloudfunctions/domain/ids';
import { bind, type NewLink } from '../../cloudfunctions/usecases/bind-patient';
import { bindingWorld, MINUTE, OWN_LINK, type BindingWorld } from '../support/binder';
import { OTHER, OWNER, PATIENT } from '../support/doubles';
import { T0 } from '../support/orders';

const numbered = (number: number) => patientId(`P${String(number)}`);
const linkTo = (change: Partial<NewLink> = {}): NewLink => ({
  ...{ owner: OWNER, patientId: PATIENT, nameMasked: '张*国', cardNoMasked: '****3401' },
  ...{ idType: 1, relation: 'self', proof: 'verify-name' },
  ...change,
});
const bindTo = (here: BindingWorld, change: Partial<NewLink> = {}) =>
  bind(here.deps, linkTo(change));
const proofs = async (here: BindingWorld) => {
  const links = await here.linksOf();
  return links.map(({ patientId: id, proof, isDefault }) => ({ id, proof, isDefault }));
};
const fill = async (here: BindingWorld, count: number, proof: NewLink['proof'] = 'verify-name') => {
  for (let number = 1; number <= count; number += 1) {
    await bindTo(here, { patientId: numbered(number), proof });
  }
};

describe('binding a patient', () => {
  it('makes the first patient the default, and the later ones not', async () => {
    const here = bindingWorld();
    const { patient: first } = await bindTo(here);
    const { patient: second } = await bindTo(here, { patientId: numbered(2) });
    expect([first.isDefault, second.isDefault]).toEqual([true, false]);
    const stored = await proofs(here);
    expect(stored.map((link) => [link.id, link.isDefault])).toEqual([
      ['P1', true],
      ['P2', false],
    ]);
  });

  it('stores when it was bound', async () => {
    const here = bindingWorld();
    here.clock.advance(MINUTE);
    await bindTo(here);
    expect(await here.linksOf()).toEqual([{ ...OWN_LINK, boundAt: T0 + MINUTE }]);
  });

  it.each([
    ['verify-name', 1, undefined],
    ['verify-name', 8, 'insurance-identity-paper'],
    ['insurance-card', 1, undefined],
    ['insurance-card', 8, 'insurance-identity-paper'],
    ['his-phone', 1, 'insurance-other-payer'],
    ['his-phone', 8, 'insurance-identity-paper'],
  ] as const)('after %s with paper %i insurance is barred by: %s', async (proof, idType, bar) => {
    const here = bindingWorld();
    const { patient } = await bindTo(here, { proof, idType });
    expect(patient.canUseInsurance).toBe(bar === undefined);
    expect(patient.insuranceBar).toBe(bar);
  });

  it('takes eight patients and refuses the ninth, whatever the proof', async () => {
    const here = bindingWorld();
    await fill(here, 8);
    const full = await here.linksOf();
    expect(full).toHaveLength(8);
    for (const proof of ['verify-name', 'his-phone'] as const) {
      await expect(bindTo(here, { patientId: numbered(9), proof })).rejects.toMatchObject({
        ...{ name: 'Refusal', reason: 'too-many-patients', retry: false },
      });
    }
    expect(await here.linksOf()).toEqual(full);
  });

  it('lets nobody race past eight', async () => {
    const here = bindingWorld();
    await fill(here, 7);
    const three = [8, 9, 10].map((serial) => bindTo(here, { patientId: numbered(serial) }));
    await Promise.allSettled(three);
    expect(await here.linksOf()).toHaveLength(8);
  });

  it('takes a ninth again when one of the eight has gone', async () => {
    const here = bindingWorld();
    await fill(here, 8);
    await here.deps.links.remove(here.deps.hospital.id, OWNER, numbered(3));
    await bindTo(here, { patientId: numbered(9) });
    expect(await here.linksOf()).toHaveLength(8);
  });

  it.each(['verify-name', 'his-phone'] as const)(
    'refuses the same patient by %s twice, and leaves the link as it was',
    async (proof) => {
      const here = bindingWorld();
      await bindTo(here, { proof });
      const before = await here.linksOf();
      here.clock.advance(MINUTE);
      await expect(bindTo(here, { proof })).rejects.toMatchObject({
        ...{ name: 'Refusal', reason: 'patient-already-added', retry: false },
      });
      expect(await here.linksOf()).toEqual(before);
    },
  );

  it('lets only one of two bindings of the same patient at the same moment through', async () => {
    const here = bindingWorld();
    const both = await Promise.allSettled([bindTo(here), bindTo(here)]);
    const lost = both.filter((one) => one.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(lost[0]?.reason).toMatchObject({ name: 'Refusal', reason: 'patient-already-added' });
    expect(await here.linksOf()).toEqual([OWN_LINK]);
  });

  it('keeps people apart, and hospitals apart', async () => {
    const here = bindingWorld();
    await bindTo(here);
    const { patient: theirs } = await bindTo(here, { owner: OTHER });
    const hospital = { ...here.deps.hospital, id: hospitalId('hosp2') };
    const { patient: there } = await bind({ ...here.deps, hospital }, linkTo());
    expect([theirs.isDefault, there.isDefault]).toEqual([true, true]);
    expect(await here.linksOf()).toEqual([OWN_LINK]);
    expect(await here.linksOf(OTHER)).toEqual([{ ...OWN_LINK, owner: OTHER }]);
  });
});

describe('a stronger proof', () => {
  it('replaces the phone: one link, insurance from now on, still the default', async () => {
    const here = bindingWorld();
    await bindTo(here, { proof: 'his-phone' });
    await bindTo(here, { patientId: numbered(2), proof: 'his-phone' });
    here.clock.advance(MINUTE);
    const { patient } = await bindTo(here);
    expect(patient).toMatchObject({ isDefault: true, canUseInsurance: true });
    expect(await proofs(here)).toEqual([
      { id: 'P1', proof: 'verify-name', isDefault: true },
      { id: 'P2', proof: 'his-phone', isDefault: false },
    ]);
  });

  it('makes nobody the default who was not', async () => {
    const here = bindingWorld();
    await bindTo(here, { patientId: numbered(2), proof: 'his-phone' });
    await bindTo(here, { proof: 'his-phone' });
    const { patient } = await bindTo(here);
    expect(patient.isDefault).toBe(false);
    const links = await proofs(here);
    expect(links).toHaveLength(2);
    expect(links).toContainEqual({ id: 'P2', proof: 'his-phone', isDefault: true });
    expect(links).toContainEqual({ id: 'P1', proof: 'verify-name', isDefault: false });
  });

  it('is possible for one of eight patients: it adds nobody', async () => {
    const here = bindingWorld();
    await fill(here, 8, 'his-phone');
    await bindTo(here, { patientId: numbered(8) });
    const links = await proofs(here);
    expect(links).toHaveLength(8);
    expect(links).toContainEqual({ id: 'P8', proof: 'verify-name', isDefault: false });
  });

  it('is never replaced by a weaker one', async () => {
    const here = bindingWorld();
    await bindTo(here);
    await expect(bindTo(here, { proof: 'his-phone' })).rejects.toMatchObject({
      ...{ name: 'Refusal', reason: 'patient-already-added', retry: false },
    });
    expect(await here.linksOf()).toEqual([OWN_LINK]);
  });

  it('leaves the person no moment without the patient', async () => {
    const here = bindingWorld();
    await bindTo(here, { proof: 'his-phone' });
    let over = false;
    const seen: number[] = [];
    const watch = async (stepsLater: number) => {
      for (let step = 0; step < stepsLater; step += 1) await Promise.resolve();
      while (!over) seen.push((await here.linksOf()).length);
    };
    const watchers = [0, 1, 2, 3].map(watch);
    await bindTo(here);
    over = true;
    await Promise.all(watchers);
    expect(seen.length).toBeGreaterThan(watchers.length);
    expect(new Set(seen)).toEqual(new Set([1]));
  });
});
