/** Bills and pre-settlements: sums that must agree, whoever asks and whatever happened to the bill. */

import { Hospital } from '../../sandbox/hospital/engine';
import { seedHospital } from '../../sandbox/hospital/seed';
import type { Bill } from '../../sandbox/hospital/types';
import { hospitalFixture, MORNING, refusalOf, ZHANG } from './hospital-fixture';

const sumOf = (bill: Bill): number => bill.items.reduce((total, item) => total + item.amountFen, 0);

describe('bills', () => {
  it('have a total that is the sum of their items', () => {
    for (const bill of hospitalFixture().hospital.bills()) {
      expect([bill.scenario, bill.totalFen]).toEqual([bill.scenario, sumOf(bill)]);
    }
  });

  it('name an exclusion exactly when they are not insurable', () => {
    for (const bill of hospitalFixture().hospital.bills()) {
      expect(bill.insuranceExclusion === undefined).toBe(bill.insurable);
    }
  });

  it('cover the three amount types of access guide V1.4 §5.2 E, self pay and the odd ones', () => {
    const { hospital } = hospitalFixture();
    const split = (story: string) => {
      const { patientId, billId } = hospital.billOf(story);
      const asked = hospital.preSettle({ patientId, billIds: [billId], payWith: 'insurance' });
      return [asked.mode, asked.totalFen, asked.cashFen, asked.insuranceFen];
    };
    expect(split('all-insurance')).toEqual(['offline', 7395, 0, 7395]);
    expect(split('insurance-and-cash')).toEqual(['offline', 42400, 10000, 32400]);
    expect(split('zero-insurance')).toEqual(['offline', 5230, 5230, 0]);
    expect(split('self-pay')).toEqual(['cash', 162800, 162800, 0]);
    expect(split('online')).toEqual(['online', 31960, 7460, 24500]);
    expect(split('online-no-estimate')).toEqual(['online', 10480, undefined, undefined]);
    expect(split('fully-reduced')).toEqual(['cash', 1000, 0, 0]);
    expect(split('zero-total')).toEqual(['cash', 0, 0, 0]);
    expect(split('cash-added-and-reduced')).toEqual(['offline', 13530, 5530, 7500]);
    expect(split('bureau-discount')).toEqual(['offline', 17400, 4000, 12000]);
  });

  it('are listed by status, newest first, and expire by the clock', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const unpaid = hospital.listBills(ZHANG, 'unpaid');
    expect(unpaid).toHaveLength(12);
    const times = unpaid.map((bill) => Date.parse(bill.issuedAt));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(hospital.listBills(ZHANG, 'settled')).toHaveLength(1);
    expect(hospital.listBills(ZHANG, 'expired')).toHaveLength(1);
    fixture.pass(3 * 24 * 3_600_000);
    expect(hospital.listBills(ZHANG, 'unpaid')).toEqual([]);
    expect(hospital.listBills(ZHANG, 'expired')).toHaveLength(13);
  });

  it('issued just after midnight are of today', () => {
    const { hospital } = hospitalFixture(Date.parse('2026-01-06T00:01:00+08:00'));
    for (const bill of hospital.listBills(ZHANG, 'unpaid')) {
      expect(bill.issuedAt.slice(0, 10)).toBe('2026-01-06');
    }
  });
});

