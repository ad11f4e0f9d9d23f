/** The HIS adapter's refunds and ledger against the simulated hospital over real HTTP. */
import { createHis } from '../../cloudfunctions/adapters/his';
import { fetchHttp } from '../../cloudfunctions/adapters/https';
import { orderNo, refundNoOf } from '../../cloudfunctions/domain/ids';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import type { HisLedgerRow } from '../../cloudfunctions/ports/his-refunds';
import type { Fault } from '../../sandbox/control/faults';
import type { HoldRefusal } from '../../sandbox/hospital/levers';
import { syntheticOrderNo } from '../../sandbox/hospital/synthetic-ledger';
import { fen } from '../../miniprogram/shared/fen';
import { listeningLog } from '../support/doubles';
import { paymentOf } from '../unit/hospital-fixture';
import { serveHospital, TOKEN, type Served } from './hospital-server';

const FOREVER = { leftMs: () => 60_000 };
const ORDER = orderNo(`Y20260105${'a'.repeat(26)}`);
const REFUND = refundNoOf(ORDER);
const ASK = { orderNo: ORDER, refundNo: REFUND, cash: fen(10000), insurance: fen(32400) };
const BACK = { ...ASK, refundedAt: Date.parse('2026-01-05T10:00:00+08:00') };
const DAY = '20260105';

let hospital: Served;
let billId: string;
beforeEach(async () => {
  hospital = await serveHospital();
  billId = hospital.hospital.billOf('insurance-and-cash').billId;
  hospital.hospital.settle(ORDER, paymentOf(hospital, [billId]));
});
afterEach(() => hospital.close());

function his(timeoutMs = 5000) {
  return createHis(
    { baseUrl: `${hospital.baseUrl}/his/v1`, token: TOKEN, timeoutMs },
    { http: fetchHttp, log: listeningLog().log, monotonicMs: () => performance.now() },
    () => 'd'.repeat(32),
  );
}

function valueOf<T>(answer: HisAnswer<T>): T {
  if (!answer.ok) throw new Error(`${answer.reason} ${answer.code}`);
  return answer.value;
}

async function twice<T>(ask: () => Promise<HisAnswer<{ status: T }>>): Promise<readonly T[]> {
  return [valueOf(await ask()).status, valueOf(await ask()).status];
}

describe('a refund (money rule 9)', () => {
  it('is held, released, held again and confirmed, each any number of times', async () => {
    const { refunds } = his();
    expect(await twice(() => refunds.releaseRefund(REFUND, FOREVER))).toEqual(['none', 'none']);
    expect(await twice(() => refunds.holdRefund(ASK, FOREVER))).toEqual(['held', 'held']);
    const released = ['released', 'released'];
    expect(await twice(() => refunds.releaseRefund(REFUND, FOREVER))).toEqual(released);
    const part = { ...ASK, cash: fen(1), insurance: fen(0) };
    expect(valueOf(await refunds.holdRefund(part, FOREVER))).toEqual({ status: 'held' });
    await refunds.releaseRefund(REFUND, FOREVER);
    expect(valueOf(await refunds.holdRefund(ASK, FOREVER))).toEqual({ status: 'held' });
    const done = { ...BACK, platformRefundNo: 'F1' };
    const confirmed = ['confirmed', 'confirmed'];
    expect(await twice(() => refunds.confirmRefund(done, FOREVER))).toEqual(confirmed);
    expect(valueOf(await refunds.holdRefund(ASK, FOREVER))).toEqual({ status: 'confirmed' });
    expect(hospital.hospital.getBill(billId).status).toBe('unpaid');
    expect(hospital.hospital.getRefund(REFUND)).toMatchObject({
      refundedAt: '2026-01-05T10:00:00+08:00',
      platformRefundNo: 'F1',
    });
  });

  it('that a person brought back is confirmed without a number of the platform', async () => {
    expect(valueOf(await his().refunds.confirmRefund(BACK, FOREVER)).status).toBe('confirmed');
    expect(hospital.hospital.getRefund(REFUND)).not.toHaveProperty('platformRefundNo');
  });

  it.each([
    ['SERVED', 'refund-served'],
    ['HOSPITAL_REFUSED', 'refund-hospital-refused'],
    ['NOT_SETTLED', 'refund-not-possible'],
    ['EXCEEDS', 'refund-not-possible'],
    ['REFUND_DIFFERS', 'refund-not-possible'],
  ] as const)('refused with %s is certain: %s', async (code: HoldRefusal, reason) => {
    hospital.hospital.refuseNextHold(code);
    expect(await his().refunds.holdRefund(ASK, FOREVER)).toEqual({
      ok: false,
      certain: true,
      reason,
      code,
    });
    expect(hospital.hospital.getRefund(REFUND).status).toBe('none');
  });

  it('of what was handed out is refused, and what is held is not handed out', async () => {
    hospital.hospital.serveBill(billId);
    expect(await his().refunds.holdRefund(ASK, FOREVER)).toMatchObject({ reason: 'refund-served' });
  });

  it('that is booked cannot be released, and not be confirmed with other sums', async () => {
    const { refunds } = his();
    await refunds.confirmRefund(BACK, FOREVER);
    const refusal = { certain: true, reason: 'refund-not-possible' };
    expect(await refunds.releaseRefund(REFUND, FOREVER)).toMatchObject(refusal);
    const other = { ...BACK, cash: fen(1) };
    expect(await refunds.confirmRefund(other, FOREVER)).toMatchObject(refusal);
  });

  it('gets a session of the bureau, for an order that was never settled too', async () => {
    for (const orderNo of [ORDER, `${ORDER}b` as typeof ORDER]) {
      const session = valueOf(await his().refunds.openSession({ orderNo }, FOREVER));
      expect(session).toEqual({
        sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
        operatorNo: 'sys',
        operatorName: '系统管理员',
        batchNo: '1',
      });
    }
  });
});

