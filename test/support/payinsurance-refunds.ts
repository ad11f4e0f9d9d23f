/** Refunds of the 1.0 channel: one to send, what the platform says to it, and how it was sent. */
import type { PayInsuranceConfig } from '../../cloudfunctions/channels/payinsurance';
import { refundNoOf } from '../../cloudfunctions/domain/ids';
import type { RefundEvidence } from '../../cloudfunctions/domain/refund';
import type { RefundRequest } from '../../cloudfunctions/ports/refund-channel';
import { fen } from '../../miniprogram/shared/fen';
import {
  answer,
  bench,
  FOREVER,
  ok,
  ORDER,
  PROVIDER,
  REQUEST,
  sealed,
  type Message,
} from './payinsurance-bench';

export const REFUND_NO = refundNoOf(ORDER);
const SUMS = {
  channel: 'payinsurance',
  mode: 'whole',
  cash: fen(5000),
  insurance: fen(15000),
  insured: false,
} as const;
export const NUMBERS = { orderNo: ORDER, refundNo: REFUND_NO, ...SUMS, told: false };
const PAID = { cash: fen(5000), fund: fen(15000), self: fen(0), other: fen(0) };

const { session, billNo } = REQUEST;
if (session === undefined || billNo === undefined) throw new Error('an insured payment has both');

/** Everything of a payment by insurance and cash. */
export const REFUND: RefundRequest = {
  ...{ orderNo: ORDER, refundNo: REFUND_NO, ...SUMS, paid: PAID },
  kind: 'clinic',
  serialNo: REQUEST.serialNo,
  billNo,
  session,
};

/** Of a payment in cash, of which the hospital gave neither number nor session. */
export const CASH_REFUND: RefundRequest = {
  ...{ orderNo: ORDER, refundNo: REFUND_NO, ...SUMS, paid: { ...PAID, fund: fen(0) } },
  kind: 'clinic',
  insurance: fen(0),
  serialNo: REQUEST.serialNo,
};

export const REFUND_TAKEN: Message = {
  result_code: 'SUCCESS',
  err_code: '0',
  total_fee: '20000',
  cash_refund_fee: '5000',
  insurance_refund_fee: '15000',
  med_refund_id: 'RM1',
  cash_refund_id: 'RC1',
  insurance_refund_id: 'RI1',
};

/** §3.6: neither account nor order (trap 30). */
export const refundAnswer = (message: Message, key?: string) =>
  sealed({ return_code: 'SUCCESS', nonce_str: 'n0nce', ...message }, key);

/** Everything that §3.7 may say. */
export const REFUND_STATE: Message = {
  result_code: 'SUCCESS',
  err_code: '0',
  med_trans_id: 'M1',
  med_refund_id: 'RM1',
  hosp_out_trade_no: ORDER,
  hosp_out_refund_no: REFUND_NO,
  insurance_refund_fee: '15000',
  cash_refund_fee: '5000',
  cash_refund_status: 'SUCCESS',
  insurance_refund_status: 'SUCCESS',
  med_refund_state: 'SUCCESS',
  refund_end_time: '20260302110501',
  response_content: '退款成功',
  cash_refund_id: 'RC1',
  insurance_refund_id: 'RI1',
};

/** Refunds at a platform that takes it: what went out, and what came of it. */
export async function refundAndSee(request: RefundRequest, config: PayInsuranceConfig = PROVIDER) {
  const rig = bench(config, () => ok(refundAnswer({ result_code: 'SUCCESS' })));
  const outcome = await rig.sender.refund(request, FOREVER);
  const refund = rig.sent.find(({ url }) => url.pathname === '/payinsurance/refund');
  return { ...rig, outcome, fields: Object.fromEntries(refund?.fields ?? []), refund };
}

export const askedRefund = (message: Message) =>
  bench(undefined, () => ok(answer({ ...REFUND_STATE, ...message }))).channel.queryRefund(
    NUMBERS,
    FOREVER,
  );

export async function refundEvidenceOf(message: Message): Promise<RefundEvidence> {
  const outcome = await askedRefund(message);
  if (outcome.kind !== 'evidence') throw new Error(JSON.stringify(outcome));
  return outcome.evidence;
}
