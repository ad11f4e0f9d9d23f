/**
 * The fields of POST /v3/med-ins/orders as data, one row each (移动医保支付 2.0, field table): type,
 * length, and in which of the three kinds of order it must, may or must not stand. Names are counted in
 * characters, contents in bytes (trap 37).
 */
import type { MedInsConfig } from './config';
import type { MixPayType } from './order-amounts';

export type Presence = 'must' | 'may' | 'never';

export interface FieldRow {
  /** A field within a field as `payer.name`, within a list as `cash_add_detail.cash_add_fee`. */
  readonly path: string;
  readonly type: 'text' | 'fen' | 'positive-fen' | 'boolean' | 'object' | 'list' | 'sealed';
  readonly presence: Readonly<Record<MixPayType, Presence>>;
  readonly most?: number;
  /** What `most` counts; characters where it does not say. */
  readonly unit?: 'bytes';
  readonly form?: RegExp;
  readonly oneOf?: readonly string[];
  /** It stands in this way of access only, and must not in the other. */
  readonly mode?: MedInsConfig['mode'];
}

const ALWAYS = { CASH_ONLY: 'must', INSURANCE_ONLY: 'must', CASH_AND_INSURANCE: 'must' } as const;
const MAY = { CASH_ONLY: 'may', INSURANCE_ONLY: 'may', CASH_AND_INSURANCE: 'may' } as const;
/** With insurance in it. */
const INSURED = { CASH_ONLY: 'never', INSURANCE_ONLY: 'must', CASH_AND_INSURANCE: 'must' } as const;
const MAY_INSURED = {
  CASH_ONLY: 'never',
  INSURANCE_ONLY: 'may',
  CASH_AND_INSURANCE: 'may',
} as const;
/** With cash in it. */
const CASH = { CASH_ONLY: 'must', INSURANCE_ONLY: 'never', CASH_AND_INSURANCE: 'must' } as const;

export const MIX_PAY_TYPES = ['CASH_ONLY', 'INSURANCE_ONLY', 'CASH_AND_INSURANCE'] as const;

/** 挂号, 诊间, 住院, 药店, 保险费, three of internet hospitals, 药费, two of COVID. */
export const ORDER_TYPES = [
  'REG_PAY',
  'DIAG_PAY',
  'IN_HOSP_PAY',
  'PHARMACY_PAY',
  'INSURANCE_PAY',
  'INT_REG_PAY',
  'INT_RE_DIAG_PAY',
  'INT_RX_PAY',
  'MED_PAY',
  'COVID_EXAM_PAY',
  'COVID_ANTIGEN_PAY',
] as const;

export const CARD_TYPES = [
  'ID_CARD',
  'HOUSEHOLD_REGISTRATION',
  'FOREIGNER_PASSPORT',
  'MAINLAND_TRAVEL_PERMIT_FOR_TW',
  'MAINLAND_TRAVEL_PERMIT_FOR_MO',
  'MAINLAND_TRAVEL_PERMIT_FOR_HK',
  'FOREIGN_PERMANENT_RESIDENT',
] as const;

export const CASH_ADD_TYPES = ['DEFAULT_ADD_TYPE', 'FREIGHT', 'OTHER_MEDICAL_EXPENSES'] as const;

export const CASH_REDUCE_TYPES = [
  'DEFAULT_REDUCE_TYPE',
  'HOSPITAL_REDUCE',
  'PHARMACY_DISCOUNT',
  'DISCOUNT',
  'PRE_PAYMENT',
  'DEPOSIT_DEDUCTION',
] as const;

