/**
 * What opens the cashier of an order (移动医保支付 2.0, requestMedicalInsurancePay): its number, and
 * where there is cash five fields of which four lines are signed. For INSURANCE_ONLY they must be absent.
 * The same builder serves the mini program and a page in WeChat's browser.
 */
import type { CashierLaunch } from '../../domain/launch';
import type { Clock } from '../../ports/clock';
import type { Ids } from '../../ports/ids';
import type { MedInsConfig } from './config';
import { patientAppid } from './identity';
import { cashierSignature } from './sign';

export interface PlacedOrder {
  readonly mixTradeNo: string;
  /** Of the cash order; absent where insurance pays all of it. */
  readonly prepayId?: string;
}

/** For wx.requestMedicalInsurancePay, once the phone has put its two parts into one object. */
export function cashierParameters(
  config: MedInsConfig,
  deps: { readonly clock: Clock; readonly ids: Ids },
  { mixTradeNo, prepayId }: PlacedOrder,
): CashierLaunch {
  if (prepayId === undefined) return { mixTradeNo };
  const timeStamp = String(Math.floor(deps.clock.now() / 1000));
  const nonceStr = deps.ids.hex(16);
  return {
    mixTradeNo,
    cash: {
      timeStamp,
      nonceStr,
      package: `prepay_id=${prepayId}`,
      signType: 'RSA',
      paySign: cashierSignature(config, prepayId, timeStamp, nonceStr),
    },
  };
}

/** The call of a page in WeChat's browser: WeixinJSBridge.invoke(name, parameters, …). */
export interface PageCall {
  readonly name: 'requestMedicalInsurancePay';
  readonly parameters: Readonly<Record<string, string>>;
}

/** `appid` is the one under which the payer's openid was known when the order was made. */
export function pageCall(config: MedInsConfig, { mixTradeNo, cash }: CashierLaunch): PageCall {
  const parameters = { appid: patientAppid(config), mixTradeNo, ...cash };
  return { name: 'requestMedicalInsurancePay', parameters };
}
