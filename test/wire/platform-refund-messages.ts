/**
 * Refund and bill messages of §3.6, §3.7 and §3.8 as a hospital would send them, written down from the
 * document.
 */

import { HOSPITAL, PROVIDER, type Message } from './platform-support';

/** §3.6: the structure that is handed through to the bureau, with the operator's own session. */
export const REFUND_CONTENT = {
  session_id: 'a-fresh-session',
  paytype: 'DiagPay',
  aae011: 'sys',
  bka015: '系统管理员',
  bka001: '1',
  bka964: '广州市某某区某某楼',
};

/** The whole refund of an order, as its unifiedorder message tells. */
export function refundMessage(order: Message, change: Message = {}): Message {
  return {
    appid: PROVIDER.appid,
    mch_id: PROVIDER.mchId,
    sub_mch_id: HOSPITAL.mchId,
    nonce_str: 'n0nce',
    hosp_out_trade_no: order.hosp_out_trade_no,
    hosp_out_refund_no: `R${order.hosp_out_trade_no ?? ''}`,
    cancel_serial_no: order.serial_no,
    cancel_bill_no: order.bill_no,
    request_content:
      order.pay_type === '1'
        ? undefined
        : JSON.stringify({ ...REFUND_CONTENT, paytype: order.order_type }),
    ...change,
  };
}

export function billMessage(day: string, change: Message = {}): Message {
  return {
    appid: PROVIDER.appid,
    mch_id: PROVIDER.mchId,
    sub_mch_id: HOSPITAL.mchId,
    bill_date: day,
    nonce_str: 'n0nce',
    ...change,
  };
}
