/**
 * Every refusal of insurance at a counter over real HTTP (docs/his-contract, "At the
 * counter"): by its code, and with nothing settled.
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
import { expectAnswer, expectRefusal } from './insurance-rig';

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
      const paid = paidOnline(rig, ask.billIds);
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
    const paid = paidOnline(rig, ask.billIds);
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
