/**
 * Every refusal of insurance of 2.0 over real HTTP (docs/his-contract, "Insurance of 2.0"): by its code, and
 * with nothing changed.
 */

import {
  expectAnswer,
  expectRefusal,
  feesOf,
  insuranceRig,
  uploadsOf,
  type Fees,
  type Rig,
} from './insurance-rig';

let rig: Rig;
beforeEach(async () => {
  rig = await insuranceRig();
});
afterEach(() => rig.close());

const { upload, price, query } = uploadsOf(() => rig);
const zhangs = (story = 'insurance-and-cash'): Fees => feesOf(rig, rig.authorise().self, story);

/** Uploaded and priced. */
async function priced(orderNo: string, fees = zhangs()): Promise<Fees> {
  expectAnswer(await upload(orderNo, fees), 'InsuranceUpload');
  expectAnswer(await price(orderNo, fees.payAuthNo), 'InsurancePrice');
  return fees;
}

describe('refusals of an upload', () => {
  const REFUSALS: readonly (readonly [string, number, string, () => Promise<Fees> | Fees])[] = [
    ['patient unknown', 404, 'PATIENT_NOT_FOUND', () => ({ ...zhangs(), patientId: 'P9' })],
    ['bill unknown', 404, 'BILL_NOT_FOUND', () => ({ ...zhangs(), billIds: ['B9'] })],
    [
      'of another patient',
      409,
      'BILL_OF_OTHER_PATIENT',
      () => ({ ...zhangs(), patientId: 'P00002' }),
    ],
    [
      'paid at the window meanwhile',
      409,
      'BILL_SETTLED',
      () => {
        const fees = zhangs();
        rig.hospital.settleAtWindow(fees.billIds[0] ?? '');
        return fees;
      },
    ],
    [
      'withdrawn by the doctor',
      409,
      'BILL_CANCELLED',
      () => {
        const fees = zhangs();
        rig.hospital.cancelBill(fees.billIds[0] ?? '');
        return fees;
      },
    ],
    [
      'over its time',
      409,
      'BILL_EXPIRED',
      () => {
        const fees = zhangs();
        rig.hospital.expireBill(fees.billIds[0] ?? '');
        return fees;
      },
    ],
    [
      'of two visits',
      409,
      'BILLS_NOT_COMBINABLE',
      () => ({
        ...zhangs(),
        billIds: ['insurance-and-cash', 'all-insurance'].map(
          (story) => rig.hospital.billOf(story).billId,
        ),
      }),
    ],
    ['not insurable', 409, 'INSURANCE_NOT_COVERED', () => zhangs('self-pay')],
    [
      'under a permission nobody gave',
      409,
      'AUTHORISATION_EXPIRED',
      () => ({ ...zhangs(), payAuthNo: 'AUTH-guessed' }),
    ],
    [
      'under a permission over its time',
      409,
      'AUTHORISATION_EXPIRED',
      () => {
        const fees = zhangs();
        rig.clock.advance(300_000);
        return fees;
      },
    ],
    [
      'under the permission of another order',
      409,
      'AUTHORISATION_EXPIRED',
      async () => {
        const { payAuthNo } = await priced('O0', zhangs('all-insurance'));
        return { ...zhangs(), payAuthNo };
      },
    ],
    [
      'with a card that is not bound any more',
      409,
      'CARD_NOT_BOUND',
      () => {
        const fees = zhangs();
        rig.bureau.setCardBound('oZhangJianguo', false);
        return fees;
      },
    ],
    [
      'for a relative under one’s own permission',
      409,
      'RELATIVE_UNKNOWN',
      () => feesOf(rig, rig.authorise().self, 'child'),
    ],
    [
      'for a stranger under a family permission',
      409,
      'RELATIVE_UNKNOWN',
      () => feesOf(rig, rig.authorise('oZhangWei').family, 'child'),
    ],
    [
      'for oneself under a family permission',
      409,
      'RELATIVE_UNKNOWN',
      () => feesOf(rig, rig.authorise().family, 'insurance-and-cash'),
    ],
    [
      'for who is in a ward here',
      409,
      'IN_HOSPITAL',
      () => {
        rig.hospital.admitPatient('P00001');
        return zhangs();
      },
    ],
    [
      'for who is in a ward elsewhere',
      409,
      'IN_HOSPITAL',
      () => {
        rig.bureau.setInHospital('P00001', true);
        return zhangs();
      },
    ],
  ];

  it.each(REFUSALS)('%s', async (_name, status, code, fees) => {
    expectRefusal(await upload('O1', await fees()), status, code);
    expect((await query('O1')).body).toEqual({ status: 'none', orderNo: 'O1' });
  });

  it.each([
    'AMOUNT_MISMATCH',
    'AUTHORISATION_EXPIRED',
    'INSURANCE_SETTLED',
    'IN_HOSPITAL',
    'CARD_NOT_BOUND',
    'RELATIVE_UNKNOWN',
  ] as const)('as told: %s, once, at 6201 and at 6202', async (why) => {
    await rig.control('/bureau/fail-next', { at: 'upload', why });
    await rig.control('/bureau/fail-next', { at: 'price', why });
    const fees = zhangs();
    expectRefusal(await upload('O1', fees), 409, why);
    expectAnswer(await upload('O1', fees), 'InsuranceUpload');
    expectRefusal(await price('O1', fees.payAuthNo), 409, why);
    expectAnswer(await price('O1', fees.payAuthNo), 'InsurancePrice');
  });

  it('BUSY while the line to the bureau is down, and nothing happened', async () => {
    const fees = zhangs();
    rig.hospital.setBureauDown(true);
    expectRefusal(await upload('O1', fees), 503, 'BUSY');
    expectRefusal(await query('O1'), 503, 'BUSY');
    rig.hospital.setBureauDown(false);
    expect((await query('O1')).body).toMatchObject({ status: 'none' });
  });
});

describe('refusals of a price', () => {
  it('without an upload, and once the bill has changed', async () => {
    expectRefusal(await price('O1', 'AUTH1'), 409, 'NOT_UPLOADED');
    const fees = zhangs();
    await upload('O1', fees);
    rig.hospital.changeBillTotal(fees.billIds[0] ?? '', 50000);
    expectRefusal(await price('O1', fees.payAuthNo), 409, 'AMOUNT_MISMATCH');
    rig.hospital.cancelBill(fees.billIds[0] ?? '');
    expectRefusal(await price('O1', fees.payAuthNo), 409, 'BILL_CANCELLED');
  });

  it('with a permission that ended between 6201 and 6202', async () => {
    const fees = zhangs();
    await upload('O1', fees);
    await rig.control('/bureau/expire-authorisations', { openid: 'oZhangJianguo' });
    expectRefusal(await price('O1', fees.payAuthNo), 409, 'AUTHORISATION_EXPIRED');
    expect((await query('O1')).body).toMatchObject({ status: 'uploaded' });
  });
});
