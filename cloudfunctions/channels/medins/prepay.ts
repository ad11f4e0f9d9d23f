/**
 * The cash order that comes first (APIv3 JSAPI prepay, merchant and service provider): same out_trade_no
 * as the mixed order, payment opened by its prepay_id, which lives two hours. And asking for and closing
 * it.
 */
import type { OrderNo } from '../../domain/ids';
import type { PlaceRequest } from '../../ports/payment-channel';
import type { ApiAsk, Json } from './api';
import type { Accounts, MedInsConfig } from './config';
import { OrderInvalid } from './order-invalid';

const MOST_DESCRIPTION = 127;
/** Of the cash order; the mixed order alone would take 64. */
const NUMBER = /^[0-9A-Za-z_*|-]{6,32}$/;

/** Throws OrderInvalid for a number that the cash order does not take. */
export function prepayAsk(config: MedInsConfig, request: PlaceRequest): ApiAsk {
  const { orderNo, payer, title, amounts } = request;
  if (!NUMBER.test(orderNo)) throw new OrderInvalid('out_trade_no', 'must be 6–32 characters');
  const order = {
    // cut between characters
    description: Array.from(title).slice(0, MOST_DESCRIPTION).join(''),
    out_trade_no: orderNo,
    notify_url: config.cashNotifyUrl,
    amount: { total: amounts.cash, currency: 'CNY' },
  };
  const ask = { call: 'prepay', method: 'POST', orderNo } as const;
  if (config.mode === 'merchant') {
    const { appid, mchid } = config;
    const body: Json = { appid, mchid, ...order, payer: { openid: payer } };
    return { ...ask, path: '/v3/pay/transactions/jsapi', body };
  }
  const accounts = {
    sp_appid: config.appid,
    sp_mchid: config.mchid,
    sub_appid: config.subAppid,
    sub_mchid: config.subMchid,
  };
  const body: Json = { ...accounts, ...order, payer: { sub_openid: payer } };
  return { ...ask, path: '/v3/pay/partner/transactions/jsapi', body };
}

export function queryCashAsk(config: Accounts, orderNo: OrderNo): ApiAsk {
  const ask = { call: 'query-cash', method: 'GET', orderNo } as const;
  if (config.mode === 'merchant') {
    const path = `/v3/pay/transactions/out-trade-no/${orderNo}?mchid=${config.mchid}`;
    return { ...ask, path };
  }
  const accounts = `sp_mchid=${config.mchid}&sub_mchid=${config.subMchid}`;
  return { ...ask, path: `/v3/pay/partner/transactions/out-trade-no/${orderNo}?${accounts}` };
}

export function closeCashAsk(config: MedInsConfig, orderNo: OrderNo): ApiAsk {
  const ask = { call: 'close-cash', method: 'POST', orderNo } as const;
  if (config.mode === 'merchant') {
    const path = `/v3/pay/transactions/out-trade-no/${orderNo}/close`;
    return { ...ask, path, body: { mchid: config.mchid } };
  }
  return {
    ...ask,
    path: `/v3/pay/partner/transactions/out-trade-no/${orderNo}/close`,
    body: { sp_mchid: config.mchid, sub_mchid: config.subMchid },
  };
}
