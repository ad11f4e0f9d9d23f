/**
 * Insurance of 2.0 over real HTTP: 6201, 6202, 6301, 6203 and 6401 as docs/his-contract promises them, with
 * repeats and tombstones.
 */

import {
  expectAnswer,
  expectRefusal,
  feesOf,
  insuranceRig,
  paidAtBureau,
  uploadsOf,
  WHOLE,
  type Answer,
  type Fees,
  type Rig,
} from './insurance-rig';

let rig: Rig;
beforeEach(async () => {
  rig = await insuranceRig();
});
afterEach(() => rig.close());

const { upload, price, query, refund, revoke } = uploadsOf(() => rig);
const zhangs = (story = 'insurance-and-cash'): Fees => feesOf(rig, rig.authorise().self, story);

/** Uploaded and priced. */
async function priced(orderNo: string, fees = zhangs()): Promise<Fees> {
  expectAnswer(await upload(orderNo, fees), 'InsuranceUpload');
  expectAnswer(await price(orderNo, fees.payAuthNo), 'InsurancePrice');
  return fees;
}

async function settled(orderNo: string, fees = zhangs()): Promise<Fees> {
  await priced(orderNo, fees);
  const order = paidAtBureau(rig, orderNo, fees);
  expect([order.accept(), order.settle()]).toMatchObject([{ ok: true }, { ok: true }]);
  return fees;
}

it('uploads, prices, is settled by the platform and given back: one life of an order', async () => {
  expect(expectAnswer(await query('O1'), 'InsuranceUploadState')).toEqual({
    status: 'none',
    orderNo: 'O1',
  });
  const fees = zhangs();
  expect(expectAnswer(await upload('O1', fees), 'InsuranceUpload')).toEqual({
    status: 'uploaded',
    orderNo: 'O1',
    uploadedAt: '2026-01-05T09:30:00+08:00',
  });
  expect((await query('O1')).body).toMatchObject({ status: 'uploaded' });
  const split = expectAnswer(await price('O1', fees.payAuthNo), 'InsurancePrice');
  expect(split).toMatchObject({ totalFen: 42400, cashFen: 10000, insuranceFen: 32400, ...WHOLE });
  const { payOrderId } = split;
  expect((await query('O1')).body).toEqual({ status: 'priced', orderNo: 'O1', payOrderId });
  const order = paidAtBureau(rig, 'O1', fees);
  expect([order.accept(), order.settle()]).toMatchObject([{ ok: true }, { ok: true }]);
  expect((await query('O1')).body).toEqual({ status: 'settled', orderNo: 'O1', payOrderId });
  rig.clock.advance(60_000);
  const back = await refund('O1', { refundNo: 'RO1', ...WHOLE });
  const { refundedAt } = expectAnswer(back, 'InsuranceRefund');
  expect(refundedAt).toBe('2026-01-05T09:31:00+08:00');
  expect((await query('O1')).body).toEqual({
    ...{ status: 'refunded', orderNo: 'O1', payOrderId, refundNo: 'RO1', refundedAt },
  });
});

