/**
 * The HIS adapter's insurance part and the authorisation of 2.0 against the simulated hospital, bureau and
 * service over real HTTP: a permission becomes fees, a price, a settlement and a refund.
 */
import { createHis } from '../../cloudfunctions/adapters/his';
import { fetchHttp } from '../../cloudfunctions/adapters/https';
import { cryptoIds } from '../../cloudfunctions/adapters/ids';
import { md5 } from '../../cloudfunctions/adapters/md5';
import { authorisationJump, authoriser } from '../../cloudfunctions/channels/medins/authorise';
import { buildAmounts } from '../../cloudfunctions/domain/amounts';
import { identityDigest } from '../../cloudfunctions/domain/identity';
import { billId, openId, orderNo, patientId, refundNoOf } from '../../cloudfunctions/domain/ids';
import type { Authorisation } from '../../cloudfunctions/ports/authoriser';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import { fen } from '../../miniprogram/shared/fen';
import type { Fault } from '../../sandbox/control/faults';
import { listeningLog } from '../support/doubles';
import { orderIn } from '../support/orders';
import { TOKEN } from './hospital-server';
import {
  answerOf,
  insuranceRig,
  JUMP,
  paidAtBureau,
  PARTNER,
  post,
  type Rig,
} from './insurance-rig';

const FOREVER = { leftMs: () => 60_000 };
const ZHANG = openId('oZhangJianguo');
const ORDER = orderNo('Y20260105aaaaaaaaaaaaaaaaaaaaaaaaaa');
const REFUND = refundNoOf(ORDER);

let rig: Rig;
let logged: ReturnType<typeof listeningLog>;
beforeEach(async () => {
  rig = await insuranceRig();
  logged = listeningLog();
});
afterEach(() => rig.close());

function his(timeoutMs = 500) {
  return createHis(
    { baseUrl: `${rig.origin}/his/v1`, token: TOKEN, timeoutMs },
    { http: fetchHttp, log: logged.log, monotonicMs: () => performance.now() },
    (kind, number) => identityDigest(md5, kind, number),
  );
}

function valueOf<T>(answer: HisAnswer<T>): T {
  if (!answer.ok) throw new Error(`${answer.reason} ${answer.code}`);
  return answer.value;
}

const authorisation = () => ({
  ...{ appId: 'wxe183cd55df4b4369', trial: false, ...JUMP, ...PARTNER },
  ...{ userQueryBaseUrl: `${rig.origin}/mipuser`, livesMs: 240_000 },
});

/** As the phone and the function do it: jump, code, exchange. */
async function permitted(openid = ZHANG): Promise<Authorisation> {
  const { path } = authorisationJump(authorisation());
  const page = await answerOf(await post(`${rig.origin}/authorisation/api/code`, { openid, path }));
  const asked = { authCode: String(page.body['authCode']), openId: openid };
  const { clock } = rig;
  const outcome = await authoriser(
    { authorisation: authorisation() },
    { http: fetchHttp, clock, ids: cryptoIds, log: logged.log, rules: { httpTimeoutMs: 8000 } },
  ).exchange(asked, FOREVER);
  if (outcome.kind !== 'authorised') throw new Error(outcome.code);
  return outcome.authorisation;
}

function feesOf(story: string, payAuthNo: string, bill = rig.hospital.billOf(story)) {
  const asked = {
    patientId: bill.patientId,
    billIds: [bill.billId],
    payWith: 'insurance',
  } as const;
  return {
    orderNo: ORDER,
    patientId: patientId(bill.patientId),
    billIds: [billId(bill.billId)],
    serialNo: rig.hospital.preSettle(asked).serialNo,
    payAuthNo,
  };
}

