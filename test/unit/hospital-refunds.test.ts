/**
 * Money safety rule 9 at the hospital: what is being refunded is held, the reversal is booked when the
 * money is back, and every call may be repeated (docs/his-contract, "Refunds").
 */

import { LeverRefused } from '../../sandbox/hospital/levers';
import { hospitalFixture, paymentOf, refusalOf, ZHANG, type Fixture } from './hospital-fixture';

const REFUNDED_AT = '2026-01-05T10:00:00+08:00';
const WHOLE = { orderNo: 'O1', cashFen: 10000, insuranceFen: 32400 };

/** 424.00 yuan are settled by O1: 100.00 cash, 324.00 insurance. */
function paid(): Fixture & { readonly billId: string } {
  const fixture = hospitalFixture();
  const { billId } = fixture.hospital.billOf('insurance-and-cash');
  fixture.hospital.settle('O1', paymentOf(fixture, [billId]));
  return { ...fixture, billId };
}

/** The code of the lever that cannot be pulled. */
function leverRefusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof LeverRefused) return error.code;
    throw error;
  }
  throw new Error('the lever could be pulled');
}

const confirmed = (sums: object = WHOLE) => ({
  ...WHOLE,
  refundedAt: REFUNDED_AT,
  platformRefundNo: 'F1',
  ...sums,
});

describe('holding', () => {
  it('keeps back what was paid for, once, however often it is asked', () => {
    const fixture = paid();
    const { hospital, billId } = fixture;
    const held = hospital.holdRefund('RO1', WHOLE);
    expect(held).toEqual({
      status: 'held',
      refundNo: 'RO1',
      ...WHOLE,
      since: '2026-01-05T09:30:00+08:00',
    });
    fixture.pass(60_000);
    expect(hospital.holdRefund('RO1', WHOLE)).toEqual(held);
    expect(hospital.getRefund('RO1')).toEqual(held);
    expect(leverRefusal(() => hospital.serveBill(billId))).toBe('REFUND_HELD');
    expect(hospital.isServed(billId)).toBe(false);
    expect(hospital.getBill(billId).status).toBe('settled');
  });

  it('is refused once something was handed out, and holds nothing', () => {
    const { hospital, billId } = paid();
    hospital.serveBill(billId);
    expect(refusalOf(() => hospital.holdRefund('RO1', WHOLE))).toBe('SERVED');
    expect(hospital.getRefund('RO1')).toEqual({ status: 'none', refundNo: 'RO1' });
    expect(hospital.serveBill(billId).billId).toBe(billId);
  });

  it('is refused for all bills of a payment when one was served', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const billIds = ['insurance-and-cash', 'same-visit'].map((s) => hospital.billOf(s).billId);
    hospital.settle('O1', paymentOf(fixture, billIds));
    hospital.serveBill(billIds[1] ?? '');
    const some = { orderNo: 'O1', cashFen: 1, insuranceFen: 0 };
    expect(refusalOf(() => hospital.holdRefund('RO1', some))).toBe('SERVED');
  });

  it.each(['O9', 'cancelled', 'refused'])('is refused for %s, which is not settled', (orderNo) => {
    const fixture = paid();
    const { hospital, billId } = fixture;
    hospital.cancelSettlement('cancelled');
    const again = {
      ...paymentOf(fixture, [hospital.billOf('all-insurance').billId]),
      billIds: [billId],
    };
    expect(refusalOf(() => hospital.settle('refused', again))).toBe('BILL_SETTLED_ELSEWHERE');
    expect(refusalOf(() => hospital.holdRefund('R1', { ...WHOLE, orderNo }))).toBe('NOT_SETTLED');
  });

  it.each([
    ['cash', { cashFen: 10001 }],
    ['insurance', { insuranceFen: 32401 }],
  ])('of more %s than was booked is refused', (_leg, sums) => {
    const { hospital } = paid();
    expect(refusalOf(() => hospital.holdRefund('RO1', { ...WHOLE, ...sums }))).toBe('EXCEEDS');
  });

  it('counts what other refunds hold and have taken', () => {
    const { hospital } = paid();
    const cash = (cashFen: number) => ({ orderNo: 'O1', cashFen, insuranceFen: 0 });
    hospital.holdRefund('R1', cash(6000));
    expect(refusalOf(() => hospital.holdRefund('R2', cash(4001)))).toBe('EXCEEDS');
    hospital.confirmRefund('R1', { ...cash(6000), refundedAt: REFUNDED_AT });
    expect(refusalOf(() => hospital.holdRefund('R2', cash(4001)))).toBe('EXCEEDS');
    expect(hospital.holdRefund('R2', cash(4000)).status).toBe('held');
  });

  it.each([
    ['other cash', { cashFen: 9999 }],
    ['other insurance', { insuranceFen: 32399 }],
    ['another order', { orderNo: 'O2' }],
  ])('with %s under the same number is refused, held or booked', (_name, change) => {
    const { hospital } = paid();
    hospital.holdRefund('RO1', WHOLE);
    const differs = () => hospital.holdRefund('RO1', { ...WHOLE, ...change });
    expect(refusalOf(differs)).toBe('REFUND_DIFFERS');
    hospital.confirmRefund('RO1', confirmed());
    expect(refusalOf(differs)).toBe('REFUND_DIFFERS');
  });

  it('of nothing is no request', () => {
    const { hospital } = paid();
    const nothing = { orderNo: 'O1', cashFen: 0, insuranceFen: 0 };
    expect(refusalOf(() => hospital.holdRefund('RO1', nothing))).toBe('INVALID_REQUEST');
    expect(refusalOf(() => hospital.confirmRefund('RO1', confirmed(nothing)))).toBe(
      'INVALID_REQUEST',
    );
  });

  it('fails as often as it was told to, but never for what is held already', () => {
    const { hospital, billId } = paid();
    hospital.refuseNextHold('HOSPITAL_REFUSED', 2);
    expect(refusalOf(() => hospital.holdRefund('RO1', WHOLE))).toBe('HOSPITAL_REFUSED');
    expect(refusalOf(() => hospital.holdRefund('RO1', WHOLE))).toBe('HOSPITAL_REFUSED');
    expect(hospital.getRefund('RO1').status).toBe('none');
    expect(hospital.holdRefund('RO1', WHOLE).status).toBe('held');
    hospital.refuseNextHold('BUSY');
    expect(hospital.holdRefund('RO1', WHOLE).status).toBe('held');
    expect(leverRefusal(() => hospital.serveBill(billId))).toBe('REFUND_HELD');
    expect(() => {
      hospital.refuseNextHold('BUSY', 0);
    }).toThrow(RangeError);
  });
});