const VISIBLE = /^[\x21-\x7e]+$/;
const NUMBER = /^[0-9A-Za-z_*@|-]+$/;
/** +08:00, never Z. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$/;
const PLACE = /^-?\d{1,3}(?:\.\d+)?,-?\d{1,2}(?:\.\d+)?$/;
/** No query, no blank; that production is https is checked with the settings. */
const ADDRESS = /^https?:\/\/[^\s?#]+$/;
const PROVIDER = { mode: 'service-provider' } as const;

function person(role: string, presence: FieldRow['presence']): readonly FieldRow[] {
  return [
    { path: role, type: 'object', presence },
    { path: `${role}.name`, type: 'sealed', presence },
    { path: `${role}.id_digest`, type: 'sealed', presence },
    { path: `${role}.card_type`, type: 'text', presence, oneOf: CARD_TYPES },
  ];
}

function details(
  list: string,
  kind: 'add' | 'reduce',
  oneOf: readonly string[],
): readonly FieldRow[] {
  return [
    { path: list, type: 'list', presence: MAY },
    { path: `${list}.cash_${kind}_fee`, type: 'positive-fen', presence: MAY },
    { path: `${list}.cash_${kind}_type`, type: 'text', presence: MAY, oneOf },
  ];
}

export const ORDER_FIELDS: readonly FieldRow[] = [
  { path: 'mix_pay_type', type: 'text', presence: ALWAYS, oneOf: MIX_PAY_TYPES },
  { path: 'order_type', type: 'text', presence: ALWAYS, oneOf: ORDER_TYPES },
  { path: 'appid', type: 'text', presence: ALWAYS, most: 32, form: VISIBLE },
  { path: 'sub_appid', type: 'text', presence: ALWAYS, most: 32, form: VISIBLE, ...PROVIDER },
  { path: 'sub_mchid', type: 'text', presence: ALWAYS, most: 32, form: /^\d+$/, ...PROVIDER },
  { path: 'openid', type: 'text', presence: ALWAYS, most: 128, form: VISIBLE, mode: 'merchant' },
  { path: 'sub_openid', type: 'text', presence: ALWAYS, most: 128, form: VISIBLE, ...PROVIDER },
  ...person('payer', ALWAYS),
  { path: 'pay_for_relatives', type: 'boolean', presence: ALWAYS },
  ...person('relative', MAY),
  { path: 'out_trade_no', type: 'text', presence: ALWAYS, most: 64, form: NUMBER },
  { path: 'serial_no', type: 'text', presence: ALWAYS, most: 20, form: VISIBLE },
  { path: 'pay_order_id', type: 'text', presence: INSURED, most: 64, form: VISIBLE },
  { path: 'pay_auth_no', type: 'text', presence: INSURED, most: 40, form: VISIBLE },
  { path: 'geo_location', type: 'text', presence: INSURED, most: 40, form: PLACE },
  { path: 'city_id', type: 'text', presence: ALWAYS, most: 8, form: VISIBLE },
  { path: 'med_inst_name', type: 'text', presence: ALWAYS, most: 128 },
  { path: 'med_inst_no', type: 'text', presence: ALWAYS, most: 32, form: VISIBLE },
  { path: 'med_ins_order_create_time', type: 'text', presence: INSURED, form: TIME },
  { path: 'total_fee', type: 'positive-fen', presence: ALWAYS },
  { path: 'med_ins_gov_fee', type: 'fen', presence: INSURED },
  { path: 'med_ins_self_fee', type: 'fen', presence: INSURED },
  { path: 'med_ins_other_fee', type: 'fen', presence: INSURED },
  { path: 'med_ins_cash_fee', type: 'fen', presence: INSURED },
  { path: 'wechat_pay_cash_fee', type: 'positive-fen', presence: CASH },
  ...details('cash_add_detail', 'add', CASH_ADD_TYPES),
  ...details('cash_reduce_detail', 'reduce', CASH_REDUCE_TYPES),
  { path: 'callback_url', type: 'text', presence: ALWAYS, most: 256, form: ADDRESS },
  { path: 'prepay_id', type: 'text', presence: CASH, most: 64, form: VISIBLE },
  {
    path: 'passthrough_request_content',
    type: 'text',
    presence: MAY_INSURED,
    most: 2048,
    unit: 'bytes',
  },
  { path: 'channel_no', type: 'text', presence: MAY, most: 32, form: VISIBLE },
  { path: 'med_ins_test_env', type: 'boolean', presence: MAY },
];
