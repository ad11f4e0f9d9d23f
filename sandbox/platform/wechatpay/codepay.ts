/**
 * Charging a payment code (APIv3 付款码支付: POST /v3/pay/transactions/codepay and its partner path). A number is
 * charged once and a code is used once; how it ends is up to the payer's phone. Nobody is told by a notice:
 * the answer and the query are all there is.
 */

import { randomDigits } from '../payinsurance/random';
import { cashView, mustBe, OUT_TRADE_NO } from './cash-calls';
import { badParameter, worded, type ApiRefusal } from './errors';
import { bodyOf, check, fen, fenIn, needed, object, objectIn, oneOf, optional } from './fields';
import { text, textIn, type Fields } from './fields';
import { keyOf, type CashOrder, type JsonObject, type Owner } from './model';
import type { PaymentCode, PhoneWay, User, World } from './model';
import { hospitalOf, ownerOf } from './ownership';
import { PAYMENT_CODE } from './payment-codes';
import { ok, type Call, type Result } from './routes';
import { saveCash, saveUser, userNamed } from './store';

const COMMON: Fields = {
  description: needed(text(127)),
  out_trade_no: needed(OUT_TRADE_NO),
  attach: optional(text(128)),
  goods_tag: optional(text(32)),
  support_fapiao: optional({ is: 'flag' }),
  payer: needed(object({ auth_code: needed(text(32)) })),
  amount: needed(object({ total: needed(fen(1)), currency: optional(oneOf('CNY')) })),
  scene_info: needed(
    object({
      device_id: optional(text(32)),
      device_ip: optional(text(45)),
      store_info: needed(object({ id: optional(text(32)), out_id: optional(text(256)) })),
    }),
  ),
  settle_info: optional(object({ profit_sharing: optional({ is: 'flag' }) })),
};
const MERCHANT: Fields = { appid: needed(text(32)), mchid: needed(text(32)), ...COMMON };
const PARTNER: Fields = {
  sp_appid: needed(text(32)),
  sp_mchid: needed(text(32)),
  sub_appid: optional(text(32)),
  sub_mchid: needed(text(32)),
  ...COMMON,
};

/** Whom the body names, checked against who signed. Throws `ApiRefusal`. */
export function payeeOf(world: World, call: Call, body: JsonObject): Owner {
  const { kind, account } = call.caller;
  if (kind === 'merchant') {
    mustBe(body, 'mchid', account.mchid);
    mustBe(body, 'appid', account.appid);
    return ownerOf(world, call.caller, undefined);
  }
  mustBe(body, 'sp_mchid', account.mchid);
  mustBe(body, 'sp_appid', account.appid);
  const owner = ownerOf(world, call.caller, textIn(body, 'sub_mchid'));
  const { appid } = hospitalOf(world, owner.subMchid);
  if (textIn(body, 'sub_appid') !== undefined) mustBe(body, 'sub_appid', appid);
  return owner;
}

/** POST /v3/pay/transactions/codepay, POST /v3/pay/partner/transactions/codepay */
export function codepay(world: World, call: Call): Result {
  const body = bodyOf(call.body);
  check(call.caller.kind === 'merchant' ? MERCHANT : PARTNER, body);
  const owner = payeeOf(world, call, body);
  const outTradeNo = textIn(body, 'out_trade_no') ?? '';
  const known = world.cash.get(keyOf(owner, outTradeNo));
  if (known !== undefined) throw numberTaken(known);
  const code = usableCode(world, body);
  const user = userNamed(world, code.openid);
  if (user === undefined) throw worded('AUTH_CODE_INVALID', '付款码所属用户不存在');
  const order = orderOf(world, { body, owner, outTradeNo, user });
  world.codes.put(code.code, { ...code, usedBy: order.id });
  return charged(world, order, user);
}

function numberTaken({ state, codePayment }: CashOrder): ApiRefusal {
  if (codePayment === undefined) return worded('OUT_TRADE_NO_USED');
  switch (state) {
    case 'SUCCESS':
    case 'REFUND':
      return worded('ORDER_PAID');
    case 'CLOSED':
      return worded('ORDER_CLOSED');
    case 'REVOKED':
      return worded('ORDER_REVERSED');
    case 'USERPAYING':
      return worded('USERPAYING');
    case 'NOTPAY':
    case 'PAYERROR':
      return worded('OUT_TRADE_NO_USED');
  }
}

