/** An order at a counter: the payment code that was charged, the certificate, the insurance that was settled. */

import { badge, el, nothing, section } from './dom';
import { facts, money, time } from './facts';
import { refundFacts } from './order-columns-medins';
import { listIn, part, textIn, type Fields } from './read';
import { wordOf } from './words';

/** A payment code that was charged (付款码支付). */
export function chargeColumn(found: Fields): HTMLElement {
  const title = '微信支付（付款码）';
  const cash = part(found, 'cash');
  const code = part(cash, 'codePayment');
  if (textIn(cash, 'state') === '') {
    return section(title, nothing('没有扣款', '还没有送达，或者不需要支付。'));
  }
  return section(
    title,
    facts(
      ['状态', badge(...wordOf('CASH', textIn(cash, 'state')))],
      ['金额', money(cash, 'total')],
      ['微信单号', textIn(cash, 'transactionId')],
      ['设备', textIn(code, 'deviceId')],
      ['输入密码至', time(code, 'typingEndsAt')],
      ['扣款', time(cash, 'createdAt')],
      ['支付', time(cash, 'paidAt')],
      ['撤销', time(code, 'revokedAt')],
      ['撤销退回', textIn(code, 'reversalId')],
    ),
    ...listIn(found, 'refunds').flatMap(refundFacts),
  );
}

/** What only an order at a counter has: the certificate for its cash, the insurance that was settled. */
export function counterColumn(found: Fields): HTMLElement {
  const title = '窗口（一码付）';
  const insurance = part(found, 'insurance');
  const issued = part(found, 'certificate');
  const split = part(insurance, 'split');
  if (Object.keys(found).length === 0) {
    return section(title, nothing('没有付款凭据和医保结算', '还没有走到那一步，或者不需要。'));
  }
  return section(
    title,
    facts(
      ['付款凭据', money(issued, 'amountFen') ?? '没有发出'],
      ['发出', time(issued, 'issuedAt')],
      ['有效至', time(issued, 'expiresAt')],
      ['设备', textIn(issued, 'devId')],
    ),
    el('h3', {}, '医院医保'),
    'status' in insurance
      ? facts(
          ['状态', badge(...wordOf('COUNTER_INSURANCE', textIn(insurance, 'status')))],
          ['结算号', textIn(insurance, 'settlementNo')],
          ['总额', money(split, 'totalFen')],
          ['自费', money(split, 'cashFen')],
          ['结算', time(insurance, 'settledAt')],
          ['冲销', time(insurance, 'reversedAt')],
          ['退款单号', textIn(insurance, 'refundNo')],
        )
      : nothing('没有医保结算', '自费，或者还没有结算。'),
  );
}
