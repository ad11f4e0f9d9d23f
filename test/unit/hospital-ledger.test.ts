/** The ledger that the night's comparison reads: money safety rule 11 at the hospital. */

import { Hospital } from '../../sandbox/hospital/engine';
import { syntheticOrderNo } from '../../sandbox/hospital/synthetic-ledger';
import type { LedgerEntry } from '../../sandbox/hospital/types';
import { hospitalFixture, MORNING, paymentOf, refusalOf, type Fixture } from './hospital-fixture';

const DAY = '2026-01-05';
const BIG = '2026-01-04';

function everyPage(hospital: Hospital, day: string, limit: number): readonly LedgerEntry[] {
  const rows: LedgerEntry[] = [];
  let after: string | undefined;
  for (;;) {
    const page = hospital.getLedger(day, { limit, ...(after === undefined ? {} : { after }) });
    expect(page.entries.length).toBeLessThanOrEqual(limit);
    rows.push(...page.entries);
    if (page.next === undefined) return rows;
    after = page.next;
  }
}

/** One settlement by O1 beside the one at the window that the seed has. */
function booked(): Fixture {
  const fixture = hospitalFixture();
  const { billId } = fixture.hospital.billOf('insurance-and-cash');
  fixture.hospital.settle('O1', paymentOf(fixture, [billId]));
  return fixture;
}

describe('a day', () => {
  it('has refunds on the day the money was back, whatever day they were paid', () => {
    const fixture = booked();
    const { hospital } = fixture;
    const sums = { orderNo: 'O1', cashFen: 10000, insuranceFen: 0 };
    hospital.holdRefund('RO1', sums);
    fixture.pass(24 * 3_600_000);
    hospital.confirmRefund('RO1', { ...sums, refundedAt: '2026-01-05T23:59:59+08:00' });
    const kinds = (day: string) => hospital.getLedger(day).entries.map((entry) => entry.kind);
    expect(kinds(DAY)).toEqual(['settlement', 'settlement', 'refund']);
    expect(kinds('2026-01-06')).toEqual([]);
  });

  it('is the same in pages of any size, and what is booked meanwhile comes last', () => {
    const { hospital } = booked();
    hospital.setSyntheticRows(DAY, 120);
    const all = everyPage(hospital, DAY, 2000);
    expect(all).toHaveLength(120 + 3 + 2);
    for (const limit of [1, 2, 51, 124, 125, 126]) {
      expect(everyPage(hospital, DAY, limit)).toEqual(all);
    }
    const first = hospital.getLedger(DAY, { limit: 124 });
    hospital.settleAtWindow(hospital.billOf('bureau-discount').billId);
    const rest = hospital.getLedger(DAY, { after: first.next ?? '' });
    expect([...first.entries, ...rest.entries].slice(0, 125)).toEqual(all);
    expect(rest.entries.at(-1)).toMatchObject({ source: 'window', cashFen: 4000 });
  });

  it('has pages of at most 2000 rows and refuses an `after` that no page gave', () => {
    const { hospital } = hospitalFixture();
    hospital.setSyntheticRows(BIG, 5000);
    expect(hospital.getLedger(BIG).entries).toHaveLength(1000);
    const text = JSON.stringify(hospital.getLedger(BIG, { limit: 2000 }));
    expect(text.length).toBeLessThan(1024 * 1024);
    expect(refusalOf(() => hospital.getLedger(BIG, { after: 'x' }))).toBe('INVALID_REQUEST');
  });

  it('keeps a page below 1 MiB when its rows are long', () => {
    const { hospital, tables } = hospitalFixture();
    const billIds = Array.from({ length: 20 }, (_, i) => `B${i}`.padEnd(64, 'x'));
    for (let i = 0; i < 1000; i += 1) {
      const settlementNo = `J${i}`;
      const time = '2026-01-03T10:00:00+08:00';
      tables.table('his.ledger').put(`window ${settlementNo}`, {
        ...{ kind: 'settlement', source: 'window', channel: 'window', settlementNo, billIds },
        ...{ totalFen: 1, cashFen: 1, insuranceFen: 0, paidAt: time, settledAt: time },
      });
    }
    const again = new Hospital({ clock: { now: () => MORNING }, tables, random: () => 0.5 });
    const page = again.getLedger('2026-01-03', { limit: 2000 });
    expect(JSON.stringify(page).length).toBeLessThan(1024 * 1024);
    expect(page.next).toBeDefined();
    expect(everyPage(again, '2026-01-03', 2000)).toHaveLength(1000);
    expect(hospital.getLedger('2026-01-03').entries).toEqual([]);
  });

  it('is found again after a restart, with what was planted', () => {
    const { hospital, tables } = booked();
    hospital.setSyntheticRows(BIG, 3);
    hospital.plantLedgerDifference(DAY, { kind: 'drop', row: { orderNo: 'O1' } });
    const again = new Hospital({ clock: { now: () => MORNING }, tables, random: () => 0.5 });
    for (const day of [DAY, BIG]) expect(again.getLedger(day)).toEqual(hospital.getLedger(day));
    again.demoReset();
    expect(again.getLedger(BIG).entries).toEqual([]);
    expect(again.getLedger(DAY).entries).toHaveLength(1);
  });
});

