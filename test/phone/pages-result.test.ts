/** The result: only what the server said, always a next step, never a second payment. */
import { accepted, refused, settle } from '../support/fake-wx';
import {
  cashSplit,
  closedOrder,
  confirmingOrder,
  paidOrder,
  unpaidOrder,
} from '../support/phone-answers';
import { type PageInstance } from '../support/phone-modules';
import { type Answers, type Open, openPage, remember } from '../support/phone-pages';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('the result', () => {
  async function ready(
    more: Answers,
    query: object = { orderNo: 'YB0001', patientId: 'p1' },
  ): Promise<Open> {
    const opened = openPage('result', more);
    opened.page.run('onLoad', query);
    opened.page.run('onShow');
    await settle();
    return opened;
  }

  const head = (page: PageInstance): unknown => (page.data['view'] as { head: unknown }).head;
  const actions = (page: PageInstance): unknown =>
    (page.data['view'] as { actions: unknown }).actions;
  const NONE = {
    goOn: false,
    cancel: false,
    refresh: false,
    again: false,
    bills: false,
    call: false,
  };

  it('never offers to pay while it is not known, and says so', async () => {
    const { page } = await ready({ 'pay.confirmOrder': accepted({ order: confirmingOrder }) });
    expect(head(page)).toMatchObject({
      state: 'confirming',
      busy: true,
      title: '正在确认付款结果',
    });
    expect(JSON.stringify(head(page))).toContain('请勿重复支付');
    expect(actions(page)).toEqual(NONE);
    await jest.advanceTimersByTimeAsync(8_000);
    expect(head(page)).toMatchObject({ state: 'confirming', busy: false, title: '还没有收到结果' });
    expect(JSON.stringify(head(page))).toContain('请勿重复支付');
    expect(actions(page)).toEqual({ ...NONE, refresh: true, call: true });
  });

  it.each([
    ['未支付', unpaidOrder, { goOn: true, cancel: true }],
    ['已支付', paidOrder, { bills: true }],
    [
      '已办好，不用付钱',
      { ...paidOrder, split: { ...cashSplit, total: 0, cash: 0 } },
      { bills: true },
    ],
    ['已支付，医院入账中', { ...paidOrder, hospital: 'pending' }, { bills: true }],
    ['已支付，医院没有入账', { ...paidOrder, hospital: 'refused' }, { call: true }],
    ['支付失败', { ...closedOrder, payment: 'failed' }, { again: true }],
    ['订单已关闭', closedOrder, { again: true }],
    [
      '人工处理中',
      { ...unpaidOrder, payment: 'review', next: { do: 'ask-at-counter' } },
      { call: true },
    ],
  ])('says %s with its next step', async (title, order, offered) => {
    const { page } = await ready({ 'pay.confirmOrder': accepted({ order }) });
    expect(head(page)).toMatchObject({ title });
    expect(actions(page)).toEqual({ ...NONE, ...offered });
  });

  it('tells where to go only when the hospital has booked the payment', async () => {
    const { page, answers } = await ready({
      'pay.confirmOrder': accepted({ order: { ...paidOrder, hospital: 'pending' } }),
    });
    expect(page.data['view']).toMatchObject({ pickup: '' });
    answers['pay.confirmOrder'] = accepted({ order: paidOrder });
    await jest.advanceTimersByTimeAsync(1_500);
    expect(page.data['view']).toMatchObject({ pickup: '请到一楼西药房 3 号窗口取药' });
  });

  it('tells a patient without a bound card to bind it (trap 4: INITIAL)', async () => {
    const order = { ...unpaidOrder, reason: 'card-unbound' };
    const { page } = await ready({ 'pay.confirmOrder': accepted({ order }) });
    expect(JSON.stringify(head(page))).toContain('绑定医保卡');
  });

  it('goes on with the same order through placeOrder', async () => {
    const { fake, page } = await ready({});
    page.run('onGoOn');
    await settle();
    expect(fake.calls.at(-1)).toEqual({
      name: 'pay',
      action: 'placeOrder',
      input: { patientId: 'p1', billIds: ['b1'], payWith: 'insurance', place: { kind: 'refused' } },
    });
    expect(fake.sent.at(-1)?.what).toBe('navigateToMiniProgram');
    expect(head(page)).toMatchObject({ state: 'confirming', title: '正在等待付款结果' });
  });

  it('goes on with an order of which only the number is known', async () => {
    const { fake, page } = await ready({}, { orderNo: 'YB0001' });
    page.run('onGoOn');
    await settle();
    expect(fake.calls.map(({ action }) => action)).not.toContain('placeOrder');
    expect(fake.sent.at(-1)?.what).toBe('navigateToMiniProgram');
  });

  it('takes the pay buttons away until the server was asked again after a return', async () => {
    const { phone, page } = await ready({});
    expect(actions(page)).toMatchObject({ goOn: true });
    page.run('onHide');
    phone.fn(
      'inbox',
      'deliver',
    )({ scene: 1038, referrerInfo: { appId: 'wxpay', extraData: { stale: 1 } } });
    page.run('onShow');
    expect(actions(page)).toEqual(NONE);
    await settle();
    expect(actions(page)).toMatchObject({ goOn: true });
  });

  it('cancels through the server and believes only a final answer', async () => {
    const { fake, phone, page, answers } = await ready({
      'pay.closeOrder': accepted({ order: confirmingOrder }),
      'pay.confirmOrder': accepted({ order: unpaidOrder }),
    });
    remember(phone);
    answers['pay.confirmOrder'] = accepted({ order: confirmingOrder });
    page.run('onCancelConfirmed');
    await settle();
    expect(head(page)).toMatchObject({ state: 'confirming' });
    expect(phone.fn('pending', 'findPending')('YB0001')).toBeDefined();
    answers['pay.confirmOrder'] = accepted({ order: closedOrder });
    await jest.advanceTimersByTimeAsync(1_500);
    expect(head(page)).toMatchObject({ state: 'closed' });
    expect(phone.fn('pending', 'findPending')('YB0001')).toBeUndefined();
    expect(fake.calls.filter(({ action }) => action === 'closeOrder')).toHaveLength(1);
  });

  it('keeps the order and says why when it cannot be cancelled', async () => {
    const { page } = await ready({ 'pay.closeOrder': refused('busy', true) });
    page.run('onCancelConfirmed');
    await settle();
    expect(page.data['notice']).toMatchObject({ title: '现在办理的人较多' });
    expect(actions(page)).toMatchObject({ goOn: true });
  });

  it('goes on confirming without a network, and asks again on a pull', async () => {
    const { page, answers } = await ready({ 'pay.confirmOrder': new Error('request:fail') });
    await jest.advanceTimersByTimeAsync(8_000);
    expect(head(page)).toMatchObject({ state: 'confirming', busy: false });
    answers['pay.confirmOrder'] = accepted({ order: paidOrder });
    page.run('onPullDownRefresh');
    await settle();
    expect(head(page)).toMatchObject({ state: 'paid' });
  });

  it('asks nothing more once it was left', async () => {
    const { fake, page } = await ready({
      'pay.confirmOrder': accepted({ order: confirmingOrder }),
    });
    page.run('onUnload');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(fake.calls).toHaveLength(1);
  });

  it('says that an order is not to be found, and where to go', async () => {
    const { page } = await ready({ 'pay.confirmOrder': refused('order-not-found') });
    expect(head(page)).toMatchObject({ state: 'unknown', title: '没有找到这笔订单' });
    expect(actions(page)).toEqual({ ...NONE, bills: true, call: true });
  });
});
