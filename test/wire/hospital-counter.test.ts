/**
 * Counters for 医保码一码付 over real HTTP, as docs/his-contract ("At the counter") promises them: readings,
 * tokens, insurance settled and taken back, with repeats and tombstones.
 */

import {
  askOf,
  bookingOf,
  CODE_LIVES_MS,
  counterCalls,
  counterRig,
  type CounterRig,
} from './hospital-counter-rig';
import { expectAnswer, expectRefusal } from './insurance-rig';
import { Hospital } from '../../sandbox/hospital/engine';
import { ZHANG } from '../unit/hospital-fixture';

let rig: CounterRig;
beforeEach(async () => {
  rig = await counterRig();
});
afterEach(() => rig.close());

const { read, token, settle, state, reverse, book, hold } = counterCalls(() => rig);
const STORY = 'insurance-and-cash';
const SPLIT = {
  ...{ totalFen: 42400, cashFen: 10000, insuranceFen: 32400 },
  ...{ insuranceFundFen: 22600, insuranceSelfFen: 9800, insuranceOtherFen: 0 },
  ...{ cashAddFen: 0, cashReducedFen: 0 },
};
const AGREED = { totalFen: 42400, cashFen: 10000, insuranceFen: 32400 };

test('three counters, each with its own number, device, address and operator', async () => {
  const { terminals } = expectAnswer(
    await rig.call('GET', '/counter/terminals'),
    'CounterTerminals',
  ) as { terminals: readonly Record<string, string>[] };
  expect(terminals).toHaveLength(3);
  for (const key of ['counterNo', 'devId', 'devIp', 'operatorNo']) {
    expect(new Set(terminals.map((one) => one[key])).size).toBe(3);
  }
});

test('one life of an order: read, settled, booked, held, reversed, given back', async () => {
  expect(expectAnswer(await state('O1'), 'CounterInsuranceState')).toEqual({
    ...{ status: 'none', orderNo: 'O1' },
  });
  const ask = await askOf(rig, STORY);
  const settled = expectAnswer(await settle('O1', ask), 'CounterSettlement');
  expect(settled).toEqual({
    ...{ status: 'settled', orderNo: 'O1', ...SPLIT },
    settlementNo: expect.stringMatching(/^YB20260105\d{8}$/) as unknown,
    settledAt: '2026-01-05T09:30:00+08:00',
  });
  expect(expectAnswer(await state('O1'), 'CounterInsuranceState')).toEqual(settled);
  const [billId = ''] = ask.billIds;
  expect(rig.hospital.getBill(billId).status).toBe('unpaid');

  expectAnswer(await book('O1', bookingOf(rig, ask, settled)), 'SettleResponse');
  expect(rig.hospital.getBill(billId).status).toBe('settled');
  expect(rig.hospital.ledger().at(-1)).toMatchObject({
    ...{ orderNo: 'O1', channel: 'onecode', cashFen: 10000, insuranceFen: 32400 },
  });

  expectRefusal(await reverse('O1'), 409, 'ALREADY_SETTLED');
  expectRefusal(await reverse('O1', { refundNo: 'RO1' }), 409, 'REFUND_NOT_HELD');
  const sums = { orderNo: 'O1', cashFen: 10000, insuranceFen: 32400 };
  expectAnswer(await hold('RO1', sums), 'RefundState');
  const refundedAt = '2026-01-05T09:31:00+08:00';
  const confirm = () => rig.call('POST', '/refunds/RO1/confirm', { ...sums, refundedAt });
  expectRefusal(await confirm(), 409, 'INSURANCE_SETTLED');
  rig.clock.advance(60_000);
  const back = expectAnswer(await reverse('O1', { refundNo: 'RO1' }), 'CounterReversal');
  expect(back).toEqual({
    ...{ status: 'reversed', orderNo: 'O1', refundNo: 'RO1', reversedAt: refundedAt },
  });
  expect(expectAnswer(await state('O1'), 'CounterInsuranceState')).toEqual(back);
  expectAnswer(await confirm(), 'RefundState');
  expect(rig.hospital.getBill(billId).status).toBe('unpaid');
  expectAnswer(await settle('O2', { ...ask, serialNo: 'S9' }), 'CounterSettlement');
});