describe('made-up rows', () => {
  it('follow the formula that is written down', () => {
    const { hospital } = hospitalFixture();
    const rows = 10_000;
    hospital.setSyntheticRows(BIG, rows);
    const all = everyPage(hospital, BIG, 2000);
    const payments = all.filter((row) => row.kind === 'settlement');
    const refunds = all.filter((row) => row.kind === 'refund');
    expect([payments.length, refunds.length]).toEqual([rows, rows / 50]);
    for (const i of [0, 1, 49, 50, 4999, 5000, 9899, 9900, rows - 1]) {
      const cashFen = 100 + (i % 9900);
      const insuranceFen = i % 5000;
      const seconds = Math.floor((i * 86399) / rows);
      expect(payments[i]).toMatchObject({
        source: 'order',
        orderNo: `Y20260104${i.toString(16).padStart(26, '0')}`,
        totalFen: cashFen + insuranceFen,
        cashFen,
        insuranceFen,
      });
      const at = Date.parse(payments[i]?.at ?? '');
      expect(at).toBe(Date.parse('2026-01-04T00:00:00+08:00') + seconds * 1000);
    }
    refunds.forEach((row, index) => {
      const payment = payments[index * 50];
      const { orderNo = '', totalFen, cashFen, insuranceFen } = row;
      expect(row).toMatchObject({ refundNo: `R${orderNo}`, orderNo: payment?.orderNo });
      expect([totalFen, cashFen, insuranceFen]).toEqual([
        payment?.totalFen,
        payment?.cashFen,
        payment?.insuranceFen,
      ]);
    });
    expect(all.every((row) => row.at.startsWith(BIG))).toBe(true);
    expect(new Set(payments.map((row) => row.orderNo)).size).toBe(rows);
    expect(refunds.at(-1)?.at).toBe('2026-01-04T23:59:59+08:00');
  });

  it('of 300,000 payments cost what a page holds, wherever it begins', () => {
    const { hospital, tables } = hospitalFixture();
    hospital.setSyntheticRows(BIG, 300_000);
    expect(tables.table('his.ledger').size).toBe(1);
    const last = hospital.getLedger(BIG, { after: '305999' });
    expect(last).toMatchObject({ entries: [{ orderNo: syntheticOrderNo(BIG, 299_999) }] });
    expect(last.next).toBeUndefined();
  });

  it.each([
    ['-1', BIG],
    ['0.5', BIG],
    ['1000001', BIG],
    ['5', '20260104'],
    ['5', '2026-02-30'],
  ])('cannot be %s on %s', (rows, day) => {
    const { hospital } = hospitalFixture();
    expect(() => {
      hospital.setSyntheticRows(day, Number(rows));
    }).toThrow(RangeError);
  });
});

