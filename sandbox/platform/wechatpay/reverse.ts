/**
 * 撤销 of an order charged with a payment code (POST …/out-trade-no/{out_trade_no}/reverse): what is unpaid is
 * closed, what was paid goes back whole and at once; within seven days, again and again.
 */

import { randomDigits } from '../payinsurance/random';
import { notTyping, payeeOf } from './codepay';
import { ApiRefusal, numbered, worded } from './errors';
import { bodyOf, check, needed, optional, text, textIn, type Fields } from './fields';
import { keyOf, leversOf, setLevers, type CashOrder, type JsonObject, type World } from './model';
import { ok, type Call, type Result } from './routes';
import { saveCash, saveUser, userOf } from './store';

const MERCHANT: Fields = { appid: needed(text(32)), mchid: needed(text(32)) };
const PARTNER: Fields = {
  sp_appid: needed(text(32)),
  sp_mchid: needed(text(32)),
  sub_appid: optional(text(32)),
  sub_mchid: needed(text(32)),
};
const WINDOW_MS = 7 * 86_400_000;

export function reverse(world: World, call: Call): Result {
  const body = bodyOf(call.body);
  check(call.caller.kind === 'merchant' ? MERCHANT : PARTNER, body);
  const owner = payeeOf(world, call, body);
  const order = world.cash.get(keyOf(owner, call.no));
  if (order === undefined) throw numbered('268529515');
  refuseUnlessReversible(world, order);
  const { recallReversals = 0 } = leversOf(world);
  if (recallReversals > 0) {
    setLevers(world, { recallReversals: recallReversals - 1 });
    return ok({ ...named(body, call.no), recall: 'Y' });
  }
  if (order.state !== 'REVOKED') revoke(world, order);
  return ok(named(body, call.no));
}

function refuseUnlessReversible(world: World, order: CashOrder): void {
  if (order.codePayment === undefined) {
    throw new ApiRefusal(400, 'INVALID_REQUEST', '订单的支付场景不支持撤销，请使用关闭订单或退款');
  }
  if (order.state === 'REFUND') throw worded('TRADE_ERROR', '订单发生过退款，不能撤销');
  if (order.state === 'CLOSED') throw worded('ORDER_CLOSED');
  if (world.clock.now() - order.createdAt > WINDOW_MS) {
    throw new ApiRefusal(400, 'INVALID_REQUEST', '订单已超过撤销的最大期限（7 天），请申请退款');
  }
}

function revoke(world: World, order: CashOrder): CashOrder {
  const revokedAt = world.clock.now();
  const { codePayment, ...rest } = notTyping(order);
  const reversed: CashOrder = {
    ...{ ...rest, state: 'REVOKED' },
    codePayment: { ...codePayment, revokedAt },
  };
  if (order.paidAt === undefined) return saveCash(world, reversed);
  const user = userOf(world, order.payerAppid, order.openid);
  if (user !== undefined) {
    saveUser(world, { ...user, cashBalanceFen: user.cashBalanceFen + order.total });
  }
  const reversalId = `504${randomDigits(world.random, 26)}`;
  return saveCash(world, {
    ...reversed,
    codePayment: { ...reversed.codePayment, reversalId },
  });
}

/** Whose order it was, as it was asked. */
function named(body: JsonObject, outTradeNo: string): JsonObject {
  const names = ['appid', 'mchid', 'sp_appid', 'sp_mchid', 'sub_appid', 'sub_mchid'];
  const said = names.flatMap((name) => {
    const value = textIn(body, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(said), out_trade_no: outTradeNo };
}
