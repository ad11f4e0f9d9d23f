/**
 * What the platform says of a mixed order: the three states kept apart, the order's own fields, and when it
 * was paid; never a transaction_id. By mix_trade_no or by out_trade_no, always with the merchant's number.
 */

import { numbered } from './errors';
import { hospitalOf, ownerOf, queryOf } from './ownership';
import type { JsonObject, MixedOrder, World } from './model';
import { keyOf } from './model';
import { ok, type Call, type Result } from './routes';
import { mixedByMixTradeNo } from './store';
import { beijingTime } from './times';

export function queryByMixTradeNo(world: World, call: Call): Result {
  const owner = ownerOf(world, call.caller, queryOf(call.search, 'sub_mchid').sub_mchid);
  const order = mixedByMixTradeNo(world, call.no);
  // somebody else's order is none at all
  if (order?.mchid !== owner.mchid || order.subMchid !== owner.subMchid) {
    throw numbered('268529515');
  }
  return ok(mixedView(order));
}

export function queryByOutTradeNo(world: World, call: Call): Result {
  const owner = ownerOf(world, call.caller, queryOf(call.search, 'sub_mchid').sub_mchid);
  const order = world.mixed.get(keyOf(owner, call.no));
  if (order === undefined) throw numbered('268529515');
  return ok(mixedView(order));
}

/** Answer of order and query, and the resource of MEDICAL_INSURANCE.SUCCESS. */
export function mixedView(order: MixedOrder): JsonObject {
  return {
    mix_trade_no: order.mixTradeNo,
    mix_pay_status: `MIX_PAY_${order.state}`,
    self_pay_status: order.self === undefined ? 'NO_SELF_PAY' : `SELF_PAY_${order.self}`,
    med_ins_pay_status:
      order.medIns === undefined ? 'NO_MED_INS_PAY' : `MED_INS_PAY_${order.medIns}`,
    ...(order.paidAt === undefined ? {} : { paid_time: beijingTime(order.paidAt) }),
    ...(order.responseContent === undefined
      ? {}
      : { passthrough_response_content: order.responseContent }),
    ...(order.failReason === undefined ? {} : { med_ins_fail_reason: order.failReason }),
    ...order.asked,
  };
}

/** The app whose key and apiV3 key belong to the order. */
export function accountOf(world: World, { subMchid }: { readonly subMchid: string }) {
  if (subMchid === '') return world.keys.merchant;
  hospitalOf(world, subMchid);
  return world.keys.provider;
}
