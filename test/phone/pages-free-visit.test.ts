/** A registration that cost nothing is given back: asked for once, and never spoken of as money. */
import { accepted, refused, settle } from '../support/fake-wx';
import { freeVisitOrder, goingRefund } from '../support/phone-answers';
import { openPage } from '../support/phone-pages';
import { asks, offered, ready, said, stepsOf } from '../support/phone-refunds';
import { fen } from '../../miniprogram/shared/fen';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 10) });
});
afterEach(() => {
  jest.useRealTimers();
});

const back = { ...goingRefund, cash: fen(0), insurance: fen(0) };
const going = { ...freeVisitOrder, canRefund: false, refund: back };
const at = Date.UTC(2025, 10, 21, 2, 8);
const given = {
  ...going,
  refund: { ...back, state: 'returned', returnedAt: at },
  timeline: [
    { step: 'placed', at: at - 2 },
    { step: 'refund-asked', at: at - 1 },
    { step: 'refunded', at },
  ],
  next: { do: 'pay-anew' },
};
const no = {
  ...freeVisitOrder,
  canRefund: false,
  refund: { ...back, state: 'refused', reason: 'refund-served' },
};

/** Everything that is on the page, without the texts that it holds in reserve. */
const shown = (view: unknown): string => JSON.stringify(view);

it('is offered by the server’s word, and says what it means before it is sent', async () => {
  const opened = await ready(freeVisitOrder);
  const { page } = opened;
  expect(said(page).refund).toMatchObject({ offer: 'ask', parts: [] });
  expect(page.data['refund']).toMatchObject({
    ...{ ask: '退号', askTitle: '退号？', askYes: '确定退号' },
    askText: '挂这个号没有付钱。医院同意后，号会退掉，不能再用。',
  });
  page.run('onRefund');
  page.run('onRefundKept');
  await settle();
  expect(asks(opened)).toBe(0);
});

it('is asked for once however often it is tapped; on its way, and then 已退号', async () => {
  const opened = await ready(freeVisitOrder, { 'pay.askRefund': accepted({ order: going }) });
  const { answers, page } = opened;
  answers['pay.confirmOrder'] = accepted({ order: going });
  page.run('onRefund');
  page.run('onRefundConfirmed');
  page.run('onRefundConfirmed');
  expect(said(page).head).toMatchObject({ title: '正在提交退号申请', busy: true });
  await settle();
  expect(asks(opened)).toBe(1);
  expect(opened.fake.calls.filter(({ action }) => action === 'askRefund')).toMatchObject([
    { input: { orderNo: 'YB0001' } },
  ]);
  expect(said(page).head).toMatchObject({ state: 'refunding', title: '退号中' });
  expect(said(page)).toMatchObject({ pickup: '', order: { ticket: '' } });
  answers['pay.confirmOrder'] = accepted({ order: given });
  page.run('onPullDownRefresh');
  await settle();
  expect(said(page).head).toMatchObject({ state: 'refunded', title: '已退号', tone: 'ok' });
});

it('when it is done no word and no sum speaks of money that comes', async () => {
  const { page } = await ready(given);
  const view = said(page);
  expect(stepsOf(page)).toEqual([
    expect.stringMatching(/^已申请 done/),
    expect.stringMatching(/^已办理 done/),
    expect.stringMatching(/^已退号 done/),
  ]);
  expect(view.refund.progress).toMatchObject({ title: '退号进度', parts: [], note: '' });
  expect(view.order).toMatchObject({
    figure: { yuan: '' },
    timeline: [{ title: '已下单' }, { title: '已申请退号' }, { title: '已退号' }],
  });
  expect(shown(view)).not.toMatch(/退费|到账|退回/);
  expect(offered(page)).toEqual(['bills']);
});

it('does not know after a time-out, asks, and believes what it hears', async () => {
  const opened = await ready(freeVisitOrder, {
    'pay.askRefund': new Error('cloud.callFunction:fail timeout'),
  });
  opened.answers['pay.confirmOrder'] = accepted({ order: given });
  opened.page.run('onRefundConfirmed');
  await settle();
  expect(said(opened.page).head).toMatchObject({ title: '已退号' });
  expect(asks(opened)).toBe(1);
});

it('offers it again when the server knows of none, in its own words', async () => {
  const opened = await ready(freeVisitOrder, { 'pay.askRefund': refused('internal', true) });
  opened.page.run('onRefundConfirmed');
  await settle();
  expect(opened.page.data['notice']).toMatchObject({ title: '没有查到退号申请' });
  expect(said(opened.page).refund.offer).toBe('ask');
});

it('says why the hospital would not, and that the registration stands', async () => {
  const { page } = await ready(no);
  expect(said(page).refund.refusal).toMatchObject({
    title: '退号没有办成：已经用过，不能退',
  });
  expect(said(page).order).toMatchObject({ ticket: 'a1' });
});

it('leads to the window where the hospital takes it back there only', async () => {
  const { page } = await ready({ ...freeVisitOrder, canRefund: false });
  expect(said(page).refund.offer).toBe('counter');
  expect(page.data['refund']).toMatchObject({
    atCounter: '需要退号？请带好就诊卡到挂号窗口办理。',
  });
});

it.each([
  ['taken', freeVisitOrder, '已挂号'],
  ['on its way back', going, '退号中'],
  ['given back', given, '已退号'],
  ['not given back', no, '已挂号，退号没有办成'],
])('in the list of orders: %s', async (_how, order, tag) => {
  const { page } = openPage('orders', { 'clinic.listOrders': accepted({ orders: [order] }) });
  page.run('onLoad');
  page.run('onShow');
  await settle();
  const pages = page.data['pages'] as { orders: { tag: string }[] }[];
  expect(pages.flatMap(({ orders }) => orders.map((one) => one.tag))).toEqual([tag]);
});
