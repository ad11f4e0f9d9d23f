/**
 * What happens in the cashier, and what a script may make happen there: open, pay, fail, leave, bind
 * a card (interface document v2.4 §3.4 states; traps 3–5). Cash is taken before insurance, so
 * a failure in between holds cash until it is returned.
 */

import { splitAtPayment } from './bureau';
import type { Order, World } from './model';
import { payerOf } from './order-fields';
import { orderByAnyName, save, settleAsFailed, settleAsPaid } from './orders';
import { randomDigits } from './random';

export type CashierCode =
  | 'app-unknown'
  | 'pay-key-invalid'
  | 'order-closed'
  | 'order-failed'
  | 'already-paid'
  | 'refunded'
  | 'wrong-payer'
  | 'wrong-password'
  | 'insufficient'
  | 'card-not-bound'
  | 'in-progress'
  | 'no-insurance-leg';

const WORDS: Readonly<Record<CashierCode, string>> = {
  'app-unknown': '小程序不存在，请返回医院小程序重新发起支付',
  'pay-key-invalid': '支付链接无效，请返回医院小程序重新发起支付',
  'order-closed': '订单已关闭，请返回医院小程序重新下单',
  'order-failed': '本次支付失败，已支付的自费金额已原路退回',
  'already-paid': '订单已支付，无需重复支付',
  refunded: '订单已退款',
  'wrong-payer': '请使用下单时的微信账号支付',
  'wrong-password': '支付密码错误，请重试',
  insufficient: '余额不足，请更换付款方式或充值后再试',
  'card-not-bound': '请先绑定医保卡',
  'in-progress': '支付处理中，请勿重复支付',
  'no-insurance-leg': '自费订单没有医保支付，不能模拟医保失败',
};

/** A refusal in the cashier; `message` is what the patient reads. */
export class CashierRefusal extends Error {
  override readonly name = 'CashierRefusal';
  constructor(readonly code: CashierCode) {
    super(WORDS[code]);
  }
}

