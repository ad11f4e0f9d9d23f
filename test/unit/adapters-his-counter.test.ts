/**
 * Answers about a counter that fit the schema and yet cannot be: they decide nothing (HIS contract, "What an
 * answer proves"), and what was asked travels as the contract says.
 */
import { createHis } from '../../cloudfunctions/adapters/his';
import { settlementBody } from '../../cloudfunctions/adapters/his/settlement-body';
import type { CounterPart } from '../../cloudfunctions/domain/counter';
import { billId, openId, orderNo, patientId, refundNoOf } from '../../cloudfunctions/domain/ids';
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER, listeningLog } from '../support/doubles';
import { orderIn, T0 } from '../support/orders';

const ORDER = orderNo('Y20260105abcdef');
const REFUND = refundNoOf(ORDER);
const AT = '2026-01-05T09:30:00+08:00';
const SCAN = 'scan-00000001';
const UNREADABLE = { ok: false, certain: false, reason: 'hospital-answer-unreadable' };

function answering(body: object, status = 200) {
  const sent: HttpRequest[] = [];
  const http = {
    send: (request: HttpRequest) => {
      sent.push(request);
      return Promise.resolve({ ok: true, status, body: JSON.stringify(body) } as const);
    },
  };
  const config = { baseUrl: 'https://his.example/v1', token: 't', timeoutMs: 8000 };
  const logged = listeningLog();
  const deps = { http, log: logged.log, monotonicMs: () => 0 };
  const sentBody = (): unknown => JSON.parse(sent[0]?.body ?? '');
  return { sent, sentBody, logged, ...createHis(config, deps, () => 'd'.repeat(32)) };
}

const SETTLED = {
  ...{ status: 'settled', orderNo: ORDER, settlementNo: 'YB1', settledAt: AT },
  ...{ totalFen: 1000, cashFen: 300, insuranceFen: 650 },
  ...{ insuranceFundFen: 400, insuranceSelfFen: 200, insuranceOtherFen: 50 },
  ...{ cashAddFen: 100, cashReducedFen: 50 },
};
const AMOUNTS = {
  ...{ kind: 'insurance-offline', total: 1000, cash: 300, insurance: 650 },
  ...{ insuranceFund: 400, insuranceSelf: 200, insuranceOther: 50 },
  ...{ cashAdd: 100, cashReduced: 50 },
};
const ask = {
  ...{ orderNo: ORDER, patientId: patientId('P1'), billIds: [billId('B1')] },
  ...{ serialNo: 'S1', scanId: SCAN },
};
const agreed = { total: fen(1000), cash: fen(300), insurance: fen(650) };

describe('settling', () => {
  test('asks for the order under its number, and is told in our words', async () => {
    const his = answering(SETTLED);
    const settled = { settlementNo: 'YB1', amounts: AMOUNTS, settledAt: Date.parse(AT) };
    expect(await his.counterInsurance.settle(ask, FOREVER)).toEqual({ ok: true, value: settled });
    expect(his.sent[0]).toMatchObject({
      ...{ method: 'PUT', url: `https://his.example/v1/counter/insurance/${ORDER}` },
    });
    const { orderNo: _inPath, ...body } = ask;
    expect(his.sentBody()).toEqual(body);
    const state = await answering(SETTLED).counterInsurance.state(ORDER, FOREVER);
    expect(state).toEqual({ ok: true, value: { status: 'settled', ...settled } });
  });

  test('says what was agreed, and a settlement of other sums decides nothing', async () => {
    const his = answering(SETTLED);
    expect(await his.counterInsurance.settle({ ...ask, agreed }, FOREVER)).toMatchObject({
      ok: true,
    });
    expect(his.sentBody()).toMatchObject({
      agreed: { totalFen: 1000, cashFen: 300, insuranceFen: 650 },
    });
    for (const change of [{ total: fen(999) }, { cash: fen(301) }, { insurance: fen(649) }]) {
      const other = { ...ask, agreed: { ...agreed, ...change } };
      const answer = await answering(SETTLED).counterInsurance.settle(other, FOREVER);
      expect(answer).toMatchObject(UNREADABLE);
    }
  });

  test.each([
    ['of another order', { orderNo: 'Y2' }],
    ['whose parts are more than the insurance', { insuranceFundFen: 401 }],
    ['whose parts are less', { insuranceOtherFen: 0 }],
    ['whose sums exceed the total', { totalFen: 999 }],
    ['made at no time', { settledAt: '2026-13-05T09:30:00+08:00' }],
    ['without a number', { settlementNo: undefined }],
    ['without a part', { insuranceSelfFen: undefined }],
    ['that is reversed', { status: 'reversed', reversedAt: AT }],
    ['that is none', { status: 'none' }],
  ])('a settlement %s decides nothing', async (_name, change) => {
    const { counterInsurance } = answering({ ...SETTLED, ...change });
    expect(await counterInsurance.settle(ask, FOREVER)).toMatchObject(UNREADABLE);
  });

  test('a discount of the bureau is neither cash nor insurance', async () => {
    const { counterInsurance } = answering({ ...SETTLED, totalFen: 1100 });
    const answer = await counterInsurance.settle(ask, FOREVER);
    expect(answer).toMatchObject({ ok: true, value: { amounts: { total: 1100, cash: 300 } } });
  });
});

