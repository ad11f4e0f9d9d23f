/** The clerk's desk and finding an order: what they show, and where they lead. */
import { accepted, refused, settle } from '../support/fake-wx';
import { openStaffPage } from '../support/staff-phone';
import { administrator, AT, figures, line } from '../support/staff-phone-answers';

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});

afterEach(() => {
  jest.useRealTimers();
});

const AT_STAFF = '/packages/staff/pages';

describe('the desk', () => {
  it('shows the day in figures, what waits, and sets its data once', async () => {
    const { page } = await openStaffPage('desk');
    expect(page.setDataCalls).toHaveLength(1);
    expect(page.data['desk']).toMatchObject({
      hospital: '示例市第一人民医院',
      who: '刘收费 · 收费员',
    });
    expect(page.data['figures']).toMatchObject({
      title: '2025-11-21 收费情况',
      sums: [
        {
          key: 'paid',
          yuan: '12345.60',
          count: '86 笔',
          parts: ['自费 ¥4345.60', '医保 ¥8000.00'],
        },
        { key: 'refunded', yuan: '140.00', count: '2 笔', parts: [] },
      ],
      todo: [
        { key: 'waiting', count: '4 笔', tone: 'plain' },
        { key: 'review', count: '2 笔', tone: 'alert' },
        { key: 'requests', count: '1 笔', tone: 'alert' },
      ],
      sources: '收款来源：小程序菜单 80 笔 · 扫处方单 5 笔 · 消息提醒 1 笔',
    });
  });

  const workKeys = (data: Record<string, unknown>): string[] =>
    (data['desk'] as { works: { key: string; badge: string }[] }).works.map(
      ({ key, badge }) => `${key}${badge}`,
    );

  it('offers people and the audit list to administrators only', async () => {
    const clerks = await openStaffPage('desk');
    expect(workKeys(clerks.page.data)).toEqual(['find', 'cases3', 'days', 'shift', 'acceptance']);
    const heads = await openStaffPage('desk', { whoAmI: accepted(administrator) });
    expect(workKeys(heads.page.data).slice(-2)).toEqual(['members', 'audit']);
  });

  it.each([
    ['paid', '/find/find?state=paid'],
    ['waiting', '/find/find?state=waiting'],
    ['review', '/review/review'],
    ['requests', '/review/review?tab=requests'],
  ])('leads from the figure %s to what it counts', async (key, address) => {
    const opened = await openStaffPage('desk');
    await opened.run('onFigure', {}, { key });
    expect(opened.went('navigateTo')).toEqual([AT_STAFF + address]);
  });

  it('finds a bill in three taps: scan, and the number is looked for', async () => {
    const link = 'https://pay.example.cn/rx?h=hosp1&c=RX20251121';
    const opened = await openStaffPage('desk', {}, { scan: link });
    await opened.run('onScan');
    expect(opened.went('navigateTo')).toEqual([`${AT_STAFF}/find/find?text=RX20251121`]);
  });

  it('says in place that a text is no number, and goes nowhere', async () => {
    const opened = await openStaffPage('desk');
    await opened.run('onText', { value: '张三' });
    await opened.run('onFind');
    expect(opened.page.data['textError']).toContain('只能填数字');
    expect(opened.went('navigateTo')).toEqual([]);
  });

  it('leads whoever is no staff to the code', async () => {
    const opened = await openStaffPage('desk', {
      whoAmI: refused('not-allowed'),
      figures: refused('not-allowed'),
    });
    expect(opened.page.data['panel']).toMatchObject({ action: '输入邀请码' });
    await opened.run('onAction');
    expect(opened.went('redirectTo')).toEqual([`${AT_STAFF}/join/join`]);
  });

  it('still works when only the figures cannot be read', async () => {
    const { page } = await openStaffPage('desk', { figures: refused('timeout', true) });
    expect(page.data).toMatchObject({ panel: null, figures: null });
    expect(page.data['notice']).toMatchObject({ title: '今天的数字没有读到' });
    expect(workKeys(page.data)).toContain('cases');
  });

  it('says that there is no network, and tries again', async () => {
    const offline = new Error('request:fail');
    const opened = await openStaffPage('desk', { whoAmI: offline, figures: offline });
    expect(opened.page.data['panel']).toMatchObject({ kind: 'offline' });
    opened.answers['whoAmI'] = accepted(administrator);
    opened.answers['figures'] = accepted({ figures });
    await opened.run('onAction');
    expect(opened.page.data).toMatchObject({ panel: null, desk: { who: '陈主任 · 管理员' } });
  });
});

