/** The hospital's levers over HTTP, as sandbox/hospital/README.md documents them. */

import { paymentOf, ZHANG } from '../unit/hospital-fixture';
import { serveHospital, type Served } from './hospital-server';

let served: Served;
beforeEach(async () => {
  served = await serveHospital();
});
afterEach(() => served.close());

async function ok(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await served.control(method, path, body);
  const answer: unknown = await response.json();
  expect([path, response.status, answer]).toEqual([path, 200, expect.anything()]);
  return answer;
}

async function refused(path: string, body: unknown, status: number, code: string): Promise<void> {
  const response = await served.control('POST', path, body);
  expect([response.status, await response.json()]).toEqual([
    status,
    expect.objectContaining({ code }),
  ]);
}

it('shows people, bills with their stories, messages and the ledger of today', async () => {
  expect(await ok('GET', '/patients')).toMatchObject({
    hospitalName: '示例市第一人民医院',
    patients: expect.arrayContaining([expect.objectContaining({ name: '张建国' })]) as unknown,
  });
  expect(await ok('GET', '/bills')).toMatchObject({
    bills: expect.arrayContaining([
      expect.objectContaining({ scenario: 'all-insurance', totalFen: 7395, status: 'unpaid' }),
    ]) as unknown,
  });
  expect(await ok('GET', '/stories')).toEqual({ stories: served.hospital.stories() });
  expect(await ok('GET', '/ledger')).toEqual(served.hospital.getLedger('2026-01-05'));
  expect(await ok('GET', '/ledger?date=2026-01-04')).toEqual({ date: '2026-01-04', entries: [] });
  served.hospital.startPhoneProof(ZHANG);
  expect(await ok('GET', '/sms')).toMatchObject({
    sms: [{ phone: '19900000001', at: '2026-01-05T09:30:00+08:00' }],
  });
});

it("issues a story again, and a bill of one's own", async () => {
  expect(await ok('POST', '/bills', { scenario: 'child', patientId: ZHANG })).toMatchObject({
    patientId: ZHANG,
    status: 'unpaid',
  });
  const mixed = { fundFen: 500, selfFen: 200, discountFen: 100 };
  const own = { patientId: ZHANG, totalFen: 1000, insurance: mixed };
  const bill = (await ok('POST', '/bills', own)) as { billId: string };
  expect(
    served.hospital.preSettle({ patientId: ZHANG, billIds: [bill.billId], payWith: 'insurance' }),
  ).toMatchObject({ mode: 'offline', cashFen: 200, insuranceFen: 700 });
  expect(await ok('POST', '/bills', { patientId: ZHANG, totalFen: 0 })).toMatchObject({
    insurable: false,
  });
  expect(
    await ok('POST', '/bills', { patientId: ZHANG, totalFen: 5, insurance: 'online' }),
  ).toMatchObject({ insurable: true });
});

it('pays at the window, changes, cancels and ends bills', async () => {
  const id = (story: string) => served.hospital.billOf(story).billId;
  await ok('POST', `/bills/${id('all-insurance')}/settle-at-window`);
  await ok('POST', `/bills/${id('online')}/amount`, { totalFen: 40000 });
  await ok('POST', `/bills/${id('self-pay')}/cancel`);
  await ok('POST', `/bills/${id('bureau-discount')}/expire`);
  expect(served.hospital.billOf('all-insurance').status).toBe('settled');
  expect(served.hospital.billOf('online').totalFen).toBe(40000);
  expect(served.hospital.billOf('self-pay').status).toBe('cancelled');
  expect(served.hospital.billOf('bureau-discount').status).toBe('expired');
  expect(served.durableCalls()).toBe(4);
});

it('refuses settlements, takes the bureau down, and starts anew', async () => {
  const request = paymentOf(served, [served.hospital.billOf('all-insurance').billId]);
  await ok('POST', '/refuse-next-settle', { code: 'BILL_CHANGED' });
  expect((await served.call('PUT', '/settlements/O1', request)).status).toBe(409);
  expect((await served.call('PUT', '/settlements/O1', request)).status).toBe(200);
  await ok('POST', '/bureau', { down: true });
  const { billId } = served.hospital.billOf('insurance-and-cash');
  const ask = { patientId: ZHANG, billIds: [billId], payWith: 'insurance' } as const;
  expect(served.hospital.preSettle(ask).mode).toBe('cash');
  await ok('POST', '/reset');
  expect(served.hospital.querySettlement('O1').status).toBe('not-settled');
  const fresh = [served.hospital.billOf('insurance-and-cash').billId];
  expect(served.hospital.preSettle({ ...ask, billIds: fresh }).mode).toBe('offline');
});

