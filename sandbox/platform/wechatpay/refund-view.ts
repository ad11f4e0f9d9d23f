/** A cash refund as the answers and the notices REFUND.* show it; amounts in fen. */

import type { CashOrder, CashRefund, JsonObject } from './model';
import { beijingTime } from './times';

const ACCOUNT = '支付用户零钱';

/** The answer of refund and its query. */
export function refundView(refund: CashRefund, cash: CashOrder): JsonObject {
  return {
    ...numbers(refund, cash),
    channel: 'ORIGINAL',
    user_received_account: ACCOUNT,
    ...successTime(refund),
    create_time: beijingTime(refund.createdAt),
    status: refund.status,
    funds_account: 'AVAILABLE',
    amount: {
      total: cash.total,
      refund: refund.amount,
      payer_total: cash.total,
      payer_refund: refund.amount,
      settlement_refund: refund.amount,
      settlement_total: cash.total,
      discount_refund: 0,
      currency: 'CNY',
    },
  };
}

/** The resource of REFUND.SUCCESS, REFUND.ABNORMAL, REFUND.CLOSED. */
export function refundResource(refund: CashRefund, cash: CashOrder): JsonObject {
  return {
    ...(refund.subMchid === ''
      ? { mchid: refund.mchid }
      : { sp_mchid: refund.mchid, sub_mchid: refund.subMchid }),
    ...numbers(refund, cash),
    refund_status: refund.status,
    ...successTime(refund),
    user_received_account: ACCOUNT,
    amount: {
      total: cash.total,
      refund: refund.amount,
      payer_total: cash.total,
      payer_refund: refund.amount,
    },
  };
}

function numbers(refund: CashRefund, cash: CashOrder): JsonObject {
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: cash.transactionId ?? '',
    out_trade_no: cash.outTradeNo,
  };
}

function successTime({ successAt }: CashRefund): JsonObject {
  return successAt === undefined ? {} : { success_time: beijingTime(successAt) };
}
