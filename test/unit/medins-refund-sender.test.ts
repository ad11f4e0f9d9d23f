/**
 * Sending a refund of 2.0 (money rule 9): insurance by the bureau, then cash, then the word to the
 * platform, each under the refund's number; and what each failure between them is worth.
 */
import type { ApiVerdict } from '../../cloudfunctions/channels/medins/api';
import { refundSender } from '../../cloudfunctions/channels/medins/refund-sender';
import type { RefundRequest } from '../../cloudfunctions/ports/refund-channel';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import {
  failed,
  MERCHANT,
  MIX_NO,
  NEIGHBOUR,
  NOT_SENT,
  ORDER,
  PROVIDER,
  said,
  scriptedApi,
  SILENT,
} from './medins-calls-bench';
import {
  ALL_TAKEN as ALL,
  BUREAU_SAYS_NO,
  CASH_PART,
  DONE,
  INSURANCE_ALONE,
  is,
  NO_HOSPITAL,
  NO_INSURANCE_MONEY,
  REFUND,
  refundBureau,
  refundSaid,
  REVOKED,
  sentRefund,
  WHOLE,
} from './medins-refund-bench';

const REFUND_ID = '50000000382019052709732678859';

test('the bureau keeps its own sessions', () => {
  const { api } = scriptedApi({});
  expect(refundSender(PROVIDER, api, refundBureau({}).bureau).wantsSession('medins')).toBe(false);
});

test('all of it: 6203, cash, word, in that order and under one number', async () => {
  const { outcome, trace, asks, asked } = await sentRefund(WHOLE);
  expect(outcome).toEqual({ kind: 'taken', platformRefundNo: REFUND_ID, told: true });
  expect(trace).toEqual(['6203', 'refund-cash', 'notify-refund']);
  expect(asked).toEqual([
    { orderNo: ORDER, refundNo: REFUND, fund: 10000, self: 4000, other: 1000 },
  ]);
  expect(asks).toEqual([
    {
      call: 'refund-cash',
      method: 'POST',
      path: '/v3/refund/domestic/refunds',
      body: {
        sub_mchid: '1900000202',
        out_trade_no: ORDER,
        out_refund_no: REFUND,
        notify_url: 'https://hospital.example/notify/medins-refund',
        amount: { refund: 5000, total: 5000, currency: 'CNY' },
      },
      orderNo: ORDER,
    },
    {
      call: 'notify-refund',
      method: 'POST',
      path: `/v3/med-ins/refunds/notify?mix_trade_no=${MIX_NO}`,
      body: {
        sub_mchid: '1900000202',
        med_refund_total_fee: 15000,
        med_refund_gov_fee: 10000,
        med_refund_self_fee: 4000,
        med_refund_other_fee: 1000,
        refund_time: '2026-03-02T15:04:05+08:00',
        out_refund_no: REFUND,
      },
      orderNo: ORDER,
    },
  ]);
});

test('trap 21: one underscore in every name of the word to the platform', async () => {
  const { asks } = await sentRefund(WHOLE);
  expect(JSON.stringify(asks.at(-1)?.body)).not.toContain('__');
});

test('the word is the same to the byte, however often it is sent', async () => {
  const bytes = async (): Promise<string> => JSON.stringify((await sentRefund(WHOLE)).asks.at(-1));
  expect(await bytes()).toBe(await bytes());
});

test('a hospital on its own names no other', async () => {
  const { asks, outcome } = await sentRefund(WHOLE, ALL, { refund: DONE }, MERCHANT);
  expect(outcome).toMatchObject({ kind: 'taken', told: true });
  for (const { body } of asks) expect(body).not.toHaveProperty('sub_mchid');
});

test('another hospital of the provider is named in both', async () => {
  const { asks } = await sentRefund(WHOLE, ALL, { refund: DONE }, NEIGHBOUR);
  expect(asks.map(({ body }) => body)).toEqual([
    expect.objectContaining({ sub_mchid: '1900000303' }),
    expect.objectContaining({ sub_mchid: '1900000303' }),
  ]);
});

test('the number of the mixed order is written as a query', async () => {
  const { asks } = await sentRefund({ ...WHOLE, platformTradeNo: 'M/1&a=b' });
  expect(asks.at(-1)?.path).toBe('/v3/med-ins/refunds/notify?mix_trade_no=M%2F1%26a%3Db');
});