/** The code, if it may pay for this. A refusal leaves it as it was. */
function usableCode(world: World, body: JsonObject): PaymentCode {
  const store = objectIn(objectIn(body, 'scene_info') ?? {}, 'store_info') ?? {};
  if (textIn(store, 'id') === undefined && textIn(store, 'out_id') === undefined) {
    throw badParameter('scene_info.store_info.id 与 scene_info.store_info.out_id 至少传一个');
  }
  const asked = textIn(objectIn(body, 'payer') ?? {}, 'auth_code') ?? '';
  if (!PAYMENT_CODE.test(asked)) {
    throw worded('AUTH_CODE_INVALID', '应为以 10–15 为前缀的 18 位数字');
  }
  const code = world.codes.get(asked);
  if (code === undefined) throw worded('AUTH_CODE_INVALID', '付款码不存在');
  if (code.usedBy !== undefined) throw worded('AUTH_CODE_ERROR', '每个付款码仅限使用一次');
  if (code.expiresAt <= world.clock.now()) throw worded('AUTH_CODE_EXPIRED');
  if (code.amountFen !== fenIn(objectIn(body, 'amount') ?? {}, 'total')) {
    throw worded('TRADE_ERROR', '付款凭据的金额与 amount.total 不一致');
  }
  if (code.outTradeNo !== undefined && code.outTradeNo !== textIn(body, 'out_trade_no')) {
    throw worded('TRADE_ERROR', '付款凭据的交易流水号与 out_trade_no 不一致');
  }
  return code;
}

interface Charge {
  readonly body: JsonObject;
  readonly owner: Owner;
  readonly outTradeNo: string;
  readonly user: User;
}

function orderOf(world: World, { body, owner, outTradeNo, user }: Charge): CashOrder {
  const now = world.clock.now();
  const { mchid, subMchid } = owner;
  const [attach, subAppid] = [textIn(body, 'attach'), textIn(body, 'sub_appid')];
  const deviceId = textIn(objectIn(body, 'scene_info') ?? {}, 'device_id');
  const { payer: _secret, ...asked } = body;
  return {
    ...{ id: keyOf(owner, outTradeNo), mchid, subMchid, outTradeNo, asked },
    ...{ prepayId: '', notifyUrl: '', createdAt: now, expiresAt: now, state: 'NOTPAY' },
    description: textIn(body, 'description') ?? '',
    ...(attach === undefined ? {} : { attach }),
    payerAppid: user.appid,
    openid: user.openid,
    total: fenIn(objectIn(body, 'amount') ?? {}, 'total') ?? 0,
    codePayment: {
      ...(deviceId === undefined ? {} : { deviceId }),
      ...(subAppid === undefined ? {} : { subAppid }),
    },
  };
}

export function phoneWayOf(world: World, openid: string): PhoneWay {
  return world.phones.get(openid)?.pays ?? 'at-once';
}

/** What the payer's phone makes of it. */
function charged(world: World, order: CashOrder, user: User): Result {
  const pays = phoneWayOf(world, user.openid);
  if (pays === 'password') {
    const typingEndsAt = world.clock.now() + world.settings.typingMs;
    const codePayment = { ...order.codePayment, typingEndsAt };
    saveCash(world, { ...order, state: 'USERPAYING', codePayment });
    throw worded('USERPAYING');
  }
  if (pays === 'insufficient' || user.cashBalanceFen < order.total) {
    saveCash(world, { ...order, state: 'PAYERROR' });
    throw worded('NOT_ENOUGH', '用户账户余额不足，请更换付款方式');
  }
  const paid = ok(cashView(world, takeCode(world, order)));
  return pays === 'lost' ? { ...paid, lost: true } : paid;
}

/** The money is taken. */
export function takeCode(world: World, order: CashOrder): CashOrder {
  const user = userNamed(world, order.openid);
  if (user !== undefined) {
    saveUser(world, { ...user, cashBalanceFen: Math.max(0, user.cashBalanceFen - order.total) });
  }
  return saveCash(world, {
    ...notTyping(order),
    state: 'SUCCESS',
    paidAt: world.clock.now(),
    transactionId: `4200000${randomDigits(world.random, 21)}`,
  });
}

/** The payer gave up, or took too long. */
export function failCode(world: World, order: CashOrder): CashOrder {
  return saveCash(world, { ...notTyping(order), state: 'PAYERROR' });
}

export function notTyping(order: CashOrder): CashOrder {
  const { typingEndsAt: _typingEndsAt, ...codePayment } = order.codePayment ?? {};
  return { ...order, codePayment };
}
