/** Faults of the wire: what the caller sees, and what the hospital has booked all the same. */

import type { Fault } from '../../sandbox/control/faults';
import { paymentOf } from '../unit/hospital-fixture';
import { serveHospital, type Served } from './hospital-server';

let served: Served;
beforeEach(async () => {
  served = await serveHospital();
});
afterEach(() => served.close());

function settleWith(fault: Fault, signal?: AbortSignal): Promise<Response> {
  served.faults.plant('his.settle', fault);
  const request = paymentOf(served, [served.hospital.billOf('all-insurance').billId]);
  return served.call('PUT', '/settlements/O1', request, signal ? { signal } : {});
}

const statusOfO1 = () => served.hospital.querySettlement('O1').status;

/** Resolves once the hospital has recorded the call; no fault answers before that. */
async function recorded(call: string): Promise<string> {
  for (;;) {
    const entry = served.wireLog.since().find((one) => one.call === call);
    if (entry !== undefined) return entry.summary;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it.each([
  ['timeout-before', 'not-settled'],
  ['timeout-after', 'settled'],
] as const)('%s never answers; the order is %s', async (kind, status) => {
  const caller = new AbortController();
  const answer = settleWith({ kind }, caller.signal);
  const failed = expect(answer).rejects.toThrow();
  expect(await recorded('his.settle')).toContain(`[fault ${kind}]`);
  expect(statusOfO1()).toBe(status);
  caller.abort();
  await failed;
});

it.each([
  ['cut-before', 'not-settled'],
  ['cut-after', 'settled'],
] as const)('%s cuts the connection; the order is %s', async (kind, status) => {
  await expect(settleWith({ kind })).rejects.toThrow();
  expect(statusOfO1()).toBe(status);
});

it('garbage settles and answers rubbish', async () => {
  const answer = await settleWith({ kind: 'garbage' });
  expect(await answer.text()).toBe('<<<garbage');
  expect(statusOfO1()).toBe('settled');
});

it('slow settles and answers late', async () => {
  const answer = await settleWith({ kind: 'slow', ms: 20 });
  expect(answer.status).toBe(200);
  expect(statusOfO1()).toBe('settled');
});

it.each([
  ['BUSY', 503, 'BUSY'],
  ['BILL_CHANGED', 409, 'BILL_CHANGED'],
  ['NO_SUCH_CODE', 500, 'INTERNAL'],
])('error %s answers %i %s and settles nothing', async (planted, status, code) => {
  const answer = await settleWith({ kind: 'error', code: planted });
  expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ code })]);
  expect(statusOfO1()).toBe('not-settled');
});

it('after an unknown outcome the same call with the same number gives the one settlement', async () => {
  await expect(settleWith({ kind: 'cut-after' })).rejects.toThrow();
  const { settlementNo } = served.hospital.querySettlement('O1');
  const answer = await served.call(
    'PUT',
    '/settlements/O1',
    served.hospital.ledger().flatMap((row) => {
      if (row.kind !== 'settlement') return [];
      const {
        kind: _kind,
        orderNo,
        settlementNo: _no,
        settledAt: _at,
        source: _s,
        ...request
      } = row;
      return orderNo === 'O1' ? [request] : [];
    })[0],
  );
  expect(await answer.json()).toMatchObject({ status: 'settled', settlementNo });
  expect(served.hospital.ledger().filter((entry) => entry.orderNo === 'O1')).toHaveLength(1);
});

it('a fault hits only the call that it was planted for', async () => {
  served.faults.plant('his.querySettlement', { kind: 'error', code: 'BUSY' });
  const request = paymentOf(served, [served.hospital.billOf('all-insurance').billId]);
  expect((await served.call('PUT', '/settlements/O1', request)).status).toBe(200);
  expect((await served.call('GET', '/settlements/O1')).status).toBe(503);
  expect((await served.call('GET', '/settlements/O1')).status).toBe(200);
});

it('answers a write only after it is on disk, a refused one too, and reads without waiting', async () => {
  const { billId } = served.hospital.billOf('all-insurance');
  await served.call('GET', `/bills/${billId}`);
  expect(served.durableCalls()).toBe(0);
  await served.call('PUT', '/settlements/O1', paymentOf(served, [billId]));
  expect(served.durableCalls()).toBe(1);
  await served.call('PUT', '/settlements/O2', { ...served.hospital.ledger()[0] });
  expect(served.durableCalls()).toBe(2);
});

it('says INTERNAL, not settled, when the disk refuses', async () => {
  const broken = await serveHospital({ durable: () => Promise.reject(new Error('disk full')) });
  const request = paymentOf(broken, [broken.hospital.billOf('all-insurance').billId]);
  const answer = await broken.call('PUT', '/settlements/O1', request).finally(() => broken.close());
  expect([answer.status, await answer.json()]).toEqual([
    500,
    { code: 'INTERNAL', message: 'the hospital broke: disk full' },
  ]);
});

it('keeps names and identity numbers out of the wire log', async () => {
  const patient = served.hospital.getPatient('P00001');
  await served.call('GET', '/patients/P00001');
  await served.call('POST', '/patients/match', {
    cardNo: patient.cardNo,
    name: patient.name,
    idType: 1,
    idDigest: '0'.repeat(32),
  });
  const log = JSON.stringify(served.wireLog.since());
  expect(log).toContain('his.matchPatient');
  for (const secret of [patient.name, patient.idNo, patient.cardNo, '0'.repeat(32)]) {
    expect(log).not.toContain(secret);
  }
});
