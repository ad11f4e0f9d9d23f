/** Orders and payments that the simulated WeChat Pay takes, for tests to spoil one thing at a time. */

import { Formatter, Hash, Rsa } from 'wechatpay-axios-plugin';
import type { Account } from '../../sandbox/platform/wechatpay/keys';
import {
  ask,
  control,
  encrypted,
  freshNo,
  ID_NO,
  NAME,
  PASSWORD,
  secondsOf,
  type Body,
  type Reply,
  type Rig,
} from './wechatpay-rig';

export type Mode = 'merchant' | 'partner';

export const accountOf = (rig: Rig, mode: Mode): Account =>
  mode === 'merchant' ? rig.keys.merchant : rig.keys.provider;

export const subOf = (rig: Rig): { mchid: string; appid: string } =>
  rig.keys.provider.hospitals[0] ?? { mchid: '', appid: '' };

/** Members set to undefined are left out by JSON. */
export function prepayBody(rig: Rig, mode: Mode, no: string, more: Body = {}): Body {
  const sub = subOf(rig);
  return {
    ...(mode === 'merchant'
      ? { appid: rig.keys.merchant.appid, mchid: rig.keys.merchant.mchid }
      : {
          ...{ sp_appid: rig.keys.provider.appid, sp_mchid: rig.keys.provider.mchid },
          ...{ sub_appid: sub.appid, sub_mchid: sub.mchid },
        }),
    description: '门诊缴费',
    out_trade_no: no,
    notify_url: `${rig.receiver.url}/cash`,
    amount: { total: 300, currency: 'CNY' },
    payer: mode === 'merchant' ? { openid: 'o-merchant' } : { sub_openid: 'o-sub' },
    ...more,
  };
}

export const prepayPath = (mode: Mode): string =>
  mode === 'merchant' ? '/v3/pay/transactions/jsapi' : '/v3/pay/partner/transactions/jsapi';

export async function prepay(rig: Rig, mode: Mode, no: string, more: Body = {}): Promise<string> {
  const reply = await ask(rig, 'POST', prepayPath(mode), prepayBody(rig, mode, no, more), {
    account: accountOf(rig, mode),
  });
  if (typeof reply.json.prepay_id !== 'string') throw new Error(reply.text);
  return reply.json.prepay_id;
}

export function person(rig: Rig, name = NAME, digest = Hash.md5(ID_NO)): Body {
  return {
    name: encrypted(rig, name),
    id_digest: encrypted(rig, digest),
    card_type: 'ID_CARD',
  };
}

/** 1000 fen: 500 + 150 + 50 from the insurance, 300 in cash. */
export function mixedBody(
  rig: Rig,
  mode: Mode,
  no: string,
  prepayId: string,
  more: Body = {},
): Body {
  const sub = subOf(rig);
  return {
    mix_pay_type: 'CASH_AND_INSURANCE',
    order_type: 'DIAG_PAY',
    ...(mode === 'merchant'
      ? { appid: rig.keys.merchant.appid, openid: 'o-merchant' }
      : {
          appid: rig.keys.provider.appid,
          ...{ sub_appid: sub.appid, sub_mchid: sub.mchid, sub_openid: 'o-sub' },
        }),
    payer: person(rig),
    out_trade_no: no,
    serial_no: 'S20260302001',
    pay_order_id: `ORD${no}`,
    pay_auth_no: `AUTH${no}`,
    geo_location: '102.682296,25.054260',
    city_id: '530100',
    med_inst_name: '示例市第一人民医院',
    med_inst_no: 'H53010000001',
    med_ins_order_create_time: secondsOf(rig.clock.now()),
    total_fee: 1000,
    med_ins_gov_fee: 500,
    med_ins_self_fee: 150,
    med_ins_other_fee: 50,
    med_ins_cash_fee: 300,
    wechat_pay_cash_fee: 300,
    callback_url: `${rig.receiver.url}/medins`,
    prepay_id: prepayId,
    ...more,
  };
}

export const CASH_ONLY: Body = {
  mix_pay_type: 'CASH_ONLY',
  total_fee: 300,
  pay_order_id: undefined,
  pay_auth_no: undefined,
  geo_location: undefined,
  med_ins_order_create_time: undefined,
  med_ins_gov_fee: undefined,
  med_ins_self_fee: undefined,
  med_ins_other_fee: undefined,
  med_ins_cash_fee: undefined,
};

export const INSURANCE_ONLY: Body = {
  mix_pay_type: 'INSURANCE_ONLY',
  total_fee: 700,
  med_ins_cash_fee: 0,
  wechat_pay_cash_fee: undefined,
  prepay_id: undefined,
};

export interface Placed {
  readonly no: string;
  readonly prepayId: string;
  readonly mixTradeNo: string;
  readonly mode: Mode;
  readonly reply: Reply;
}

/** Cash order and mixed order; throws when either is refused. */
export async function place(rig: Rig, mode: Mode = 'merchant', more: Body = {}): Promise<Placed> {
  const no = freshNo();
  const prepayId = more.mix_pay_type === 'INSURANCE_ONLY' ? '' : await prepay(rig, mode, no);
  const reply = await order(rig, mode, mixedBody(rig, mode, no, prepayId, more));
  const { mix_trade_no: mixTradeNo } = reply.json;
  if (typeof mixTradeNo !== 'string') throw new Error(reply.text);
  return { no, prepayId, mixTradeNo, mode, reply };
}

export function order(rig: Rig, mode: Mode, body: Body): Promise<Reply> {
  return ask(rig, 'POST', '/v3/med-ins/orders', body, { account: accountOf(rig, mode) });
}

