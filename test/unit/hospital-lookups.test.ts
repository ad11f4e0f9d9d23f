/** What is found by what is printed on it: prescriptions, cards, invoices; and bills of one visit. */

import { LeverRefused } from '../../sandbox/hospital/levers';
import { hospitalFixture, paymentOf, refusalOf, ZHANG } from './hospital-fixture';

const DAY = 24 * 3_600_000;

describe('a prescription’s code', () => {
  it('is every clinic bill’s own, and nobody can guess it', () => {
    const { hospital } = hospitalFixture();
    const bills = hospital.bills();
    const clinic = bills.filter((bill) => bill.kind === 'clinic');
    for (const bill of clinic) {
      expect(bill.prescriptionCode).toMatch(/^\d{13}[0-9a-f]{12}$/);
      expect(bill.prescriptionCode).toBe(hospital.prescriptionCode(bill.billId));
    }
    expect(new Set(clinic.map((bill) => bill.prescriptionCode)).size).toBe(clinic.length);
    const tails = clinic.map((bill) => bill.prescriptionCode?.slice(13));
    expect(new Set(tails).size).toBe(clinic.length);
    const other = bills.find((bill) => bill.kind === 'registration');
    expect(other).toBeDefined();
    expect(other).not.toHaveProperty('prescriptionCode');
    expect(() => hospital.prescriptionCode(other?.billId ?? '')).toThrow(LeverRefused);
  });

  it('stands for its bill, also when that is paid, until the bill is over', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const bill = hospital.billOf('all-insurance');
    const code = hospital.prescriptionCode(bill.billId);
    expect(hospital.getPrescription(code)).toEqual(bill);
    hospital.settle('O1', paymentOf(fixture, [bill.billId]));
    expect(hospital.getPrescription(code).status).toBe('settled');
    const other = hospital.prescriptionCode(hospital.billOf('zero-insurance').billId);
    fixture.pass(3 * DAY);
    expect(refusalOf(() => hospital.getPrescription(other))).toBe('PRESCRIPTION_EXPIRED');
    expect(hospital.getPrescription(code).status).toBe('settled');
  });

  it('is over with a bill that was withdrawn, and unknown if nobody ever gave it', () => {
    const { hospital } = hospitalFixture();
    const { billId } = hospital.billOf('all-insurance');
    const code = hospital.prescriptionCode(billId);
    hospital.cancelBill(billId);
    expect(refusalOf(() => hospital.getPrescription(code))).toBe('PRESCRIPTION_EXPIRED');
    expect(refusalOf(() => hospital.getPrescription('2026010500001'))).toBe('PRESCRIPTION_UNKNOWN');
    expect(refusalOf(() => hospital.getPrescription(billId))).toBe('PRESCRIPTION_UNKNOWN');
  });

  it('of before a reset is forgotten', () => {
    const { hospital } = hospitalFixture();
    const code = hospital.prescriptionCode(hospital.billOf('all-insurance').billId);
    hospital.demoReset();
    expect(refusalOf(() => hospital.getPrescription(code))).toBe('PRESCRIPTION_UNKNOWN');
  });
});

it('a card is its patient’s', () => {
  const { hospital } = hospitalFixture();
  for (const { cardNo, patientId } of hospital.patients()) {
    expect(hospital.getPatientByCard(cardNo)).toEqual(hospital.getPatient(patientId));
  }
  expect(refusalOf(() => hospital.getPatientByCard('9900009999'))).toBe('PATIENT_NOT_FOUND');
});

describe('an invoice', () => {
  function paid(story: string) {
    const fixture = hospitalFixture();
    const { billId } = fixture.hospital.billOf(story);
    fixture.hospital.settle('O1', paymentOf(fixture, [billId]));
    return fixture;
  }

  it('is issued with the settlement, the same at every reading, and obviously fictitious', () => {
    const { hospital } = paid('insurance-and-cash');
    const state = hospital.getInvoice('O1');
    expect(state).toMatchObject({
      state: 'issued',
      invoice: { code: '99999999', totalFen: 42400, issuedAt: '2026-01-05T09:30:00+08:00' },
    });
    expect(hospital.getInvoice('O1')).toEqual(state);
  });

  it('is not there for what is not settled, or was cancelled', () => {
    const { hospital } = hospitalFixture();
    expect(hospital.getInvoice('O9')).toEqual({ orderNo: 'O9', state: 'not-yet' });
    hospital.cancelSettlement('O8');
    expect(hospital.getInvoice('O8')).toEqual({ orderNo: 'O8', state: 'not-yet' });
  });

  it('is printed at the counter by lever, after a refund and for a deposit', () => {
    const { hospital } = paid('insurance-and-cash');
    hospital.setInvoicesAtCounter(true);
    expect(hospital.getInvoice('O1')).toEqual({ orderNo: 'O1', state: 'at-counter' });
    hospital.setInvoicesAtCounter(false);
    expect(hospital.getInvoice('O1').state).toBe('issued');
    const sums = { orderNo: 'O1', cashFen: 1, insuranceFen: 0 };
    hospital.confirmRefund('RO1', { ...sums, refundedAt: '2026-01-05T10:00:00+08:00' });
    expect(hospital.getInvoice('O1').state).toBe('at-counter');
    const fixture = hospitalFixture();
    const { admissionId = '' } = fixture.hospital.getAdmission('P00006').admission ?? {};
    const ask = { requestId: 'request-1', patientId: 'P00006', amountFen: 50_000 };
    const { billId } = fixture.hospital.openTopUp(admissionId, ask);
    fixture.hospital.settle('O1', paymentOf(fixture, [billId], 'cash'));
    expect(fixture.hospital.getInvoice('O1').state).toBe('at-counter');
  });
});

it('two prescriptions of one visit are paid together, the self-pay one of it is not', () => {
  const { hospital } = hospitalFixture();
  const [one, two, cash] = ['insurance-and-cash', 'same-visit', 'same-visit-self-pay'].map(
    (story) => hospital.billOf(story),
  );
  expect(new Set([one?.visitId, two?.visitId, cash?.visitId]).size).toBe(1);
  const asked = (...bills: readonly (typeof one)[]) =>
    hospital.preSettle({
      patientId: ZHANG,
      billIds: bills.map((bill) => bill?.billId ?? ''),
      payWith: 'insurance',
    });
  expect(asked(one, two)).toMatchObject({ mode: 'offline', totalFen: 51900, cashFen: 11000 });
  expect(refusalOf(() => asked(one, cash))).toBe('BILLS_NOT_COMBINABLE');
});
