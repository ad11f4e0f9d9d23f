/**
 * Every refusal of insurance at a counter and of booking it, over real HTTP (docs/his-contract, "At the
 * counter"): by its code, and with nothing settled.
 */

import {
  askOf,
  bookingOf,
  counterCalls,
  counterRig,
  type Ask,
  type CounterRig,
} from './hospital-counter-rig';
import { expectAnswer, expectRefusal, type Answer } from './insurance-rig';
import { paymentOf } from '../unit/hospital-fixture';

let rig: CounterRig;
beforeEach(async () => {
  rig = await counterRig();
});
afterEach(() => rig.close());

const { settle, state, reverse, book, read } = counterCalls(() => rig);
const STORY = 'insurance-and-cash';
const zhangs = (): Promise<Ask> => askOf(rig, STORY);
const firstBill = ({ billIds }: Ask): string => billIds[0] ?? '';

/** A reading for the patient, bills of a story. */
async function askFor(story: string): Promise<Ask> {
  const { billId, patientId } = rig.hospital.billOf(story);
  const { body } = await read(rig.show(patientId).code);
  return { patientId, billIds: [billId], serialNo: 'S1', scanId: String(body['scanId']) };
}

const REFUSALS: readonly (readonly [string, number, string, () => Promise<object>])[] = [
  [
    'patient unknown',
    404,
    'PATIENT_NOT_FOUND',
    async () => ({ ...(await zhangs()), patientId: 'P9' }),
  ],
  ['bill unknown', 404, 'BILL_NOT_FOUND', async () => ({ ...(await zhangs()), billIds: ['B9'] })],
  [
    'bill of another patient',
    409,
    'BILL_OF_OTHER_PATIENT',
    async () => ({ ...(await zhangs()), patientId: 'P00002' }),
  ],
  [
    'nothing was read',
    404,
    'READING_UNKNOWN',
    async () => ({ ...(await zhangs()), scanId: 'never-read' }),
  ],
  [
    'somebody else’s code',
    409,
    'CODE_OF_OTHER_PATIENT',
    async () => {
      const { scanId } = await askFor('child');
      return { ...(await zhangs()), scanId };
    },
  ],
  [
    'paid at the window meanwhile',
    409,
    'BILL_SETTLED',
    async () => {
      const ask = await zhangs();
      rig.hospital.settleAtWindow(firstBill(ask));
      return ask;
    },
  ],
  [
    'booked by another order',
    409,
    'BILL_SETTLED',
    async () => {
      const ask = await zhangs();
      const paid = paymentOf({ ...rig, pass: () => 0, now: rig.clock.now }, ask.billIds);
      rig.hospital.settle('O9', paid);
      return ask;
    },
  ],
  [
    'withdrawn by the doctor',
    409,
    'BILL_CANCELLED',
    async () => {
      const ask = await zhangs();
      rig.hospital.cancelBill(firstBill(ask));
      return ask;
    },
  ],
  ['expired', 409, 'BILL_EXPIRED', () => askFor('expired')],
  [
    'settled by insurance under another number',
    409,
    'INSURANCE_SETTLED',
    async () => {
      const ask = await zhangs();
      expectAnswer(await settle('O9', ask), 'CounterSettlement');
      return ask;
    },
  ],
  [
    'of two visits',
    409,
    'BILLS_NOT_COMBINABLE',
    async () => {
      const ask = await zhangs();
      const { billId } = rig.hospital.billOf('all-insurance');
      return { ...ask, billIds: [...ask.billIds, billId] };
    },
  ],
  ['not insurable', 409, 'INSURANCE_NOT_COVERED', () => askFor('self-pay')],
  ['the patient is not insured', 409, 'INSURANCE_NOT_COVERED', () => askFor('not-insured')],
  [
    'in hospital here',
    409,
    'IN_HOSPITAL',
    async () => {
      const ask = await zhangs();
      rig.hospital.admitPatient(ask.patientId);
      return ask;
    },
  ],
  [
    'in hospital elsewhere',
    409,
    'IN_HOSPITAL',
    async () => {
      const ask = await zhangs();
      rig.bureau.setInHospital(ask.patientId, true);
      return ask;
    },
  ],
  [
    'the bureau’s line is down',
    503,
    'BUSY',
    async () => {
      const ask = await zhangs();
      rig.hospital.setBureauDown(true);
      return ask;
    },
  ],
  [
    'an unknown field',
    400,
    'INVALID_REQUEST',
    async () => ({ ...(await zhangs()), cashFen: 10000 }),
  ],
];

