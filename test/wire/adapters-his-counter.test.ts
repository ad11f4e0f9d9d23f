/**
 * The HIS adapter's counters against the simulated hospital over real HTTP: a code becomes a reading, a
 * token, a settlement, a booking, and goes back; under every fault the repeat is right.
 */
import { createHis } from '../../cloudfunctions/adapters/his';
import { fetchHttp } from '../../cloudfunctions/adapters/https';
import { buildAmounts } from '../../cloudfunctions/domain/amounts';
import { billId, openId, orderNo, patientId, refundNoOf } from '../../cloudfunctions/domain/ids';
import type { CounterDesk } from '../../cloudfunctions/ports/counter-desk';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import { fen } from '../../miniprogram/shared/fen';
import type { Fault } from '../../sandbox/control/faults';
import { listeningLog } from '../support/doubles';
import { orderIn } from '../support/orders';
import { CODE_LIVES_MS, counterRig, type CounterRig } from './hospital-counter-rig';
import { TOKEN } from './hospital-server';

const FOREVER = { leftMs: () => 60_000 };
const ORDER = orderNo('Y20260105aaaaaaaaaaaaaaaaaaaaaaaaaa');
const REFUND = refundNoOf(ORDER);

let rig: CounterRig;
let logged: ReturnType<typeof listeningLog>;
beforeEach(async () => {
  rig = await counterRig();
  logged = listeningLog();
});
afterEach(() => rig.close());

/** Waits for ever but where a fault is to be seen: this machine may be busy. */
function his(timeoutMs = 30_000) {
  return createHis(
    { baseUrl: `${rig.origin}/his/v1`, token: TOKEN, timeoutMs },
    { http: fetchHttp, log: logged.log, monotonicMs: () => performance.now() },
    () => 'd'.repeat(32),
  );
}

function valueOf<T>(answer: HisAnswer<T>): T {
  if (!answer.ok) throw new Error(`${answer.reason} ${answer.code}`);
  return answer.value;
}

/** What a clerk does: scan, and ask for the price. */
async function asked(story = 'insurance-and-cash') {
  const { counter, reader } = his();
  const bill = rig.hospital.billOf(story);
  const { code, token } = rig.show(bill.patientId);
  const read = valueOf(await counter.read({ code, counterNo: 'C02' }, FOREVER));
  const bills = { patientId: patientId(bill.patientId), billIds: [billId(bill.billId)] };
  const wanted = { ...bills, payWith: 'insurance', at: 'counter' } as const;
  const quote = valueOf(await reader.preSettle(wanted, FOREVER));
  const ask = { orderNo: ORDER, ...bills, serialNo: quote.serialNo, scanId: read.scanId };
  return { ask, read, quote, token };
}

const NOTES = { state: 'taken', at: 0, kind: 'notes', receipt: 'R1', by: openId('oC') } as const;

test.each([
  ['the code', {}],
  ['notes', { tender: NOTES }],
])('one life of an order whose cash is paid with %s', async (_name, tender) => {
  const { counter, counterInsurance, settler, refunds } = his();
  expect(valueOf(await counter.terminals(FOREVER))).toMatchObject([
    { counterNo: 'C01' },
    { counterNo: 'C02', name: '门诊收费2号窗口' },
    { counterNo: 'C03' },
  ]);
  const { ask, read, quote, token } = await asked();
  expect(read).toMatchObject({ patientName: '张*国', byRelative: false });
  expect(valueOf(await counter.token(read.scanId, FOREVER))).toEqual({
    ...{ token, patientId: 'P00001' },
  });
  const settled = valueOf(await counterInsurance.settle(ask, FOREVER));
  expect(settled.amounts).toEqual({ ...quote.amounts, insuranceOther: 0 });
  const built = buildAmounts(settled.amounts);
  if (!built.ok) throw new Error(built.fault);
  const { amounts } = built;
  const paidAt = rig.clock.now();
  const proof = { ...amounts, paidAt, insuranceTradeNo: settled.settlementNo };
  const part = { counterNo: 'C02', clerk: openId('oC'), first: 'insurance' } as const;
  const order = orderIn('paid', {
    ...{ ...ask, channel: 'onecode', amounts, proof, platformTradeNo: '42000' },
    counter: { ...part, scanId: ask.scanId, ...tender },
  });
  expect(valueOf(await settler.settle(order, FOREVER))).toMatchObject({ status: 'settled' });
  const refund = { orderNo: ORDER, refundNo: REFUND };
  expect(await counterInsurance.reverse(refund, FOREVER)).toMatchObject({
    ...{ ok: false, certain: true, code: 'REFUND_NOT_HELD' },
  });
  const sums = { ...refund, cash: amounts.cash, insurance: amounts.insurance };
  valueOf(await refunds.holdRefund(sums, FOREVER));
  const back = valueOf(await counterInsurance.reverse(refund, FOREVER));
  rig.clock.advance(3_600_000);
  expect(valueOf(await counterInsurance.reverse(refund, FOREVER))).toEqual(back);
  expect(valueOf(await counterInsurance.state(ORDER, FOREVER))).toEqual({
    ...{ status: 'reversed', refundNo: REFUND, ...back },
  });
  const done = { ...sums, refundedAt: rig.clock.now() };
  expect(valueOf(await refunds.confirmRefund(done, FOREVER))).toEqual({ status: 'confirmed' });
});

test('every story that insurance pays becomes amounts that can be charged', async () => {
  const { counterInsurance } = his();
  const stories = ['all-insurance', 'zero-insurance', 'online', 'online-no-estimate'];
  for (const [at, story] of [...stories, 'bureau-discount', 'child'].entries()) {
    const { ask } = await asked(story);
    const one = { ...ask, orderNo: orderNo(`Y202601050${String(at)}`) };
    const { amounts } = valueOf(await counterInsurance.settle(one, FOREVER));
    expect([story, buildAmounts(amounts)]).toMatchObject([story, { ok: true }]);
  }
});

