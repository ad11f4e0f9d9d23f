/**
 * The three states of a mixed order that the platform keeps apart (移动医保支付 2.0: mix_pay_status,
 * self_pay_status, med_ins_pay_status), and trade_state of the cash order. A state that stands in no
 * table is not final, and no evidence.
 */
import type { LegEvidence } from '../../domain/evidence';

export type MixStatus = 'created' | 'paying' | 'success' | 'refund' | 'fail' | 'reversed';

/** no-leg: this order has no such part. */
export type LegStatus = 'created' | 'success' | 'refund' | 'fail' | 'no-leg';

/** trade_state: userpaying is somebody in the cashier, payerror a payment that did not go through. */
export type TradeState = 'notpay' | 'userpaying' | 'success' | 'refund' | 'closed' | 'payerror';

/** Manuals name USER_PAYING and REVERSED with and without the prefix. */
export const MIX_STATUS: ReadonlyMap<string, MixStatus> = new Map([
  ['MIX_PAY_CREATED', 'created'],
  ['MIX_PAY_USER_PAYING', 'paying'],
  ['USER_PAYING', 'paying'],
  ['MIX_PAY_SUCCESS', 'success'],
  ['MIX_PAY_REFUND', 'refund'],
  ['MIX_PAY_FAIL', 'fail'],
  ['MIX_PAY_REVERSED', 'reversed'],
  ['REVERSED', 'reversed'],
]);

function legStatus(prefix: string, none: string): ReadonlyMap<string, LegStatus> {
  return new Map([
    [`${prefix}_CREATED`, 'created'],
    [`${prefix}_SUCCESS`, 'success'],
    [`${prefix}_REFUND`, 'refund'],
    [`${prefix}_FAIL`, 'fail'],
    [none, 'no-leg'],
  ]);
}

export const CASH_STATUS = legStatus('SELF_PAY', 'NO_SELF_PAY');
export const INSURANCE_STATUS = legStatus('MED_INS_PAY', 'NO_MED_INS_PAY');

export const TRADE_STATE: ReadonlyMap<string, TradeState> = new Map([
  ['NOTPAY', 'notpay'],
  ['USERPAYING', 'userpaying'],
  ['SUCCESS', 'success'],
  ['REFUND', 'refund'],
  ['CLOSED', 'closed'],
  ['PAYERROR', 'payerror'],
]);

/** What a leg's status says about money. */
export const LEG: Readonly<Record<LegStatus, LegEvidence>> = {
  created: 'unpaid',
  success: 'paid',
  refund: 'refunded',
  fail: 'closed',
  'no-leg': 'closed',
};
