/** Who a patient is to the person, names with blanks, and adding oneself with the insurance card. */
import { checkDigit } from '../../miniprogram/shared/identity-number';
import { accepted, refused, settle } from '../support/fake-wx';
import { patient } from '../support/phone-answers';
import { type Answers, type Open, openPage, went } from '../support/phone-pages';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

const seventeen = ['110101', '19000101', '000'].join('');
const NUMBER = seventeen + checkDigit(seventeen);
const CARD = { state: 'unbound', appId: 'wxcard', path: 'pages/bind?x=1' };

function typeIn({ page }: Open, fields: Record<string, string>): void {
  for (const [field, value] of Object.entries(fields)) {
    page.run('onField', { detail: { value }, currentTarget: { dataset: { field } } });
  }
}

async function adding(more: Answers = {}): Promise<Open> {
  const open = openPage('patient-add', {
    'pay.addPatient': accepted({ patient }),
    'clinic.insuranceCard': accepted({ card: CARD }),
    'clinic.addFromInsuranceCard': accepted({ patientId: 'p1' }),
    'clinic.startPhoneProof': accepted({
      proofId: 'pf1',
      phoneMasked: '138****0000',
      expiresAt: 1,
    }),
    ...more,
  });
  open.page.run('onLoad');
  open.page.run('onShow');
  await settle();
  return open;
}

const asked = ({ fake }: Open, action: string): unknown[] =>
  fake.calls.filter((call) => call.action === action).map(({ input }) => input);
const done = ({ fake }: Open): string[] => fake.sent.map(({ what }) => what);

describe('the relation', () => {
  it('is told; for anybody but oneself only a code to the phone is offered', async () => {
    const open = await adding();
    open.page.run('onPickRelation');
    expect(open.page.data).toMatchObject({ picking: 'relation' });
    open.page.run('onRelation', { detail: { key: 'child' } });
    expect(open.page.data).toMatchObject({
      picking: '',
      relationText: '子女',
      proof: 'phone',
      proofs: [{ key: 'phone' }],
    });
    typeIn(open, { name: '张小宝', number: NUMBER, card: '00107788' });
    open.page.run('onSubmit');
    await settle();
    expect(asked(open, 'startPhoneProof')).toMatchObject([{ relation: 'child' }]);
    expect(asked(open, 'addPatient')).toEqual([]);
  });

  it('goes along when a card is opened', async () => {
    const open = await adding({ 'pay.openCard': accepted({ patient }) });
    open.page.run('onSwitchMode');
    open.page.run('onRelation', { detail: { key: 'parent' } });
    typeIn(open, { name: '张建国', number: NUMBER, phone: '13800000000' });
    open.page.run('onSubmit');
    await settle();
    expect(asked(open, 'openCard')).toMatchObject([{ relation: 'parent' }]);
  });

  it('is shown in the list', async () => {
    const { page } = openPage('patients', {
      'clinic.listPatients': accepted({ patients: [{ ...patient, relation: 'spouse' }] }),
    });
    page.run('onShow');
    await settle();
    expect(page.data['patients']).toMatchObject([{ relation: '配偶' }]);
  });
});

describe('a name', () => {
  const leave = { currentTarget: { dataset: { field: 'name' } } };

  it.each([
    [' 张 建　国 ', '张建国'],
    ['ANNA   MILLER ', 'ANNA MILLER'],
  ])('with blanks, %j, is mended and that is said', async (typed, name) => {
    const open = await adding();
    typeIn(open, { name: typed, number: NUMBER, card: '00105521' });
    open.page.run('onLeave', leave);
    expect(open.page.data).toMatchObject({ nameHint: '姓名里的空格已经去掉。', form: { name } });
    open.page.run('onSubmit');
    await settle();
    expect(asked(open, 'addPatient')).toMatchObject([{ name }]);
  });

  it('without blanks is left alone', async () => {
    const open = await adding();
    typeIn(open, { name: 'ANNA MILLER' });
    open.page.run('onLeave', leave);
    expect(open.page.data).toMatchObject({ nameHint: '', form: { name: '' } });
  });
});