it('answers mistakes in words', async () => {
  const settled = served.hospital.billOf('settled').billId;
  await refused(`/bills/${settled}/cancel`, undefined, 409, 'BILL_SETTLED');
  await refused('/bills/B9/cancel', undefined, 404, 'BILL_NOT_FOUND');
  await refused('/bills', { scenario: 'none' }, 404, 'BILL_NOT_FOUND');
  await refused('/bills', { scenario: 'child', patientId: 'P9' }, 404, 'PATIENT_NOT_FOUND');
  await refused('/bills', { patientId: ZHANG, totalFen: 1.5 }, 400, 'INVALID_REQUEST');
  const tooMuch = { patientId: ZHANG, totalFen: 1, insurance: { fundFen: 2 } };
  await refused('/bills', tooMuch, 400, 'INVALID_REQUEST');
  await refused('/refuse-next-settle', { code: 'TOO_MANY' }, 400, 'INVALID_REQUEST');
  await refused('/bureau', {}, 400, 'INVALID_REQUEST');
});

describe('levers of refunds and the ledger', () => {
  const sums = { orderNo: 'O1', cashFen: 10000, insuranceFen: 0 };
  const paid = (): string => {
    const { billId } = served.hospital.billOf('insurance-and-cash');
    served.hospital.settle('O1', paymentOf(served, [billId]));
    return billId;
  };

  it('serves what is paid, and shows it', async () => {
    const billId = paid();
    await ok('POST', `/bills/${billId}/serve`);
    expect(await ok('GET', '/bills')).toMatchObject({
      bills: expect.arrayContaining([expect.objectContaining({ billId, served: true })]) as unknown,
    });
    const unpaid = served.hospital.billOf('all-insurance').billId;
    await refused(`/bills/${unpaid}/serve`, undefined, 409, 'NOT_PAID');
    await refused('/bills/B9/serve', undefined, 404, 'BILL_NOT_FOUND');
  });

  it('does not serve what a refund holds, and shows the refund', async () => {
    const billId = paid();
    await ok('POST', '/refuse-next-hold', { code: 'SERVED' });
    expect((await served.call('PUT', '/refunds/RO1', sums)).status).toBe(409);
    expect((await served.call('PUT', '/refunds/RO1', sums)).status).toBe(200);
    await refused(`/bills/${billId}/serve`, undefined, 409, 'REFUND_HELD');
    expect(await ok('GET', '/refunds')).toMatchObject({
      refunds: [{ refundNo: 'RO1', status: 'held', cashFen: 10000 }],
    });
    await refused('/refuse-next-hold', { code: 'BILL_CHANGED' }, 400, 'INVALID_REQUEST');
  });

  it('changes and withdraws what is paid', async () => {
    const billId = paid();
    await ok('POST', `/bills/${billId}/amount`, { totalFen: 40000, moment: 'paid' });
    await ok('POST', `/bills/${billId}/cancel`, { moment: 'paid' });
    expect(served.hospital.getBill(billId)).toMatchObject({ status: 'settled', totalFen: 40000 });
    const unpaid = served.hospital.billOf('all-insurance').billId;
    await refused(`/bills/${unpaid}/cancel`, { moment: 'paid' }, 409, 'NOT_PAID');
    await refused(`/bills/${unpaid}/cancel`, { moment: 'later' }, 400, 'INVALID_REQUEST');
  });

  it('plants differences and days of made-up rows', async () => {
    paid();
    const date = '2026-01-05';
    const row = { orderNo: 'O1' };
    await ok('POST', '/ledger/differences', { kind: 'alter', date, row, cashFen: 1 });
    await ok('POST', '/ledger/differences', { kind: 'window', date, cashFen: 2, insuranceFen: 3 });
    await ok('POST', '/ledger/synthetic', { date, rows: 50 });
    const read = (await ok('GET', `/ledger?date=${date}&limit=2000`)) as { entries: unknown[] };
    expect(read.entries).toHaveLength(50 + 1 + 3);
    expect(read.entries).toContainEqual(expect.objectContaining({ orderNo: 'O1', cashFen: 1 }));
    const page = (await ok('GET', `/ledger?limit=50`)) as { next: string };
    expect(await ok('GET', `/ledger?after=${page.next}`)).toMatchObject({
      entries: [{}, {}, {}, { cashFen: 2, insuranceFen: 3 }],
    });
    const drop = { kind: 'drop', date, row: { orderNo: 'O9' } };
    await refused('/ledger/differences', drop, 400, 'INVALID_REQUEST');
    await refused('/ledger/differences', { kind: 'lose', date, row }, 400, 'INVALID_REQUEST');
    await refused('/ledger/synthetic', { date, rows: 1_000_001 }, 400, 'INVALID_REQUEST');
  });
});
