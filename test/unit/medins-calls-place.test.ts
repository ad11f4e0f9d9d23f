/** Placing: what is sent in which order, and what each answer is worth (money rule 2; traps 38, 39). */
import type { ApiVerdict } from '../../cloudfunctions/channels/medins/api';
import { cashierParameters, pageCall } from '../../cloudfunctions/channels/medins/cashier';
import type { MedInsConfig } from '../../cloudfunctions/channels/medins/config';
import { placeOrder } from '../../cloudfunctions/channels/medins/place';
import type { PlaceRequest } from '../../cloudfunctions/ports/payment-channel';
import { fen } from '../../miniprogram/shared/fen';
import { Rsa } from 'wechatpay-axios-plugin';
import { FOREVER } from '../support/doubles';
import {
  CASH_REQUEST,
  failed,
  INSURANCE_REQUEST,
  insuredAmounts,
  MERCHANT,
  MIX_NO,
  MIXED_REQUEST,
  NOT_SENT,
  NOW,
  ORDER,
  OTHER_ORDER,
  OURS,
  PAY_AUTH_NO,
  PROVIDER,
  said,
  scriptedApi,
  SILENT,
} from './medins-calls-bench';

const PREPAY = 'wx201410272009395522657a690389285100';
const PLACED = said({ mix_trade_no: MIX_NO, out_trade_no: ORDER });
const PREPAID = said({ prepay_id: PREPAY });
const CLOSED = said();
const deps = { clock: { now: () => NOW }, ids: { hex: (bytes: number) => 'ab'.repeat(bytes) } };

interface Answers {
  readonly prepay?: ApiVerdict;
  readonly mixed?: ApiVerdict;
}

async function place(
  request: PlaceRequest,
  { prepay = PREPAID, mixed = PLACED }: Answers = {},
  config: MedInsConfig = PROVIDER,
) {
  const gateway = scriptedApi({ prepay, 'mixed-order': mixed, 'close-cash': CLOSED });
  const outcome = await placeOrder({ config, api: gateway.api, ...deps }, request, FOREVER);
  return { outcome, ...gateway };
}

describe('an order that is taken', () => {
  test('cash order first, then the mixed order under the same number', async () => {
    const { outcome, asks, trace } = await place(MIXED_REQUEST);
    expect(trace).toEqual(['prepay', 'mixed-order']);
    const [first, second] = asks;
    expect(first?.body).toMatchObject({ out_trade_no: ORDER, amount: { total: 5000 } });
    expect(second).toMatchObject({
      method: 'POST',
      path: '/v3/med-ins/orders',
      sensitive: true,
      orderNo: ORDER,
      body: { out_trade_no: ORDER, prepay_id: PREPAY, wechat_pay_cash_fee: 5000 },
    });
    expect(outcome).toMatchObject({ kind: 'accepted', platformTradeNo: MIX_NO });
  });

  test('all insurance: no cash order, no cash in the launch', async () => {
    const { outcome, trace } = await place(INSURANCE_REQUEST);
    expect(trace).toEqual(['mixed-order']);
    expect(outcome).toEqual({
      kind: 'accepted',
      platformTradeNo: MIX_NO,
      launch: { mixTradeNo: MIX_NO },
    });
  });

  test('all cash', async () => {
    const { outcome, asks } = await place(CASH_REQUEST, {}, MERCHANT);
    expect(asks[1]?.body).toMatchObject({ mix_pay_type: 'CASH_ONLY', prepay_id: PREPAY });
    expect(outcome.kind).toBe('accepted');
  });
});

describe('the parameters of the cashier', () => {
  test.each([
    [PROVIDER, 'wxhospital'],
    [MERCHANT, 'wxhospital'],
  ])('five fields, four lines signed with our key %#', (config, appid) => {
    const launch = cashierParameters(config, deps, { mixTradeNo: MIX_NO, prepayId: PREPAY });
    const { cash } = launch;
    expect(cash).toMatchObject({
      timeStamp: String(NOW / 1000),
      nonceStr: 'ab'.repeat(16),
      package: `prepay_id=${PREPAY}`,
      signType: 'RSA',
    });
    const message = `${appid}\n${NOW / 1000}\n${'ab'.repeat(16)}\nprepay_id=${PREPAY}\n`;
    expect(Rsa.verify(message, cash?.paySign ?? '', OURS.publicKey)).toBe(true);
  });

  test('for a page in the browser: the same, in one object, with the appid', () => {
    const launch = cashierParameters(PROVIDER, deps, { mixTradeNo: MIX_NO, prepayId: PREPAY });
    expect(pageCall(PROVIDER, launch)).toEqual({
      name: 'requestMedicalInsurancePay',
      parameters: { appid: 'wxhospital', mixTradeNo: MIX_NO, ...launch.cash },
    });
    expect(pageCall(MERCHANT, { mixTradeNo: MIX_NO }).parameters).toEqual({
      appid: 'wxhospital',
      mixTradeNo: MIX_NO,
    });
  });
});