describe('releasing', () => {
  it('gives everything back, any number of times', () => {
    const { hospital, billId } = paid();
    hospital.holdRefund('RO1', WHOLE);
    const released = hospital.releaseRefund('RO1');
    expect(released).toMatchObject({ status: 'released', ...WHOLE });
    expect(hospital.releaseRefund('RO1')).toEqual(released);
    expect(hospital.getRefund('RO1')).toEqual(released);
    hospital.serveBill(billId);
    expect(refusalOf(() => hospital.holdRefund('RO1', WHOLE))).toBe('SERVED');
  });

  it('lets the same number be held anew with other sums, but not for another order', () => {
    const { hospital, billId } = paid();
    hospital.holdRefund('RO1', WHOLE);
    hospital.releaseRefund('RO1');
    const part = { orderNo: 'O1', cashFen: 500, insuranceFen: 0 };
    expect(refusalOf(() => hospital.holdRefund('RO1', { ...part, orderNo: 'O2' }))).toBe(
      'REFUND_DIFFERS',
    );
    expect(hospital.holdRefund('RO1', part)).toMatchObject({ status: 'held', ...part });
    expect(leverRefusal(() => hospital.serveBill(billId))).toBe('REFUND_HELD');
    hospital.releaseRefund('RO1');
    expect(hospital.serveBill(billId).status).toBe('settled');
  });

  it('of a number never heard of is nothing, and of a booked one is refused', () => {
    const { hospital } = paid();
    expect(hospital.releaseRefund('RO1')).toEqual({ status: 'none', refundNo: 'RO1' });
    const { since } = hospital.confirmRefund('RO1', confirmed());
    expect(refusalOf(() => hospital.releaseRefund('RO1'))).toBe('ALREADY_CONFIRMED');
    expect(hospital.getRefund('RO1')).toMatchObject({ status: 'confirmed', since });
  });
});