const subQuery = (rig: Rig, mode: Mode): string =>
  mode === 'merchant' ? '' : `?sub_mchid=${subOf(rig).mchid}`;

export function queryMixed(rig: Rig, { no, mode }: Pick<Placed, 'no' | 'mode'>): Promise<Reply> {
  const path = `/v3/med-ins/orders/out-trade-no/${no}${subQuery(rig, mode)}`;
  return ask(rig, 'GET', path, undefined, { account: accountOf(rig, mode) });
}

export function cashPath(rig: Rig, { no, mode }: Pick<Placed, 'no' | 'mode'>): string {
  const { merchant, provider } = rig.keys;
  return mode === 'merchant'
    ? `/v3/pay/transactions/out-trade-no/${no}?mchid=${merchant.mchid}`
    : `/v3/pay/partner/transactions/out-trade-no/${no}?sp_mchid=${provider.mchid}&sub_mchid=${subOf(rig).mchid}`;
}

export function queryCash(rig: Rig, placed: Pick<Placed, 'no' | 'mode'>): Promise<Reply> {
  const account = accountOf(rig, placed.mode);
  return ask(rig, 'GET', cashPath(rig, placed), undefined, { account });
}

export function closeCash(rig: Rig, { no, mode }: Pick<Placed, 'no' | 'mode'>): Promise<Reply> {
  const { merchant, provider } = rig.keys;
  return mode === 'merchant'
    ? ask(rig, 'POST', `/v3/pay/transactions/out-trade-no/${no}/close`, { mchid: merchant.mchid })
    : ask(
        rig,
        'POST',
        `/v3/pay/partner/transactions/out-trade-no/${no}/close`,
        { sp_mchid: provider.mchid, sub_mchid: subOf(rig).mchid },
        { account: provider },
      );
}

/** What goes to wx.requestMedicalInsurancePay. */
export function parameters(
  rig: Rig,
  placed: Placed,
  more: Record<string, string | undefined> = {},
  signed: { appid?: string; package?: string } = {},
): Record<string, string | undefined> {
  const account = accountOf(rig, placed.mode);
  const appid = placed.mode === 'merchant' ? account.appid : subOf(rig).appid;
  const timeStamp = String(Math.floor(rig.clock.now() / 1000));
  const nonceStr = Formatter.nonce();
  const packed = `prepay_id=${placed.prepayId}`;
  const text = Formatter.joinedByLineFeed(
    signed.appid ?? appid,
    timeStamp,
    nonceStr,
    signed.package ?? packed,
  );
  const paySign = Rsa.sign(text, account.rsa().privateKey);
  return {
    mixTradeNo: placed.mixTradeNo,
    ...(placed.prepayId === ''
      ? {}
      : { timeStamp, nonceStr, package: packed, signType: 'RSA', paySign }),
    ...more,
  };
}

export interface InCashier {
  readonly action?: string;
  readonly password?: string;
  readonly openid?: string;
  readonly parameters?: Record<string, string | undefined>;
}

export async function inCashier(
  rig: Rig,
  placed: Placed,
  how: InCashier = {},
): Promise<Record<string, unknown>> {
  const { body } = await control(rig, 'POST', '/wechat-cashier/api/pay', {
    openid: how.openid ?? (placed.mode === 'merchant' ? 'o-merchant' : 'o-sub'),
    parameters: how.parameters ?? parameters(rig, placed),
    action: how.action ?? 'pay',
    password: how.password ?? PASSWORD,
  });
  return body;
}

/** The cashier's refusal, as `code: message`. */
export function refusalOf(body: Record<string, unknown>): string {
  const error = body.error as { code: string; message: string } | undefined;
  return error === undefined ? 'no refusal' : `${error.code}: ${error.message}`;
}

export function refund(
  rig: Rig,
  placed: Pick<Placed, 'no' | 'mode'>,
  outRefundNo: string,
  more: Body = {},
): Promise<Reply> {
  return ask(
    rig,
    'POST',
    '/v3/refund/domestic/refunds',
    {
      ...(placed.mode === 'merchant' ? {} : { sub_mchid: subOf(rig).mchid }),
      out_trade_no: placed.no,
      out_refund_no: outRefundNo,
      reason: '退号',
      notify_url: `${rig.receiver.url}/refund`,
      amount: { refund: 300, total: 300, currency: 'CNY' },
      ...more,
    },
    { account: accountOf(rig, placed.mode) },
  );
}

export function queryRefund(rig: Rig, mode: Mode, outRefundNo: string): Promise<Reply> {
  const path = `/v3/refund/domestic/refunds/${outRefundNo}${subQuery(rig, mode)}`;
  return ask(rig, 'GET', path, undefined, { account: accountOf(rig, mode) });
}

export function tellRefund(
  rig: Rig,
  placed: Placed,
  outRefundNo: string,
  more: Body = {},
): Promise<Reply> {
  return ask(
    rig,
    'POST',
    `/v3/med-ins/refunds/notify?mix_trade_no=${placed.mixTradeNo}`,
    {
      ...(placed.mode === 'merchant' ? {} : { sub_mchid: subOf(rig).mchid }),
      med_refund_total_fee: 700,
      med_refund_gov_fee: 500,
      med_refund_self_fee: 150,
      med_refund_other_fee: 50,
      refund_time: secondsOf(rig.clock.now()),
      out_refund_no: outRefundNo,
      ...more,
    },
    { account: accountOf(rig, placed.mode) },
  );
}