describe('the price', () => {
  it.each([
    ['insurance-and-cash', 10000, 22600, 9800, 0],
    ['all-insurance', 0, 5176, 2219, 0],
    ['zero-insurance', 5230, 0, 0, 0],
    ['cash-added-and-reduced', 5530, 4500, 3000, 0],
    ['online', 7460, 14700, 9800, 0],
    ['online-no-estimate', 3144, 4402, 2934, 0],
  ])('of %s is what the hospital reckons', async (story, cash, fund, self, other) => {
    const fees = zhangs(story);
    await upload('O1', fees);
    expect((await price('O1', fees.payAuthNo)).body).toMatchObject({
      ...{ cashFen: cash, insuranceFundFen: fund, insuranceSelfFen: self },
      insuranceOtherFen: other,
    });
  });

  it('names the bureau’s discount as one of its other payments, and the hospital books it', async () => {
    const fees = zhangs('bureau-discount');
    await upload('O1', fees);
    const { body } = await price('O1', fees.payAuthNo);
    expect(body).toMatchObject({ totalFen: 17400, cashFen: 4000, insuranceFen: 13400 });
    expect(body).toMatchObject({ insuranceOtherFen: 1400 });
    const booked = await settleAtHospital('O1', fees, body);
    expect(booked).toMatchObject({ status: 200, body: { status: 'settled' } });
  });

  it.each([
    [2000, { cashFen: 12000, insuranceFundFen: 20600, insuranceSelfFen: 9800 }],
    [30000, { cashFen: 40000, insuranceFundFen: 0, insuranceSelfFen: 2400 }],
    [99999, { cashFen: 42400, insuranceFen: 0, insuranceSelfFen: 0 }],
    [-4000, { cashFen: 6000, insuranceFundFen: 26600 }],
    [-99999, { cashFen: 0, insuranceFundFen: 32600 }],
  ])('may differ by %d fen of cash, once, and binds the hospital too', async (byFen, split) => {
    await rig.control('/bureau/price-differs', { byFen });
    const fees = zhangs();
    await upload('O1', fees);
    const { body } = await price('O1', fees.payAuthNo);
    expect(body).toMatchObject({ totalFen: 42400, ...split });
    const reckoned = { ...body, cashFen: 10000, insuranceFen: 32400, ...WHOLE };
    expectRefusal(await settleAtHospital('O1', fees, reckoned), 409, 'BILL_CHANGED');
    expect((await settleAtHospital('O1', fees, body)).status).toBe(200);
    const next = zhangs('all-insurance');
    await upload('O2', next);
    expect((await price('O2', next.payAuthNo)).body).toMatchObject({ insuranceFen: 7395 });
  });
});

function settleAtHospital(orderNo: string, fees: Fees, split: Answer['body']): Promise<Answer> {
  const { orderNo: _of, payOrderId: _id, createdAt: _at, ...sums } = split;
  const { patientId, billIds, serialNo } = fees;
  return rig.call('PUT', `/settlements/${orderNo}`, {
    ...{ patientId, billIds, serialNo, ...sums },
    ...{ payWith: 'insurance', channel: 'medins', platformTradeNo: 'MIX1' },
    paidAt: '2026-01-05T09:30:00+08:00',
  });
}

it('a settlement of medins needs the platform’s number, and is kept with its channel', async () => {
  const fees = zhangs();
  await upload('O1', fees);
  const { body } = await price('O1', fees.payAuthNo);
  const { orderNo: _of, payOrderId: _id, createdAt: _at, ...sums } = body;
  const { patientId, billIds } = fees;
  const without = await rig.call('PUT', '/settlements/O1', {
    ...{ patientId, billIds, ...sums, payWith: 'insurance', channel: 'medins' },
    paidAt: '2026-01-05T09:30:00+08:00',
  });
  expectRefusal(without, 400, 'INVALID_REQUEST');
  expect((await settleAtHospital('O1', fees, body)).status).toBe(200);
  expect(rig.hospital.ledger().at(-1)).toMatchObject({ channel: 'medins', orderNo: 'O1' });
});

