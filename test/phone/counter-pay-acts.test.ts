/** What a clerk does with a payment at the counter: gives it up, takes the cash otherwise, records it. */
import {
  chargingOrder,
  overOrder,
  takenOrder,
  tenderOrder,
} from '../support/counter-phone-answers';
import { accepted, fakeWx, refused, settle, SILENCE } from '../support/fake-wx';
import { loadPhone } from '../support/phone-modules';
import { openStaffPage, type StaffAnswers, type StaffPage } from '../support/staff-phone';
import { AT } from '../support/staff-phone-answers';

const QUERY = { query: { orderNo: 'YB0009' } };
const OFFLINE = new Error('request:fail');
const LOST = new Error('cloud.callFunction:fail timeout');

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});

afterEach(() => {
  jest.useRealTimers();
});

const open = (order: object = chargingOrder, more: StaffAnswers = {}): Promise<StaffPage> =>
  openStaffPage('counter-pay', { confirm: accepted({ order }), ...more }, QUERY);

async function goOn(ms: number): Promise<void> {
  for (let past = 0; past < ms; past += 500) {
    await jest.advanceTimersByTimeAsync(500);
    await settle();
  }
}

const stageOf = (opened: StaffPage): unknown =>
  (opened.page.data['pay'] as { head: { stage: unknown } }).head.stage;

describe.each([
  ['onGiveUp', 'give-up', 'giveUp', 'over'],
  ['onOther', 'other-tender', 'otherTender', 'tender'],
] as const)('%s', (button, asking, action, stage) => {
  it('asks first, and does nothing when the clerk keeps it', async () => {
    const opened = await open();
    await opened.run(button);
    expect(opened.page.data['asking']).toBe(asking);
    await opened.run('onKeep');
    await opened.run('onSure');
    expect(opened.page.data['asking']).toBe('');
    expect(opened.asked(action)).toEqual([]);
  });

  it('is sent once, however often it is tapped', async () => {
    const opened = await open(chargingOrder, { [action]: SILENCE });
    await opened.run(button);
    await opened.run('onSure');
    await opened.run('onSure');
    await opened.run(button);
    await opened.run('onSure');
    expect(opened.asked(action)).toEqual([{ orderNo: 'YB0009' }]);
    expect(opened.page.data).toMatchObject({ busy: asking, asking: '' });
    const asked = opened.asked('confirm').length;
    await goOn(10_000);
    expect(opened.asked('confirm')).toHaveLength(asked);
  });

  it('shows what came of it', async () => {
    const opened = await open();
    await opened.run(button);
    await opened.run('onSure');
    expect(stageOf(opened)).toBe(stage);
    expect(opened.page.data).toMatchObject({ busy: '', notice: null });
  });

  it('says why it was refused until something changes', async () => {
    const opened = await open(chargingOrder, { [action]: refused('tender-not-possible') });
    await opened.run(button);
    await opened.run('onSure');
    const notice = { title: '现在不能换其他方式收款' };
    expect(opened.page.data).toMatchObject({ busy: '', notice });
    await goOn(5_000);
    expect(opened.page.data).toMatchObject({ notice });
    opened.answers['confirm'] = accepted({ order: takenOrder });
    await goOn(10_000);
    expect(opened.page.data['notice']).toBeNull();
  });

  it('asks what became of it when the answer is lost, and sends nothing again', async () => {
    const opened = await open(chargingOrder, { [action]: LOST });
    opened.answers['confirm'] = OFFLINE;
    await opened.run(button);
    await opened.run('onSure');
    await goOn(3_000);
    expect(opened.page.data).toMatchObject({
      busy: asking,
      notice: { title: '还不知道有没有办成' },
    });
    opened.answers['confirm'] = accepted({ order: { ...overOrder, stage: 'ending' } });
    await goOn(10_000);
    expect(stageOf(opened)).toBe('ending');
    expect(opened.page.data).toMatchObject({ busy: '', notice: null });
    expect(opened.asked(action)).toHaveLength(1);
  });

  it('is answered while the page is not seen: asked on only when it is', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const opened = await open(chargingOrder, {
      [action]: () => new Promise((resolve) => (answer = resolve)),
    });
    await opened.run(button);
    await opened.run('onSure');
    opened.page.run('onHide');
    const asked = opened.asked('confirm').length;
    answer(accepted({ order: { ...overOrder, stage: 'ending' } }));
    await goOn(30_000);
    expect(stageOf(opened)).toBe('ending');
    expect(opened.asked('confirm')).toHaveLength(asked);
    opened.page.run('onShow');
    await settle();
    expect(opened.asked('confirm')).toHaveLength(asked + 1);
  });

  it('is not asked about any more once it can’t be done', async () => {
    const opened = await open();
    await opened.run(button);
    opened.answers['confirm'] = accepted({ order: takenOrder });
    await goOn(2_000);
    expect(opened.page.data['asking']).toBe('');
    await opened.run('onSure');
    expect(opened.asked(action)).toEqual([]);
  });
});

