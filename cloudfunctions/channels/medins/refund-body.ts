/**
 * What a refund says to the platform (移动医保支付 2.0, 退款; money rule 9): the cash part as an ordinary
 * refund, and the insurance part as a notification of ours that the bureau has brought it back. The
 * last notification wins, so it is the same to the byte each time.
 */
import { fen } from '../../../miniprogram/shared/fen';
import type { RefundMode } from '../../domain/refund';
import type { RefundRequest } from '../../ports/refund-channel';
import type { ApiAsk, Json } from './api';
import type { Accounts, MedInsConfig } from './config';
import { shanghaiTime } from './rfc3339';

/** Whether insurance goes back with it, if there is any. */
export function touchesInsurance(mode: RefundMode): boolean {
  return mode === 'whole' || mode === 'insurance-and-cash-part';
}

/** A service provider names the hospital in every call. */
export function hospitalOf({
  subMchid,
}: Pick<Accounts, 'subMchid'>): Readonly<Record<string, Json>> {
  return subMchid === undefined ? {} : { sub_mchid: subMchid };
}

/** The same as a query. */
export function hospitalQuery({ subMchid }: Pick<Accounts, 'subMchid'>): string {
  return subMchid === undefined ? '' : `?sub_mchid=${encodeURIComponent(subMchid)}`;
}

/**
 * What must hold before anything goes out, or what does not: insurance goes back whole or not at all, no
 * leg by more than was paid.
 */
export function faultOf({ mode, cash, insurance, paid }: RefundRequest): string | undefined {
  if (cash + insurance === 0) return 'refund-nothing';
  if (cash > paid.cash) return 'refund-exceeds-cash';
  if (insurance > 0 && !touchesInsurance(mode)) return 'refund-mode';
  if (touchesInsurance(mode) && insurance !== paid.fund + paid.self + paid.other) {
    return 'refund-insurance-parts';
  }
  return undefined;
}

/** The refund of the cash leg, in fen. */
export function cashRefund(config: MedInsConfig, request: RefundRequest): ApiAsk {
  const { orderNo, refundNo, cash, paid } = request;
  return {
    call: 'refund-cash',
    method: 'POST',
    path: '/v3/refund/domestic/refunds',
    body: {
      ...hospitalOf(config),
      out_trade_no: orderNo,
      out_refund_no: refundNo,
      notify_url: config.refundNotifyUrl,
      amount: { refund: cash, total: paid.cash, currency: 'CNY' },
    },
    orderNo,
  };
}

/** Tells that the bureau brought insurance back at `refundedAt` (ms); one underscore each (trap 21). */
export function insuranceRefunded(
  config: MedInsConfig,
  request: RefundRequest,
  mixTradeNo: string,
  refundedAt: number,
): ApiAsk {
  const { orderNo, refundNo, paid } = request;
  return {
    call: 'notify-refund',
    method: 'POST',
    path: `/v3/med-ins/refunds/notify?mix_trade_no=${encodeURIComponent(mixTradeNo)}`,
    body: {
      ...hospitalOf(config),
      med_refund_total_fee: fen(paid.fund + paid.self + paid.other),
      med_refund_gov_fee: paid.fund,
      med_refund_self_fee: paid.self,
      med_refund_other_fee: paid.other,
      refund_time: shanghaiTime(refundedAt),
      out_refund_no: refundNo,
    },
    orderNo,
  };
}
