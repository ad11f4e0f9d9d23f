/**
 * The cash part: JSAPI prepay for merchants and service providers, query by out_trade_no, close. An
 * order that exists is answered again when the request is the same, refused when it is another one.
 */

import { randomText } from '../payinsurance/random';
import { ApiRefusal, badParameter, numbered } from './errors';
import {
  bodyOf,
  check,
  fen,
  fenIn,
  needed,
  object,
  objectIn,
  oneOf,
  optional,
  text,
  textIn,
  type Fields,
} from './fields';
import type { CashOrder, CashState, JsonObject, Owner, World } from './model';
import { keyOf } from './model';
import { checkNotifyUrl } from './notify-url';
import { hospitalOf, ownerOf, queryOf } from './ownership';
import { NO_CONTENT, ok, type Call, type Result } from './routes';
import { saveCash, userOf } from './store';
import { beijingTime, compactTime, momentOf } from './times';

export const OUT_TRADE_NO = text(
  32,
  /^[0-9A-Za-z_\-|*]{6,32}$/,
  '应为 6–32 个字符，只能是数字、大小写字母和 _-|*',
);
const OPENID = text(128);
const COMMON: Fields = {
  description: needed(text(127)),
  out_trade_no: needed(OUT_TRADE_NO),
  time_expire: optional({ is: 'time' }),
  attach: optional(text(128)),
  notify_url: needed({ is: 'url' }),
  goods_tag: optional(text(32)),
  support_fapiao: optional({ is: 'flag' }),
  amount: needed(object({ total: needed(fen(1)), currency: optional(oneOf('CNY')) })),
  scene_info: optional(
    object({ payer_client_ip: needed(text(45)), device_id: optional(text(32)) }),
  ),
  settle_info: optional(object({ profit_sharing: optional({ is: 'flag' }) })),
};
const MERCHANT: Fields = {
  appid: needed(text(32)),
  mchid: needed(text(32)),
  ...COMMON,
  payer: needed(object({ openid: needed(OPENID) })),
};
const PARTNER: Fields = {
  sp_appid: needed(text(32)),
  sp_mchid: needed(text(32)),
  sub_appid: optional(text(32)),
  sub_mchid: needed(text(32)),
  ...COMMON,
  payer: needed(object({ sp_openid: optional(OPENID), sub_openid: optional(OPENID) })),
};

/** POST /v3/pay/transactions/jsapi */
export function prepay(world: World, call: Call): Result {
  if (call.caller.kind !== 'merchant') {
    throw badParameter('服务商应调用 /v3/pay/partner/transactions/jsapi');
  }
  const body = bodyOf(call.body);
  check(MERCHANT, body);
  const { account } = call.caller;
  mustBe(body, 'mchid', account.mchid);
  mustBe(body, 'appid', account.appid);
  const openid = textIn(objectIn(body, 'payer') ?? {}, 'openid') ?? '';
  const owner = ownerOf(world, call.caller, undefined);
  return place(world, body, { ...owner, payerAppid: account.appid, openid });
}

/** POST /v3/pay/partner/transactions/jsapi */
export function partnerPrepay(world: World, call: Call): Result {
  if (call.caller.kind !== 'provider') throw badParameter('商户应调用 /v3/pay/transactions/jsapi');
  const body = bodyOf(call.body);
  check(PARTNER, body);
  const { account } = call.caller;
  mustBe(body, 'sp_mchid', account.mchid);
  mustBe(body, 'sp_appid', account.appid);
  const owner = ownerOf(world, call.caller, textIn(body, 'sub_mchid'));
  const hospital = hospitalOf(world, owner.subMchid);
  const payer = objectIn(body, 'payer') ?? {};
  const [sp, sub] = [textIn(payer, 'sp_openid'), textIn(payer, 'sub_openid')];
  if ((sp === undefined) === (sub === undefined)) {
    throw badParameter('payer.sp_openid 与 payer.sub_openid 二选一');
  }
  if (sub !== undefined || textIn(body, 'sub_appid') !== undefined) {
    mustBe(body, 'sub_appid', hospital.appid);
  }
  const payerAppid = sub === undefined ? account.appid : hospital.appid;
  return place(world, body, { ...owner, payerAppid, openid: sub ?? sp ?? '' });
}

