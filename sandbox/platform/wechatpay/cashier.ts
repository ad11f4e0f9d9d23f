/**
 * The cashier that wx.requestMedicalInsurancePay opens: it takes the parameters as the mini program gave
 * them, names what is wrong with them, and shows the order. Cash fields only where there is cash.
 */

import type { WechatCashierView } from '../wechatpay-cashier/view';
import { listIn, fenIn, textIn } from './fields';
import type { MixedOrder, World } from './model';
import { accountOf } from './mixed-query';
import { CashierRefusal, pay, refuseUnlessPayable, type CashierAction } from './payments';
import { cashierSignatureRight } from './signing';
import { cashOf, mixedByMixTradeNo, userOf } from './store';

/** As given to wx.requestMedicalInsurancePay. */
export interface CashierParameters {
  readonly mixTradeNo: string;
  readonly timeStamp?: string | undefined;
  readonly nonceStr?: string | undefined;
  readonly package?: string | undefined;
  readonly signType?: string | undefined;
  readonly paySign?: string | undefined;
}

export interface CashierAsk {
  readonly openid: string;
  readonly parameters: CashierParameters;
  readonly action: CashierAction;
  readonly password?: string | undefined;
}

const CASH_FIELDS = ['timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const;

/** The order that this person may see in the cashier. Throws `CashierRefusal`. */
export function orderOf(world: World, mixTradeNo: string, openid: string): MixedOrder {
  const order = mixedByMixTradeNo(world, mixTradeNo);
  if (order === undefined) throw new CashierRefusal('order-unknown');
  if (order.openid !== openid) throw new CashierRefusal('wrong-payer');
  return order;
}

/** Throws `CashierRefusal`; leaving always succeeds, whatever the parameters. */
export function actInCashier(world: World, ask: CashierAsk): MixedOrder {
  const order = orderOf(world, ask.parameters.mixTradeNo, ask.openid);
  if (ask.action === 'leave') return order;
  checkParameters(world, order, ask.parameters);
  refuseUnlessPayable(world, order);
  if (ask.action === 'insufficient') return pay(world, order, 'insufficient');
  const user = userOf(world, order.payerAppid, order.openid);
  if (user?.payPassword !== ask.password) throw new CashierRefusal('wrong-password');
  return pay(world, order, ask.action === 'pay' ? 'paid' : 'insurance-fails');
}

/** Throws `CashierRefusal` bad-parameters that names the mistake. */
export function checkParameters(
  world: World,
  order: MixedOrder,
  parameters: CashierParameters,
): void {
  const cash = cashOf(world, order);
  if (cash === undefined) {
    const stray = CASH_FIELDS.find((name) => parameters[name] !== undefined);
    if (stray !== undefined) throw wrong(`纯医保支付不要传自费支付参数 ${stray}`);
    return;
  }
  const missing = CASH_FIELDS.find((name) => (parameters[name] ?? '') === '');
  if (missing !== undefined) throw wrong(`缺少自费支付参数 ${missing}`);
  const {
    timeStamp = '',
    nonceStr = '',
    package: packed = '',
    signType,
    paySign = '',
  } = parameters;
  if (!/^[1-9]\d{9}$/.test(timeStamp)) throw wrong('timeStamp 应为 10 位秒级时间戳');
  if (!/^[0-9A-Za-z]{1,32}$/.test(nonceStr)) throw wrong('nonceStr 应为不长于 32 位的随机字符串');
  if (!packed.startsWith('prepay_id='))
    throw wrong('package 应为 prepay_id=…，不能省略 prepay_id=');
  if (packed !== `prepay_id=${cash.prepayId}`) {
    throw wrong('package 中的 prepay_id 与医保混合单的自费单不一致');
  }
  if (signType !== 'RSA') throw wrong('signType 仅支持 RSA');
  checkSignature(world, order, { timeStamp, nonceStr, package: packed }, paySign);
}

function checkSignature(
  world: World,
  order: MixedOrder,
  fields: { readonly timeStamp: string; readonly nonceStr: string; readonly package: string },
  paySign: string,
): void {
  const account = accountOf(world, order);
  if (cashierSignatureRight(account, order.payerAppid, fields, paySign)) return;
  const { keys } = world;
  const others = [keys.provider.appid, ...keys.provider.hospitals.map(({ appid }) => appid)];
  if (others.some((appid) => cashierSignatureRight(account, appid, fields, paySign))) {
    throw wrong('paySign 使用的 appid 与下单时的 openid 不对应');
  }
  const bare = { ...fields, package: fields.package.replace(/^prepay_id=/, '') };
  if (cashierSignatureRight(account, order.payerAppid, bare, paySign)) {
    throw wrong('paySign 的第四行应为 prepay_id=…，不能省略 prepay_id=');
  }
  throw wrong('paySign 验签失败，应对 appid、timeStamp、nonceStr、package 四行用商户私钥签名');
}

function wrong(detail: string): CashierRefusal {
  return new CashierRefusal('bad-parameters', detail);
}

export function cashierView(world: World, order: MixedOrder): WechatCashierView {
  const sum = (list: string, name: string): number =>
    listIn(order.asked, list).reduce((total, item) => total + (fenIn(item, name) ?? 0), 0);
  return {
    mixTradeNo: order.mixTradeNo,
    outTradeNo: order.outTradeNo,
    hospital: textIn(order.asked, 'med_inst_name') ?? '',
    orderType: textIn(order.asked, 'order_type') ?? '',
    mixPayType: order.type,
    mixPayStatus: `MIX_PAY_${order.state}`,
    selfPayStatus: order.self === undefined ? 'NO_SELF_PAY' : `SELF_PAY_${order.self}`,
    medInsPayStatus: order.medIns === undefined ? 'NO_MED_INS_PAY' : `MED_INS_PAY_${order.medIns}`,
    ...(order.failReason === undefined ? {} : { failReason: order.failReason }),
    total: order.totalFee,
    gov: order.govFee,
    self: order.selfFee,
    other: order.otherFee,
    cash: order.cashFee,
    cashAdd: sum('cash_add_detail', 'cash_add_fee'),
    cashReduced: sum('cash_reduce_detail', 'cash_reduce_fee'),
    payer: order.payer,
    ...(order.relative === undefined ? {} : { relative: order.relative }),
    testPassword: userOf(world, order.payerAppid, order.openid)?.payPassword ?? '',
  };
}
