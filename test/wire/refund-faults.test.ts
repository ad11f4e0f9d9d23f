/**
 * Refunds under faults: every answer that can be lost is lost, every party fails at every step, and at
 * the end one refund of the reserved sums stands at the platform (money rules 2, 9 and 12).
 */
import { confirm } from '../support/payer';
import {
  askBack,
  asStaff,
  atPlatform,
  CLERK,
  hireClerk,
  later,
  paidOrder,
  refundsSent,
} from '../support/refunder';
import { testSandbox, ZHANG, type TestSandbox } from '../support/sandbox';

let sandbox: TestSandbox;
// planted time-outs are waited for
jest.setTimeout(30_000);

beforeAll(async () => {
  // answers that never come are waited for shortly
  sandbox = await testSandbox({ rules: { httpTimeoutMs: 1000 } });
  await hireClerk(sandbox);
}, 30_000);

afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.world.faults.clear();
  sandbox.world.platform.engine.setRefundIps(undefined);
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

async function plant(call: string, fault: object, count = 1): Promise<void> {
  const { status, json } = await sandbox.request('/sandbox/api/faults', { call, fault, count });
  if (status !== 200) throw new Error(JSON.stringify(json));
}

async function endsReturned(orderNo: string): Promise<void> {
  await later(sandbox, 12 * MINUTE, 6);
  expect((await asStaff(sandbox, orderNo)).refund).toMatchObject({
    ...{ state: 'done', cash: 10000, insurance: 32400 },
    legs: { cash: 'refunded', insurance: 'refunded' },
  });
  const { order, refund } = atPlatform(sandbox, orderNo);
  expect(order?.state).toBe('REFUND');
  expect(refund).toMatchObject({ cashFee: 10000, insuranceFee: 32400 });
}

const TRANSPORT = [
  'timeout-before',
  'timeout-after',
  'cut-before',
  'cut-after',
  'garbage',
] as const;

describe.each([
  'payinsurance.refund',
  'payinsurance.queryrefund',
  'his.holdRefund',
  'his.confirmRefund',
  'his.openSession',
])('%s', (call) => {
  it.each(TRANSPORT)('%s: the same refund, once', async (kind) => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    await plant(call, { kind });
    await askBack(sandbox, order.orderNo);
    await endsReturned(order.orderNo);
  });
});

describe('answers of the platform', () => {
  it.each([
    '513',
    '514',
    '550',
    '551',
    '552',
    '553',
    '555',
    '556',
    '557',
    '80000',
    '40001',
    'FAIL',
  ])('refund %s once: finished all the same', async (code) => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    await plant('payinsurance.refund', { kind: 'error', code });
    await askBack(sandbox, order.orderNo);
    await endsReturned(order.orderNo);
  });

  it.each(['514', '551', '555', '557', '80000', 'FAIL'])(
    'queryrefund %s twice: asked again',
    async (code) => {
      const order = await paidOrder(sandbox, 'insurance-and-cash');
      await plant('payinsurance.queryrefund', { kind: 'error', code }, 2);
      await askBack(sandbox, order.orderNo);
      await endsReturned(order.orderNo);
    },
  );

  it.each(['554', '558'])('refund %s: refused, the hospital hands out again', async (code) => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    await plant('payinsurance.refund', { kind: 'error', code });
    const asked = await askBack(sandbox, order.orderNo);
    expect(asked.refund).toMatchObject({ state: 'refused', reason: 'refund-not-possible' });
    expect(await asStaff(sandbox, order.orderNo)).toMatchObject({
      refund: { state: 'refused', hold: 'released', refusal: code },
    });
    const [bill = ''] = order.billIds;
    expect(sandbox.world.hospital.serveBill(bill)).toBeDefined();
  });

  it('an address that is not allowed sends nothing, and is told to an engineer', async () => {
    const { engine } = sandbox.world.platform;
    engine.setRefundIps(['203.0.113.9']);
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    await askBack(sandbox, order.orderNo);
    await later(sandbox, 2 * MINUTE);
    expect(atPlatform(sandbox, order.orderNo).refund).toBeUndefined();
    expect((await asStaff(sandbox, order.orderNo)).refund).toMatchObject({ state: 'held' });
    engine.setRefundIps(undefined);
    await endsReturned(order.orderNo);
  });

  it('a wrongly signed answer proves nothing', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    await plant('payinsurance.queryrefund', { kind: 'bad-signature' }, 2);
    await plant('payinsurance.refund', { kind: 'bad-signature' });
    await askBack(sandbox, order.orderNo);
    await endsReturned(order.orderNo);
  });
});

