/** What needs a person: every act with its form, the second clerk, and what was lost on the way. */
import { accepted, refused } from '../support/fake-wx';
import { openStaffPage, type StaffAnswers, type StaffPage } from '../support/staff-phone';
import { AT, paidOrder, request, transferCase } from '../support/staff-phone-answers';

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});

afterEach(() => {
  jest.useRealTimers();
});

const DRAFT = { choice: '', text: '', otherSums: false, cash: '', insurance: '' };

const single = (review: object, more: StaffAnswers = {}): Promise<StaffPage> =>
  openStaffPage(
    'review',
    { order: accepted({ order: { ...paidOrder, review } }), ...more },
    { query: { orderNo: 'YB0001' } },
  );

const submit = (opened: StaffPage, draft: object): Promise<void> =>
  opened.run('onSubmit', { draft: { ...DRAFT, ...draft } });

describe('the queue', () => {
  it('says each case in words, and leads to it', async () => {
    const opened = await openStaffPage('review');
    expect(opened.page.data['cards']).toMatchObject([
      { title: '自费退回到医院账户', from: '内科门诊费用 · 张*国', since: '从 11月21日 09:10 起' },
    ]);
    await opened.run('onOpen', {}, { index: 0 });
    expect(opened.went('navigateTo')).toEqual([
      '/packages/staff/pages/review/review?orderNo=YB0001',
    ]);
  });

  it('opens the case beside the list where there is room', async () => {
    const opened = await openStaffPage('review', {}, { width: 1100 });
    await opened.run('onOpen', {}, { index: 0 });
    expect(opened.page.data).toMatchObject({ chosen: 'YB0001', open: [{ orderNo: 'YB0001' }] });
  });

  it('goes on by 20, without showing a case twice', async () => {
    const cases = Array.from({ length: 20 }, (_, at) => ({
      ...transferCase,
      orderNo: `YB${String(at)}`,
    }));
    const opened = await openStaffPage('review', { reviewQueue: accepted({ cases, more: true }) });
    opened.answers['reviewQueue'] = accepted({ cases: cases.slice(19), more: false });
    await opened.run('onReachBottom');
    expect(opened.asked('reviewQueue')).toEqual([{ skip: 0 }, { skip: 20 }]);
    expect(opened.page.data['cards']).toHaveLength(20);
    expect(opened.page.data['more']).toBe(false);
  });

  it.each([
    ['cases', { reviewQueue: accepted({ cases: [], more: false }) }, '没有要处理的'],
    ['requests', { refundRequests: accepted({ requests: [] }) }, '没有等待复核的退费'],
  ])('says that there are no %s', async (tab, more, title) => {
    const { page } = await openStaffPage('review', more, { query: { tab } });
    expect(page.data['panel']).toMatchObject({ kind: 'empty', title });
  });
});

