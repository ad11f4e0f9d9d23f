/**
 * What the 2.0 cashier shows of a mixed order (`GET /wechat-cashier/api/order`): amounts in fen as the
 * hospital sent them, names masked as WeChat masks them, and for the sandbox the password that works.
 */

export interface WechatCashierView {
  readonly mixTradeNo: string;
  readonly outTradeNo: string;
  /** med_inst_name. */
  readonly hospital: string;
  /** REG_PAY, DIAG_PAY, … */
  readonly orderType: string;
  readonly mixPayType: 'CASH_ONLY' | 'INSURANCE_ONLY' | 'CASH_AND_INSURANCE';
  readonly mixPayStatus: string;
  readonly selfPayStatus: string;
  readonly medInsPayStatus: string;
  /** med_ins_fail_reason. */
  readonly failReason?: string;
  readonly total: number;
  readonly gov: number;
  readonly self: number;
  readonly other: number;
  /** wechat_pay_cash_fee. */
  readonly cash: number;
  readonly cashAdd: number;
  readonly cashReduced: number;
  /** Masked; empty where the order names nobody. */
  readonly payer: string;
  /** Masked: whose insurance it is when a relative pays. */
  readonly relative?: string;
  readonly testPassword: string;
}
