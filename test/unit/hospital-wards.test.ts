/** Stays in hospital: deposits that go in, are spent, and go back (docs/his-contract, "Deposits"). */

import { LeverRefused } from '../../sandbox/hospital/levers';
import { hospitalFixture, paymentOf, refusalOf, ZHANG, type Fixture } from './hospital-fixture';

const PATIENT = 'P00006';
const BACK_AT = '2026-01-05T12:00:00+08:00';

function stay() {
  const fixture = hospitalFixture();
  const { admission } = fixture.hospital.getAdmission(PATIENT);
  if (admission === undefined) throw new Error('the seed has somebody in hospital');
  return { ...fixture, fixture, admission, admissionId: admission.admissionId };
}

/** A settled top-up; each a minute later than the one before. */
function topUp(fixture: Fixture, admissionId: string, orderNo: string, amountFen: number): string {
  const ask = { requestId: `request-${orderNo}`, patientId: PATIENT, amountFen };
  const { billId } = fixture.hospital.openTopUp(admissionId, ask);
  fixture.hospital.settle(orderNo, paymentOf(fixture, [billId], 'cash'));
  fixture.pass(60_000);
  return billId;
}

const refundable = ({ hospital }: Fixture) =>
  hospital.getAdmission(PATIENT).admission?.refundable.map((one) => [one.orderNo, one.amountFen]);
const sums = (orderNo: string, cashFen: number) => ({ orderNo, cashFen, insuranceFen: 0 });

it('one adult of the seed is in hospital, in a bed, with money paid in and spent', () => {
  const { admission, hospital } = stay();
  expect(admission).toMatchObject({ patientId: PATIENT, paidInFen: 200_000, spentFen: 186_350 });
  expect([admission.ward, admission.bed]).not.toContain('');
  expect(admission).not.toHaveProperty('dischargedAt');
  expect(hospital.getAdmission(ZHANG)).toEqual({});
  expect(refusalOf(() => hospital.getAdmission('P9'))).toBe('PATIENT_NOT_FOUND');
});

describe('a top-up', () => {
  it('is one bill per request, and raises the balance once it is settled', () => {
    const { fixture, hospital, admission, admissionId } = stay();
    const ask = { requestId: 'request-1', patientId: PATIENT, amountFen: 50_000 };
    const bill = hospital.openTopUp(admissionId, ask);
    expect(bill).toMatchObject({
      kind: 'deposit',
      admissionId,
      totalFen: 50_000,
      insurable: false,
    });
    expect(hospital.openTopUp(admissionId, ask)).toEqual(bill);
    const other = () => hospital.openTopUp(admissionId, { ...ask, amountFen: 60_000 });
    expect(refusalOf(other)).toBe('REQUEST_ID_REUSED');
    expect(hospital.listBills(PATIENT, 'unpaid')).toEqual([]);
    expect(hospital.getAdmission(PATIENT).admission?.paidInFen).toBe(admission.paidInFen);
    const settled = hospital.settle('O1', paymentOf(fixture, [bill.billId], 'cash'));
    expect(settled.pickup).toContain(admissionId);
    const after = hospital.getAdmission(PATIENT).admission;
    expect(after?.paidInFen).toBe(admission.paidInFen + 50_000);
    expect(after?.refundable).toEqual([]);
    expect(hospital.openTopUp(admissionId, ask).status).toBe('settled');
  });

  it('is cash only', () => {
    const { hospital, admissionId } = stay();
    const ask = { requestId: 'request-1', patientId: PATIENT, amountFen: 50_000 };
    const { billId } = hospital.openTopUp(admissionId, ask);
    expect(
      hospital.preSettle({ patientId: PATIENT, billIds: [billId], payWith: 'insurance' }),
    ).toMatchObject({ mode: 'cash', insuranceUnavailable: { code: 'DEPOSIT' } });
  });

  it('paid at the window counts, too', () => {
    const { hospital, admission, admissionId } = stay();
    const ask = { requestId: 'request-1', patientId: PATIENT, amountFen: 50_000 };
    hospital.settleAtWindow(hospital.openTopUp(admissionId, ask).billId);
    expect(hospital.getAdmission(PATIENT).admission?.paidInFen).toBe(admission.paidInFen + 50_000);
  });

  it('is refused for too little, too much, another patient and another stay', () => {
    const { hospital, admission, admissionId } = stay();
    const ask = { requestId: 'request-1', patientId: PATIENT, amountFen: admission.minTopUpFen };
    for (const amountFen of [admission.minTopUpFen - 1, admission.maxTopUpFen + 1]) {
      const act = () => hospital.openTopUp(admissionId, { ...ask, amountFen });
      expect(refusalOf(act)).toBe('TOP_UP_AMOUNT');
    }
    const other = { ...ask, patientId: ZHANG };
    expect(refusalOf(() => hospital.openTopUp(admissionId, other))).toBe('NOT_IN_HOSPITAL');
    expect(refusalOf(() => hospital.openTopUp('Z9', ask))).toBe('NOT_IN_HOSPITAL');
    const nobody = { ...ask, patientId: 'P9' };
    expect(refusalOf(() => hospital.openTopUp(admissionId, nobody))).toBe('PATIENT_NOT_FOUND');
    expect(hospital.openTopUp(admissionId, ask).totalFen).toBe(admission.minTopUpFen);
  });
});