test('cash first: settled at the agreed sums although the code has run out, or not at all', async () => {
  const { counter, counterInsurance } = his();
  const { ask, quote } = await asked();
  rig.clock.advance(CODE_LIVES_MS);
  expect(await counter.token(ask.scanId, FOREVER)).toMatchObject({
    ...{ ok: false, certain: true, reason: 'code-expired' },
  });
  const { total, cash, insurance } = quote.amounts;
  rig.hospital.counter.shiftNextSplit(1);
  const agreed = { ...ask, agreed: { total, cash, insurance } };
  expect(await counterInsurance.settle(agreed, FOREVER)).toMatchObject({
    ...{ ok: false, certain: true, reason: 'insurance-amount-mismatch' },
  });
  expect(valueOf(await counterInsurance.state(ORDER, FOREVER))).toEqual({ status: 'none' });
  expect(valueOf(await counterInsurance.settle(agreed, FOREVER)).amounts.cash).toBe(fen(10000));
});

test('other contents under a settled number are no certain refusal', async () => {
  const { counterInsurance } = his();
  const { ask } = await asked();
  valueOf(await counterInsurance.settle(ask, FOREVER));
  const other = await counterInsurance.settle({ ...ask, serialNo: 'S1' }, FOREVER);
  expect(other).toMatchObject({ ok: false, certain: false, code: 'INVALID_REQUEST' });
});

const SHORT_MS = 700;
const FAULTS: readonly (readonly [Fault['kind'], Fault, boolean])[] = [
  ['timeout-before', { kind: 'timeout-before' }, false],
  ['timeout-after', { kind: 'timeout-after' }, true],
  ['cut-before', { kind: 'cut-before' }, false],
  ['cut-after', { kind: 'cut-after' }, true],
  ['garbage', { kind: 'garbage' }, true],
  ['slow', { kind: 'slow', ms: 4000 }, true],
  ['error', { kind: 'error', code: 'BUSY' }, false],
];

describe.each(FAULTS)('%s', (_kind, fault, effect) => {
  test('of a settlement leaves it open, and the repeat is right', async () => {
    const { counterInsurance } = his();
    const impatient = his(SHORT_MS).counterInsurance;
    const { ask } = await asked();
    rig.faults.plant('his.counterSettle', fault);
    const unclear = { ok: false, certain: false };
    expect(await impatient.settle(ask, FOREVER)).toMatchObject(unclear);
    const { status } = valueOf(await counterInsurance.state(ORDER, FOREVER));
    expect(status).toBe(effect ? 'settled' : 'none');
    const { settlementNo } = valueOf(await counterInsurance.settle(ask, FOREVER));
    expect(valueOf(await counterInsurance.state(ORDER, FOREVER))).toMatchObject({ settlementNo });
    rig.faults.plant('his.counterState', fault);
    expect(await impatient.state(ORDER, FOREVER)).toMatchObject(unclear);
  });

  test('of a reversal leaves it open, and the repeat is right', async () => {
    const { counterInsurance } = his();
    const { ask } = await asked();
    valueOf(await counterInsurance.settle(ask, FOREVER));
    rig.faults.plant('his.counterReverse', fault);
    const impatient = his(SHORT_MS).counterInsurance;
    const first = await impatient.reverse({ orderNo: ORDER }, FOREVER);
    expect(first).toMatchObject({ ok: false, certain: false });
    const { status } = valueOf(await counterInsurance.state(ORDER, FOREVER));
    expect(status).toBe(effect ? 'reversed' : 'settled');
    valueOf(await counterInsurance.reverse({ orderNo: ORDER }, FOREVER));
    expect(await counterInsurance.settle(ask, FOREVER)).toMatchObject({
      ...{ ok: false, certain: true, code: 'INSURANCE_REVERSED' },
    });
  });

  test('of terminals, reading and token is no answer', async () => {
    const { read } = await asked();
    const { code } = rig.show();
    const asking = { code, counterNo: 'C01' };
    const acts: Readonly<Record<string, (desk: CounterDesk) => Promise<HisAnswer<unknown>>>> = {
      terminals: (desk) => desk.terminals(FOREVER),
      counterRead: (desk) => desk.read(asking, FOREVER),
      counterToken: (desk) => desk.token(read.scanId, FOREVER),
    };
    for (const [call, act] of Object.entries(acts)) {
      rig.faults.plant(`his.${call}`, fault);
      const first = await act(his(SHORT_MS).counter);
      expect([call, first]).toMatchObject([call, { ok: false, certain: false }]);
      expect([call, await act(his().counter)]).toMatchObject([call, { ok: true }]);
    }
  });
});

test('no log of ours or of the wire holds code, token or name (money rule 14)', async () => {
  const { counter, counterInsurance } = his();
  const { ask, read, token } = await asked();
  valueOf(await counter.token(read.scanId, FOREVER));
  rig.faults.plant('his.counterToken', { kind: 'garbage' });
  await counter.token(read.scanId, FOREVER);
  const { code } = rig.show();
  rig.faults.plant('his.counterRead', { kind: 'error', code: 'CODE_UNKNOWN' });
  await counter.read({ code, counterNo: 'C01' }, FOREVER);
  valueOf(await counterInsurance.settle(ask, FOREVER));
  const told = `${logged.lines.join()}${JSON.stringify(rig.wireLog.since())}`;
  expect(told).toContain('counterToken');
  for (const secret of [token, code, '张建国', '张*国']) expect(told).not.toContain(secret);
});
