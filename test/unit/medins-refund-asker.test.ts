/**
 * How a refund of 2.0 stands (money rule 9): the bureau's word and the platform's together; back only when
 * every part is; what never went out is sent again.
 */
import type { ApiVerdict } from '../../cloudfunctions/channels/medins/api';
import { refundAsker } from '../../cloudfunctions/channels/medins/refund-asker';
import type { UploadState } from '../../cloudfunctions/ports/insurance-bureau';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import type { RefundRequest } from '../../cloudfunctions/ports/refund-channel';
import { FOREVER } from '../support/doubles';
import {
  failed,
  MERCHANT,
  NOT_SENT,
  ORDER,
  PROVIDER,
  scriptedApi,
  SILENT,
} from './medins-calls-bench';
import {
  BACK_AT,
  CASH_PART,
  INSURANCE_ALONE,
  is,
  NO_HOSPITAL,
  NO_INSURANCE_MONEY,
  numbersOf,
  refundBureau,
  REFUND,
  refundSaid,
  WHOLE,
} from './medins-refund-bench';

const BACK = is('refunded', { refundNo: REFUND, refundedAt: BACK_AT });
const ABSENT = failed(undefined, 'none', 'RESOURCE_NOT_EXISTS', 404);
const REFUND_ID = '50000000382019052709732678859';
const CASH_AT = Date.UTC(2026, 2, 2, 7, 5);

async function asked(
  request: RefundRequest,
  state: HisAnswer<UploadState> | undefined,
  cash: ApiVerdict | undefined,
  told = true,
  config: Parameters<typeof refundAsker>[0] = PROVIDER,
) {
  const trace: string[] = [];
  const { api, asks } = scriptedApi(cash === undefined ? {} : { 'query-refund': cash }, trace);
  const { bureau } = refundBureau(state === undefined ? {} : { state }, trace);
  const outcome = await refundAsker(config, api, bureau).queryRefund(
    numbersOf(request, told),
    FOREVER,
  );
  return { outcome, trace, asks };
}

test('both back: refunded, by the later of the two', async () => {
  const { outcome, trace, asks } = await asked(WHOLE, BACK, refundSaid());
  expect(outcome).toEqual({
    kind: 'evidence',
    evidence: {
      orderNo: ORDER,
      refundNo: REFUND,
      ours: true,
      state: 'refunded',
      endedAt: CASH_AT,
      legs: { cash: 'refunded', insurance: 'refunded' },
      amounts: { cash: 5000, insurance: 15000 },
      platformRefundNo: REFUND_ID,
      cashRefundNo: REFUND_ID,
    },
  });
  expect(trace).toEqual(['6301', 'query-refund']);
  expect(asks).toEqual([
    {
      call: 'query-refund',
      method: 'GET',
      path: `/v3/refund/domestic/refunds/${REFUND}?sub_mchid=1900000202`,
      orderNo: ORDER,
    },
  ]);
});

test('the bureau was later than the cash', async () => {
  const cash = refundSaid({ success_time: '2026-03-02T15:04:00+08:00' });
  const { outcome } = await asked(WHOLE, BACK, cash);
  expect(outcome).toMatchObject({ evidence: { endedAt: BACK_AT } });
});

test('a hospital on its own asks without sub_mchid', async () => {
  const { asks } = await asked(WHOLE, BACK, refundSaid(), true, MERCHANT);
  expect(asks[0]?.path).toBe(`/v3/refund/domestic/refunds/${REFUND}`);
});

test.each<[string, RefundRequest]>([
  ['all of it', WHOLE],
  ['insurance alone', INSURANCE_ALONE],
])('%s is back, whether or not the platform was told', async (_what, request) => {
  const cash = request.cash === 0 ? undefined : refundSaid();
  const [told, untold] = [true, false].map((word) => asked(request, BACK, cash, word));
  expect((await untold)?.outcome).toMatchObject({ evidence: { state: 'refunded' } });
  expect((await untold)?.outcome).toEqual((await told)?.outcome);
});

test('insurance alone: nobody asks for cash', async () => {
  const { outcome, trace } = await asked(INSURANCE_ALONE, BACK, undefined);
  expect(outcome).toEqual({
    kind: 'evidence',
    evidence: {
      orderNo: ORDER,
      refundNo: REFUND,
      ours: true,
      state: 'refunded',
      endedAt: BACK_AT,
      legs: { cash: 'unstated', insurance: 'refunded' },
      amounts: { insurance: 15000 },
    },
  });
  expect(trace).toEqual(['6301']);
});

test('cash alone: nobody asks the bureau, and nobody had to be told', async () => {
  const amount = { total: 5000, refund: 1234 };
  const { outcome, trace } = await asked(CASH_PART, undefined, refundSaid({ amount }), false);
  expect(outcome).toMatchObject({
    kind: 'evidence',
    evidence: {
      state: 'refunded',
      legs: { cash: 'refunded', insurance: 'unstated' },
      amounts: { cash: 1234 },
    },
  });
  expect(trace).toEqual(['query-refund']);
});

