/**
 * What may go to bureau and platform of 2.0: under whose permission fees are uploaded (money rules 15 and
 * 16), with which sums an order is sent (1), what may be withdrawn (7), and the refund's acts in their
 * order - 6203, cash, the word to the platform, each the same every time (9).
 */
import type { Order } from '../../cloudfunctions/domain/order';
import type { Refund } from '../../cloudfunctions/domain/refund';
import { PATIENTS, PHONES } from './people';
import type { SightsV2 } from './there-v2';
import { isHeldBack } from './watch-refunds';
import {
  isLateForInsurance,
  settledRightly,
  storedAndAlone,
  who,
  type About,
  type WireJudge,
  type WireWatch,
  type WireWatchDeps,
} from './watch-wire';

type Body = Readonly<Record<string, unknown>>;

function recordOf(text: string): Body {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? (value as Body) : {};
}
const inside = (body: Body, name: string): Body => (body[name] ?? {}) as Body;

/** When the patient permitted it, which is when it goes out. */
function permittedAt({ history, createdAt }: Order): number {
  return history.find(({ event }) => event === 'authorised')?.at ?? createdAt;
}

/** The permission must be the payer's own, and for that patient: their own, or a relative's. */
function isPermitted(sights: SightsV2, order: Order, payAuthNo: unknown): boolean {
  const permission = sights.permission(String(payAuthNo));
  if (permission?.openid !== order.owner) return false;
  const self = PHONES.find(({ openid }) => openid === order.owner)?.self;
  const isSelf = self !== undefined && PATIENTS[self]?.patientId === order.patientId;
  return isSelf === (permission.kind === 'self');
}

function uploadedRightly(sights: SightsV2): WireJudge {
  return (deps, { number, body }) => {
    const { judge } = deps;
    const order = storedAndAlone(deps, number);
    if (order === undefined) return;
    judge.must(
      order.upload !== undefined,
      1,
      () => `${who(number)} is uploaded, and nobody wrote it down`,
    );
    const late = isLateForInsurance(order.createdAt) || isLateForInsurance(permittedAt(order));
    judge.must(!late, 16, () => `${who(number)}: insurance behind the cut-off`);
    const permitted = isPermitted(sights, order, recordOf(body).payAuthNo);
    judge.must(permitted, 15, () => `${who(number)}: insurance that nobody permitted`);
  };
}

const prepaidRightly: WireJudge = (deps, { number, body }) => {
  const order = storedAndAlone(deps, number);
  if (order === undefined) return;
  const same = inside(recordOf(body), 'amount').total === order.amounts.cash;
  deps.judge.must(same, 1, () => `${who(number)}: another sum of cash is sent than stored`);
};

function sumsAgree({ amounts, upload }: Order, body: Body): boolean {
  const sent = (name: string) => Number(body[name] ?? 0);
  const parts = sent('med_ins_gov_fee') + sent('med_ins_self_fee') + sent('med_ins_other_fee');
  return (
    sent('total_fee') === amounts.total &&
    sent('wechat_pay_cash_fee') === amounts.cash &&
    parts === amounts.insurance &&
    body.pay_order_id === upload?.payOrderId
  );
}

function placedRightly(sights: SightsV2): WireJudge {
  return (deps, { number, body }) => {
    const order = storedAndAlone(deps, number);
    if (order === undefined) return;
    const asked = recordOf(body);
    const same = sumsAgree(order, asked);
    deps.judge.must(same, 1, () => `${who(number)} is sent with other sums than stored`);
    if (asked.mix_pay_type === 'CASH_ONLY') return;
    const permitted = isPermitted(sights, order, asked.pay_auth_no);
    deps.judge.must(permitted, 15, () => `${who(number)}: insurance that nobody permitted`);
  };
}

/** A payment that wins the race must find its insurance still there (trap 38). */
function revokedRightly(sights: SightsV2): WireJudge {
  return ({ judge }, { number }) => {
    const { mixed, cash } = sights.seen(number);
    const taken = cash?.state === 'SUCCESS' || cash?.state === 'USERPAYING';
    const alive = mixed === undefined || mixed.state === 'CREATED' || mixed.state === 'FAIL';
    judge.must(
      alive || !taken,
      7,
      () => `${who(number)}: its insurance is withdrawn while cash is paid`,
    );
  };
}