describe('the insurance card', () => {
  async function away(more: Answers = {}): Promise<Open> {
    const open = await adding(more);
    typeIn(open, { card: '0010 5521' });
    open.page.run('onFast');
    await settle();
    return open;
  }
  const back = { scene: 1038, referrerInfo: { appId: 'wxcard', extraData: { ticket: 'T1' } } };

  it.each([
    [{ state: 'not-configured' }, { action: '暂未开通', open: false }],
    [{ state: 'bound' }, { title: '已绑定医保卡', open: false }],
    [CARD, { action: '去医保核对', open: true }],
  ])('is shown as it stands: %j', async (card, fast) => {
    const open = await adding({ 'clinic.insuranceCard': accepted({ card }) });
    expect(open.page.data['fast']).toMatchObject(fast);
  });

  it('is not shown when it cannot be asked about; the form is there', async () => {
    const open = await adding({ 'clinic.insuranceCard': refused('internal', true) });
    expect(open.page.data).toMatchObject({ fast: { title: '' }, notice: null });
  });

  it('needs the hospital card’s number first', async () => {
    const open = await adding();
    open.page.run('onFast');
    await settle();
    expect(open.page.data['fastError']).toContain('请先在下面填写就诊卡号');
    expect(done(open)).not.toContain('navigateToMiniProgram');
  });

  it('adds the person with the ticket that comes back', async () => {
    const open = await away();
    const jump = open.fake.sent.find(({ what }) => what === 'navigateToMiniProgram');
    expect(jump?.detail).toMatchObject({ appId: 'wxcard', path: 'pages/bind?x=1' });
    open.page.run('onHide');
    open.phone.fn('inbox', 'deliver')(back);
    open.page.run('onShow');
    await settle();
    expect(asked(open, 'addFromInsuranceCard')).toEqual([{ ticket: 'T1', cardNo: '00105521' }]);
    expect(done(open).at(-1)).toBe('navigateBack');
  });

  it('takes a ticket once, though Android repeats it', async () => {
    const open = await away({ 'clinic.addFromInsuranceCard': refused('insurance-card-ticket') });
    open.phone.fn('inbox', 'deliver')(back);
    await settle();
    open.phone.fn('inbox', 'deliver')(back);
    await settle();
    expect(asked(open, 'addFromInsuranceCard')).toHaveLength(1);
    expect(open.page.data).toMatchObject({ busy: false });
    expect(done(open)).not.toContain('navigateBack');
  });

  it.each([
    [
      'from another mini program',
      { ...back, referrerInfo: { ...back.referrerInfo, appId: 'wxpay' } },
    ],
    ['without a ticket', { scene: 1038, referrerInfo: { appId: 'wxcard' } }],
    ['without a referrer', { scene: 1038 }],
  ])('takes nothing %s', async (_what, arrival) => {
    const open = await away();
    open.phone.fn('inbox', 'deliver')(arrival);
    await settle();
    expect(asked(open, 'addFromInsuranceCard')).toEqual([]);
    expect(open.page.data).toMatchObject({ busy: false });
  });

  it('takes no ticket that nobody waits for, nor one that comes too late', async () => {
    const unasked = await adding();
    unasked.phone.fn('inbox', 'deliver')(back);
    await settle();
    expect(asked(unasked, 'addFromInsuranceCard')).toEqual([]);
    const late = await away();
    jest.setSystemTime(Date.UTC(2025, 10, 21, 2, 31));
    late.phone.fn('inbox', 'deliver')(back);
    await settle();
    expect(asked(late, 'addFromInsuranceCard')).toEqual([]);
  });

  it('says so when it was not opened, and awaits nothing', async () => {
    const open = await adding();
    open.fake.jump = { errMsg: 'navigateToMiniProgram:fail cancel' };
    typeIn(open, { card: '00105521' });
    open.page.run('onFast');
    await settle();
    expect(open.page.data['notice']).toMatchObject({ title: '没有去医保核对' });
    open.phone.fn('inbox', 'deliver')(back);
    await settle();
    expect(asked(open, 'addFromInsuranceCard')).toEqual([]);
  });

  it('is gone on with from the first page when WeChat had ended the program', async () => {
    const before = await away();
    const home = openPage('home', { 'clinic.addFromInsuranceCard': accepted({ patientId: 'p1' }) });
    home.fake.storage.set('card-binding', before.fake.storage.get('card-binding') ?? '');
    home.phone.fn('inbox', 'deliver')(back);
    home.page.run('onShow');
    await settle();
    expect(asked(home, 'addFromInsuranceCard')).toHaveLength(1);
    expect(went(home.fake, 'navigateTo')).toEqual(['/pages/patients/patients']);
  });
});