describe('a reading', () => {
  test('names the patient, masked, and gives its token until its time is over', async () => {
    const { code, token: secret } = rig.show();
    const reading = expectAnswer(await read(code), 'CounterReading');
    expect(reading).toEqual({
      ...{ patientId: ZHANG, nameMasked: '张*国', byRelative: false },
      scanId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      expiresAt: '2026-01-05T09:35:00+08:00',
    });
    const scanId = String(reading['scanId']);
    expect(expectAnswer(await token(scanId), 'CounterToken')).toEqual({
      ...{ scanId, token: secret, patientId: ZHANG },
    });
    rig.clock.advance(CODE_LIVES_MS - 1);
    expect((await token(scanId)).status).toBe(200);
    rig.clock.advance(1);
    expectRefusal(await token(scanId), 410, 'CODE_OVER');
    expectRefusal(await read(code), 410, 'CODE_OVER');
  });

  test('has a scanId of its own every time, and may be a relative’s', async () => {
    const { code } = rig.show('P00002', true);
    const [one, other] = [await read(code), await read(code, 'C03')];
    expect(one.body).toMatchObject({ patientId: 'P00002', byRelative: true });
    expect(one.body['scanId']).not.toBe(other.body['scanId']);
  });

  test('is refused for an unknown code, counter or patient, and an unknown scanId has no token', async () => {
    const { code } = rig.show();
    expectRefusal(await read('330'), 404, 'CODE_UNKNOWN');
    expectRefusal(await read(code, 'C09'), 404, 'COUNTER_UNKNOWN');
    expectRefusal(await read(rig.show('P09999').code), 404, 'PATIENT_NOT_FOUND');
    expectRefusal(await token('00000000'), 404, 'READING_UNKNOWN');
    expectRefusal(await read('with blank'), 400, 'INVALID_REQUEST');
  });

  test('of a relative’s code settles the patient’s bills', async () => {
    const ask = await askOf(rig, 'child');
    expect(ask.patientId).toBe('P00002');
    expectAnswer(await settle('O1', ask), 'CounterSettlement');
  });
});

describe('the split', () => {
  test.each([
    ['all-insurance', 0, 5176, 2219, 0],
    ['zero-insurance', 5230, 0, 0, 0],
    ['cash-added-and-reduced', 5530, 4500, 3000, 0],
    ['bureau-discount', 4000, 8000, 4000, 0],
    ['online', 7460, 14700, 9800, 0],
    ['online-no-estimate', 3144, 4402, 2934, 0],
  ])(
    'of %s is what a pre-settlement at a counter shows',
    async (story, cash, fund, self, other) => {
      const ask = await askOf(rig, story);
      const { patientId, billIds } = ask;
      const shown = await rig.call('POST', '/pre-settlements', {
        ...{ patientId, billIds, payWith: 'insurance', at: 'counter' },
      });
      const split = {
        ...{ cashFen: cash, insuranceFundFen: fund, insuranceSelfFen: self },
        insuranceFen: fund + self + other,
      };
      expect(expectAnswer(shown, 'PreSettlement')).toMatchObject({ mode: 'offline', ...split });
      expect((await settle('O1', ask)).body).toMatchObject({ ...split, insuranceOtherFen: other });
    },
  );

  test('is what was agreed, where the cash was taken first, or nothing is settled', async () => {
    const ask = await askOf(rig, STORY);
    for (const wrong of [{ totalFen: 42401 }, { cashFen: 9999 }, { insuranceFen: 32401 }]) {
      const refused = await settle('O1', { ...ask, agreed: { ...AGREED, ...wrong } });
      expectRefusal(refused, 409, 'AMOUNT_MISMATCH');
    }
    expect((await state('O1')).body['status']).toBe('none');
    const settled = await settle('O1', { ...ask, agreed: AGREED });
    expect(expectAnswer(settled, 'CounterSettlement')).toMatchObject(SPLIT);
  });

  test('may be settled although the code has run out: cash first takes a while', async () => {
    const ask = await askOf(rig, STORY);
    rig.clock.advance(CODE_LIVES_MS + 1);
    expectRefusal(await token(ask.scanId), 410, 'CODE_OVER');
    expectAnswer(await settle('O1', { ...ask, agreed: AGREED }), 'CounterSettlement');
  });
});

describe('repeats', () => {
  test('answer the same, whatever became of code and bill meanwhile', async () => {
    const ask = await askOf(rig, STORY, 'same-visit');
    const settled = await settle('O1', ask);
    rig.clock.advance(4 * 86_400_000);
    const scanId = String((await read(rig.show().code)).body['scanId']);
    expect(scanId).not.toBe(ask.scanId);
    const billIds = [...ask.billIds].reverse();
    expect(await settle('O1', { ...ask, billIds, scanId })).toEqual(settled);
    const barred = await reverse('O2');
    rig.clock.advance(1000);
    expect(await reverse('O2')).toEqual(barred);
    expect(await reverse('O2', { refundNo: 'RO2' })).toEqual(barred);
  });

  test('with other contents change nothing, and are no certain refusal', async () => {
    const ask = await askOf(rig, STORY);
    const { body: before } = await settle('O1', { ...ask, agreed: AGREED });
    const other = await askOf(rig, 'all-insurance');
    for (const change of [
      { billIds: other.billIds },
      { serialNo: 'S1' },
      { agreed: { ...AGREED, cashFen: 1 } },
    ]) {
      const answer = await settle('O1', { ...ask, agreed: AGREED, ...change });
      expectRefusal(answer, 400, 'INVALID_REQUEST');
    }
    expect((await state('O1')).body).toEqual(before);
    expectAnswer(await settle('O1', ask), 'CounterSettlement');
  });

  test('a reversal has one refund number', async () => {
    const ask = await askOf(rig, STORY);
    await settle('O1', ask);
    const back = await reverse('O1', { refundNo: 'RO1' });
    expectRefusal(await reverse('O1', { refundNo: 'RO2' }), 409, 'REFUND_DIFFERS');
    expect(await reverse('O1')).toEqual(back);
  });
});

