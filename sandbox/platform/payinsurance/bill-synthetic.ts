/**
 * Synthetic rows for big bills: everything about row `index` of a day follows from the two by the
 * formula here (sandbox/README.md prints it), so that a bench can plant the same orders and the same
 * ledger without asking. Amounts in fen, times in ms since the epoch.
 */

import { yuanOf } from './bill-columns';
import type { BillOwner, BillRecord } from './bill-records';
import { shanghaiDay } from './shanghai-time';

export interface SyntheticPayment {
  readonly hospOutTradeNo: string;
  readonly medTransId: string;
  readonly paidAt: number;
  readonly totalFen: number;
  readonly cashFen: number;
  readonly insuranceFen: number;
}

export interface SyntheticRefund {
  readonly hospOutRefundNo: string;
  readonly medRefundId: string;
  readonly askedAt: number;
  readonly endedAt: number;
  readonly cashFen: number;
  readonly insuranceFen: number;
}

/** Payment `index` (from 0) of a day (yyyyMMdd). */
export function syntheticPayment(day: string, index: number): SyntheticPayment {
  const number = String(index).padStart(8, '0');
  const totalFen = 1000 + ((index * 7919) % 90_001);
  // of ten, one without insurance and one without cash; of the others the bureau pays six tenths
  const insuranceFen =
    index % 10 === 0 ? 0 : index % 10 === 1 ? totalFen : Math.floor((totalFen * 6) / 10);
  return {
    hospOutTradeNo: `SYN${day}${number}`,
    medTransId: `M${day.slice(2)}900${number}`,
    paidAt: shanghaiDay(day).begins + (index % 86_000) * 1000,
    totalFen,
    cashFen: totalFen - insuranceFen,
    insuranceFen,
  };
}

/** The whole refund, five minutes after payment, of payment `index` of a day. */
export function syntheticRefund(day: string, index: number): SyntheticRefund {
  const { hospOutTradeNo, paidAt, cashFen, insuranceFen } = syntheticPayment(day, index);
  return {
    hospOutRefundNo: `R${hospOutTradeNo}`,
    medRefundId: `R${day.slice(2)}900${String(index).padStart(8, '0')}`,
    askedAt: paidAt + 300_000,
    endedAt: paidAt + 305_000,
    cashFen,
    insuranceFen,
  };
}

/** The row of payment `index`. */
export function paymentRow(owner: BillOwner, day: string, index: number): BillRecord {
  const payment = syntheticPayment(day, index);
  const { hospOutTradeNo, medTransId, paidAt, totalFen, cashFen, insuranceFen } = payment;
  const insured = insuranceFen > 0;
  const number = String(index).padStart(8, '0');
  return {
    owner,
    hospOutTradeNo,
    medTransId,
    createdAt: paidAt - 60_000,
    paidAt,
    tradedAt: paidAt,
    totalFen,
    cashFen,
    insuranceFen,
    tradedFen: totalFen,
    insured,
    ...(cashFen > 0 ? { cashOrderId: `4200000900${day}${number.padStart(10, '0')}` } : {}),
    ...(insured ? { insuranceOrderId: `I${medTransId.slice(1)}` } : {}),
    openid: `o-synthetic-${number}`,
    title: '门诊缴费',
    hospitalName: '示例医院',
    serialNo: `S${day.slice(2)}${number}`,
    billNo: insured ? `B${day.slice(2)}${number}` : '',
    orgNo: 'H44010000001',
    orderType: 'DiagPay',
    allowFeeChange: '0',
    payType: insured ? (cashFen > 0 ? '3' : '2') : '1',
    attach: '',
    state: 'SUCCESS',
    missingCell: false,
    yuan: yuanOf,
  };
}

/** The row of the refund of payment `index`; its 交易时间 is the payment's in the bill REFUND. */
export function refundRow(
  owner: BillOwner,
  day: string,
  index: number,
  type: 'ALL' | 'REFUND',
): BillRecord {
  const payment = paymentRow(owner, day, index);
  const refund = syntheticRefund(day, index);
  return {
    ...payment,
    state: 'REFUND',
    tradedAt: type === 'REFUND' ? payment.paidAt : refund.endedAt,
    refund: {
      ...refund,
      insured: payment.insured,
      ...(payment.insured ? { insuranceEndedAt: refund.endedAt } : {}),
      ...(payment.cashOrderId === undefined
        ? {}
        : { cashRefundId: `5030000900${day}${String(index).padStart(10, '0')}` }),
      state: 'SUCCESS',
    },
  };
}
