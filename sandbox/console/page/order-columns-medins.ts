/** An order of 2.0 at the two parties that only 2.0 knows: WeChat Pay and the insurance bureau. */

import { badge, el, nothing, section } from './dom';
import { facts, money, time } from './facts';
import { listIn, part, textIn, trueIn, type Fields } from './read';
import { wordOf } from './words';

function sums(found: Fields, ...names: readonly string[]): string {
  return names.map((name) => money(found, name) ?? '—').join(' / ');
}

const state = (table: Parameters<typeof wordOf>[0], found: Fields, name = 'state'): HTMLElement =>
  badge(...wordOf(table, textIn(found, name)));

function mixedFacts(found: Fields): HTMLElement {
  if (textIn(found, 'state') === '') return nothing('没有混合订单', '还没有送达，或者被拒绝。');
  return facts(
    ['混合单', state('MIXED', found)],
    ['类型', textIn(found, 'type')],
    ['自费段', 'self' in found ? state('MIXED', found, 'self') : '无'],
    ['医保段', 'medIns' in found ? state('MIXED', found, 'medIns') : '无'],
    ['总额', money(found, 'totalFee')],
    ['自费', money(found, 'cashFee')],
    ['基金 / 个账 / 其他', sums(found, 'govFee', 'selfFee', 'otherFee')],
    ['混合单号', textIn(found, 'mixTradeNo')],
    ['失败原因', textIn(found, 'failReason')],
    ['在途', textIn(part(found, 'inFlight'), 'outcome')],
    ['下单', time(found, 'createdAt')],
    ['支付', time(found, 'paidAt')],
    ['医保退费通知', trueIn(found, 'told') ? '已收到' : undefined],
  );
}

function cashFacts(found: Fields): readonly HTMLElement[] {
  if (textIn(found, 'state') === '') return [];
  return [
    el('h3', {}, '自费单（JSAPI）'),
    facts(
      ['状态', state('CASH', found)],
      ['金额', money(found, 'total')],
      ['微信单号', textIn(found, 'transactionId')],
      ['prepay_id 到期', time(found, 'expiresAt')],
      ['支付', time(found, 'paidAt')],
    ),
  ];
}

export function refundFacts(found: Fields): readonly HTMLElement[] {
  return [
    el('h3', {}, '自费退款'),
    facts(
      ['状态', state('CASH_REFUND', found, 'status')],
      ['金额', money(found, 'amount')],
      ['退款单号', textIn(found, 'outRefundNo')],
      ['微信退款单号', textIn(found, 'refundId')],
      ['申请', time(found, 'createdAt')],
      ['到账', time(found, 'successAt')],
    ),
  ];
}

export function wechatpay(found: Fields): HTMLElement {
  const title = '微信支付（2.0）';
  if (Object.keys(found).length === 0) {
    return section(title, nothing('微信支付没有这笔订单', '还没有送达，或者不需要支付。'));
  }
  return section(
    title,
    mixedFacts(part(found, 'mixed')),
    ...cashFacts(part(found, 'cash')),
    ...listIn(found, 'refunds').flatMap(refundFacts),
  );
}

export function bureau(found: Fields): HTMLElement {
  const title = '医保局';
  if (Object.keys(found).length === 0) {
    return section(title, nothing('没有费用上传', '自费订单，或者患者还没有授权。'));
  }
  const price = part(found, 'price');
  const refund = part(found, 'refund');
  return section(
    title,
    facts(
      ['状态', state('UPLOAD', found, 'status')],
      ['医院流水号', textIn(found, 'serialNo')],
      ['支付订单号', textIn(price, 'payOrderId')],
      ['总额', money(price, 'totalFen')],
      ['自费', money(price, 'cashFen')],
      [
        '基金 / 个账 / 其他',
        'totalFen' in price ? sums(price, 'fundFen', 'selfFen', 'otherFen') : undefined,
      ],
      ['上传 6201', time(found, 'uploadedAt')],
      ['预结算 6202', time(price, 'createdAt')],
      ['下单核验', time(found, 'acceptedAt')],
      ['结算', time(found, 'settledAt')],
      ['不再支付', textIn(found, 'failed')],
      ['退费 6203', time(refund, 'at')],
      ['退款单号', textIn(refund, 'refundNo')],
      ['撤销 6401', time(found, 'revokedAt')],
    ),
  );
}
