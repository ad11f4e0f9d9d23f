/**
 * What the rows of a day's bill are about (interface document v2.4 §3.8): payments belong to the day of
 * time_end, refunds to the day on which they succeeded; a refund that had not by the end of the day on
 * which it was asked for is in that day's bill as well, as it stood. Asia/Shanghai; amounts in fen.
 */

import { yuanOf } from './bill-columns';
import { present, type BillType } from './bill-model';
import { bureauRule, payTypeOf } from './bureau';
import type { Caller, Order, World } from './model';
import { payerOf } from './order-fields';
import { allRefunds, applyTime } from './refund-life';
import type { Refund } from './refund-model';
import { shanghaiDay } from './shanghai-time';

/** Whose bill it is. */
export type BillOwner = Omit<Caller, 'key' | 'mode'>;

export interface BillRefund {
  readonly hospOutRefundNo: string;
  readonly medRefundId: string;
  readonly askedAt: number;
  readonly endedAt?: number;
  readonly insuranceEndedAt?: number;
  readonly cashFen: number;
  readonly insuranceFen: number;
  readonly insured: boolean;
  readonly cashRefundId?: string;
  readonly state: string;
}

export interface BillRecord {
  readonly owner: BillOwner;
  readonly hospOutTradeNo: string;
  readonly medTransId: string;
  readonly createdAt: number;
  readonly paidAt: number;
  /** 交易时间: a payment's own; of a refund row the refund's in ALL, the payment's in REFUND. */
  readonly tradedAt: number;
  readonly totalFen: number;
  readonly cashFen: number;
  readonly insuranceFen: number;
  /** Cash and insurance together. */
  readonly tradedFen: number;
  readonly parts?: {
    readonly selfFen: number;
    readonly fundFen: number;
    readonly otherFen: number;
  };
  readonly insured: boolean;
  readonly cashOrderId?: string;
  readonly insuranceOrderId?: string;
  readonly openid: string;
  readonly title: string;
  readonly hospitalName: string;
  readonly serialNo: string;
  readonly billNo: string;
  readonly orgNo: string;
  readonly orderType: string;
  readonly allowFeeChange: string;
  readonly payType: string;
  readonly attach: string;
  /** 交易状态 and 订单状态. */
  readonly state: string;
  readonly refund?: BillRefund;
  readonly missingCell: boolean;
  readonly yuan: (fen: number) => string;
}

/** What the platform's own orders and refunds put on the bill, by time. */
export function ownRecords(
  world: World,
  owner: BillOwner,
  day: string,
  type: BillType,
): readonly BillRecord[] {
  applyTime(world);
  const records = [
    ...(type === 'REFUND' ? [] : payments(world, owner, day)),
    ...(type === 'SUCCESS' ? [] : refundRows(world, owner, day, type)),
  ];
  return records.sort((a, b) => timeOf(a) - timeOf(b));
}

function payments(world: World, owner: BillOwner, day: string): BillRecord[] {
  const { begins, ends } = shanghaiDay(day);
  return [...world.orders.values()].flatMap((order) => {
    const { paidAt } = order;
    const there = paidAt !== undefined && paidAt >= begins && paidAt < ends && isOf(owner, order);
    return there ? [paymentRecord(world, order, paidAt)] : [];
  });
}

function refundRows(world: World, owner: BillOwner, day: string, type: BillType): BillRecord[] {
  return allRefunds(world).flatMap((refund) => {
    const state = stateOn(refund, day);
    const order = state === undefined ? undefined : world.orders.get(refund.orderId);
    if (state === undefined || order?.paidAt === undefined || !isOf(owner, order)) return [];
    const { endedAt, insuranceEndedAt, ...rest } = billRefund(refund, state);
    const known = state === 'SUCCESS' ? { endedAt, insuranceEndedAt } : {};
    const record = paymentRecord(world, order, order.paidAt);
    const at = state === 'SUCCESS' ? (endedAt ?? refund.askedAt) : refund.askedAt;
    return [
      {
        ...record,
        state: 'REFUND',
        tradedAt: type === 'REFUND' ? record.paidAt : at,
        refund: { ...rest, ...present(known) },
      },
    ];
  });
}

/** How a refund stands in the bill of a day; undefined: it does not. */
function stateOn(refund: Refund, day: string): string | undefined {
  const { begins, ends } = shanghaiDay(day);
  const { askedAt, endedAt = Infinity } = refund;
  if (endedAt >= begins && endedAt < ends) return 'SUCCESS';
  if (askedAt < begins || askedAt >= ends) return undefined;
  return refund.cash === 'CHANGE' ? 'CHANGE' : 'REFUNDING';
}

function billRefund(refund: Refund, state: string): BillRefund {
  return {
    hospOutRefundNo: refund.asked.hosp_out_refund_no ?? '',
    medRefundId: refund.medRefundId,
    askedAt: refund.askedAt,
    cashFen: refund.cashFee,
    insuranceFen: refund.insuranceFee,
    insured: refund.insurance !== undefined,
    state,
    ...present({
      endedAt: refund.endedAt,
      insuranceEndedAt: refund.insuranceEndedAt,
      cashRefundId: refund.cashRefundId,
    }),
  };
}

function paymentRecord(world: World, order: Order, paidAt: number): BillRecord {
  const { asked, split } = order;
  const insured = order.insurance !== undefined;
  const detail = insured && bureauRule(world).reportsDetail;
  return {
    owner: order.caller,
    hospOutTradeNo: asked.hosp_out_trade_no ?? '',
    medTransId: order.medTransId,
    createdAt: order.createdAt,
    paidAt,
    tradedAt: paidAt,
    totalFen: order.totalFee,
    cashFen: split.cashFee,
    insuranceFen: split.insuranceFee,
    tradedFen: split.cashFee + split.insuranceFee,
    ...(detail
      ? { parts: { selfFen: split.selfFee, fundFen: split.fundFee, otherFen: split.otherFee } }
      : {}),
    insured,
    ...present({ cashOrderId: order.cashOrderId, insuranceOrderId: order.insuranceOrderId }),
    openid: payerOf(order),
    title: asked.body ?? '',
    hospitalName: asked.hospital_name ?? '',
    serialNo: asked.serial_no ?? '',
    billNo: asked.bill_no ?? '',
    orgNo: asked.org_no ?? '',
    orderType: asked.order_type ?? '',
    allowFeeChange: asked.allow_fee_change ?? '',
    payType: payTypeOf(order),
    attach: asked.attach ?? '',
    state: 'SUCCESS',
    missingCell: false,
    yuan: yuanOf,
  };
}

function isOf(owner: BillOwner, { caller }: Order): boolean {
  return caller.mchId === owner.mchId && caller.subMchId === owner.subMchId;
}

function timeOf({ refund, paidAt }: BillRecord): number {
  return refund === undefined ? paidAt : (refund.endedAt ?? refund.askedAt);
}
