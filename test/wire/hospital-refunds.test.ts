/**
 * Refunds and the ledger over HTTP, as docs/his-contract says: every answer is held against the
 * document by a validator of the test's own. Faults: what the caller sees, and what is booked.
 */

import { Ajv2020 } from 'ajv/dist/2020.js';
import openapi from '../../docs/his-contract/openapi.json';
import type { Fault } from '../../sandbox/control/faults';
import { paymentOf } from '../unit/hospital-fixture';
import { serveHospital, type Served } from './hospital-server';

const ajv = new Ajv2020({ strict: false });
ajv.addSchema(openapi, 'his');

const WHOLE = { orderNo: 'O1', cashFen: 10000, insuranceFen: 32400 };
const BACK = { ...WHOLE, refundedAt: '2026-01-05T10:00:00+08:00', platformRefundNo: 'F1' };

let served: Served;
let billId: string;
beforeEach(async () => {
  served = await serveHospital();
  billId = served.hospital.billOf('insurance-and-cash').billId;
  served.hospital.settle('O1', paymentOf(served, [billId]));
});
afterEach(() => served.close());

async function answered(response: Response, status: number, schema: string): Promise<unknown> {
  const body: unknown = await response.json();
  expect([response.status, body]).toEqual([status, expect.anything()]);
  ajv.validate({ $ref: `his#/components/schemas/${schema}` }, body);
  expect(ajv.errors).toBeNull();
  return body;
}
const state = async (response: Promise<Response>) => answered(await response, 200, 'RefundState');
const refused = async (response: Promise<Response>, status: number, code: string) => {
  expect(await answered(await response, status, 'Error')).toMatchObject({ code });
};

const hold = (no: string, body: object = WHOLE) => served.call('PUT', `/refunds/${no}`, body);
const confirm = (no: string, body: object = BACK) =>
  served.call('POST', `/refunds/${no}/confirm`, body);
const release = (no: string) => served.call('POST', `/refunds/${no}/release`);
const query = (no: string) => served.call('GET', `/refunds/${no}`);

describe('every operation answers as the document says', () => {
  it('holdRefund, releaseRefund, confirmRefund and getRefund', async () => {
    expect(await state(query('RO1'))).toEqual({ status: 'none', refundNo: 'RO1' });
    expect(await state(release('RO1'))).toMatchObject({ status: 'none' });
    expect(await state(hold('RO1'))).toMatchObject({ status: 'held', ...WHOLE });
    expect(await state(release('RO1'))).toMatchObject({ status: 'released', ...WHOLE });
    const held = await state(hold('RO1'));
    expect(await state(hold('RO1'))).toEqual(held);
    const booked = await state(confirm('RO1'));
    expect(booked).toMatchObject({ status: 'confirmed', ...BACK });
    expect(await state(confirm('RO1'))).toEqual(booked);
    expect(await state(hold('RO1'))).toEqual(booked);
    expect(await state(query('RO1'))).toEqual(booked);
    const settlement = await served.call('GET', '/settlements/O1');
    expect(await answered(settlement, 200, 'SettlementState')).toMatchObject({
      refundedCashFen: 10000,
      refundedInsuranceFen: 32400,
    });
    await answered(await served.call('GET', `/bills/${billId}`), 200, 'Bill');
  });

  it('every refusal of a hold, a confirmation and a release', async () => {
    await refused(hold('R1', { ...WHOLE, orderNo: 'O9' }), 409, 'NOT_SETTLED');
    await refused(hold('R1', { ...WHOLE, cashFen: 10001 }), 409, 'EXCEEDS');
    await served.control('POST', '/refuse-next-hold', { code: 'HOSPITAL_REFUSED' });
    await refused(hold('R1'), 409, 'HOSPITAL_REFUSED');
    await state(hold('R1'));
    await refused(hold('R1', { ...WHOLE, cashFen: 1 }), 409, 'REFUND_DIFFERS');
    await refused(confirm('R1', { ...BACK, cashFen: 1 }), 409, 'REFUND_DIFFERS');
    await refused(confirm('R2', { ...BACK, orderNo: 'O9' }), 409, 'NOT_SETTLED');
    await refused(confirm('R2', { ...BACK, cashFen: 10001 }), 409, 'EXCEEDS');
    await state(confirm('R1'));
    await refused(release('R1'), 409, 'ALREADY_CONFIRMED');
    const other = served.hospital.billOf('all-insurance').billId;
    served.hospital.settle('O2', paymentOf(served, [other]));
    served.hospital.serveBill(other);
    await refused(hold('R2', { orderNo: 'O2', cashFen: 0, insuranceFen: 7395 }), 409, 'SERVED');
  });

  it.each([
    ['an unknown field', { ...WHOLE, extra: 1 }],
    ['half a fen', { ...WHOLE, cashFen: 0.5 }],
    ['no sums', { orderNo: 'O1' }],
    ['nothing to go back', { orderNo: 'O1', cashFen: 0, insuranceFen: 0 }],
    ['a time', BACK],
  ])('%s in holdRefund is an invalid request', async (_name, body) => {
    await refused(hold('RO1', body), 400, 'INVALID_REQUEST');
    expect(served.hospital.getRefund('RO1').status).toBe('none');
  });

  it.each([
    ['no time', WHOLE],
    ['a time of another zone', { ...BACK, refundedAt: '2026-01-05T02:00:00Z' }],
    ['a time that is none', { ...BACK, refundedAt: '2026-01-05T25:00:00+08:00' }],
  ])('%s in confirmRefund is an invalid request', async (_name, body) => {
    await refused(confirm('RO1', body), 400, 'INVALID_REQUEST');
    expect(served.hospital.getRefund('RO1').status).toBe('none');
  });

  it('a refund number that cannot be one, and a session for no order', async () => {
    await refused(hold('R'.repeat(65)), 400, 'INVALID_REQUEST');
    await refused(served.call('POST', '/sessions', {}), 400, 'INVALID_REQUEST');
    const session = await served.call('POST', '/sessions', { orderNo: 'O9' });
    await answered(session, 200, 'Session');
  });
});

