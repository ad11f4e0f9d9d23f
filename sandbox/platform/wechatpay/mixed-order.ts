/**
 * POST /v3/med-ins/orders: everything about the order is checked before anything is taken, and the
 * pay_auth_no is spent last (trap 39). An out_trade_no is taken once per (merchant, hospital).
 */

import type { BureauPerson, BureauRefusal } from '../../bureau/port';
import { randomDigits } from '../payinsurance/random';
import { badParameter, numbered, type ApiRefusal, type ErrorNumber } from './errors';
import { bodyOf, check, textIn, without } from './fields';
import { amountsOf, checkAmounts, type Amounts } from './mixed-amounts';
import { mixedView } from './mixed-query';
import { checkPresence, MERCHANT_ORDER, PARTNER_ORDER } from './mixed-schema';
import type { JsonObject, MixedOrder, MixPayType, Owner, User, World } from './model';
import { keyOf } from './model';
import { mustBe } from './cash-calls';
import { checkNotifyUrl } from './notify-url';
import { hospitalOf, ownerOf } from './ownership';
import { checkIsUser, DIGEST_RULE, personIn } from './people-check';
import { ok, type Call, type Result } from './routes';
import { cashByPrepayId, saveMixed, userOf } from './store';
import { compactTime } from './times';

/** Bytes, because the content is handed on as it is (trap 37). */
const PASSTHROUGH_BYTES = 2048;

export function placeMixed(world: World, call: Call): Result {
  const body = bodyOf(call.body);
  check(call.caller.kind === 'merchant' ? MERCHANT_ORDER : PARTNER_ORDER, body);
  const owner = ownerOf(world, call.caller, textIn(body, 'sub_mchid'));
  const payerAppid = checkApps(world, owner, body, call.caller.account.appid);
  checkContents(world, body);
  const type = textIn(body, 'mix_pay_type') as MixPayType;
  checkPresence(type, body);
  const amounts = amountsOf(body);
  checkAmounts(type, amounts);
  const id = keyOf(owner, textIn(body, 'out_trade_no') ?? '');
  if (world.mixed.get(id) !== undefined) throw numbered('268512536');
  const openid = textIn(body, 'sub_openid') ?? textIn(body, 'openid') ?? '';
  const user = userOf(world, payerAppid, openid);
  if (user === undefined) {
    throw numbered(body.sub_openid === undefined ? '268510603' : '268510604');
  }
  const people = peopleIn(world, body, call.header('wechatpay-serial'));
  const order = newOrder(world, { owner, body, type, amounts, payerAppid, openid, ...people });
  if (order.self !== undefined) checkCashOrder(world, order, textIn(body, 'prepay_id') ?? '');
  if (order.medIns !== undefined) askBureau(world, { body, amounts, user, ...people });
  return ok(mixedView(saveMixed(world, order)));
}

/** appid, sub_appid and who of openid and sub_openid; answers the app that the payer is known under. */
function checkApps(world: World, owner: Owner, body: JsonObject, appid: string): string {
  mustBe(body, 'appid', appid);
  if (owner.subMchid === '') return appid;
  const hospital = hospitalOf(world, owner.subMchid);
  if (body.sub_appid !== hospital.appid) {
    throw numbered('268510604', 'sub_appid 与 sub_mchid 不对应');
  }
  if ((body.openid === undefined) === (body.sub_openid === undefined)) {
    throw badParameter('openid 与 sub_openid 二选一');
  }
  return body.sub_openid === undefined ? appid : hospital.appid;
}

function checkContents(world: World, body: JsonObject): void {
  checkNotifyUrl(world, 'callback_url', textIn(body, 'callback_url') ?? '');
  const passed = textIn(body, 'passthrough_request_content') ?? '';
  if (Buffer.byteLength(passed) > PASSTHROUGH_BYTES) {
    throw badParameter(`passthrough_request_content 超过 ${PASSTHROUGH_BYTES} 字节`);
  }
  if (body.pay_for_relatives === true && body.relative === undefined) {
    throw badParameter('pay_for_relatives 为 true 时亲属信息 relative 不能为空');
  }
  if (body.pay_for_relatives !== true && body.relative !== undefined) {
    throw badParameter('没有代亲属支付（pay_for_relatives），不能传 relative');
  }
}

interface People {
  readonly payer: BureauPerson;
  readonly relative: BureauPerson | undefined;
}

function peopleIn(world: World, body: JsonObject, keyId: string | undefined): People {
  const payer = personIn(world, body, 'payer', keyId);
  if (payer === undefined) throw badParameter('缺少必填字段 payer');
  return { payer, relative: personIn(world, body, 'relative', keyId) };
}

