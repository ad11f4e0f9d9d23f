/**
 * What the four calls do once token, signature and field table have been passed: unifiedorder §3.3,
 * queryorder §3.4, closeorder §3.10, verifyname §3.9 of the interface document v2.4.
 */

import { amountOffence, amountsOf } from './amounts';
import { BusinessRefusal } from './answers';
import { splitAsked } from './bureau';
import type { Caller, Order, User, World } from './model';
import { has, orderFields, present, STATE_WORDS } from './order-fields';
import { findOrder, orderId, save } from './orders';
import { randomDigits, randomText } from './random';
import { requestContentOffence } from './request-content';
import { shanghaiStamp } from './shanghai-time';
import type { Fields } from './xml';

export function placeOrder(world: World, caller: Caller, fields: Fields): Fields {
  const offence = orderOffence(fields);
  if (offence !== undefined) throw new BusinessRefusal('513', `参数错误: ${offence}`);
  const user = payerAmong(world, caller, fields);
  const id = orderId(caller, fields.hosp_out_trade_no ?? '');
  if (world.orders.get(id) !== undefined) {
    throw new BusinessRefusal('530', 'hosp_out_trade_no 重复');
  }
  const insured = fields.pay_type !== '1';
  if (insured && user.boundCard && !sameIdentity(user, fields)) {
    throw new BusinessRefusal('534', '用户实名信息不符');
  }
  const order = save(world, newOrder(world, caller, fields, insured && !user.boundCard));
  return { med_trans_id: order.medTransId, ...payUrlOf(world, order) };
}

export function queryOrder(world: World, caller: Caller, fields: Fields): Fields {
  return orderFields(world, findOrder(world, caller, fields, '513'));
}

/** Only an order on which nothing is held or moving can be closed; closing twice is no fault. */
export function closeOrder(world: World, caller: Caller, fields: Fields): Fields {
  const order = findOrder(world, caller, fields, '80001');
  if (!['INITIAL', 'NOTPAY', 'SYS_REFUNDED', 'CLOSED'].includes(order.state)) {
    throw new BusinessRefusal('80001', `订单${STATE_WORDS[order.state]}，不能关闭`);
  }
  save(world, {
    ...order,
    state: 'CLOSED',
    ...(order.cash === 'NOTPAY' ? { cash: 'CLOSED' as const } : {}),
    ...(order.insurance === 'NOTPAY' ? { insurance: 'CLOSED' as const } : {}),
  });
  return {};
}

export function verifyName(world: World, caller: Caller, fields: Fields): Fields {
  const user = world.users.get(fields.openid ?? '');
  if (user === undefined || ![caller.appid, caller.subAppid].includes(user.appid)) {
    throw new BusinessRefusal('80001', '参数错误: openid 不属于该公众帐号');
  }
  if (!user.boundCard) throw new BusinessRefusal('80004', '未绑卡');
  if (user.name !== fields.name) throw new BusinessRefusal('80005', '实名不匹配');
  if (user.idDigest !== fields.idcard_md5) throw new BusinessRefusal('80006', '身份证号码不匹配');
  return {};
}

function newOrder(world: World, caller: Caller, fields: Fields, unbound: boolean): Order {
  const now = world.clock.now();
  const { sign: _sign, nonce_str: _nonce, ...asked } = present(fields);
  const { key: _key, ...owner } = caller;
  const split = splitAsked(world, asked);
  const mayHaveCash = split.cashFee > 0 || asked.allow_fee_change === '1';
  return {
    id: orderId(caller, asked.hosp_out_trade_no ?? ''),
    medTransId: `M${shanghaiStamp(now).slice(2, 8)}${randomDigits(world.random, 11)}`,
    payKey: randomText(world.random, 64),
    asked,
    caller: owner,
    createdAt: now,
    state: unbound ? 'INITIAL' : 'NOTPAY',
    ...(mayHaveCash ? { cash: 'NOTPAY' as const } : {}),
    ...(asked.pay_type === '1' ? {} : { insurance: 'NOTPAY' as const }),
    totalFee: Number(asked.total_fee),
    split,
    touchedAt: now,
  };
}

function payUrlOf(world: World, order: Order): Fields {
  if (world.settings.payUrlKind === 'mini-program') {
    const payUrl = `pages/index/index?pay_key=${order.payKey}`;
    return { pay_url: payUrl, pay_appid: world.settings.payAppid };
  }
  const page = 'https://mp.weixin.qq.com/insurance/pay/detail';
  return { pay_url: `${page}?pay_key=${order.payKey}#wechat_redirect` };
}

/** The rules of §3.3 that join several fields, in the order of its table. */
function orderOffence(fields: Fields): string | undefined {
  const openids = ['openid', 'sub_openid'].filter((name) => has(fields, name));
  if (openids.length !== 1) return 'openid 与 sub_openid 必须且只能传一个';
  if (has(fields, 'sub_openid') && !has(fields, 'sub_appid'))
    return '传 sub_openid 时必须传 sub_appid';
  const amount = amountOffence(amountsOf(fields));
  if (amount !== undefined) return `${amount.field} ${amount.reason}`;
  if (fields.pay_type !== '1') {
    const absent = ['bill_no', 'request_content'].find((name) => !has(fields, name));
    if (absent !== undefined) return `使用医保支付时缺少字段 ${absent}`;
    if (fields.user_card_type !== '1') return 'user_card_type 使用医保支付时目前只支持身份证';
  }
  if (!has(fields, 'request_content')) return undefined;
  const content = requestContentOffence(fields.request_content ?? '');
  return content === undefined ? undefined : `request_content ${content}`;
}

function payerAmong(world: World, caller: Caller, fields: Fields): User {
  const field = has(fields, 'sub_openid') ? 'sub_openid' : 'openid';
  const appid = field === 'sub_openid' ? caller.subAppid : caller.appid;
  const user = world.users.get(fields[field] ?? '');
  if (user?.appid !== appid) {
    throw new BusinessRefusal('513', `参数错误: ${field} 不属于该公众帐号`);
  }
  return user;
}

function sameIdentity(user: User, fields: Fields): boolean {
  return user.name === fields.user_name && user.idDigest === fields.user_card_no;
}
