/** The query of 2.0: kinds of order, what is proven, whose it is, what is asked (money rules 2 to 4). */
import type { MedInsConfig } from '../../cloudfunctions/channels/medins/config';
import type { AskedOrder, QueryOutcome } from '../../cloudfunctions/ports/payment-channel';
import { fen } from '../../miniprogram/shared/fen';
import { asked, cashSaid, mixedSaid } from './medins-calls-answers';
import {
  cashAmounts,
  failed,
  insuredAmounts,
  MERCHANT,
  MIX_NO,
  NEIGHBOUR,
  NOT_SENT,
  ORDER,
  PROVIDER,
  said,
  SILENT,
} from './medins-calls-bench';

import { MIXED, query, short } from './medins-calls-asking';

test('a paid order is asked about no further than its own word', async () => {
  const { outcome, trace } = await query(
    { mixed: MIXED['created'] ?? SILENT },
    asked({ payment: 'paid' }),
  );
  expect(short(outcome)).toBe('not-paid/unpaid/unpaid');
  expect(trace).toEqual(['query-mixed']);
});

describe('orders without one of the legs', () => {
  const insurance = {
    mix_pay_type: 'INSURANCE_ONLY',
    total_fee: 15000,
    wechat_pay_cash_fee: undefined,
  };
  const insured = { cash: 'NO_SELF_PAY', insurance: 'MED_INS_PAY_SUCCESS' };
  const order = asked({ amounts: insuredAmounts({ gov: 10000, self: 4000, other: 1000 }) });

  test('all insurance is proven without a cash order; absent cash is 0', async () => {
    const mixed = said(mixedSaid('MIX_PAY_SUCCESS', insured, insurance));
    const { outcome, trace } = await query({ mixed }, order);
    expect(trace).toEqual(['query-mixed']);
    expect(outcome).toMatchObject({
      evidence: {
        state: 'paid',
        payWith: 'insurance',
        legs: { cash: 'closed', insurance: 'paid' },
        amounts: { total: 15000, cash: 0, insurance: 15000 },
      },
    });
  });

  test('a leg that the order has not got need not be stated', async () => {
    const left = { ...insurance, self_pay_status: undefined };
    const { outcome } = await query(
      { mixed: said(mixedSaid('MIX_PAY_SUCCESS', insured, left)) },
      order,
    );
    expect(short(outcome)).toBe('paid/closed/paid');
  });

  test('all insurance, withdrawn: closed; still uploaded: not paid', async () => {
    const mixed = said(mixedSaid('MIX_PAY_CREATED', { cash: 'NO_SELF_PAY' }, insurance));
    const closing = { ...order, payment: 'closing' } as const;
    expect(short((await query({ mixed, upload: 'revoked' }, closing)).outcome)).toMatch(/^closed/);
    expect(short((await query({ mixed, upload: 'priced' }, closing)).outcome)).toMatch(/^not-paid/);
  });

  const cashOnly = {
    ...{ mix_pay_type: 'CASH_ONLY', total_fee: 12000, wechat_pay_cash_fee: 12000 },
    ...{ med_ins_gov_fee: undefined, med_ins_self_fee: undefined, med_ins_other_fee: undefined },
  };
  const { upload: _none, ...uninsured } = asked({ amounts: cashAmounts(12000) });

  test('all cash never asks the bureau; absent insurance is 0', async () => {
    const legs = { cash: 'SELF_PAY_SUCCESS', insurance: 'NO_MED_INS_PAY' };
    const mixed = said(mixedSaid('MIX_PAY_SUCCESS', legs, cashOnly));
    const cash = said(cashSaid('SUCCESS', { amount: { total: 12000 } }));
    const { outcome, trace } = await query({ mixed, cash }, uninsured);
    expect(trace).toEqual(['query-mixed', 'query-cash']);
    expect(outcome).toMatchObject({
      evidence: {
        state: 'paid',
        payWith: 'cash',
        amounts: { total: 12000, cash: 12000, insurance: 0 },
      },
    });
  });

  test('all cash, closed', async () => {
    const mixed = said(mixedSaid('MIX_PAY_CREATED', { insurance: 'NO_MED_INS_PAY' }, cashOnly));
    const cash = said(cashSaid('CLOSED'));
    const { outcome } = await query({ mixed, cash }, { ...uninsured, payment: 'closing' });
    expect(short(outcome)).toBe('closed/closed/closed');
  });
});

