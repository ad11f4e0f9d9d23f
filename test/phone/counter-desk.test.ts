/** What the rest of the staff's pages tells of counters: the way in, the audit list, an order, the books. */
import { twoCounters } from '../support/counter-phone-answers';
import { accepted, refused, settle } from '../support/fake-wx';
import { openStaffPage } from '../support/staff-phone';
import { AT, difference, figures, paidOrder } from '../support/staff-phone-answers';

const AT_STAFF = '/packages/staff/pages';

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});

afterEach(() => {
  jest.useRealTimers();
});

const workKeys = (data: Record<string, unknown>): string[] =>
  (data['desk'] as { works: { key: string; badge: string }[] }).works.map(
    ({ key, badge }) => `${key}${badge}`,
  );

describe('the desk', () => {
  it('offers the counter where payments by 医保码 are taken there, on top', async () => {
    const opened = await openStaffPage('desk', { counters: accepted(twoCounters) });
    expect(workKeys(opened.page.data).slice(0, 2)).toEqual(['counter', 'find']);
    await opened.run('onWork', {}, { key: 'counter' });
    expect(opened.went('navigateTo')).toEqual([`${AT_STAFF}/counter/counter`]);
  });

  it('does not wait for the counters, and adds them when they are known', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const counters = () => new Promise((resolve) => (answer = resolve));
    const opened = await openStaffPage('desk', { counters });
    expect(workKeys(opened.page.data)).toEqual(['find', 'cases3', 'days', 'shift', 'acceptance']);
    answer(accepted(twoCounters));
    await settle();
    expect(workKeys(opened.page.data)[0]).toBe('counter');
  });

  it.each([new Error('request:fail'), refused('hospital-unreachable', true)])(
    'works without the counters: %j',
    async (counters) => {
      const { page } = await openStaffPage('desk', { counters });
      expect(page.data).toMatchObject({ panel: null, notice: null });
      expect(workKeys(page.data)).not.toContain('counter');
    },
  );

  it('counts what came from counters, where something did', async () => {
    const byEntry = { ...figures.byEntry, counter: 3 };
    const { page } = await openStaffPage('desk', {
      figures: accepted({ figures: { ...figures, byEntry } }),
    });
    const { sources } = page.data['figures'] as { sources: string };
    expect(sources).toContain('收费窗口 3 笔');
  });
});

it('an order tells how its cash was taken otherwise', async () => {
  const taken = { at: AT, event: 'tender-taken', outcome: 'tender-taken', times: 1 };
  const history = [{ ...taken, note: 'bank-card SK-0008', byPerson: true }];
  const { page } = await openStaffPage(
    'order',
    { order: accepted({ order: { ...paidOrder, history } }) },
    { query: { orderNo: 'YB0001' } },
  );
  expect(page.data['order']).toMatchObject({
    history: [{ title: '已用其他方式收取自费部分', more: '工作人员 · 银行卡 SK-0008' }],
  });
});

it.each([
  ['seen', 'paying', '查询过，还没有付款', '系统 · 付款中'],
  ['close-sent', undefined, '已要求撤销一码付扣款', '系统'],
  ['tender-over', 'clerk', '没有收取自费部分，正在撤回医保结算', '系统 · 窗口人员要求'],
])('an order tells in words that it was %s (%s)', async (outcome, note, title, more) => {
  const line = { at: AT, event: outcome, outcome, times: 1, byPerson: false };
  const history = [note === undefined ? line : { ...line, note }];
  const { page } = await openStaffPage(
    'order',
    { order: accepted({ order: { ...paidOrder, history } }) },
    { query: { orderNo: 'YB0001' } },
  );
  expect(page.data['order']).toMatchObject({ history: [{ title, more }] });
});

it('a difference says which cash was taken at a window', async () => {
  const { ours } = difference.facts;
  const payment = { ...ours.payment, channel: 'onecode', cash: 4_000, tendered: true };
  const facts = { ...difference.facts, ours: { ...ours, payment } };
  const { page } = await openStaffPage(
    'day',
    { differences: accepted({ differences: [{ ...difference, facts }] }) },
    { query: { day: '20251120' } },
  );
  const [card] = page.data['differences'] as { says: string[] }[];
  expect(card?.says).toContain('本系统：待入账 ¥100.00（现金 ¥40.00 由窗口另收）');
});

it.each([
  ['counter-read', '窗口扫医保码', 'W01', 'W01'],
  ['counter-charge', '窗口收款', 'W01 · cash=10000 insurance=36900', 'W01'],
  ['counter-give-up', '窗口撤回收款', '', ''],
  ['counter-other-tender', '窗口换其他方式收款', '', ''],
  ['counter-record-tender', '窗口登记收款', 'bank-card', '银行卡'],
  ['counter-record-tender', '窗口登记收款', 'other', '其他方式'],
  ['counter-charge', '窗口收款', 'W01 · bill-being-paid-by-other', '有一笔收款还没办完'],
])('the audit list names %s', async (act, title, detail, said) => {
  const lines = [{ at: AT, byName: '刘收费', act, orderNo: 'YB0009', detail }];
  const { page } = await openStaffPage('audit', { audit: accepted({ lines }) });
  const [line] = page.data['lines'] as Record<string, string>[];
  expect(JSON.stringify(line)).toContain(title);
  expect(JSON.stringify(line)).toContain(said);
});
