/**
 * What the 2.0 cashier shows: the order with its split, and what became of it by the three states that
 * are kept apart (mix_pay_status, self_pay_status, med_ins_pay_status).
 */

import { amount, button, el, row, yuan } from '../../cashier/page/dom';
import type { View } from './api';

export interface Hands {
  readonly pay: () => void;
  readonly leave: () => void;
  readonly insufficient: () => void;
  readonly insuranceFails: () => void;
  readonly kill: () => void;
}

const TYPES: Readonly<Record<string, string>> = {
  REG_PAY: '挂号缴费',
  DIAG_PAY: '诊间缴费',
  IN_HOSP_PAY: '住院缴费',
  PHARMACY_PAY: '药店缴费',
  INSURANCE_PAY: '保险费',
  INT_REG_PAY: '互联网医院挂号',
  INT_RE_DIAG_PAY: '互联网医院复诊',
  INT_RX_PAY: '互联网医院处方',
  MED_PAY: '药费',
};

export const isInsured = (view: View): boolean => view.mixPayType !== 'CASH_ONLY';

/** Nothing has happened to the order yet: it can be paid. */
export function canBePaid({ mixPayStatus }: View): boolean {
  return mixPayStatus === 'MIX_PAY_CREATED';
}

const ENDS: readonly string[] = ['MIX_PAY_SUCCESS', 'MIX_PAY_FAIL', 'MIX_PAY_REFUND'];

/** The password was entered and nothing is final: unknown states are not final either. */
export function isUnderWay(view: View): boolean {
  return !canBePaid(view) && !ENDS.includes(view.mixPayStatus);
}

export function orderScreen(view: View, on: Hands): HTMLElement[] {
  return [
    el(
      'header',
      { class: 'head' },
      el('h1', { testid: 'cashier-hospital' }, view.hospital),
      el('p', {}, TYPES[view.orderType] ?? '医疗费用'),
      amount(view.total, 'cashier-total'),
      el('p', {}, '订单总额'),
    ),
    facts(view),
    el('p', { class: 'alert', role: 'alert', testid: 'cashier-error' }),
    el('p', { class: 'waiting', role: 'status', testid: 'cashier-busy' }),
    drawer(
      ['余额不足', 'insufficient', on.insufficient],
      ...(isInsured(view) ? [['医保扣款失败', 'insurance-fails', on.insuranceFails] as const] : []),
      ['杀掉小程序', 'killed', on.kill],
    ),
    el(
      'div',
      { class: 'actions' },
      button('支付', 'cashier-pay', 'primary', on.pay),
      button('离开', 'cashier-leave', 'quiet', on.leave),
    ),
  ];
}

function facts(view: View): HTMLElement {
  const { cashAdd, cashReduced, relative } = view;
  const money = (label: string, fen: number, testid: string, kind = 'part'): HTMLElement =>
    row(label, `¥${yuan(fen)}`, testid, kind);
  const insurance = view.gov + view.self + view.other;
  return el(
    'dl',
    { class: 'card' },
    ...(isInsured(view)
      ? [
          money('医保支付', insurance, 'cashier-insurance', 'main'),
          money('医保基金', view.gov, 'cashier-fund'),
          money('个人账户', view.self, 'cashier-self'),
          view.other > 0 ? money('其他', view.other, 'cashier-other') : undefined,
        ]
      : []),
    money('自费支付', view.cash, 'cashier-cash', 'main'),
    cashAdd > 0 ? money('其中额外费用', cashAdd, 'cashier-cash-add') : undefined,
    cashReduced > 0 ? money('医院减免', cashReduced, 'cashier-cash-reduced', '') : undefined,
    isInsured(view) ? row('参保人', relative ?? view.payer, 'cashier-patient') : undefined,
    relative === undefined ? undefined : row('支付人', view.payer, 'cashier-payer'),
    row('订单号', view.outTradeNo, 'cashier-order-no'),
  );
}

type Result = readonly [mark: string, sign: string, title: string, text: string];

function resultOf({ mixPayStatus, selfPayStatus }: View): Result {
  switch (mixPayStatus) {
    case 'MIX_PAY_SUCCESS':
      return ['', '✓', '支付成功', '请返回医院小程序查看结果。'];
    case 'MIX_PAY_FAIL':
      return selfPayStatus === 'SELF_PAY_SUCCESS'
        ? [
            'mark-bad',
            '×',
            '医保扣款失败',
            '自费部分已扣款，医保部分没有成功。请返回医院小程序，请勿重复支付。',
          ]
        : ['mark-bad', '×', '支付失败', '没有扣款。请返回医院小程序。'];
    case 'MIX_PAY_REFUND':
      return ['mark-note', '!', '订单已退款', '退款将原路退回。'];
    default:
      return ['mark-wait', '', '支付处理中', '请勿重复支付。可先返回医院小程序，稍后查看结果。'];
  }
}

export function resultScreen(view: View, on: Pick<Hands, 'kill'> & { done: () => void }) {
  const box = result(resultOf(view), view.mixPayStatus);
  const reason = view.failReason;
  if (reason !== undefined) {
    box.append(el('p', { testid: 'cashier-fail-reason' }, `医保返回：${reason}`));
  }
  if (view.mixPayStatus === 'MIX_PAY_SUCCESS') {
    box.append(amount(view.total, 'cashier-total'), facts(view));
  }
  return [
    box,
    drawer(['杀掉小程序', 'killed', on.kill]),
    el('div', { class: 'actions' }, button('完成', 'cashier-done', 'primary', on.done)),
  ];
}

/** Before there is an order to show: an unknown number, somebody else's order, no network. */
export function refusalScreen(message: string, code: string, leave: () => void): HTMLElement[] {
  const back = button('离开', 'cashier-leave', 'primary', leave);
  return [
    result(['mark-bad', '×', '无法支付', message], code),
    el('div', { class: 'actions' }, back),
  ];
}

/** The page was opened by itself: no mini program lies beneath. */
export function leftScreen(): HTMLElement[] {
  return [result(['', '✓', '已离开', '请回到医院小程序查看支付结果，本页可以关闭。'], 'left')];
}

function result([mark, sign, title, text]: Result, state: string): HTMLElement {
  const box = el(
    'section',
    { class: 'result', testid: 'cashier-result' },
    el('span', { class: `mark ${mark}`, aria: { hidden: 'true' } }, sign),
    el('h1', { testid: 'cashier-result-title' }, title),
    el('p', { testid: 'cashier-result-text' }, text),
  );
  box.dataset['state'] = state;
  return box;
}

type Lever = readonly [text: string, name: string, act: () => void];

function drawer(...levers: readonly Lever[]): HTMLElement {
  return el(
    'details',
    { class: 'levers' },
    el('summary', { testid: 'cashier-levers' }, '沙箱：模拟其他结果'),
    el(
      'div',
      {},
      ...levers.map(([text, name, act]) => button(text, `cashier-lever-${name}`, '', act)),
    ),
  );
}