describe('why insurance failed (med_ins_fail_reason)', () => {
  const failedBy = async (reason: unknown) => {
    const legs = { insurance: 'MED_INS_PAY_FAIL' };
    const mixed = said(mixedSaid('MIX_PAY_FAIL', legs, { med_ins_fail_reason: reason }));
    const { outcome } = await query({ mixed, cash: said(cashSaid('NOTPAY')) });
    return outcome.kind === 'evidence' ? outcome.evidence.why : outcome;
  };

  test('is told in words of our own', async () => {
    const inHospital = { code: 'bureau-in-hospital', reason: 'insurance-in-hospital' };
    expect(await failedBy('医保结算失败：患者在院状态不允许结算')).toEqual(inHospital);
  });

  test.each(['张三参保待遇已暂停', '', null, 17, undefined])(
    'nothing of a text that nobody knows comes in: %p',
    async (text) => expect(await failedBy(text)).toBeUndefined(),
  );
});

describe('what is proven', () => {
  const paid = { mixed: MIXED['success'] ?? SILENT };

  test('carries every number, amount and time', async () => {
    const { outcome } = await query({ ...paid, cash: said(cashSaid('SUCCESS')) });
    expect(outcome).toEqual({
      kind: 'evidence',
      evidence: {
        orderNo: ORDER,
        ours: true,
        state: 'paid',
        legs: { cash: 'paid', insurance: 'paid' },
        payWith: 'mixed',
        amounts: {
          total: 20000,
          cash: 5000,
          insurance: 15000,
          insuranceFund: 10000,
          insuranceSelf: 4000,
          insuranceOther: 1000,
        },
        platformTradeNo: MIX_NO,
        cashTradeNo: '4200001111202603020000',
        paidAt: Date.UTC(2026, 2, 2, 2, 5, 7),
      },
    });
  });

  test.each([
    ['another sum', { amount: { total: 4999, currency: 'CNY' } }, 4999],
    ['no sum', { amount: {} }, undefined],
    ['another currency', { amount: { total: 5000, currency: 'HKD' } }, undefined],
    ['a broken one', { amount: { total: 50.5 } }, undefined],
    ['text', { amount: { total: '5000' } }, undefined],
  ])('the cash that was taken is for the cash order to say: %s', async (_name, change, cash) => {
    const { outcome } = await query({ ...paid, cash: said(cashSaid('SUCCESS', change)) });
    if (outcome.kind !== 'evidence') throw new Error(outcome.kind);
    expect(outcome.evidence.amounts.cash).toBe(cash);
  });

  test('an amount that cannot be read is left out', async () => {
    const body = { med_ins_self_fee: -1 };
    const legs = { cash: 'SELF_PAY_SUCCESS', insurance: 'MED_INS_PAY_SUCCESS' };
    const mixed = said(mixedSaid('MIX_PAY_SUCCESS', legs, body));
    const { outcome } = await query({ mixed, cash: said(cashSaid('SUCCESS')) });
    if (outcome.kind !== 'evidence') throw new Error(outcome.kind);
    expect(outcome.evidence.amounts).not.toHaveProperty('insurance');
    expect(outcome.evidence.amounts).not.toHaveProperty('insuranceSelf');
  });

  test('half paid: the cash that is held, and when it was taken', async () => {
    const world = { mixed: MIXED['fail, cash in'] ?? SILENT, cash: said(cashSaid('SUCCESS')) };
    const { outcome } = await query(world);
    expect(outcome).toMatchObject({
      evidence: {
        state: 'half-paid',
        amounts: { cash: 5000 },
        cashTradeNo: '4200001111202603020000',
        paidAt: Date.UTC(2026, 2, 2, 2, 5),
      },
    });
  });

  test('cash that their book has and ours has not is asked about', async () => {
    const amounts = { ...insuredAmounts({ gov: 1 }), cash: fen(0) };
    const { trace } = await query({ ...paid, cash: said(cashSaid('SUCCESS')) }, asked({ amounts }));
    expect(trace).toContain('query-cash');
  });
});

