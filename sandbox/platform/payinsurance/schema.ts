/**
 * The request tables of the interface document v2.4: §3.3 unifiedorder, §3.4 queryorder, §3.6 refund,
 * §3.7 queryrefund, §3.8 getbalancebill, §3.9 verifyname, §3.10 closeorder. Where the document contradicts itself traps 2, 29, 31,
 * 33 and 34 decide; rules that join several fields are in amounts.ts, calls.ts and refunds.ts.
 */

import type { SignedCall } from './answers';
import { BILL_TYPES } from './bill-model';
import type { FieldRule, FieldTable } from './fields';
import { isShanghaiDay, isShanghaiStamp } from './shanghai-time';
import { isIP } from 'node:net';

const text = (max: number, more: Partial<FieldRule> = {}): FieldRule => ({
  type: 'text',
  required: true,
  max,
  ...more,
});
const maybe = (max: number, more: Partial<FieldRule> = {}): FieldRule =>
  text(max, { required: false, ...more });
const uint64 = (required: boolean): FieldRule => ({ type: 'uint64', required });

const httpUrl = (value: string): string | undefined =>
  /^https?:\/\/[^\s/]+/.test(value) && URL.canParse(value) ? undefined : '应为 http(s) 地址';
const digest = (value: string): string | undefined =>
  /^[0-9a-f]{32}$/.test(value) ? undefined : '应为证件号码 MD5 的 32 位小写十六进制';

const MERCHANT = {
  appid: text(32),
  mch_id: text(32),
  sub_appid: maybe(32),
  sub_mch_id: maybe(32),
} as const;
const SEALED = { nonce_str: text(32), sign: text(32) } as const;
/** 二选一: unifiedorder's number or ours; that one is there is checked by the call. */
const ORDER_NUMBERS = { med_trans_id: maybe(32), hosp_out_trade_no: maybe(64) } as const;

/** Trap 2: the union of the two lists. */
export const ORDER_TYPES = ['RegPay', 'DiagPay', 'InHospPay'] as const;

const UNIFIED_ORDER: FieldTable = {
  order_type: text(16, { oneOf: ORDER_TYPES }),
  ...MERCHANT,
  openid: maybe(128),
  sub_openid: maybe(128),
  hosp_out_trade_no: text(64),
  hospital_name: text(128),
  total_fee: uint64(true),
  cash_fee: uint64(true),
  cash_add_fee: uint64(false),
  cash_add_wording: maybe(16),
  cash_reduced_fee: uint64(false),
  allow_fee_change: { type: 'uint8', required: true, oneOf: ['0', '1'] },
  spbill_create_ip: text(16, { check: (value) => (isIP(value) ? undefined : '应为 IP 地址') }),
  notify_url: text(256, { check: httpUrl }),
  limit_pay: maybe(32, { oneOf: ['no_credit'] }),
  body: text(128),
  return_url: text(128),
  pay_type: { type: 'uint8', required: true, oneOf: ['1', '2', '3'] },
  city_id: maybe(32),
  insurance_fee: uint64(false),
  user_card_type: { type: 'uint8', required: true, oneOf: ['1', '4', '5', '6', '7', '8', '9'] },
  user_card_no: text(32, { check: digest }),
  user_name: text(32),
  serial_no: text(20),
  org_no: text(32),
  gmt_out_create: text(14, {
    check: (value) => (isShanghaiStamp(value) ? undefined : '应为 yyyyMMddHHmmss'),
  }),
  request_content: { type: 'text', required: false },
  bill_no: maybe(20),
  extends: maybe(512),
  is_dept: maybe(32, { oneOf: ['1', '4', '5'] }),
  attach: maybe(128),
  channel_no: maybe(32),
  ...SEALED,
};

/** cancel_bill_no and request_content: where they must be there is judged with the order (trap 33). */
const REFUND: FieldTable = {
  ...MERCHANT,
  ...ORDER_NUMBERS,
  hosp_out_refund_no: text(64),
  cancel_serial_no: text(20),
  cancel_bill_no: maybe(20),
  part_refund_type: maybe(20, { oneOf: ['CASH_ONLY'] }),
  cash_refund_fee: uint64(false),
  request_content: { type: 'text', required: false },
  ...SEALED,
};

const BILL: FieldTable = {
  ...MERCHANT,
  bill_date: text(8, { check: (value) => (isShanghaiDay(value) ? undefined : '应为 yyyyMMdd') }),
  bill_type: maybe(8, { oneOf: BILL_TYPES }),
  ...SEALED,
};

export const REQUEST_TABLES: Readonly<Record<SignedCall, FieldTable>> = {
  unifiedorder: UNIFIED_ORDER,
  queryorder: { ...MERCHANT, ...ORDER_NUMBERS, ...SEALED },
  closeorder: { ...MERCHANT, ...ORDER_NUMBERS, ...SEALED },
  verifyname: { openid: text(32), name: text(32), idcard_md5: text(64), ...SEALED },
  refund: REFUND,
  queryrefund: {
    ...MERCHANT,
    ...ORDER_NUMBERS,
    med_refund_id: maybe(32),
    hosp_out_refund_no: maybe(64),
    ...SEALED,
  },
  getbalancebill: BILL,
};
