/** Patients: the list, adding one by each proof, and what of a paper's number leaves the phone. */
import { createHash } from 'node:crypto';
import { checkDigit } from '../../miniprogram/shared/identity-number';
import { accepted, refused, settle, type FunctionCall } from '../support/fake-wx';
import { patient } from '../support/phone-answers';
import { type Answers, type Open, openPage, went } from '../support/phone-pages';

/** A number with a right check digit of a person who cannot exist: born in 1900, serial 000. */
const seventeen = ['110101', '19000101', '000'].join('');
const NUMBER = seventeen + checkDigit(seventeen);

function typeIn(opened: Open, fields: Record<string, string>): void {
  for (const [field, value] of Object.entries(fields)) {
    opened.page.run('onField', { detail: { value }, currentTarget: { dataset: { field } } });
  }
}

async function submit(opened: Open): Promise<void> {
  opened.page.run('onSubmit');
  await settle();
}

const FILLED = {
  name: ' 张建国 ',
  number: `${NUMBER.slice(0, 6)} ${NUMBER.slice(6)}`,
  card: '0010 5521',
};
const CLAIM = {
  name: '张建国',
  cardNo: '00105521',
  idType: 1,
  idDigest: createHash('md5').update(NUMBER).digest('hex'),
  relation: 'self',
};

/** What was asked apart from the insurance card. */
const asked = ({ fake }: Open): readonly FunctionCall[] =>
  fake.calls.filter(({ action }) => action !== 'insuranceCard');

function adding(more: Answers = {}): Open {
  const opened = openPage('patient-add', {
    'pay.addPatient': accepted({ patient }),
    'pay.openCard': accepted({ patient }),
    'clinic.startPhoneProof': accepted({
      proofId: 'pf1',
      phoneMasked: '138****0000',
      expiresAt: 1,
    }),
    'clinic.finishPhoneProof': accepted({ patient }),
    ...more,
  });
  opened.page.run('onLoad');
  return opened;
}

describe('adding a patient', () => {
  it('sends the digest, never the number, and goes back', async () => {
    const opened = adding();
    typeIn(opened, FILLED);
    await submit(opened);
    expect(asked(opened)).toEqual([{ name: 'pay', action: 'addPatient', input: CLAIM }]);
    expect(JSON.stringify(opened.fake.sent)).not.toContain(NUMBER.slice(6));
    expect(opened.fake.sent.map(({ what }) => what)).toContain('navigateBack');
  });

  it('says everything that is missing at once, and sends nothing', async () => {
    const opened = adding();
    await submit(opened);
    expect(opened.page.data['errors']).toMatchObject({
      name: '请填写姓名',
      number: '请填写证件号码',
      card: expect.stringContaining('就诊卡号') as string,
    });
    expect(opened.page.data['notice']).toMatchObject({ title: '还有 3 处要改' });
    expect(opened.fake.sent.at(-1)?.what).toBe('pageScrollTo');
    expect(asked(opened)).toEqual([]);
  });

  it('goes nowhere when it was left before the answer came', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const opened = adding({
      'pay.addPatient': () => new Promise((resolve) => waiting.push(resolve)),
    });
    typeIn(opened, FILLED);
    await submit(opened);
    opened.page.run('onUnload');
    waiting[0]?.(accepted({ patient }));
    await settle();
    expect(opened.fake.sent.map(({ what }) => what)).not.toContain('navigateBack');
  });

  it('tests the check digit when the field is left (GB 11643)', () => {
    const opened = adding();
    const wrong = seventeen + (checkDigit(seventeen) === '0' ? '1' : '0');
    const leave = { currentTarget: { dataset: { field: 'number' } } };
    typeIn(opened, { number: wrong });
    opened.page.run('onLeave', leave);
    expect(opened.page.data['errors']).toMatchObject({ number: '号码不对，请对照证件再看一遍' });
    typeIn(opened, { number: NUMBER });
    opened.page.run('onLeave', leave);
    expect(opened.page.data['errors']).toMatchObject({ number: '' });
  });

  it('takes each of the seven kinds of paper', async () => {
    const opened = adding();
    expect(opened.page.data['kinds']).toHaveLength(7);
    opened.page.run('onKind', { detail: { key: 'id8' } });
    typeIn(opened, { ...FILLED, number: 'e1234567' });
    await submit(opened);
    const idDigest = createHash('md5').update('E1234567').digest('hex');
    expect(asked(opened)[0]?.input).toMatchObject({ idType: 8, idDigest });
  });

  it('proves by a code to the phone that the hospital knows', async () => {
    const opened = adding();
    opened.page.run('onProof', { detail: { key: 'phone' } });
    typeIn(opened, FILLED);
    await submit(opened);
    expect(asked(opened)).toEqual([{ name: 'clinic', action: 'startPhoneProof', input: CLAIM }]);
    expect(opened.page.data).toMatchObject({ coding: true, codeSent: '验证码已发到 138****0000' });
    typeIn(opened, { code: '12' });
    opened.page.run('onSubmitCode');
    await settle();
    expect(opened.page.data['errors']).toMatchObject({ code: '请填写短信里的 6 位数字' });
    typeIn(opened, { code: '123456' });
    opened.page.run('onSubmitCode');
    await settle();
    expect(opened.fake.calls.at(-1)).toEqual({
      name: 'clinic',
      action: 'finishPhoneProof',
      input: { proofId: 'pf1', code: '123456' },
    });
    expect(opened.fake.sent.at(-1)?.what).toBe('navigateBack');
  });

  it('offers the code when WeChat cannot vouch for the name, and keeps the form', async () => {
    const opened = adding({ 'pay.addPatient': refused('name-card-not-bound') });
    typeIn(opened, FILLED);
    await submit(opened);
    expect(opened.page.data).toMatchObject({ proof: 'phone', busy: false });
    expect(opened.page.data['notice']).toMatchObject({ call: '拨打医院电话' });
    await submit(opened);
    expect(opened.fake.calls.at(-1)?.action).toBe('startPhoneProof');
  });

  it('opens a card with the number itself, saying so, under one request id', async () => {
    const opened = adding({ 'pay.openCard': refused('hospital-unreachable', true) });
    opened.page.run('onSwitchMode');
    expect(JSON.stringify(opened.page.data['t'])).toContain('证件号码会交给医院');
    typeIn(opened, { ...FILLED, phone: '13800000000' });
    await submit(opened);
    await submit(opened);
    const [first, second] = asked(opened);
    expect(first?.input).toEqual({
      name: '张建国',
      idType: 1,
      idNo: NUMBER,
      phone: '13800000000',
      relation: 'self',
      requestId: expect.stringMatching(/^[0-9A-Za-z_-]{8,64}$/) as string,
    });
    expect(second?.input).toEqual(first?.input);
    typeIn(opened, { name: '张建华' });
    await submit(opened);
    const ids = asked(opened).map(({ input }) => (input as { requestId: string }).requestId);
    expect(new Set(ids).size).toBe(2);
  });

  it('sends once, however often the button is tapped', async () => {
    const opened = adding();
    typeIn(opened, FILLED);
    opened.page.run('onSubmit');
    await submit(opened);
    expect(asked(opened)).toHaveLength(1);
  });
});

