/**
 * Asking about a payment at a counter: what paid says, and the insurance that is settled behind the cash
 * (trap 41; money rules 4 and 9).
 */
import { createCounter } from '../../cloudfunctions/channels/counter';
import type { PaymentState } from '../../cloudfunctions/domain/order';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER } from '../support/doubles';
import {
  always,
  charge,
  COVERED,
  HIS_AWAY,
  HIS_NO,
  insurance,
  order,
  parties,
  PAID_AT,
  REVERSED_AT,
  settlement,
  SETTLED_AT,
  short,
  TRADE_NO,
  yes,
  type Kind,
} from './counter-channel-bench';

type Script = Parameters<typeof parties>[0];

describe('paid', () => {
  test('says every sum and number, and when', async () => {
    const { all } = parties({
      payment: { query: always(charge('paid')) },
      insurance: { state: always(yes(insurance('settled'))) },
    });
    const outcome = await createCounter(all).query(order('mixed', 'payable'), FOREVER);
    expect(outcome).toEqual({
      kind: 'evidence',
      evidence: {
        orderNo: order('mixed', 'payable').orderNo,
        ours: true,
        state: 'paid',
        legs: { cash: 'paid', insurance: 'paid' },
        payWith: 'mixed',
        amounts: {
          ...{ total: 12000, cash: 4000, insurance: 8000 },
          ...{ insuranceFund: 6000, insuranceSelf: 2000, insuranceOther: 0 },
        },
        platformTradeNo: TRADE_NO,
        cashTradeNo: TRADE_NO,
        insuranceTradeNo: 'SETTLED-1',
        paidAt: PAID_AT,
      },
    });
  });

  test('in cash alone, our own book says the rest', async () => {
    const { all } = parties({ payment: { query: always(charge('paid')) } });
    const outcome = await createCounter(all).query(order('cash', 'payable'), FOREVER);
    expect(outcome).toMatchObject({
      evidence: { payWith: 'cash', amounts: { total: 4000, cash: 4000, insurance: 0 } },
    });
    expect(outcome).not.toHaveProperty('evidence.insuranceTradeNo');
  });

  test('another sum than ours is stated as it is', async () => {
    const { all } = parties({ payment: { query: always(charge('paid', { amount: fen(1) })) } });
    const outcome = await createCounter(all).query(order('cash', 'payable'), FOREVER);
    expect(outcome).toMatchObject({ evidence: { state: 'paid', amounts: { cash: 1 } } });
  });

  test('all by insurance: the settlement is the payment', async () => {
    const { all } = parties({ insurance: { state: always(yes(insurance('settled', COVERED))) } });
    const outcome = await createCounter(all).query(order('covered', 'payable'), FOREVER);
    expect(outcome).toMatchObject({
      evidence: {
        payWith: 'insurance',
        amounts: { total: 8000, cash: 0, insurance: 8000 },
        platformTradeNo: 'SETTLED-1',
        paidAt: SETTLED_AT,
      },
    });
  });
});

describe('cash first: whoever asks has the insurance settled', () => {
  const ask = async (his: Script['insurance'], change: Parameters<typeof order>[1] = 'payable') => {
    const world = parties({
      payment: { query: always(charge('paid')) },
      insurance: { state: always(yes(insurance('none'))), ...his },
    });
    const outcome = await createCounter(world.all).query(order('cash-first', change), FOREVER);
    return { ...world, outcome };
  };

  test('to exactly the sums that were agreed', async () => {
    const { outcome, trace, asked } = await ask({ settle: always(yes(settlement())) });
    const { orderNo, patientId, billIds, serialNo } = order('cash-first', 'payable');
    expect(trace).toEqual(['query', 'state', 'settle']);
    expect(asked[2]).toEqual({
      ...{ orderNo, patientId, billIds, serialNo, scanId: 'scan-0001' },
      agreed: { total: 12000, cash: 4000, insurance: 8000 },
    });
    expect(short(outcome)).toBe('paid/paid/paid');
    expect(outcome).toMatchObject({ evidence: { insuranceTradeNo: 'SETTLED-1' } });
  });

  test('as long as the order may be paid, and not when it ends', async () => {
    for (const payment of ['placing', 'unknown', 'payable'] as const) {
      const { trace } = await ask({ settle: always(yes(settlement())) }, payment);
      expect(trace).toContain('settle');
    }
    for (const payment of ['closing', 'failing', 'rejected', 'closed', 'failed', 'paid'] as const) {
      const { outcome, trace } = await ask({}, payment);
      expect(trace).toEqual(['query', 'state']);
      expect(short(outcome)).toMatch(/^half-paid\+/);
    }
  });

  test('refused for certain: barred, and the cash is for a refund', async () => {
    const { outcome, trace, asked, lines } = await ask({
      settle: always(HIS_NO),
      reverse: always(yes({ reversedAt: REVERSED_AT })),
    });
    expect(trace).toEqual(['query', 'state', 'settle', 'take-back']);
    expect(asked[3]).toEqual({ orderNo: order('cash-first', 'payable').orderNo });
    expect(short(outcome)).toBe('half-paid/paid/closed');
    expect(outcome).toMatchObject({ evidence: { amounts: { cash: 4000 }, paidAt: PAID_AT } });
    expect(lines.join()).toContain('SETTLE-NO');
  });

  test('refused, and not to be barred now: closed first', async () => {
    for (const reverse of [always(HIS_AWAY), always(HIS_NO)]) {
      const { outcome } = await ask({ settle: always(HIS_NO), reverse });
      expect(short(outcome)).toBe('half-paid+/paid/unpaid');
    }
  });

  const AWAY = { kind: 'unknown', code: 'timeout', reason: 'hospital-unreachable' };

  test('not known: asked again, and the cash is known to be there', async () => {
    const { outcome, trace } = await ask({ settle: always(HIS_AWAY) });
    expect(outcome).toEqual({ ...AWAY, cashTaken: true });
    expect(trace).toEqual(['query', 'state', 'settle']);
    const silent = await ask({ state: always(HIS_AWAY) });
    expect(silent.outcome).toEqual({ ...AWAY, cashTaken: true });
  });

  test('cash that is not ours, of another sum, or of an order that ends is not said to be taken', async () => {
    const seen = async (kind: Kind, payment: PaymentState, found = charge('paid')) => {
      const { all } = parties({
        payment: { query: always(found) },
        insurance: { state: always(HIS_AWAY) },
      });
      return createCounter(all).query(order(kind, payment), FOREVER);
    };
    expect(await seen('cash-first', 'payable', charge('paid', { amount: fen(3999) }))).toEqual(
      AWAY,
    );
    expect(await seen('cash-first', 'closing')).toEqual(AWAY);
    expect(await seen('cash-first', 'payable', charge('closed'))).toEqual(AWAY);
    // insurance first: it was settled before the cash, nothing follows
    expect(await seen('mixed', 'payable')).toEqual(AWAY);
  });

  test('a charge of another sum is never settled', async () => {
    const { all, trace } = parties({
      payment: { query: always(charge('paid', { amount: fen(3999) })) },
      insurance: { state: always(yes(insurance('none'))) },
    });
    const outcome = await createCounter(all).query(order('cash-first', 'payable'), FOREVER);
    expect(outcome).toMatchObject({ evidence: { state: 'half-paid', amounts: { cash: 3999 } } });
    expect(trace).toEqual(['query', 'state']);
  });
});