describe('a reversal', () => {
  test('is a tombstone, also for a number never heard of', async () => {
    const ask = await askOf(rig, STORY);
    expectAnswer(await reverse('O1'), 'CounterReversal');
    expectRefusal(await settle('O1', ask), 409, 'INSURANCE_REVERSED');
    await settle('O2', ask);
    await reverse('O2');
    expectRefusal(await settle('O2', ask), 409, 'INSURANCE_REVERSED');
    expectAnswer(await settle('O3', ask), 'CounterSettlement');
  });

  test('makes the booking fail that was on its way', async () => {
    const ask = await askOf(rig, STORY);
    const { body: settled } = await settle('O1', ask);
    await reverse('O1');
    const late = await book('O1', bookingOf(rig, ask, settled));
    expectRefusal(late, 409, 'INSURANCE_NOT_SETTLED');
    expect((await rig.call('GET', '/settlements/O1')).body['status']).toBe('not-settled');
  });

  test('of an order that was refused needs no hold, and its tombstone bars insurance, too', async () => {
    const ask = await askOf(rig, STORY);
    await settle('O1', ask);
    await rig.call('POST', '/settlements/O1/cancel');
    expectAnswer(await reverse('O1', { refundNo: 'RO1' }), 'CounterReversal');
    await rig.call('POST', '/settlements/O2/cancel');
    expectRefusal(await settle('O2', ask), 409, 'SETTLEMENT_CANCELLED');
    expect((await state('O2')).body['status']).toBe('none');
  });

  test('under a hold of other sums, or of another order’s, is refused', async () => {
    const ask = await askOf(rig, STORY);
    const { body: settled } = await settle('O1', ask);
    await book('O1', bookingOf(rig, ask, settled));
    await hold('RO1', { orderNo: 'O1', cashFen: 10000, insuranceFen: 0 });
    expectRefusal(await reverse('O1', { refundNo: 'RO1' }), 409, 'REFUND_DIFFERS');
    await rig.call('POST', '/refunds/RO1/release');
    expectRefusal(await reverse('O1', { refundNo: 'RO1' }), 409, 'REFUND_NOT_HELD');
    const other = await askOf(rig, 'all-insurance');
    const { body: others } = await settle('O2', other);
    await book('O2', bookingOf(rig, other, others));
    await hold('RO2', { orderNo: 'O2', cashFen: 0, insuranceFen: 7395 });
    expectRefusal(await reverse('O1', { refundNo: 'RO2' }), 409, 'REFUND_NOT_HELD');
    expect((await state('O1')).body['status']).toBe('settled');
  });

  test('of the cash alone leaves insurance as it is', async () => {
    const ask = await askOf(rig, STORY);
    const { body: settled } = await settle('O1', ask);
    await book('O1', bookingOf(rig, ask, settled));
    const sums = { orderNo: 'O1', cashFen: 10000, insuranceFen: 0 };
    await hold('RO1', sums);
    const refundedAt = '2026-01-05T09:31:00+08:00';
    const done = await rig.call('POST', '/refunds/RO1/confirm', { ...sums, refundedAt });
    expectAnswer(done, 'RefundState');
    expect((await state('O1')).body).toEqual(settled);
  });
});

test('readings, insurance and tombstones outlive the process', async () => {
  const ask = await askOf(rig, STORY);
  const { body: settled } = await settle('O1', ask);
  await reverse('O2');
  const { clock, tables, random, seed } = rig;
  const woken = new Hospital({ clock, tables, random }, seed);
  expect(woken.counter.state('O1')).toEqual(settled);
  expect(woken.counter.state('O2').status).toBe('reversed');
  expect(woken.counter.token(ask.scanId)).toMatchObject({ patientId: ZHANG });
  const again = () => woken.counter.settle('O3', ask);
  expect(again).toThrow('insurance has paid one of these bills');
});