describe('repeats', () => {
  it('of every call answer the same, whatever became of it meanwhile', async () => {
    const fees = zhangs();
    const uploaded = await upload('O1', fees);
    rig.clock.advance(1000);
    const split = await price('O1', fees.payAuthNo);
    rig.clock.advance(1000);
    expect(await upload('O1', { ...fees, billIds: [...fees.billIds].reverse() })).toEqual(uploaded);
    rig.clock.advance(600_000);
    expect(await price('O1', fees.payAuthNo)).toEqual(split);
    expect(await upload('O1', fees)).toEqual(uploaded);
    const gone = await revoke('O2');
    const settledFees = await settled('O3', zhangs('all-insurance'));
    const all = { insuranceFundFen: 5176, insuranceSelfFen: 2219, insuranceOtherFen: 0 };
    const back = await refund('O3', { refundNo: 'RO3', ...all });
    rig.clock.advance(86_400_000);
    expect(await refund('O3', { refundNo: 'RO3', ...all })).toEqual(back);
    expect(await revoke('O2')).toEqual(gone);
    expect((await upload('O3', settledFees)).status).toBe(200);
  });

  it('with other contents are refused, and change nothing', async () => {
    const fees = await priced('O1');
    const other = zhangs('all-insurance');
    const again = { ...other, payAuthNo: fees.payAuthNo };
    expectRefusal(await upload('O1', again), 409, 'UPLOAD_DIFFERS');
    const renumbered = { ...fees, serialNo: 'S1' };
    expectRefusal(await upload('O1', renumbered), 409, 'UPLOAD_DIFFERS');
    expect((await query('O1')).body).toMatchObject({ status: 'priced' });
  });

  it('under a new permission are uploaded anew, until the platform has taken the order', async () => {
    const fees = zhangs();
    await upload('O1', fees);
    const { body: first } = await price('O1', fees.payAuthNo);
    rig.bureau.expireAuthorisations();
    const renewed = { ...fees, payAuthNo: rig.authorise().self };
    expectAnswer(await upload('O1', renewed), 'InsuranceUpload');
    expect((await query('O1')).body).toEqual({ status: 'uploaded', orderNo: 'O1' });
    expectRefusal(await price('O1', fees.payAuthNo), 409, 'AUTHORISATION_EXPIRED');
    const { body: second } = await price('O1', renewed.payAuthNo);
    expect(second['payOrderId']).not.toBe(first['payOrderId']);
    const old = String(first['payOrderId']);
    expect(rig.bureau.settle(old)).toMatchObject({ ok: false });
    expect(paidAtBureau(rig, 'O1', renewed).accept()).toEqual({ ok: true });
    const late = { ...fees, payAuthNo: rig.authorise().self };
    expectRefusal(await upload('O1', late), 409, 'UPLOAD_DIFFERS');
  });
});

describe('revocation (6401)', () => {
  it('is a tombstone, also for a number never heard of', async () => {
    expectAnswer(await revoke('O1'), 'InsuranceRevocation');
    expect((await query('O1')).body).toEqual({ status: 'revoked', orderNo: 'O1' });
    const fees = zhangs();
    expectRefusal(await upload('O1', fees), 409, 'UPLOAD_REVOKED');
    expectRefusal(await price('O1', fees.payAuthNo), 409, 'UPLOAD_REVOKED');
  });

  it('of what was taken by the platform makes its settlement fail for ever', async () => {
    const fees = await priced('O1');
    const order = paidAtBureau(rig, 'O1', fees);
    expect(order.accept()).toEqual({ ok: true });
    expectAnswer(await revoke('O1'), 'InsuranceRevocation');
    expect(order.settle()).toEqual({ ok: false, why: '费用明细已撤销' });
    expect((await query('O1')).body).toMatchObject({ status: 'revoked' });
  });

  it('of what is settled, or was and went back, is refused', async () => {
    await settled('O1');
    expectRefusal(await revoke('O1'), 409, 'INSURANCE_SETTLED');
    await refund('O1', { refundNo: 'RO1', ...WHOLE });
    expectRefusal(await revoke('O1'), 409, 'INSURANCE_SETTLED');
    expect((await query('O1')).body).toMatchObject({ status: 'refunded' });
  });
});

describe('refund (6203)', () => {
  it('is whole, of something settled, and has one number', async () => {
    const ask = { refundNo: 'RO1', ...WHOLE };
    expectRefusal(await refund('O1', ask), 409, 'NOT_SETTLED');
    await settled('O1');
    const part = { ...ask, insuranceFundFen: 100 };
    expectRefusal(await refund('O1', part), 409, 'REFUND_DIFFERS');
    await rig.control('/bureau/fail-next', { at: 'refund', why: 'HOSPITAL_REFUSED' });
    expectRefusal(await refund('O1', ask), 409, 'HOSPITAL_REFUSED');
    expect((await query('O1')).body).toMatchObject({ status: 'settled' });
    expectAnswer(await refund('O1', ask), 'InsuranceRefund');
    expectRefusal(await refund('O1', { ...ask, refundNo: 'RO2' }), 409, 'REFUND_DIFFERS');
    expectRefusal(await refund('O1', part), 409, 'REFUND_DIFFERS');
  });

  it('frees the bill for another order', async () => {
    const first = await settled('O1');
    const again = (): Fees => ({ ...first, serialNo: 'S9', payAuthNo: rig.authorise().self });
    expectRefusal(await upload('O2', again()), 409, 'INSURANCE_SETTLED');
    await refund('O1', { refundNo: 'RO1', ...WHOLE });
    expectAnswer(await upload('O2', again()), 'InsuranceUpload');
  });
});
