/**
 * What a script may plant into the bill of a day (interface document v2.4 §3.8; trap 14): synthetic
 * rows, differences in single rows, and a file that is cut, mis-encoded or differently headed.
 * Days are yyyyMMdd in Asia/Shanghai, amounts fen.
 */

export const BILL_TYPES = ['ALL', 'SUCCESS', 'REFUND'] as const;
export type BillType = (typeof BILL_TYPES)[number];

/** A row of the bill: a payment by its order's number, a refund by its own. */
export type BillRowName =
  { readonly hospOutTradeNo: string } | { readonly hospOutRefundNo: string };

export type BillDifference =
  | { readonly kind: 'drop'; readonly row: BillRowName }
  | { readonly kind: 'double'; readonly row: BillRowName }
  /** The columns of that one amount alone, so that the row's own sum need not hold. */
  | {
      readonly kind: 'amount';
      readonly row: BillRowName;
      readonly leg: 'cash' | 'insurance' | 'total';
      readonly byFen: number;
    }
  /** 交易状态 and 订单状态 of a payment, 退款状态 of a refund. */
  | { readonly kind: 'state'; readonly row: BillRowName; readonly state: string }
  /** In the bill of the day after instead; its times stay. */
  | { readonly kind: 'next-day'; readonly row: BillRowName }
  /** Every amount of the row in yuan with three decimals, the last one 5. */
  | { readonly kind: 'three-decimals'; readonly row: BillRowName }
  /** The row lacks the cell of 代金券或立减优惠金额. */
  | { readonly kind: 'missing-cell'; readonly row: BillRowName }
  /** 商品名称 and 医院名称 hold a comma. */
  | { readonly kind: 'comma-name'; readonly row: BillRowName }
  /** A payment that nobody but the platform knows. */
  | {
      readonly kind: 'foreign';
      readonly hospOutTradeNo: string;
      readonly totalFen: number;
      readonly cashFen: number;
      readonly insuranceFen: number;
      /** ms after the day began; noon unless told. */
      readonly atMs?: number | undefined;
    };

export interface BillCut {
  /** connection: it breaks off · mid-row: the file ends as if it were whole. Both amid a row. */
  readonly how: 'connection' | 'mid-row';
  /** Whole rows before the cut; half of them unless told. */
  readonly afterRows?: number | undefined;
}

export interface BillPlan {
  /** The day. */
  readonly id: string;
  readonly syntheticRows: number;
  /** So many of the synthetic payments, from the first on, are refunded whole on the same day. */
  readonly syntheticRefunds: number;
  /** by-clock: from 10:00 of the next day · never: 该日期订单未生成 · now: at once. */
  readonly generated: 'by-clock' | 'never' | 'now';
  readonly bom: boolean;
  readonly crlf: boolean;
  readonly encoding: 'utf-8' | 'gbk';
  /** The name of a column that no document knows, behind the others. */
  readonly extraColumn?: string;
  readonly renameColumn?: { readonly from: string; readonly to: string };
  readonly cut?: BillCut;
  readonly differences: readonly BillDifference[];
}

/** `null` takes a planted thing back; what is not named stays as it is. */
export interface BillPlanChange {
  readonly syntheticRows?: number | undefined;
  readonly syntheticRefunds?: number | undefined;
  readonly generated?: BillPlan['generated'] | undefined;
  readonly bom?: boolean | undefined;
  readonly crlf?: boolean | undefined;
  readonly encoding?: BillPlan['encoding'] | undefined;
  readonly extraColumn?: string | null | undefined;
  readonly renameColumn?: { readonly from: string; readonly to: string } | null | undefined;
  readonly cut?: BillCut | null | undefined;
  /** Replaces the planted differences. */
  readonly differences?: readonly BillDifference[] | undefined;
}

export function plainBill(day: string): BillPlan {
  return {
    id: day,
    syntheticRows: 0,
    syntheticRefunds: 0,
    generated: 'by-clock',
    bom: false,
    crlf: false,
    encoding: 'utf-8',
    differences: [],
  };
}

/** The plan with a change applied. */
export function changedPlan(plan: BillPlan, change: BillPlanChange): BillPlan {
  const { extraColumn, renameColumn, cut, ...kept } = plan;
  const optional = {
    extraColumn: replaced(extraColumn, change.extraColumn),
    renameColumn: replaced(renameColumn, change.renameColumn),
    cut: replaced(cut, change.cut),
  };
  return {
    ...kept,
    ...present({
      syntheticRows: change.syntheticRows,
      syntheticRefunds: change.syntheticRefunds,
      generated: change.generated,
      bom: change.bom,
      crlf: change.crlf,
      encoding: change.encoding,
      differences: change.differences,
    }),
    ...present(optional),
  };
}

function replaced<T>(before: T | undefined, wanted: T | null | undefined): T | undefined {
  return wanted === undefined ? before : (wanted ?? undefined);
}

/** Without the members that are undefined. */
export function present<T extends object>(
  members: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