describe('planted differences', () => {
  const entryOf = (hospital: Hospital, orderNo: string, day = DAY) =>
    everyPage(hospital, day, 2000).filter((row) => row.orderNo === orderNo);

  it('drop a row, a made-up one too, and leave the books alone', () => {
    const { hospital } = booked();
    hospital.setSyntheticRows(BIG, 100);
    const made = syntheticOrderNo(BIG, 50);
    hospital.plantLedgerDifference(DAY, { kind: 'drop', row: { orderNo: 'O1' } });
    hospital.plantLedgerDifference(BIG, { kind: 'drop', row: { refundNo: `R${made}` } });
    expect(entryOf(hospital, 'O1')).toEqual([]);
    expect(entryOf(hospital, made, BIG).map((row) => row.kind)).toEqual(['settlement']);
    expect(everyPage(hospital, BIG, 7)).toHaveLength(101);
    expect(hospital.ledger().some((row) => row.orderNo === 'O1')).toBe(true);
    expect(hospital.querySettlement('O1').status).toBe('settled');
  });

  it('alter the sums of a row', () => {
    const { hospital } = booked();
    const row = { orderNo: 'O1' };
    hospital.plantLedgerDifference(DAY, { kind: 'alter', row, cashFen: 10001 });
    expect(entryOf(hospital, 'O1')).toMatchObject([
      { totalFen: 42401, cashFen: 10001, insuranceFen: 32400 },
    ]);
    hospital.plantLedgerDifference(DAY, { kind: 'alter', row, insuranceFen: 0 });
    expect(entryOf(hospital, 'O1')).toMatchObject([
      { totalFen: 10000, cashFen: 10000, insuranceFen: 0 },
    ]);
  });

  it('add a row paid at the window, and one of an order that nobody knows', () => {
    const { hospital } = booked();
    const sums = { cashFen: 300, insuranceFen: 200 };
    hospital.plantLedgerDifference(DAY, { kind: 'window', ...sums });
    hospital.plantLedgerDifference(DAY, { kind: 'unknown-order', orderNo: 'Y9', ...sums });
    const added = hospital.getLedger(DAY).entries.slice(-2);
    expect(added).toMatchObject([
      { source: 'window', totalFen: 500, ...sums },
      { source: 'order', orderNo: 'Y9', totalFen: 500, ...sums },
    ]);
    expect(added[0]).not.toHaveProperty('orderNo');
    expect(() => {
      hospital.plantLedgerDifference(DAY, { kind: 'unknown-order', orderNo: 'Y9', ...sums });
    }).toThrow(RangeError);
  });

  it.each([
    ['a row of another day', BIG, { kind: 'drop', row: { orderNo: 'O1' } }],
    ['no row', DAY, { kind: 'drop', row: { orderNo: 'O9' } }],
    ['no refund', DAY, { kind: 'drop', row: { refundNo: 'RO1' } }],
    [
      'a made-up payment without refund',
      BIG,
      { kind: 'drop', row: { refundNo: `R${syntheticOrderNo(BIG, 1)}` } },
    ],
    [
      'a made-up payment too many',
      BIG,
      { kind: 'drop', row: { orderNo: syntheticOrderNo(BIG, 100) } },
    ],
    ['an alteration of nothing', DAY, { kind: 'alter', row: { orderNo: 'O1' } }],
    ['half a fen', DAY, { kind: 'alter', row: { orderNo: 'O1' }, cashFen: 0.5 }],
    ['a negative sum', DAY, { kind: 'window', cashFen: -1, insuranceFen: 0 }],
    ['no day', 'today', { kind: 'window', cashFen: 1, insuranceFen: 0 }],
  ] as const)('cannot be %s', (_name, day, difference) => {
    const { hospital } = booked();
    hospital.setSyntheticRows(BIG, 100);
    expect(() => {
      hospital.plantLedgerDifference(day, difference);
    }).toThrow(RangeError);
  });
});
