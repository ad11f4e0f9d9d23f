/**
 * The columns of WeChat Pay's trade bill by their names (APIv3, 交易账单; trap 14): kinds of bill have
 * different ones, in an order that may change, and more will come.
 */
import { BillBroken } from '../../domain/recon-bill';
import type { BillType } from '../../ports/bill-source';
import { placedColumns, type BillHeader } from '../bills/header';

const PAYMENT = {
  at: ['交易时间'],
  appid: ['公众账号ID'],
  mchid: ['商户号'],
  subMchid: ['特约商户号', '子商户号'],
  orderNo: ['商户订单号'],
  state: ['交易状态'],
} as const;

/** The bill of successes has no refunds and none of their columns. */
const REFUND = {
  refundNo: ['商户退款单号'],
  platformRefundNo: ['微信退款单号'],
  refunded: ['退款金额'],
  refundState: ['退款状态'],
} as const;

/**
 * What was asked for, coupons included, is what our orders say; older bills have the sum that is settled
 * with the merchant alone.
 */
const OPTIONAL = {
  ordered: ['订单金额'],
  settled: ['应结订单金额', '总金额'],
  refundAsked: ['申请退款金额'],
  refundedAt: ['退款成功时间'],
  tradeType: ['交易类型'],
} as const;

const NAMES = { ...PAYMENT, ...REFUND, ...OPTIONAL };

export type TradeColumn = keyof typeof NAMES;
export type TradeHeader = BillHeader<TradeColumn>;

/** What the column is called, for whoever looks for a cell that cannot be read. */
export function tradeColumnName(column: TradeColumn): string {
  return NAMES[column][0];
}

/**
 * Raises BillBroken `header` when a column that we need is missing, or one that we read is doubled.
 * `typed`: rows of one kind of trade are wanted.
 */
export function readTradeHeader(line: string, type: BillType, typed = false): TradeHeader {
  const isRequired = (column: TradeColumn): boolean =>
    (typed && column === 'tradeType') ||
    column in PAYMENT ||
    (column in REFUND && type !== 'success');
  const header = placedColumns(line, NAMES, isRequired);
  const { ordered, settled } = header.at;
  if (ordered === undefined && settled === undefined) throw new BillBroken('header');
  return header;
}
