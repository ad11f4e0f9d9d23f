/**
 * The hospital keeps docs/his-contract: every operation is called over HTTP, and the answers are
 * held against the document by a validator of the test's own.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import openapi from '../../docs/his-contract/openapi.json';
import { Hospital } from '../../sandbox/hospital/engine';
import { STATUS_OF } from '../../sandbox/hospital/errors';
import { fictitiousIdNo, identityDigest } from '../../sandbox/hospital/identity';
import { seedHospital } from '../../sandbox/hospital/seed';
import { memoryTables } from '../../sandbox/shared/tables';
import { MORNING, paymentOf, ZHANG } from '../unit/hospital-fixture';
import { serveHospital, TOKEN, type Served } from './hospital-server';

const ajv = new Ajv2020({ strict: false });
ajv.addSchema(openapi, 'his');

let served: Served;
beforeEach(async () => {
  served = await serveHospital();
});
afterEach(() => served.close());

async function expectAnswer(response: Response, status: number, schema: string): Promise<unknown> {
  const body: unknown = await response.json();
  expect([response.status, body]).toEqual([status, expect.anything()]);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  ajv.validate({ $ref: `his#/components/schemas/${schema}` }, body);
  expect(ajv.errors).toBeNull();
  return body;
}

async function expectError(response: Response, status: number, code: string): Promise<void> {
  const body = await expectAnswer(response, status, 'Error');
  expect(body).toMatchObject({ code });
}

const billId = (story: string): string => served.hospital.billOf(story).billId;

describe('every operation answers as the document says', () => {
  it('matchPatient', async () => {
    const { cardNo, name, idType, idNo } = served.hospital.getPatient(ZHANG);
    const claim = { cardNo, name, idType, idDigest: identityDigest(idType, idNo) };
    const found = await served.call('POST', '/patients/match', claim);
    expect(await expectAnswer(found, 200, 'MatchPatientResponse')).toMatchObject({
      patientId: ZHANG,
    });
    const wrong = await served.call('POST', '/patients/match', { ...claim, name: '张三' });
    await expectError(wrong, 404, 'PATIENT_NOT_FOUND');
  });

  it('getPatient', async () => {
    await expectAnswer(await served.call('GET', `/patients/${ZHANG}`), 200, 'Patient');
    await expectError(await served.call('GET', '/patients/P9'), 404, 'PATIENT_NOT_FOUND');
  });

  it('openCard', async () => {
    const newcomer = {
      requestId: 'request-1',
      name: '钱多多',
      idType: 1,
      idNo: fictitiousIdNo('110101', '19700101', 905),
      phone: '19900000009',
    };
    const opened = await served.call('POST', '/patients', newcomer);
    await expectAnswer(opened, 200, 'OpenCardResponse');
    const other = { ...newcomer, name: '钱少少' };
    await expectError(await served.call('POST', '/patients', other), 409, 'REQUEST_ID_REUSED');
    const wrong = { ...newcomer, requestId: 'request-2', idNo: '123' };
    await expectError(await served.call('POST', '/patients', wrong), 422, 'ID_INVALID');
  });

  it('startPhoneProof and checkPhoneProof', async () => {
    const path = `/patients/${ZHANG}/phone-proofs`;
    const started = await expectAnswer(await served.call('POST', path), 200, 'PhoneProof');
    await expectError(await served.call('POST', path), 429, 'TOO_MANY');
    const none = await served.call('POST', '/patients/P00005/phone-proofs');
    await expectError(none, 409, 'NO_PHONE');
    const code = /\d{6}/.exec(served.hospital.smsOutbox()[0]?.text ?? '')?.[0] ?? '';
    const { proofId } = started as { proofId: string };
    const check = (guess: string) =>
      served.call('POST', `/phone-proofs/${proofId}/check`, { code: guess });
    await expectAnswer(await check(code), 200, 'CheckPhoneProofResponse');
    await expectError(await check(code === '000000' ? '1' : '000000'), 403, 'CODE_WRONG');
    served.pass(300_000);
    await expectError(await check(code), 410, 'CODE_EXPIRED');
    const unknown = await served.call('POST', '/phone-proofs/F0/check', { code });
    await expectError(unknown, 404, 'PROOF_NOT_FOUND');
  });

  it('listBills', async () => {
    for (const status of ['unpaid', 'settled', 'cancelled', 'expired']) {
      const listed = await served.call('GET', `/patients/${ZHANG}/bills?status=${status}`);
      await expectAnswer(listed, 200, 'BillList');
    }
    const unknown = await served.call('GET', '/patients/P9/bills?status=unpaid');
    await expectError(unknown, 404, 'PATIENT_NOT_FOUND');
    const none = await served.call('GET', `/patients/${ZHANG}/bills`);
    await expectError(none, 400, 'INVALID_REQUEST');
  });

  it('getBill', async () => {
    for (const bill of served.hospital.bills()) {
      await expectAnswer(await served.call('GET', `/bills/${bill.billId}`), 200, 'Bill');
    }
    await expectError(await served.call('GET', '/bills/B9'), 404, 'BILL_NOT_FOUND');
  });

  it('preSettle, for every story and both ways of paying', async () => {
    for (const { billId: id, patientId, status } of served.hospital.bills()) {
      for (const payWith of ['insurance', 'cash']) {
        const body = { patientId, billIds: [id], payWith };
        const answer = await served.call('POST', '/pre-settlements', body);
        if (status === 'unpaid') await expectAnswer(answer, 200, 'PreSettlement');
        else await expectError(answer, 409, `BILL_${status.toUpperCase()}`);
      }
    }
  });

  it('settle, querySettlement, cancelSettlement and getLedger', async () => {
    const request = paymentOf(served, [billId('insurance-and-cash')]);
    const settle = (orderNo: string, body: object) =>
      served.call('PUT', `/settlements/${orderNo}`, body);
    const query = (orderNo: string) => served.call('GET', `/settlements/${orderNo}`);
    const cancel = (orderNo: string) => served.call('POST', `/settlements/${orderNo}/cancel`);

    expect(await expectAnswer(await query('O1'), 200, 'SettlementState')).toMatchObject({
      status: 'not-settled',
    });
    const first = await expectAnswer(await settle('O1', request), 200, 'SettleResponse');
    expect(await (await settle('O1', request)).json()).toEqual(first);
    const differing = { ...request, totalFen: 50000 };
    await expectError(await settle('O1', differing), 409, 'SETTLEMENT_DIFFERS');
    await expectError(await settle('O2', request), 409, 'BILL_SETTLED_ELSEWHERE');
    expect(await expectAnswer(await query('O1'), 200, 'SettlementState')).toMatchObject({
      status: 'settled',
      cashFen: 10000,
    });
    const other = await query(`O9?billIds=${billId('all-insurance')},${billId('settled')}`);
    expect(await expectAnswer(other, 200, 'SettlementState')).toMatchObject({
      status: 'settled-elsewhere',
    });

    await expectError(await cancel('O1'), 409, 'ALREADY_SETTLED');
    await expectAnswer(await cancel('O3'), 200, 'CancelSettlementResponse');
    await expectAnswer(await cancel('O3'), 200, 'CancelSettlementResponse');
    const late = paymentOf(served, [billId('all-insurance')]);
    await expectError(await settle('O3', late), 409, 'SETTLEMENT_CANCELLED');
    await expectAnswer(await query('O3'), 200, 'SettlementState');

    served.hospital.settleAtWindow(billId('bureau-discount'));
    const ledger = await expectAnswer(
      await served.call('GET', '/ledger?date=2026-01-05'),
      200,
      'Ledger',
    );
    expect(ledger).toMatchObject({ date: '2026-01-05' });
    expect((ledger as { entries: unknown[] }).entries).toHaveLength(3);
  });

  it('openSession', async () => {
    const open = () => served.call('POST', '/sessions', { orderNo: 'O1' });
    const one = await expectAnswer(await open(), 200, 'Session');
    expect(one).toMatchObject({ expiresAt: '2026-01-06T09:30:00+08:00' });
    expect(await (await open()).json()).not.toEqual(one);
  });
});

describe('what does not fit the document', () => {
  const request = () => paymentOf(served, [billId('insurance-and-cash')]);

  it.each([
    ['an unknown field', { extra: 1 }],
    ['an amount that is no integer', { cashFen: 100.5 }],
    ['an amount as text', { cashFen: '10000' }],
    ['a negative amount', { cashAddFen: -1 }],
    ['a time of another zone', { paidAt: '2026-01-05T01:30:00Z' }],
    ['no bills', { billIds: [] }],
    ['a bill twice', { billIds: ['B1', 'B1'] }],
    ['a channel that is none', { channel: 'alipay' }],
  ])('%s in settle is refused before anything happens', async (_name, change) => {
    const answer = await served.call('PUT', '/settlements/O1', { ...request(), ...change });
    await expectError(answer, 400, 'INVALID_REQUEST');
    expect(served.hospital.getBill(billId('insurance-and-cash')).status).toBe('unpaid');
  });

  it('a missing body, a body that is no JSON, one too large, a path or number that cannot be', async () => {
    await expectError(await served.call('PUT', '/settlements/O1'), 400, 'INVALID_REQUEST');
    const raw = (body: string) =>
      fetch(`${served.baseUrl}/his/v1/sessions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body,
      });
    await expectError(await raw('{"purpose":'), 400, 'INVALID_REQUEST');
    await expectError(await raw(' '.repeat(300_000)), 400, 'INVALID_REQUEST');
    await expectError(await served.call('GET', '/nowhere'), 404, 'NOT_FOUND');
    const long = 'A'.repeat(64);
    const answer = await served.call('PUT', `/settlements/${long}`, request());
    await expectError(answer, 400, 'INVALID_REQUEST');
    await expectError(await served.call('GET', '/ledger?date=today'), 400, 'INVALID_REQUEST');
  });

  it('a message about a bad request never repeats the value', async () => {
    const secret = 'secret-identity-number-of-somebody-else-1';
    const claim = { cardNo: 'C1', name: '张', idType: 1, idDigest: secret };
    const answer = await served.call('POST', '/patients/match', claim);
    expect(await answer.text()).not.toContain(secret);
  });

  it('a call without the right token is refused and changes nothing', async () => {
    for (const authorization of ['', 'Bearer wrong', TOKEN, `Basic ${TOKEN}`]) {
      const answer = await fetch(`${served.baseUrl}/his/v1/settlements/O1/cancel`, {
        method: 'POST',
        headers: { authorization },
      });
      await expectError(answer, 401, 'UNAUTHORIZED');
    }
    expect(served.hospital.querySettlement('O1').status).toBe('not-settled');
  });

  it('an answer of the hospital itself is caught before it leaves', async () => {
    const seed = seedHospital();
    const [first] = seed.patients;
    if (first === undefined) throw new Error('the seed has patients');
    const broken = new Hospital(
      { clock: { now: () => MORNING }, tables: memoryTables(), random: () => 0.5 },
      {
        ...seed,
        bills: [],
        visits: [],
        inHospital: [],
        patients: [{ ...first, idNo: '9'.repeat(40) }],
      },
    );
    const other = await serveHospital({ hospital: broken });
    const answer = await other.call('GET', `/patients/${ZHANG}`).finally(() => other.close());
    await expectError(answer, 500, 'INTERNAL');
  });
});

describe('the document', () => {
  it('has a README whose examples fit it', () => {
    const text = readFileSync(join(__dirname, '../../docs/his-contract/README.md'), 'utf8');
    const blocks = [...text.matchAll(/```(?:json|http)\n([^`]*)```/g)].map((match) => {
      const block = match[1] ?? '';
      return JSON.parse(block.slice(block.indexOf('{"') < 0 ? 0 : block.indexOf('{"'))) as unknown;
    });
    const schemas = [
      'PreSettleRequest',
      'PreSettlement',
      'SettleRequest',
      'SettleResponse',
      'HoldRefundRequest',
      'RefundState',
      'Error',
    ];
    expect(blocks).toHaveLength(schemas.length);
    schemas.forEach((schema, index) => {
      ajv.validate({ $ref: `his#/components/schemas/${schema}` }, blocks[index]);
      expect([schema, ajv.errors]).toEqual([schema, null]);
    });
  });

  it('lists exactly the error codes that the hospital knows', () => {
    expect([...openapi.components.schemas.ErrorCode.enum].sort()).toEqual(
      Object.keys(STATUS_OF).sort(),
    );
  });

  it('has requests that are closed and names every amount …Fen', () => {
    const schemas = Object.entries<object>(openapi.components.schemas);
    for (const [name, described] of schemas) {
      const schema: { additionalProperties?: boolean; properties?: object } = described;
      if (name.endsWith('Request'))
        expect([name, schema.additionalProperties]).toEqual([name, false]);
      for (const [property, rule] of Object.entries(schema.properties ?? {})) {
        const isMoney = JSON.stringify(rule).includes('schemas/Fen"');
        expect([property, property.endsWith('Fen')]).toEqual([
          property,
          isMoney || property === 'insuranceFen',
        ]);
      }
    }
  });
});
