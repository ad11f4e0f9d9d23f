/** What an order of ours says about itself to reconciliation (money rule 11). */
import type { Tender } from '../../cloudfunctions/domain/counter';
import { openId } from '../../cloudfunctions/domain/ids';
import type { Order, Settlement } from '../../cloudfunctions/domain/order';
import {
  billRecords,
  dayLines,
  entryOf,
  needsOrder,
  NO_FACTS,
  ownFacts,
  paidDayOf,
  paymentRecord,
  refundDayOf,
  refundRecord,
  type Entry,
  type OrderFacts,
} from '../../cloudfunctions/domain/recon-facts';
import type { Mark, ReconRecord } from '../../cloudfunctions/domain/recon-records';
import type { HospitalHold, Refund } from '../../cloudfunctions/domain/refund';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { PAYMENT_STATES, orderIn } from '../support/orders';
import { DAY, numberOf, on, paid, refundOf } from '../support/recon-rig';

const NOON = on('12:00:00');
const THREE = on('15:00:00');

test('the record of a payment: its proof, at its time', () => {
  expect(paymentRecord(paid(1))).toEqual({
    kind: 'payment',
    key: numberOf(1),
    mark: 'settled',
    total: 12000,
    cash: 4000,
    insurance: 8000,
    at: NOON,
    ref: '',
    channel: 'payinsurance',
  });
  expect(paymentRecord(paid(1, { channel: 'medins' }))?.channel).toBe('medins');
  expect(paymentRecord(paid(1, { channel: 'none' }))).not.toHaveProperty('channel');
});

test('cash that a clerk took otherwise stands in no bill of the platform', () => {
  const by = openId('oClerk');
  const asked = { state: 'asked', at: NOON, until: NOON, by } as const;
  const taken = { state: 'taken', at: NOON, kind: 'notes', receipt: 'S1', by } as const;
  const part = { counterNo: '3', clerk: by, first: 'insurance', scanId: 'C1' } as const;
  const refOf = (tender: Tender): string | undefined =>
    paymentRecord(paid(1, { channel: 'onecode', counter: { ...part, tender } }))?.ref;
  expect([refOf(asked), refOf(taken)]).toEqual(['', 'tendered']);
});

test.each<[Settlement, Mark]>([
  [{ state: 'settled', attempts: 1 }, 'settled'],
  [{ state: 'due', attempts: 1 }, 'due'],
  [{ state: 'none', attempts: 0 }, 'never'],
  [{ state: 'refused', attempts: 1 }, 'never'],
  [{ state: 'settled', attempts: 1, byHand: true }, 'by-hand'],
])('booked at the hospital %j: %s', (settlement, mark) => {
  expect(paymentRecord(paid(1, { settlement }))?.mark).toBe(mark);
});

test('only what was paid has a payment, and a day', () => {
  const { proof } = paid(1);
  for (const state of PAYMENT_STATES.filter((one) => one !== 'paid')) {
    const order = orderIn(state, proof === undefined ? {} : { proof });
    expect([paymentRecord(order), paidDayOf(order), billRecords(order)]).toEqual([
      undefined,
      null,
      [],
    ]);
  }
  const { proof: _proof, ...unproven } = paid(1);
  expect([paymentRecord(unproven), paidDayOf(unproven)]).toEqual([undefined, null]);
  expect(paidDayOf(paid(1))).toBe(DAY);
  expect(paidDayOf(paid(1, {}, on('23:59:59') + 1000))).toBe('20260303');
});

describe('half-paid', () => {
  const halfPaid = { cash: fen(4000), paidAt: NOON };
  const half = (payment: 'failing' | 'failed'): Order => {
    const { proof: _proof, ...order } = orderIn(payment, { orderNo: numberOf(1), halfPaid });
    return order;
  };

  test.each(['failing', 'failed'] as const)('%s: its cash, which nobody books', (payment) => {
    expect(paymentRecord(half(payment))).toEqual({
      kind: 'payment',
      key: numberOf(1),
      mark: 'never',
      total: 4000,
      cash: 4000,
      insurance: 0,
      at: NOON,
      ref: 'half-paid',
      channel: 'payinsurance',
    });
    expect(paidDayOf(half(payment))).toBe(DAY);
    expect(billRecords(half(payment))).toEqual([]);
    expect(ownFacts(half(payment), DAY).payment).toMatchObject({ halfPaid: true, mark: 'never' });
  });

  test('what was proven to be paid after all is that', () => {
    expect(paymentRecord(paid(1, { halfPaid }))).toEqual(paymentRecord(paid(1)));
  });
});

