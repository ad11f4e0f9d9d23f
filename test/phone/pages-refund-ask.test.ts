/** Asking for a refund: offered by the server's word only, sent once, never "failed" while unknown. */
import { accepted, refused, settle } from '../support/fake-wx';
import {
  cashSplit,
  paidOrder,
  refundedOrder,
  refundingOrder,
  refusedRefundOrder,
  unpaidOrder,
} from '../support/phone-answers';
import { asks, held, offered, ready, said } from '../support/phone-refunds';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 10) });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('whether a refund can be asked for', () => {
  it.each([
    ['paid, and the server lets it', paidOrder, 'ask'],
    ['paid, and the server does not', { ...paidOrder, canRefund: false }, 'counter'],
    ['not booked yet', { ...paidOrder, canRefund: false, hospital: 'pending' }, 'none'],
    ['with a person', { ...paidOrder, canRefund: false, next: { do: 'ask-at-counter' } }, 'none'],
    [
      'nothing was paid',
      { ...paidOrder, canRefund: false, split: { ...cashSplit, total: 0, cash: 0 } },
      'none',
    ],
    ['not paid', unpaidOrder, 'none'],
    ['on its way back', refundingOrder, 'none'],
    ['back', refundedOrder, 'none'],
    ['refused for good', { ...refusedRefundOrder, canRefund: false }, 'none'],
    ['refused for now', refusedRefundOrder, 'ask'],
  ])('%s', async (_how, order, offer) => {
    const { page } = await ready(order);
    expect(said(page).refund.offer).toBe(offer);
  });
});