describe('what an answer does not prove', () => {
  const kinds: readonly Fault[] = [
    { kind: 'timeout-before' },
    { kind: 'timeout-after' },
    { kind: 'cut-before' },
    { kind: 'cut-after' },
    { kind: 'garbage' },
    { kind: 'error', code: 'INTERNAL' },
    { kind: 'error', code: 'BUSY' },
    { kind: 'error', code: 'UNAUTHORIZED' },
    { kind: 'error', code: 'BILL_CHANGED' },
  ];
  const unclear = { ok: false, certain: false };

  it.each(kinds)('%j is uncertain, and the repeat ends it', async (fault) => {
    const { refunds } = his(300);
    hospital.faults.plant('his.holdRefund', fault);
    expect(await refunds.holdRefund(ASK, FOREVER)).toMatchObject(unclear);
    expect(valueOf(await refunds.holdRefund(ASK, FOREVER)).status).toBe('held');
    hospital.faults.plant('his.releaseRefund', fault);
    expect(await refunds.releaseRefund(REFUND, FOREVER)).toMatchObject(unclear);
    expect(valueOf(await refunds.releaseRefund(REFUND, FOREVER)).status).toBe('released');
    hospital.faults.plant('his.confirmRefund', fault);
    expect(await refunds.confirmRefund(BACK, FOREVER)).toMatchObject(unclear);
    expect(valueOf(await refunds.confirmRefund(BACK, FOREVER)).status).toBe('confirmed');
    hospital.faults.plant('his.openSession', fault);
    expect(await refunds.openSession(ASK, FOREVER)).toMatchObject(unclear);
    hospital.faults.plant('his.getLedger', fault);
    expect(await his(300).ledger.ledger({ day: DAY, limit: 10 }, FOREVER)).toMatchObject(unclear);
    const booked = hospital.hospital.ledger().filter((row) => row.kind === 'refund');
    expect(booked).toHaveLength(1);
  });
});

describe('the ledger (money rule 11)', () => {
  async function everyRow(day: string, limit: number): Promise<readonly HisLedgerRow[]> {
    const rows: HisLedgerRow[] = [];
    let after: string | undefined;
    for (;;) {
      const ask = { day, limit, ...(after === undefined ? {} : { after }) };
      const page = valueOf(await his().ledger.ledger(ask, FOREVER));
      rows.push(...page.rows);
      if (page.next === undefined) return rows;
      after = page.next;
    }
  }

  it('has payments and refunds of orders, and what was paid at the window', async () => {
    await his().refunds.confirmRefund(BACK, FOREVER);
    const rows = await everyRow(DAY, 2);
    const sums = { total: 42400, cash: 10000, insurance: 32400, billIds: [billId] };
    expect(rows).toMatchObject([{ kind: 'settlement', source: 'window' }, {}, {}]);
    expect(rows[0]).not.toHaveProperty('orderNo');
    expect(rows.slice(1)).toEqual([
      { kind: 'settlement', source: 'order', orderNo: ORDER, at: hospital.now(), ...sums },
      {
        ...{ kind: 'refund', source: 'order', orderNo: ORDER, refundNo: REFUND },
        ...{ at: BACK.refundedAt, ...sums },
      },
    ]);
    expect(await everyRow('20260104', 2000)).toEqual([]);
  });

  it('of a large day is read in pages, each at most 2000 rows whatever is asked', async () => {
    hospital.hospital.setSyntheticRows('2026-01-04', 4500);
    const page = valueOf(await his().ledger.ledger({ day: '20260104', limit: 9000 }, FOREVER));
    expect(page.rows).toHaveLength(2000);
    const rows = await everyRow('20260104', 2000);
    expect(rows).toHaveLength(4500 + 90);
    expect(rows.at(-1)?.orderNo).toBe(syntheticOrderNo('2026-01-04', 4499));
  });

  it('takes a day as yyyyMMdd only', async () => {
    const ask = { day: '2026-01-05', limit: 10 };
    await expect(his().ledger.ledger(ask, FOREVER)).rejects.toThrow(RangeError);
  });
});