test('one life of an order: the estimate, the price, the payment, the refund', async () => {
  const { insurance, settler } = his();
  const { payAuthNo, person, place } = await permitted();
  expect(person.name).toBe('张建国');
  expect(place).toEqual({ latitude: 23.129163, longitude: 113.264435 });
  const fees = feesOf('insurance-and-cash', payAuthNo);
  expect(valueOf(await insurance.state(ORDER, FOREVER))).toEqual({ status: 'none' });
  expect(valueOf(await insurance.upload(fees, FOREVER))).toEqual({ status: 'uploaded' });
  const { amounts, payOrderId, createdAt } = valueOf(await insurance.price(fees, FOREVER));
  expect(createdAt).toBe(rig.clock.now());
  const built = buildAmounts(amounts);
  expect(built).toEqual({
    ok: true,
    amounts: {
      ...{ mode: 'fixed', payType: 'mixed', total: 42400, cash: 10000, insurance: 32400 },
      ...{ insuranceFund: 22600, insuranceSelf: 9800, insuranceOther: 0 },
      ...{ cashAdd: 0, cashReduced: 0 },
    },
  });
  const paid = paidAtBureau(rig, ORDER, fees);
  expect([paid.accept(), paid.settle()]).toMatchObject([{ ok: true }, { ok: true }]);
  expect(valueOf(await insurance.state(ORDER, FOREVER))).toEqual({ status: 'settled', payOrderId });
  if (!built.ok) return;
  const order = orderIn('paid', {
    ...{ orderNo: ORDER, channel: 'medins', amounts: built.amounts, platformTradeNo: 'MIX1' },
    ...{ patientId: fees.patientId, billIds: fees.billIds, serialNo: fees.serialNo },
    proof: { ...built.amounts, paidAt: rig.clock.now() },
  });
  expect(valueOf(await settler.settle(order, FOREVER))).toMatchObject({ status: 'settled' });
  expect(rig.hospital.ledger().at(-1)).toMatchObject({ orderNo: ORDER, channel: 'medins' });
  const ask = { orderNo: ORDER, refundNo: REFUND, fund: fen(22600), self: fen(9800) };
  const { refundedAt } = valueOf(await insurance.refund({ ...ask, other: fen(0) }, FOREVER));
  rig.clock.advance(3_600_000);
  expect(valueOf(await insurance.refund({ ...ask, other: fen(0) }, FOREVER))).toEqual({
    refundedAt,
  });
  expect(valueOf(await insurance.state(ORDER, FOREVER))).toEqual({
    ...{ status: 'refunded', payOrderId, refundNo: REFUND, refundedAt },
  });
});

test('every story that insurance pays becomes amounts that can be sent', async () => {
  const { insurance } = his();
  const bills = rig.hospital
    .bills()
    .filter(
      ({ status, insurable, patientId: of }) => status === 'unpaid' && insurable && of === 'P00001',
    );
  expect(bills.length).toBeGreaterThan(6);
  for (const [index, bill] of bills.entries()) {
    const { scenario } = bill;
    const { payAuthNo } = await permitted();
    const no = orderNo(`Y202601050${String(index)}`);
    const fees = { ...feesOf(scenario, payAuthNo, bill), orderNo: no };
    valueOf(await insurance.upload(fees, FOREVER));
    const { amounts } = valueOf(await insurance.price(fees, FOREVER));
    expect([scenario, buildAmounts(amounts)]).toMatchObject([scenario, { ok: true }]);
    expect(amounts.cash + amounts.insurance + amounts.cashReduced).toBe(amounts.total);
  }
});

test('a relative is paid for under the family number only', async () => {
  const { insurance } = his();
  const { payAuthNo, familyPayAuthNo = '' } = await permitted();
  const refused = await insurance.upload(feesOf('child', payAuthNo), FOREVER);
  expect(refused).toMatchObject({ ok: false, certain: true, reason: 'relative-not-bound' });
  const fees = feesOf('child', familyPayAuthNo);
  expect(valueOf(await insurance.upload(fees, FOREVER))).toEqual({ status: 'uploaded' });
});

