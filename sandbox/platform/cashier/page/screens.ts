/**
 * What the cashier shows in each state of the order (interface document v2.4 §3.4): the bill with its
 * split, the invitation to bind a card, and the results.
 */

import type { View } from './api';
import { amount, button, el, row, yuan } from './dom';

export interface Levers {
  readonly insufficient: () => void;
  readonly failed: () => void;
  readonly failing: () => void;
  readonly processing: () => void;
  readonly killed: () => void;
}

export function billScreen(
  view: View,
  on: { pay: () => void; leave: () => void; levers: Levers },
): HTMLElement[] {
  return [
    header(view),
    facts(view),
    el('p', { class: 'alert', role: 'alert', testid: 'cashier-error' }),
    leverDrawer(view, on.levers),
    el(
      'div',
      { class: 'actions' },
      button('立即支付', 'cashier-pay', 'primary', on.pay),
      button('暂不支付，返回医院', 'cashier-leave', 'quiet', on.leave),
    ),
  ];
}

export function bindScreen(view: View, on: { bind: () => void; leave: () => void }): HTMLElement[] {
  return [
    header(view),
    result(['mark-note', '!', '请先绑定医保卡', '绑定后即可使用医保支付本次费用。'], 'INITIAL'),
    el('p', { class: 'alert', role: 'alert', testid: 'cashier-error' }),
    el(
      'div',
      { class: 'actions' },
      button('绑定医保卡', 'cashier-bind', 'primary', on.bind),
      button('暂不绑定，返回医院', 'cashier-leave', 'quiet', on.leave),
    ),
  ];
}

type Result = readonly [mark: string, sign: string, title: string, text: string];

const WAITING: Result = [
  'mark-wait',
  '',
  '支付处理中',
  '银行与医保正在处理，请勿重复支付。可先返回医院小程序，稍后查看结果。',
];
const RESULTS: Partial<Record<View['state'], Result>> = {
  SUCCESS: ['', '✓', '支付成功', '费用已支付，请返回医院小程序查看结果。'],
  SYS_REFUNDING: [
    'mark-note',
    '!',
    '支付失败，异常处理中',
    '医保结算未成功，自费金额正在退回，请勿重复支付。',
  ],
  SYS_REFUNDED: ['mark-bad', '×', '支付失败', '医保结算未成功，已支付的自费金额已原路退回。'],
  CLOSED: ['mark-note', '!', '订单已关闭', '请返回医院小程序重新下单。'],
  REFUND: ['mark-note', '!', '订单已退款', '退款将原路退回，请在医院小程序查看进度。'],
};

export function resultScreen(view: View, done: () => void): HTMLElement[] {
  const box = result(RESULTS[view.state] ?? WAITING, view.state);
  if (view.state === 'SUCCESS') box.append(amount(view.totalFee, 'cashier-total'), facts(view));
  return [box, el('div', { class: 'actions' }, doneButton(done))];
}

/** A refusal before there is a bill to show: unknown app, invalid link, another person's order. */
export function refusalScreen(message: string, code: string, done: () => void): HTMLElement[] {
  return [
    result(['mark-bad', '×', '无法支付', message], code),
    el('div', { class: 'actions' }, doneButton(done)),
  ];
}

/** Shown when the page was opened by itself: there is no mini program around it to go back to. */
export function leftScreen(): HTMLElement[] {
  const hint = '已离开医保支付。请回到医院小程序（场景值 1038）查看支付结果，本页可以关闭。';
  return [result(['', '✓', '已返回', hint], 'left')];
}

function header(view: View): HTMLElement {
  return el(
    'header',
    { class: 'head' },
    el('h1', { testid: 'cashier-hospital' }, view.hospitalName),
    el('p', {}, view.body),
    amount(view.totalFee, 'cashier-total'),
    el('p', {}, '订单总额'),
  );
}

function facts(view: View): HTMLElement {
  const cash = row('自费支付', `¥${yuan(view.cashFee)}`, 'cashier-cash', 'main');
  return el(
    'dl',
    { class: 'card' },
    ...(view.insured ? insuranceRows(view) : []),
    cash,
    optional('其中额外费用', view.cashAddFee, 'cashier-cash-add', 'part'),
    optional('医院减免', view.cashReducedFee, 'cashier-cash-reduced'),
    optional('医保优惠', view.discountFee, 'cashier-discount'),
    row('支付人', view.patient, 'cashier-patient'),
    row('订单号', view.hospOutTradeNo, 'cashier-order-no'),
    view.splitByBureau
      ? el('p', { class: 'hint', testid: 'cashier-by-bureau' }, '医保与自费金额由医保局结算确定')
      : undefined,
  );
}

function insuranceRows(view: View): HTMLElement[] {
  const part = (label: string, fen: number, testid: string) =>
    row(label, `¥${yuan(fen)}`, testid, 'part');
  return [
    row('医保支付', `¥${yuan(view.insuranceFee)}`, 'cashier-insurance', 'main'),
    part('统筹基金', view.fundFee, 'cashier-fund'),
    part('个人账户', view.selfFee, 'cashier-self'),
    ...(view.otherFee > 0 ? [part('其他', view.otherFee, 'cashier-other')] : []),
  ];
}

function optional(label: string, fen: number, testid: string, kind = ''): HTMLElement | undefined {
  return fen > 0 ? row(label, `¥${yuan(fen)}`, testid, kind) : undefined;
}

function result([mark, sign, title, text]: Result, state: string): HTMLElement {
  const box = el(
    'section',
    { class: 'result', testid: 'cashier-result' },
    el('span', { class: `mark ${mark}`, aria: { hidden: 'true' } }, sign),
    el('h1', { testid: 'cashier-result-title' }, title),
    el('p', { testid: 'cashier-result-text' }, text),
  );
  box.dataset.state = state;
  return box;
}

function doneButton(done: () => void): HTMLButtonElement {
  return button('完成', 'cashier-done', 'primary', done);
}

function leverDrawer(view: View, on: Levers): HTMLElement {
  const lever = (text: string, name: string, act: () => void) =>
    button(text, `cashier-lever-${name}`, '', act);
  return el(
    'details',
    { class: 'levers' },
    el('summary', { testid: 'cashier-levers' }, '沙箱：模拟其他结果'),
    el(
      'div',
      {},
      lever('余额不足', 'insufficient', on.insufficient),
      ...(view.insured
        ? [lever('支付失败', 'failed', on.failed), lever('异常处理中', 'failing', on.failing)]
        : []),
      lever('支付处理中', 'processing', on.processing),
      lever('杀掉小程序', 'killed', on.killed),
    ),
  );
}