describe('asking and taking back', () => {
  test('none and reversed are told in our words', async () => {
    const state = (body: object) => answering(body).counterInsurance.state(ORDER, FOREVER);
    const head = { orderNo: ORDER };
    expect(await state({ ...head, status: 'none' })).toEqual({
      ...{ ok: true, value: { status: 'none' } },
    });
    const reversed = { ...head, status: 'reversed', reversedAt: AT };
    const value = { status: 'reversed', reversedAt: Date.parse(AT) };
    expect(await state(reversed)).toEqual({ ok: true, value });
    expect(await state({ ...reversed, refundNo: REFUND })).toEqual({
      ...{ ok: true, value: { ...value, refundNo: REFUND } },
    });
    for (const wrong of [
      { ...head, status: 'reversed' },
      { status: 'none', orderNo: 'Y2' },
      { ...reversed, orderNo: 'Y2' },
      { ...SETTLED, orderNo: 'Y2' },
      { ...head, status: 'uploaded' },
    ]) {
      expect(await state(wrong)).toMatchObject(UNREADABLE);
    }
  });

  test.each([
    ['for a refund', { orderNo: ORDER, refundNo: REFUND }, { refundNo: REFUND }],
    ['for none', { orderNo: ORDER }, {}],
  ])('a reversal %s says so', async (_name, asked, body) => {
    const his = answering({ status: 'reversed', orderNo: ORDER, reversedAt: AT });
    const answer = await his.counterInsurance.reverse(asked, FOREVER);
    expect(answer).toEqual({ ok: true, value: { reversedAt: Date.parse(AT) } });
    expect(his.sentBody()).toEqual(body);
    expect(his.sent[0]).toMatchObject({
      ...{ method: 'PUT', url: `https://his.example/v1/counter/insurance/${ORDER}/reversal` },
    });
    const other = answering({ status: 'reversed', orderNo: 'Y2', reversedAt: AT });
    expect(await other.counterInsurance.reverse(asked, FOREVER)).toMatchObject(UNREADABLE);
  });
});

describe('counters and readings', () => {
  const TERMINAL = {
    ...{ counterNo: 'C01', name: '1号窗口', devId: 'D1', devIp: '10.99.8.11' },
    ...{ operatorNo: 'S1', operatorName: '陈静' },
  };
  const READING = {
    ...{ scanId: SCAN, patientId: 'P1', nameMasked: '张*国', byRelative: true, expiresAt: AT },
  };

  test('counters are told without what the contract does not know; one twice is none', async () => {
    const { counter } = answering({ terminals: [{ ...TERMINAL, floor: 1 }] });
    expect(await counter.terminals(FOREVER)).toEqual({ ok: true, value: [TERMINAL] });
    const twice = answering({ terminals: [TERMINAL, { ...TERMINAL, devId: 'D2' }] });
    expect(await twice.counter.terminals(FOREVER)).toMatchObject(UNREADABLE);
    const long = answering({ terminals: [{ ...TERMINAL, operatorName: '陈'.repeat(41) }] });
    expect(await long.counter.terminals(FOREVER)).toMatchObject(UNREADABLE);
  });

  test('a reading is told in our words', async () => {
    const his = answering(READING);
    expect(await his.counter.read({ code: '330', counterNo: 'C01' }, FOREVER)).toEqual({
      ok: true,
      value: {
        ...{ scanId: SCAN, patientId: 'P1', patientName: '张*国', byRelative: true },
        expiresAt: Date.parse(AT),
      },
    });
    expect(his.sentBody()).toEqual({ code: '330', counterNo: 'C01' });
    const short = answering({ ...READING, scanId: 'short' });
    const answer = await short.counter.read({ code: '330', counterNo: 'C01' }, FOREVER);
    expect(answer).toMatchObject(UNREADABLE);
  });

  test('a token is that of the reading that was asked for, and may not be too long', async () => {
    const body = { scanId: SCAN, token: 'ECTOKEN', patientId: 'P1' };
    const his = answering(body);
    expect(await his.counter.token(SCAN, FOREVER)).toEqual({
      ...{ ok: true, value: { token: 'ECTOKEN', patientId: 'P1' } },
    });
    expect(his.sent[0]?.url).toBe(`https://his.example/v1/counter/readings/${SCAN}/token`);
    for (const change of [{ scanId: 'scan-00000002' }, { token: 'E'.repeat(41) }, { token: '' }]) {
      const other = answering({ ...body, ...change });
      expect(await other.counter.token(SCAN, FOREVER)).toMatchObject(UNREADABLE);
    }
  });

  test('neither code nor token comes into the log (money rule 14)', async () => {
    const told: string[] = [];
    const asked = { code: 'CODE-secret', counterNo: 'C01' };
    for (const his of [
      answering(READING),
      answering({ ...READING, expiresAt: 'CODE-secret' }),
      answering({ code: 'CODE_UNKNOWN', message: 'CODE-secret' }, 404),
      answering({ message: 'CODE-secret' }, 500),
    ]) {
      told.push(JSON.stringify(await his.counter.read(asked, FOREVER)), ...his.logged.lines);
    }
    for (const token of ['ECTOKEN-secret', 'ECTOKEN-secret'.repeat(4)]) {
      const his = answering({ scanId: SCAN, token, patientId: 'P1' });
      await his.counter.token(SCAN, FOREVER);
      told.push(...his.logged.lines);
    }
    expect(told.join()).toContain('counterToken');
    expect(told.join()).not.toContain('secret');
  });
});