describe('the cash order is not made', () => {
  test.each([
    ['refused', failed('268510604', 'none')],
    ['not sent', NOT_SENT],
  ])('%s: rejected, the upload stands', async (_name, prepay) => {
    const insured = await place(MIXED_REQUEST, { prepay });
    expect(insured.trace).toEqual(['prepay']);
    expect(insured.outcome).toMatchObject({ kind: 'rejected', leftovers: true });
    const cash = await place(CASH_REQUEST, { prepay });
    expect(cash.outcome.kind).toBe('rejected');
    expect(cash.outcome).not.toHaveProperty('leftovers');
  });

  test.each([
    ['silence', SILENT],
    ['a refusal that may have had an effect', failed('268512536', 'maybe')],
    ['one that had', failed(undefined, 'done')],
    ['an answer without its number', said({})],
    ['a number that is none', said({ prepay_id: 'x y' })],
  ])('%s: unknown, and no mixed order on top of it', async (_name, prepay) => {
    const { outcome, trace } = await place(CASH_REQUEST, { prepay });
    expect(outcome.kind).toBe('unknown');
    expect(trace).toEqual(['prepay']);
  });
});

describe('the mixed order is not made', () => {
  test.each([
    ['refused', failed('268547120', 'none')],
    ['not sent', NOT_SENT],
  ])('%s for certain: the cash order is closed, the rest is left over', async (_name, mixed) => {
    const { outcome, trace, asks } = await place(MIXED_REQUEST, { mixed });
    expect(trace).toEqual(['prepay', 'mixed-order', 'close-cash']);
    expect(asks[2]?.path).toBe(`/v3/pay/partner/transactions/out-trade-no/${ORDER}/close`);
    expect(outcome).toMatchObject({ kind: 'rejected', leftovers: true });
  });

  test('all cash: what is left over is the cash order', async () => {
    const { outcome } = await place(CASH_REQUEST, { mixed: failed('268529477', 'none') });
    expect(outcome).toMatchObject({ kind: 'rejected', leftovers: true });
  });

  test('all insurance: what is left over is the upload', async () => {
    const { outcome, trace } = await place(INSURANCE_REQUEST, { mixed: NOT_SENT });
    expect(trace).toEqual(['mixed-order']);
    expect(outcome).toMatchObject({ kind: 'rejected', leftovers: true });
  });

  test('trap 39: silence is unknown; nothing is closed, the permission may be spent', async () => {
    const { outcome, trace } = await place(MIXED_REQUEST, { mixed: SILENT });
    expect(outcome).toMatchObject({ kind: 'unknown', code: 'no-answer' });
    expect(trace).toEqual(['prepay', 'mixed-order']);
  });

  test.each([
    ['an order that exists, whatever its effect is called', failed('268512536', 'none')],
    ['a failure half-way', failed(undefined, 'maybe', 'SYSTEM_ERROR', 500)],
    ['an answer without its number', said({ out_trade_no: ORDER })],
    ['an answer about another order', said({ mix_trade_no: MIX_NO, out_trade_no: OTHER_ORDER })],
  ])('%s: unknown', async (_name, mixed) => {
    const { outcome, trace } = await place(MIXED_REQUEST, { mixed });
    expect(outcome.kind).toBe('unknown');
    expect(trace).not.toContain('close-cash');
  });

  test('a close that fails as well changes nothing about it', async () => {
    const gateway = scriptedApi({
      prepay: PREPAID,
      'mixed-order': failed('268547120', 'none'),
      'close-cash': SILENT,
    });
    const parties = { config: PROVIDER, api: gateway.api, ...deps };
    const outcome = await placeOrder(parties, MIXED_REQUEST, FOREVER);
    expect(outcome).toMatchObject({ kind: 'rejected', code: '268547120 req-1', leftovers: true });
  });
});

describe('an order that must not be sent', () => {
  const wrongSum = { ...insuredAmounts({ cash: 5000, gov: 100 }), total: fen(5101) };

  test.each([
    [{ amounts: wrongSum }, 'insurance-amount-mismatch', 'total_fee'],
    [{ serialNo: 'S'.repeat(21) }, 'payment-misconfigured', 'serial_no'],
  ] as const)('never is; the upload is left over %#', async (change, reason, named) => {
    const { outcome, trace } = await place({ ...MIXED_REQUEST, ...change });
    expect(trace).toEqual([]);
    expect(outcome).toMatchObject({ kind: 'rejected', reason, leftovers: true });
    expect(JSON.stringify(outcome)).toContain(named);
    expect(JSON.stringify(outcome)).not.toContain(PAY_AUTH_NO);
  });

  test('cash alone leaves nothing behind', async () => {
    const amounts = { ...CASH_REQUEST.amounts, total: fen(1) };
    const { outcome } = await place({ ...CASH_REQUEST, amounts });
    expect(outcome).toMatchObject({ kind: 'rejected', reason: 'payment-misconfigured' });
    expect(outcome).not.toHaveProperty('leftovers');
  });
});
