/** Charges, queries and reversals of payment codes, for tests to spoil one thing at a time. */

import { accountOf, cashPath, subOf, type Mode } from './wechatpay-messages';
import { ask, freshNo, type Body, type Reply, type Rig } from './wechatpay-rig';

export const payerOf = (mode: Mode): string => (mode === 'merchant' ? 'o-merchant' : 'o-sub');

export interface Charge {
  readonly no: string;
  readonly code: string;
  readonly total: number;
}

/** A code that the payer of that mode could show, and a number for it. */
export function issued(
  rig: Rig,
  mode: Mode,
  more: { readonly total?: number; readonly openid?: string; readonly livesMs?: number } = {},
): Charge {
  const { total = 300, openid = payerOf(mode), livesMs = 60_000 } = more;
  const no = freshNo();
  const expiresAt = rig.clock.now() + livesMs;
  const ask0 = { openid, amountFen: total, expiresAt, outTradeNo: no };
  return { no, code: rig.platform.engine.paymentCodes.issue(ask0), total };
}

function payee(rig: Rig, mode: Mode): Body {
  const { merchant, provider } = rig.keys;
  if (mode === 'merchant') return { appid: merchant.appid, mchid: merchant.mchid };
  const sub = subOf(rig);
  return {
    ...{ sp_appid: provider.appid, sp_mchid: provider.mchid },
    ...{ sub_appid: sub.appid, sub_mchid: sub.mchid },
  };
}

/** Members set to undefined are left out by JSON. */
export function chargeBody(rig: Rig, mode: Mode, charge: Charge, more: Body = {}): Body {
  return {
    ...payee(rig, mode),
    description: '门诊缴费',
    out_trade_no: charge.no,
    payer: { auth_code: charge.code },
    amount: { total: charge.total, currency: 'CNY' },
    scene_info: {
      device_id: '02-00-00-99-00-01',
      device_ip: '10.99.8.11',
      store_info: { out_id: 'outpatient' },
    },
    ...more,
  };
}

const base = (mode: Mode): string =>
  mode === 'merchant' ? '/v3/pay/transactions' : '/v3/pay/partner/transactions';

export function codepay(rig: Rig, mode: Mode, charge: Charge, more: Body = {}): Promise<Reply> {
  const body = chargeBody(rig, mode, charge, more);
  return ask(rig, 'POST', `${base(mode)}/codepay`, body, { account: accountOf(rig, mode) });
}

export function query(rig: Rig, mode: Mode, no: string): Promise<Reply> {
  const account = accountOf(rig, mode);
  return ask(rig, 'GET', cashPath(rig, { no, mode }), undefined, { account });
}

export function reverse(rig: Rig, mode: Mode, no: string, more: Body = {}): Promise<Reply> {
  const body = { ...payee(rig, mode), ...more };
  const path = `${base(mode)}/out-trade-no/${no}/reverse`;
  return ask(rig, 'POST', path, body, { account: accountOf(rig, mode) });
}

/** What somebody has left, in fen. */
export const balance = (rig: Rig, openid: string): number =>
  rig.platform.engine.phones.balance(openid) ?? Number.NaN;