/** GET …/out-trade-no/{out_trade_no} */
export function queryCash(world: World, call: Call): Result {
  return ok(cashView(world, cashFor(world, call)));
}

/** POST …/out-trade-no/{out_trade_no}/close; a closed order stays closed, 204 again. */
export function closeCash(world: World, call: Call): Result {
  const body = bodyOf(call.body);
  const provider = call.caller.kind === 'provider';
  const name = provider ? 'sp_mchid' : 'mchid';
  check({ [name]: needed(text(32)), ...(provider ? { sub_mchid: needed(text(32)) } : {}) }, body);
  mustBe(body, name, call.caller.account.mchid);
  const owner = ownerOf(world, call.caller, textIn(body, 'sub_mchid'));
  const order = world.cash.get(keyOf(owner, call.no));
  if (order === undefined) throw numbered('268529515');
  if (order.codePayment !== undefined) {
    throw new ApiRefusal(400, 'INVALID_REQUEST', '付款码支付的订单不支持关闭，请使用撤销');
  }
  switch (order.state) {
    case 'USERPAYING':
      throw numbered('268560650');
    case 'SUCCESS':
    case 'REFUND':
      throw new ApiRefusal(400, 'ORDERPAID', '订单已支付，不能关闭');
    case 'NOTPAY':
      saveCash(world, { ...order, state: 'CLOSED' });
      return NO_CONTENT;
    case 'CLOSED':
    case 'REVOKED':
    case 'PAYERROR':
      return NO_CONTENT;
  }
}

function cashFor(world: World, call: Call): CashOrder {
  const provider = call.caller.kind === 'provider';
  const name = provider ? 'sp_mchid' : 'mchid';
  const query = queryOf(call.search, name, ...(provider ? ['sub_mchid'] : []));
  if (query[name] === undefined) throw badParameter(`缺少查询参数 ${name}`);
  mustBe(query, name, call.caller.account.mchid);
  const owner = ownerOf(world, call.caller, query.sub_mchid);
  const order = world.cash.get(keyOf(owner, call.no));
  if (order === undefined) throw numbered('268529515');
  return order;
}

interface Payer extends Owner {
  readonly payerAppid: string;
  readonly openid: string;
}

function place(world: World, body: JsonObject, payer: Payer): Result {
  checkNotifyUrl(world, 'notify_url', textIn(body, 'notify_url') ?? '');
  const now = world.clock.now();
  const closesAt = momentOf(textIn(body, 'time_expire') ?? '');
  if (closesAt !== undefined && closesAt < now + 60_000) {
    throw badParameter('time_expire 应晚于下单时间 1 分钟以上');
  }
  if (userOf(world, payer.payerAppid, payer.openid) === undefined) {
    throw numbered(payer.subMchid === '' ? '268510603' : '268510604');
  }
  const outTradeNo = textIn(body, 'out_trade_no') ?? '';
  const id = keyOf(payer, outTradeNo);
  const known = world.cash.get(id);
  if (known !== undefined) return again(world, known, body);
  const attach = textIn(body, 'attach');
  const order = saveCash(world, {
    ...{ id, outTradeNo, ...payer, asked: body },
    prepayId: newPrepayId(world),
    description: textIn(body, 'description') ?? '',
    ...(attach === undefined ? {} : { attach }),
    notifyUrl: textIn(body, 'notify_url') ?? '',
    total: fenIn(objectIn(body, 'amount') ?? {}, 'total') ?? 0,
    createdAt: now,
    expiresAt: Math.min(now + world.settings.prepayLivesMs, closesAt ?? Infinity),
    ...(closesAt === undefined ? {} : { closesAt }),
    state: 'NOTPAY',
  });
  return ok({ prepay_id: order.prepayId });
}

