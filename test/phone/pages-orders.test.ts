/** The person's own orders: what each card says, where it leads, and what is said without any. */
import { accepted, refused, settle } from '../support/fake-wx';
import {
  cashSplit,
  closedOrder,
  confirmingOrder,
  goingRefund,
  insuranceSplit,
  paidOrder,
  refundedOrder,
  refundingOrder,
  refusedRefundOrder,
  unbookedOrder,
  unpaidOrder,
} from '../support/phone-answers';
import { type Answers, type Open, openPage, remember, went } from '../support/phone-pages';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 10) });
});

afterEach(() => {
  jest.useRealTimers();
});

async function shown(orders: readonly object[], more: Answers = {}): Promise<Open> {
  const opened = openPage('orders', { 'clinic.listOrders': accepted({ orders }), ...more });
  opened.page.run('onLoad');
  opened.page.run('onShow');
  await settle();
  return opened;
}

interface Card {
  readonly tag: string;
  readonly when: string;
  readonly parts: readonly string[];
  readonly aria: string;
}
const cards = ({ page }: Open): readonly Card[] =>
  (page.data['pages'] as { orders: Card[] }[]).flatMap(({ orders }) => orders);
const at = (orderNo: string): object => ({ currentTarget: { dataset: { orderNo } } });

describe('an order in the list', () => {
  it('says what for, whose, when, how much, how it stands; and reads the same aloud', async () => {
    const opened = await shown([paidOrder]);
    expect(cards(opened)).toMatchObject([
      {
        orderNo: 'YB0001',
        title: '呼吸内科门诊费用',
        patient: '张*国',
        icon: 'bill',
        when: '11月21日 10:05',
        tag: '已支付',
        yuan: '277.70',
        parts: ['医保 ¥203.70', '自费 ¥70.00'],
      },
    ]);
    const { aria } = cards(opened)[0] ?? { aria: '' };
    for (const part of ['呼吸内科', '张*国', '11月21日', '已支付', '费用合计277.70元']) {
      expect(aria).toContain(part);
    }
    expect(opened.page.setDataCalls).toHaveLength(1);
  });

  it.each([
    ['正在确认', confirmingOrder],
    ['未支付', unpaidOrder],
    ['已支付', paidOrder],
    ['已支付，医院入账中', { ...paidOrder, hospital: 'pending' }],
    ['已支付，医院没有入账', { ...paidOrder, hospital: 'refused' }],
    ['请到收费窗口', { ...paidOrder, next: { do: 'ask-at-counter' } }],
    ['支付失败', { ...closedOrder, payment: 'failed' }],
    ['已关闭', closedOrder],
    ['人工处理中', { ...unpaidOrder, payment: 'review', next: { do: 'ask-at-counter' } }],
    ['退费中', refundingOrder],
    ['退费中', unbookedOrder],
    ['医院人工退款中', { ...refundingOrder, refund: { ...goingRefund, byHand: true } }],
    ['医院人工退款中', { ...refundingOrder, next: { do: 'ask-at-counter' } }],
    ['已退费', refundedOrder],
    ['部分已退费', { ...refundedOrder, refund: { ...refundedOrder.refund, cash: 100 } }],
    ['已支付，退费没有办成', refusedRefundOrder],
    ['请到收费窗口', { ...refusedRefundOrder, next: { do: 'ask-at-counter' } }],
  ])('stands at %s', async (tag, order) => {
    expect(cards(await shown([order]))).toMatchObject([{ tag }]);
  });

  it.each([
    ['of one payer', cashSplit],
    ['decided while paying', { ...insuranceSplit, decidedAtPayment: true }],
  ])('names no parts: %s', async (_how, split) => {
    expect(cards(await shown([{ ...paidOrder, split }]))).toMatchObject([{ parts: [] }]);
  });

  it('of another year names the year, in Shanghai', async () => {
    const paidAt = Date.UTC(2024, 11, 31, 15, 59);
    const opened = await shown([
      { ...paidOrder, paidAt },
      { ...paidOrder, paidAt: paidAt + 60_000 },
    ]);
    expect(cards(opened).map(({ when }) => when)).toEqual(['2024年12月31日 23:59', '1月1日 00:00']);
  });
});

