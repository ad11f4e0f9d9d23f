/**
 * The small world of the use cases on 2.0: the real query, close, sender and asker of the channel, over a
 * gateway and a bureau that remember.
 */
import type { ApiVerdict, MedInsApi } from '../../cloudfunctions/channels/medins/api';
import { closeOrder } from '../../cloudfunctions/channels/medins/close';
import { queryOrder } from '../../cloudfunctions/channels/medins/query';
import { refundAsker } from '../../cloudfunctions/channels/medins/refund-asker';
import { refundSender } from '../../cloudfunctions/channels/medins/refund-sender';
import { openId } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import type { ReviewAct } from '../../cloudfunctions/domain/review';
import { DEFAULT_RULES, type Rules } from '../../cloudfunctions/domain/rules';
import type { InsuranceBureau, UploadState } from '../../cloudfunctions/ports/insurance-bureau';
import type { PaymentChannel } from '../../cloudfunctions/ports/payment-channel';
import type { RefundAsker, RefundDesk } from '../../cloudfunctions/ports/refund-channel';
import { applyEvent } from '../../cloudfunctions/usecases/apply-event';
import { askRefund } from '../../cloudfunctions/usecases/ask-refund';
import { clockworkTick } from '../../cloudfunctions/usecases/clockwork-tick';
import { confirmOrder } from '../../cloudfunctions/usecases/confirm-order';
import { orderRepair } from '../../cloudfunctions/usecases/repair-order';
import { sendRefund } from '../../cloudfunctions/usecases/send-refund';
import { fen } from '../../miniprogram/shared/fen';
import { BILL, FOREVER, HOSPITAL, OWNER, world } from '../support/doubles';
import { orderIn, placing, T0 } from '../support/orders';
import { cashSaid, mixedSaid } from './medins-calls-answers';
import { failed, MIX_NO, PROVIDER, said } from './medins-calls-bench';

export const HOUR = 3_600_000;
const NO = placing().orderNo;
const MINE = { owner: OWNER, orderNo: NO };
const SUMS = {
  out_trade_no: NO,
  ...{ total_fee: 12000, wechat_pay_cash_fee: 4000, med_ins_cash_fee: 4000 },
  ...{ med_ins_gov_fee: 6000, med_ins_self_fee: 2000, med_ins_other_fee: 0 },
};

/** WeChat Pay and the bureau, as they stand; a test changes them at will. */
function thePlatform(trace: string[]) {
  const at = {
    mix: 'MIX_PAY_CREATED',
    self: 'SELF_PAY_CREATED',
    ins: 'MED_INS_PAY_CREATED',
    cash: 'NOTPAY',
    refund: undefined as 'SUCCESS' | 'PROCESSING' | undefined,
    refuseRefund: undefined as ApiVerdict | undefined,
    refuseTold: undefined as ApiVerdict | undefined,
    upload: { status: 'priced', payOrderId: 'ORD1' } as UploadState,
    told: 0,
    bureauSilent: false,
  };
  const record = () =>
    said({
      refund_id: '5000',
      out_refund_no: `R${NO}`,
      out_trade_no: NO,
      status: at.refund,
      amount: { total: 4000, refund: 4000, currency: 'CNY' },
      ...(at.refund === 'SUCCESS' ? { success_time: '2026-03-02T15:05:00+08:00' } : {}),
    });
  const answer = (call: string): ApiVerdict => {
    switch (call) {
      case 'query-mixed':
        return said(mixedSaid(at.mix, { cash: at.self, insurance: at.ins }, SUMS));
      case 'query-cash':
        return said(cashSaid(at.cash, { out_trade_no: NO, amount: { total: 4000 } }));
      case 'close-cash':
        if (at.cash !== 'NOTPAY') return failed(undefined, 'none', 'ORDERPAID');
        at.cash = 'CLOSED';
        return said();
      case 'refund-cash':
        if (at.refuseRefund !== undefined) return at.refuseRefund;
        at.refund ??= 'SUCCESS';
        at.cash = 'REFUND';
        return record();
      case 'query-refund':
        return at.refund === undefined
          ? failed(undefined, 'none', 'RESOURCE_NOT_EXISTS', 404)
          : record();
      case 'notify-refund':
        if (at.refuseTold !== undefined) return at.refuseTold;
        at.told += 1;
        return said();
      default:
        throw new Error(`${call} was not expected`);
    }
  };
  const api: MedInsApi = {
    send: ({ call }) => {
      trace.push(call);
      return Promise.resolve(answer(call));
    },
  };
  const silent = { ok: false, certain: false, reason: 'hospital-unreachable', code: 'x' } as const;
  const never = (): never => {
    throw new Error('was not expected');
  };
  const bureau: InsuranceBureau = {
    upload: never,
    price: never,
    state: () => Promise.resolve(at.bureauSilent ? silent : { ok: true, value: at.upload }),
    refund: ({ refundNo, fund, self, other }) => {
      trace.push(`6203 ${String(fund)}/${String(self)}/${String(other)}`);
      const { refundedAt = T0 + 1 } = at.upload;
      at.upload = { status: 'refunded', payOrderId: 'ORD1', refundNo, refundedAt };
      return Promise.resolve({ ok: true, value: { refundedAt } });
    },
    revoke: () => {
      trace.push('6401');
      if (at.bureauSilent) return Promise.resolve(silent);
      if (at.upload.status === 'settled') {
        const code = 'INSURANCE_SETTLED';
        return Promise.resolve({
          ...{ ok: false, certain: true, code, reason: 'insurance-already-settled' },
        } as const);
      }
      at.upload = { status: 'revoked' };
      return Promise.resolve({ ok: true, value: { status: 'revoked' } } as const);
    },
  };
  return { at, api, bureau };
}

