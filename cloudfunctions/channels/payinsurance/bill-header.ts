/**
 * The columns of a bill of 1.0 (interface document v2.4 §3.8, trap 14): the three kinds of bill have
 * different ones, in an order that may change, and more will come.
 */
import { placedColumns, type BillHeader as Header } from '../bills/header';

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

const NAMES = { ...REQUIRED, ...OPTIONAL };

export type Column = keyof typeof NAMES;
export type BillHeader = Header<Column>;

/** What the column is called in the document, for whoever looks for a cell that cannot be read. */
export function columnName(column: Column): string {
  return NAMES[column][0];
}

/** Raises BillBroken `header` when a column that we need is missing, or one that we read is doubled. */
export function readHeader(line: string): BillHeader {
  return placedColumns(line, NAMES, (column) => column in REQUIRED);
}