describe('the ledger', () => {
  const ledger = (query_: string) => served.call('GET', `/ledger?date=2026-01-05${query_}`);

  it('comes in pages with payments and refunds', async () => {
    served.hospital.setSyntheticRows('2026-01-05', 60);
    await state(confirm('RO1'));
    const whole = (await answered(await ledger(''), 200, 'Ledger')) as { entries: unknown[] };
    expect(whole.entries).toHaveLength(60 + 2 + 3);
    expect(whole.entries.at(-1)).toMatchObject({ kind: 'refund', refundNo: 'RO1' });
    const rows: unknown[] = [];
    let after = '';
    for (;;) {
      const page = (await answered(await ledger(`&limit=20${after}`), 200, 'Ledger')) as {
        entries: unknown[];
        next?: string;
      };
      rows.push(...page.entries);
      if (page.next === undefined) break;
      after = `&after=${page.next}`;
    }
    expect(rows).toEqual(whole.entries);
  });

  it.each(['&limit=0', '&limit=2001', '&limit=x', '&limit=1.5', '&after=', '&after=x', '&page=2'])(
    'refuses %s',
    async (wrong) => {
      await refused(ledger(wrong), 400, 'INVALID_REQUEST');
    },
  );
});

describe('faults', () => {
  const statusOf = () => served.hospital.getRefund('RO1').status;

  /** Resolves once the hospital has recorded the call; no fault answers before that. */
  async function recorded(call: string): Promise<string> {
    for (;;) {
      const entry = served.wireLog.since().find((one) => one.call === call);
      if (entry !== undefined) return entry.summary;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it.each([
    ['timeout-before', 'none'],
    ['timeout-after', 'held'],
  ] as const)('%s never answers; the refund is %s', async (kind, status) => {
    served.faults.plant('his.holdRefund', { kind });
    const caller = new AbortController();
    const answer = served.call('PUT', '/refunds/RO1', WHOLE, { signal: caller.signal });
    const failed = expect(answer).rejects.toThrow();
    expect(await recorded('his.holdRefund')).toContain(`[fault ${kind}]`);
    expect(statusOf()).toBe(status);
    caller.abort();
    await failed;
    expect(await state(hold('RO1'))).toMatchObject({ status: 'held' });
  });

  it.each([
    [{ kind: 'cut-before' }, 'none'],
    [{ kind: 'cut-after' }, 'confirmed'],
  ] as const)('%j of a confirmation; the refund is %s', async (fault: Fault, status) => {
    served.faults.plant('his.confirmRefund', fault);
    await expect(confirm('RO1')).rejects.toThrow();
    expect(statusOf()).toBe(status);
    expect(await state(confirm('RO1'))).toMatchObject({ status: 'confirmed' });
    const refunds = served.hospital.ledger().filter((row) => row.kind === 'refund');
    expect(refunds).toHaveLength(1);
  });

  it('an error that was planted holds nothing', async () => {
    served.faults.plant('his.holdRefund', { kind: 'error', code: 'SERVED' });
    await refused(hold('RO1'), 409, 'SERVED');
    expect(statusOf()).toBe('none');
  });

  it('answers a hold only after it is on disk', async () => {
    await state(hold('RO1'));
    expect(served.durableCalls()).toBe(1);
    await state(query('RO1'));
    expect(served.durableCalls()).toBe(1);
  });
});
