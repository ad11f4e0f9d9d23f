/**
 * Hostile review of the 2.0 channel: money. The real query, close, sender and asker of the channel, over
 * a gateway and a bureau that remember; everything else is the small world of the use cases.
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

const HOUR = 3_600_000;
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

async function insuredWorld(order: Order, rules: Partial<Rules> = {}) {
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

type Insured = Awaited<ReturnType<typeof insuredWorld>>;

const AMOUNTS = placing().amounts;
const INSURED = {
  channel: 'medins',
  platformTradeNo: MIX_NO,
  launch: { mixTradeNo: MIX_NO },
  upload: { state: 'priced', quoted: AMOUNTS, payOrderId: 'ORD1', createdAt: T0 },
} as const;

const payable = () => orderIn('payable', INSURED);
const PARTS = { insuranceFund: fen(6000), insuranceSelf: fen(2000), insuranceOther: fen(0) };
const booked = () =>
  orderIn('paid', {
    ...INSURED,
    proof: { total: fen(12000), cash: fen(4000), insurance: fen(8000), ...PARTS, paidAt: T0 },
    settlement: { state: 'settled', attempts: 1, settlementNo: 'H1' },
    dueAt: null,
  });

function isHalfPaid({ at }: Insured): void {
  Object.assign(at, { mix: 'MIX_PAY_FAIL', self: 'SELF_PAY_SUCCESS', ins: 'MED_INS_PAY_FAIL' });
  at.cash = 'SUCCESS';
}
function isPaid({ at }: Insured): void {
  Object.assign(at, { mix: 'MIX_PAY_SUCCESS', self: 'SELF_PAY_SUCCESS' });
  Object.assign(at, { ins: 'MED_INS_PAY_SUCCESS', cash: 'SUCCESS' });
  at.upload = { status: 'settled', payOrderId: 'ORD1' };
}

/** The word of a platform that will never pay back to that account. */
const ACCOUNT_GONE = failed(undefined, 'none', 'USER_ACCOUNT_ABNORMAL');

describe('a refund that stopped half-way (money rule 9)', () => {
  async function stoppedForADay() {
    const here = await insuredWorld(booked());
    isPaid(here);
    here.at.refuseRefund = ACCOUNT_GONE;
    await here.ask();
    const order = await here.until(25 * HOUR);
    expect(here.at.upload.status).toBe('refunded');
    expect(order.review?.reason).toBe('refund-undecided');
    return here;
  }

  it('insurance that is back cannot be talked away: a request is not declined then', async () => {
    const here = await stoppedForADay();
    here.heard.splice(0);
    const sums = { cash: fen(0), insurance: fen(0) };
    const outcome = await here.act({ kind: 'record-transfer', receipt: 'none', sums });
    await here.until(HOUR);
    // as it is: declined, and the hospital hands out again what the bureau has paid back
    expect(here.heard).not.toContain('releaseRefund');
    expect(outcome).toBe('act-does-not-fit');
  });

  it('the clerk is told of the leg that is back, so that it is not transferred as well', async () => {
    const here = await stoppedForADay();
    expect((await here.stored()).refund?.legs).toMatchObject({ insurance: 'refunded' });
    await here.act({ kind: 'record-transfer', receipt: 'T1' });
    expect((await here.stored()).refund?.legs).toEqual({ cash: 'by-hand', insurance: 'refunded' });
  });

  it('the platform is told of the insurance also where the cash goes back by hand', async () => {
    const here = await stoppedForADay();
    await here.act({ kind: 'record-transfer', receipt: 'T1' });
    await here.until(2 * HOUR);
    expect(here.at.told).toBeGreaterThan(0);
  });

  it('a word that the platform never takes does not hide that the money is back', async () => {
    const here = await insuredWorld(booked());
    isPaid(here);
    here.at.refuseTold = failed(undefined, 'none', 'RULE_LIMIT');
    await here.ask();
    const order = await here.until(25 * HOUR);
    expect([here.at.refund, here.at.upload.status]).toEqual(['SUCCESS', 'refunded']);
    // as it is: legs due/due and a case whose act is to transfer what has arrived
    expect(order.refund?.legs).toEqual({ cash: 'refunded', insurance: 'refunded' });
    expect(order.review?.reason).not.toBe('refund-undecided');
  });
});