describe('legs that do not arrive', () => {
  const plan = (orderNo: string, decision: object) =>
    sandbox.world.platform.engine.refunds.plan(decision, orderNo);

  it('CHANGE: a case with one act, closed by the receipt of a transfer', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    plan(order.orderNo, { cash: 'CHANGE' });
    await askBack(sandbox, order.orderNo);
    await later(sandbox, 2 * MINUTE);
    const told = await confirm(sandbox, order.orderNo);
    expect(told).toMatchObject({
      refund: { state: 'going', byHand: true },
      next: { do: 'ask-at-counter' },
    });
    const { cases } = await sandbox.must(CLERK, 'staff', 'reviewQueue', { skip: 0 });
    expect(cases.find((one) => one.orderNo === order.orderNo)).toMatchObject({
      reason: 'refund-change',
      act: 'record-transfer',
    });
    const act = { kind: 'record-transfer', receipt: 'ZZ20260302001' } as const;
    await sandbox.must(CLERK, 'staff', 'endReview', { orderNo: order.orderNo, act });
    expect(await asStaff(sandbox, order.orderNo)).toMatchObject({
      refund: {
        ...{ state: 'done', receipt: 'ZZ20260302001' },
        legs: { cash: 'by-hand', insurance: 'refunded' },
      },
    });
    expect((await confirm(sandbox, order.orderNo)).refund).toMatchObject({ state: 'returned' });
  });

  it('insurance FAIL, the whole still REFUNDING: a case that ends when the bureau heals', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    plan(order.orderNo, { insurance: 'FAIL' });
    await askBack(sandbox, order.orderNo);
    await later(sandbox, 2 * MINUTE);
    const failed = await asStaff(sandbox, order.orderNo);
    expect(failed).toMatchObject({
      review: { reason: 'refund-insurance-failed', act: 'record-transfer' },
      refund: { state: 'refunding', legs: { cash: 'refunded', insurance: 'failed' } },
    });
    sandbox.world.platform.engine.refunds.act({ hospOutTradeNo: order.orderNo }, 'heal');
    await later(sandbox, 2 * HOUR);
    const healed = await asStaff(sandbox, order.orderNo);
    expect(healed).toMatchObject({ refund: { state: 'done' } });
    expect(healed.review).toBeUndefined();
  });

  it('REFUNDING for more than a day: a person hears of it, and it is asked about on', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    plan(order.orderNo, { afterMs: null });
    await askBack(sandbox, order.orderNo);
    await later(sandbox, 26 * HOUR, 6);
    expect((await asStaff(sandbox, order.orderNo)).review).toMatchObject({
      reason: 'refund-undecided',
    });
    sandbox.world.platform.engine.refunds.act({ hospOutTradeNo: order.orderNo }, 'finish');
    await later(sandbox, 2 * HOUR);
    const ended = await asStaff(sandbox, order.orderNo);
    expect(ended.refund).toMatchObject({ state: 'done' });
    expect(ended.review).toBeUndefined();
  });
});

describe('the desk', () => {
  it('sends nothing that is not due, whoever knocks', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    const before = refundsSent(sandbox);
    for (const knock of [{ orderNo: order.orderNo }, { orderNo: 'Y123' }, { orderNo: 7 }, {}]) {
      const { json } = await knockAs(ZHANG, knock);
      expect(Object.keys((json as { result: object }).result).sort()).toEqual(['ok', 'traceId']);
    }
    expect(refundsSent(sandbox)).toBe(before);
  });

  async function knockAs(openid: string, data: object) {
    const response = await fetch(`${sandbox.world.origin}/functions/refund`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-sandbox-openid': openid },
      body: JSON.stringify(data),
    });
    return { json: (await response.json()) as unknown };
  }
});
