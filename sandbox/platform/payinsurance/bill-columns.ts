/**
 * The columns of the bill (interface document v2.4 §3.8; trap 14): the header lines as the document
 * prints them, and what stands under each name. 55 columns for ALL and SUCCESS, 53 for REFUND; amounts
 * in yuan with two decimals, fees with five; a cell that has nothing to say is empty.
 */

import type { BillRecord, BillRefund } from './bill-records';
import type { BillType } from './bill-model';
import { shanghaiBillTime } from './shanghai-time';

const PAYMENTS = [
  '交易时间,公众账号 ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,',
  '交易状态,付款银行,货币种类,总金额,代金券或立减优惠金额,微信退款单号,商户退款单号,',
  '退款金额,代金券或立减优惠退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,',
  '医保支付流水,医院订单号,医保业务流水号,医保业务单据号,医疗机构退款流水号,',
  '医保撤销流水号,医保撤销单据号,医疗机构编码,医保外部交易支付结算成功时间,',
  '医保支付资金,医保自费资金,医保总交易金额,撤销金额,医保外部撤销成功时间,医院名称,',
  '订单支付类型,是否允许预结算费用发生变化,订单支付方式,订单号,退款订单号,订单下单时间,',
  '订单状态,订单自费金额,订单医保金额,订单总金额,微信医保支付总单号,',
  '微信医保支付退款总单号,是否已进行医保对账,医保个账金额,医保统筹金额,医保其他金额',
].join('');

const REFUNDS = [
  '交易时间,公众账号 ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,',
  '交易状态,付款银行,货币种类,总金额,代金券或立减优惠金额,退款申请时间,退款成功时间,',
  '微信退款单号,商户退款单号,退款金额,代金券或立减优惠退款金额,退款类型,退款状态,',
  '商品名称,商户数据包,手续费,费率,医保支付流水,医院订单号,医保业务流水号,',
  '医保业务单据号,医疗机构退款流水号,医保撤销流水号,医保撤销单据号,医疗机构编码,',
  '医保撤销金额,医保外部撤销成功时间,医院名称,订单支付类型,是否允许预结算费用发生变化,',
  '订单支付方式,订单号,退款订单号,订单下单时间,订单状态,订单自费金额,订单医保金额,',
  '订单总金额,微信医保支付总单号,微信医保支付退款总单号,是否已进行医保对账,',
  '医保个账金额,医保统筹金额,医保其他金额',
].join('');

export const BILL_HEADERS: Readonly<Record<BillType, string>> = {
  ALL: PAYMENTS,
  SUCCESS: PAYMENTS,
  REFUND: REFUNDS,
};

/** The rate of the sample in §3.8. */
const RATE = '0.30%';

type Cell = (record: BillRecord) => string;

const when = (at: number | undefined): string => (at === undefined ? '' : shanghaiBillTime(at));
const ofRefund =
  (cell: (refund: BillRefund, record: BillRecord) => string): Cell =>
  (record) =>
    record.refund === undefined ? '' : cell(record.refund, record);
/** 撤销金额 of ALL and SUCCESS is called 医保撤销金额 in REFUND. */
const cancelled = ofRefund((refund, { yuan }) => yuan(refund.insuranceFen));