describe('half-paid (money rules 9 and 12)', () => {
  it('cash does not go back while the bureau could still settle: the fees are withdrawn first', async () => {
    const here = await insuredWorld(payable());
    isHalfPaid(here);
    await here.look();
    expect(here.trace).toContain('refund-cash');
    expect(here.trace.indexOf('6401')).toBeGreaterThanOrEqual(0);
    expect(here.trace.indexOf('6401')).toBeLessThan(here.trace.indexOf('refund-cash'));
  });

  it('an order that the bureau keeps open is asked about by the ladder, not every time', async () => {
    const here = await insuredWorld(payable());
    isHalfPaid(here);
    await here.look();
    here.at.upload = { status: 'settled', payOrderId: 'ORD1' };
    here.trace.splice(0);
    await here.until(10 * HOUR);
    // one every five minutes makes 120; as it is `asked` begins anew with each answer
    expect(here.trace.filter((call) => call === 'query-mixed').length).toBeLessThan(300);
  });

  it('insurance that settles behind the back of the cash refund can be brought back', async () => {
    const here = await insuredWorld(payable());
    isHalfPaid(here);
    await here.look();
    expect(here.at.refund).toBe('SUCCESS');
    here.at.upload = { status: 'settled', payOrderId: 'ORD1' };
    await here.until(26 * HOUR);
    expect((await here.stored()).review?.reason).toBe('undecided');
    const no = { ok: false, certain: true, reason: 'bill-amount-changed', code: 'BILL_CHANGED' };
    Object.assign(here.hospital.script, { settle: no });
    const held = { cash: fen(0), insurance: fen(8000) };
    await here.act({ kind: 'conclude', note: 'bureau settled', held });
    await here.until(2 * HOUR);
    const { review } = await here.stored();
    if (review !== undefined) {
      const back = { kind: 'decide-unbooked', choice: 'refund', note: 'x' } as const;
      expect(await here.act(back)).toBe('review-ended');
    }
    await here.until(2 * HOUR);
    expect(here.at.upload.status).toBe('refunded');
  });

  it.each<[string, Partial<Rules>, ApiVerdict | undefined]>([
    ['in a city without the interface', { refundVia: 'manual' }, undefined],
    ['to an account that is gone', {}, ACCOUNT_GONE],
  ])('the receipt of a transfer %s ends it: fees withdrawn, bill free', async (_w, rules, no) => {
    const here = await insuredWorld(payable(), rules);
    isHalfPaid(here);
    here.at.refuseRefund = no;
    await here.look();
    await here.until(HOUR);
    expect(await here.act({ kind: 'record-transfer', receipt: 'T1' })).toBe('review-ended');
    const after = await here.until(2 * HOUR);
    // as it is: closing for ever, since the cash order goes on saying SUCCESS, and a second case a day later
    expect(after).toMatchObject({ payment: 'failed', refund: { state: 'done' } });
    expect(here.at.upload.status).toBe('revoked');
    expect(await here.holder()).toBeUndefined();
  });

  it('a question of the night does not end the order while its cash is on its way', async () => {
    const here = await insuredWorld(payable());
    isHalfPaid(here);
    here.at.refund = 'PROCESSING';
    await here.look();
    await here.until(10 * HOUR);
    expect((await here.stored()).refund?.state).toBe('refunding');
    // "refund-unfinished" is healed by asking
    await here.repair();
    await here.until(60 * HOUR);
    const isFree = (await here.holder()) === undefined;
    here.at.refund = 'SUCCESS';
    await here.until(60 * HOUR);
    // as it is: failed and free with a refund that is still open and that nobody asks about any more
    const { dueAt, refund } = await here.stored();
    expect({ isFree, dueAt, refund: refund?.state }).toEqual({
      ...{ isFree: false, dueAt: null, refund: 'done' },
    });
  });

  it('a mixed order that says REFUND after our own refund of its cash is no stranger’s', async () => {
    const here = await insuredWorld(payable());
    isHalfPaid(here);
    await here.look();
    Object.assign(here.at, { mix: 'MIX_PAY_REFUND', self: 'SELF_PAY_REFUND' });
    const after = await here.until(5 * HOUR);
    expect(after.review).toBeUndefined();
    expect(after.payment).toBe('failed');
  });
});

describe('what a person concludes (money rule 12)', () => {
  async function undecided() {
    const here = await insuredWorld(payable());
    here.at.bureauSilent = true;
    const order = await here.until(26 * HOUR);
    expect(order.review?.reason).toBe('undecided');
    return here;
  }

  it('insurance that was found to be held goes back through the bureau, whole', async () => {
    const here = await undecided();
    here.at.bureauSilent = false;
    isPaid(here);
    const held = { cash: fen(4000), insurance: fen(8000) };
    await here.act({ kind: 'conclude', note: 'looked it up', held });
    await here.until(HOUR);
    expect((await here.stored()).settlement.state).toBe('settled');
    await here.ask();
    await here.until(HOUR);
    // as it is: the parts are lost, the sender refuses itself (refund-insurance-parts)
    expect(here.trace).toContain('6203 6000/2000/0');
    expect((await here.stored()).refund?.state).toBe('done');
  });

  it('that nothing is held does not free the bill before fees and cash order are withdrawn', async () => {
    const here = await undecided();
    here.at.bureauSilent = false;
    await here.act({ kind: 'conclude', note: 'nothing there' });
    const isFree = (await here.holder()) === undefined;
    const { cash, upload } = here.at;
    expect({ isFree, cash, upload: upload.status }).not.toEqual({
      ...{ isFree: true, cash: 'NOTPAY', upload: 'priced' },
    });
    await here.until(24 * HOUR);
    expect([here.at.cash, here.at.upload.status]).toEqual(['CLOSED', 'revoked']);
  });

  it('cash alone that was found goes back, and the fees are withdrawn before the bill is free', async () => {
    const here = await insuredWorld(payable());
    Object.assign(here.at, { self: 'SELF_PAY_SUCCESS', cash: 'SUCCESS' });
    await here.until(26 * HOUR);
    expect((await here.stored()).review?.reason).toBe('undecided');
    const no = { ok: false, certain: true, reason: 'bill-amount-changed', code: 'BILL_CHANGED' };
    Object.assign(here.hospital.script, { settle: no });
    const held = { cash: fen(4000), insurance: fen(0) };
    await here.act({ kind: 'conclude', note: 'cash only', held });
    await here.until(24 * HOUR);
    expect((await here.stored()).refund?.state).toBe('done');
    expect(await here.holder()).toBeUndefined();
    expect(here.at.upload.status).toBe('revoked');
  });
});
