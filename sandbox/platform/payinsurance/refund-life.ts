/**
 * What becomes of a refund (interface document v2.4 §3.7): each leg ends as its fate says when its
 * time has come, or as a script decides. Cash that arrives is the payer's again; a leg that does not
 * arrive leaves the whole REFUNDING.
 */

import type { Order, World } from './model';
import { applyTime as applyOrderTime, giveBack } from './orders';
import { randomDigits } from './random';
import {
  isMoving,
  refundState,
  type Refund,
  type RefundAct,
  type RefundDecision,
  type RefundFate,
  type RefundNames,
} from './refund-model';

/** A refund lever that does not fit the refund's state; for a developer. */
export class RefundLeverRefusal extends Error {
  override readonly name = 'RefundLeverRefusal';
  constructor(
    readonly code: 'no-such-refund' | 'no-such-leg' | 'not-refunding' | 'not-failed',
    message: string,
  ) {
    super(message);
  }
}

export function saveRefund(world: World, refund: Refund): Refund {
  world.refunds.put(refund.id, refund);
  world.index.noteRefund(refund);
  return refund;
}

/**
 * The refund that the names mean, by the first of them that was given in the priority of §3.7
 * (trap 34); the others are not looked at. Only refunds of orders that `may` be seen.
 */
export function findRefund(
  world: World,
  names: RefundNames,
  may: (order: Order) => boolean = () => true,
): { readonly refund: Refund; readonly order: Order } | undefined {
  for (const id of candidates(world, names)) {
    const refund = world.refunds.get(id);
    const order = refund && world.orders.get(refund.orderId);
    if (refund === undefined || order === undefined || !may(order)) continue;
    return { refund: timelyRefund(world, refund), order };
  }
  return undefined;
}

/** The refund of an order, if one was ever taken. */
export function refundOf(world: World, order: Order): Refund | undefined {
  const id = world.index.refundOfOrder(order.id);
  const refund = id === undefined ? undefined : world.refunds.get(id);
  return refund && timelyRefund(world, refund);
}

/** Every refund, with the time that has passed applied. */
export function allRefunds(world: World): readonly Refund[] {
  applyRefundTime(world);
  return [...world.refunds.values()];
}

/** Applies the time that has passed to whatever it may change. */
export function applyTime(world: World): void {
  applyOrderTime(world);
  applyRefundTime(world);
}

/** Decides the next refund, or that of one order, before it is asked for. */
export function planRefund(world: World, id: string, decision: RefundDecision): void {
  world.refundPlans.put(id, { ...decision, id });
}

/** How a refund of this order will end; a plan is used up by it. */
export function fateFor(
  world: World,
  order: Order,
): { readonly fate: RefundFate; readonly afterMs: number | null } {
  const id = order.asked.hosp_out_trade_no ?? '';
  const plan = world.refundPlans.get(id) ?? world.refundPlans.get('*');
  if (plan !== undefined) world.refundPlans.remove(plan.id);
  const { cash = 'SUCCESS', insurance = 'SUCCESS' } = plan ?? {};
  const afterMs = plan?.afterMs === undefined ? world.settings.refundingMs : plan.afterMs;
  return { fate: { cash, insurance }, afterMs };
}

/** Pulls a lever on a refund that has been asked for. Throws `RefundLeverRefusal`. */
export function actOnRefund(world: World, names: RefundNames, act: RefundAct): Refund {
  const refund = findRefund(world, names)?.refund;
  if (refund === undefined) throw new RefundLeverRefusal('no-such-refund', 'no such refund');
  const now = world.clock.now();
  switch (act) {
    case 'finish': {
      if (refundState(refund) === 'SUCCESS') return refund;
      requireMoving(isMoving(refund) ? 'REFUNDING' : (refund.cash ?? refund.insurance), 'last');
      const { endsAt: _over, ...rest } = refund;
      return settle(world, rest, { cash: 'SUCCESS', insurance: 'SUCCESS' }, now);
    }
    case 'change':
      requireMoving(refund.cash, 'cash');
      return saveRefund(world, { ...refund, cash: 'CHANGE' });
    case 'fail':
      requireMoving(refund.insurance, 'insurance');
      return saveRefund(world, { ...refund, insurance: 'FAIL' });
    case 'stay': {
      const { endsAt: _over, ...rest } = refund;
      return saveRefund(world, rest);
    }
    case 'heal':
      if (refund.insurance !== 'FAIL') {
        throw new RefundLeverRefusal('not-failed', 'the insurance leg has not failed');
      }
      return arrived(world, refund, { ...refund, insurance: 'SUCCESS' }, now);
  }
}

function candidates(world: World, names: RefundNames): readonly string[] {
  const { index } = world;
  if (given(names.medRefundId)) return only(index.refundByMedRefundId(names.medRefundId));
  if (given(names.hospOutRefundNo)) return index.refundsByOutRefundNo(names.hospOutRefundNo);
  if (given(names.hospOutTradeNo)) {
    const orders = index.ordersByOutTradeNo(names.hospOutTradeNo);
    return orders.flatMap((id) => only(index.refundOfOrder(id)));
  }
  const order = index.orderByMedTransId(names.medTransId ?? '');
  return order === undefined ? [] : only(index.refundOfOrder(order));
}

function applyRefundTime(world: World): void {
  for (const id of [...world.index.moving]) {
    const refund = world.refunds.get(id);
    if (refund !== undefined) timelyRefund(world, refund);
  }
}

function timelyRefund(world: World, refund: Refund): Refund {
  const { endsAt } = refund;
  if (endsAt === undefined || endsAt > world.clock.now()) return refund;
  const { endsAt: _over, ...rest } = refund;
  return settle(world, rest, refund.fate, endsAt);
}

/** Every leg under way meets `fate` at `at`. */
function settle(world: World, refund: Refund, fate: RefundFate, at: number): Refund {
  return arrived(
    world,
    refund,
    {
      ...refund,
      ...(refund.cash === 'REFUNDING' ? { cash: fate.cash } : {}),
      ...(refund.insurance === 'REFUNDING' ? { insurance: fate.insurance } : {}),
    },
    at,
  );
}

/** Books what reached its end between two states of a refund: money, bureau's answer, times. */
function arrived(world: World, before: Refund, after: Refund, at: number): Refund {
  if (before.cash !== 'SUCCESS' && after.cash === 'SUCCESS') {
    const order = world.orders.get(after.orderId);
    if (order !== undefined) giveBack(world, order, after.cashFee);
  }
  const insured = before.insurance !== 'SUCCESS' && after.insurance === 'SUCCESS';
  return saveRefund(world, {
    ...after,
    ...(insured
      ? {
          insuranceEndedAt: at,
          responseContent: JSON.stringify({ bka001: '1', aaz216: randomDigits(world.random, 12) }),
        }
      : {}),
    ...(refundState(after) === 'SUCCESS' && before.endedAt === undefined ? { endedAt: at } : {}),
  });
}

function requireMoving(state: string | undefined, leg: string): void {
  if (state === undefined) {
    throw new RefundLeverRefusal('no-such-leg', `the refund has no ${leg} leg`);
  }
  if (state !== 'REFUNDING') {
    throw new RefundLeverRefusal('not-refunding', `the ${leg} leg is ${state}, not REFUNDING`);
  }
}

function given(name: string | undefined): name is string {
  return (name ?? '') !== '';
}

function only(id: string | undefined): readonly string[] {
  return id === undefined ? [] : [id];
}