interface Placing extends People {
  readonly owner: Owner;
  readonly body: JsonObject;
  readonly type: MixPayType;
  readonly amounts: Amounts;
  readonly payerAppid: string;
  readonly openid: string;
}

function newOrder(world: World, placing: Placing): MixedOrder {
  const { owner, body, type, amounts, payerAppid, openid, payer, relative } = placing;
  const outTradeNo = textIn(body, 'out_trade_no') ?? '';
  const now = world.clock.now();
  return {
    ...owner,
    id: keyOf(owner, outTradeNo),
    mixTradeNo: `${compactTime(now)}${randomDigits(world.random, 16)}`,
    ...{ outTradeNo, type, payerAppid, openid },
    asked: without(body, 'payer', 'relative', 'passthrough_request_content', 'extends'),
    payer: masked(payer.name),
    ...(relative === undefined ? {} : { relative: masked(relative.name) }),
    cashFee: amounts.cash,
    govFee: amounts.gov,
    selfFee: amounts.self,
    otherFee: amounts.other,
    totalFee: amounts.total,
    createdAt: now,
    state: 'CREATED',
    ...(type === 'INSURANCE_ONLY' ? {} : { self: 'CREATED' }),
    ...(type === 'CASH_ONLY' ? {} : { medIns: 'CREATED' }),
  };
}

/** The cash part must be the same merchant's, of the same number, payer and amount, and payable. */
function checkCashOrder(world: World, order: MixedOrder, prepayId: string): void {
  const cash = cashByPrepayId(world, prepayId);
  if (cash === undefined || cash.mchid !== order.mchid || cash.subMchid !== order.subMchid) {
    throw badParameter('prepay_id 不存在，或不属于该商户');
  }
  if (cash.outTradeNo !== order.outTradeNo) {
    throw badParameter('prepay_id 对应的自费单 out_trade_no 与医保混合单的 out_trade_no 不一致');
  }
  if (cash.payerAppid !== order.payerAppid || cash.openid !== order.openid) {
    throw numbered(
      order.subMchid === '' ? '268510603' : '268510604',
      '自费单与医保混合单的付款人不一致',
    );
  }
  if (cash.state !== 'NOTPAY') throw badParameter('prepay_id 对应的自费单已关闭或已支付');
  if (cash.expiresAt <= world.clock.now()) throw badParameter('prepay_id 已过期（2 小时）');
  if (cash.total !== order.cashFee) {
    throw numbered(
      '268529481',
      `wechat_pay_cash_fee ${order.cashFee} 与自费单金额 ${cash.total} 不一致`,
    );
  }
}

const REFUSALS: Readonly<Record<BureauRefusal, readonly [ErrorNumber, string]>> = {
  'authorisation-rejected': ['268547120', 'pay_auth_no 已过期、已使用或不属于该用户'],
  'authorisation-not-found': ['268545967', ''],
  'digest-mismatch': ['268545961', DIGEST_RULE],
  'name-mismatch': ['268545962', ''],
  'card-not-bound': ['268545963', ''],
  'no-such-relative': ['268545964', ''],
  'settlement-check-failed': ['268510610', '预结算金额、serial_no 与 pay_order_id 须与医保局一致'],
};

function askBureau(
  world: World,
  {
    body,
    amounts,
    user,
    payer,
    relative,
  }: People & {
    readonly body: JsonObject;
    readonly amounts: Amounts;
    readonly user: User;
  },
): void {
  checkIsUser(user, payer);
  const said = world.bureau.accept({
    payOrderId: textIn(body, 'pay_order_id') ?? '',
    payAuthNo: textIn(body, 'pay_auth_no') ?? '',
    openid: user.openid,
    payer,
    ...(relative === undefined ? {} : { relative }),
    serialNo: textIn(body, 'serial_no') ?? '',
    gov: amounts.gov,
    self: amounts.self,
    other: amounts.other,
    cash: amounts.insuranceCash,
  });
  if (!said.ok) throw refusal(said.why);
}

function refusal(why: BureauRefusal): ApiRefusal {
  const [number, detail] = REFUSALS[why];
  return numbered(number, detail);
}

/** 张三 → *三; a single character is hidden. */
function masked(name: string): string {
  const characters = Array.from(name);
  if (characters.length < 2) return '*';
  return `${'*'.repeat(Math.min(2, characters.length - 1))}${characters.at(-1) ?? ''}`;
}
