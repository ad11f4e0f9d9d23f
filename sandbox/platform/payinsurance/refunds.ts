/**
 * refund (interface document v2.4 §3.6; traps 11, 30, 32, 33) and queryrefund (§3.7; traps 6, 34). One
 * refund per order and one number per refund; insurance goes back whole or not at all, cash whole or
 * in part. Where §5 has no number of its own for a mistake, sandbox/README.md says which one is taken.
 */

import { BusinessRefusal } from './answers';
import type { Caller, Order, World } from './model';
import { has, present } from './order-fields';
import { owns, ownOrder, save } from './orders';
import { randomDigits } from './random';
import { refundState, type Refund, type RefundNames } from './refund-model';
import { fateFor, findRefund, refundOf, saveRefund } from './refund-life';
import { refundContentOffence } from './request-content';
import { shanghaiStamp } from './shanghai-time';
import type { Fields } from './xml';

/** session_id lives that long (§3.6). */
const SESSION_LIFE_MS = 24 * 3_600_000;

export function askRefund(world: World, caller: Caller, fields: Fields): Fields {
  const order = ownOrder(world, caller, fields, '513');
  if (order === undefined) throw new BusinessRefusal('551', '退款单查询失败: 订单不存在');
  const sums = sumsOf(order, fields);
  refuseRepeat(world, order, fields, sums);
  if (order.state !== 'SUCCESS') {
    throw new BusinessRefusal('554', `退款状态不合法，无法发起退款: 订单${order.state}`);
  }
  const offence = refundOffence(world, order, fields);
  if (offence !== undefined) throw new BusinessRefusal('513', `参数错误: ${offence}`);
  const refund = saveRefund(world, newRefund(world, order, fields, sums));
  save(world, {
    ...order,
    state: 'REFUND',
    ...(refund.cash === undefined ? {} : { cash: 'REFUND' as const }),
    ...(refund.insurance === undefined ? {} : { insurance: 'REFUND' as const }),
  });
  return present({
    total_fee: String(order.totalFee),
    cash_refund_fee: String(refund.cashFee),
    insurance_refund_fee: String(refund.insuranceFee),
    med_refund_id: refund.medRefundId,
    cash_refund_id: refund.cashRefundId,
    insurance_refund_id: refund.insuranceRefundId,
  });
}

export function queryRefund(world: World, caller: Caller, fields: Fields): Fields {
  const names: RefundNames = {
    medRefundId: fields.med_refund_id,
    hospOutRefundNo: fields.hosp_out_refund_no,
    hospOutTradeNo: fields.hosp_out_trade_no,
    medTransId: fields.med_trans_id,
  };
  if (Object.values(names).every((name) => (name ?? '') === '')) {
    throw new BusinessRefusal(
      '513',
      '参数错误: med_refund_id、hosp_out_refund_no、hosp_out_trade_no、med_trans_id 至少传一个',
    );
  }
  const found = findRefund(world, names, (order) => owns(caller, order));
  if (found === undefined) throw new BusinessRefusal('551', '退款单查询失败: 退款单不存在');
  return refundFields(found.refund, found.order);
}

/** What queryrefund says; a leg that the refund does not have is left out altogether. */
function refundFields(refund: Refund, order: Order): Fields {
  const { cash, insurance } = refund;
  return present({
    med_trans_id: order.medTransId,
    med_refund_id: refund.medRefundId,
    hosp_out_trade_no: order.asked.hosp_out_trade_no,
    hosp_out_refund_no: refund.asked.hosp_out_refund_no,
    ...(insurance === undefined ? {} : { insurance_refund_fee: String(refund.insuranceFee) }),
    ...(cash === undefined ? {} : { cash_refund_fee: String(refund.cashFee) }),
    cash_refund_statuses: cash,
    insurance_refund_status: insurance,
    med_refund_state: refundState(refund),
    refund_end_time: refund.endedAt === undefined ? '' : shanghaiStamp(refund.endedAt),
    response_content: refund.responseContent,
    cash_refund_id: refund.cashRefundId,
    insurance_refund_id: refund.insuranceRefundId,
  });
}

interface Sums {
  readonly cashFee: number;
  readonly insuranceFee: number;
  readonly cashOnly: boolean;
}

/** What the message asks back; `undefined` amounts of §3.6 mean all of it. */
function sumsOf(order: Order, fields: Fields): Sums {
  const cashOnly = has(fields, 'part_refund_type');
  return {
    cashFee: has(fields, 'cash_refund_fee') ? Number(fields.cash_refund_fee) : order.split.cashFee,
    insuranceFee: cashOnly ? 0 : order.split.insuranceFee,
    cashOnly,
  };
}