test('the record of a refund: what goes back, when it was back', () => {
  const change = { cash: fen(100), insurance: fen(200) };
  expect(refundRecord(paid(1, { refund: refundOf(1, change) }))).toEqual({
    kind: 'refund',
    key: numberOf(1),
    mark: 'confirmed',
    total: 300,
    cash: 100,
    insurance: 200,
    at: THREE,
    ref: '',
    channel: 'payinsurance',
  });
  const { returnedAt: _at, ...going } = refundOf(1);
  const order = paid(1, { refund: going });
  expect([refundRecord(order), refundDayOf(order)]).toEqual([undefined, null]);
  expect([refundRecord(paid(1)), refundDayOf(paid(1))]).toEqual([undefined, null]);
  expect(refundDayOf(paid(1, { refund: refundOf(1) }))).toBe(DAY);
});

test.each<[HospitalHold, Mark]>([
  ['not-needed', 'never'],
  ['confirmed', 'confirmed'],
  ['due', 'due'],
  ['held', 'due'],
  ['released', 'due'],
])('a refund whose hold is %s is %s', (hold, mark) => {
  expect(refundRecord(paid(1, { refund: refundOf(1, { hold }) }))?.mark).toBe(mark);
});

describe('by hand', () => {
  const refOf = (change: Partial<Refund>): string | undefined =>
    refundRecord(paid(1, { refund: refundOf(1, change) }))?.ref;
  /** Reserved and back in one act of who concluded a case. */
  const FOUND = { cause: 'review', via: 'manual', sends: 0 } as const;

  test.each<[string, Partial<Refund>, string]>([
    ['by the interface', {}, ''],
    ['cash by hand', { legs: { cash: 'by-hand', insurance: 'refunded' } }, 'by-hand:cash'],
    [
      'insurance by hand',
      { legs: { cash: 'refunded', insurance: 'by-hand' } },
      'by-hand:insurance',
    ],
    ['both', { via: 'manual' }, 'by-hand:cash+insurance'],
    ['all there was', { via: 'manual', insurance: ZERO }, 'by-hand:cash'],
    ['all there was of insurance', { via: 'manual', cash: ZERO }, 'by-hand:insurance'],
    ['a receipt alone', { receipt: 'B1' }, 'by-hand'],
    ['found back', FOUND, 'by-hand'],
    ['asked for before', { ...FOUND, askedAt: THREE - 1 }, 'by-hand:cash+insurance'],
    ['sent before', { ...FOUND, sends: 1 }, 'by-hand:cash+insurance'],
    ['another cause', { ...FOUND, cause: 'clerk' }, 'by-hand:cash+insurance'],
    ['found back by the interface', { ...FOUND, via: 'api' }, ''],
  ])('%s', (_what, change, ref) => {
    expect(refOf(change)).toBe(ref);
  });

  test.each<[string, Partial<Entry>]>([
    ['by-hand', { byHand: true }],
    ['by-hand:cash', { byHand: true, handLegs: ['cash'] }],
    ['by-hand:insurance', { byHand: true, handLegs: ['insurance'] }],
    ['by-hand:cash+insurance', { byHand: true, handLegs: ['cash', 'insurance'] }],
    ['by-hands', {}],
    ['', {}],
    ['half-paid', { halfPaid: true }],
    ['asked-earlier', { askedEarlier: true }],
    ['tendered', { tendered: true }],
    ['7', { line: 7 }],
    ['123456789', { line: 123456789 }],
    ['1234567890', {}],
    ['7x', {}],
    ['x7', {}],
  ])('%j is read back', (ref, more) => {
    const sums = { mark: 'paid', total: fen(3), cash: fen(1), insurance: fen(2) } as const;
    const record: ReconRecord = { kind: 'refund', key: 'Y1', ...sums, at: NOON, ref };
    expect(entryOf(record)).toStrictEqual({ ...sums, at: NOON, ...more });
    const { at: _at, ...timeless } = record;
    const waiting = entryOf(timeless, { carried: true });
    expect(waiting).toStrictEqual({ ...sums, ...more, carried: true });
  });
});

