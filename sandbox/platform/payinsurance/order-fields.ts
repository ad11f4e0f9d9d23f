/**
 * What the platform says about an order: the answer of queryorder and the body of the notice
 * (interface document v2.4 §3.4, §3.5). Spelled as the document spells it first (trap 6);
 * what is not known yet, or is not part of the order, is left out.
 */

import { identityOf } from './answers';
import { bureauRule, payTypeOf } from './bureau';
import type { Order, World } from './model';
import { shanghaiStamp } from './shanghai-time';
import type { Fields } from './xml';

export const STATE_WORDS: Readonly<Record<Order['state'], string>> = {
  INITIAL: '未绑卡，请先绑定医保卡',
  NOTPAY: '未支付',
  PAYING: '支付中',
  SUCCESS: '支付成功',
  SYS_REFUNDING: '支付失败，异常处理中',
  SYS_REFUNDED: '支付失败',
  CLOSED: '已关闭',
  REFUND: '转入退款',
};

/** What queryorder and the notice say about an order, except what is theirs alone. */
export function paymentFields(world: World, order: Order): Fields {
  const { split } = order;
  const detail = bureauRule(world).reportsDetail && order.paidAt !== undefined && insured(order);
  return present({
    ...payerFields(order),
    med_trans_id: order.medTransId,
    hosp_out_trade_no: order.asked.hosp_out_trade_no,
    time_end: order.paidAt === undefined ? '' : shanghaiStamp(order.paidAt),
    pay_type: payTypeOf(order),
    total_fee: String(order.totalFee),
    cash_fee: String(split.cashFee),
    insurance_fee: String(split.insuranceFee),
    ...(detail
      ? {
          Insurance_self_fee: String(split.selfFee),
          insurance_fund_fee: String(split.fundFee),
          insurance_other_fee: String(split.otherFee),
        }
      : {}),
    medical_card_id: order.medicalCardId,
    response_content: order.responseContent,
    bill_no: order.asked.bill_no,
    serial_no: order.asked.serial_no,
    insurance_order_id: order.insuranceOrderId,
    cash_order_id: order.cashOrderId,
    attach: order.asked.attach,
  });
}

/** The answer of queryorder (§3.4); it never carries pay_url. */
export function orderFields(world: World, order: Order): Fields {
  return Object.assign({}, paymentFields(world, order), identityOf(order.caller), told(order));
}

function told(order: Order): Fields {
  const { asked } = order;
  return present({
    med_trade_state: order.state,
    cash_trade_status: order.cash,
    insurance_trade_status: order.insurance,
    trade_status_desc: STATE_WORDS[order.state],
    order_type: asked.order_type,
    allow_fee_change: asked.allow_fee_change,
    spbill_create_ip: asked.spbill_create_ip,
    notify_url: asked.notify_url,
    org_no: asked.org_no,
    gmt_out_create: asked.gmt_out_create,
    request_content: asked.request_content,
    limit_pay: asked.limit_pay,
    hospital_name: asked.hospital_name,
    return_url: asked.return_url,
    body: asked.body,
    extends: asked.extends,
  });
}

/** The openid that placed the order: `openid` or `sub_openid`, exactly one was sent. */
export function payerOf(order: Pick<Order, 'asked'>): string {
  return order.asked.sub_openid ?? order.asked.openid ?? '';
}

function payerFields(order: Order): Fields {
  const payer = payerOf(order);
  return has(order.asked, 'sub_openid') ? { sub_openid: payer } : { openid: payer };
}

function insured(order: Order): boolean {
  return order.insurance !== undefined;
}

/** Whether a field is there and not empty. */
export function has(fields: Fields, name: string): boolean {
  return (fields[name] ?? '') !== '';
}

/** The fields that are there and not empty. */
export function present(fields: Readonly<Record<string, string | undefined>>): Fields {
  const kept: Record<string, string> = {};
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (value !== undefined && value !== '') kept[name] = value;
  }
  return kept;
}