describe('after discharge', () => {
  /** 2000 at the desk, then 300, 500 and 200; 2350 spent: 650 are left, all of it of top-ups. */
  function discharged() {
    const here = stay();
    topUp(here.fixture, here.admissionId, 'O1', 30_000);
    topUp(here.fixture, here.admissionId, 'O2', 50_000);
    topUp(here.fixture, here.admissionId, 'O3', 20_000);
    here.hospital.dischargePatient(here.admissionId, 235_000);
    return here;
  }

  it('what is left goes back across the top-ups, the newest first', () => {
    const { fixture, hospital } = discharged();
    const admission = hospital.getAdmission(PATIENT).admission;
    expect(admission).toMatchObject({ paidInFen: 300_000, spentFen: 235_000 });
    expect(admission?.dischargedAt).toBe('2026-01-05T09:33:00+08:00');
    expect(refundable(fixture)).toEqual([
      ['O3', 20_000],
      ['O2', 45_000],
    ]);
  });

  it('it stays right while refunds are held, released and confirmed', () => {
    const { fixture, hospital } = discharged();
    hospital.holdRefund('RO3', sums('O3', 8_000));
    expect(refundable(fixture)).toEqual([
      ['O3', 12_000],
      ['O2', 45_000],
    ]);
    hospital.releaseRefund('RO3');
    hospital.holdRefund('RO2', sums('O2', 45_000));
    expect(refundable(fixture)).toEqual([['O3', 20_000]]);
    hospital.holdRefund('RO3', sums('O3', 20_000));
    expect(refundable(fixture)).toEqual([]);
    hospital.releaseRefund('RO3');
    expect(refundable(fixture)).toEqual([['O3', 20_000]]);
    hospital.holdRefund('RO3', sums('O3', 20_000));
    hospital.confirmRefund('RO3', { ...sums('O3', 20_000), refundedAt: BACK_AT });
    expect(refundable(fixture)).toEqual([]);
    expect(hospital.getAdmission(PATIENT).admission?.paidInFen).toBe(280_000);
    hospital.confirmRefund('RO2', { ...sums('O2', 45_000), refundedAt: BACK_AT });
    expect(hospital.getAdmission(PATIENT)).toEqual({});
    const [last] = hospital.admissions();
    expect(last).toMatchObject({ paidInFen: 235_000, spentFen: 235_000, refundable: [] });
  });

  it('no more than is left of a top-up can be held', () => {
    const { hospital } = discharged();
    expect(refusalOf(() => hospital.holdRefund('RO2', sums('O2', 45_001)))).toBe('EXCEEDS');
    expect(refusalOf(() => hospital.holdRefund('RO1', sums('O1', 1)))).toBe('EXCEEDS');
    hospital.holdRefund('RO2', sums('O2', 45_000));
    expect(hospital.holdRefund('RO2', sums('O2', 45_000)).status).toBe('held');
    expect(refusalOf(() => hospital.holdRefund('RO1', sums('O1', 1)))).toBe('EXCEEDS');
  });

  it('a top-up that all went back is over: its bill cannot be paid again', () => {
    const { hospital } = discharged();
    hospital.holdRefund('RO3', sums('O3', 20_000));
    hospital.confirmRefund('RO3', { ...sums('O3', 20_000), refundedAt: BACK_AT });
    const deposits = hospital.bills().filter((bill) => bill.kind === 'deposit');
    expect(deposits.map((bill) => bill.status)).toEqual(['settled', 'settled', 'cancelled']);
  });

  it('nothing can be paid in, and what is on its way is refused, so that it goes back', () => {
    const here = stay();
    const ask = { requestId: 'request-1', patientId: PATIENT, amountFen: 50_000 };
    const { billId } = here.hospital.openTopUp(here.admissionId, ask);
    const payment = paymentOf(here.fixture, [billId], 'cash');
    here.hospital.dischargePatient(here.admissionId);
    expect(refusalOf(() => here.hospital.settle('O1', payment))).toBe('BILL_CANCELLED');
    const again = { ...ask, requestId: 'request-2' };
    const late = () => here.hospital.openTopUp(here.admissionId, again);
    expect(refusalOf(late)).toBe('NOT_IN_HOSPITAL');
  });

  it('what was paid at the desk goes back there', () => {
    const { fixture, hospital, admissionId } = stay();
    topUp(fixture, admissionId, 'O1', 30_000);
    hospital.dischargePatient(admissionId, 100_000);
    expect(refundable(fixture)).toEqual([['O1', 30_000]]);
  });
});

it('before discharge nothing goes back', () => {
  const { fixture, hospital, admissionId } = stay();
  topUp(fixture, admissionId, 'O1', 30_000);
  expect(refusalOf(() => hospital.holdRefund('RO1', sums('O1', 1)))).toBe('HOSPITAL_REFUSED');
});

