/**
 * Giving cash back (POST and GET /v3/refund/domestic/refunds) and hearing that the bureau gave the
 * insurance part back (POST /v3/med-ins/refunds/notify): the last one heard wins.
 */

import { randomDigits } from '../payinsurance/random';
import { canonical } from './cash-calls';
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
} from './fields';
import type { Fields } from './fields';
import {
  keyOf,
  leversOf,
  setLevers,
  type CashOrder,
  type CashRefund,
  type JsonObject,
  type Owner,
  type World,
} from './model';
import { checkNotifyUrl } from './notify-url';
import { ownerOf, queryOf } from './ownership';
import { refundView } from './refund-view';
import { NO_CONTENT, ok, type Call, type Result } from './routes';
import { mixedByMixTradeNo, refundsOf, saveCash, saveMixed, saveRefund } from './store';
import { momentOf } from './times';

const OUT_REFUND_NO = text(
  64,
  /^[0-9A-Za-z_\-|*@]{1,64}$/,
  '只能是数字、大小写字母和 _-|*@，不长于 64 位',
);
const REFUND: Fields = {
  sub_mchid: optional(text(32)),
  transaction_id: optional(text(32)),
  out_trade_no: optional(text(32)),
  out_refund_no: needed(OUT_REFUND_NO),
  reason: optional(text(80)),
  notify_url: optional({ is: 'url' }),
  funds_account: optional(oneOf('AVAILABLE', 'UNSETTLED')),
  amount: needed(
    object({ refund: needed(fen(1)), total: needed(fen(1)), currency: needed(oneOf('CNY')) }),
  ),
};
const YEAR_MS = 365 * 86_400_000;

/** POST /v3/refund/domestic/refunds; the same number again answers the same refund. */
export function askRefund(world: World, call: Call): Result {
  const body = bodyOf(call.body);
  check(REFUND, body);
  const owner = ownerOf(world, call.caller, textIn(body, 'sub_mchid'));
  const url = textIn(body, 'notify_url');
  if (url !== undefined) checkNotifyUrl(world, 'notify_url', url);
  const cash = cashFor(world, owner, body);
  const outRefundNo = textIn(body, 'out_refund_no') ?? '';
  const known = world.refunds.get(keyOf(owner, outRefundNo));
  if (known !== undefined) {
    if (canonical(known.asked) !== canonical(body)) {
      throw invalid('请求重入时，参数与首次请求时不一致，请核实后再试');
    }
    return ok(refundView(known, cash));
  }
  const amount = fenIn(objectIn(body, 'amount') ?? {}, 'refund') ?? 0;
  refuseUnlessRefundable(world, cash, body, amount);
  const refund = saveRefund(world, {
    ...owner,
    ...{ id: keyOf(owner, outRefundNo), cashId: cash.id, outRefundNo, asked: body, amount },
    refundId: `503${randomDigits(world.random, 26)}`,
    ...(url === undefined ? {} : { notifyUrl: url }),
    status: 'PROCESSING',
    createdAt: world.clock.now(),
    ...endOf(world),
  });
  const refunded = saveCash(world, { ...cash, state: 'REFUND' });
  return ok(refundView(refund, refunded));
}

/** GET /v3/refund/domestic/refunds/{out_refund_no} */
export function queryRefund(world: World, call: Call): Result {
  const owner = ownerOf(world, call.caller, queryOf(call.search, 'sub_mchid').sub_mchid);
  const refund = world.refunds.get(keyOf(owner, call.no));
  const cash = refund && world.cash.get(refund.cashId);
  if (refund === undefined || cash === undefined) {
    throw new ApiRefusal(404, 'RESOURCE_NOT_EXISTS', '退款单不存在');
  }
  return ok(refundView(refund, cash));
}

function cashFor(world: World, owner: Owner, body: JsonObject): CashOrder {
  const [transactionId, outTradeNo] = [
    textIn(body, 'transaction_id'),
    textIn(body, 'out_trade_no'),
  ];
  if ((transactionId === undefined) === (outTradeNo === undefined)) {
    throw badParameter('transaction_id 与 out_trade_no 二选一');
  }
  const order =
    outTradeNo === undefined
      ? [...world.cash.values()].find((one) => one.transactionId === transactionId)
      : world.cash.get(keyOf(owner, outTradeNo));
  if (order?.mchid !== owner.mchid || order.subMchid !== owner.subMchid) {
    throw new ApiRefusal(404, 'RESOURCE_NOT_EXISTS', '订单不存在');
  }
  return order;
}