/** The same number again. */
function again(world: World, order: CashOrder, body: JsonObject): Result {
  if (order.state === 'CLOSED') throw new ApiRefusal(400, 'ORDER_CLOSED', '订单已关闭');
  if (order.state === 'SUCCESS' || order.state === 'REFUND') {
    throw new ApiRefusal(400, 'ORDERPAID', '订单已支付');
  }
  if (canonical(order.asked) !== canonical(body)) {
    throw new ApiRefusal(
      400,
      'INVALID_REQUEST',
      '请求重入时，参数与首次请求时不一致，请核实后再试',
    );
  }
  if (order.expiresAt > world.clock.now()) return ok({ prepay_id: order.prepayId });
  const expiresAt = world.clock.now() + world.settings.prepayLivesMs;
  const renewed = saveCash(world, { ...order, prepayId: newPrepayId(world), expiresAt });
  return ok({ prepay_id: renewed.prepayId });
}

/** The text of a body, whatever the order of its members. */
export function canonical(body: JsonObject): string {
  return JSON.stringify(body, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function newPrepayId(world: World): string {
  return `wx${compactTime(world.clock.now())}${randomText(world.random, 20).toLowerCase()}`;
}

export function mustBe(body: Readonly<Record<string, unknown>>, name: string, value: string): void {
  if (body[name] !== value) throw badParameter(`${name} 与签名商户不匹配`);
}

const STATE_WORDS: Readonly<Record<CashState, string>> = {
  NOTPAY: '订单未支付',
  USERPAYING: '用户支付中，需要输入密码',
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款',
  CLOSED: '订单已关闭',
  REVOKED: '订单已撤销',
  PAYERROR: '支付失败，请撤销订单',
};

/** What the query and the notice TRANSACTION.SUCCESS say. */
export function cashView(world: World, order: CashOrder): JsonObject {
  const { provider } = world.keys;
  const partner = order.subMchid !== '';
  const hospital = partner ? hospitalOf(world, order.subMchid) : undefined;
  const asSub = hospital !== undefined && subAppidOf(order) === hospital.appid;
  return {
    ...(hospital === undefined
      ? { appid: world.keys.merchant.appid, mchid: order.mchid }
      : {
          ...{ sp_appid: provider.appid, sp_mchid: order.mchid },
          ...(asSub ? { sub_appid: hospital.appid } : {}),
          sub_mchid: order.subMchid,
        }),
    out_trade_no: order.outTradeNo,
    ...(order.transactionId === undefined ? {} : { transaction_id: order.transactionId }),
    ...(order.paidAt === undefined
      ? {}
      : {
          trade_type: order.codePayment === undefined ? 'JSAPI' : 'MICROPAY',
          ...{ bank_type: 'OTHERS', success_time: beijingTime(order.paidAt) },
        }),
    trade_state: order.state,
    trade_state_desc: STATE_WORDS[order.state],
    ...(order.attach === undefined ? {} : { attach: order.attach }),
    payer: payerView(order, partner, asSub),
    amount: {
      total: order.total,
      currency: 'CNY',
      ...(order.paidAt === undefined ? {} : { payer_total: order.total, payer_currency: 'CNY' }),
    },
  };
}

/** A code's payer stands under sub_appid only where it was named. */
function subAppidOf({ codePayment, payerAppid }: CashOrder): string | undefined {
  return codePayment === undefined ? payerAppid : codePayment.subAppid;
}

function payerView({ openid }: CashOrder, partner: boolean, asSub: boolean): JsonObject {
  if (!partner) return { openid };
  return asSub ? { sub_openid: openid } : { sp_openid: openid };
}
