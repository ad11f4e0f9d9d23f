/**
 * Booking an order of a counter over real HTTP (docs/his-contract, promise 9 of `settle`): held against the
 * insurance that was settled under its number; with a tender in place of the platform's trade.
 */

import {
  askOf,
  bookingOf,
  counterCalls,
  counterRig,
  paidOnline,
  type Ask,
  type CounterRig,
} from './hospital-counter-rig';
import { expectAnswer, expectRefusal, type Answer } from './insurance-rig';

let rig: CounterRig;
beforeEach(async () => {
  rig = await counterRig();
});
afterEach(() => rig.close());

const { settle, reverse, book } = counterCalls(() => rig);

const settled = async (): Promise<{ ask: Ask; body: Answer['body'] }> => {
  const ask = await askOf(rig, 'insurance-and-cash');
  return { ask, body: (await settle('O1', ask)).body };
};
const NOTES = { kind: 'notes', receipt: 'R20260105-0001' } as const;

test('is refused without insurance under this number, whatever another has', async () => {
  const { ask, body } = await settled();
  expectRefusal(await book('O2', bookingOf(rig, ask, body)), 409, 'BILL_SETTLED_ELSEWHERE');
  const other = await askOf(rig, 'all-insurance');
  const sums = { totalFen: 7395, cashFen: 0, insuranceFen: 7395 };
  const split = { ...body, ...sums, insuranceFundFen: 5176, insuranceSelfFen: 2219 };
  const asked = await book('O3', bookingOf(rig, other, split));
  expectRefusal(asked, 409, 'INSURANCE_NOT_SETTLED');
});

test.each([
  ['other sums', { cashFen: 9000, insuranceFen: 33400, insuranceFundFen: 23600 }],
  ['other parts', { insuranceFundFen: 22000 }],
  ['another total', { totalFen: 42500, cashFen: 10100 }],
])('of %s than insurance has settled is BILL_CHANGED', async (_name, change) => {
  const { ask, body } = await settled();
  const booking = { ...bookingOf(rig, ask, body), ...change };
  expectRefusal(await book('O1', booking), 409, 'BILL_CHANGED');
  expectAnswer(await book('O1', bookingOf(rig, ask, body)), 'SettleResponse');
});

test('of other bills than insurance has settled, or as cash alone, is BILL_CHANGED', async () => {
  const { ask, body } = await settled();
  const more = [...ask.billIds, rig.hospital.billOf('same-visit').billId];
  const booking = bookingOf(rig, ask, body);
  expectRefusal(await book('O1', { ...booking, billIds: more }), 409, 'BILL_CHANGED');
  const { insuranceFundFen: _f, insuranceSelfFen: _s, ...cash } = booking;
  const all = { ...cash, payWith: 'cash', cashFen: 42400, insuranceFen: 0 };
  expectRefusal(await book('O1', all), 409, 'BILL_CHANGED');
});

test('binds to what insurance has settled, not to what was quoted', async () => {
  rig.hospital.counter.shiftNextSplit(500);
  const { ask, body } = await settled();
  expect(body).toMatchObject({ cashFen: 10500, insuranceFen: 31900 });
  const quoted = { ...bookingOf(rig, ask, body), cashFen: 10000, insuranceFen: 32400 };
  expectRefusal(await book('O1', quoted), 409, 'BILL_CHANGED');
  expectAnswer(await book('O1', bookingOf(rig, ask, body)), 'SettleResponse');
});

test('of cash alone needs no insurance', async () => {
  const { billId, patientId } = rig.hospital.billOf('self-pay');
  const paid = paidOnline(rig, [billId], 'cash');
  const booking = { ...paid, channel: 'onecode', platformTradeNo: '4200000000002' };
  expectAnswer(await book('O1', booking), 'SettleResponse');
  expect(rig.hospital.getBill(billId)).toMatchObject({ status: 'settled', patientId });
  // nothing was settled by insurance, and nothing can be any more
  expectRefusal(await reverse('O1'), 409, 'ALREADY_SETTLED');
});

test('with a tender needs no trade of the platform, and is booked with its receipt', async () => {
  const { ask, body } = await settled();
  const booking = bookingOf(rig, ask, body, NOTES);
  const neither = { ...booking, tender: undefined };
  expectRefusal(await book('O1', neither), 400, 'INVALID_REQUEST');
  const first = expectAnswer(await book('O1', booking), 'SettleResponse');
  expect((await book('O1', booking)).body).toEqual(first);
  expect(rig.hospital.ledger().at(-1)).toMatchObject({ tender: NOTES, cashFen: 10000 });
  const other = { ...booking, tender: { ...NOTES, receipt: 'R2' } };
  expectRefusal(await book('O1', other), 409, 'SETTLEMENT_DIFFERS');
  const card = { ...booking, tender: { ...NOTES, kind: 'bank-card' } };
  expectRefusal(await book('O1', card), 409, 'SETTLEMENT_DIFFERS');
});

test('a tender is for the cash of a counter, and of a kind that there is', async () => {
  const { ask, body } = await settled();
  const booking = bookingOf(rig, ask, body, NOTES);
  const elsewhere = { ...booking, channel: 'payinsurance', platformTradeNo: 'M1' };
  expectRefusal(await book('O1', elsewhere), 400, 'INVALID_REQUEST');
  const gold = { ...booking, tender: { kind: 'gold', receipt: 'R1' } };
  expectRefusal(await book('O1', gold), 400, 'INVALID_REQUEST');
  const all = await askOf(rig, 'all-insurance');
  const { body: whole } = await settle('O2', all);
  expectRefusal(await book('O2', bookingOf(rig, all, whole, NOTES)), 400, 'INVALID_REQUEST');
  expectAnswer(await book('O2', bookingOf(rig, all, whole)), 'SettleResponse');
});
