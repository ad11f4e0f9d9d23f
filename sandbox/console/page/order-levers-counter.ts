/** What can happen to an order at a counter by a developer's hand: on the patient's phone, at the hospital. */

import { post } from './api';
import { part, textIn } from './read';
import { lever } from './toast';

/** `views` are those of the order; `after` brings the page up to date. */
export function counterLevers(orderNo: string, views: unknown, after: () => void): HTMLElement[] {
  const pull = (text: string, testid: string, act: () => Promise<unknown>): HTMLElement =>
    lever({ text, said: `窗口：${text}`, act, after, testid, key: testid });
  const type = (how: string) => () => post('/onecode/type', { outTradeNo: orderNo, how });
  const cash = part(part(views, 'wechatpay'), 'cash');
  const insurance = part(part(views, 'counter'), 'insurance');
  return [
    ...(textIn(cash, 'state') === 'USERPAYING'
      ? [
          pull('输入密码', 'order-type-confirm', type('confirm')),
          pull('取消支付', 'order-type-cancel', type('cancel')),
        ]
      : []),
    ...(textIn(insurance, 'status') === 'settled'
      ? [
          pull('医院手工冲销医保', 'order-reverse-insurance', () =>
            post(`/his/counter/insurance/${encodeURIComponent(orderNo)}/reverse`),
          ),
        ]
      : []),
  ];
}
