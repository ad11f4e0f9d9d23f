/** Taking a place, its countdown, the ways to pay it, keeping it, giving it back. */
import { accepted, refused, settle, type FakeWx } from '../support/fake-wx';
import { child, patient } from '../support/phone-answers';
import { openPage, went, type Answers, type Open } from '../support/phone-pages';
import {
  locked,
  MINUTE_MS,
  NOT_COVERED,
  NOW,
  slot,
  SLOT_QUERY,
  tomorrow,
  VISIT_ANSWERS,
} from '../support/phone-visits';

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

describe('before the place is taken', () => {
  it('says for whom, when, how much, and what insurance pays; takes nothing by itself', async () => {
    const { fake, page } = await opened();
    expect(page.data).toMatchObject({
      loading: false,
      taken: false,
      patientName: '张*国',
      lockText: '给“张*国”挂这个号',
      rows: { department: '呼吸内科', doctor: '李敏 主任医师', yuan: '30.00' },
      insurance: { possible: true },
    });
    expect(page.data['rows']).toMatchObject({ when: '今天 11月21日 11:00–11:30' });
    expect(inputs(fake, 'lockSlot')).toEqual([]);
  });

  it('says that a child can only be paid by cash before anything is tapped', async () => {
    const { page } = await opened({
      'clinic.listPatients': accepted({ patients: [patient, child] }),
    });
    page.run('onPatient', { detail: { key: 'p2' } });
    await settle();
    expect(page.data).toMatchObject({ patientId: 'p2', insurance: { possible: false } });
  });

  it.each([
    ['insurance-other-payer', '只能用本人的医保'],
    ['insurance-identity-paper', '这种证件不能用手机医保'],
  ] as const)('says why insurance never pays for a patient: %s', async (insuranceBar, title) => {
    const barred = { ...patient, canUseInsurance: false, insuranceBar };
    const { page } = await opened({ 'clinic.listPatients': accepted({ patients: [barred] }) });
    expect(page.data['insurance']).toMatchObject({ possible: false, title });
  });

  it('asks to add somebody when there is nobody, and keeps the time', async () => {
    const { fake, page, answers } = await opened({
      'clinic.listPatients': accepted({ patients: [] }),
    });
    expect(page.data).toMatchObject({ patientId: '', lockText: '', rows: { yuan: '30.00' } });
    page.run('onLock');
    page.run('onAddPatient');
    await settle();
    expect(inputs(fake, 'lockSlot')).toEqual([]);
    expect(went(fake, 'navigateTo')).toEqual(['/pages/patient-add/patient-add']);
    answers['clinic.listPatients'] = accepted({ patients: [patient] });
    page.run('onShow');
    await settle();
    expect(page.data).toMatchObject({ patientId: 'p1' });
  });

  it.each([
    ['was taken meanwhile', [{ ...slot, free: 0 }], '这个号刚被约走'],
    ['is over', [], '这个时间已经停止挂号'],
  ])('leads back to the times when it %s', async (_what, slots, title) => {
    const { fake, page } = await opened({ 'clinic.slots': accepted({ slots }) });
    expect(page.data).toMatchObject({ notice: { title }, noticeAction: '重新选时间' });
    page.run('onNext');
    expect(fake.sent.map(({ what }) => what)).toContain('navigateBack');
  });
});

describe('taking the place', () => {
  it('is one request however often it is tapped, and with the button off while it waits', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const { fake, page } = await lockedPage({
      'clinic.lockSlot': () => new Promise((resolve) => waiting.push(resolve)),
    });
    expect(page.data).toMatchObject({ busy: true, busyText: '正在为您占号，请稍等' });
    page.run('onLock');
    page.run('onSwitch');
    await settle();
    expect(page.data['switching']).toBe(false);
    expect(inputs(fake, 'lockSlot')).toHaveLength(1);
    jest.advanceTimersByTime(3_000);
    expect(page.data).toMatchObject({ busy: true, taken: false });
    waiting[0]?.(accepted({ appointment: locked }));
    await settle();
    expect(page.data).toMatchObject({ busy: false, taken: true });
  });

  it('asks again with the same request after no answer, and the patient stays', async () => {
    const { fake, page, answers } = await lockedPage({
      'clinic.lockSlot': new Error('request:fail timeout'),
    });
    expect(page.data).toMatchObject({ taken: false, unsure: true, busy: false, noticeAction: '' });
    expect((page.data['notice'] as { text: string }).text).toContain('不会重复挂号');
    // The place may be ours by now: what is offered would read as taken.
    answers['clinic.slots'] = accepted({ slots: [{ ...slot, free: 0 }] });
    page.run('onShow');
    await settle();
    expect(page.data['noticeAction']).toBe('');
    answers['clinic.lockSlot'] = accepted({ appointment: locked });
    page.run('onLock');
    await settle();
    const [first, second] = inputs(fake, 'lockSlot');
    expect(second).toEqual(first);
    expect(page.data).toMatchObject({ taken: true, unsure: false, notice: null });
  });

  it('is another request after a refusal that was certain', async () => {
    const { fake, page, answers } = await lockedPage({ 'clinic.lockSlot': refused('slot-taken') });
    expect(page.data).toMatchObject({
      notice: { title: '这个号刚被约走' },
      noticeAction: '重新选时间',
      patientId: 'p1',
    });
    answers['clinic.lockSlot'] = accepted({ appointment: locked });
    page.run('onLock');
    await settle();
    const ids = inputs(fake, 'lockSlot').map((input) => (input as { requestId: string }).requestId);
    expect(new Set(ids).size).toBe(2);
  });

  it('leads to the appointments when the patient has one with that doctor', async () => {
    const { fake, page } = await lockedPage({ 'clinic.lockSlot': refused('appointment-exists') });
    expect(page.data).toMatchObject({ noticeAction: '看我的预约' });
    page.run('onNext');
    expect(went(fake, 'navigateTo')).toEqual(['/pages/appointments/appointments']);
  });
});

