/**
 * Orders: the list of what the cloud store holds, and one order as we, the platform and the hospital
 * see it, with its history.
 */

import { get, post } from './api';
import { badge, button, el, nothing, redraw } from './dom';
import { orderColumns, history } from './order-columns';
import { counterLevers } from './order-levers-counter';
import { medinsCashierLevers, medinsRefundLevers } from './order-levers-medins';
import { Live, type Panel } from './panel';
import { listIn, numberIn, part, textIn, type Fields } from './read';
import { lever, levers } from './toast';
import { shortMoment, wordOf, yuan } from './words';

const PAGE = 20;

interface Shown {
  readonly orders: readonly Fields[];
  readonly total: number;
  readonly more: boolean;
}

/** The newest orders, as many pages as were asked for. */
async function load(wanted: number): Promise<Shown> {
  const orders: Fields[] = [];
  for (let after = ''; ;) {
    const from = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
    const page = await get(`/cloud/orders?limit=${String(PAGE)}${from}`);
    orders.push(...listIn(page, 'orders'));
    after = textIn(page, 'next');
    if (after !== '' && orders.length < wanted) continue;
    return { orders, total: numberIn(page, 'total') ?? 0, more: after !== '' };
  }
}

/** `Y20260105…89ab`: the day and the end are what tells numbers apart. */
export function shortNo(orderNo: string): string {
  return orderNo.length > 16 ? `${orderNo.slice(0, 9)}…${orderNo.slice(-6)}` : orderNo;
}

function badges(order: unknown): readonly HTMLElement[] {
  const found = [badge(...wordOf('PAYMENT', textIn(order, 'payment')))];
  const settlement = textIn(part(order, 'settlement'), 'state');
  if (settlement !== '' && settlement !== 'none') {
    found.push(badge(...wordOf('SETTLEMENT', settlement)));
  }
  const refund = textIn(part(order, 'refund'), 'state');
  if (refund !== '') found.push(badge(...wordOf('REFUND', refund)));
  if (textIn(part(order, 'review'), 'reason') !== '') found.push(badge('待人工核查', 'bad'));
  return found;
}

function line(found: Fields, open: string): HTMLElement {
  const orderNo = textIn(found, 'orderNo');
  const order = part(found, 'order');
  const row = el(
    'a',
    {
      class: orderNo === open ? 'row-link chosen' : 'row-link',
      testid: 'order-line',
      key: `order-${orderNo}`,
      attrs: {
        href: `#orders/${encodeURIComponent(orderNo)}`,
        ...(orderNo === open ? { 'aria-current': 'true' } : {}),
      },
    },
    el('span', { class: 'row-head' }, el('code', {}, shortNo(orderNo)), amountOf(order)),
    el('span', { class: 'row-foot' }, ...badges(order), timeOf(found)),
  );
  return row;
}

const amountOf = (order: unknown): HTMLElement =>
  el('b', { class: 'sum' }, yuan(numberIn(part(order, 'amounts'), 'total')));

const timeOf = (found: Fields): HTMLElement =>
  el('time', {}, shortMoment(numberIn(found, 'createdAt') ?? 0));

const OUTCOMES = [
  ['paid', '支付成功'],
  ['processing', '支付处理中'],
  ['failing', '医保失败，退款中'],
  ['failed', '支付失败'],
  ['insufficient', '余额不足'],
] as const;
/** How what is on its way can be ended. */
const ENDS: readonly string[] = ['paid', 'failed'];
const UNPAID: readonly string[] = ['authorising', 'placing', 'unknown', 'payable'];

/** What can happen in the cashier in the platform's state. */
function cashierLevers(orderNo: string, platform: unknown, after: () => void): HTMLElement[] {
  const state = textIn(platform, 'state');
  if (state === 'INITIAL') {
    const act = () => post('/payinsurance/bind', { hospOutTradeNo: orderNo });
    return [lever({ text: '绑定医保卡', said: '医保卡已绑定', act, after, key: 'order-bind' })];
  }
  const onItsWay = textIn(part(platform, 'inFlight'), 'outcome') !== '';
  if (!onItsWay && state !== 'NOTPAY' && state !== 'PAYING') return [];
  return OUTCOMES.filter(([outcome]) => !onItsWay || ENDS.includes(outcome)).map(
    ([outcome, text]) => {
      const act = () => post('/payinsurance/pay', { hospOutTradeNo: orderNo, outcome });
      const key = `order-pay-${outcome}`;
      return lever({ text, said: `收银台：${text}`, act, after, key, testid: key });
    },
  );
}