test('insurance alone: no cash refund', async () => {
  const { outcome, trace } = await sentRefund(INSURANCE_ALONE);
  expect(outcome).toEqual({ kind: 'taken', told: true });
  expect(trace).toEqual(['6203', 'notify-refund']);
});

test('insurance whole and part of the cash', async () => {
  const request = { ...WHOLE, mode: 'insurance-and-cash-part', cash: fen(100) } as const;
  const amount = { refund: 100, total: 5000 };
  const { outcome, trace, asks } = await sentRefund(request, {
    ...ALL,
    'refund-cash': refundSaid({ amount }),
  });
  expect(outcome).toMatchObject({ kind: 'taken', told: true });
  expect(trace).toEqual(['6203', 'refund-cash', 'notify-refund']);
  expect(asks[0]?.body).toMatchObject({ amount: { ...amount, currency: 'CNY' } });
});

test.each(['cash-part', 'cash-only'] as const)('%s leaves insurance alone', async (mode) => {
  const amount = { refund: 1234, total: 5000 };
  const script = { 'refund-cash': refundSaid({ amount }) };
  const { outcome, trace } = await sentRefund({ ...CASH_PART, mode }, script, {});
  expect(outcome).toEqual({ kind: 'taken', platformRefundNo: REFUND_ID });
  expect(trace).toEqual(['refund-cash']);
});

describe('an order without insurance money', () => {
  test('whose fees are withdrawn: the cash alone, and nothing is left to tell', async () => {
    const state = is('revoked');
    const { outcome, trace } = await sentRefund(NO_INSURANCE_MONEY, ALL, { state });
    expect(outcome).toEqual({ kind: 'taken', platformRefundNo: REFUND_ID, told: true });
    expect(trace).toEqual(['6301', 'refund-cash']);
  });

  test.each(['none', 'uploaded', 'priced'] as const)(
    'whose fees could still be settled (%s): they are withdrawn before the cash goes back',
    async (status) => {
      const state = is(status);
      const done = await sentRefund(NO_INSURANCE_MONEY, ALL, { state, revoke: REVOKED });
      expect(done.outcome).toMatchObject({ kind: 'taken', told: true });
      expect(done.trace).toEqual(['6301', '6401', 'refund-cash']);
      const silent = await sentRefund(NO_INSURANCE_MONEY, ALL, { state, revoke: NO_HOSPITAL });
      expect(silent.outcome).toMatchObject({ kind: 'not-sent' });
      expect(silent.trace).toEqual(['6301', '6401']);
    },
  );

  test('that never had fees at the bureau: nobody asks it', async () => {
    const { outcome, trace } = await sentRefund({ ...NO_INSURANCE_MONEY, insured: false }, ALL, {});
    expect(outcome).toEqual({ kind: 'taken', platformRefundNo: REFUND_ID });
    expect(trace).toEqual(['refund-cash']);
  });

  test.each([is('settled'), is('refunded', { refundNo: REFUND }), is('refunded')])(
    'that the bureau settled for 0 yuan (%j): its visit is taken back, too',
    async (state) => {
      const { outcome, trace, asks, asked } = await sentRefund(NO_INSURANCE_MONEY, ALL, {
        state,
        refund: DONE,
      });
      expect(outcome).toMatchObject({ kind: 'taken', told: true });
      expect(trace).toEqual(['6301', '6203', 'refund-cash', 'notify-refund']);
      expect(asked[1]).toMatchObject({ fund: 0, self: 0, other: 0 });
      expect(asks.at(-1)?.body).toMatchObject({ med_refund_total_fee: 0, med_refund_gov_fee: 0 });
    },
  );

  test('that was taken back under another number: nothing goes out', async () => {
    const { outcome, trace } = await sentRefund(NO_INSURANCE_MONEY, ALL, {
      state: is('refunded', { refundNo: 'R-other' }),
    });
    expect(outcome).toMatchObject({ kind: 'unknown', code: 'other-refund' });
    expect(trace).toEqual(['6301']);
  });

  test('whose bureau cannot be asked: nothing went out', async () => {
    const { outcome, trace } = await sentRefund(NO_INSURANCE_MONEY, ALL, { state: NO_HOSPITAL });
    expect(outcome).toEqual({ kind: 'not-sent', code: 'timeout', reason: 'hospital-unreachable' });
    expect(trace).toEqual(['6301']);
  });
});