describe('the list', () => {
  it('leads to the order, with whose it is when the phone knows', async () => {
    const opened = await shown([unpaidOrder, { ...paidOrder, orderNo: 'YB0002' }]);
    const { fake, page, phone } = opened;
    remember(phone);
    page.run('onOpen', at('YB0001'));
    page.run('onOpen', at('YB0002'));
    expect(went(fake, 'navigateTo')).toEqual([
      '/pages/result/result?orderNo=YB0001&patientId=p1',
      '/pages/result/result?orderNo=YB0002',
    ]);
  });

  it('says that there are none yet, and leads to the bills', async () => {
    const { fake, page } = await shown([]);
    expect(page.data['panel']).toMatchObject({ kind: 'empty', title: '还没有订单' });
    page.run('onAction');
    expect(went(fake, 'navigateTo')).toEqual(['/pages/bills/bills']);
  });

  it('reads 20 at a time, and goes on where it ended', async () => {
    const { fake, page, answers } = await shown([], {
      'clinic.listOrders': accepted({ orders: [unpaidOrder], next: 'c1' }),
    });
    answers['clinic.listOrders'] = accepted({ orders: [{ ...paidOrder, orderNo: 'YB0002' }] });
    page.run('onReachBottom');
    page.run('onReachBottom');
    expect(page.data['foot']).toBe('正在加载更多');
    await settle();
    expect(fake.calls.map(({ input }) => input)).toEqual([
      { filter: 'all' },
      { filter: 'all', after: 'c1' },
    ]);
    expect(page.data).toMatchObject({
      pages: [{ orders: [{ orderNo: 'YB0001' }] }, { orders: [{ orderNo: 'YB0002' }] }],
      foot: '没有更多了',
    });
    page.run('onReachBottom');
    await settle();
    expect(fake.calls).toHaveLength(2);
  });

  it('keeps what it has when the next ones do not load, and tries again', async () => {
    const { page, answers } = await shown([], {
      'clinic.listOrders': accepted({ orders: [unpaidOrder], next: 'c1' }),
    });
    answers['clinic.listOrders'] = new Error('request:fail');
    page.run('onReachBottom');
    await settle();
    expect(page.data).toMatchObject({ foot: '后面的没有加载出来，请再往上滑', panel: null });
    answers['clinic.listOrders'] = accepted({ orders: [paidOrder] });
    page.run('onReachBottom');
    await settle();
    expect(page.data['pages']).toHaveLength(2);
  });

  it('shows one kind of standing, and says when there are none such', async () => {
    const opened = await shown([unpaidOrder]);
    const { fake, page, answers } = opened;
    answers['clinic.listOrders'] = accepted({ orders: [] });
    page.run('onFilter', { detail: { key: 'refunded' } });
    expect(page.data['panel']).toMatchObject({ kind: 'loading' });
    await settle();
    expect(fake.calls.at(-1)?.input).toEqual({ filter: 'refunded' });
    expect(page.data['panel']).toMatchObject({ kind: 'empty', title: '没有这样的订单' });
    answers['clinic.listOrders'] = accepted({ orders: [unpaidOrder] });
    page.run('onAction');
    await settle();
    expect(page.data).toMatchObject({ filter: 'all', panel: null });
    expect(cards(opened)).toHaveLength(1);
  });

  it('drops the next page of a list that was changed meanwhile', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const { page, answers } = await shown([], {
      'clinic.listOrders': accepted({ orders: [unpaidOrder], next: 'c1' }),
    });
    answers['clinic.listOrders'] = () => new Promise((resolve) => waiting.push(resolve));
    page.run('onReachBottom');
    await settle();
    page.run('onFilter', { detail: { key: 'done' } });
    await settle();
    waiting[1]?.(accepted({ orders: [paidOrder] }));
    await settle();
    waiting[0]?.(accepted({ orders: [unpaidOrder] }));
    await settle();
    expect(page.data['pages']).toMatchObject([{ orders: [{ tag: '已支付' }] }]);
    expect(page.data['pages']).toHaveLength(1);
  });

  it.each([
    ['offline', new Error('request:fail'), '网络没有连上'],
    ['error', refused('internal', true), '系统出了点问题'],
    ['error', accepted({ orders: [{ ...paidOrder, canRefund: 'yes' }] }), '系统出了点问题'],
  ])('says so when it cannot be read (%s), and tries again', async (kind, answer, title) => {
    const { page, answers } = await shown([], { 'clinic.listOrders': answer });
    expect(page.data['panel']).toMatchObject({ kind, title });
    answers['clinic.listOrders'] = accepted({ orders: [paidOrder] });
    page.run('onAction');
    expect(page.data['panel']).toMatchObject({ kind: 'loading' });
    await settle();
    expect(page.data).toMatchObject({ panel: null, pages: [{ orders: [{ orderNo: 'YB0001' }] }] });
  });

  it('is read anew on a pull and whenever it is shown', async () => {
    const { fake, page, answers } = await shown([unpaidOrder]);
    answers['clinic.listOrders'] = accepted({ orders: [paidOrder] });
    page.run('onPullDownRefresh');
    await settle();
    expect(page.data['pages']).toMatchObject([{ orders: [{ tag: '已支付' }] }]);
    expect(fake.sent.map(({ what }) => what)).toContain('stopPullDownRefresh');
    page.run('onShow');
    await settle();
    expect(fake.calls).toHaveLength(3);
  });

  it('drops an older answer that comes after a newer one', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const { page } = await shown([], {
      'clinic.listOrders': () => new Promise((resolve) => waiting.push(resolve)),
    });
    page.run('onPullDownRefresh');
    await settle();
    waiting[1]?.(accepted({ orders: [paidOrder] }));
    await settle();
    waiting[0]?.(accepted({ orders: [unpaidOrder] }));
    await settle();
    expect(page.data['pages']).toMatchObject([{ orders: [{ tag: '已支付' }] }]);
  });
});
