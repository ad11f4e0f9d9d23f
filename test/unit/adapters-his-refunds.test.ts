/** Which answers about refunds and books the HIS adapter takes, and which contradict the question. */
import { createHis } from '../../cloudfunctions/adapters/his';
import { orderNo, refundNoOf } from '../../cloudfunctions/domain/ids';
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import { fen } from '../../miniprogram/shared/fen';
import { listeningLog } from '../support/doubles';

const FOREVER = { leftMs: () => 60_000 };
const ORDER = orderNo(`Y20260105${'a'.repeat(26)}`);
const REFUND = refundNoOf(ORDER);
const ASK = { orderNo: ORDER, refundNo: REFUND, cash: fen(700), insurance: fen(300) };
const BACK = { ...ASK, refundedAt: Date.parse('2026-01-05T10:00:00.250+08:00') };
const STATE = {
  refundNo: REFUND,
  orderNo: ORDER,
  cashFen: 700,
  insuranceFen: 300,
  since: '2026-01-05T10:00:00+08:00',
};
const CONTRADICTS = {
  ok: false,
  certain: false,
  reason: 'hospital-answer-unreadable',
  code: 'CONTRADICTS',
};

function his(body: unknown) {
  const sent: HttpRequest[] = [];
  const http = {
    send: (request: HttpRequest) => {
      sent.push(request);
      return Promise.resolve({ ok: true, status: 200, body: JSON.stringify(body) } as const);
    },
  };
  const config = { baseUrl: 'https://his.example/v1', token: 't0ken', timeoutMs: 8000 };
  const deps = { http, log: listeningLog().log, monotonicMs: () => 0 };
  return { ...createHis(config, deps, () => 'd'.repeat(32)), sent };
}

describe('what is sent', () => {
  test('a hold names order and sums, and the same to the byte at every repeat', async () => {
    const { refunds, sent } = his({ ...STATE, status: 'held' });
    await refunds.holdRefund(ASK, FOREVER);
    await refunds.holdRefund(ASK, FOREVER);
    expect(sent[0]).toMatchObject({
      method: 'PUT',
      url: `https://his.example/v1/refunds/${REFUND}`,
      body: JSON.stringify({ orderNo: ORDER, cashFen: 700, insuranceFen: 300 }),
    });
    expect(sent[1]?.body).toBe(sent[0]?.body);
  });

  test('a confirmation says when, and the number of the platform where there is one', async () => {
    const { refunds, sent } = his({ ...STATE, status: 'confirmed' });
    await refunds.confirmRefund({ ...BACK, platformRefundNo: 'F1' }, FOREVER);
    await refunds.confirmRefund(BACK, FOREVER);
    const body = {
      orderNo: ORDER,
      cashFen: 700,
      insuranceFen: 300,
      refundedAt: '2026-01-05T10:00:00.250+08:00',
    };
    expect(sent.map((one) => JSON.parse(one.body ?? '') as unknown)).toEqual([
      { ...body, platformRefundNo: 'F1' },
      body,
    ]);
    expect(sent[0]?.url).toBe(`https://his.example/v1/refunds/${REFUND}/confirm`);
  });

  test('a page of the ledger is asked for by day, size and place', async () => {
    const { ledger, sent } = his({ date: '2026-01-05', entries: [] });
    await ledger.ledger({ day: '20260105', limit: 5000 }, FOREVER);
    await ledger.ledger({ day: '20260105', limit: 10, after: 'a.b~c' }, FOREVER);
    expect(sent.map((one) => one.url)).toEqual([
      'https://his.example/v1/ledger?date=2026-01-05&limit=2000',
      'https://his.example/v1/ledger?date=2026-01-05&limit=10&after=a.b~c',
    ]);
  });
});

describe('what contradicts the question is no answer', () => {
  const wrong = [
    ['another refund', { refundNo: 'R2' }],
    ['another order', { orderNo: 'O2' }],
    ['other cash', { cashFen: 701 }],
    ['other insurance', { insuranceFen: 301 }],
    ['no sums', { cashFen: undefined }],
  ] as const;

  test.each([
    ...wrong,
    ['released', { status: 'released' }],
    ['none', { status: 'none' }],
  ] as const)('a hold: %s', async (_name, change) => {
    const { refunds } = his({ ...STATE, status: 'held', ...change });
    expect(await refunds.holdRefund(ASK, FOREVER)).toEqual(CONTRADICTS);
  });

  test.each([
    ...wrong,
    ['held', { status: 'held' }],
    ['released', { status: 'released' }],
  ] as const)('a confirmation: %s', async (_name, change) => {
    const { refunds } = his({ ...STATE, status: 'confirmed', ...change });
    expect(await refunds.confirmRefund(BACK, FOREVER)).toEqual(CONTRADICTS);
  });

  test.each([
    ['another refund', { refundNo: 'R2' }],
    ['held', { status: 'held' }],
    ['confirmed', { status: 'confirmed' }],
  ])('a release: %s', async (_name, change) => {
    const { refunds } = his({ ...STATE, status: 'released', ...change });
    expect(await refunds.releaseRefund(REFUND, FOREVER)).toEqual(CONTRADICTS);
  });

  test('a page of another day, and one that names itself as the next', async () => {
    const other = his({ date: '2026-01-06', entries: [] });
    expect(await other.ledger.ledger({ day: '20260105', limit: 10 }, FOREVER)).toEqual(CONTRADICTS);
    const circle = his({ date: '2026-01-05', entries: [], next: '7' });
    const ask = { day: '20260105', limit: 10, after: '7' };
    expect(await circle.ledger.ledger(ask, FOREVER)).toEqual(CONTRADICTS);
    const on = await circle.ledger.ledger({ ...ask, after: '6' }, FOREVER);
    expect(on).toEqual({ ok: true, value: { rows: [], next: '7' } });
  });

  test.each([
    ['a sum of half a fen', { cashFen: 0.5 }],
    ['a row of no kind', { kind: 'gift' }],
    ['a row without a time', { at: undefined }],
    ['a time of another zone', { at: '2026-01-05T02:00:00Z' }],
  ])('%s makes a page unreadable', async (_name, change) => {
    const entry = {
      ...{ kind: 'settlement', source: 'window', settlementNo: 'J1', billIds: ['B1'] },
      ...{ totalFen: 1, cashFen: 1, insuranceFen: 0, at: '2026-01-05T10:00:00+08:00' },
      ...change,
    };
    const { ledger } = his({ date: '2026-01-05', entries: [entry] });
    expect(await ledger.ledger({ day: '20260105', limit: 10 }, FOREVER)).toMatchObject({
      ok: false,
      certain: false,
      code: 'MISSHAPEN',
    });
  });
});