interface Going {
  readonly order: Order;
  readonly refund: Refund;
  readonly it: string;
}

/** What holds of each of the refund's messages. */
function goingOut({ judge, sights, stored }: WireWatchDeps, about: About): Going | undefined {
  const { number, caller } = about;
  const it = `refund of ${number.slice(0, 14)}`;
  judge.must(caller === 'refund', 9, () => `${it} is sent by ${caller}`);
  const order = stored(number);
  const refund = order?.refund;
  if (order === undefined || refund === undefined || refund.sends === 0) {
    judge.fail(9, `${it} is sent and was not stored as sending`);
    return undefined;
  }
  const isHalf = refund.cause === 'half-paid';
  const unheard = isHalf && sights.settlement(number)?.kind !== 'settled';
  const held = unheard || isHeldBack(sights, order, refund.refundNo);
  judge.must(held, 9, () => `${it} goes out before the hospital holds`);
  return { order, refund, it };
}

/** 6203: whole, and of what was paid. */
const insuranceBack: WireJudge = (deps, about) => {
  const going = goingOut(deps, about);
  if (going === undefined) return;
  const { refund, order, it } = going;
  const { refundNo, insuranceFundFen, insuranceSelfFen, insuranceOtherFen } = recordOf(about.body);
  const sum = Number(insuranceFundFen) + Number(insuranceSelfFen) + Number(insuranceOtherFen);
  const well = refundNo === refund.refundNo && sum === refund.insurance;
  deps.judge.must(well, 9, () => `${it} asks the bureau for other sums than are reserved`);
  const isHalf = order.halfPaid !== undefined;
  deps.judge.must(!isHalf, 9, () => `${it}: insurance never paid, and is asked back`);
};

function cashBack(sights: SightsV2): WireJudge {
  return (deps, about) => {
    const { judge } = deps;
    const going = goingOut(deps, about);
    if (going === undefined) return;
    const { refund, it } = going;
    const asked = recordOf(about.body);
    const same =
      asked.out_refund_no === refund.refundNo && inside(asked, 'amount').refund === refund.cash;
    judge.must(same, 9, () => `${it} asks for other sums than are reserved`);
    const { mixed, upload } = sights.seen(about.number);
    if (refund.cause === 'half-paid') {
      // failed, and withdrawn: the bureau can take nothing for it any more
      const failed = mixed?.state === 'FAIL' && upload === 'revoked';
      judge.must(failed, 9, () => `${it}: cash goes back while insurance may still pay`);
      return;
    }
    const whole = refund.mode === 'whole' || refund.mode === 'insurance-and-cash-part';
    const early = whole && upload === 'settled';
    judge.must(!early, 9, () => `${it}: cash goes back before the insurance`);
  };
}

function toldRightly(sights: SightsV2): WireJudge {
  return (deps, about) => {
    const going = goingOut(deps, about);
    if (going === undefined) return;
    const { refund, it } = going;
    const { status, refundNo } = sights.upload(about.number);
    const back = status === 'refunded' && refundNo === refund.refundNo;
    deps.judge.must(back, 9, () => `${it}: the platform is told before the bureau has done it`);
    const gone = refund.cash === 0 || refund.legs.cash === 'by-hand';
    const first = gone || sights.cashRefund(refund.refundNo) !== undefined;
    deps.judge.must(first, 9, () => `${it}: the platform is told before the cash goes back`);
    const { out_refund_no, med_refund_total_fee } = recordOf(about.body);
    const same = out_refund_no === refund.refundNo && med_refund_total_fee === refund.insurance;
    deps.judge.must(same, 9, () => `${it}: the platform is told of other sums than are reserved`);
  };
}

export function watchV2(sights: SightsV2): WireWatch {
  const judges = new Map<string, WireJudge>([
    ['his.uploadFees', uploadedRightly(sights)],
    ['prepay', prepaidRightly],
    ['mixedOrder', placedRightly(sights)],
    ['his.settle', settledRightly],
    ['his.refundUpload', insuranceBack],
    ['refundCash', cashBack(sights)],
    ['notifyRefund', toldRightly(sights)],
  ]);
  const repeated = new Set(judges.keys());
  return { judges: judges.set('his.revokeUpload', revokedRightly(sights)), repeated };
}