function timeLevers(orderNo: string, order: unknown, after: () => void): HTMLElement[] {
  const jump = (what: string, text: string): HTMLElement => {
    const act = () => post('/clock', { to: `order-${what}:${orderNo}` });
    const key = `order-jump-${what}`;
    return lever({ text, said: `时钟：${text}`, act, after, key, testid: key });
  };
  const tick = lever({
    ...{ text: '执行定时任务', said: '定时任务已执行', after },
    ...{ key: 'order-tick', testid: 'order-tick' },
    act: () => post('/cloud/tick', { name: 'clockwork' }),
  });
  return [
    ...(UNPAID.includes(textIn(order, 'payment')) ? [jump('deadline', '跳到支付截止')] : []),
    ...(numberIn(order, 'dueAt') === undefined ? [] : [jump('due', '跳到下次处理')]),
    tick,
  ];
}

const REFUND_ACTS = [
  ['finish', '退款到账'],
  ['change', '银行退回（CHANGE）'],
  ['fail', '医保退款失败'],
  ['heal', '医保退款补成功'],
] as const;

/** How a refund that the platform knows ends. */
function refundLevers(orderNo: string, platform: unknown, after: () => void): HTMLElement[] {
  if (Object.keys(part(platform, 'refund')).length === 0) return [];
  return REFUND_ACTS.map(([what, text]) => {
    const act = () => post('/payinsurance/refunds/act', { hospOutTradeNo: orderNo, act: what });
    const key = `order-refund-${what}`;
    return lever({ text, said: `平台：${text}`, act, after, key, testid: key });
  });
}

interface AtPlatform {
  readonly cashier: readonly HTMLElement[];
  readonly refund: readonly HTMLElement[];
}

function atPlatform(views: unknown, orderNo: string, after: () => void): AtPlatform {
  const wechatpay = part(views, 'wechatpay');
  const refund = medinsRefundLevers(wechatpay, after);
  switch (textIn(part(views, 'ours'), 'channel')) {
    case 'medins':
      return { cashier: medinsCashierLevers(orderNo, wechatpay, after), refund };
    case 'onecode':
      return { cashier: counterLevers(orderNo, views, after), refund };
    default: {
      const platform = part(views, 'platform');
      const cashier = cashierLevers(orderNo, platform, after);
      return { cashier, refund: refundLevers(orderNo, platform, after) };
    }
  }
}

function orderLevers(views: unknown, orderNo: string, after: () => void): HTMLElement {
  const { cashier, refund } = atPlatform(views, orderNo, after);
  const isCounter = textIn(part(views, 'ours'), 'channel') === 'onecode';
  return levers(
    ...(cashier.length === 0 ? [] : [group(isCounter ? '在窗口' : '在收银台', ...cashier)]),
    ...(refund.length === 0 ? [] : [group('退款', ...refund)]),
    group('时间', ...timeLevers(orderNo, part(views, 'ours'), after)),
  );
}

function group(title: string, ...buttons: readonly HTMLElement[]): HTMLElement {
  const attrs = { role: 'group', 'aria-label': title };
  return el('div', { class: 'group', attrs }, el('span', { class: 'hint' }, title), ...buttons);
}

function orderPage(views: unknown, after: () => void): readonly HTMLElement[] {
  const orderNo = textIn(views, 'orderNo');
  if (orderNo === '') return [nothing('选择一笔订单', '三方各自看到的状态会并排显示在这里。')];
  return [
    el(
      'div',
      { class: 'detail-head' },
      el('a', { class: 'back', attrs: { href: '#orders' }, key: 'back' }, '‹ 全部订单'),
      el('h2', {}, el('code', { testid: 'order-no' }, orderNo)),
    ),
    orderLevers(views, orderNo, after),
    orderColumns(views),
    history(part(views, 'ours')),
  ];
}

function orderList(shown: Shown, open: string, next: () => void): readonly HTMLElement[] {
  const { orders, total, more } = shown;
  if (orders.length === 0) {
    const how = '在手机预览里下一单，或运行 npm run sandbox -- --scenario notice-lost。';
    return [nothing('还没有订单', how)];
  }
  const lines = orders.map((one) => line(one, open));
  return [
    el('p', { class: 'hint' }, `共 ${String(total)} 笔，最新在前`),
    el('nav', { class: 'rows', attrs: { 'aria-label': '订单' } }, ...lines),
    ...(more ? [button('更多', next, { key: 'more', testid: 'orders-more' })] : []),
  ];
}

export function ordersPanel(): Panel {
  let wanted = PAGE;
  let open = '';
  const next = (): void => {
    wanted += PAGE;
    void list.refresh();
  };
  const list = new Live(
    'orders',
    async () => ({ shown: await load(wanted), open }),
    (data) => orderList(data.shown, data.open, next),
  );
  const detail = new Live(
    'order-detail',
    async () => (open === '' ? {} : get(`/cloud/orders/${encodeURIComponent(open)}`)),
    (views) => orderPage(views, () => void detail.refresh()),
  );
  const split = el('div', { class: 'split' }, list.element, detail.element);
  return {
    name: 'orders',
    title: '订单',
    draw: (place) => redraw(place, split),
    refresh: async (rest) => {
      open = decodeURIComponent(rest);
      split.classList.toggle('opened', open !== '');
      await Promise.all([list.refresh(), detail.refresh()]);
    },
  };
}
