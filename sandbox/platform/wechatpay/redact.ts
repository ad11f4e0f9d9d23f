/**
 * What of a message may be shown in the wire log: an allow-list. Names, digests, ciphertexts, openids,
 * pay_auth_no, prepay_id, signatures, tokens and everything unknown are masked, only their length is kept.
 */

import type { Json } from './model';

const SHOWN: ReadonlySet<string> = new Set(
  `code message mchid appid sp_mchid sp_appid sub_mchid sub_appid out_trade_no mix_trade_no transaction_id
  out_refund_no refund_id mix_pay_type order_type mix_pay_status self_pay_status med_ins_pay_status
  paid_time med_ins_fail_reason card_type pay_for_relatives serial_no pay_order_id city_id med_inst_name
  med_inst_no med_ins_order_create_time total_fee med_ins_gov_fee med_ins_self_fee med_ins_other_fee
  med_ins_cash_fee wechat_pay_cash_fee cash_add_fee cash_add_type cash_reduce_fee cash_reduce_type
  callback_url notify_url channel_no med_ins_test_env time_expire total refund currency payer_total
  payer_refund settlement_total settlement_refund discount_refund payer_currency trade_type trade_state
  trade_state_desc bank_type success_time status refund_status channel funds_account create_time
  refund_time med_refund_total_fee med_refund_gov_fee med_refund_self_fee med_refund_other_fee bill_date
  bill_type tar_type hash_type hash_value event_type resource_type original_type algorithm id
  recall`.split(/\s+/),
);

const MOST_FIELDS = 80;

/** The members of a JSON text by their dotted names; `{}` for what is none. */
export function redactedJson(text: string): Readonly<Record<string, string>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
  const found: Record<string, string> = {};
  flatten(value as Json, '', found);
  return found;
}

/** Query parameters, redacted alike. */
export function redactedQuery(path: string): Readonly<Record<string, string>> {
  const search = new URLSearchParams(path.split(/\?(.*)/s)[1] ?? '');
  return Object.fromEntries(
    [...search]
      .slice(0, MOST_FIELDS)
      .map(([name, value]) => [name.slice(0, 64), shown(name, value)]),
  );
}

function flatten(value: Json | null, at: string, found: Record<string, string>): void {
  if (Object.keys(found).length >= MOST_FIELDS) return;
  if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      flatten(item, at === '' ? name : `${at}.${name}`, found);
    }
    return;
  }
  const last = at.split('.').at(-1) ?? '';
  found[at.slice(0, 96)] = shown(last, String(value));
}

function shown(name: string, value: string): string {
  if (SHOWN.has(name)) return value.slice(0, 256);
  return value === '' ? '' : `***(${Array.from(value).length})`;
}