describe('while somebody is in hospital', () => {
  function atHome() {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const { billId } = hospital.billOf('insurance-and-cash');
    const asked = (at?: 'counter') =>
      hospital.preSettle({
        ...{ patientId: ZHANG, billIds: [billId], payWith: 'insurance' },
        ...(at === undefined ? {} : { at }),
      });
    return { fixture, hospital, billId, asked };
  }

  it('insurance pays no bill of theirs, and they are told before they pay', () => {
    const { hospital, billId, asked } = atHome();
    expect(asked()).toMatchObject({ mode: 'offline', cashFen: 10_000 });
    const { admissionId } = hospital.admitPatient(ZHANG);
    const instead = {
      mode: 'cash',
      cashFen: 42_400,
      insuranceUnavailable: { code: 'IN_HOSPITAL' },
    };
    expect(asked()).toMatchObject(instead);
    expect(asked('counter')).toMatchObject(instead);
    const told = { insuranceExclusion: 'IN_HOSPITAL' };
    expect(hospital.getBill(billId)).toMatchObject({ insurable: false, ...told });
    const visits = hospital.listAppointments(ZHANG);
    expect(visits.map((one) => one.insuranceExclusion).sort()).toEqual([
      'IN_HOSPITAL',
      'NOT_TODAY',
    ]);
    hospital.dischargePatient(admissionId);
    expect(asked()).toMatchObject({ mode: 'offline', cashFen: 10_000 });
  });

  it.each([
    ['self-pay', 'VISIT_TYPE'],
    ['insurance-and-cash', 'IN_HOSPITAL'],
  ])('what would stand against insurance anyway comes first: %s, %s', (story, code) => {
    const { hospital } = atHome();
    hospital.admitPatient(ZHANG);
    hospital.setBureauDown(true);
    const { billId } = hospital.billOf(story);
    const ask = { patientId: ZHANG, billIds: [billId], payWith: 'insurance' } as const;
    expect(hospital.preSettle(ask)).toMatchObject({ insuranceUnavailable: { code } });
    const cash = hospital.preSettle({ ...ask, payWith: 'cash' });
    expect(cash).not.toHaveProperty('insuranceUnavailable');
  });

  it('what insurance paid before is booked; the window takes cash', () => {
    const { fixture, hospital, billId } = atHome();
    const paid = paymentOf(fixture, [billId]);
    hospital.admitPatient(ZHANG);
    expect(hospital.settle('O1', paid)).toMatchObject({ status: 'settled' });
    const { billId: other } = hospital.issueStory('all-insurance');
    const atWindow = hospital.settleAtWindow(other);
    expect(atWindow).toMatchObject({ payWith: 'cash', insuranceFen: 0, cashFen: 7_395 });
  });
});

it('a bill that the hospital bears asks nothing of anybody, and is booked so', () => {
  const fixture = hospitalFixture();
  const { hospital } = fixture;
  const { billId } = hospital.billOf('cash-added-and-reduced');
  hospital.waiveBill(billId);
  const ask = { patientId: ZHANG, billIds: [billId], payWith: 'insurance' } as const;
  const nothing = { mode: 'offline', totalFen: 13_530, cashFen: 0, insuranceFen: 0 };
  expect(hospital.preSettle(ask)).toMatchObject({ ...nothing, cashReducedFen: 13_530 });
  const booked = hospital.settle('O1', paymentOf(fixture, [billId]));
  expect(booked).toMatchObject({ status: 'settled' });
  expect(refusalOf(() => hospital.waiveBill(billId))).toBe('BILL_SETTLED');
});

describe('levers', () => {
  it('discharge at what the last days cost, as far as money is there, once', () => {
    const { fixture, hospital, admissionId } = stay();
    topUp(fixture, admissionId, 'O1', 100_000);
    expect(hospital.dischargePatient(admissionId)).toMatchObject({
      spentFen: 231_280,
      refundable: [{ orderNo: 'O1', amountFen: 68_720 }],
    });
    expect(refusalOf(() => hospital.dischargePatient(admissionId))).toBe('NOT_IN_HOSPITAL');
    const poor = stay();
    expect(poor.hospital.dischargePatient(poor.admissionId)).toMatchObject({ spentFen: 200_000 });
    const rich = stay();
    expect(() => rich.hospital.dischargePatient(rich.admissionId, 200_001)).toThrow(RangeError);
  });

  it('admit anybody who is not in hospital', () => {
    const { hospital } = stay();
    expect(hospital.admitPatient(ZHANG)).toMatchObject({ patientId: ZHANG, refundable: [] });
    expect(hospital.getAdmission(ZHANG).admission).toBeDefined();
    expect(() => hospital.admitPatient(ZHANG)).toThrow(LeverRefused);
    expect(() => hospital.admitPatient(PATIENT)).toThrow(LeverRefused);
    expect(refusalOf(() => hospital.admitPatient('P9'))).toBe('PATIENT_NOT_FOUND');
  });
});