/** 550: the very same again · 558: the order has another number · 513: the number is taken. */
function refuseRepeat(world: World, order: Order, fields: Fields, sums: Sums): void {
  const known = refundOf(world, order);
  const number = fields.hosp_out_refund_no ?? '';
  if (known !== undefined && known.asked.hosp_out_refund_no !== number) {
    throw new BusinessRefusal('558', '退款单号和原退款单号不相符');
  }
  if (known !== undefined) {
    const same =
      known.cashFee === sums.cashFee &&
      known.insuranceFee === sums.insuranceFee &&
      has(known.asked, 'part_refund_type') === sums.cashOnly;
    if (same) throw new BusinessRefusal('550', '退款已成功提交，请不要重复提交');
    throw new BusinessRefusal('513', '参数错误: hosp_out_refund_no 已提交，退款金额与原请求不同');
  }
  if (world.refunds.get(refundId(order, number)) !== undefined) {
    throw new BusinessRefusal('513', '参数错误: hosp_out_refund_no 已用于其他订单');
  }
}

/** The rules of §3.6 that join the message with the order, in the order of its table. */
function refundOffence(world: World, order: Order, fields: Fields): string | undefined {
  if (fields.cancel_serial_no !== order.asked.serial_no) {
    return 'cancel_serial_no 与支付传入的 serial_no 不符';
  }
  if ((fields.cancel_bill_no ?? '') !== (order.asked.bill_no ?? '')) {
    return 'cancel_bill_no 与支付传入的 bill_no 不符';
  }
  return cashOffence(order, fields) ?? contentOffence(world, order, fields);
}

function cashOffence(order: Order, fields: Fields): string | undefined {
  const { cashFee } = order.split;
  if (has(fields, 'part_refund_type') && cashFee === 0) {
    return 'part_refund_type 订单没有现金部分';
  }
  if (!has(fields, 'cash_refund_fee')) return undefined;
  const asked = Number(fields.cash_refund_fee);
  if (asked === 0) return 'cash_refund_fee 不能为 0';
  return asked > cashFee ? 'cash_refund_fee 大于现金支付金额' : undefined;
}

function contentOffence(world: World, order: Order, fields: Fields): string | undefined {
  if (!has(fields, 'request_content')) {
    return order.insurance === undefined ? undefined : '含医保支付的订单缺少字段 request_content';
  }
  const text = fields.request_content ?? '';
  const offence = refundContentOffence(text, order.asked.order_type ?? '');
  if (offence !== undefined) return `request_content ${offence}`;
  const stale = world.clock.now() - order.createdAt > SESSION_LIFE_MS;
  return stale && sessionOf(text) === sessionOf(order.asked.request_content ?? '')
    ? 'request_content 数据项 session_id 已过期'
    : undefined;
}

function sessionOf(content: string): string | undefined {
  return /"session_id"\s*:\s*"([^"]*)"/.exec(content)?.[1];
}

function newRefund(world: World, order: Order, fields: Fields, sums: Sums): Refund {
  const now = world.clock.now();
  const { sign: _sign, nonce_str: _nonce, ...asked } = present(fields);
  const { fate, afterMs } = fateFor(world, order);
  const cash = sums.cashFee > 0;
  const insurance = !sums.cashOnly && order.insurance !== undefined;
  return {
    id: refundId(order, asked.hosp_out_refund_no ?? ''),
    orderId: order.id,
    medRefundId: `R${shanghaiStamp(now).slice(2, 8)}${randomDigits(world.random, 11)}`,
    asked,
    askedAt: now,
    cashFee: sums.cashFee,
    insuranceFee: sums.insuranceFee,
    ...(cash
      ? { cash: 'REFUNDING' as const, cashRefundId: `5030000${randomDigits(world.random, 21)}` }
      : {}),
    ...(insurance
      ? {
          insurance: 'REFUNDING' as const,
          insuranceRefundId: `J${randomDigits(world.random, 17)}`,
        }
      : {}),
    fate,
    ...(afterMs === null ? {} : { endsAt: now + afterMs }),
  };
}

function refundId({ caller }: Order, hospOutRefundNo: string): string {
  return `${caller.mchId}/${caller.subMchId || '-'}/${hospOutRefundNo}`;
}