describe('cash taken otherwise', () => {
  const submit = (opened: StaffPage, kind: string, receipt: string): Promise<void> =>
    opened.run('onRecord', { draft: { kind, receipt } });

  it.each([
    ['', '', { kind: '请选收款方式', receipt: '请填写收据号' }],
    ['notes', '  ', { kind: '', receipt: '请填写收据号' }],
    ['notes', '收据一号', { kind: '', receipt: '只能填数字、字母和横线，最多 64 个' }],
    ['gold', 'R1', { kind: '请选收款方式', receipt: '' }],
  ])('“%s” “%s” is refused in place', async (kind, receipt, errors) => {
    const opened = await open(tenderOrder);
    await submit(opened, kind, receipt);
    expect(opened.page.data['errors']).toEqual(errors);
    expect(opened.asked('recordTender')).toEqual([]);
  });

  it('is recorded once, with its receipt', async () => {
    const opened = await open(tenderOrder);
    void submit(opened, 'bank-card', ' SK-0008 ');
    await submit(opened, 'bank-card', 'SK-0008');
    expect(opened.asked('recordTender')).toEqual([
      { orderNo: 'YB0009', kind: 'bank-card', receipt: 'SK-0008' },
    ]);
    expect(stageOf(opened)).toBe('paid');
  });

  it('can be sent again when the answer was lost and it was not recorded', async () => {
    const opened = await open(tenderOrder, { recordTender: LOST });
    await submit(opened, 'notes', 'R1');
    const text = '没有收到回音，填写的内容还在。请再提交一次，不会重复办理。';
    expect(opened.page.data).toMatchObject({ busy: '', notice: { text } });
    opened.answers['recordTender'] = accepted({ order: takenOrder });
    await submit(opened, 'notes', 'R1');
    expect(opened.asked('recordTender')).toHaveLength(2);
    expect(stageOf(opened)).toBe('paid');
  });

  it('is found recorded when only the answer was lost', async () => {
    const opened = await open(tenderOrder, { recordTender: LOST });
    opened.answers['confirm'] = accepted({ order: takenOrder });
    await submit(opened, 'notes', 'R1');
    expect(stageOf(opened)).toBe('paid');
    expect(opened.page.data['notice']).toBeNull();
    expect(opened.asked('recordTender')).toHaveLength(1);
  });

  const left = (opened: StaffPage): unknown => opened.page.data['left'];

  it('counts down, and asks the server at the end', async () => {
    const opened = await open({ ...tenderOrder, tenderUntil: AT + 125_000 });
    expect(left(opened)).toMatchObject({ clock: '02:05', spoken: '还剩 3 分钟', urgent: false });
    await goOn(6_000);
    expect(left(opened)).toMatchObject({ clock: '01:59', urgent: true });
    await goOn(115_000);
    const asked = opened.asked('confirm').length;
    opened.answers['confirm'] = accepted({ order: { ...overOrder, stage: 'ending' } });
    await goOn(4_000);
    expect(opened.asked('confirm').length).toBeGreaterThan(asked);
    expect(stageOf(opened)).toBe('ending');
    expect(left(opened)).toBeNull();
  });

  it('does not count while the page is not seen', async () => {
    const opened = await open(tenderOrder);
    opened.page.run('onHide');
    const calls = opened.page.setDataCalls.length;
    await goOn(60_000);
    expect(opened.page.setDataCalls).toHaveLength(calls);
    opened.page.run('onShow');
    await settle();
    expect(left(opened)).toMatchObject({ clock: '09:00' });
  });
});

it('begins with what the counter has just heard', () => {
  const fake = fakeWx(() => SILENCE);
  const modules = { watch: 'packages/staff/services/counter-watch' };
  const scripts = ['packages/staff/pages/counter-pay/counter-pay'];
  const phone = loadPhone({ modules, scripts, wx: fake.wx });
  phone.fn('watch', 'handOver')(chargingOrder);
  const page = phone.page();
  page.run('onLoad', { orderNo: 'YB0077' });
  expect(page.data['pay']).toBeNull();
  page.run('onLoad', { orderNo: 'YB0009' });
  expect(page.data['pay']).toMatchObject({ head: { stage: 'charging' } });
});