describe('whose it is', () => {
  const success = { cash: 'SELF_PAY_SUCCESS', insurance: 'MED_INS_PAY_SUCCESS' };
  const ours = (outcome: QueryOutcome): boolean | string =>
    outcome.kind === 'evidence' ? outcome.evidence.ours : outcome.kind;

  test.each([
    ['sub_mchid', NEIGHBOUR.subMchid],
    ['sub_mchid', undefined],
    ['sub_mchid', null],
    ['appid', 'wxsomebody'],
    ['appid', undefined],
    ['sub_appid', NEIGHBOUR.subAppid],
    ['mchid', '1900009999'],
    ['sp_mchid', '1900009999'],
  ])('a mixed order whose %s is %s is not ours', async (name, value) => {
    const mixed = said(mixedSaid('MIX_PAY_SUCCESS', success, { [name]: value }));
    const { outcome, trace } = await query({ mixed });
    expect(ours(outcome)).toBe(false);
    expect(trace).toEqual(['query-mixed']);
  });

  test.each([
    ['sub_mchid', NEIGHBOUR.subMchid],
    ['sub_mchid', undefined],
    ['sp_mchid', '1900009999'],
    ['sp_appid', undefined],
    ['sub_appid', NEIGHBOUR.subAppid],
  ])('a cash order whose %s is %s is not ours', async (name, value) => {
    const mixed = said(mixedSaid('MIX_PAY_SUCCESS', success));
    const { outcome } = await query({ mixed, cash: said(cashSaid('SUCCESS', { [name]: value })) });
    expect(ours(outcome)).toBe(false);
  });

  test("cross-hospital: the same answer is one hospital's and never the other's", async () => {
    const world = {
      mixed: said(mixedSaid('MIX_PAY_SUCCESS', success)),
      cash: said(cashSaid('SUCCESS')),
    };
    expect(ours((await query(world, asked(), PROVIDER)).outcome)).toBe(true);
    expect(ours((await query(world, asked(), NEIGHBOUR)).outcome)).toBe(false);
    expect(ours((await query(world, asked(), MERCHANT)).outcome)).toBe(false);
  });

  test('a hospital on its own, with and without finding itself in the sub fields', async () => {
    const none = { sub_appid: undefined, sub_mchid: undefined };
    const own = { appid: 'wxhospital', ...none };
    const cash = said(
      cashSaid('SUCCESS', {
        ...{ appid: 'wxhospital', mchid: '1900000202', sp_appid: undefined, sp_mchid: undefined },
        ...none,
      }),
    );
    const mixed = (change: object) =>
      said(mixedSaid('MIX_PAY_SUCCESS', success, { ...own, ...change }));
    expect(ours((await query({ mixed: mixed({}), cash }, asked(), MERCHANT)).outcome)).toBe(true);
    const again = mixed({ sub_mchid: '1900000202' });
    expect(ours((await query({ mixed: again, cash }, asked(), MERCHANT)).outcome)).toBe(true);
    const other = mixed({ sub_mchid: NEIGHBOUR.subMchid });
    expect(ours((await query({ mixed: other, cash }, asked(), MERCHANT)).outcome)).toBe(false);
  });
});

describe('what is asked', () => {
  const pathOf = async (config: MedInsConfig, order: AskedOrder): Promise<string | undefined> =>
    (await query({ mixed: SILENT }, order, config)).asks[0]?.path;

  test('by our number until theirs is known, always with the hospital behind a provider', async () => {
    const known = asked({ platformTradeNo: MIX_NO });
    expect(await pathOf(PROVIDER, asked())).toBe(
      `/v3/med-ins/orders/out-trade-no/${ORDER}?sub_mchid=1900000202`,
    );
    expect(await pathOf(PROVIDER, known)).toBe(
      `/v3/med-ins/orders/mix-trade-no/${MIX_NO}?sub_mchid=1900000202`,
    );
  });

  test('a hospital on its own has no sub_mchid, not even null', async () => {
    expect(await pathOf(MERCHANT, asked())).toBe(`/v3/med-ins/orders/out-trade-no/${ORDER}`);
    const known = asked({ platformTradeNo: MIX_NO });
    expect(await pathOf(MERCHANT, known)).toBe(`/v3/med-ins/orders/mix-trade-no/${MIX_NO}`);
  });

  test('a number of theirs that could leave its place in the path does not', async () => {
    const path = await pathOf(MERCHANT, asked({ platformTradeNo: '1/../2?x=1' }));
    expect(path).toBe('/v3/med-ins/orders/mix-trade-no/1%2F..%2F2%3Fx%3D1');
  });

  test.each([
    [
      'the number, whatever the status',
      failed('268529515', 'none', 'RULE_LIMIT', 400),
      'not-found',
    ],
    ['the word with 404', failed(undefined, 'none', 'ORDER_NOT_EXIST', 404), 'not-found'],
    ['an older word', failed(undefined, 'none', 'RESOURCE_NOT_EXISTS', 404), 'not-found'],
    ['the word with another status', failed(undefined, 'none', 'ORDER_NOT_EXIST', 500), 'unknown'],
    ['a path that is not there', failed(undefined, 'none', 'NOT_FOUND', 404), 'unknown'],
    ['another refusal', failed('268435461', 'none'), 'unknown'],
    ['not sent', NOT_SENT, 'unknown'],
  ])('no such order is said by %s', async (_name, mixed, wanted) => {
    const { upload: _none, ...order } = asked({ amounts: insuredAmounts({ gov: 1 }) });
    expect((await query({ mixed }, order)).outcome.kind).toBe(wanted);
  });
});