describe('a pre-settlement', () => {
  it('leaves the bill as it is and gives fresh numbers within their lengths', () => {
    const { hospital } = hospitalFixture();
    const { billId } = hospital.billOf('all-insurance');
    const ask = () =>
      hospital.preSettle({ patientId: ZHANG, billIds: [billId], payWith: 'insurance' });
    const [one, two] = [ask(), ask()];
    expect(hospital.getBill(billId).status).toBe('unpaid');
    expect(one.serialNo).not.toBe(two.serialNo);
    expect(one.serialNo.length).toBeLessThanOrEqual(20);
    if (one.mode !== 'offline' || two.mode !== 'offline') throw new Error('expected offline');
    expect(one.billNo).toBe(two.billNo);
    expect(one.requestContent.session_id).not.toBe(two.requestContent.session_id);
  });

  it('answers self pay when asked for it, reductions taken off', () => {
    const { hospital } = hospitalFixture();
    const { billId } = hospital.billOf('cash-added-and-reduced');
    const asked = hospital.preSettle({ patientId: ZHANG, billIds: [billId], payWith: 'cash' });
    expect(asked).toMatchObject({
      mode: 'cash',
      totalFen: 13530,
      cashFen: 13030,
      cashAddFen: 3600,
      cashAddWording: '代煎费、快递费',
      cashReducedFen: 500,
      insuranceFen: 0,
    });
    expect(asked).not.toHaveProperty('insuranceUnavailable');
  });

  it.each([
    ['self-pay', 'VISIT_TYPE'],
    ['household-register', 'ID_TYPE'],
    ['foreigner', 'ID_TYPE'],
    ['not-insured', 'PATIENT_NOT_INSURED'],
  ])('says of story %s why insurance cannot pay: %s', (story, code) => {
    const { hospital } = hospitalFixture();
    const { patientId, billId } = hospital.billOf(story);
    expect(
      hospital.preSettle({ patientId, billIds: [billId], payWith: 'insurance' }),
    ).toMatchObject({ mode: 'cash', insuranceUnavailable: { code } });
  });

  it('falls back to cash while the bureau is down', () => {
    const { hospital } = hospitalFixture();
    const { billId } = hospital.billOf('all-insurance');
    const ask = () =>
      hospital.preSettle({ patientId: ZHANG, billIds: [billId], payWith: 'insurance' });
    hospital.setBureauDown(true);
    expect(ask()).toMatchObject({
      mode: 'cash',
      cashFen: 7395,
      insuranceUnavailable: { code: 'BUREAU_UNAVAILABLE' },
    });
    hospital.setBureauDown(false);
    expect(ask().mode).toBe('offline');
  });

  it('ends with the bill', () => {
    const fixture = hospitalFixture();
    const { billId, expiresAt } = fixture.hospital.billOf('all-insurance');
    fixture.pass(Date.parse(expiresAt) - MORNING - 60_000);
    const asked = fixture.hospital.preSettle({
      patientId: ZHANG,
      billIds: [billId],
      payWith: 'cash',
    });
    expect(asked.expiresAt).toBe(expiresAt);
  });

  it('combines bills of one visit only, unless they are paid in cash', () => {
    const { hospital } = hospitalFixture();
    const id = (story: string) => hospital.billOf(story).billId;
    const ask = (stories: readonly string[], payWith: 'insurance' | 'cash') =>
      hospital.preSettle({ patientId: ZHANG, billIds: stories.map(id), payWith });
    expect(ask(['insurance-and-cash', 'same-visit'], 'insurance')).toMatchObject({
      totalFen: 51900,
      insuranceFundFen: 28200,
      insuranceSelfFen: 12700,
      cashFen: 11000,
    });
    expect(refusalOf(() => ask(['insurance-and-cash', 'all-insurance'], 'insurance'))).toBe(
      'BILLS_NOT_COMBINABLE',
    );
    expect(ask(['insurance-and-cash', 'self-pay'], 'cash').totalFen).toBe(205200);
  });

  it('is refused for bills that cannot be paid, each with its reason', () => {
    const { hospital } = hospitalFixture();
    const ask = (story: string, patientId = ZHANG) =>
      refusalOf(() =>
        hospital.preSettle({
          patientId,
          billIds: [hospital.billOf(story).billId],
          payWith: 'insurance',
        }),
      );
    expect(ask('settled')).toBe('BILL_SETTLED');
    expect(ask('expired')).toBe('BILL_EXPIRED');
    expect(ask('child')).toBe('BILL_OF_OTHER_PATIENT');
    hospital.cancelBill(hospital.billOf('all-insurance').billId);
    expect(ask('all-insurance')).toBe('BILL_CANCELLED');
  });
});