describe('the list of patients', () => {
  const other = { ...patient, patientId: 'p2', isDefault: false, canUseInsurance: false };
  const at = (index: number): object => ({ currentTarget: { dataset: { index } } });

  it('shows who can only pay cash, and changes the default', async () => {
    const { fake, page } = openPage('patients', {
      'clinic.listPatients': accepted({ patients: [patient, other] }),
      'clinic.chooseDefault': accepted({ patients: [{ ...other, isDefault: true }] }),
    });
    page.run('onShow');
    await settle();
    expect(page.data['patients']).toMatchObject([{ cashOnly: false }, { cashOnly: true }]);
    page.run('onMakeDefault', at(1));
    await settle();
    expect(fake.calls.at(-1)).toEqual({
      name: 'clinic',
      action: 'chooseDefault',
      input: { patientId: 'p2' },
    });
    expect(page.data['patients']).toMatchObject([{ patientId: 'p2', isDefault: true }]);
  });

  it('removes only after the question was answered with yes', async () => {
    const { fake, page } = openPage('patients', {
      'clinic.removePatient': accepted({ patients: [] }),
    });
    page.run('onShow');
    await settle();
    page.run('onRemove', at(0));
    expect(page.data).toMatchObject({ removing: true, removeTitle: '删除“张*国”？' });
    expect(fake.calls).toHaveLength(1);
    page.run('onRemoveConfirmed');
    await settle();
    expect(fake.calls.at(-1)?.input).toEqual({ patientId: 'p1' });
    expect(page.data['panel']).toMatchObject({ kind: 'empty', title: '还没有就诊人' });
  });

  it.each([
    ['busy', '现在办理的人较多'],
    ['patient-has-open-order', '还有没办完的缴费'],
  ])('keeps the list when a change fails: %s', async (reason, title) => {
    const { page } = openPage('patients', { 'clinic.removePatient': refused(reason) });
    page.run('onShow');
    await settle();
    page.run('onRemove', at(0));
    page.run('onRemoveConfirmed');
    await settle();
    expect(page.data).toMatchObject({ removing: false, patients: [{ patientId: 'p1' }] });
    expect(page.data['notice']).toMatchObject({ title });
  });

  it('says that it is at work, and drops an older list that comes after the change', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const { page, answers } = openPage('patients', {
      'clinic.removePatient': accepted({ patients: [] }),
    });
    page.run('onShow');
    await settle();
    answers['clinic.listPatients'] = () => new Promise((resolve) => waiting.push(resolve));
    page.run('onPullDownRefresh');
    page.run('onRemove', at(0));
    page.run('onRemoveConfirmed');
    expect(page.data).toMatchObject({ removing: false, notice: { title: '请稍等' } });
    await settle();
    waiting[0]?.(accepted({ patients: [patient] }));
    await settle();
    expect(page.data).toMatchObject({ patients: [], panel: { kind: 'empty' }, notice: null });
  });

  it('leads to adding one', () => {
    const { fake, page } = openPage('patients');
    page.run('onAdd');
    expect(went(fake, 'navigateTo')).toEqual(['/pages/patient-add/patient-add']);
  });
});
