/** The list of appointments and the ticket: each leads to the one thing that is to be done next. */
import { accepted, refused, settle, type FakeWx } from '../support/fake-wx';
import { child, patient } from '../support/phone-answers';
import { openPage, went, type Answers, type Open } from '../support/phone-pages';
import {
  kept,
  locked,
  MINUTE_MS,
  NOT_TODAY,
  NOW,
  paid,
  VISIT_ANSWERS,
} from '../support/phone-visits';

beforeEach(() => {
  jest.useFakeTimers({ now: NOW });
});

afterEach(() => {
  jest.useRealTimers();
});

const DAY_MS = 24 * 60 * MINUTE_MS;
const elsewhere = { ...kept, source: 'elsewhere' };
const later = { from: kept.from + 2 * DAY_MS, to: kept.to + 2 * DAY_MS, insurance: NOT_TODAY };
const ago = { from: kept.from - DAY_MS, to: kept.to - DAY_MS };

const list = (...appointments: object[]): Answers => ({
  'clinic.appointments': accepted({ appointments }),
});

async function listed(more: Answers = {}): Promise<Open> {
  const open = openPage('appointments', { ...VISIT_ANSWERS, ...more });
  open.page.run('onLoad');
  open.page.run('onShow');
  await settle();
  return open;
}

const on = (id: string): object => ({ currentTarget: { dataset: { id } } });
const inputs = (fake: FakeWx, action: string): unknown[] =>
  fake.calls.filter((call) => call.action === action).map(({ input }) => input);

describe('the appointments', () => {
  it.each([
    [
      'made elsewhere, for today',
      elsewhere,
      { tag: '待支付取号', action: '去支付并取号', hint: '可用医保', drop: '' },
      '/pages/checkout/checkout?patientId=p1&billIds=b9',
    ],
    [
      'made elsewhere, for another day',
      { ...elsewhere, ...later, payable: false },
      { tag: '已预约', action: '', hint: '就诊当天（11月23日）可以在这里付款取号。' },
      undefined,
    ],
    [
      'kept here for another day',
      { ...kept, ...later },
      {
        tag: '已留号',
        action: '现在付款',
        drop: '取消预约',
        hint: '医保只付当天的号。就诊当天（11月23日）再付也可以。',
      },
      '/pages/checkout/checkout?patientId=p1&billIds=b9',
    ],
    [
      'locked',
      locked,
      { tag: '待支付', action: '去支付' },
      '/pages/visit-confirm/visit-confirm?patientId=p1&appointmentId=a1',
    ],
    [
      'being paid',
      { ...locked, liveOrderNo: 'YB1' },
      { tag: '还没办完', action: '查看支付进度', hint: '' },
      '/pages/result/result?orderNo=YB1&patientId=p1',
    ],
    [
      'paid',
      paid,
      { tag: '已取号', action: '看就诊凭证', number: '就诊序号 A012', hint: '' },
      '/pages/ticket/ticket?patientId=p1&appointmentId=a1',
    ],
  ])('%s lead on', async (_what, appointment, card, address) => {
    const { fake, page } = await listed(list(appointment));
    expect(page.data).toMatchObject({ loading: false, panel: null, over: [] });
    expect(page.data['cards']).toMatchObject([card]);
    page.run('onAct', on('a1'));
    expect(went(fake, 'navigateTo')).toEqual(address === undefined ? [] : [address]);
  });

  it.each([
    ['used', { ...paid, state: 'used' }, '已就诊', '看就诊凭证'],
    ['cancelled', { ...kept, state: 'cancelled' }, '已取消', ''],
    ['expired', { ...kept, state: 'expired' }, '超时没付', ''],
    ['never paid, yesterday', { ...kept, ...ago }, '已过期', ''],
    ['paid, yesterday', { ...paid, ...ago }, '已取号', '看就诊凭证'],
  ])('that are over are folded away: %s', async (_what, appointment, tag, action) => {
    const { page } = await listed(list(appointment));
    expect(page.data).toMatchObject({ cards: [], overText: '看以前的（1）', overShown: false });
    expect(page.data['over']).toMatchObject([{ tag, action, drop: '' }]);
    expect(page.data['panel']).toMatchObject({ title: '没有预约' });
    page.run('onFold');
    expect(page.data['overShown']).toBe(true);
  });

  it('count down what is locked, and ask once when it ends', async () => {
    const { fake, page, answers } = await listed(list(locked, { ...kept, appointmentId: 'a2' }));
    expect(page.data['lefts']).toEqual({ a1: '为您保留 15:00' });
    jest.advanceTimersByTime(90_000);
    expect(page.data['lefts']).toEqual({ a1: '为您保留 13:30' });
    answers['clinic.appointments'] = accepted({
      appointments: [{ ...locked, state: 'expired' }],
    });
    jest.advanceTimersByTime(15 * MINUTE_MS - 90_000);
    await settle();
    expect(inputs(fake, 'appointments')).toHaveLength(2);
    expect(page.data).toMatchObject({ cards: [], lefts: {} });
    jest.advanceTimersByTime(15 * MINUTE_MS);
    await settle();
    expect(inputs(fake, 'appointments')).toHaveLength(2);
  });

  it('are cancelled only after a question, once, and the list is read again', async () => {
    const { fake, page, answers } = await listed(list({ ...kept, ...later }));
    page.run('onDrop', on('a1'));
    page.run('onClose');
    expect(inputs(fake, 'releaseAppointment')).toEqual([]);
    page.run('onDrop', on('a1'));
    answers['clinic.appointments'] = accepted({ appointments: [] });
    page.run('onDropYes');
    page.run('onDropYes');
    expect(page.data).toMatchObject({ busy: true, dropping: false });
    await settle();
    expect(inputs(fake, 'releaseAppointment')).toEqual([{ patientId: 'p1', appointmentId: 'a1' }]);
    expect(page.data).toMatchObject({ busy: false, notice: { title: '预约已取消' }, cards: [] });
  });

  it('say why one could not be cancelled, and keep it', async () => {
    const { page } = await listed({
      ...list({ ...kept, ...later }),
      'clinic.releaseAppointment': refused('appointment-being-paid'),
    });
    page.run('onDrop', on('a1'));
    page.run('onDropYes');
    await settle();
    expect(page.data).toMatchObject({ notice: { tone: 'warn', title: '这个号正在付款' } });
    expect(page.data['cards']).toHaveLength(1);
  });

  it('are those of the patient who was chosen', async () => {
    const { fake, page } = await listed({
      'clinic.listPatients': accepted({ patients: [patient, child] }),
    });
    page.run('onChoose', { detail: { key: 'p2' } });
    expect(page.data).toMatchObject({ loading: true, cards: [] });
    await settle();
    expect(page.data).toMatchObject({ patientName: '张*宝', loading: false });
    expect(inputs(fake, 'appointments')).toEqual([{ patientId: 'p1' }, { patientId: 'p2' }]);
  });

  it.each([
    ['nobody was added', { 'clinic.listPatients': accepted({ patients: [] }) }, '请先添加就诊人'],
    ['there are none', list(), '没有预约'],
    ['there is no network', { 'clinic.appointments': new Error('request:fail') }, '网络没有连上'],
  ])('say so when %s', async (_when, more, title) => {
    const { page } = await listed(more);
    expect(page.data).toMatchObject({ loading: false, panel: { title }, cards: [] });
  });
});

