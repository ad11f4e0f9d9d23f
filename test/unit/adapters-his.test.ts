/** What the HIS adapter believes and what it does not, answer by answer (HIS contract, README). */
import { createHis } from '../../cloudfunctions/adapters/his';
import { settlementBody } from '../../cloudfunctions/adapters/his/settlement-body';
import { patientId } from '../../cloudfunctions/domain/ids';
import type { HttpOutcome, HttpRequest } from '../../cloudfunctions/ports/http';
import { fen } from '../../miniprogram/shared/fen';
import { listeningLog } from '../support/doubles';
import { orderIn, placing, T0 } from '../support/orders';

const FOREVER = { leftMs: () => 60_000 };
const P1 = patientId('P1');
const PATIENT = { patientId: 'P1', cardNo: 'C1', name: '张建国', idType: 1, idNo: 'X0000001' };
const PRE = {
  mode: 'cash',
  serialNo: 'S1',
  orgNo: 'O1',
  totalFen: 100,
  cashAddFen: 0,
  cashReducedFen: 0,
  cashFen: 100,
  insuranceFen: 0,
  issuedAt: '2026-03-02T10:00:00+08:00',
  expiresAt: '2026-03-02T10:30:00+08:00',
};
const SESSION = { session_id: 's', operatorNo: 'o', operatorName: 'n', batchNo: '1' };
const ONLINE = { ...PRE, mode: 'online', billNo: 'B1', requestContent: SESSION };