describe('the act that a case needs', () => {
  const acts = (opened: StaffPage): readonly unknown[] =>
    opened.asked('endReview').map((input) => (input as { act: unknown }).act);

  it.each([
    ['record-transfer', 'refund-change', { text: ' ZZ1 ' }, { receipt: 'ZZ1' }],
    [
      'record-transfer',
      'refund-differs',
      { text: 'ZZ2', otherSums: true, cash: '60.5', insurance: '0' },
      { receipt: 'ZZ2', sums: { cash: 6050, insurance: 0 } },
    ],
    ['record-booking', 'refund-unbooked', { text: 'B77' }, { receipt: 'B77' }],
    ['record-told', 'refund-untold', { text: 'W77' }, { receipt: 'W77' }],
    [
      'decide-unbooked',
      'hospital-refused',
      { choice: 'booked-by-hand', text: 'S9' },
      { choice: 'booked-by-hand', note: 'S9' },
    ],
    [
      'decide-unbooked',
      'hospital-silent',
      { choice: 'refund', text: '医院不入账' },
      { choice: 'refund', note: '医院不入账' },
    ],
    ['conclude', 'undecided', { choice: 'not-held', text: '查无此单' }, { note: '查无此单' }],
    [
      'conclude',
      'amount-mismatch',
      { choice: 'held', text: '平台已收', cash: '100', insurance: '324' },
      { note: '平台已收', held: { cash: 10_000, insurance: 32_400 } },
    ],
  ])('%s of %s', async (act, reason, draft, sent) => {
    const opened = await single({ ...transferCase, act, reason });
    await submit(opened, draft);
    expect(opened.page.data).toMatchObject({ asking: 'case' });
    expect(acts(opened)).toEqual([]);
    await opened.run('onSure');
    expect(acts(opened)).toEqual([{ kind: act, ...sent }]);
    expect(opened.page.data['panel']).toMatchObject({ title: '已办好' });
  });

  it.each([
    ['record-transfer', {}, { text: '请填写号码' }],
    [
      'record-transfer',
      { text: 'Z', otherSums: true, cash: 'x' },
      {
        cash: '请填金额，最多两位小数，没有就填 0',
        insurance: '请填金额，最多两位小数，没有就填 0',
      },
    ],
    ['decide-unbooked', { text: 'S9' }, { choice: '请先选一项' }],
    [
      'conclude',
      { choice: 'held', text: 'n', insurance: '1' },
      { cash: expect.any(String) as string },
    ],
    ['conclude', {}, { choice: '请先选一项', text: '请填写这一项' }],
  ])('%s says what is missing, and is not sent', async (act, draft, errors) => {
    const opened = await single({ ...transferCase, act });
    await submit(opened, draft);
    expect(opened.page.data['errors']).toMatchObject(errors);
    expect(opened.page.data['asking']).toBe('');
    await opened.run('onSure');
    expect(acts(opened)).toEqual([]);
  });

  it('keeps the form after a lost answer, and the same act may be sent again', async () => {
    const lost = new Error('cloud.callFunction:fail timeout');
    const opened = await single(transferCase, { endReview: lost });
    await submit(opened, { text: 'ZZ1' });
    await opened.run('onSure');
    expect(opened.page.data).toMatchObject({ busy: false, open: [{ orderNo: 'YB0001' }] });
    expect(opened.page.data['notice']).toMatchObject({ title: '还不知道有没有办成' });
    opened.answers['endReview'] = accepted({ order: paidOrder });
    await opened.run('onSure');
    expect(acts(opened)).toHaveLength(2);
    expect(opened.page.data['panel']).toMatchObject({ title: '已办好' });
  });

  it('says that a case has changed meanwhile', async () => {
    const opened = await single(transferCase, { endReview: refused('case-changed') });
    await submit(opened, { text: 'ZZ1' });
    await opened.run('onSure');
    expect(opened.page.data['notice']).toMatchObject({ title: '情况已经变化' });
  });

  it('says that a case is over', async () => {
    const opened = await openStaffPage('review', {}, { query: { orderNo: 'YB0001' } });
    expect(opened.page.data['panel']).toMatchObject({ title: '这件事已经办好' });
  });
});

describe('refunds that wait for a second clerk', () => {
  const requests = (more: StaffAnswers = {}): Promise<StaffPage> =>
    openStaffPage('review', more, { query: { tab: 'requests' } });

  it('say who asked for what, and why', async () => {
    const { page } = await requests();
    expect(page.data['requests']).toMatchObject([
      { yuan: '424.00', note: '药品没有取', asked: '王收费 在 11月21日 10:09 申请', own: false },
    ]);
  });

  it('are agreed to after a question, once', async () => {
    const opened = await requests();
    await opened.run('onApprove', {}, { index: 0 });
    expect(opened.page.data).toMatchObject({ asking: 'approve', askTitle: '同意退费 ¥424.00？' });
    expect(opened.asked('approveRefund')).toEqual([]);
    void opened.run('onApproved');
    await opened.run('onApproved');
    expect(opened.asked('approveRefund')).toEqual([{ requestId: 'YB0001.1' }]);
    expect(opened.page.data['notice']).toMatchObject({ title: '已同意，退费正在办理' });
  });

  it('are turned down with a reason only', async () => {
    const opened = await requests();
    await opened.run('onDismiss', {}, { index: 0 });
    await opened.run('onNote', { value: '  ' });
    await opened.run('onDismissed');
    expect(opened.page.data['noteError']).toBe('请填写原因');
    await opened.run('onNote', { value: '药已经取了' });
    await opened.run('onDismissed');
    expect(opened.asked('dismissRefund')).toEqual([{ requestId: 'YB0001.1', note: '药已经取了' }]);
  });

  it('say so when the server knows better who asked', async () => {
    const opened = await requests({ approveRefund: refused('second-clerk-same') });
    await opened.run('onApprove', {}, { index: 0 });
    await opened.run('onApproved');
    expect(opened.page.data['notice']).toMatchObject({ tone: 'bad' });
  });

  it('mark one’s own', async () => {
    const own = { ...request, own: true };
    const { page } = await requests({ refundRequests: accepted({ requests: [own] }) });
    expect(page.data['requests']).toMatchObject([{ own: true }]);
  });
});
