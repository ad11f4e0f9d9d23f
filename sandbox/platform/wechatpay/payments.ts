/**
 * How a mixed order is paid: cash first, then the insurance at the bureau. When the insurance fails after
 * the cash was taken the order stays half-paid: the platform does not give the cash back (money rule 9).
 */

import { randomDigits } from '../payinsurance/random';
import { leversOf, setLevers, type CashOrder, type MixedOrder, type World } from './model';
import { enqueue } from './notices';
import { cashOf, saveCash, saveMixed, saveUser, userOf } from './store';

export const OUTCOMES = ['paid', 'insufficient', 'insurance-fails', 'paying'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const CASHIER_ACTIONS = ['pay', 'insufficient', 'leave', 'insurance-fails'] as const;
export type CashierAction = (typeof CASHIER_ACTIONS)[number];

export type CashierCode =
  | 'order-unknown'
  | 'wrong-payer'
  | 'bad-parameters'
  | 'wrong-password'
  | 'insufficient'
  | 'in-progress'
  | 'already-paid'
  | 'order-failed'
  | 'refunded'
  | 'cash-closed'
  | 'prepay-expired'
  | 'no-insurance-leg';

const WORDS: Readonly<Record<CashierCode, string>> = {
  'order-unknown': '订单不存在，请返回医院小程序重新发起支付',
  'wrong-payer': '请使用下单时的微信账号支付',
  'bad-parameters': '支付参数有误',
  'wrong-password': '支付密码错误，请重试',
  insufficient: '余额不足，请更换付款方式或充值后再试',
  'in-progress': '支付处理中，请勿重复支付',
  'already-paid': '订单已支付，无需重复支付',
  'order-failed': '本次支付失败，请返回医院小程序查看结果',
  refunded: '订单已退款',
  'cash-closed': '订单已关闭，请返回医院小程序重新下单',
  'prepay-expired': '支付已超时，请返回医院小程序重新发起支付',
  'no-insurance-leg': '自费订单没有医保支付，不能模拟医保失败',
};

/** A refusal in the cashier; `message` is what is read there. */
export class CashierRefusal extends Error {
  override readonly name = 'CashierRefusal';
  constructor(
    readonly code: CashierCode,
    detail?: string,
  ) {
    super(detail === undefined ? WORDS[code] : `${WORDS[code]}：${detail}`);
  }
}

/** What the bureau hands back to the hospital through the platform. */
const RESPONSE_CONTENT = JSON.stringify({ setlInfo: { setlType: 'ALL' } });

/** Throws `CashierRefusal` unless the order can be paid now. */
export function refuseUnlessPayable(world: World, order: MixedOrder): void {
  if (order.inFlight !== undefined) throw new CashierRefusal('in-progress');
  switch (order.state) {
    case 'USER_PAYING':
      throw new CashierRefusal('in-progress');
    case 'SUCCESS':
      throw new CashierRefusal('already-paid');
    case 'REFUND':
      throw new CashierRefusal('refunded');
    case 'FAIL':
      throw new CashierRefusal('order-failed');
    case 'CREATED':
      break;
  }
  const cash = cashOf(world, order);
  if (cash === undefined) return;
  if (cash.state === 'CLOSED') throw new CashierRefusal('cash-closed');
  if (cash.expiresAt <= world.clock.now()) throw new CashierRefusal('prepay-expired');
}

/**
 * Makes a payment end as told. `insufficient` always throws and leaves the order payable; `paying` ends
 * well by itself after a while, unless it is ended by `paid` or `insurance-fails` before.
 */
export function pay(world: World, order: MixedOrder, outcome: Outcome): MixedOrder {
  if (outcome === 'insurance-fails' && order.medIns === undefined) {
    throw new CashierRefusal('no-insurance-leg');
  }
  if (order.inFlight !== undefined && outcome !== 'insufficient' && outcome !== 'paying') {
    return settle(world, order, outcome);
  }
  refuseUnlessPayable(world, order);
  const cash = cashOf(world, order);
  if (outcome === 'insufficient') throw new CashierRefusal('insufficient');
  if (cash !== undefined && balanceOf(world, order) < cash.total) {
    throw new CashierRefusal('insufficient');
  }
  if (outcome !== 'paying') return settle(world, order, outcome);
  if (cash !== undefined) saveCash(world, { ...cash, state: 'USERPAYING' });
  const endsAt = world.clock.now() + world.settings.payingMs;
  return saveMixed(world, {
    ...order,
    state: 'USER_PAYING',
    inFlight: { outcome: 'paid', endsAt },
  });
}

function balanceOf(world: World, { payerAppid, openid }: MixedOrder): number {
  return userOf(world, payerAppid, openid)?.cashBalanceFen ?? 0;
}

/** Ends what is on its way; cash, then insurance. */
export function settle(
  world: World,
  order: MixedOrder,
  outcome: 'paid' | 'insurance-fails',
): MixedOrder {
  const { inFlight: _inFlight, ...rest } = order;
  const now = world.clock.now();
  const cash = cashOf(world, order);
  if (cash !== undefined) takeCash(world, cash);
  const withCash: MixedOrder = { ...rest, ...(cash === undefined ? {} : { self: 'SUCCESS' }) };
  if (order.medIns === undefined) return succeeded(world, withCash, now);
  const said = insuranceSays(world, order, outcome);
  if (said.ok) {
    const insured: MixedOrder = { ...withCash, medIns: 'SUCCESS' };
    return succeeded(world, { ...insured, responseContent: RESPONSE_CONTENT }, said.at);
  }
  return saveMixed(world, { ...withCash, state: 'FAIL', medIns: 'FAIL', failReason: said.why });
}

type Said = ReturnType<World['bureau']['settle']>;

/** The bureau is not asked at all when a script wants the insurance to fail. */
function insuranceSays(world: World, order: MixedOrder, outcome: 'paid' | 'insurance-fails'): Said {
  const { left, reason } = leversOf(world).insuranceFails;
  if (left > 0) {
    setLevers(world, { insuranceFails: { left: left - 1, reason } });
    return { ok: false, why: reason };
  }
  if (outcome === 'insurance-fails') return { ok: false, why: '医保局结算失败' };
  const payOrderId = order.asked.pay_order_id;
  return world.bureau.settle(typeof payOrderId === 'string' ? payOrderId : '');
}

function takeCash(world: World, cash: CashOrder): void {
  const user = userOf(world, cash.payerAppid, cash.openid);
  if (user !== undefined) {
    saveUser(world, { ...user, cashBalanceFen: Math.max(0, user.cashBalanceFen - cash.total) });
  }
  const paid = saveCash(world, {
    ...cash,
    state: 'SUCCESS',
    paidAt: world.clock.now(),
    transactionId: `4200000${randomDigits(world.random, 21)}`,
  });
  enqueue(world, { kind: 'cash', order: paid });
}

function succeeded(world: World, order: MixedOrder, at: number): MixedOrder {
  const paid = saveMixed(world, { ...order, state: 'SUCCESS', paidAt: at });
  enqueue(world, { kind: 'mixed', order: paid });
  return paid;
}