describe('the ticket', () => {
  const query = { patientId: 'p1', appointmentId: 'a1' };

  async function ticket(appointment: object, more: object = query): Promise<Open> {
    const open = openPage('ticket', {
      ...VISIT_ANSWERS,
      'clinic.appointment': accepted({ appointment }),
    });
    open.page.run('onLoad', more);
    open.page.run('onShow');
    await settle();
    return open;
  }

  it('shows number, place, time and patient, and what to do now', async () => {
    const { page } = await ticket(paid);
    expect(page.data).toMatchObject({ loading: false, panel: null });
    expect(page.data['ticket']).toMatchObject({
      number: 'A012',
      state: '挂号成功',
      place: '门诊楼 3 层 5 诊室',
      next: '请提前到诊区签到，然后听叫号就诊。',
    });
    expect(
      (page.data['ticket'] as { rows: { value: string }[] }).rows.map((row) => row.value),
    ).toEqual(['今天 11月21日 11:00–11:30', '张*国', '呼吸内科', '李敏 主任医师']);
  });

  it.each([
    [
      'of another day',
      { ...paid, ...later },
      { next: '请在就诊当天提前到诊区签到，然后听叫号就诊。' },
    ],
    ['that was used', { ...paid, state: 'used' }, { state: '已就诊', next: '' }],
  ])('says something else for one %s', async (_what, appointment, shown) => {
    const { page } = await ticket(appointment);
    expect(page.data['ticket']).toMatchObject(shown);
  });

  it.each([
    ['paid, no number yet', { ...kept, state: 'paid' }, '医院正在出号'],
    ['paid, not booked yet', { ...locked, liveOrderNo: 'YB1' }, '医院正在出号'],
    ['not paid', kept, '这个号还没有付款'],
    ['given back', { ...kept, state: 'cancelled' }, '这个号已经取消'],
  ])('is none while the place is %s', async (_what, appointment, title) => {
    const { page } = await ticket(appointment);
    expect(page.data).toMatchObject({ ticket: null, panel: { title } });
  });

  it('appears when the hospital has given the number', async () => {
    const { page, answers } = await ticket({ ...locked, liveOrderNo: 'YB1' });
    answers['clinic.appointment'] = accepted({ appointment: paid });
    page.run('onAction');
    expect(page.data['loading']).toBe(true);
    await settle();
    expect(page.data).toMatchObject({ panel: null, ticket: { number: 'A012' } });
  });

  it('stays readable without a network', async () => {
    const { page, answers } = await ticket(paid);
    answers['clinic.appointment'] = new Error('request:fail');
    page.run('onShow');
    await settle();
    expect(page.data).toMatchObject({
      ticket: { number: 'A012' },
      notice: { title: '网络没有连上' },
    });
  });

  it.each([
    ['its order', { ...query, orderNo: 'YB1' }, '/pages/result/result?orderNo=YB1&patientId=p1'],
    ['the orders', query, '/pages/orders/orders'],
  ])('leads to refunds by %s', async (_what, address, wanted) => {
    const { fake, page } = await ticket(paid, address);
    page.run('onRefund');
    expect(went(fake, 'navigateTo')).toEqual([wanted]);
  });
});