function his(outcome: HttpOutcome) {
  const sent: HttpRequest[] = [];
  const http = {
    send: (request: HttpRequest) => {
      sent.push(request);
      return Promise.resolve(outcome);
    },
  };
  const config = { baseUrl: 'https://his.example/v1', token: 't0ken', timeoutMs: 8000 };
  const deps = { http, log: listeningLog().log, monotonicMs: () => 0 };
  return { ...createHis(config, deps, () => 'd'.repeat(32)), sent };
}
const said = (status: number, body: unknown): HttpOutcome => ({
  ok: true,
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('one answer', () => {
  test.each([
    ['not sent', { ok: false, failure: 'not-sent' } as const, 'NOT_SENT'],
    ['no answer', { ok: false, failure: 'unknown' } as const, 'NO_ANSWER'],
    ['a 500', said(500, { code: 'INTERNAL', message: '' }), 'INTERNAL'],
    [
      'a refusal that comes as 500',
      said(500, { code: 'BILL_SETTLED', message: '' }),
      'BILL_SETTLED',
    ],
    ['a 502 of a gateway', said(502, '<html>'), 'HTTP_502'],
    ['a 404 of a gateway', said(404, '<html>'), 'HTTP_404'],
    ['a refusal with an unknown code', said(409, { code: 'NEW', message: '' }), 'HTTP_409'],
    ['a redirect', said(302, ''), 'HTTP_302'],
    ['a 401', said(401, { code: 'UNAUTHORIZED', message: '' }), 'UNAUTHORIZED'],
    ['a 400', said(400, { code: 'INVALID_REQUEST', message: '' }), 'INVALID_REQUEST'],
    ['rubbish', said(200, '<<<garbage'), 'MISSHAPEN'],
    ['nothing', said(200, ''), 'MISSHAPEN'],
    ['a missing field', said(200, { ...PATIENT, name: undefined }), 'MISSHAPEN'],
    ['a wrong type', said(200, { ...PATIENT, idType: '1' }), 'MISSHAPEN'],
    ['somebody else', said(200, { ...PATIENT, patientId: 'P2' }), 'CONTRADICTS'],
  ])('%s is uncertain', async (_what, outcome, code) => {
    const answer = await his(outcome).reader.patient(P1, FOREVER);
    expect(answer).toMatchObject({ ok: false, certain: false, code });
  });

  test('a well-formed refusal is certain; a well-formed value may hold more', async () => {
    const refused = said(404, { code: 'PATIENT_NOT_FOUND', message: 'x', hint: 1 });
    expect(await his(refused).reader.patient(P1, FOREVER)).toEqual({
      ok: false,
      certain: true,
      reason: 'patient-not-found',
      code: 'PATIENT_NOT_FOUND',
    });
    const answer = await his(said(200, { ...PATIENT, blood: 'A' })).reader.patient(P1, FOREVER);
    expect(answer).toEqual({
      ok: true,
      value: { patientId: 'P1', name: '张建国', cardNo: 'C1', idType: 1, idDigest: 'd'.repeat(32) },
    });
  });

  test('the token goes in a header and not in the address', async () => {
    const { reader, sent } = his(said(200, PATIENT));
    await reader.patient(P1, FOREVER);
    expect(sent).toMatchObject([
      { url: 'https://his.example/v1/patients/P1', headers: { authorization: 'Bearer t0ken' } },
    ]);
  });
});

describe('pre-settlement', () => {
  const ask = (payWith: 'insurance' | 'cash', body: unknown) =>
    his(said(200, body)).reader.preSettle({ patientId: P1, billIds: [], payWith }, FOREVER);

  test('online: cash 0, insurance the total, whatever is estimated (trap 15)', async () => {
    const answer = await ask('insurance', { ...ONLINE, cashFen: 30, insuranceFen: 70 });
    expect(answer).toMatchObject({
      ok: true,
      value: { amounts: { kind: 'insurance-online', total: 100, cash: 0, insurance: 100 } },
    });
  });

  test.each([
    ['online with an addition', 'insurance', { ...ONLINE, cashAddFen: 1 }, 'CONTRADICTS'],
    ['insurance where cash was asked for', 'cash', ONLINE, 'CONTRADICTS'],
    ['cash where insurance was asked for, without a word why', 'insurance', PRE, 'CONTRADICTS'],
    ['a cash split with insurance in it', 'cash', { ...PRE, insuranceFen: 1 }, 'MISSHAPEN'],
    ['half a fen', 'cash', { ...PRE, cashFen: 99.5 }, 'MISSHAPEN'],
    ['a negative amount', 'cash', { ...PRE, cashFen: -1 }, 'MISSHAPEN'],
    ['an amount that is a text', 'cash', { ...PRE, cashFen: '100' }, 'MISSHAPEN'],
    ['more than a number can hold', 'cash', { ...PRE, totalFen: 1e17 }, 'MISSHAPEN'],
  ] as const)('%s is unreadable', async (_what, payWith, body, code) => {
    const reason = 'hospital-answer-unreadable';
    expect(await ask(payWith, body)).toMatchObject({ certain: false, reason, code });
  });

  test.each([
    ['ID_TYPE', 'insurance-identity-paper'],
    ['IN_HOSPITAL', 'insurance-in-hospital'],
  ])('why insurance cannot pay comes as a reason: %s', async (code, reason) => {
    const body = { ...PRE, insuranceUnavailable: { code } };
    expect(await ask('insurance', body)).toMatchObject({
      ok: true,
      value: { insuranceUnavailable: reason },
    });
  });
});

describe('settling', () => {
  const order = orderIn('paid');
  const settled = {
    status: 'settled',
    orderNo: order.orderNo,
    settlementNo: 'J1',
    settledAt: '2026-03-02T10:01:00+08:00',
    pickup: '请取药',
  };

  test('the body is the stored order, the same at every repeat', () => {
    expect(settlementBody(order)).toMatchObject({
      billIds: order.billIds,
      totalFen: 12000,
      cashFen: 4000,
      insuranceFen: 8000,
      insuranceFundFen: 6000,
      channel: 'payinsurance',
      paidAt: '2026-03-02T10:00:00+08:00',
    });
    expect(JSON.stringify(settlementBody(order))).toBe(JSON.stringify(settlementBody(order)));
  });

  test('an open split is booked as it was proven, a fixed one as agreed', () => {
    const amounts = {
      ...order.amounts,
      mode: 'open',
      cash: fen(0),
      insurance: fen(12000),
    } as const;
    expect(settlementBody({ ...order, amounts })).toMatchObject({
      cashFen: 4000,
      insuranceFen: 8000,
    });
    const free = placing({ channel: 'none', createdAt: T0 + 5 });
    expect(settlementBody(free)).toMatchObject({
      channel: 'none',
      paidAt: '2026-03-02T10:00:00.005+08:00',
    });
  });

  test('an answer about another order is no answer', async () => {
    const other = said(200, { ...settled, orderNo: 'Y00000000' });
    expect(await his(other).settler.settle(order, FOREVER)).toMatchObject({
      ok: false,
      certain: false,
    });
    expect(await his(said(200, settled)).settler.settle(order, FOREVER)).toEqual({
      ok: true,
      value: { status: 'settled', settlementNo: 'J1', pickup: '请取药' },
    });
  });
});
