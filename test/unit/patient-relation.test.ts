/** Who a patient is to the person, and names as people type them (money rule 15; §3.9). */
import { OWN_INSURANCE } from '../../cloudfunctions/usecases/pay-scope';
import { addPatient } from '../../cloudfunctions/usecases/add-patient';
import { openCard } from '../../cloudfunctions/usecases/open-card';
import { isOwn, patientView } from '../../cloudfunctions/usecases/patient-view';
import { normaliseName } from '../../cloudfunctions/usecases/person-name';
import { finishPhoneProof, startPhoneProof } from '../../cloudfunctions/usecases/phone-proof';
import { bindingWorld, cardOf, claimOf, spoilt, identityNumber } from '../support/binder';
import { FOREVER, linkOf, OWNER } from '../support/doubles';

const RELATIONS = ['self', 'child', 'parent', 'spouse', 'other'] as const;

describe('relation', () => {
  it.each(RELATIONS)('the real-name check proves self, whatever was said: %s', async (relation) => {
    const here = bindingWorld();
    const { patient } = await addPatient(here.deps, OWNER, claimOf({ relation }), FOREVER);
    expect(patient).toMatchObject({ relation: 'self', canUseInsurance: true });
    expect((await here.linksOf())[0]).toMatchObject({ relation: 'self', proof: 'verify-name' });
  });

  it.each([
    ['self', 'other'],
    ['child', 'child'],
    ['parent', 'parent'],
    ['spouse', 'spouse'],
    ['other', 'other'],
  ] as const)('a phone proves nothing of it: %s is kept as %s', async (relation, kept) => {
    const here = bindingWorld();
    const { deps } = here;
    const { proofId } = await startPhoneProof(deps, OWNER, claimOf({ relation }), FOREVER);
    const { patient } = await finishPhoneProof(deps, OWNER, { proofId, code: '246810' }, FOREVER);
    expect(patient).toMatchObject({ relation: kept, canUseInsurance: false });
    expect((await here.linksOf())[0]?.relation).toBe(kept);
  });

  it.each([
    ['verify-name', 'self', true],
    ['insurance-card', 'self', true],
    ['his-phone', 'other', false],
  ] as const)('a link older than the question, by %s, is %s', (proof, relation, own) => {
    expect(isOwn({ proof })).toBe(own);
    const { relation: _none, ...old } = linkOf({ proof });
    expect(patientView(OWN_INSURANCE, old)).toMatchObject({ relation, canUseInsurance: own });
  });
});

describe('names as they are typed', () => {
  it.each([
    [' 张建国 ', '张建国'],
    ['张 建 国', '张建国'],
    ['张　建国', '张建国'],
    ['张\u200b建国\u00a0', '张建国'],
    ['买买提•艾力', '买买提·艾力'],
    ['买买提・艾力', '买买提·艾力'],
    ['买买提 · 艾力', '买买提·艾力'],
    ['Ａｎｎａ　 Miller', 'Anna Miller'],
    ['　', ''],
  ])('%j is %j', (typed, name) => {
    expect(normaliseName(typed)).toBe(name);
    expect(normaliseName(name)).toBe(name);
  });

  it('are compared in their plain form wherever they are compared', async () => {
    const here = bindingWorld();
    const typed = '　张 建国 ';
    await addPatient(here.deps, OWNER, claimOf({ name: typed }), FOREVER);
    await here.deps.links.remove(here.deps.hospital.id, OWNER, linkOf().patientId);
    await openCard(here.deps, OWNER, cardOf({ name: typed }), FOREVER);
    await startPhoneProof(here.deps, OWNER, claimOf({ name: typed }), FOREVER);
    const names = here.sent.flatMap(({ what }) =>
      typeof what === 'object' && what !== null && 'name' in what ? [what.name] : [],
    );
    expect(names).toEqual(['张建国', '张建国', '张建国', '张建国', '张建国']);
    expect((await here.linksOf())[0]?.nameMasked).toBe('张*国');
  });
});

it('a wrong identity number is named before anybody is asked', async () => {
  const here = bindingWorld();
  const idNo = spoilt(identityNumber());
  await expect(openCard(here.deps, OWNER, cardOf({ idNo }), FOREVER)).rejects.toMatchObject({
    ...{ name: 'Refusal', reason: 'identity-number-invalid', retry: false },
  });
  expect(here.sent).toEqual([]);
});