describe('what a counter changes elsewhere', () => {
  const price = {
    ...{ serialNo: 'S1', orgNo: 'H1', totalFen: 1000, cashAddFen: 0, cashReducedFen: 0 },
    ...{ issuedAt: AT, expiresAt: AT, billNo: 'N1' },
    requestContent: { session_id: 's', operatorNo: 'o', operatorName: 'n', batchNo: '1' },
  };
  const asked = {
    patientId: patientId('P1'),
    billIds: [billId('B1')],
    payWith: 'insurance',
  } as const;

  test('a split that stays open is no answer at a counter', async () => {
    const online = answering({ ...price, mode: 'online' });
    const here = { ...asked, at: 'counter' } as const;
    expect(await online.reader.preSettle(here, FOREVER)).toMatchObject(UNREADABLE);
    expect(online.sentBody()).toMatchObject({ payWith: 'insurance', at: 'counter' });
    const phone = answering({ ...price, mode: 'online' });
    expect(await phone.reader.preSettle(asked, FOREVER)).toMatchObject({ ok: true });
    expect(phone.sentBody()).not.toHaveProperty('at');
  });

  const part: CounterPart = {
    ...{ counterNo: 'C01', clerk: openId('oClerk'), first: 'insurance', scanId: SCAN },
  };
  const paid = orderIn('paid', { channel: 'onecode', platformTradeNo: '42000', counter: part });
  const proof = { ...paid.proof, ...paid.amounts, paidAt: T0, insuranceTradeNo: 'YB1' };

  test('an order is booked with its channel, its cash under the platform’s number', () => {
    const body = settlementBody({ ...paid, proof: { ...proof, cashTradeNo: '42000' } });
    expect(body).toMatchObject({
      ...{ channel: 'onecode', platformTradeNo: '42000', cashTradeNo: '42000' },
      ...{ insuranceTradeNo: 'YB1', cashFen: 4000, insuranceFen: 8000 },
    });
    expect(body).not.toHaveProperty('tender');
  });

  test('a tender is booked instead of the trade, once it is taken', () => {
    const by = openId('oClerk');
    const taken = { state: 'taken', at: T0, kind: 'bank-card', receipt: 'R1', by } as const;
    const body = settlementBody({ ...paid, proof, counter: { ...part, tender: taken } });
    expect(body).toMatchObject({
      ...{ tender: { kind: 'bank-card', receipt: 'R1' }, insuranceTradeNo: 'YB1' },
      ...{ cashFen: 4000, insuranceFen: 8000 },
    });
    for (const key of ['platformTradeNo', 'cashTradeNo']) expect(body).not.toHaveProperty(key);
    const asked = { state: 'asked', at: T0, until: T0, by } as const;
    const before = settlementBody({ ...paid, proof, counter: { ...part, tender: asked } });
    expect(before).toMatchObject({ platformTradeNo: '42000' });
    expect(before).not.toHaveProperty('tender');
  });
});