describe('confirming', () => {
  it('a whole refund frees the bills, books one row, and leaves what was booked', () => {
    const fixture = paid();
    const { hospital, billId } = fixture;
    const { settlementNo } = hospital.querySettlement('O1');
    hospital.holdRefund('RO1', WHOLE);
    const state = hospital.confirmRefund('RO1', confirmed());
    expect(state).toMatchObject({ status: 'confirmed', refundedAt: REFUNDED_AT, ...WHOLE });
    fixture.pass(60_000);
    expect(hospital.confirmRefund('RO1', confirmed())).toEqual(state);
    expect(hospital.holdRefund('RO1', WHOLE)).toEqual(state);
    expect(hospital.getBill(billId).status).toBe('unpaid');
    expect(hospital.listBills(ZHANG, 'unpaid').map((bill) => bill.billId)).toContain(billId);
    expect(hospital.ledger().filter((row) => row.kind === 'refund')).toHaveLength(1);
    expect(hospital.getLedger('2026-01-05').entries.at(-1)).toEqual({
      kind: 'refund',
      source: 'order',
      refundNo: 'RO1',
      settlementNo,
      billIds: [billId],
      totalFen: 42400,
      platformNo: 'F1',
      at: REFUNDED_AT,
      ...WHOLE,
    });
    expect(hospital.querySettlement('O1')).toMatchObject({
      status: 'settled',
      cashFen: 10000,
      refundedCashFen: 10000,
      refundedInsuranceFen: 32400,
    });
  });

  it('lets a freed bill be paid by another order, and the first one stay as it is', () => {
    const fixture = paid();
    const { hospital, billId } = fixture;
    const first = hospital.querySettlement('O1').settlementNo;
    hospital.confirmRefund('RO1', confirmed());
    hospital.settle('O2', paymentOf(fixture, [billId]));
    const request = paymentOf(fixture, [hospital.billOf('same-visit').billId]);
    expect(refusalOf(() => hospital.settle('O1', request))).toBe('SETTLEMENT_DIFFERS');
    expect(hospital.querySettlement('O1').settlementNo).toBe(first);
    expect(refusalOf(() => hospital.cancelSettlement('O1'))).toBe('ALREADY_SETTLED');
    expect(refusalOf(() => hospital.holdRefund('R2', WHOLE))).toBe('EXCEEDS');
    expect(hospital.holdRefund('RO2', { ...WHOLE, orderNo: 'O2' }).status).toBe('held');
    expect(leverRefusal(() => hospital.serveBill(billId))).toBe('REFUND_HELD');
  });

  it.each([
    ['cash only', { cashFen: 10000, insuranceFen: 0 }],
    ['part of the cash', { cashFen: 2500, insuranceFen: 0 }],
    ['insurance and part of the cash', { cashFen: 9999, insuranceFen: 32400 }],
  ])('%s keeps the settlement and reduces it', (_mode, sums) => {
    const { hospital, billId } = paid();
    hospital.holdRefund('RO1', { orderNo: 'O1', ...sums });
    hospital.confirmRefund('RO1', confirmed(sums));
    expect(hospital.getBill(billId).status).toBe('settled');
    expect(hospital.querySettlement('O1')).toMatchObject({
      cashFen: 10000,
      insuranceFen: 32400,
      refundedCashFen: sums.cashFen,
      refundedInsuranceFen: sums.insuranceFen,
    });
    expect(hospital.serveBill(billId).billId).toBe(billId);
  });

  it('several parts that make the whole free the bill', () => {
    const { hospital, billId } = paid();
    hospital.confirmRefund('R1', confirmed({ cashFen: 10000, insuranceFen: 0 }));
    hospital.confirmRefund('R2', confirmed({ cashFen: 0, insuranceFen: 32400 }));
    expect(hospital.getBill(billId).status).toBe('unpaid');
  });

  it('books what was never held, was released, or was served meanwhile: the money is back', () => {
    const { hospital, billId } = paid();
    const cash = { cashFen: 100, insuranceFen: 0 };
    hospital.holdRefund('R1', WHOLE);
    hospital.releaseRefund('R1');
    hospital.serveBill(billId);
    expect(hospital.confirmRefund('R1', confirmed(cash)).status).toBe('confirmed');
    expect(hospital.confirmRefund('R2', confirmed(cash)).status).toBe('confirmed');
    expect(hospital.querySettlement('O1')).toMatchObject({ refundedCashFen: 200 });
    expect(hospital.isServed(billId)).toBe(true);
  });

  it.each([
    ['other sums than held', 'REFUND_DIFFERS', 'RO1', { cashFen: 9999 }],
    ['another order', 'REFUND_DIFFERS', 'RO1', { orderNo: 'O2' }],
    ['more than was booked', 'EXCEEDS', 'RO2', { cashFen: 10001 }],
    ['an order that is not settled', 'NOT_SETTLED', 'RO2', { orderNo: 'O2' }],
    ['a time that is none', 'INVALID_REQUEST', 'RO1', { refundedAt: '2026-13-05T10:00:00+08:00' }],
  ] as const)('%s contradicts: %s, and nothing is booked', (_name, code, refundNo, change) => {
    const { hospital } = paid();
    const held = hospital.holdRefund('RO1', WHOLE);
    expect(refusalOf(() => hospital.confirmRefund(refundNo, confirmed(change)))).toBe(code);
    expect(hospital.getRefund('RO1')).toEqual(held);
    expect(hospital.ledger().some((row) => row.kind === 'refund')).toBe(false);
    expect(hospital.querySettlement('O1')).not.toHaveProperty('refundedCashFen');
  });

  it('takes a repeat without the number of the platform, and refuses another number', () => {
    const { hospital } = paid();
    const state = hospital.confirmRefund('RO1', confirmed());
    const { platformRefundNo, ...without } = confirmed();
    expect(platformRefundNo).toBe('F1');
    expect(hospital.confirmRefund('RO1', without)).toEqual(state);
    const other = confirmed({ platformRefundNo: 'F2' });
    expect(refusalOf(() => hospital.confirmRefund('RO1', other))).toBe('REFUND_DIFFERS');
    const sums = confirmed({ cashFen: 1 });
    expect(refusalOf(() => hospital.confirmRefund('RO1', sums))).toBe('REFUND_DIFFERS');
  });
});