test.each([
  ['AMOUNT_MISMATCH', 'insurance-amount-mismatch'],
  ['AUTHORISATION_EXPIRED', 'authorisation-expired'],
  ['INSURANCE_SETTLED', 'insurance-already-settled'],
  ['IN_HOSPITAL', 'insurance-in-hospital'],
  ['CARD_NOT_BOUND', 'insurance-card-not-bound'],
  ['RELATIVE_UNKNOWN', 'relative-not-bound'],
] as const)('%s of the bureau reads %s, for certain', async (why, reason) => {
  const { insurance } = his();
  const { payAuthNo } = await permitted();
  const fees = feesOf('insurance-and-cash', payAuthNo);
  rig.bureau.failNext({ at: 'upload', why });
  rig.bureau.failNext({ at: 'price', why });
  const certain = { ok: false, certain: true, reason, code: why };
  expect(await insurance.upload(fees, FOREVER)).toEqual(certain);
  valueOf(await insurance.upload(fees, FOREVER));
  expect(await insurance.price(fees, FOREVER)).toEqual(certain);
});

test('revoking is for good, and refused once insurance has paid', async () => {
  const { insurance } = his();
  expect(valueOf(await insurance.revoke(ORDER, FOREVER))).toEqual({ status: 'revoked' });
  const { payAuthNo } = await permitted();
  const fees = feesOf('insurance-and-cash', payAuthNo);
  expect(await insurance.upload(fees, FOREVER)).toMatchObject({ certain: true });
  const other = { ...fees, orderNo: orderNo('Y20260105bbbb') };
  valueOf(await insurance.upload(other, FOREVER));
  valueOf(await insurance.price(other, FOREVER));
  const paid = paidAtBureau(rig, other.orderNo, other);
  paid.accept();
  paid.settle();
  expect(await insurance.revoke(other.orderNo, FOREVER)).toMatchObject({
    ...{ ok: false, certain: true, reason: 'insurance-already-settled' },
  });
});

const FAULTS: readonly (readonly [Fault['kind'], Fault, boolean])[] = [
  ['timeout-before', { kind: 'timeout-before' }, false],
  ['timeout-after', { kind: 'timeout-after' }, true],
  ['cut-before', { kind: 'cut-before' }, false],
  ['cut-after', { kind: 'cut-after' }, true],
  ['garbage', { kind: 'garbage' }, true],
  ['error', { kind: 'error', code: 'BUSY' }, false],
];

test.each(FAULTS)('%s leaves it open, and the repeat is right', async (_kind, fault, effect) => {
  const { insurance } = his(300);
  const { payAuthNo } = await permitted();
  const fees = feesOf('insurance-and-cash', payAuthNo);
  rig.faults.plant('his.uploadFees', fault);
  expect(await insurance.upload(fees, FOREVER)).toMatchObject({ ok: false, certain: false });
  const { status } = valueOf(await insurance.state(ORDER, FOREVER));
  expect(status).toBe(effect ? 'uploaded' : 'none');
  valueOf(await insurance.upload(fees, FOREVER));
  rig.faults.plant('his.preSettleUpload', fault);
  expect(await insurance.price(fees, FOREVER)).toMatchObject({ ok: false, certain: false });
  expect(valueOf(await insurance.price(fees, FOREVER)).amounts.total).toBe(42400);
});

test('neither log nor answer holds the pay_auth_no or the person (money rule 14)', async () => {
  const { insurance } = his();
  const { payAuthNo, person } = await permitted();
  const fees = feesOf('insurance-and-cash', payAuthNo);
  const answers = [
    await insurance.upload(fees, FOREVER),
    await insurance.price({ ...fees, payAuthNo: 'AUTH-wrong-number' }, FOREVER),
    await insurance.price(fees, FOREVER),
    await insurance.state(ORDER, FOREVER),
    await insurance.revoke(ORDER, FOREVER),
  ];
  const told = `${logged.lines.join()}${JSON.stringify(answers)}`;
  expect(told).toContain('uploadFees');
  for (const secret of [payAuthNo, 'AUTH-wrong-number', person.idDigest, person.name]) {
    expect(told).not.toContain(secret);
  }
});
