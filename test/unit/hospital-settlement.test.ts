/** Money safety rule 8: the hospital hears once, can be asked, and remembers a cancelled number. */

import { shanghaiIso } from '../../sandbox/hospital/time';
import { hospitalFixture, paymentOf, refusalOf, ZHANG } from './hospital-fixture';

const MINUTE = 60_000;

describe('settling', () => {
  it.each([
    'all-insurance',
    'insurance-and-cash',
    'zero-insurance',
    'online',
    'online-no-estimate',
    'cash-added-and-reduced',
    'bureau-discount',
    'self-pay',
    'fully-reduced',
    'zero-total',
    'child',
    'household-register',
    'foreigner',
    'not-insured',
  ])('books the bill of story %s once and shows it in the ledger', (story) => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const { billId } = hospital.billOf(story);
    const request = paymentOf(fixture, [billId]);
    const before = hospital.getLedger('2026-01-05').entries.length;

    const first = hospital.settle('O1', request);
    fixture.pass(MINUTE);
    expect(hospital.settle('O1', request)).toEqual(first);

    expect(hospital.getBill(billId).status).toBe('settled');
    const entries = hospital.getLedger('2026-01-05').entries;
    expect(entries).toHaveLength(before + 1);
    expect(entries.at(-1)).toMatchObject({
      orderNo: 'O1',
      source: 'order',
      settlementNo: first.settlementNo,
      totalFen: request.totalFen,
      cashFen: request.cashFen,
      insuranceFen: request.insuranceFen,
    });
  });

  it('books an insured bill as cash when it was paid in cash', () => {
    const fixture = hospitalFixture();
    const { billId } = fixture.hospital.billOf('insurance-and-cash');
    const request = paymentOf(fixture, [billId], 'cash');
    expect(request).toMatchObject({ cashFen: 42400, insuranceFen: 0 });
    expect(fixture.hospital.settle('O1', request).status).toBe('settled');
  });

  it('books two bills of one visit together, or neither', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const one = hospital.billOf('insurance-and-cash').billId;
    const two = hospital.billOf('same-visit').billId;
    const request = paymentOf(fixture, [one, two]);
    expect(request).toMatchObject({ totalFen: 51900, cashFen: 11000, insuranceFen: 40900 });
    hospital.cancelBill(two);
    expect(refusalOf(() => hospital.settle('O1', request))).toBe('BILL_CANCELLED');
    expect(hospital.getBill(one).status).toBe('unpaid');
  });

  it('takes a repeat with the bills in another order and fewer optional fields as the same', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const billIds = ['insurance-and-cash', 'same-visit'].map((s) => hospital.billOf(s).billId);
    const request = paymentOf(fixture, billIds);
    const first = hospital.settle('O1', request);
    const { insuranceFundFen, insuranceSelfFen, ...rest } = request;
    expect([insuranceFundFen, insuranceSelfFen]).toEqual([28200, 12700]);
    expect(hospital.settle('O1', { ...rest, billIds: [...billIds].reverse() })).toEqual(first);
  });

  it.each([
    ['another total', { totalFen: 42401 }],
    ['another split', { cashFen: 9999, insuranceFen: 32401, insuranceSelfFen: 9801 }],
    ['another fund share', { insuranceFundFen: 22599 }],
    ['another way of paying', { payWith: 'cash', insuranceFen: 0, cashFen: 42400 }],
    ['another trade number', { platformTradeNo: 'M0002' }],
  ] as const)('refuses a repeat with %s and keeps what is booked', (_name, change) => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const request = paymentOf(fixture, [hospital.billOf('insurance-and-cash').billId]);
    const { settlementNo } = hospital.settle('O1', request);
    const parts =
      'payWith' in change ? { insuranceFundFen: 0, insuranceSelfFen: 0, ...change } : change;
    expect(refusalOf(() => hospital.settle('O1', { ...request, ...parts }))).toBe(
      'SETTLEMENT_DIFFERS',
    );
    expect(hospital.querySettlement('O1')).toMatchObject({
      status: 'settled',
      settlementNo,
      totalFen: 42400,
      cashFen: 10000,
      insuranceFen: 32400,
      insuranceFundFen: 22600,
      insuranceSelfFen: 9800,
    });
  });

  it('refuses a second order for the same bill and says so when asked', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const request = paymentOf(fixture, [hospital.billOf('all-insurance').billId]);
    hospital.settle('O1', request);
    expect(refusalOf(() => hospital.settle('O2', request))).toBe('BILL_SETTLED_ELSEWHERE');
    expect(hospital.querySettlement('O2').status).toBe('settled-elsewhere');
    expect(hospital.querySettlement('O1').status).toBe('settled');
  });

  it('refuses a bill paid at the window, also when it is only asked about it', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const { billId } = hospital.billOf('all-insurance');
    const request = paymentOf(fixture, [billId]);
    expect(hospital.querySettlement('O1', [billId]).status).toBe('not-settled');
    hospital.settleAtWindow(billId);
    expect(hospital.querySettlement('O1', [billId]).status).toBe('settled-elsewhere');
    expect(hospital.querySettlement('O1').status).toBe('not-settled');
    expect(refusalOf(() => hospital.settle('O1', request))).toBe('BILL_SETTLED_ELSEWHERE');
  });

  it('refuses the old amounts once the bill has changed, and takes the new ones', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const { billId } = hospital.billOf('insurance-and-cash');
    const request = paymentOf(fixture, [billId]);
    hospital.changeBillTotal(billId, 43000);
    expect(refusalOf(() => hospital.settle('O1', request))).toBe('BILL_CHANGED');
    expect(hospital.querySettlement('O1').status).toBe('not-settled');
    expect(hospital.settle('O1', paymentOf(fixture, [billId])).status).toBe('settled');
  });

  it.each([
    ['insurance-and-cash', { cashFen: 9999 }],
    ['insurance-and-cash', { cashFen: 10001, insuranceFen: 32399, insuranceSelfFen: 9799 }],
    ['insurance-and-cash', { insuranceFundFen: 22599, insuranceSelfFen: 9801 }],
    ['insurance-and-cash', { insuranceFundFen: 22599 }],
    ['insurance-and-cash', { insuranceSelfFen: 9799 }],
    ['insurance-and-cash', { insuranceOtherFen: 1, insuranceSelfFen: 9799 }],
    ['cash-added-and-reduced', { cashAddFen: 0 }],
    ['cash-added-and-reduced', { cashReducedFen: 0 }],
    ['online', { totalFen: 31961 }],
  ] as const)('refuses story %s with %j', (story, change) => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const { billId } = hospital.billOf(story);
    const request = { ...paymentOf(fixture, [billId]), ...change };
    expect(refusalOf(() => hospital.settle('O1', request))).toBe('BILL_CHANGED');
    expect(hospital.getBill(billId).status).toBe('unpaid');
  });

  it('takes the split that the bureau decided at payment', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const request = paymentOf(fixture, [hospital.billOf('online').billId]);
    hospital.settle('O1', { ...request, cashFen: 5000, insuranceFen: 26000 });
    expect(hospital.querySettlement('O1')).toMatchObject({ cashFen: 5000, insuranceFen: 26000 });
  });

  it.each([
    ['more than the total', { cashFen: 42400 }],
    ['parts above the insurance', { insuranceFundFen: 40000 }],
    ['channel none with money', { channel: 'none' }],
    ['no trade number', { platformTradeNo: undefined }],
    ['cash with insurance', { payWith: 'cash' }],
  ] as const)('calls a request with %s invalid and remembers nothing of it', (_name, change) => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const { platformTradeNo, ...request } = paymentOf(fixture, [
      hospital.billOf('insurance-and-cash').billId,
    ]);
    const wrong =
      'platformTradeNo' in change
        ? request
        : { ...request, ...change, ...(platformTradeNo ? { platformTradeNo } : {}) };
    expect(refusalOf(() => hospital.settle('O1', wrong))).toBe('INVALID_REQUEST');
    expect([...fixture.tables.table('his.settlements').values()]).toEqual([]);
  });

  it('refuses unknown patients and bills, and bills of others', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const request = paymentOf(fixture, [hospital.billOf('all-insurance').billId]);
    const settle = (change: object) => () => hospital.settle('O1', { ...request, ...change });
    expect(refusalOf(settle({ patientId: 'P9' }))).toBe('PATIENT_NOT_FOUND');
    expect(refusalOf(settle({ billIds: ['B9'] }))).toBe('BILL_NOT_FOUND');
    expect(refusalOf(settle({ patientId: 'P00002' }))).toBe('BILL_OF_OTHER_PATIENT');
  });

  it('still settles what was paid up to thirty minutes after the end of the bill', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const { billId } = hospital.billOf('all-insurance');
    const request = paymentOf(fixture, [billId]);
    const end = Date.parse(hospital.expireBill(billId).expiresAt);
    fixture.pass(24 * 60 * MINUTE);
    const paidAt = (minutes: number) => ({ paidAt: shanghaiIso(end + minutes * MINUTE) });
    expect(refusalOf(() => hospital.settle('O1', { ...request, ...paidAt(31) }))).toBe(
      'BILL_EXPIRED',
    );
    expect(hospital.settle('O1', { ...request, ...paidAt(30) }).status).toBe('settled');
  });

  it.each(['BILL_CHANGED', 'BILL_EXPIRED', 'BUSY'] as const)(
    'refuses with %s as often as it was told to, booking nothing',
    (code) => {
      const fixture = hospitalFixture();
      const { hospital } = fixture;
      const request = paymentOf(fixture, [hospital.billOf('all-insurance').billId]);
      hospital.refuseNextSettle(code, 2);
      expect(refusalOf(() => hospital.settle('O1', request))).toBe(code);
      expect(refusalOf(() => hospital.settle('O1', request))).toBe(code);
      expect(hospital.querySettlement('O1').status).toBe('not-settled');
      expect(hospital.settle('O1', request).status).toBe('settled');
    },
  );
});