describe('the levers', () => {
  it.each([50000, 42401, 42399, 35000, 20000, 1, 0])(
    'change a bill to %i fen so that every sum still agrees',
    (totalFen) => {
      const { hospital } = hospitalFixture();
      const { billId } = hospital.billOf('insurance-and-cash');
      const bill = hospital.changeBillTotal(billId, totalFen);
      expect([bill.totalFen, sumOf(bill)]).toEqual([totalFen, totalFen]);
      const asked = hospital.preSettle({
        patientId: ZHANG,
        billIds: [billId],
        payWith: 'insurance',
      });
      if (asked.mode !== 'offline') throw new Error('expected offline');
      expect(asked.cashFen + asked.insuranceFen).toBe(totalFen);
      expect(asked.insuranceFundFen + asked.insuranceSelfFen).toBe(asked.insuranceFen);
      expect(asked.cashFen).toBeGreaterThanOrEqual(0);
    },
  );

  it('leave settled and cancelled bills alone', () => {
    const { hospital } = hospitalFixture();
    const { billId } = hospital.billOf('settled');
    for (const act of [
      () => hospital.settleAtWindow(billId),
      () => hospital.changeBillTotal(billId, 1),
      () => hospital.cancelBill(billId),
      () => hospital.expireBill(billId),
    ]) {
      expect(refusalOf(act)).toBe('BILL_SETTLED');
    }
  });

  it('issue a story again under a new number', () => {
    const { hospital } = hospitalFixture();
    const old = hospital.billOf('settled');
    const fresh = hospital.issueStory('settled');
    expect(fresh.billId).not.toBe(old.billId);
    expect(fresh).toMatchObject({ status: 'unpaid', totalFen: old.totalFen });
    expect(hospital.issueStory('child', ZHANG).patientId).toBe(ZHANG);
  });

  it('refuse to issue a bill whose amounts cannot be', () => {
    const { hospital } = hospitalFixture();
    const [plan] = seedHospital().bills;
    if (plan === undefined) throw new Error('the seed has bills');
    for (const wrong of [
      { cashReducedFen: 42401 },
      { cashReducedFen: -1 },
      { cashAddFen: 0.5, cashAddWording: '快递费' },
      { cashAddFen: 10001, cashAddWording: '快递费' },
      { cashAddFen: 1, cashAddWording: null },
    ]) {
      expect(() => hospital.addBill({ ...plan, ...wrong })).toThrow(RangeError);
    }
  });

  it('seed again without using a bill number twice', () => {
    const { hospital } = hospitalFixture();
    const before = hospital.bills();
    const { billId } = hospital.billOf('all-insurance');
    hospital.settleAtWindow(billId);
    hospital.demoReset();
    const after = hospital.bills();
    expect(after.map((bill) => bill.scenario)).toEqual(before.map((bill) => bill.scenario));
    const numbers = new Set(before.map((bill) => bill.billId));
    expect(after.filter((bill) => numbers.has(bill.billId))).toEqual([]);
    expect(hospital.billOf('all-insurance').status).toBe('unpaid');
  });
});

it('a hospital that is started again on its tables goes on where it stopped', () => {
  const { hospital, tables } = hospitalFixture();
  const { billId } = hospital.billOf('all-insurance');
  hospital.settleAtWindow(billId);
  const again = new Hospital({ clock: { now: () => MORNING }, tables, random: () => 0.5 });
  expect(again.getBill(billId).status).toBe('settled');
  expect(again.bills()).toEqual(hospital.bills());
});

it('records survive JSON, so that a journal may keep them', () => {
  const fixture = hospitalFixture();
  for (const name of ['his.patients', 'his.bills', 'his.ledger']) {
    const records = [...fixture.tables.table(name).values()];
    expect(JSON.parse(JSON.stringify(records))).toStrictEqual(records);
  }
});
