/** The HIS adapter against the simulated hospital over real HTTP: all scenarios of its first day. */
import { createHis } from '../../cloudfunctions/adapters/his';
import { fetchHttp } from '../../cloudfunctions/adapters/https';
import { md5 } from '../../cloudfunctions/adapters/md5';
import { buildAmounts } from '../../cloudfunctions/domain/amounts';
import { identityDigest } from '../../cloudfunctions/domain/identity';
import { billId, orderNo, patientId, type BillId } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import type { Fault } from '../../sandbox/control/faults';
import { fen } from '../../miniprogram/shared/fen';
import { listeningLog } from '../support/doubles';
import { orderIn } from '../support/orders';
import { serveHospital, TOKEN, type Served } from './hospital-server';

const ZHANG = patientId('P00001');
const FOREVER = { leftMs: () => 60_000 };

let hospital: Served;
let logged: ReturnType<typeof listeningLog>;
beforeEach(async () => {
  hospital = await serveHospital();
  logged = listeningLog();
});
afterEach(async () => {
  await hospital.close();
});

function his(token = TOKEN) {
  return createHis(
    { baseUrl: `${hospital.baseUrl}/his/v1`, token, timeoutMs: 500 },
    { http: fetchHttp, log: logged.log, monotonicMs: () => performance.now() },
    (kind, number) => identityDigest(md5, kind, number),
  );
}

function valueOf<T>(answer: HisAnswer<T>): T {
  if (!answer.ok) throw new Error(`${answer.reason} ${answer.code}`);
  return answer.value;
}

async function billNamed(title: string): Promise<BillId> {
  const bills = valueOf(await his().reader.bills(ZHANG, FOREVER));
  const found = bills.find((bill) => bill.title === title);
  if (found === undefined) throw new Error(`no bill ${title}`);
  return found.billId;
}

/** A proven payment of these bills, as HIS pre-settles them now. */
async function paidOrder(billIds: readonly BillId[], change: Partial<Order> = {}): Promise<Order> {
  const asked = { patientId: ZHANG, billIds, payWith: 'insurance' } as const;
  const { amounts: from, serialNo } = valueOf(await his().reader.preSettle(asked, FOREVER));
  const built = buildAmounts(from);
  if (!built.ok) throw new Error(built.fault);
  const { total, cash, insurance } = built.amounts;
  return orderIn('paid', {
    patientId: ZHANG,
    billIds,
    serialNo,
    amounts: built.amounts,
    proof: { total, cash, insurance, paidAt: hospital.now() },
    ...change,
  });
}

describe('reading', () => {
  test('a patient comes with a digest and without the number', async () => {
    const patient = valueOf(await his().reader.patient(ZHANG, FOREVER));
    expect(patient).toMatchObject({ patientId: ZHANG, name: '张建国', idType: 1 });
    expect(patient.idDigest).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(patient)).not.toMatch(/\d{17}[\dX]/);
    const claim = { name: patient.name, cardNo: patient.cardNo, idType: patient.idType };
    const { idDigest } = patient;
    expect(valueOf(await his().reader.match({ ...claim, idDigest }, FOREVER))).toEqual({
      patientId: ZHANG,
    });
    expect(await his().reader.match({ ...claim, idDigest: '0'.repeat(32) }, FOREVER)).toMatchObject(
      { ok: false, certain: true, reason: 'patient-not-found' },
    );
  });

  test('every unpaid bill can be read, and its sums are whole fen', async () => {
    const bills = valueOf(await his().reader.bills(ZHANG, FOREVER));
    expect(bills.length).toBeGreaterThan(5);
    for (const bill of bills) {
      expect(valueOf(await his().reader.bill(bill.billId, FOREVER))).toEqual(bill);
      expect(bill.items.reduce((sum, item) => sum + item.amount, 0)).toBe(bill.total);
      expect(bill.expiresAt).toBeGreaterThan(hospital.now());
    }
  });

  test('every pre-settlement, with insurance and in cash, gives amounts that can be', async () => {
    const bills = valueOf(await his().reader.bills(ZHANG, FOREVER));
    const kinds = new Set<string>();
    for (const { billId: id } of bills) {
      for (const payWith of ['insurance', 'cash'] as const) {
        const asked = { patientId: ZHANG, billIds: [id], payWith };
        const { amounts, session } = valueOf(await his().reader.preSettle(asked, FOREVER));
        expect(buildAmounts(amounts)).toMatchObject({ ok: true });
        expect(session === undefined).toBe(amounts.kind === 'cash');
        if (payWith === 'cash') expect(amounts.kind).toBe('cash');
        kinds.add(amounts.kind);
      }
    }
    expect([...kinds].sort()).toEqual(['cash', 'insurance-offline', 'insurance-online']);
  });

  test('what is not there is refused for certain', async () => {
    expect(await his().reader.bill(billId('B-none'), FOREVER)).toEqual({
      ok: false,
      certain: true,
      reason: 'bill-not-found',
      code: 'BILL_NOT_FOUND',
    });
  });
});