function refuseUnlessRefundable(
  world: World,
  cash: CashOrder,
  body: JsonObject,
  amount: number,
): void {
  if (cash.paidAt === undefined) throw invalid('订单未支付，不能退款');
  if (cash.state === 'REVOKED') throw invalid('订单已撤销，不能退款');
  if (fenIn(objectIn(body, 'amount') ?? {}, 'total') !== cash.total) {
    throw invalid('订单金额 amount.total 与原订单不一致');
  }
  if (world.clock.now() - cash.paidAt > YEAR_MS) throw invalid('订单已超过可退款的最大期限');
  const gone = refundsOf(world, cash)
    .filter(({ status }) => status !== 'CLOSED')
    .reduce((sum, refund) => sum + refund.amount, 0);
  if (gone + amount > cash.total) throw invalid('退款总金额大于支付总金额');
}

const invalid = (message: string): ApiRefusal => new ApiRefusal(400, 'INVALID_REQUEST', message);

/** How a refund born now ends, as scripts planned. */
function endOf(world: World): Pick<CashRefund, 'endsAt' | 'endsAs'> {
  const [plan, ...rest] = leversOf(world).nextRefunds;
  if (plan !== undefined) setLevers(world, { nextRefunds: rest });
  if (plan === 'stuck') return {};
  const endsAt = world.clock.now() + world.settings.refundingMs;
  if (plan === undefined) return { endsAt, endsAs: 'SUCCESS' };
  return { endsAt, endsAs: plan === 'abnormal' ? 'ABNORMAL' : 'CLOSED' };
}

const TOLD: Fields = {
  med_refund_total_fee: needed(fen()),
  med_refund_gov_fee: needed(fen()),
  med_refund_self_fee: needed(fen()),
  med_refund_other_fee: needed(fen()),
  refund_time: needed({ is: 'time' }),
  out_refund_no: needed(OUT_REFUND_NO),
};

/** POST /v3/med-ins/refunds/notify?mix_trade_no= */
export function hearRefund(world: World, call: Call): Result {
  const body = bodyOf(call.body);
  const provider = call.caller.kind === 'provider';
  check({ ...TOLD, ...(provider ? { sub_mchid: needed(text(32)) } : {}) }, body);
  const owner = ownerOf(world, call.caller, textIn(body, 'sub_mchid'));
  const { mix_trade_no: mixTradeNo } = queryOf(call.search, 'mix_trade_no');
  if (mixTradeNo === undefined) throw badParameter('缺少查询参数 mix_trade_no');
  const order = mixedByMixTradeNo(world, mixTradeNo);
  if (order?.mchid !== owner.mchid || order.subMchid !== owner.subMchid) {
    throw numbered('268529515');
  }
  const fee = (name: string): number => fenIn(body, `med_refund_${name}_fee`) ?? 0;
  if (fee('total') !== fee('gov') + fee('self') + fee('other')) {
    throw new ApiRefusal(
      403,
      'RULE_LIMIT',
      '医保退款总金额校验不通过：med_refund_total_fee = med_refund_gov_fee + med_refund_self_fee + med_refund_other_fee',
    );
  }
  if (order.medIns === undefined) {
    throw new ApiRefusal(403, 'RULE_LIMIT', '混合单中没有医保订单，无法接收医保退款通知');
  }
  if (order.medIns !== 'SUCCESS' && order.medIns !== 'REFUND') throw numbered('268554200');
  const { govFee, selfFee, otherFee } = order;
  if (fee('gov') > govFee || fee('self') > selfFee || fee('other') > otherFee) {
    throw numbered('268554422', '医保退款金额大于医保支付金额');
  }
  if ((momentOf(textIn(body, 'refund_time') ?? '') ?? 0) > world.clock.now() + 300_000) {
    throw badParameter('refund_time 晚于当前时间');
  }
  const back = order.self === undefined || order.self === 'REFUND';
  saveMixed(world, {
    ...{ ...order, medIns: 'REFUND', refundTold: body },
    ...(back ? { state: 'REFUND' } : {}),
  });
  return NO_CONTENT;
}
