/** The result: only what the server said, always a next step, never a second payment. */
import { accepted, refused, settle } from '../support/fake-wx';
import {
  cashSplit,
  closedOrder,
  confirmingOrder,
  insuranceSplit,
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
    ['支付失败', { ...closedOrder, payment: 'failed' }, { again: true, call: true }],
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

  it('never says of a failed payment that nothing was charged', async () => {
    const order = { ...closedOrder, payment: 'failed', reason: 'payment-refused' };
    const { page } = await ready({ 'pay.confirmOrder': accepted({ order }) });
    const said = JSON.stringify(head(page));
    expect(said).toContain('原路退回');
    expect(said).not.toMatch(/没有扣款|自费/);
    expect(page.data['phone']).not.toBe('');
  });

  it('lets a bill be paid anew when its order never reached the platform', async () => {
    const order = { ...closedOrder, reason: 'payment-unreachable' };
    const { page } = await ready({ 'pay.confirmOrder': accepted({ order }) });
    expect(head(page)).toMatchObject({ text: '订单没有送到医保支付，没有扣款，可以重新缴费。' });
    expect(actions(page)).toMatchObject({ again: true });
  });

  it.each([
    ['before paying', unpaidOrder, '本次需要您付', '70.00'],
    ['after paying', paidOrder, '您付了', '70.00'],
    [
      'decided while paying',
      { ...paidOrder, split: { ...insuranceSplit, decidedAtPayment: true } },
      '费用合计',
      '277.70',
    ],
    [
      'all by insurance',
      { ...paidOrder, split: { ...insuranceSplit, cash: 0, insurance: 27770 } },
      '医保支付',
      '277.70',
    ],
    ['free', { ...paidOrder, split: { ...cashSplit, total: 0, cash: 0 } }, '', ''],
    ['closed', closedOrder, '', ''],
    ['failed', { ...closedOrder, payment: 'failed' }, '', ''],
  ])('names the large sum: %s', async (_what, order, label, yuan) => {
    const { page } = await ready({ 'pay.confirmOrder': accepted({ order }) });
    const aria = label === '' ? '' : `${label}${yuan}元`;
    expect(page.data['view']).toMatchObject({ order: { figure: { label, yuan, aria } } });
  });

  it('leads to other bills when the order was closed because its bill is settled', async () => {
    const order = { ...closedOrder, reason: 'bill-settled' };
    const { page } = await ready({ 'pay.confirmOrder': accepted({ order }) });
    expect(actions(page)).toMatchObject({ again: false, bills: true });
  });

  it('says that the system is busy, not the network, when that is so', async () => {
    const { page } = await ready({ 'pay.confirmOrder': refused('busy', true) });
    expect(head(page)).toMatchObject({ text: '系统忙，正在继续确认。请勿重复支付。' });
    const off = await ready({ 'pay.confirmOrder': new Error('request:fail') });
    expect(JSON.stringify(head(off.page))).toContain('网络没有连上');
  });

  it('offers no payment of a bill that was settled elsewhere', async () => {
    const { page } = await ready({
      'pay.confirmOrder': accepted({ order: unpaidOrder }),
      'pay.placeOrder': refused('bill-settled'),
    });
    page.run('onGoOn');
    await settle();
    expect(actions(page)).toMatchObject({ again: false, goOn: false, bills: true });
  });

  it('jumps nowhere and asks nothing once it was left while placing', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const { fake, page } = await ready({
      'pay.placeOrder': () => new Promise((resolve) => waiting.push(resolve)),
    });
    page.run('onGoOn');
    await settle();
    page.run('onHide');
    page.run('onUnload');
    waiting[0]?.(accepted({ order: unpaidOrder }));
    await settle();
    expect(fake.sent.map(({ what }) => what)).not.toContain('navigateToMiniProgram');
    expect(fake.calls.at(-1)?.action).toBe('placeOrder');
    expect(fake.storage.get('pending-payments')).toContain('YB0001');
  });

  it('goes on with the same order through placeOrder', async () => {
    const { fake, page } = await ready({});
    page.run('onGoOn');
    await settle();
    expect(fake.calls.at(-1)).toEqual({
      name: 'pay',
      action: 'placeOrder',
      input: {
        patientId: 'p1',
        billIds: ['b1'],
        payWith: 'insurance',
        place: { kind: 'refused' },
        entry: 'menu',
      },
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