test.each<[string, Partial<RefundRequest>, string]>([
  ['nothing at all', { cash: ZERO, insurance: ZERO }, 'refund-nothing'],
  ['more cash than was paid', { cash: fen(5001) }, 'refund-exceeds-cash'],
  ['insurance with cash alone', { mode: 'cash-only' }, 'refund-mode'],
  ['insurance in part', { insurance: fen(14999) }, 'refund-insurance-parts'],
  ['less than all of it as a whole', { insurance: ZERO }, 'refund-insurance-parts'],
])('%s is a mistake of ours: nobody hears of it', async (_what, change, code) => {
  const { outcome, trace } = await sentRefund({ ...WHOLE, ...change });
  expect(outcome).toEqual({ kind: 'refused', code, reason: 'payment-misconfigured' });
  expect(trace).toEqual([]);
});

describe('the bureau', () => {
  test('says no for certain: refused, nothing went out', async () => {
    const { outcome, trace } = await sentRefund(WHOLE, ALL, { refund: BUREAU_SAYS_NO });
    expect(outcome).toEqual({
      kind: 'refused',
      code: '6203-REFUSED',
      reason: 'refund-hospital-refused',
    });
    expect(trace).toEqual(['6203']);
  });

  test('does not answer: unknown, and no cash before that is known', async () => {
    const { outcome, trace } = await sentRefund(WHOLE, ALL, { refund: NO_HOSPITAL });
    expect(outcome).toEqual({ kind: 'unknown', code: 'timeout', reason: 'hospital-unreachable' });
    expect(trace).toEqual(['6203']);
  });
});

const IN_DOUBT = failed(undefined, 'maybe', 'SYSTEM_ERROR', 500);

test.each([failed('268435461', 'none'), IN_DOUBT, SILENT, NOT_SENT])(
  'a word that did not come through is not told, and sent again: %j',
  async (verdict) => {
    const { outcome, trace } = await sentRefund(WHOLE, { ...ALL, 'notify-refund': verdict });
    expect(outcome.kind).toBe('unknown');
    expect(trace).toEqual(['6203', 'refund-cash', 'notify-refund']);
  },
);

describe('an order whose mixed number nobody wrote down', () => {
  const { platformTradeNo: _none, ...UNNUMBERED } = WHOLE;

  test('is asked for it before anything goes out', async () => {
    const script = { ...ALL, 'query-mixed': said({ mix_trade_no: MIX_NO, out_trade_no: ORDER }) };
    const { outcome, trace, asks } = await sentRefund(UNNUMBERED, script);
    expect(outcome).toMatchObject({ kind: 'taken', told: true });
    expect(trace).toEqual(['query-mixed', '6203', 'refund-cash', 'notify-refund']);
    expect(asks[0]).toEqual({
      call: 'query-mixed',
      method: 'GET',
      path: `/v3/med-ins/orders/out-trade-no/${ORDER}?sub_mchid=1900000202`,
      orderNo: ORDER,
    });
    expect(asks.at(-1)?.path).toContain(MIX_NO);
    const own = await sentRefund(UNNUMBERED, script, { refund: DONE }, MERCHANT);
    expect(own.asks[0]?.path).toBe(`/v3/med-ins/orders/out-trade-no/${ORDER}`);
  });

  test.each<[string, ApiVerdict, string]>([
    ['silence', SILENT, 'no-answer'],
    ['absent', failed('268529515', 'none'), '268529515 req-1'],
    ['another order', said({ mix_trade_no: MIX_NO, out_trade_no: 'Y2' }), 'mix-trade-no'],
    ['no number', said({ out_trade_no: ORDER }), 'mix-trade-no'],
  ])('%s: nothing goes out', async (_what, verdict, code) => {
    const { outcome, trace } = await sentRefund(UNNUMBERED, { ...ALL, 'query-mixed': verdict });
    expect(outcome).toMatchObject({ kind: 'not-sent', code });
    expect(trace).toEqual(['query-mixed']);
  });
});
