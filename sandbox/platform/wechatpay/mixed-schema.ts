/**
 * The fields of POST /v3/med-ins/orders, one by one: names, types, lengths, enumerations, and which of
 * them each mix_pay_type must and must not have (移动医保支付 2.0; traps 20, 36, 37).
 */

import { numbered } from './errors';
import {
  fen,
  fenIn,
  needed,
  object,
  oneOf,
  optional,
  text,
  type Field,
  type Fields,
} from './fields';
import type { JsonObject, MixPayType } from './model';

const ORDER_TYPE = oneOf(
  ...['REG_PAY', 'DIAG_PAY', 'IN_HOSP_PAY', 'PHARMACY_PAY', 'INSURANCE_PAY', 'INT_REG_PAY'],
  ...['INT_RE_DIAG_PAY', 'INT_RX_PAY', 'MED_PAY', 'COVID_EXAM_PAY', 'COVID_ANTIGEN_PAY'],
);
const CARD_TYPE = oneOf(
  ...['ID_CARD', 'HOUSEHOLD_REGISTRATION', 'FOREIGNER_PASSPORT'],
  'MAINLAND_TRAVEL_PERMIT_FOR_TW',
  'MAINLAND_TRAVEL_PERMIT_FOR_MO',
  'MAINLAND_TRAVEL_PERMIT_FOR_HK',
  'FOREIGN_PERMANENT_RESIDENT',
);

/** Ciphertexts are base64 of one RSA block; people.ts tells plaintext from them. */
const PERSON = object({
  name: needed(text(1024)),
  id_digest: needed(text(1024)),
  card_type: needed(CARD_TYPE),
});

const PLACE = text(40, /^-?\d{1,3}(?:\.\d+)?,-?\d{1,2}(?:\.\d+)?$/, '应为 "经度,纬度"');

const COMMON: Fields = {
  mix_pay_type: needed(oneOf('CASH_ONLY', 'INSURANCE_ONLY', 'CASH_AND_INSURANCE')),
  order_type: needed(ORDER_TYPE),
  appid: needed(text(32)),
  openid: optional(text(128)),
  payer: needed(PERSON),
  pay_for_relatives: optional({ is: 'flag' }),
  relative: optional(PERSON),
  out_trade_no: needed(
    text(64, /^[0-9A-Za-z_\-|*]{6,64}$/, '只能是 6–64 个数字、大小写字母和 _-|*'),
  ),
  serial_no: needed(text(20)),
  pay_order_id: optional(text(64)),
  pay_auth_no: optional(text(40)),
  geo_location: optional(PLACE),
  city_id: needed(text(8)),
  med_inst_name: needed(text(128)),
  med_inst_no: needed(text(32)),
  med_ins_order_create_time: optional({ is: 'time' }),
  total_fee: needed(fen(1)),
  med_ins_gov_fee: optional(fen()),
  med_ins_self_fee: optional(fen()),
  med_ins_other_fee: optional(fen()),
  med_ins_cash_fee: optional(fen()),
  wechat_pay_cash_fee: optional(fen()),
  cash_add_detail: optional({
    is: 'list',
    most: 20,
    fields: {
      cash_add_fee: needed(fen(1)),
      cash_add_type: needed(oneOf('DEFAULT_ADD_TYPE', 'FREIGHT', 'OTHER_MEDICAL_EXPENSES')),
    },
  }),
  cash_reduce_detail: optional({
    is: 'list',
    most: 20,
    fields: {
      cash_reduce_fee: needed(fen(1)),
      cash_reduce_type: needed(
        oneOf(
          ...['DEFAULT_REDUCE_TYPE', 'HOSPITAL_REDUCE', 'PHARMACY_DISCOUNT'],
          ...['DISCOUNT', 'PRE_PAYMENT', 'DEPOSIT_DEDUCTION'],
        ),
      ),
    },
  }),
  callback_url: needed({ is: 'url' }),
  prepay_id: optional(text(64)),
  passthrough_request_content: optional(text(2048)),
  extends: optional(text(2048)),
  attach: optional(text(128)),
  channel_no: optional(text(32)),
  med_ins_test_env: optional({ is: 'flag' }),
};

const asNeeded = ({ rule }: Field): Field => needed(rule);

export const MERCHANT_ORDER: Fields = {
  ...COMMON,
  openid: asNeeded(COMMON.openid ?? needed(text(128))),
};

export const PARTNER_ORDER: Fields = {
  ...COMMON,
  sub_appid: needed(text(32)),
  sub_mchid: needed(text(32)),
  sub_openid: optional(text(128)),
};

const CASH_FIELDS = ['wechat_pay_cash_fee', 'prepay_id'] as const;
const INSURANCE_FIELDS = [
  'pay_order_id',
  'pay_auth_no',
  'geo_location',
  'med_ins_order_create_time',
  'med_ins_gov_fee',
  'med_ins_self_fee',
  'med_ins_other_fee',
  'med_ins_cash_fee',
] as const;

/** Throws 268529474 or 268529475 that names the field. */
export function checkPresence(type: MixPayType, body: JsonObject): void {
  const refuse = (why: string) => numbered(type === 'CASH_ONLY' ? '268529474' : '268529475', why);
  const cash = type !== 'INSURANCE_ONLY';
  const insurance = type !== 'CASH_ONLY';
  const must = [...(cash ? CASH_FIELDS : []), ...(insurance ? INSURANCE_FIELDS : [])];
  const mustNot = [...(cash ? [] : CASH_FIELDS), ...(insurance ? [] : INSURANCE_FIELDS)];
  const stray = mustNot.find((name) => body[name] !== undefined);
  if (stray !== undefined) throw refuse(`${type} 不能传 ${stray}`);
  const missing = must.find((name) => body[name] === undefined);
  if (missing !== undefined) throw refuse(`${type} 必须传 ${missing}`);
  if (cash && fenIn(body, 'wechat_pay_cash_fee') === 0) {
    throw refuse(`${type} 的 wechat_pay_cash_fee 必须大于 0`);
  }
}
