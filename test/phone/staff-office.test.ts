/** The office: the shift, the acceptance sheet, people, the audit list, joining. */
import { refused } from '../support/fake-wx';
import { openStaffPage } from '../support/staff-phone';
import { AT, members } from '../support/staff-phone-answers';

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});

afterEach(() => {
  jest.useRealTimers();
});

const AT_STAFF = '/packages/staff/pages';

describe('the end of a shift', () => {
  const eight = Date.UTC(2025, 10, 21, 0, 0);

  it('is since eight of today', async () => {
    const opened = await openStaffPage('shift');
    expect(opened.asked('shift')).toEqual([{ from: eight, to: AT + 59_999 }]);
    expect(opened.page.data['figures']).toMatchObject([
      { key: 'paid', yuan: '1200.00', count: '12 笔' },
      { key: 'refunded', yuan: '40.00' },
      { key: 'own-refunds', yuan: '40.00' },
      { key: 'own-cases', count: '2 件' },
      { key: 'left', count: '1 件', tone: 'alert' },
    ]);
  });

  it('of a night begins the day before', async () => {
    jest.setSystemTime(Date.UTC(2025, 10, 20, 22, 0));
    const opened = await openStaffPage('shift');
    expect(opened.asked('shift')).toMatchObject([{ from: eight - 86_400_000 }]);
  });

  it.each([
    ['toDate', '2025-11-20', '开始要早于结束'],
    ['fromDate', '2025-11-18', '一次最多看两天'],
  ])('says what is wrong with %s %s, and asks for nothing', async (field, value, error) => {
    const opened = await openStaffPage('shift');
    await opened.run('onMoment', { value }, { field });
    expect(opened.page.data['error']).toBe(error);
    expect(opened.asked('shift')).toHaveLength(1);
  });

  it('is exported as it is shown', async () => {
    const opened = await openStaffPage('shift');
    await opened.run('onMoment', { value: '09:00' }, { field: 'toTime' });
    await opened.run('onExport');
    expect(opened.asked('shiftFile')).toEqual(opened.asked('shift').slice(-1));
  });
});

describe('the acceptance sheet', () => {
  it('says what is missing', async () => {
    const opened = await openStaffPage('acceptance');
    expect(opened.asked('acceptance')).toEqual([{ from: '20251022', to: '20251121' }]);
    const { rows, verdict } = opened.page.data['sheet'] as {
      rows: { key: string; tone: string; more: string; state: string }[];
      verdict: object;
    };
    expect(verdict).toMatchObject({ tone: 'warn', title: '还差 2 项' });
    expect(
      rows.filter(({ tone }) => tone === 'missing').map(({ key, state }) => `${key} ${state}`),
    ).toEqual(['orders 还差 7', 'zeroInsurance 还差 1']);
    const advised = rows.filter(({ tone }) => tone === 'advised');
    expect(advised).toMatchObject([{ key: 'refunds', more: '建议至少 1 笔 · 已有 0' }]);
  });

  it.each([
    ['from', '2025-11-22', '开始日期要早于结束日期'],
    ['from', '2025-10-21', '一次最多看 31 天'],
  ])('refuses %s %s in place', async (field, value, error) => {
    const opened = await openStaffPage('acceptance');
    await opened.run('onMoment', { value }, { field });
    expect(opened.page.data['error']).toBe(error);
    expect(opened.asked('acceptance')).toHaveLength(1);
  });
});

describe('people', () => {
  it('are invited by a code that is shown large and can be copied', async () => {
    const opened = await openStaffPage('members');
    await opened.run('onInvite');
    expect(opened.page.data['nameError']).toBe('请填写姓名');
    await opened.run('onName', { value: ' 王收费 ' });
    await opened.run('onRole', { key: 'administrator' });
    await opened.run('onInvite');
    expect(opened.asked('invite')).toEqual([{ name: '王收费', role: 'administrator' }]);
    expect(opened.page.data['invitation']).toMatchObject({
      title: '王收费 的邀请码',
      code: 'K7MP4XQ2',
      text: '只能用一次，11月22日 10:10 前有效。请当面告诉本人。',
    });
    await opened.run('onCopy');
    expect(opened.fake.sent.at(-1)).toMatchObject({ detail: { data: 'K7MP4XQ2' } });
  });

  it('are shut out after a question', async () => {
    const opened = await openStaffPage('members');
    await opened.run('onShutOut', {}, { index: 1 });
    expect(opened.page.data).toMatchObject({
      shuttingOut: true,
      shutOutTitle: '停用“刘收费”？',
    });
    expect(opened.asked('shutOut')).toEqual([]);
    await opened.run('onShutOutConfirmed');
    expect(opened.asked('shutOut')).toEqual([{ memberId: members[1]?.memberId }]);
    expect(opened.page.data['members']).toHaveLength(1);
  });

  it('clerks are told that this is not theirs', async () => {
    const { page } = await openStaffPage('members', { members: refused('not-allowed') });
    expect(page.data['panel']).toMatchObject({ title: '这里只给工作人员使用' });
  });
});

it('the audit list says acts, sums and refusals in words', async () => {
  const { page } = await openStaffPage('audit');
  expect(page.data['lines']).toMatchObject([
    { act: '办理退费', name: '刘收费' },
    { act: '停用人员', more: '' },
    { act: '其他操作' },
  ]);
  const [first] = page.data['lines'] as { more: string }[];
  expect(first?.more).toContain('订单 YB0001 · 自费退一部分，医保不退 · 自费 ¥40.00 医保 ¥0.00');
  expect(first?.more).not.toContain('refund-exists');
});

describe('joining', () => {
  const NOT = { whoAmI: refused('not-allowed') };

  it('leads whoever is staff straight to the desk', async () => {
    const opened = await openStaffPage('join');
    expect(opened.went('redirectTo')).toEqual([`${AT_STAFF}/desk/desk`]);
  });

  it.each([
    ['', '请填写邀请码'],
    ['123', '邀请码是 8 位字母和数字，请再看一遍'],
  ])('says what is wrong with the code “%s” before asking', async (code, error) => {
    const opened = await openStaffPage('join', NOT);
    await opened.run('onCode', { value: code });
    await opened.run('onSubmit');
    expect(opened.page.data['error']).toBe(error);
    expect(opened.asked('join')).toEqual([]);
  });

  it('forgives blanks and small letters, and welcomes', async () => {
    const opened = await openStaffPage('join', NOT);
    await opened.run('onCode', { value: ' k7mp-4xq2 ' });
    await opened.run('onSubmit');
    expect(opened.asked('join')).toEqual([{ code: 'K7MP4XQ2' }]);
    expect(opened.page.data).toMatchObject({ state: 'joined', joinedTitle: '欢迎，刘收费' });
  });

  it('keeps the code that was refused', async () => {
    const opened = await openStaffPage('join', { ...NOT, join: refused('invitation-wrong') });
    await opened.run('onCode', { value: 'K7MP4XQ2' });
    await opened.run('onSubmit');
    expect(opened.page.data).toMatchObject({ state: 'form', busy: false });
    expect(opened.page.data['notice']).toMatchObject({ tone: 'bad' });
  });
});