describe('a refund that was asked for on an earlier day than it was back', () => {
  const late = refundOf(1, { askedAt: on('23:59:59', '01') });
  test('says so on the channel whose bill lists it then', () => {
    expect(refundRecord(paid(1, { channel: 'medins', refund: late }))?.ref).toBe('asked-earlier');
    expect(refundRecord(paid(1, { channel: 'payinsurance', refund: late }))?.ref).toBe('');
  });
  test('not when it was on the same day, or by hand', () => {
    const refund = refundOf(1, { askedAt: on('00:00:00') });
    expect(refundRecord(paid(1, { channel: 'medins', refund }))?.ref).toBe('');
    const hand = { ...late, receipt: 'B1' };
    expect(refundRecord(paid(1, { channel: 'medins', refund: hand }))?.ref).toBe('by-hand');
  });
});

test('which bills it paid; none where a person booked it at a window', () => {
  const order = paid(1);
  expect(billRecords(order)).toEqual(
    order.billIds.map((key) => ({
      kind: 'bill',
      key,
      mark: 'paid',
      total: 0,
      cash: 0,
      insurance: 0,
      ref: numberOf(1),
    })),
  );
  expect(order.billIds.length).toBeGreaterThan(0);
  const settlement = { state: 'settled', attempts: 1, byHand: true } as const;
  expect(billRecords(paid(1, { settlement }))).toEqual([]);
});

test('the lines of a day: payment and bills, or the refund alone', () => {
  const order = paid(1, { refund: refundOf(1) });
  const heads = (what: 'paid' | 'refunded') =>
    dayLines(order, what).map((line) => line.slice(0, 2));
  expect(heads('paid')).toEqual(['Ps', 'Bp']);
  expect(heads('refunded')).toEqual(['Rc']);
  expect(dayLines(paid(1), 'refunded')).toEqual([]);
  expect(dayLines(orderIn('placing'), 'paid')).toEqual([]);
});

test('an order seen from a day: what stands in other days’ books says so', () => {
  const order = paid(1, { refund: refundOf(1, {}, on('09:00:00', '03')) });
  const today = ownFacts(order, DAY);
  expect(today).toMatchObject({ exists: true, payment: { mark: 'settled' } });
  expect(today.payment).not.toHaveProperty('otherDay');
  expect(today.refund).toMatchObject({ otherDay: true });
  const next = ownFacts(order, '20260303');
  expect(next.payment).toMatchObject({ otherDay: true });
  expect(next.refund).not.toHaveProperty('otherDay');
  expect(ownFacts(orderIn('placing'), DAY)).toEqual({ exists: true });
});

describe('the order itself is looked up', () => {
  const e = (mark: Mark): Entry => ({ mark, total: fen(1), cash: fen(1), insurance: ZERO });
  const facts = (change: Partial<OrderFacts>): OrderFacts => ({ ...NO_FACTS, ...change });
  const bill = (payments: readonly Mark[], refunds: readonly Mark[] = []) => ({
    payments: payments.map(e),
    refunds: refunds.map(e),
  });
  const ours = { exists: true, payment: e('settled'), refund: e('confirmed') };
  const { payment: _payment, ...refundAlone } = ours;
  const { refund: _refund, ...paymentAlone } = ours;

  test.each<[string, Partial<OrderFacts>, boolean]>([
    ['nothing', {}, false],
    ['a payment at the platform', { platform: bill(['paid']) }, true],
    ['one that ours has', { platform: bill(['paid']), ours: paymentAlone }, false],
    [
      'one of which ours has the refund alone',
      { platform: bill(['paid']), ours: refundAlone },
      true,
    ],
    ['a payment behind others', { platform: bill(['other', 'paid']) }, true],
    ['one that moved nothing', { platform: bill(['other']) }, false],
    ['one of another merchant', { platform: bill(['foreign']) }, false],
    ['a booking', { his: bill(['settled']) }, true],
    ['a booking that ours has', { his: bill(['settled']), ours: paymentAlone }, false],
    ['a refund', { platform: bill([], ['refunded']) }, true],
    ['a refund on its way', { platform: bill([], ['other', 'refunding']) }, true],
    ['one that came to nothing', { platform: bill([], ['other']) }, false],
    ['a booked refund', { his: bill([], ['confirmed']) }, true],
    ['a refund that ours has', { platform: bill([], ['refunded']), ours: refundAlone }, false],
    ['a booked refund that ours has', { his: bill([], ['confirmed']), ours: refundAlone }, false],
    [
      'a refund that ours lacks',
      { platform: bill(['paid'], ['refunded']), ours: paymentAlone },
      true,
    ],
  ])('%s: %p', (_what, change, isNeeded) => {
    expect(needsOrder(facts(change))).toBe(isNeeded);
  });
});
