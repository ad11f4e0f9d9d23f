/** Days of reconciliation: how each ended, what every book says, dealing with it, closing, the table. */
import { accepted, refused } from '../support/fake-wx';
import { openStaffPage, type StaffAnswers, type StaffPage } from '../support/staff-phone';
import { AT, day, difference } from '../support/staff-phone-answers';

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('the days', () => {
  it.each([
    ['1 处差异', 'warning', {}],
    ['没有差异', 'success', { types: { 'cut-off': { open: 2, resolved: 0 } } }],
    ['账平', 'success', { outcome: 'balanced', types: {} }],
    ['没有拿到平台账单', 'danger', { outcome: 'no-bill' }],
    ['正在比对', 'default', { outcome: undefined, stage: 'compare' }],
  ])('say %s', async (state, tone, change) => {
    const { page } = await openStaffPage('days', {
      reconciledDays: accepted({ days: [{ ...day, ...change }] }),
    });
    expect(page.data['cards']).toMatchObject([{ title: '2025-11-20', state, tone }]);
  });

  it('go on before the oldest, until nothing older comes', async () => {
    const opened = await openStaffPage('days');
    opened.answers['reconciledDays'] = accepted({ days: [day] });
    await opened.run('onReachBottom');
    expect(opened.asked('reconciledDays')).toEqual([{}, { before: '20251120' }]);
    expect(opened.page.data).toMatchObject({ more: false });
    expect(opened.page.data['cards']).toHaveLength(1);
  });
});

describe('a day', () => {
  const open = (more: StaffAnswers = {}): Promise<StaffPage> =>
    openStaffPage('day', more, { query: { day: '20251120' } });
  const dealt = { ...difference, dealt: { at: AT, byName: '刘收费', note: '已补入账' } };

  it('is asked for from the day after, and shows the three books side by side', async () => {
    const opened = await open();
    expect(opened.asked('reconciledDays')).toEqual([{ before: '20251121' }]);
    expect(opened.page.data['report']).toMatchObject({
      window: '另有窗口收款 3 笔，¥50.00',
      canClose: false,
      stillOpen: '还有 1 处差异没有处理',
    });
    const { rows } = opened.page.data['report'] as { rows: { key: string; same: boolean }[] };
    expect(rows.filter(({ same }) => !same).map(({ key }) => key)).toEqual(['paid', 'paid-cash']);
  });

  it('says of each difference what every book says, and what to do', async () => {
    const { page } = await open();
    expect(page.data['differences']).toMatchObject([
      {
        title: '已收款，医院没有入账（医院收款）',
        says: ['平台：已收 ¥100.00', '本系统：待入账 ¥100.00', '医院：没有'],
        act: '系统会再请医院入账；一直不成的，请信息科检查。',
        open: true,
        known: true,
      },
    ]);
  });

  it('names a row that nobody can read by its number', async () => {
    const lost = { ...difference, type: 'unreadable-row', orderNo: 'line-7', leg: 'row' };
    const { page } = await open({ differences: accepted({ differences: [lost] }) });
    expect(page.data['differences']).toMatchObject([{ order: '第 7 行', says: [] }]);
  });

  it('takes no word of what waits for the next day', async () => {
    const waits = { ...difference, type: 'cut-off', act: 'wait-for-next-day' };
    const { page } = await open({ differences: accepted({ differences: [waits] }) });
    expect(page.data['differences']).toMatchObject([{ open: false }]);
    expect(page.data['report']).toMatchObject({ canClose: true });
  });

  it('is dealt with in words, which stay when the answer is lost', async () => {
    const opened = await open({ settleDifference: new Error('request:fail') });
    await opened.run('onSettle', {}, { index: 0 });
    await opened.run('onSettled');
    expect(opened.page.data['noteError']).toBe('请填写处理结果');
    await opened.run('onNote', { value: '已补入账' });
    await opened.run('onSettled');
    expect(opened.page.data).toMatchObject({ busy: '', notice: { title: '网络没有连上' } });
    opened.answers['settleDifference'] = accepted({ open: 0 });
    opened.answers['differences'] = accepted({ differences: [dealt] });
    await opened.run('onSettle', {}, { index: 0 });
    expect(opened.page.data['note']).toBe('已补入账');
    await opened.run('onSettled');
    expect(opened.asked('settleDifference')).toEqual([
      expect.objectContaining({ note: '已补入账' }),
      { day: '20251120', differenceId: difference.differenceId, note: '已补入账' },
    ]);
    expect(opened.page.data['report']).toMatchObject({ canClose: true, stillOpen: '' });
  });

  it('is closed after a question, or says how many are open', async () => {
    const opened = await open({
      differences: accepted({ differences: [dealt] }),
      closeDay: refused('difference-open'),
    });
    await opened.run('onClose');
    expect(opened.asked('closeDay')).toEqual([]);
    await opened.run('onClosed');
    expect(opened.page.data['notice']).toMatchObject({ tone: 'bad' });
    opened.answers['closeDay'] = accepted({});
    opened.answers['reconciledDays'] = accepted({ days: [{ ...day, closedAt: AT }] });
    await opened.run('onClosed');
    expect(opened.page.data['report']).toMatchObject({
      closed: '11月21日 10:10 已完成对账',
      canClose: false,
    });
  });

  it('cannot be closed while it is compared', async () => {
    const { page } = await open({
      reconciledDays: accepted({ days: [{ ...day, outcome: undefined, stage: 'bill' }] }),
      differences: accepted({ differences: [] }),
    });
    expect(page.data['report']).toMatchObject({ canClose: false, canCompare: false });
  });

  it('is written into the app’s own folder and opened with a menu to pass it on', async () => {
    const opened = await open();
    await opened.run('onExport');
    const told = (what: string): unknown =>
      opened.fake.sent.find((each) => each.what === what)?.detail;
    expect(told('writeFile')).toMatchObject({
      filePath: 'wxfile://usr/对账_20251120.xlsx',
      data: 'UEsDBA==',
      encoding: 'base64',
    });
    expect(told('openDocument')).toMatchObject({ fileType: 'xlsx', showMenu: true });
    expect(opened.page.data).toMatchObject({ busy: '', notice: null });
  });

  it('never writes outside that folder, whatever the name', async () => {
    const file = { name: '../../etc/passwd', content: '' };
    const opened = await open({ dayFile: accepted({ file }) });
    await opened.run('onExport');
    const wrote = opened.fake.sent.find(({ what }) => what === 'writeFile')?.detail;
    expect(wrote).toMatchObject({ filePath: 'wxfile://usr/__.._etc_passwd' });
  });

  it('says so when no viewer opens', async () => {
    const opened = await openStaffPage('day', {}, { query: { day: '20251120' }, opens: false });
    await opened.run('onExport');
    expect(opened.page.data['notice']).toMatchObject({ title: '表格没有打开' });
  });

  it('is compared again after a question', async () => {
    const opened = await open();
    await opened.run('onAgain');
    expect(opened.asked('reconcileAgain')).toEqual([]);
    await opened.run('onCompareAgain');
    expect(opened.asked('reconcileAgain')).toEqual([{ day: '20251120' }]);
    expect(opened.page.data['notice']).toMatchObject({ tone: 'info' });
  });

  it('is none when the server knows no such day', async () => {
    const { page } = await open({ reconciledDays: accepted({ days: [] }) });
    expect(page.data['panel']).toMatchObject({ kind: 'error' });
  });
});
