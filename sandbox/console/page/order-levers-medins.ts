/** What can happen to an order of 2.0 by a developer's hand: in WeChat's cashier, to its refund. */

import { post } from './api';
import { listIn, part, textIn } from './read';
import { lever } from './toast';

const OUTCOMES = [
  ['paid', '支付成功'],
  ['paying', '支付处理中'],
  ['insurance-fails', '医保失败，自费已扣'],
  ['insufficient', '余额不足'],
] as const;
/** How what is on its way can be ended. */
const ENDS: readonly string[] = ['paid', 'insurance-fails'];

/** `wechatpay` is its view of the order; `after` brings the page up to date. */
export function medinsCashierLevers(
  orderNo: string,
  wechatpay: unknown,
  after: () => void,
): HTMLElement[] {
  const mixed = part(wechatpay, 'mixed');
  const state = textIn(mixed, 'state');
  if (state !== 'CREATED' && state !== 'USER_PAYING') return [];
  const isPossible = ([outcome]: (typeof OUTCOMES)[number]): boolean =>
    (state === 'CREATED' || ENDS.includes(outcome)) &&
    (outcome !== 'insurance-fails' || 'medIns' in mixed);
  const outcomes = OUTCOMES.filter(isPossible).map(([outcome, text]) => {
    const act = () => post('/wechatpay/pay', { outTradeNo: orderNo, outcome });
    const key = `order-pay-${outcome}`;
    return lever({ text, said: `收银台：${text}`, act, after, key, testid: key });
  });
  if (textIn(part(wechatpay, 'cash'), 'state') !== 'NOTPAY') return outcomes;
  const expire = () => post('/wechatpay/prepay/expire', { outTradeNo: orderNo });
  return [
    ...outcomes,
    lever({
      ...{ text: 'prepay_id 过期', said: 'prepay_id 已过期', act: expire, after },
      ...{ key: 'order-prepay-expire', testid: 'order-prepay-expire' },
    }),
  ];
}

const REFUND_ACTS = [
  ['SUCCESS', '退款到账'],
  ['ABNORMAL', '退款异常'],
  ['CLOSED', '退款关闭'],
] as const;

/** How a refund of the cash ends that has not ended well yet. */
export function medinsRefundLevers(wechatpay: unknown, after: () => void): HTMLElement[] {
  const open = listIn(wechatpay, 'refunds').filter((refund) =>
    ['PROCESSING', 'ABNORMAL'].includes(textIn(refund, 'status')),
  );
  return open.flatMap((refund) => {
    const outRefundNo = textIn(refund, 'outRefundNo');
    return REFUND_ACTS.filter(([status]) => status !== textIn(refund, 'status')).map(
      ([status, text]) => {
        const act = () => post('/wechatpay/refunds/act', { outRefundNo, status });
        const key = `order-refund-${status}`;
        return lever({ text, said: `微信支付：${text}`, act, after, key, testid: key });
      },
    );
  });
}
