/**
 * Opening the cashier: the payment mini program (capability overview §5.1: pay_appid and pay_url), or
 * WeChat's own cashier for medical insurance. Whether it was paid is never learned here: that a cashier
 * closed is delivered like any other return, and the pages ask the server.
 */
import type { NextStep } from '../../cloudfunctions/contract/types';
import { after } from './clock';
import type { FailedJump, Jump } from './jump';
import { jumpTo } from './jump';
import { deliverClosed } from './return-inbox';

export type CashierStep = Extract<
  NextStep,
  { do: 'open-mini-program' | 'request-medical-insurance-pay' }
>;
type OwnCashierStep = Extract<CashierStep, { do: 'request-medical-insurance-pay' }>;

/** The appid lacks the permission to call it. */
const ACCESS_DENIED = 102;

/**
 * Whether this WeChat has the cashier (iOS and Android from 8.0.44, HarmonyOS from 8.0.13 on). Without it
 * nothing else may take its place: ordinary payment would leave the insurance out.
 */
export function hasOwnCashier(): boolean {
  return typeof wx.requestMedicalInsurancePay === 'function';
}

function troubleOf(errMsg: string, errno: number | undefined): FailedJump | undefined {
  if (errno === ACCESS_DENIED || /access denied/i.test(errMsg)) return 'not-permitted';
  return /cancel/i.test(errMsg) ? undefined : 'failed';
}

/** The cash fields go only with cash to pay. Success says no more than that the cashier closed. */
function openOwnCashier({ mixTradeNo, cash }: OwnCashierStep): Jump {
  if (!hasOwnCashier()) return 'needs-upgrade';
  // in a task of its own: the page that opened it is to know that before it hears of the end
  const ended = (trouble?: FailedJump): void => void after(0, () => deliverClosed(trouble));
  wx.requestMedicalInsurancePay?.({
    mixTradeNo,
    ...cash,
    success: () => ended(),
    fail: ({ errMsg, errno }) => ended(troubleOf(errMsg, errno)),
  });
  return 'opened';
}

/** Opens the cashier that the server named. */
export async function openCashier(step: CashierStep): Promise<Jump> {
  return step.do === 'open-mini-program' ? jumpTo(step) : openOwnCashier(step);
}
