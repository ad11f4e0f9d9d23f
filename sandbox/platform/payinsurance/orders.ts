/**
 * Where orders are found, and what time alone does to them: a payment on its way arrives, a failing
 * one is returned, an abandoned cashier lets go (interface document v2.4 §3.4 states; traps 3
 * and 4). Time is applied whenever an order is looked at, with the moment at which it fell due.
 */

import { BusinessRefusal } from './answers';
import type { Caller, Order, World } from './model';
import { enqueueNotice } from './notices';
import { payerOf } from './order-fields';
import type { WorldIndex } from './world-index';
import type { Fields } from './xml';

export function orderId(caller: Omit<Caller, 'key'>, hospOutTradeNo: string): string {
  return `${caller.mchId}/${caller.subMchId || '-'}/${hospOutTradeNo}`;
}

/** The caller's order that `med_trans_id` and/or `hosp_out_trade_no` mean; 541 if there is none. */
export function findOrder(world: World, caller: Caller, fields: Fields, code: string): Order {
  const order = ownOrder(world, caller, fields, code);
  if (order === undefined) throw new BusinessRefusal('541', '订单信息不存在');
  return order;
}

/** As `findOrder`; undefined if there is none. Throws `code` when neither number was sent. */
export function ownOrder(
  world: World,
  caller: Caller,
  fields: Fields,
  code: string,
): Order | undefined {
  const medTransId = fields.med_trans_id ?? '';
  const outTradeNo = fields.hosp_out_trade_no ?? '';
  if (medTransId === '' && outTradeNo === '') {
    throw new BusinessRefusal(code, '参数错误: med_trans_id 与 hosp_out_trade_no 至少传一个');
  }
  const id =
    outTradeNo === '' ? world.index.orderByMedTransId(medTransId) : orderId(caller, outTradeNo);
  const order = id === undefined ? undefined : world.orders.get(id);
  if (order === undefined || !owns(caller, order)) return undefined;
  if (medTransId !== '' && order.medTransId !== medTransId) return undefined;
  return timely(world, order);
}

export function owns(caller: Caller, { caller: owner }: Order): boolean {
  return owner.mchId === caller.mchId && owner.subMchId === caller.subMchId;
}

/** An order by any of its names, whoever owns it; undefined if none fits all that are given. */
export function orderByAnyName(
  world: World,
  names: {
    readonly hospOutTradeNo?: string | undefined;
    readonly medTransId?: string | undefined;
    readonly payKey?: string | undefined;
  },
): Order | undefined {
  for (const id of candidates(world.index, names)) {
    const known = world.orders.get(id);
    if (known === undefined) continue;
    const fits =
      (names.hospOutTradeNo ?? known.asked.hosp_out_trade_no) === known.asked.hosp_out_trade_no &&
      (names.medTransId ?? known.medTransId) === known.medTransId &&
      (names.payKey ?? known.payKey) === known.payKey;
    if (fits) return timely(world, known);
  }
  return undefined;
}

/** Applies the time that has passed to every order; what falls due later stays. */
export function applyTime(world: World): void {
  for (const id of [...world.index.restless]) {
    const order = world.orders.get(id);
    if (order !== undefined) timely(world, order);
  }
}

/** The earliest moment at which time alone will change an order to which a notice may belong. */
export function nextArrival(world: World): number | undefined {
  let next: number | undefined;
  for (const id of world.index.restless) {
    const endsAt = world.orders.get(id)?.inFlight?.endsAt;
    if (endsAt !== undefined && (next === undefined || endsAt < next)) next = endsAt;
  }
  return next;
}

export function save(world: World, order: Order): Order {
  world.orders.put(order.id, order);
  world.index.noteOrder(order);
  return order;
}

/** The order as paid at `at`: legs, sub-order numbers, the bureau's answer, and its notice. */
export function settleAsPaid(world: World, order: Order, at: number): Order {
  const { inFlight: _over, ...rest } = order;
  const insured = order.insurance !== undefined;
  const paid = save(world, {
    ...rest,
    state: 'SUCCESS',
    ...(order.split.cashFee > 0 ? { cash: 'SUCCESS' as const } : {}),
    ...(insured ? { insurance: 'PAYED' as const } : {}),
    paidAt: at,
  });
  enqueueNotice(world, paid, at);
  return paid;
}

/** The order as failed: cash was taken before insurance and has been returned (trap 3). */
export function settleAsFailed(world: World, order: Order, at: number): Order {
  const { inFlight: _over, ...rest } = order;
  giveBack(world, order, order.split.cashFee);
  return save(world, {
    ...rest,
    state: 'SYS_REFUNDED',
    ...(order.split.cashFee > 0 ? { cash: 'REFUND' as const } : {}),
    insurance: 'NOTPAY',
    touchedAt: at,
  });
}

/** The cash that the payer had paid is theirs again. */
export function giveBack(world: World, order: Order, cashFee: number): void {
  const user = world.users.get(payerOf(order));
  if (user === undefined) return;
  world.users.put(user.openid, { ...user, cashBalanceFen: user.cashBalanceFen + cashFee });
}

function candidates(
  index: WorldIndex,
  names: Parameters<typeof orderByAnyName>[1],
): readonly string[] {
  if (names.hospOutTradeNo !== undefined) return index.ordersByOutTradeNo(names.hospOutTradeNo);
  const id =
    names.medTransId === undefined
      ? index.orderByPayKey(names.payKey ?? '')
      : index.orderByMedTransId(names.medTransId);
  return id === undefined ? [] : [id];
}

function timely(world: World, order: Order): Order {
  const now = world.clock.now();
  const { inFlight } = order;
  if (inFlight !== undefined) {
    if (inFlight.endsAt > now) return order;
    return inFlight.outcome === 'paid'
      ? settleAsPaid(world, order, inFlight.endsAt)
      : settleAsFailed(world, order, inFlight.endsAt);
  }
  const abandoned = order.touchedAt + world.settings.cashierIdleMs <= now;
  return order.state === 'PAYING' && abandoned ? save(world, { ...order, state: 'NOTPAY' }) : order;
}
