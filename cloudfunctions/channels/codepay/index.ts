/** Payment codes at the counter (WeChat Pay APIv3 付款码支付): what wiring may use of it. */
import type { BillSource } from '../../ports/bill-source';
import type { CounterPayment } from '../../ports/counter-payment';
import { createApi, type ApiDeps } from '../medins/client';
import { tradeBills, type TradeBillDeps } from '../medins/trade-bill';
import { charge } from './charge';
import type { CodepayConfig } from './config';
import { queryCharge } from './query';
import { queryRefund, refund } from './refund';
import { reverse } from './reverse';

export type { CodepayConfig } from './config';
export { codepayConfig, type CodepaySecrets, type CodepaySettings } from './from-settings';

export type CodepayDeps = Omit<ApiDeps, 'event'>;
export type CodepayBillDeps = Omit<TradeBillDeps, 'event'>;

/** Everything but the sending of refunds, which what was not given it cannot do (money rule 9). */
export type CounterCharges = Omit<CounterPayment, 'refund'>;
/** For the function `refund` alone. */
export type CashRefunds = Pick<CounterPayment, 'refund'>;

const EVENT = { event: 'codepay.call' } as const;
const TRADE_TYPE = 'MICROPAY';

/** Every failure is an outcome. */
export function createCodepay(config: CodepayConfig, deps: CodepayDeps): CounterCharges {
  const api = createApi(config, { ...deps, ...EVENT });
  return {
    charge: (ask, deadline) => charge(config, api, ask, deadline),
    query: (orderNo, deadline) => queryCharge(config, api, orderNo, deadline),
    reverse: (orderNo, deadline) => reverse(config, api, orderNo, deadline),
    queryRefund: (refundNo, deadline) => queryRefund(config, api, refundNo, deadline),
  };
}

/** For the function `refund` alone. Every failure is an outcome. */
export function createCodepayRefunds(config: CodepayConfig, deps: CodepayDeps): CashRefunds {
  const api = createApi(config, { ...deps, ...EVENT });
  return { refund: (ask, deadline) => refund(config, api, ask, deadline) };
}

/** The cash of the merchant's payment codes; its other trades stand in the same bill and are left out. */
export function createCodepayBills(config: CodepayConfig, deps: CodepayBillDeps): BillSource {
  const told = { ...deps, ...EVENT };
  return tradeBills(config, createApi(config, told), told, TRADE_TYPE);
}
