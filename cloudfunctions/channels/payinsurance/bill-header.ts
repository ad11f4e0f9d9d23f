/**
 * The columns of a bill by their names (interface document v2.4 §3.8, trap 14): the three kinds of bill
 * have different ones, in an order that may change, and more will come.
 */
import { BillBroken } from '../../domain/recon-bill';

/** Whose number an order bears is decided in docs/reconciliation.md. */
const REQUIRED = {
  at: ['交易时间'],
  appid: ['公众账号ID'],
  mchId: ['商户号'],
  subMchId: ['子商户号'],
  refundedCash: ['退款金额'],
  refundState: ['退款状态'],
  insuranceRefundedAt: ['医保外部撤销成功时间'],
  /** The bill of refunds has a longer name for it. */
  refundedInsurance: ['撤销金额', '医保撤销金额'],
  payWith: ['订单支付方式'],
  orderNo: ['订单号'],
  refundNo: ['退款订单号'],
  state: ['订单状态'],
  cash: ['订单自费金额'],
  insurance: ['订单医保金额'],
  total: ['订单总金额'],
  platformRefundNo: ['微信医保支付退款总单号'],
} as const;

/** Only some kinds of bill have them. */
const OPTIONAL = {
  insurancePaidAt: ['医保外部交易支付结算成功时间'],
  refundedAt: ['退款成功时间'],
} as const;

type Required = keyof typeof REQUIRED;
type Optional = keyof typeof OPTIONAL;
export type Column = Required | Optional;

export interface BillHeader {
  readonly width: number;
  readonly at: Readonly<Record<Required, number> & Partial<Record<Optional, number>>>;
  /** Behind this column stands nothing that we read. */
  readonly last: number;
}

/** What the column is called in the document, for whoever looks for a cell that cannot be read. */
export function columnName(column: Column): string {
  return { ...REQUIRED, ...OPTIONAL }[column][0];
}

/** Raises BillBroken `header` when a column that we need is missing, or one that we read is doubled. */
export function readHeader(line: string): BillHeader {
  const names = line.split(',').map((name) => name.replace(/[\s`]/g, ''));
  const placeOf = (spellings: readonly string[]): number | undefined => {
    const places = names.flatMap((name, at) => (spellings.includes(name) ? [at] : []));
    if (places.length > 1) throw new BillBroken('header');
    return places[0];
  };
  const at = Object.fromEntries(
    Object.entries({ ...REQUIRED, ...OPTIONAL }).flatMap(([column, spellings]) => {
      const place = placeOf(spellings);
      if (place === undefined && column in REQUIRED) throw new BillBroken('header');
      return place === undefined ? [] : [[column, place] as const];
    }),
  ) as BillHeader['at'];
  return { width: names.length, at, last: Math.max(...Object.values(at)) };
}
