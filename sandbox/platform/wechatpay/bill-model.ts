/** What a script may plant into the trade bill of a day (yyyy-MM-dd, Asia/Shanghai). Amounts in fen. */

/** A payment by its out_trade_no, or a refund by its out_refund_no. */
export type BillRowName = { readonly outTradeNo: string } | { readonly outRefundNo: string };

export type BillDifference =
  | { readonly kind: 'drop'; readonly row: BillRowName }
  | { readonly kind: 'double'; readonly row: BillRowName }
  | { readonly kind: 'amount'; readonly row: BillRowName; readonly byFen: number }
  | { readonly kind: 'state'; readonly row: BillRowName; readonly state: string }
  /** In the bill of the day after instead. */
  | { readonly kind: 'next-day'; readonly row: BillRowName }
  | { readonly kind: 'missing-cell'; readonly row: BillRowName }
  /** A payment that nobody asked for, of the merchant who asks for the bill. */
  | {
      readonly kind: 'foreign';
      readonly outTradeNo: string;
      readonly totalFen: number;
      /** Into the day. */
      readonly atMs?: number;
    };

export interface BillPlan {
  readonly day: string;
  readonly generated: 'by-clock' | 'never' | 'now';
  /** The file ends amid a row, and its hash is that of the whole. */
  readonly cut: boolean;
  readonly differences: readonly BillDifference[];
}

export const BILL_TYPES = ['ALL', 'SUCCESS', 'REFUND'] as const;
export type BillType = (typeof BILL_TYPES)[number];

/** One line of a bill, before it is written. */
export interface BillRow {
  readonly kind: 'payment' | 'refund';
  readonly no: string;
  readonly at: number;
  readonly appid: string;
  readonly mchid: string;
  readonly subMchid: string;
  readonly transactionId: string;
  readonly outTradeNo: string;
  readonly openid: string;
  readonly deviceId: string;
  readonly tradeType: 'JSAPI' | 'MICROPAY';
  readonly state: string;
  readonly total: number;
  readonly refundId: string;
  readonly outRefundNo: string;
  readonly refund: number;
  readonly refundStatus: string;
  readonly refundedAt?: number;
  readonly description: string;
  readonly attach: string;
  readonly short: boolean;
}
