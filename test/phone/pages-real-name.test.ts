/** Adding a patient where WeChat vouches for nobody: the code to the phone, or the insurance card. */
import { checkDigit } from '../../miniprogram/shared/identity-number';
import { accepted, refused, settle } from '../support/fake-wx';
import { hospital, patient } from '../support/phone-answers';
import { type Answers, type Open, openPage } from '../support/phone-pages';

const seventeen = ['110101', '19000101', '000'].join('');
const NUMBER = seventeen + checkDigit(seventeen);
const FILLED = { name: '张建国', number: NUMBER, card: '00105521' };
const BY_PHONE = { proof: 'phone', proofs: [{ key: 'phone' }] };

async function adding(stored: object, more: Answers = {}): Promise<Open> {
  const open = openPage('patient-add', {
    'pay.addPatient': accepted({ patient }),
    'clinic.insuranceCard': accepted({ card: { state: 'unbound', appId: 'wxcard', path: 'p' } }),
    'clinic.startPhoneProof': accepted({ proofId: 'f1', phoneMasked: '138****0000', expiresAt: 1 }),
    ...more,
  });
  open.fake.storage.set('hospital', JSON.stringify(stored));
  open.page.run('onLoad');
  open.page.run('onShow');
  await settle();
  for (const [field, value] of Object.entries(FILLED)) {
    open.page.run('onField', { detail: { value }, currentTarget: { dataset: { field } } });
  }
  return open;
}

const called = ({ fake }: Open): string[] => fake.calls.map(({ action }) => action);

it('offers the phone and the insurance card only', async () => {
  const open = await adding({ ...hospital, realNameCheck: false });
  expect(open.page.data).toMatchObject({ ...BY_PHONE, fast: { open: true } });
  expect(open.page.data['proofs']).toHaveLength(1);
  open.page.run('onRelation', { detail: { key: 'child' } });
  open.page.run('onRelation', { detail: { key: 'self' } });
  expect(open.page.data).toMatchObject({ ...BY_PHONE, relation: 'self' });
  expect(open.page.data['proofs']).toHaveLength(1);
  open.page.run('onSubmit');
  await settle();
  expect(called(open)).toContain('startPhoneProof');
  expect(called(open)).not.toContain('addPatient');
});

it.each([
  ['the hospital has it', { ...hospital, realNameCheck: true }],
  ['an older release stored nothing of it', { ...hospital, realNameCheck: undefined }],
])('offers the check of the name where %s', async (_why, stored) => {
  const open = await adding(stored);
  expect(open.page.data).toMatchObject({
    proof: 'name',
    proofs: [{ key: 'name' }, { key: 'phone' }],
  });
});

it('turns to the phone when it hears only then that there is no such check', async () => {
  const open = await adding(hospital, { 'pay.addPatient': refused('real-name-unavailable') });
  open.page.run('onSubmit');
  await settle();
  expect(open.page.data).toMatchObject({
    ...BY_PHONE,
    notice: { title: '这里不能用微信实名核验' },
  });
  expect(open.page.data['proofs']).toHaveLength(1);
});

it('promises nobody’s insurance before the server has said whose it pays for', async () => {
  const { page } = await adding(hospital);
  const hints = (page.data['relations'] as { key: string; hint: string }[])
    .filter(({ key }) => key !== 'self')
    .map(({ hint }) => hint);
  expect(new Set(hints)).toEqual(new Set(['能不能用医保，添加后会写明']));
});
