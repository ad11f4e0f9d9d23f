/**
 * What the cashier page shows of an order: amounts in fen, the patient's name masked as 医保支付
 * masks it, and for the sandbox the password that works.
 */

import { splitAtPayment } from './bureau';
import type { Order, World } from './model';
import { has, payerOf, STATE_WORDS } from './order-fields';

export interface CashierView {
  readonly payKey: string;
  readonly payAppid: string;
  readonly state: Order['state'];
  readonly stateText: string;
  /** A payment is on its way; nothing more can be done here. */
  readonly busy: boolean;
  readonly hospitalName: string;
  readonly body: string;
  readonly hospOutTradeNo: string;
  readonly medTransId: string;
  /** False for a cash order (pay_type 1). */
  readonly insured: boolean;
  /** The bureau decides the split at payment (allow_fee_change=1). */
  readonly splitByBureau: boolean;
  readonly totalFee: number;
  readonly cashFee: number;
  readonly insuranceFee: number;
  readonly selfFee: number;
  readonly fundFee: number;
  readonly otherFee: number;
  readonly cashAddFee: number;
  readonly cashReducedFee: number;
  /** total_fee beyond cash, insurance and reductions: the bureau's discount. */
  readonly discountFee: number;
  readonly patient: string;
  readonly cashBalance: number;
  readonly testPassword: string;
  readonly paidAt?: number;
}

export function cashierView(world: World, order: Order): CashierView {
  const { asked } = order;
  const split =
    order.cashOrderId === undefined && order.insuranceOrderId === undefined
      ? splitAtPayment(world, order)
      : order.split;
  const user = world.users.get(payerOf(order));
  const cashReducedFee = Number(asked.cash_reduced_fee ?? 0);
  return {
    payKey: order.payKey,
    payAppid: world.settings.payAppid,
    state: order.state,
    stateText: STATE_WORDS[order.state],
    busy: order.inFlight !== undefined,
    hospitalName: asked.hospital_name ?? '',
    body: asked.body ?? '',
    hospOutTradeNo: asked.hosp_out_trade_no ?? '',
    medTransId: order.medTransId,
    insured: order.insurance !== undefined,
    splitByBureau: order.insurance !== undefined && asked.allow_fee_change === '1',
    totalFee: order.totalFee,
    ...split,
    cashAddFee: Number(asked.cash_add_fee ?? 0),
    cashReducedFee,
    discountFee: order.totalFee - split.cashFee - split.insuranceFee - cashReducedFee,
    patient: has(asked, 'user_name') ? maskedName(asked.user_name ?? '') : '',
    cashBalance: user?.cashBalanceFen ?? 0,
    testPassword: user?.payPassword ?? '',
    ...(order.paidAt === undefined ? {} : { paidAt: order.paidAt }),
  };
}

/** 张三 → *三, 欧阳小明 → **明; a single character is hidden. */
export function maskedName(name: string): string {
  const characters = Array.from(name);
  const last = characters.at(-1) ?? '';
  if (characters.length < 2) return '*';
  return `${'*'.repeat(Math.min(2, characters.length - 1))}${last}`;
}
