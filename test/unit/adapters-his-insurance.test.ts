/**
 * Answers about insurance that fit the schema and yet cannot be: they decide nothing (HIS contract, "What
 * an answer proves"), and what was asked travels as the contract says.
 */
import { createHis } from '../../cloudfunctions/adapters/his';
import { billId, orderNo, patientId, refundNoOf } from '../../cloudfunctions/domain/ids';
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER, listeningLog } from '../support/doubles';

const ORDER = orderNo('Y20260105abcdef');
const REFUND = refundNoOf(ORDER);
const AT = '2026-01-05T09:30:00+08:00';

function answering(body: object) {
  const sent: HttpRequest[] = [];
  const http = {
    send: (request: HttpRequest) => {
      sent.push(request);
      return Promise.resolve({ ok: true, status: 200, body: JSON.stringify(body) } as const);
    },
  };
  const config = { baseUrl: 'https://his.example/v1', token: 't', timeoutMs: 8000 };
  const deps = { http, log: listeningLog().log, monotonicMs: () => 0 };
  return { sent, ...createHis(config, deps, () => 'd'.repeat(32)) };
}

const PRICE = {
  ...{ orderNo: ORDER, payOrderId: 'ORD1', createdAt: AT, totalFen: 1000, cashFen: 300 },
  ...{ insuranceFen: 650, insuranceFundFen: 400, insuranceSelfFen: 200, insuranceOtherFen: 50 },
  ...{ cashAddFen: 100, cashReducedFen: 50 },
};
const askPrice = { orderNo: ORDER, payAuthNo: 'AUTH1' };

test('a price is told in our words', async () => {
  const { insurance, sent } = answering(PRICE);
  expect(await insurance.price(askPrice, FOREVER)).toEqual({
    ok: true,
    value: {
      payOrderId: 'ORD1',
      createdAt: Date.parse(AT),
      amounts: {
        ...{ kind: 'insurance-offline', total: 1000, cash: 300, insurance: 650 },
        ...{ insuranceFund: 400, insuranceSelf: 200, insuranceOther: 50 },
        ...{ cashAdd: 100, cashReduced: 50 },
      },
    },
  });
  const [request] = sent;
  expect(request?.url).toBe(`https://his.example/v1/insurance/uploads/${ORDER}/pre-settlement`);
  expect(request?.body).toBe('{"payAuthNo":"AUTH1"}');
});

test.each([
  ['of another order', { orderNo: 'Y2' }],
  ['whose parts are more than the insurance', { insuranceFundFen: 401 }],
  ['whose sums do not make the total', { totalFen: 1001 }],
  ['made at no time', { createdAt: '2026-13-05T09:30:00+08:00' }],
  ['without a part', { insuranceOtherFen: undefined }],
])('a price %s decides nothing', async (_name, change) => {
  const { insurance } = answering({ ...PRICE, ...change });
  expect(await insurance.price(askPrice, FOREVER)).toMatchObject({
    ...{ ok: false, certain: false, reason: 'hospital-answer-unreadable' },
  });
});

const WITH: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  none: {},
  uploaded: {},
  revoked: {},
  priced: { payOrderId: 'ORD1' },
  settled: { payOrderId: 'ORD1' },
  refunded: { payOrderId: 'ORD1', refundNo: REFUND, refundedAt: AT },
};
test.each(Object.entries(WITH))(
  '%s comes with what belongs to it, and nothing may be missing',
  async (status, more) => {
    const whole = await answering({ status, orderNo: ORDER, ...more }).insurance.state(
      ORDER,
      FOREVER,
    );
    const { refundedAt, ...rest } = more;
    expect(whole).toEqual({
      ok: true,
      value: {
        ...{ status, ...rest },
        ...(refundedAt === undefined ? {} : { refundedAt: Date.parse(refundedAt) }),
      },
    });
    for (const name of Object.keys(more)) {
      const part = { status, orderNo: ORDER, ...more, [name]: undefined };
      expect(await answering(part).insurance.state(ORDER, FOREVER)).toMatchObject({
        certain: false,
      });
    }
    const other = { status, orderNo: 'Y2', ...more };
    expect(await answering(other).insurance.state(ORDER, FOREVER)).toMatchObject({
      certain: false,
    });
  },
);

test('what is asked goes out as the contract says, and only its own answer is believed', async () => {
  const fees = {
    ...{ orderNo: ORDER, patientId: patientId('P1'), billIds: [billId('B1')] },
    ...{ serialNo: 'S1', payAuthNo: 'AUTH1' },
  };
  const up = answering({ status: 'uploaded', orderNo: ORDER, uploadedAt: AT });
  expect(await up.insurance.upload(fees, FOREVER)).toMatchObject({ ok: true });
  expect(up.sent[0]).toMatchObject({ method: 'PUT' });
  expect(JSON.parse(up.sent[0]?.body ?? '')).toEqual({
    ...{ patientId: 'P1', billIds: ['B1'], serialNo: 'S1', payAuthNo: 'AUTH1' },
  });
  const sums = { fund: fen(400), self: fen(200), other: fen(50) };
  const back = answering({ orderNo: ORDER, refundNo: REFUND, refundedAt: AT });
  const ask = { orderNo: ORDER, refundNo: REFUND, ...sums };
  expect(await back.insurance.refund(ask, FOREVER)).toEqual({
    ...{ ok: true, value: { refundedAt: Date.parse(AT) } },
  });
  expect(JSON.parse(back.sent[0]?.body ?? '')).toEqual({
    ...{ refundNo: REFUND, insuranceFundFen: 400, insuranceSelfFen: 200, insuranceOtherFen: 50 },
  });
  const foreign = answering({ orderNo: ORDER, refundNo: 'R2', refundedAt: AT });
  expect(await foreign.insurance.refund(ask, FOREVER)).toMatchObject({ certain: false });
  const gone = answering({ status: 'revoked', orderNo: 'Y2', revokedAt: AT });
  expect(await gone.insurance.revoke(ORDER, FOREVER)).toMatchObject({ certain: false });
  const stray = answering({ status: 'uploaded', orderNo: 'Y2', uploadedAt: AT });
  expect(await stray.insurance.upload(fees, FOREVER)).toMatchObject({ certain: false });
});