test.each(REFUSALS)('%s: %d %s', async (_name, status, code, asked) => {
  expectRefusal(await settle('O1', await asked()), status, code);
  expect((await state('O1')).body).toEqual({ status: 'none', orderNo: 'O1' });
});

test('what the refusal was about may be put right, and the number is good again', async () => {
  const ask = await zhangs();
  rig.bureau.setInHospital(ask.patientId, true);
  expectRefusal(await settle('O1', ask), 409, 'IN_HOSPITAL');
  rig.bureau.setInHospital(ask.patientId, false);
  expectAnswer(await settle('O1', ask), 'CounterSettlement');
});

describe('while insurance stands settled', () => {
  test('nobody else is paid for its bills: no order, no window, no 2.0', async () => {
    const ask = await zhangs();
    await settle('O1', ask);
    const paid = paymentOf({ ...rig, pass: () => 0, now: rig.clock.now }, ask.billIds);
    expectRefusal(await book('O2', paid), 409, 'BILL_SETTLED_ELSEWHERE');
    const billId = firstBill(ask);
    const asked = await rig.call('GET', `/settlements/O2?billIds=${billId}`);
    expect(asked.body['status']).toBe('settled-elsewhere');
    const own = await rig.call('GET', `/settlements/O1?billIds=${billId}`);
    expect(own.body['status']).toBe('not-settled');
    expectRefusal(
      await rig.control(`/bills/${billId}/settle-at-window`, {}),
      409,
      'INSURANCE_SETTLED',
    );
    const code = rig.bureau.issueCode('oZhangJianguo');
    const given = code.ok ? rig.bureau.exchange(code.authCode, 'oZhangJianguo') : code;
    const { patientId, billIds, serialNo } = ask;
    const upload = await rig.call('PUT', '/insurance/uploads/O3', {
      ...{ patientId, billIds, serialNo, payAuthNo: given.ok ? given.payAuthNo : '' },
    });
    expectRefusal(upload, 409, 'INSURANCE_SETTLED');
    await reverse('O1');
    expectAnswer(await book('O2', paid), 'SettleResponse');
  });

  test('its bill does not expire for it', async () => {
    const ask = await zhangs();
    const { body: settled } = await settle('O1', ask);
    rig.clock.advance(5 * 86_400_000);
    expectAnswer(await book('O1', bookingOf(rig, ask, settled)), 'SettleResponse');
  });

  test('taking it back waits for the bureau’s line, asking and barring do not', async () => {
    const ask = await zhangs();
    await settle('O1', ask);
    rig.hospital.setBureauDown(true);
    expectRefusal(await reverse('O1'), 503, 'BUSY');
    expect((await state('O1')).body['status']).toBe('settled');
    expectAnswer(await reverse('O2'), 'CounterReversal');
    rig.hospital.setBureauDown(false);
    expectAnswer(await reverse('O1'), 'CounterReversal');
  });
});

describe('booking', () => {
  const settled = async (): Promise<{ ask: Ask; body: Answer['body'] }> => {
    const ask = await zhangs();
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
    const paid = paymentOf({ ...rig, pass: () => 0, now: rig.clock.now }, [billId], 'cash');
    const booking = { ...paid, channel: 'onecode', platformTradeNo: '4200000000002' };
    expectAnswer(await book('O1', booking), 'SettleResponse');
    expect(rig.hospital.getBill(billId)).toMatchObject({ status: 'settled', patientId });
    // nothing was settled by insurance, and nothing can be any more
    expectRefusal(await reverse('O1'), 409, 'ALREADY_SETTLED');
  });

  test('with a tender needs no trade of the platform, and is booked with its receipt', async () => {
    const { ask, body } = await settled();
    const { platformTradeNo: _no, ...neither } = bookingOf(rig, ask, body);
    expectRefusal(await book('O1', neither), 400, 'INVALID_REQUEST');
    const booking = bookingOf(rig, ask, body, NOTES);
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
});