describe('a place that is kept for a while', () => {
  it('counts down second by second, and speaks once a minute', async () => {
    const { page } = await lockedPage();
    expect(page.data['left']).toEqual({ clock: '15:00', spoken: '还剩 15 分钟', urgent: false });
    jest.advanceTimersByTime(1_000);
    expect(page.data['left']).toMatchObject({ clock: '14:59', spoken: '还剩 15 分钟' });
    jest.advanceTimersByTime(59_000);
    expect(page.data['left']).toMatchObject({ clock: '14:00', spoken: '还剩 14 分钟' });
    jest.advanceTimersByTime(12 * MINUTE_MS);
    expect(page.data['left']).toMatchObject({ clock: '02:00', urgent: true });
  });

  it('asks the server when the time is over, once, and believes it', async () => {
    const { fake, page, answers } = await lockedPage();
    jest.advanceTimersByTime(15 * MINUTE_MS);
    await settle();
    expect(inputs(fake, 'appointment')).toHaveLength(1);
    expect(page.data).toMatchObject({ panel: null, left: { clock: '00:00' } });
    jest.advanceTimersByTime(MINUTE_MS);
    await settle();
    expect(inputs(fake, 'appointment')).toHaveLength(1);
    answers['clinic.appointment'] = accepted({ appointment: { ...locked, state: 'expired' } });
    page.run('onShow');
    await settle();
    expect(page.data['panel']).toMatchObject({ title: '保留时间已到，号已放回' });
    page.run('onAction');
    expect(fake.sent.map(({ what }) => what)).toContain('navigateBack');
  });

  it('stops counting when the page is left', async () => {
    const { page } = await lockedPage();
    page.run('onUnload');
    const calls = page.setDataCalls.length;
    jest.advanceTimersByTime(20 * MINUTE_MS);
    await settle();
    expect(page.setDataCalls).toHaveLength(calls);
  });

  it('is paid at the checkout, where insurance or cash is chosen', async () => {
    const { fake, page } = await lockedPage();
    expect(page.data).toMatchObject({ choices: [], insurance: { possible: true } });
    expect(inputs(fake, 'split')).toMatchObject([{ payWith: 'insurance', billIds: ['b9'] }]);
    page.run('onGo');
    expect(went(fake, 'navigateTo')).toEqual(['/pages/checkout/checkout?patientId=p1&billIds=b9']);
  });

  it('of another day is paid by cash now or at the visit, and insurance is not asked', async () => {
    const { fake, page } = await lockedPage({
      'clinic.lockSlot': accepted({ appointment: tomorrow }),
    });
    expect(page.data['insurance']).toMatchObject({ title: '医保只付当天的号' });
    expect((page.data['choices'] as { key: string }[]).map(({ key }) => key)).toEqual([
      'later',
      'now',
    ]);
    expect(inputs(fake, 'split')).toMatchObject([{ payWith: 'cash', billIds: ['b9'] }]);
    expect(page.data['chosen']).toBe('later');
    page.run('onChoose', { detail: { key: 'now' } });
    page.run('onGo');
    expect(went(fake, 'navigateTo')).toEqual(['/pages/checkout/checkout?patientId=p1&billIds=b9']);
    page.run('onChoose', { detail: { key: 'later' } });
    page.run('onGo');
    page.run('onGo');
    await settle();
    expect(inputs(fake, 'keepAppointment')).toEqual([{ patientId: 'p1', appointmentId: 'a1' }]);
    expect(page.data['panel']).toMatchObject({ title: '号已留好', action: '看我的预约' });
    expect(went(fake, 'navigateTo')).toHaveLength(1);
  });

  it('that insurance never covers leaves no choice', async () => {
    const appointment = { ...locked, insurance: NOT_COVERED };
    const { page } = await lockedPage({ 'clinic.lockSlot': accepted({ appointment }) });
    expect(page.data).toMatchObject({
      choices: [],
      chosen: 'now',
      insurance: { title: '这类门诊不能用手机医保' },
    });
  });

  it('says the patient’s own reason when only that stands against insurance', async () => {
    const { page } = await lockedPage({
      'clinic.split': ({ payWith }: { payWith: string }) =>
        payWith === 'insurance'
          ? refused('insurance-identity-paper')
          : (VISIT_ANSWERS['clinic.split'] as (input: object) => unknown)({ payWith }),
    });
    expect(page.data).toMatchObject({
      chosen: 'now',
      choices: [],
      insurance: { possible: false },
    });
    expect((page.data['split'] as { rows: unknown[] }).rows.length).toBeGreaterThan(0);
  });

  it('can be paid even while its split cannot be had', async () => {
    const { fake, page, answers } = await lockedPage({
      'clinic.split': refused('hospital-unreachable', true),
    });
    expect(page.data).toMatchObject({
      splitNotice: { title: '医保分担还没有算出来' },
      split: null,
    });
    page.run('onGo');
    expect(went(fake, 'navigateTo')).toEqual(['/pages/checkout/checkout?patientId=p1&billIds=b9']);
    answers['clinic.split'] = VISIT_ANSWERS['clinic.split'];
    page.run('onSplitRetry');
    await settle();
    expect(page.data).toMatchObject({ splitNotice: null, split: { note: '' } });
  });
});
