/** Corners of the permission: names to the letter, a split of nothing, a cut-off that passes (trap 40, money rule 16). */
import { timeOnDay } from '../../cloudfunctions/domain/shanghai';
import { authorising, FAMILY_NO, type Authorising } from '../support/authorising';
import { BILL, HOSPITAL, linkOf, seen } from '../support/doubles';

const holder = (here: Authorising) => here.claims.holder(HOSPITAL, BILL);
/** The platform and the bureau say that nothing is left of it. */
const nothingLeft = (here: Authorising) => {
  here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'closed'));
};

it('the insured is named as insurance names them: the platform takes it to the letter', async () => {
  const here = await authorising();
  const { authorisation } = here;
  const person = { ...authorisation.person, name: '张　建国' };
  here.grant({ kind: 'authorised', authorisation: { ...authorisation, person } });
  await here.authorise();
  expect(here.platform.placed[0]).toMatchObject({ patient: { name: '张　建国' } });
});

it('a relative is named in the form of registers, however the hospital has typed it', async () => {
  const here = await authorising();
  const { his } = here.deps;
  await here.deps.links.replace(HOSPITAL, linkOf({ proof: 'his-phone', relation: 'parent' }));
  const patient: typeof his.patient = async (id, deadline) => {
    const answer = await his.patient(id, deadline);
    return answer.ok ? { ...answer, value: { ...answer.value, name: '买买提•艾力 ' } } : answer;
  };
  Object.assign(here.deps, { his: { ...his, patient } });
  const { authorisation } = here;
  const person = { name: '李四', idDigest: '1'.repeat(32) };
  here.grant({
    kind: 'authorised',
    authorisation: { ...authorisation, person, familyPayAuthNo: FAMILY_NO },
  });
  await here.authorise();
  expect(here.platform.placed[0]).toMatchObject({
    patient: { name: '买买提·艾力' },
    payerPerson: { name: '李四' },
  });
});

it.each([
  ['of the same total', {}],
  ['of another total', { total: 0, cashReduced: 0 }],
])('a split of nothing %s is no order: withdrawn, and named (trap 40)', async (_what, sums) => {
  const here = await authorising();
  const none = { cash: 0, insurance: 0, insuranceFund: 0, insuranceSelf: 0 };
  const { total } = here.script.amounts;
  Object.assign(here.script, {
    amounts: { ...here.script.amounts, ...none, cashReduced: total, ...sums },
  });
  nothingLeft(here);
  const view = await here.authorise();
  expect(view).toMatchObject({ payment: 'closed', reason: 'bill-nothing-to-pay' });
  expect(view.next).toEqual({ do: 'pay-anew' });
  expect(here.platform.calls).toEqual(['close', 'query']);
  expect(await holder(here)).toBeUndefined();
  expect(here.alarms).toEqual([]);
});

it('nothing is sent when the cut-off passes while the bureau is at work', async () => {
  const here = await authorising();
  const cutOff = timeOnDay(here.clock.now(), '10:05');
  Object.assign(here.deps, { rules: { ...here.deps.rules, insuranceCutOff: '10:05' } });
  here.clock.advance(cutOff - 1_000 - here.clock.now());
  here.script.meanwhile = () => {
    here.clock.advance(1_000);
    return Promise.resolve();
  };
  nothingLeft(here);
  const view = await here.authorise();
  expect(view).toMatchObject({ payment: 'closed', reason: 'insurance-cut-off' });
  expect(here.platform.placed).toEqual([]);
});