export async function insuredWorld(order: Order, rules: Partial<Rules> = {}) {
  const here = await world();
  const trace: string[] = [];
  const platform = thePlatform(trace);
  const { api, bureau, at } = platform;
  const parties = { config: PROVIDER, api, bureau };
  const channel: PaymentChannel & RefundAsker = {
    name: 'medins',
    place: () => Promise.reject(new Error('was not expected')),
    query: (asked, deadline) => queryOrder(parties, asked, deadline),
    close: (asked, deadline) => closeOrder(parties, asked, deadline),
    ...refundAsker(PROVIDER, api, bureau),
  };
  const sender = refundSender(PROVIDER, api, bureau);
  const desk: RefundDesk = {
    run: async (number, deadline) => {
      await sendRefund({ ...deps, sender }, number, deadline);
    },
  };
  const deps = { ...here.deps, rules: { ...DEFAULT_RULES, ...rules }, channel, desk };
  await here.orders.insert(order);
  const claim = { billId: BILL, orderNo: NO, owner: OWNER, claimedAt: T0 };
  await here.claims.claim(HOSPITAL, claim);
  const stored = async (): Promise<Order> => {
    const found = await here.orders.load(HOSPITAL, NO);
    if (found === undefined) throw new Error('lost');
    return found;
  };
  return {
    ...{ deps, at, trace, stored, hospital: here.hospital, heard: here.trace },
    holder: () => here.claims.holder(HOSPITAL, BILL),
    look: () => confirmOrder(deps, MINE, FOREVER),
    ask: () => askRefund(deps, MINE, FOREVER),
    repair: () => orderRepair(deps).repair(NO, FOREVER),
    act: async (act: ReviewAct) => {
      const event = { type: 'review-ended', act, by: openId('oClerk') } as const;
      return (await applyEvent(deps, NO, event)).outcome;
    },
    tick: async () => {
      here.clock.advance(60_000);
      await clockworkTick(deps, FOREVER);
    },
    until: async (forMs: number): Promise<Order> => {
      const end = here.clock.now() + forMs;
      for (let turn = 0; turn < 3_000; turn += 1) {
        const now = await stored();
        if (now.dueAt === null || now.dueAt > end) {
          here.clock.advance(Math.max(0, end - here.clock.now()));
          return now;
        }
        // the clockwork ticks once a minute
        here.clock.advance(Math.max(60_000, now.dueAt - here.clock.now()));
        await clockworkTick(deps, FOREVER);
      }
      throw new Error('ticked three thousand times');
    },
  };
}

export type Insured = Awaited<ReturnType<typeof insuredWorld>>;

const AMOUNTS = placing().amounts;
export const INSURED = {
  channel: 'medins',
  platformTradeNo: MIX_NO,
  launch: { mixTradeNo: MIX_NO },
  upload: { state: 'priced', quoted: AMOUNTS, payOrderId: 'ORD1', createdAt: T0 },
} as const;

export const payable = () => orderIn('payable', INSURED);
const PARTS = { insuranceFund: fen(6000), insuranceSelf: fen(2000), insuranceOther: fen(0) };
export const booked = () =>
  orderIn('paid', {
    ...INSURED,
    proof: { total: fen(12000), cash: fen(4000), insurance: fen(8000), ...PARTS, paidAt: T0 },
    settlement: { state: 'settled', attempts: 1, settlementNo: 'H1' },
    dueAt: null,
  });

export function isHalfPaid({ at }: Insured): void {
  Object.assign(at, { mix: 'MIX_PAY_FAIL', self: 'SELF_PAY_SUCCESS', ins: 'MED_INS_PAY_FAIL' });
  at.cash = 'SUCCESS';
}
export function isPaid({ at }: Insured): void {
  Object.assign(at, { mix: 'MIX_PAY_SUCCESS', self: 'SELF_PAY_SUCCESS' });
  Object.assign(at, { ins: 'MED_INS_PAY_SUCCESS', cash: 'SUCCESS' });
  at.upload = { status: 'settled', payOrderId: 'ORD1' };
}

/** The word of a platform that will never pay back to that account. */
export const ACCOUNT_GONE = failed(undefined, 'none', 'USER_ACCOUNT_ABNORMAL');