test.each<[string, string, string]>([
  ['PROCESSING', 'refunding', 'on its way'],
  ['ABNORMAL', 'change', 'sent back by the bank'],
  ['CLOSED', 'failed', 'came to nothing'],
])('cash %s: refunding, its leg %s (%s)', async (status, leg) => {
  const { outcome } = await asked(WHOLE, BACK, refundSaid({ status }));
  expect(outcome).toMatchObject({
    kind: 'evidence',
    evidence: { state: 'refunding', legs: { cash: leg, insurance: 'refunded' } },
  });
  expect(outcome).not.toHaveProperty('evidence.endedAt');
});

test('the time of a refund that is not back is none', async () => {
  const cash = refundSaid({ status: 'PROCESSING', success_time: '2026-03-02T15:04:00+08:00' });
  expect((await asked(CASH_PART, undefined, cash)).outcome).not.toHaveProperty('evidence.endedAt');
});

test.each<[string, RefundRequest, HisAnswer<UploadState> | undefined, ApiVerdict | undefined]>([
  ['nothing of both', WHOLE, is('settled'), ABSENT],
  ['no insurance, and that is all', INSURANCE_ALONE, is('settled'), undefined],
  ['no cash, and that is all', CASH_PART, undefined, ABSENT],
  ['no cash by another word', CASH_PART, undefined, failed(undefined, 'none', 'ORDER_NOT_EXIST')],
])('%s went out: not found', async (_what, request, state, cash) => {
  expect((await asked(request, state, cash, false)).outcome).toEqual({ kind: 'not-found' });
});

test.each<[string, HisAnswer<UploadState>, ApiVerdict, string]>([
  ['the cash did not', BACK, ABSENT, 'cash-not-sent'],
  ['insurance did not', is('settled'), refundSaid(), 'insurance-not-sent'],
])('%s go out: unfinished, and it says which part is back', async (_what, state, cash, code) => {
  const isCash = code === 'cash-not-sent';
  const legs = isCash
    ? { cash: 'unstated', insurance: 'refunded' }
    : { cash: 'refunded', insurance: 'unstated' };
  const unfinished = { kind: 'unfinished', code, legs };
  expect((await asked(WHOLE, state, cash)).outcome).toEqual(unfinished);
  expect((await asked(WHOLE, state, cash, false)).outcome).toEqual(unfinished);
});

describe('an order without insurance money', () => {
  test.each(['none', 'uploaded', 'priced', 'revoked'] as const)(
    'that the bureau never settled (%s) has its cash only',
    async (status) => {
      const { outcome } = await asked(NO_INSURANCE_MONEY, is(status), refundSaid(), false);
      expect(outcome).toMatchObject({
        evidence: { state: 'refunded', legs: { insurance: 'unstated' } },
      });
    },
  );

  test('that the bureau settled for 0 yuan is taken back and told of like any other', async () => {
    const ask = (state: HisAnswer<UploadState>, told: boolean) =>
      asked(NO_INSURANCE_MONEY, state, refundSaid(), told);
    expect((await ask(is('settled'), true)).outcome).toMatchObject({ code: 'insurance-not-sent' });
    expect((await ask(BACK, true)).outcome).toMatchObject({
      evidence: { state: 'refunded', amounts: { cash: 5000, insurance: 0 } },
    });
  });
});

describe('what says nothing', () => {
  test.each(['none', 'uploaded', 'priced', 'revoked'] as const)(
    'insurance money that the bureau calls %s',
    async (status) => {
      const { outcome, trace } = await asked(WHOLE, is(status), undefined);
      expect(outcome).toMatchObject({ kind: 'unknown', code: `bureau-${status}` });
      expect(trace).toEqual(['6301']);
    },
  );

  test('insurance that went back under another number', async () => {
    const { outcome } = await asked(WHOLE, is('refunded', { refundNo: 'R2' }), undefined);
    expect(outcome).toMatchObject({ kind: 'unknown', code: 'other-refund' });
  });

  test('a bureau that is silent', async () => {
    const { outcome } = await asked(WHOLE, NO_HOSPITAL, undefined);
    expect(outcome).toEqual({ kind: 'unknown', code: 'timeout', reason: 'hospital-unreachable' });
  });

  test.each<[string, ApiVerdict, string]>([
    ['silence', SILENT, 'no-answer'],
    ['no connection', NOT_SENT, 'not-sent'],
    ['a refusal', failed(undefined, 'none', 'NO_AUTH', 403), 'NO_AUTH req-1'],
    // the status is not signed, the word is
    ['a 404 with another word', failed(undefined, 'none', 'PARAM_ERROR', 404), 'PARAM_ERROR req-1'],
    ['an unknown state', refundSaid({ status: 'REVERSED' }), 'state-unreadable'],
    ['another order', refundSaid({ out_trade_no: 'Y2' }), 'other-order'],
    ['another refund', refundSaid({ out_refund_no: 'R2' }), 'other-refund'],
    ['another hospital', refundSaid({ sub_mchid: '1900000303' }), 'not-ours'],
  ])('of the cash: %s', async (_what, verdict, code) => {
    const { outcome } = await asked(WHOLE, BACK, verdict);
    expect(outcome).toMatchObject({ kind: 'unknown', code });
  });
});

test('an amount that cannot be read is left out: the domain takes that for a mismatch', async () => {
  const cash = refundSaid({ amount: { total: 5000, refund: '5000' } });
  const { outcome } = await asked(CASH_PART, undefined, cash);
  expect(outcome).toMatchObject({ kind: 'evidence', evidence: { amounts: {} } });
  expect(outcome).not.toHaveProperty('evidence.amounts.cash');
});
