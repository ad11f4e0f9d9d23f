/** A refund on the result page: how far it is, why it happened, when the money arrives, what to do. */
import { accepted, settle } from '../support/fake-wx';
import {
  goingRefund,
  refundedOrder,
  refundingOrder,
  refusedRefundOrder,
  unbookedOrder,
} from '../support/phone-answers';
import { went } from '../support/phone-pages';
import { offered, ready, said, stepsOf } from '../support/phone-refunds';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 10) });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('the refund', () => {
  it('is shown step by step, with when the money arrives', async () => {
    const { page } = await ready(refundingOrder);
    expect(stepsOf(page)).toEqual(['已申请 done 11月21日 10:06', '退费中 now', '已退回 todo']);
    expect(said(page).refund.progress).toMatchObject({
      state: 'going',
      parts: [{ yuan: '70.00' }, { yuan: '203.70' }],
    });
    expect(said(page).refund.progress?.['note']).toMatch(/零钱.*银行卡.*以微信支付的到账通知为准/);
    expect(said(page).order.figure).toMatchObject({ label: '自费退回', yuan: '70.00' });
    expect(said(page).pickup).toBe('');
    expect(offered(page)).toEqual(['bills']);
  });

  it('of an all-insurance payment says nothing of wallets', async () => {
    const refund = { ...goingRefund, cash: 0 };
    const { page } = await ready({ ...refundingOrder, refund });
    expect(said(page).order.figure).toMatchObject({ label: '医保退回', yuan: '203.70' });
    expect(JSON.stringify(said(page).refund)).not.toMatch(/零钱|银行卡/);
  });

  it('is shown as back with its time', async () => {
    const { page } = await ready(refundedOrder);
    expect(said(page).head).toMatchObject({ state: 'refunded', tone: 'ok', title: '已退费' });
    expect(stepsOf(page)).toEqual([
      '已申请 done 11月21日 10:06',
      '已办理 done',
      '已退回 done 11月21日 10:08',
    ]);
    expect(offered(page)).toEqual(['bills']);
  });

  it('that was refused leaves the payment paid, and says why and what to do', async () => {
    const { page } = await ready(refusedRefundOrder);
    expect(said(page).head).toMatchObject({ state: 'paid', title: '已支付' });
    expect(said(page).pickup).toContain('西药房');
    expect(said(page).refund).toMatchObject({
      progress: null,
      refusal: { title: '退费没有办成：已经用过，不能退', call: '拨打医院电话' },
    });
    expect(said(page).refund.refusal?.text).toContain('收费窗口');
  });

  it('that we owe and could not make leads to a person', async () => {
    const { refund } = unbookedOrder;
    const order = { ...unbookedOrder, refund: { ...refund, state: 'refused' } };
    const { page } = await ready({ ...order, next: { do: 'ask-at-counter' } });
    expect(said(page).head).toMatchObject({ state: 'paid', title: '已支付，医院没有入账' });
    expect(said(page).refund.refusal).toMatchObject({ title: '自动退款没有办成' });
    expect(offered(page)).toEqual(['call']);
  });

  it('after the hospital’s no says why, that it comes by itself, and then to pay anew', async () => {
    const { page, answers } = await ready(unbookedOrder);
    expect(said(page).head).toMatchObject({
      state: 'refunding',
      title: '医院没有入账，正在退款',
      text: '原因：账单金额有变化。钱会自动退回，您不用做什么。请勿重复支付。',
    });
    expect(offered(page)).toEqual([]);
    expect(stepsOf(page)[0]).toContain('已发起退款');
    const refund = { ...unbookedOrder.refund, state: 'returned' };
    const order = { ...unbookedOrder, refund, next: { do: 'pay-anew' } };
    answers['pay.confirmOrder'] = accepted({ order });
    page.run('onRefresh');
    await settle();
    expect(said(page).head).toMatchObject({ state: 'refunded' });
    expect(JSON.stringify(said(page).head)).toContain('可以重新缴费');
    expect(offered(page)).toEqual(['again']);
  });

  it('after a bill that is gone leads to other bills, not to paying it anew', async () => {
    const refund = { ...unbookedOrder.refund, state: 'returned' };
    const order = { ...unbookedOrder, refund, reason: 'bill-cancelled', next: { do: 'pay-anew' } };
    const { page } = await ready(order);
    expect(offered(page)).toEqual(['bills']);
  });

  it.each([
    ['paid-twice', '重复付款，正在退款', '多付的钱已经退回。', ['bills']],
    ['review', '正在退款', '钱已经退回。', ['again']],
    ['clerk', '退费中', '钱已经退回。', ['bills']],
  ])('caused by %s says so', async (cause, title, text, leads) => {
    const refund = { ...goingRefund, cause };
    const { page, answers } = await ready({ ...refundingOrder, refund });
    expect(said(page).head).toMatchObject({ state: 'refunding', title });
    const order = { ...refundedOrder, refund: { ...refundedOrder.refund, cause } };
    answers['pay.confirmOrder'] = accepted({ order });
    page.run('onRefresh');
    await settle();
    expect(said(page).head).toMatchObject({ state: 'refunded', text });
    expect(offered(page)).toEqual(leads);
  });

  it.each([
    ['by hand', { refund: { ...goingRefund, byHand: true } }],
    ['that a person must look at', { next: { do: 'ask-at-counter' } }],
  ])('%s names the counter and the telephone, and does not wait', async (_how, more) => {
    const { fake, page } = await ready({ ...refundingOrder, ...more });
    expect(said(page).head).toMatchObject({ title: '医院正在人工退款' });
    expect(said(page).head['text']).toContain('收费窗口');
    expect(stepsOf(page)[1]).toBe('医院人工退款 now');
    expect(offered(page)).toContain('call');
    expect(page.data['phone']).not.toBe('');
    await jest.advanceTimersByTimeAsync(600_000);
    expect(fake.calls).toHaveLength(1);
  });

  it('is watched to its end while the page is seen', async () => {
    const { fake, page, answers } = await ready(refundingOrder);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(fake.calls).toHaveLength(2);
    answers['pay.confirmOrder'] = accepted({ order: refundedOrder });
    await jest.advanceTimersByTimeAsync(5_000);
    expect(said(page).head).toMatchObject({ state: 'refunded' });
    await jest.advanceTimersByTimeAsync(600_000);
    expect(fake.calls).toHaveLength(3);
  });

  it('is not asked about once the page is hidden, and again when it is shown', async () => {
    const { fake, page } = await ready(refundingOrder);
    page.run('onHide');
    await jest.advanceTimersByTimeAsync(600_000);
    expect(fake.calls).toHaveLength(1);
    page.run('onShow');
    await settle();
    expect(fake.calls).toHaveLength(2);
  });
});

it('leads to the bills, to pay anew', async () => {
  const { fake, page } = await ready({ ...refundedOrder });
  page.run('onBills');
  expect(went(fake, 'redirectTo')).toEqual(['/pages/bills/bills']);
});