describe('asking', () => {
  it('says first what goes back where', async () => {
    const { page } = await ready(paidOrder);
    page.run('onRefund');
    expect(page.data['refundAsked']).toBe(true);
    expect(said(page).refund.parts).toMatchObject([
      { key: 'cash', yuan: '70.00', aria: '自费部分70.00元', hint: '原路退回付款的零钱或银行卡' },
      { key: 'insurance', yuan: '203.70', hint: '退回医保账户' },
    ]);
    page.run('onRefundKept');
    expect(page.data['refundAsked']).toBe(false);
  });

  it('names only the way in which it was paid', async () => {
    const { page } = await ready({ ...paidOrder, split: cashSplit });
    expect(said(page).refund.parts).toMatchObject([{ key: 'cash', yuan: '277.70' }]);
  });

  it('is sent once however often it is tapped, and shows that it is on its way', async () => {
    const answer = held();
    const opened = await ready(paidOrder, { 'pay.askRefund': answer.answer });
    const { page, answers } = opened;
    page.run('onRefund');
    page.run('onRefundConfirmed');
    page.run('onRefundConfirmed');
    await settle();
    expect(asks(opened)).toBe(1);
    expect(opened.fake.calls.at(-1)?.input).toEqual({ orderNo: 'YB0001' });
    expect(page.data['refundAsked']).toBe(false);
    expect(said(page)).toMatchObject({
      head: { state: 'asking-refund', busy: true, title: '正在提交退费申请' },
      pickup: '',
      refund: { offer: 'none' },
    });
    expect(offered(page)).toEqual([]);
    answers['pay.confirmOrder'] = accepted({ order: refundingOrder });
    answer.come(accepted({ order: refundingOrder }));
    await settle();
    expect(said(page).head).toMatchObject({ state: 'refunding', title: '退费中' });
    page.run('onRefundConfirmed');
    await settle();
    expect(asks(opened)).toBe(1);
  });

  it('stays under way while the page asks how the order stands', async () => {
    const answer = held();
    const opened = await ready(paidOrder, { 'pay.askRefund': answer.answer });
    opened.page.run('onRefundConfirmed');
    opened.page.run('onPullDownRefresh');
    await settle();
    expect(said(opened.page).head).toMatchObject({ state: 'asking-refund' });
    opened.page.run('onRefundConfirmed');
    await settle();
    expect(asks(opened)).toBe(1);
  });

  it.each([
    ['no network', new Error('request:fail')],
    ['a time-out', new Error('cloud.callFunction:fail timeout')],
    ['a server that broke off', refused('internal', true)],
  ])('does not know after %s, asks, and believes what it hears', async (_what, failure) => {
    const answer = held();
    const opened = await ready(paidOrder, { 'pay.askRefund': failure });
    const { page, answers } = opened;
    answers['pay.confirmOrder'] = answer.answer;
    page.run('onRefundConfirmed');
    await settle();
    expect(said(page).head).toMatchObject({ state: 'asking-refund', title: '正在确认退费申请' });
    expect(JSON.stringify(said(page))).not.toMatch(/失败|没有办成/);
    expect(said(page).refund.offer).toBe('none');
    answer.come(accepted({ order: refundingOrder }));
    await settle();
    expect(said(page).head).toMatchObject({ state: 'refunding' });
    expect(page.data['notice']).toBeNull();
    expect(asks(opened)).toBe(1);
  });

  it('offers it again only when the server knows of none', async () => {
    const opened = await ready(paidOrder, { 'pay.askRefund': new Error('request:fail') });
    const { page, answers } = opened;
    page.run('onRefundConfirmed');
    await settle();
    expect(page.data['notice']).toMatchObject({ title: '没有查到退费申请' });
    expect(said(page)).toMatchObject({ head: { state: 'paid' }, refund: { offer: 'ask' } });
    answers['pay.askRefund'] = accepted({ order: refundingOrder });
    answers['pay.confirmOrder'] = accepted({ order: refundingOrder });
    page.run('onRefundConfirmed');
    await settle();
    expect(asks(opened)).toBe(2);
    expect(said(page).head).toMatchObject({ state: 'refunding' });
  });

  it('goes on not knowing while nothing is heard, and asks again on a tap', async () => {
    const { page, answers } = await ready(paidOrder, { 'pay.askRefund': new Error('fail') });
    answers['pay.confirmOrder'] = new Error('request:fail');
    page.run('onRefundConfirmed');
    await jest.advanceTimersByTimeAsync(8_000);
    expect(said(page)).toMatchObject({
      head: { state: 'asking-refund', busy: false },
      refund: { offer: 'none' },
    });
    expect(offered(page)).toEqual(['refresh', 'call']);
    answers['pay.confirmOrder'] = accepted({ order: refundedOrder });
    page.run('onRefresh');
    await settle();
    expect(said(page).head).toMatchObject({ state: 'refunded' });
  });

  it('says why when asking on cannot help', async () => {
    const { page, answers } = await ready(paidOrder, { 'pay.askRefund': new Error('fail') });
    answers['pay.confirmOrder'] = refused('order-not-found');
    page.run('onRefundConfirmed');
    await settle();
    expect(page.data['notice']).toMatchObject({ title: '没有找到这笔订单' });
    expect(said(page).head).toMatchObject({ state: 'paid' });
  });

  it.each([
    ['refund-outside-window', '已过医保退费时间'],
    ['refund-at-counter-only', '请到窗口退费'],
    ['refund-hospital-pending', '医院正在入账'],
  ])('says in place that it was refused: %s', async (reason, title) => {
    const { page, answers } = await ready(paidOrder, { 'pay.askRefund': refused(reason) });
    answers['pay.confirmOrder'] = accepted({ order: { ...paidOrder, canRefund: false } });
    page.run('onRefundConfirmed');
    await settle();
    expect(page.data['notice']).toMatchObject({ title });
    expect(said(page)).toMatchObject({ head: { state: 'paid' }, refund: { offer: 'counter' } });
  });

  it('shows the refund that another phone asked for first', async () => {
    const { page, answers } = await ready(paidOrder, { 'pay.askRefund': refused('refund-exists') });
    answers['pay.confirmOrder'] = accepted({ order: refundingOrder });
    page.run('onRefundConfirmed');
    await settle();
    expect(said(page).head).toMatchObject({ state: 'refunding' });
    expect(page.data['notice']).toBeNull();
  });

  it('takes the question back when the server no longer lets it be asked', async () => {
    const { page, answers } = await ready(paidOrder);
    page.run('onRefund');
    answers['pay.confirmOrder'] = accepted({ order: { ...paidOrder, canRefund: false } });
    page.run('onPullDownRefresh');
    await settle();
    expect(page.data['refundAsked']).toBe(false);
    page.run('onRefundConfirmed');
    await settle();
    expect(said(page).head).toMatchObject({ state: 'paid' });
  });

  it('asks nothing more once the page was left', async () => {
    const answer = held();
    const opened = await ready(paidOrder, { 'pay.askRefund': answer.answer });
    opened.page.run('onRefundConfirmed');
    await settle();
    opened.page.run('onUnload');
    answer.come(new Error('request:fail'));
    await jest.advanceTimersByTimeAsync(120_000);
    expect(opened.fake.calls.at(-1)?.action).toBe('askRefund');
  });
});