describe('cancelling', () => {
  it('makes a late settle fail although the number was never heard of', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const { billId } = hospital.billOf('all-insurance');
    const request = paymentOf(fixture, [billId]);
    const tombstone = hospital.cancelSettlement('O1');
    fixture.pass(MINUTE);
    expect(hospital.cancelSettlement('O1')).toEqual(tombstone);
    expect(refusalOf(() => hospital.settle('O1', request))).toBe('SETTLEMENT_CANCELLED');
    expect(hospital.querySettlement('O1', [billId])).toEqual({
      status: 'cancelled',
      orderNo: 'O1',
      cancelledAt: tombstone.cancelledAt,
    });
    expect(hospital.getBill(billId).status).toBe('unpaid');
    expect(hospital.settle('O2', request).status).toBe('settled');
  });

  it('also buries a number that was refused', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const request = paymentOf(fixture, [hospital.billOf('all-insurance').billId]);
    hospital.refuseNextSettle('BUSY');
    expect(refusalOf(() => hospital.settle('O1', request))).toBe('BUSY');
    hospital.cancelSettlement('O1');
    expect(refusalOf(() => hospital.settle('O1', request))).toBe('SETTLEMENT_CANCELLED');
  });

  it('is refused once settled, and leaves the settlement alone', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const request = paymentOf(fixture, [hospital.billOf('all-insurance').billId]);
    const first = hospital.settle('O1', request);
    expect(refusalOf(() => hospital.cancelSettlement('O1'))).toBe('ALREADY_SETTLED');
    expect(hospital.settle('O1', request)).toEqual(first);
  });
});

