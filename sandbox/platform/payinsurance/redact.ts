/**
 * What of a message may be shown in the wire log: an allow-list. Names, identity digests, openids,
 * tokens, secrets, signatures, pay keys and everything unknown are masked, only their length is kept.
 */

import type { Fields } from './xml';

const SHOWN: ReadonlySet<string> = new Set([
  'return_code',
  'return_msg',
  'result_code',
  'err_code',
  'err_code_des',
  'err_code_desc',
  'errcode',
  'errmsg',
  'expires_in',
  'grant_type',
  'appid',
  'agentappid',
  'mch_id',
  'sub_appid',
  'sub_mch_id',
  'pay_appid',
  'order_type',
  'hosp_out_trade_no',
  'med_trans_id',
  'hospital_name',
  'total_fee',
  'cash_fee',
  'cash_add_fee',
  'cash_reduced_fee',
  'insurance_fee',
  'Insurance_self_fee',
  'insurance_self_fee',
  'insurance_fund_fee',
  'insurance_other_fee',
  'allow_fee_change',
  'pay_type',
  'city_id',
  'org_no',
  'serial_no',
  'bill_no',
  'gmt_out_create',
  'time_end',
  'med_trade_state',
  'cash_trade_status',
  'insurance_trade_status',
  'trade_status_desc',
  'cash_order_id',
  'insurance_order_id',
  'hosp_out_refund_no',
  'med_refund_id',
  'part_refund_type',
  'cancel_serial_no',
  'cancel_bill_no',
  'cash_refund_fee',
  'insurance_refund_fee',
  'cash_refund_statuses',
  'cash_refund_status',
  'cash_refund_stauts',
  'insurance_refund_status',
  'med_refund_state',
  'refund_end_time',
  'cash_refund_id',
  'insurance_refund_id',
  'bill_date',
  'bill_type',
  'notify_url',
]);

export function redacted(fields: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields)
      .slice(0, 64)
      .map(([name, value]) => [
        name.slice(0, 64),
        SHOWN.has(name) ? value.slice(0, 256) : mask(value),
      ]),
  );
}

function mask(value: string): string {
  return value === '' ? '' : `***(${Array.from(value).length})`;
}