export const OUTCOMES = ['paid', 'insufficient', 'failed', 'failing', 'processing'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface OrderNames {
  readonly hospOutTradeNo?: string | undefined;
  readonly medTransId?: string | undefined;
  readonly payKey?: string | undefined;
}

/** The order that a cashier or a script means. Throws `CashierRefusal` pay-key-invalid. */
export function orderFor(world: World, names: OrderNames): Order {
  const order = orderIfAny(world, names);
  if (order === undefined) throw new CashierRefusal('pay-key-invalid');
  return order;
}

/** The order that fits all the names given; undefined when none fits or none is given. */
export function orderIfAny(world: World, names: OrderNames): Order | undefined {
  const named = names.hospOutTradeNo ?? names.medTransId ?? names.payKey;
  return named === undefined ? undefined : orderByAnyName(world, names);
}

/** The patient is in the cashier: NOTPAY becomes PAYING. Other states are shown as they are. */
export function openCashier(world: World, payKey: string, openid: string | undefined): Order {
  const order = orderFor(world, { payKey });
  if (openid !== undefined && openid !== payerOf(order)) throw new CashierRefusal('wrong-payer');
  if (order.state !== 'NOTPAY' && order.state !== 'PAYING') return order;
  return save(world, { ...order, state: 'PAYING', touchedAt: world.clock.now() });
}

/** The patient is gone without paying: PAYING becomes NOTPAY, unless a payment is on its way. */
export function leaveCashier(world: World, order: Order): Order {
  if (order.state !== 'PAYING' || order.inFlight !== undefined) return order;
  return save(world, { ...order, state: 'NOTPAY', touchedAt: world.clock.now() });
}

/** Binds the payer's card; every order of theirs that waited for it can be paid now. */
export function bindCard(world: World, order: Order): Order {
  setBound(world, payerOf(order), true);
  return orderFor(world, { payKey: order.payKey });
}

/** The person's card is bound from now on, or is not. */
export function setBound(world: World, openid: string, bound: boolean): void {
  const user = world.users.get(openid);
  if (user !== undefined) world.users.put(openid, { ...user, boundCard: bound });
  if (!bound) return;
  for (const other of [...world.orders.values()]) {
    if (other.state !== 'INITIAL' || payerOf(other) !== openid) continue;
    save(world, { ...other, state: 'NOTPAY', touchedAt: world.clock.now() });
  }
}

/** 立即支付: judges the password and the balance. Throws `CashierRefusal`. */
export function payWithPassword(world: World, order: Order, password: string): Order {
  refuseUnlessPayable(order);
  const user = world.users.get(payerOf(order));
  if (user?.payPassword !== password) throw new CashierRefusal('wrong-password');
  const { cashFee } = splitAtPayment(world, order);
  return pay(world, order, user.cashBalanceFen < cashFee ? 'insufficient' : 'paid');
}

/**
 * Makes a payment end as told. An order on its way (`processing`, `failing`) is ended by `paid` or
 * `failed`. Throws `CashierRefusal`; `insufficient` always does, and leaves the order payable.
 */
export function pay(world: World, order: Order, outcome: Outcome): Order {
  if (order.inFlight !== undefined) return endFlight(world, order, outcome);
  refuseUnlessPayable(order);
  if ((outcome === 'failed' || outcome === 'failing') && order.insurance === undefined) {
    throw new CashierRefusal('no-insurance-leg');
  }
  const now = world.clock.now();
  if (outcome === 'insufficient') {
    if (order.state === 'PAYING') save(world, { ...order, touchedAt: now });
    throw new CashierRefusal('insufficient');
  }
  const taken = takeCash(world, order);
  const { processingMs, failingMs } = world.settings;
  switch (outcome) {
    case 'paid':
      return settleAsPaid(world, taken, now);
    case 'failed':
      return settleAsFailed(world, taken, now);
    case 'failing':
      return save(world, {
        ...taken,
        state: 'SYS_REFUNDING',
        ...(taken.split.cashFee > 0 ? { cash: 'SUCCESS' as const } : {}),
        inFlight: { outcome: 'failed', endsAt: now + failingMs },
      });
    case 'processing':
      return save(world, {
        ...taken,
        state: 'PAYING',
        inFlight: { outcome: 'paid', endsAt: now + processingMs },
      });
  }
}

function endFlight(world: World, order: Order, outcome: Outcome): Order {
  const now = world.clock.now();
  if (outcome === 'paid' && order.state === 'PAYING') return settleAsPaid(world, order, now);
  if (outcome === 'failed' && order.insurance !== undefined)
    return settleAsFailed(world, order, now);
  throw new CashierRefusal('in-progress');
}

function refuseUnlessPayable(order: Order): void {
  switch (order.state) {
    case 'NOTPAY':
      return;
    case 'PAYING':
      if (order.inFlight !== undefined) throw new CashierRefusal('in-progress');
      return;
    case 'INITIAL':
      throw new CashierRefusal('card-not-bound');
    case 'CLOSED':
      throw new CashierRefusal('order-closed');
    case 'SUCCESS':
      throw new CashierRefusal('already-paid');
    case 'SYS_REFUNDING':
      throw new CashierRefusal('in-progress');
    case 'SYS_REFUNDED':
      throw new CashierRefusal('order-failed');
    case 'REFUND':
      throw new CashierRefusal('refunded');
  }
}

/** Fixes the split, numbers the sub-orders and takes the cash; a script may overdraw to zero. */
function takeCash(world: World, order: Order): Order {
  const { cash, ...rest } = order;
  const split = splitAtPayment(world, order);
  const insured = order.insurance !== undefined;
  const user = world.users.get(payerOf(order));
  if (user !== undefined) {
    const cashBalanceFen = Math.max(0, user.cashBalanceFen - split.cashFee);
    world.users.put(user.openid, { ...user, cashBalanceFen });
  }
  return {
    ...rest,
    split,
    ...(split.cashFee > 0
      ? { cash: cash ?? 'NOTPAY', cashOrderId: `4200000${randomDigits(world.random, 21)}` }
      : {}),
    ...(insured ? insuranceRecord(world) : {}),
  };
}

function insuranceRecord(
  world: World,
): Pick<Order, 'insuranceOrderId' | 'medicalCardId' | 'responseContent'> {
  const settlement = randomDigits(world.random, 12);
  return {
    insuranceOrderId: `I${randomDigits(world.random, 17)}`,
    medicalCardId: randomDigits(world.random, 10),
    responseContent: JSON.stringify({ bka001: '1', aaz216: settlement }),
  };
}