describe('the ledger', () => {
  it('counts a payment on the day it was made, whenever it was settled', () => {
    const fixture = hospitalFixture(Date.parse('2026-01-05T23:59:30+08:00'));
    const { hospital } = fixture;
    const request = paymentOf(fixture, [hospital.billOf('all-insurance').billId]);
    fixture.pass(MINUTE);
    hospital.settle('O1', request);
    const orders = (day: string) =>
      hospital.getLedger(day).entries.flatMap((entry) => entry.orderNo ?? []);
    expect(orders('2026-01-05')).toEqual(['O1']);
    expect(orders('2026-01-06')).toEqual([]);
  });

  it('has what was paid at the window', () => {
    const { hospital } = hospitalFixture();
    const { billId } = hospital.billOf('insurance-and-cash');
    const entry = hospital.settleAtWindow(billId);
    expect(entry).toMatchObject({ source: 'window', cashFen: 10000, insuranceFen: 32400 });
    const { settlementNo, billIds, totalFen, paidAt } = entry;
    expect(hospital.getLedger('2026-01-05').entries).toContainEqual({
      kind: 'settlement',
      source: 'window',
      settlementNo,
      billIds,
      totalFen,
      cashFen: 10000,
      insuranceFen: 32400,
      at: paidAt,
    });
    expect(hospital.getBill(billId).patientId).toBe(ZHANG);
  });
});
