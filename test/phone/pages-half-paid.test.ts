/**
 * Cash was taken, insurance failed for certain: the cash goes back by itself, and until it is back nothing
 * on the phone leads to paying again (money rule 9).
 */
import type { OrderView } from '../../cloudfunctions/contract/types';
import { fen } from '../../miniprogram/shared/fen';
import { accepted, settle } from '../support/fake-wx';
import {
  closedOrder,
  goingRefund,
  hospital,
  insuranceSplit,
  patient,
} from '../support/phone-answers';
import { openPage } from '../support/phone-pages';
import { offered, ready, said, stepsOf } from '../support/phone-refunds';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 10) });
});

afterEach(() => {
  jest.useRealTimers();
});

/** As the server says it before the refund was even reserved. */
const failing: OrderView = {
  ...closedOrder,
  payment: 'failed',
  reason: 'insurance-failed-cash-back',
  next: { do: 'wait' },
};
const refund = {
  ...goingRefund,
  cause: 'half-paid',
  cash: insuranceSplit.cash,
  insurance: fen(0),
} as const;
const going: OrderView = { ...failing, refund };
const returned: OrderView = {
  ...failing,
  refund: { ...refund, state: 'returned', returnedAt: Date.UTC(2025, 10, 21, 2, 9) },
  next: { do: 'pay-anew' },
};
const stuck: OrderView = {
  ...failing,
  refund: { ...refund, state: 'refused', reason: 'refund-not-possible' },
  next: { do: 'ask-at-counter' },
};
const byHand: OrderView = { ...failing, refund: { ...refund, byHand: true } };

describe('the result', () => {
  it('says that the cash comes back by itself, and offers no payment', async () => {
    const { page } = await ready(going);
    expect(said(page).head).toMatchObject({
      state: 'refunding',
      title: '医保支付未成功，自费部分会自动退回',
    });
    expect(said(page).head['text']).toContain('请勿重复支付');
    expect(offered(page)).toEqual([]);
    expect(said(page).order.figure).toMatchObject({ label: '自费退回', yuan: '70.00' });
    expect(stepsOf(page)[0]).toContain('已发起退款');
    expect(said(page).refund.progress).toMatchObject({ parts: [{ key: 'cash', yuan: '70.00' }] });
  });

  it('says so, too, before the refund has begun, and goes on asking', async () => {
    const { fake, page, answers } = await ready(failing);
    expect(said(page).head).toMatchObject({ title: '医保支付未成功，自费部分会自动退回' });
    expect(offered(page)).toEqual([]);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(fake.calls).toHaveLength(2);
    answers['pay.confirmOrder'] = accepted({ order: returned });
    await jest.advanceTimersByTimeAsync(5_000);
    expect(said(page).head).toMatchObject({
      state: 'refunded',
      title: '医保支付未成功，自费部分已退回',
    });
    await jest.advanceTimersByTimeAsync(600_000);
    expect(fake.calls).toHaveLength(3);
  });

  it('offers to pay anew only once the cash is back', async () => {
    const { page } = await ready(returned);
    expect(said(page).head['text']).toContain('可以重新缴费');
    expect(offered(page)).toEqual(['again']);
  });

  it('leads to a person when it does not come back by itself', async () => {
    const { page } = await ready(stuck);
    expect(said(page).head).toMatchObject({ state: 'failed', title: '医保支付未成功' });
    expect(said(page).head['text']).toContain('收费窗口');
    expect(said(page).refund.refusal).toMatchObject({ title: '自动退款没有办成' });
    expect(offered(page)).toEqual(['call']);
  });

  it('says that a person brings it back', async () => {
    const { fake, page } = await ready(byHand);
    expect(said(page).head).toMatchObject({ title: '医院正在人工退款' });
    expect(offered(page)).toEqual(['call']);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(fake.calls).toHaveLength(1);
  });

  it('says of another failed payment what it said before', async () => {
    const { page } = await ready({ ...closedOrder, payment: 'failed' });
    expect(said(page).head).toMatchObject({ title: '支付失败' });
    expect(offered(page)).toEqual(['again', 'call']);
  });
});

it('the list of orders says where the money is', async () => {
  const orders = [failing, going, returned, stuck, byHand];
  const { page } = openPage('orders', { 'clinic.listOrders': accepted({ orders }) });
  page.run('onLoad', {});
  page.run('onShow');
  await settle();
  const [first] = page.data['pages'] as { orders: { tag: string }[] }[];
  expect(first?.orders.map(({ tag }) => tag)).toEqual([
    '支付失败，自费退回中',
    '支付失败，自费退回中',
    '支付失败，自费已退回',
    '请到收费窗口',
    '医院人工退款中',
  ]);
});

it.each([
  ['before the refund', failing, '医保支付未成功，自费正在退回'],
  ['on its way', going, '医保支付未成功，自费正在退回'],
  ['back', returned, '有一笔钱已经退回'],
])('the first page says it: %s', async (_how, order, title) => {
  const home = { hospital, patients: [patient], unfinished: [order], templates: {} };
  const { page } = openPage('home', { 'clinic.home': accepted(home) });
  page.run('onShow');
  await settle();
  expect(page.data['banner']).toMatchObject({ orderNo: 'YB0001', title });
});
