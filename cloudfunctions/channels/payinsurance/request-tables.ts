/**
 * The request tables of interface document v2.4: §3.3 unifiedorder, §3.4 queryorder, §3.6 refund,
 * §3.7 queryrefund, §3.9 verifyname, §3.10 closeorder, as data. nonce_str and sign are added when the
 * message is sealed. Contradictions are decided as traps 2, 29, 31, 33, 34 and 37 say.
 */
import type { PlaceRequest } from '../../ports/payment-channel';
import type { FieldKind, FieldRule } from './fields';
import type { Call } from './signature-policy';

type More = Pick<FieldRule, 'most' | 'oneOf'>;

const rule =
  (presence: FieldRule['presence']) =>
  (name: string, kind: FieldKind, more: More = {}): FieldRule => ({
    name,
    presence,
    kind,
    ...more,
  });
const always = rule('always');
const optional = rule('optional');
const insurance = rule('insurance');

const MERCHANT: readonly FieldRule[] = [
  always('appid', 'text', { most: 32 }),
  always('mch_id', 'text', { most: 32 }),
  optional('sub_appid', 'text', { most: 32 }),
  optional('sub_mch_id', 'text', { most: 32 }),
];

/** Trap 2: one list for orders and queries. */
export const ORDER_TYPES = ['RegPay', 'DiagPay', 'InHospPay'] as const;

/** Trap 2: 挂号支付, 诊间支付, 住院费支付. A refund repeats it as `paytype` (trap 34). */
export const ORDER_TYPE_OF: Readonly<Record<PlaceRequest['kind'], (typeof ORDER_TYPES)[number]>> = {
  clinic: 'DiagPay',
  registration: 'RegPay',
  deposit: 'InHospPay',
};

const UNIFIED_ORDER: readonly FieldRule[] = [
  always('order_type', 'text', { most: 16, oneOf: ORDER_TYPES }),
  ...MERCHANT,
  optional('openid', 'text', { most: 128 }),
  optional('sub_openid', 'text', { most: 128 }),
  always('hosp_out_trade_no', 'text', { most: 64 }),
  always('hospital_name', 'text', { most: 128 }),
  always('total_fee', 'positive'),
  always('cash_fee', 'number'),
  optional('cash_add_fee', 'positive'),
  optional('cash_add_wording', 'text', { most: 16 }),
  optional('cash_reduced_fee', 'positive'),
  always('allow_fee_change', 'number', { oneOf: ['0', '1'] }),
  always('spbill_create_ip', 'ipv4', { most: 16 }),
  always('notify_url', 'address', { most: 256 }),
  optional('limit_pay', 'text', { most: 32, oneOf: ['no_credit'] }),
  always('body', 'content', { most: 128 }),
  always('return_url', 'address', { most: 128 }),
  always('pay_type', 'number', { oneOf: ['1', '2', '3'] }),
  optional('city_id', 'text', { most: 32 }),
  always('insurance_fee', 'number'),
  always('user_card_type', 'number', { oneOf: ['1', '9', '8', '5', '4', '6', '7'] }),
  always('user_card_no', 'digest', { most: 32 }),
  always('user_name', 'text', { most: 32 }),
  always('serial_no', 'text', { most: 20 }),
  always('org_no', 'text', { most: 32 }),
  always('gmt_out_create', 'stamp', { most: 14 }),
  insurance('request_content', 'content'),
  insurance('bill_no', 'text', { most: 20 }),
  optional('extends', 'content', { most: 512 }),
  optional('is_dept', 'text', { most: 32, oneOf: ['1', '4', '5'] }),
  optional('attach', 'content', { most: 128 }),
  optional('channel_no', 'text', { most: 32 }),
];

const BY_NUMBER: readonly FieldRule[] = [
  ...MERCHANT,
  always('hosp_out_trade_no', 'text', { most: 64 }),
];

/** Our number names the order; the sums, where they stand, are never 0 (§3.6). */
const REFUND: readonly FieldRule[] = [
  ...BY_NUMBER,
  always('hosp_out_refund_no', 'text', { most: 64 }),
  always('cancel_serial_no', 'text', { most: 20 }),
  insurance('cancel_bill_no', 'text', { most: 20 }),
  optional('part_refund_type', 'text', { most: 20, oneOf: ['CASH_ONLY'] }),
  optional('cash_refund_fee', 'positive'),
  insurance('request_content', 'content'),
];

/** Trap 34: one of the numbers, the best that is known. */
const QUERY_REFUND: readonly FieldRule[] = [
  ...MERCHANT,
  optional('med_refund_id', 'text', { most: 32 }),
  optional('hosp_out_refund_no', 'text', { most: 64 }),
];

export const REQUEST_TABLES: Readonly<Record<Call, readonly FieldRule[]>> = {
  unifiedorder: UNIFIED_ORDER,
  queryorder: BY_NUMBER,
  closeorder: BY_NUMBER,
  refund: REFUND,
  queryrefund: QUERY_REFUND,
  verifyname: [
    always('openid', 'text', { most: 32 }),
    always('name', 'text', { most: 32 }),
    always('idcard_md5', 'digest', { most: 64 }),
  ],
};