describe('settling (money rule 8)', () => {
  test('settle, ask, settle again: one booking, the same answer', async () => {
    const order = await paidOrder([await billNamed('药品、检查费')]);
    const before = valueOf(await his().settler.querySettlement(order, FOREVER));
    expect(before.status).toBe('not-settled');
    const settled = valueOf(await his().settler.settle(order, FOREVER));
    expect(settled).toMatchObject({ status: 'settled' });
    expect(settled.pickup).toContain('药房');
    expect(valueOf(await his().settler.settle(order, FOREVER))).toEqual(settled);
    const { total, cash, insurance } = order.amounts;
    expect(valueOf(await his().settler.querySettlement(order, FOREVER))).toMatchObject({
      status: 'settled',
      settlementNo: settled.settlementNo,
      booked: { total, cash, insurance },
    });
  });

  test('a tombstone makes a late settle fail', async () => {
    const order = await paidOrder([await billNamed('药品、检查费')]);
    const cancelled = await his().settler.cancelSettlement(order.orderNo, FOREVER);
    expect(valueOf(cancelled)).toMatchObject({ status: 'cancelled' });
    expect(await his().settler.settle(order, FOREVER)).toMatchObject({
      ok: false,
      certain: true,
      code: 'SETTLEMENT_CANCELLED',
    });
  });

  test('a bill paid by another order is told, even if settle never arrived', async () => {
    const bill = await billNamed('药品、检查费');
    valueOf(await his().settler.settle(await paidOrder([bill]), FOREVER));
    const number = orderNo(`Y20260105${'b'.repeat(26)}`);
    const asked = { orderNo: number, billIds: [bill] };
    const answer = await his().settler.querySettlement(asked, FOREVER);
    expect(valueOf(answer)).toMatchObject({ status: 'elsewhere' });
  });

  test('an open split is booked as it was proven', async () => {
    const bills = valueOf(await his().reader.bills(ZHANG, FOREVER));
    for (const { billId: id } of bills) {
      const order = await paidOrder([id]);
      if (order.amounts.mode !== 'open') continue;
      const { total } = order.amounts;
      const proof = { total, cash: fen(100), insurance: fen(total - 100), paidAt: hospital.now() };
      valueOf(await his().settler.settle({ ...order, proof }, FOREVER));
      const { booked } = valueOf(await his().settler.querySettlement(order, FOREVER));
      expect(booked).toEqual({ total, cash: 100, insurance: total - 100 });
      return;
    }
    throw new Error('no online bill among the seeds');
  });

  test('other amounts are a certain refusal', async () => {
    const order = await paidOrder([await billNamed('药品、检查费')]);
    const amounts = {
      ...order.amounts,
      cash: fen(order.amounts.cash - 1),
      total: fen(order.amounts.total - 1),
    };
    expect(await his().settler.settle({ ...order, amounts }, FOREVER)).toMatchObject({
      ok: false,
      certain: true,
      reason: 'bill-amount-changed',
    });
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
  ];
  test.each(kinds)('settle under %j is uncertain', async (fault) => {
    const order = await paidOrder([await billNamed('药品、检查费')]);
    hospital.faults.plant('his.settle', fault);
    expect(await his().settler.settle(order, FOREVER)).toMatchObject({ ok: false, certain: false });
    expect(valueOf(await his().settler.settle(order, FOREVER)).status).toBe('settled');
  });

  test('our own wrong token decides nothing about money', async () => {
    const order = await paidOrder([await billNamed('药品、检查费')]);
    const answer = await his('wrong').settler.settle(order, FOREVER);
    expect(answer).toMatchObject({ ok: false, certain: false, code: 'UNAUTHORIZED' });
  });
});

describe('cards and proofs', () => {
  test('a phone proof goes by the code that HIS sent', async () => {
    const { cards } = his();
    const { proofId, phoneMasked } = valueOf(await cards.startPhoneProof(ZHANG, FOREVER));
    expect(phoneMasked).toMatch(/^\d{3}\*{4}\d{4}$/);
    const [sms] = hospital.hospital.smsOutbox();
    const code = /\d{6}/.exec(sms?.text ?? '')?.[0] ?? '';
    const wrong = code === '000000' ? '000001' : '000000';
    expect(await cards.checkPhoneProof(proofId, wrong, FOREVER)).toMatchObject({
      certain: true,
      reason: 'proof-code-wrong',
    });
    expect(valueOf(await cards.checkPhoneProof(proofId, code, FOREVER))).toEqual({
      patientId: 'P00001',
    });
  });

  test('no phone on file is a reason of its own', async () => {
    expect(await his().cards.startPhoneProof(patientId('P00005'), FOREVER)).toMatchObject({
      certain: true,
      reason: 'proof-phone-missing',
    });
  });
});

describe('the log', () => {
  test('has every call with its name and duration, and nobody in it', async () => {
    const { idDigest, name, cardNo } = valueOf(await his().reader.patient(ZHANG, FOREVER));
    await his().reader.match({ name, cardNo, idType: 1, idDigest }, FOREVER);
    const text = logged.lines.join('\n');
    expect(text).toContain('getPatient');
    expect(text).toContain('matchPatient');
    expect(text).toContain('durationMs');
    for (const secret of [idDigest, name, cardNo, TOKEN]) expect(text).not.toContain(secret);
  });
});
