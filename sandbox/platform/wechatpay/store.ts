/** The only writers of orders, refunds and notices, and the look-ups by their many names. */

import { keyOf, type CashOrder, type CashRefund, type MixedOrder, type Notice } from './model';
import type { Owner, User, World } from './model';

export function saveCash(world: World, order: CashOrder): CashOrder {
  world.cash.put(order.id, order);
  world.index.noteCash(order);
  return order;
}

export function saveMixed(world: World, order: MixedOrder): MixedOrder {
  world.mixed.put(order.id, order);
  world.index.noteMixed(order);
  return order;
}

export function saveRefund(world: World, refund: CashRefund): CashRefund {
  world.refunds.put(refund.id, refund);
  world.index.noteRefund(refund);
  return refund;
}

export function saveNotice(world: World, notice: Notice): Notice {
  world.notices.put(notice.id, notice);
  world.index.noteNotice(notice);
  return notice;
}

export function cashByPrepayId(world: World, prepayId: string): CashOrder | undefined {
  const id = world.index.cashByPrepayId.get(prepayId);
  return id === undefined ? undefined : world.cash.get(id);
}

export function mixedByMixTradeNo(world: World, mixTradeNo: string): MixedOrder | undefined {
  const id = world.index.mixedByMixTradeNo.get(mixTradeNo);
  return id === undefined ? undefined : world.mixed.get(id);
}

/** Both parts of an order carry the same out_trade_no, so the same key. */
export function cashOf(world: World, order: MixedOrder): CashOrder | undefined {
  return order.self === undefined ? undefined : world.cash.get(order.id);
}

export function refundsOf(world: World, cash: CashOrder): readonly CashRefund[] {
  const ids = world.index.refundsByCash.get(cash.id) ?? [];
  return ids.flatMap((id) => world.refunds.get(id) ?? []);
}

/** By its out_trade_no alone, of whatever merchant: for scripts, never for callers. */
export function anyMixed(world: World, outTradeNo: string): MixedOrder | undefined {
  for (const owner of owners(world)) {
    const found = world.mixed.get(keyOf(owner, outTradeNo));
    if (found !== undefined) return found;
  }
  return undefined;
}

export function anyCash(world: World, outTradeNo: string): CashOrder | undefined {
  for (const owner of owners(world)) {
    const found = world.cash.get(keyOf(owner, outTradeNo));
    if (found !== undefined) return found;
  }
  return undefined;
}

export function anyRefund(world: World, outRefundNo: string): CashRefund | undefined {
  for (const owner of owners(world)) {
    const found = world.refunds.get(keyOf(owner, outRefundNo));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Everybody who may have orders here. */
export function owners({ keys }: Pick<World, 'keys'>): readonly Owner[] {
  const { mchid } = keys.provider;
  return [
    ...keys.provider.hospitals.map((hospital) => ({ mchid, subMchid: hospital.mchid })),
    { mchid: keys.merchant.mchid, subMchid: '' },
  ];
}

export function userOf(world: World, appid: string, openid: string): User | undefined {
  return world.users.get(`${appid}/${openid}`);
}

/** Whoever has that openid, in whatever app: a payment code knows no app. */
export function userNamed(world: World, openid: string): User | undefined {
  for (const user of world.users.values()) if (user.openid === openid) return user;
  return undefined;
}

export function saveUser(world: World, user: User): void {
  world.users.put(`${user.appid}/${user.openid}`, user);
}
