/** What happens to a paid bill while nobody looks: served, changed, withdrawn, expired, refunded. */

import { Hospital } from '../../sandbox/hospital/engine';
import { LeverRefused } from '../../sandbox/hospital/levers';
import { memoryTables, type Table, type Tables } from '../../sandbox/shared/tables';
import { hospitalFixture, MORNING, paymentOf, refusalOf, type Fixture } from './hospital-fixture';

const DAY = 24 * 3_600_000;
const CASH = { cashFen: 10000, insuranceFen: 0 };

function paid(): Fixture & { readonly billId: string } {
  const fixture = hospitalFixture();
  const { billId } = fixture.hospital.billOf('insurance-and-cash');
  fixture.hospital.settle('O1', paymentOf(fixture, [billId]));
  return { ...fixture, billId };
}

function refundWhole({ hospital }: Fixture): void {
  const sums = { orderNo: 'O1', cashFen: 10000, insuranceFen: 32400 };
  hospital.holdRefund('RO1', sums);
  hospital.confirmRefund('RO1', { ...sums, refundedAt: '2026-01-05T10:00:00+08:00' });
}

it('only what is paid can be served, also what was paid at the window', () => {
  const { hospital } = hospitalFixture();
  const { billId } = hospital.billOf('all-insurance');
  expect(() => hospital.serveBill(billId)).toThrow(LeverRefused);
  expect(refusalOf(() => hospital.serveBill('B9'))).toBe('BILL_NOT_FOUND');
  hospital.settleAtWindow(billId);
  hospital.serveBill(billId);
  const served = hospital.bills().filter((bill) => bill.served);
  expect(served.map((bill) => bill.billId)).toEqual([billId]);
});

it('a paid bill that is changed keeps its settlement, and asks the new sum once it is free', () => {
  const fixture = paid();
  const { hospital, billId } = fixture;
  expect(refusalOf(() => hospital.changeBillTotal(billId, 40000))).toBe('BILL_SETTLED');
  hospital.changeBillTotal(billId, 40000, 'paid');
  expect(hospital.querySettlement('O1')).toMatchObject({ totalFen: 42400, cashFen: 10000 });
  refundWhole(fixture);
  expect(hospital.getBill(billId)).toMatchObject({ status: 'unpaid', totalFen: 40000 });
  expect(hospital.settle('O2', paymentOf(fixture, [billId])).status).toBe('settled');
});

it('a paid bill that is withdrawn is cancelled when all of its money is back, not before', () => {
  const fixture = paid();
  const { hospital, billId } = fixture;
  expect(hospital.cancelBill(billId, 'paid').status).toBe('settled');
  refundWhole(fixture);
  expect(hospital.getBill(billId).status).toBe('cancelled');
});

it('an unpaid bill is neither changed nor withdrawn as a paid one', () => {
  const { hospital } = hospitalFixture();
  const { billId } = hospital.billOf('all-insurance');
  expect(() => hospital.changeBillTotal(billId, 5, 'paid')).toThrow(LeverRefused);
  expect(() => hospital.cancelBill(billId, 'paid')).toThrow(LeverRefused);
  expect(hospital.getBill(billId)).toMatchObject({ status: 'unpaid', totalFen: 7395 });
});

it('a bill whose time is over is expired once its money is back', () => {
  const fixture = paid();
  fixture.pass(4 * DAY);
  refundWhole(fixture);
  expect(fixture.hospital.getBill(fixture.billId).status).toBe('expired');
});

it('a second payment of a freed bill is not touched by the refund of the first', () => {
  const fixture = paid();
  const { hospital, billId } = fixture;
  refundWhole(fixture);
  hospital.settle('O2', paymentOf(fixture, [billId]));
  expect(
    refusalOf(() =>
      hospital.confirmRefund('R9', {
        orderNo: 'O1',
        ...CASH,
        refundedAt: '2026-01-05T10:00:00+08:00',
      }),
    ),
  ).toBe('EXCEEDS');
  expect(hospital.getBill(billId).status).toBe('settled');
});

/** Tables that count how often somebody looked at all records of one. */
function countingTables(): Tables & { scans(): number } {
  const inner = memoryTables();
  let scans = 0;
  const counted = <T>(table: Table<T>): Table<T> => ({
    get: (id) => table.get(id),
    put: (id, record) => {
      table.put(id, record);
    },
    remove: (id) => {
      table.remove(id);
    },
    values: () => {
      scans += 1;
      return table.values();
    },
    get size() {
      return table.size;
    },
  });
  return { table: <T>(name: string) => counted(inner.table<T>(name)), scans: () => scans };
}

it('paying, refunding and reading never look at everything that is stored', () => {
  const fixture = hospitalFixture();
  const tables = countingTables();
  const hospital = new Hospital({ clock: { now: () => MORNING }, tables, random: () => 0.5 });
  const before = tables.scans();
  const bill = hospital.issueStory('insurance-and-cash');
  const request = paymentOf({ ...fixture, hospital }, [bill.billId]);
  hospital.settle('O1', request);
  hospital.listBills(bill.patientId, 'settled');
  hospital.holdRefund('RO1', { orderNo: 'O1', ...CASH });
  hospital.releaseRefund('RO1');
  hospital.confirmRefund('RO1', {
    orderNo: 'O1',
    ...CASH,
    refundedAt: '2026-01-05T10:00:00+08:00',
  });
  hospital.serveBill(bill.billId);
  expect(hospital.querySettlement('O1').refundedCashFen).toBe(10000);
  expect(hospital.getLedger('2026-01-05', { limit: 2 }).entries).toHaveLength(2);
  expect(tables.scans()).toBe(before);
});