describe('finding an order', () => {
  const more = Array.from({ length: 20 }, (_, at) => ({ ...line, orderNo: `YB${String(at)}` }));

  it('looks for the number that it was opened with, whatever its day', async () => {
    const { asked, page } = await openStaffPage('find', {}, { query: { text: 'B0001' } });
    expect(asked('findOrders')).toEqual([{ text: 'B0001' }]);
    expect(page.data['lines']).toMatchObject([
      { orderNo: 'YB0001', tag: '已收款', yuan: '424.00', from: '张*国 · 11月21日 10:00' },
    ]);
  });

  it('opened from a figure it shows that state of today', async () => {
    const { asked } = await openStaffPage('find', {}, { query: { state: 'refunded' } });
    expect(asked('findOrders')).toEqual([{ state: 'refunded', day: '20251121' }]);
  });

  it('filters by state, by yesterday and by any day', async () => {
    const opened = await openStaffPage('find');
    await opened.run('onState', { key: 'waiting' });
    await opened.run('onDayTab', { key: 'yesterday' });
    await opened.run('onDate', { value: '2025-10-01' });
    expect(opened.asked('findOrders')).toEqual([
      {},
      { state: 'waiting' },
      { state: 'waiting', day: '20251120' },
      { state: 'waiting', day: '20251001' },
    ]);
  });

  it('goes on where the page ended, and never shows an order twice', async () => {
    const opened = await openStaffPage('find', {
      findOrders: accepted({ orders: more, next: 'cursor' }),
    });
    opened.answers['findOrders'] = accepted({ orders: [more[19], { ...line, orderNo: 'YB99' }] });
    await opened.run('onReachBottom');
    expect(opened.asked('findOrders').at(-1)).toEqual({ after: 'cursor' });
    expect(opened.page.data['lines']).toHaveLength(21);
    expect(opened.page.data['more']).toBe(false);
    await opened.run('onReachBottom');
    expect(opened.asked('findOrders')).toHaveLength(2);
  });

  it('keeps what is there when the next page cannot be read', async () => {
    const opened = await openStaffPage('find', {
      findOrders: accepted({ orders: more, next: 'cursor' }),
    });
    opened.answers['findOrders'] = new Error('request:fail');
    await opened.run('onMore');
    expect(opened.page.data['lines']).toHaveLength(20);
    expect(opened.page.data).toMatchObject({ more: true, adding: false });
    expect(opened.page.data['moreFailed']).toMatchObject({ title: '网络没有连上' });
  });

  it('says that nothing was found, and clears the search', async () => {
    const opened = await openStaffPage('find', { findOrders: accepted({ orders: [] }) });
    await opened.run('onText', { value: '99999999' });
    await opened.run('onGo');
    expect(opened.page.data['panel']).toMatchObject({ kind: 'empty', title: '没有查到订单' });
    await opened.run('onAction');
    expect(opened.asked('findOrders')).toEqual([{}, { text: '99999999' }, {}]);
  });

  it('drops an older answer that comes after a newer one', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const opened = await openStaffPage('find', {
      findOrders: () => new Promise((resolve) => waiting.push(resolve)),
    });
    await opened.run('onState', { key: 'paid' });
    waiting[1]?.(accepted({ orders: [{ ...line, orderNo: 'NEW' }] }));
    await settle();
    waiting[0]?.(accepted({ orders: [line] }));
    await settle();
    expect(opened.page.data['lines']).toMatchObject([{ orderNo: 'NEW' }]);
  });

  it('opens the order on its own page, or beside the list where there is room', async () => {
    const narrow = await openStaffPage('find');
    await narrow.run('onOpen', {}, { index: 0 });
    expect(narrow.went('navigateTo')).toEqual([`${AT_STAFF}/order/order?orderNo=YB0001`]);
    const wide = await openStaffPage('find', {}, { width: 1100 });
    await wide.run('onOpen', {}, { index: 0 });
    expect(wide.went('navigateTo')).toEqual([]);
    expect(wide.page.data).toMatchObject({ chosen: 'YB0001', order: { orderNo: 'YB0001' } });
  });

  it('follows the window when its width changes', async () => {
    const opened = await openStaffPage('find');
    opened.resize(1100);
    expect(opened.page.data['wide']).toBe(true);
    opened.resize(400);
    expect(opened.page.data['wide']).toBe(false);
    opened.page.run('onUnload');
    opened.resize(1100);
    expect(opened.page.data['wide']).toBe(false);
  });

  it.each([
    ['an amount that is not whole', { ...line, total: 0.5 }],
    ['a state that nobody knows', { ...line, state: 'lost' }],
  ])('shows nothing of an answer with %s', async (_what, order) => {
    const { page } = await openStaffPage('find', { findOrders: accepted({ orders: [order] }) });
    expect(page.data['panel']).toMatchObject({ kind: 'error', title: '系统出了点问题' });
  });
});
