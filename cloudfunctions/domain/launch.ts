/** How the phone gets into the cashier of an order that the platform has taken. */

/** What the phone opens the cashier with: another mini program, or WeChat's own cashier for 2.0. */
export type Launch = MiniProgramLaunch | CashierLaunch | CounterLaunch;

/** At a counter nobody opens anything: the code has been charged, or is being charged. */
export interface CounterLaunch {
  readonly counter: true;
}

export interface MiniProgramLaunch {
  readonly appId: string;
  readonly path: string;
}

export interface CashierLaunch {
  readonly mixTradeNo: string;
  /** Signed for this order; absent where insurance pays all of it. */
  readonly cash?: {
    readonly timeStamp: string;
    readonly nonceStr: string;
    /** prepay_id=… */
    readonly package: string;
    readonly signType: 'RSA';
    readonly paySign: string;
  };
}
