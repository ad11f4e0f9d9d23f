/** Giving a place back, and coming back to one that is kept already. */
import { accepted, refused, settle, type FakeWx } from '../support/fake-wx';
import { openPage, went, type Answers, type Open } from '../support/phone-pages';
import { kept, locked, NOW, paid, SLOT_QUERY, VISIT_ANSWERS } from '../support/phone-visits';

beforeEach(() => {
  jest.useFakeTimers({ now: NOW });
});

afterEach(() => {
  jest.useRealTimers();
});

async function opened(more: Answers = {}, query: object = SLOT_QUERY): Promise<Open> {
  const open = openPage('visit-confirm', { ...VISIT_ANSWERS, ...more });
  open.page.run('onLoad', query);
  open.page.run('onShow');
  await settle();
  return open;
}

async function lockedPage(more: Answers = {}): Promise<Open> {
  const open = await opened(more);
  open.page.run('onLock');
  await settle();
  return open;
}

const inputs = (fake: FakeWx, action: string): unknown[] =>
  fake.calls.filter((call) => call.action === action).map(({ input }) => input);

describe('giving the place back', () => {
  it('happens only after a question, once, and leads back to the times', async () => {
    const { fake, page } = await lockedPage();
    page.run('onGiveUp');
    expect(page.data['givingUp']).toBe(true);
    page.run('onClose');
    expect(inputs(fake, 'releaseAppointment')).toEqual([]);
    page.run('onGiveUp');
    page.run('onGiveUpYes');
    page.run('onGiveUpYes');
    await settle();
    expect(inputs(fake, 'releaseAppointment')).toEqual([{ patientId: 'p1', appointmentId: 'a1' }]);
    expect(fake.sent.filter(({ what }) => what === 'navigateBack')).toHaveLength(1);
  });

  it('looks again when it was paid meanwhile', async () => {
    const { fake, page } = await lockedPage({
      'clinic.releaseAppointment': refused('appointment-paid'),
      'clinic.appointment': accepted({ appointment: paid }),
    });
    page.run('onGiveUpYes');
    await settle();
    expect(page.data['panel']).toMatchObject({ title: '挂号成功', action: '看就诊序号' });
    page.run('onAction');
    expect(went(fake, 'redirectTo')).toEqual([
      '/pages/ticket/ticket?patientId=p1&appointmentId=a1',
    ]);
  });

  it('says so without a network, and the place stays', async () => {
    const { page } = await lockedPage({
      'clinic.releaseAppointment': new Error('request:fail'),
    });
    page.run('onGiveUpYes');
    await settle();
    expect(page.data).toMatchObject({ taken: true, busy: false, panel: null });
    expect(page.data['notice']).toMatchObject({ title: '网络没有连上' });
  });
});

describe('coming back to the page', () => {
  const query = { patientId: 'p1', appointmentId: 'a1' };

  it('goes on with a place that is kept already', async () => {
    const { fake, page } = await opened({}, query);
    expect(page.data).toMatchObject({ taken: true, patientName: '张*国', chosen: 'now' });
    expect(inputs(fake, 'lockSlot')).toEqual([]);
  });

  it.each([
    [
      'being paid',
      { ...locked, liveOrderNo: 'YB1' },
      '/pages/result/result?orderNo=YB1&patientId=p1',
    ],
    ['kept for the visit', kept, '/pages/appointments/appointments'],
  ])('leads on when it is %s', async (_what, appointment, address) => {
    const { fake, page } = await opened({ 'clinic.appointment': accepted({ appointment }) }, query);
    page.run('onAction');
    expect(went(fake, 'navigateTo')).toEqual([address]);
  });

  it('says why when nothing can be read, and tries again', async () => {
    const { page, answers } = await opened(
      { 'clinic.appointment': new Error('request:fail') },
      query,
    );
    expect(page.data).toMatchObject({ loading: false, panel: { kind: 'offline' } });
    answers['clinic.appointment'] = accepted({ appointment: locked });
    page.run('onAction');
    await settle();
    expect(page.data).toMatchObject({ panel: null, taken: true });
  });
});