const CELLS: Readonly<Record<string, Cell>> = {
  交易时间: ({ tradedAt }) => when(tradedAt),
  '公众账号 ID': ({ owner }) => owner.appid,
  商户号: ({ owner }) => owner.mchId,
  子商户号: ({ owner }) => owner.subMchId,
  设备号: () => '',
  微信订单号: ({ cashOrderId = '' }) => cashOrderId,
  商户订单号: ({ cashOrderId, medTransId }) => (cashOrderId ? `C${medTransId.slice(1)}` : ''),
  用户标识: ({ openid }) => openid,
  交易类型: ({ cashOrderId }) => (cashOrderId ? 'JSAPI' : ''),
  交易状态: ({ state }) => state,
  付款银行: ({ cashOrderId }) => (cashOrderId ? 'OTHERS' : ''),
  货币种类: () => 'CNY',
  总金额: ({ cashFen, yuan }) => yuan(cashFen),
  代金券或立减优惠金额: ({ yuan }) => yuan(0),
  退款申请时间: ({ refund }) => when(refund?.askedAt),
  退款成功时间: ({ refund }) => when(refund?.endedAt),
  微信退款单号: ({ refund }) => refund?.cashRefundId ?? '',
  商户退款单号: ({ refund }) => (refund?.cashRefundId ? `D${refund.medRefundId.slice(1)}` : ''),
  退款金额: ofRefund((refund, { yuan }) => yuan(refund.cashFen)),
  代金券或立减优惠退款金额: ofRefund((_, { yuan }) => yuan(0)),
  退款类型: ofRefund((refund) => (refund.cashRefundId ? 'ORIGINAL' : '')),
  退款状态: ofRefund((refund) => refund.state),
  商品名称: ({ title }) => title,
  商户数据包: ({ attach }) => attach,
  手续费: ({ refund, cashFen }) => (refund ? '0.00000' : feeOf(cashFen)),
  费率: () => RATE,
  医保支付流水: ({ insuranceOrderId = '' }) => insuranceOrderId,
  医院订单号: ({ hospOutTradeNo }) => hospOutTradeNo,
  医保业务流水号: ({ serialNo }) => serialNo,
  医保业务单据号: ({ billNo }) => billNo,
  医疗机构退款流水号: ofRefund((refund) => refund.hospOutRefundNo),
  医保撤销流水号: ofRefund((refund, { serialNo }) => (refund.insured ? serialNo : '')),
  医保撤销单据号: ofRefund((refund, { billNo }) => (refund.insured ? billNo : '')),
  医疗机构编码: ({ orgNo }) => orgNo,
  医保外部交易支付结算成功时间: ({ insured, paidAt }) => (insured ? when(paidAt) : ''),
  医保支付资金: ({ insuranceFen, yuan }) => yuan(insuranceFen),
  医保自费资金: ({ cashFen, yuan }) => yuan(cashFen),
  医保总交易金额: ({ tradedFen, yuan }) => yuan(tradedFen),
  撤销金额: cancelled,
  医保撤销金额: cancelled,
  医保外部撤销成功时间: ({ refund }) => when(refund?.insuranceEndedAt),
  医院名称: ({ hospitalName }) => hospitalName,
  订单支付类型: ({ orderType }) => orderType,
  是否允许预结算费用发生变化: ({ allowFeeChange }) => allowFeeChange,
  订单支付方式: ({ payType }) => payType,
  订单号: ({ hospOutTradeNo }) => hospOutTradeNo,
  退款订单号: ofRefund((refund) => refund.hospOutRefundNo),
  订单下单时间: ({ createdAt }) => when(createdAt),
  订单状态: ({ state }) => state,
  订单自费金额: ({ cashFen, yuan }) => yuan(cashFen),
  订单医保金额: ({ insuranceFen, yuan }) => yuan(insuranceFen),
  订单总金额: ({ totalFen, yuan }) => yuan(totalFen),
  微信医保支付总单号: ({ medTransId }) => medTransId,
  微信医保支付退款总单号: ofRefund((refund) => refund.medRefundId),
  是否已进行医保对账: ({ insured }) => (insured ? '是' : '-'),
  医保个账金额: ({ parts, yuan }) => (parts ? yuan(parts.selfFen) : '-'),
  医保统筹金额: ({ parts, yuan }) => (parts ? yuan(parts.fundFen) : '-'),
  医保其他金额: ({ parts, yuan }) => (parts ? yuan(parts.otherFen) : '-'),
};

/** The column that `missing-cell` leaves out. */
const LEFT_OUT = '代金券或立减优惠金额';

/** Writes rows of one bill: each value led by a backtick, separated by commas, no line end. */
export function rowWriter(
  type: BillType,
  extraCell: string | undefined,
): (r: BillRecord) => string {
  const names = BILL_HEADERS[type].split(',');
  const cells = names.map((name) => {
    const cell = CELLS[name];
    if (cell === undefined) throw new Error(`no cell for the column ${name}`);
    return cell;
  });
  const leftOut = names.indexOf(LEFT_OUT);
  return (record) => {
    let line = '';
    for (let i = 0; i < cells.length; i += 1) {
      if (record.missingCell && i === leftOut) continue;
      line += `${line === '' ? '' : ','}\`${cells[i]?.(record) ?? ''}`;
    }
    return oneLine(extraCell === undefined ? line : `${line},\`${extraCell}`);
  };
}

/** A line break inside a value would end the row. */
function oneLine(row: string): string {
  return /[\r\n\t]/.test(row) ? row.replace(/[\r\n\t]+/g, ' ') : row;
}

/** 3 ‰ of the cash, to the fen, as yuan with five decimals. */
function feeOf(cashFen: number): string {
  return `${yuanOf(Math.floor((cashFen * 3 + 500) / 1000))}000`;
}

/** Fen as yuan with two decimals, exactly. */
export function yuanOf(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The same with a third decimal that no fen has. */
export function yuanOfThree(fen: number): string {
  return `${yuanOf(fen)}5`;
}
