/**
 * The payers' phones when a payment code is charged: how they pay, and what they do with a password that is
 * asked for. Driven by scripts and by the page that shows somebody's 医保码.
 */

import { failCode, phoneWayOf, takeCode } from './codepay';
import { applyTime } from './life';
import type { CashOrder, PhoneWay, World } from './model';
import { anyCash, userNamed } from './store';

export type TypedAs = 'paid' | 'cancelled' | 'insufficient';

export interface PhoneDesk {
  pays(openid: string): PhoneWay;
  /** undefined: nobody of that openid. */
  setPays(openid: string, pays: PhoneWay): PhoneWay | undefined;
  /** What somebody has left to spend, in fen. */
  balance(openid: string): number | undefined;
  /** Orders whose payer is asked for the password; of everybody, or of one. */
  typing(openid?: string): readonly CashOrder[];
  /**
   * The payer types the password, or gives up; `insufficient` when there is too little money, which fails
   * it. undefined: no such order, or no password is asked for it (any more).
   */
  type(outTradeNo: string, how: 'confirm' | 'cancel'): TypedAs | undefined;
}

export function phoneDesk(world: World): PhoneDesk {
  return {
    pays: (openid) => phoneWayOf(world, openid),
    setPays(openid, pays) {
      if (userNamed(world, openid) === undefined) return undefined;
      world.phones.put(openid, { openid, pays });
      return pays;
    },
    balance: (openid) => userNamed(world, openid)?.cashBalanceFen,
    typing(openid) {
      applyTime(world);
      return [...world.index.typing]
        .flatMap((id) => world.cash.get(id) ?? [])
        .filter((order) => openid === undefined || order.openid === openid);
    },
    type(outTradeNo, how) {
      applyTime(world);
      const order = anyCash(world, outTradeNo);
      if (order?.codePayment?.typingEndsAt === undefined) return undefined;
      if (how === 'cancel') {
        failCode(world, order);
        return 'cancelled';
      }
      if ((userNamed(world, order.openid)?.cashBalanceFen ?? 0) < order.total) {
        failCode(world, order);
        return 'insufficient';
      }
      takeCode(world, order);
      return 'paid';
    },
  };
}
