/**
 * Refunds of 2.0 under faults: every act and every answer of the saga is lost in every way, by every
 * party. Begun again it goes on where it stopped, under the same number, with the same word to the
 * platform, and at the end each leg is back exactly once (money rules 2, 9 and 12).
 */
import { bookedOf, lever, medinsSandbox, nextStory, partsOf, plant } from '../support/medins-story';
import { endOf } from '../support/medins-story-end';
import { calls, confirm } from '../support/payer';
import { askBack, asStaff, CLERK, hireClerk, later, paidOrder } from '../support/refunder';
import type { TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

let sandbox: TestSandbox;
/** Bodies of refunds/notify as they arrived. */
const words: string[] = [];
/** What the desk, the function `refund`, answered whoever knocked. */
const knocks: string[] = [];
beforeAll(async () => {
  const log = (source: string, line: string): void => {
    if (source === 'refund' && line.includes('"event":"hint"')) knocks.push(line);
  };
  sandbox = await medinsSandbox({ log, rules: { httpTimeoutMs: 1_000 } });
  await hireClerk(sandbox);
  const { engine } = sandbox.world.wechat;
  const call = engine.call.bind(engine);
  jest.spyOn(engine, 'call').mockImplementation((request, planted) => {
    if (request.path.startsWith('/v3/med-ins/refunds/notify')) words.push(request.body);
    return call(request, planted);
  });
}, 60_000);
beforeEach(() => {
  nextStory(sandbox);
  words.length = 0;
});
afterAll(() => sandbox.close());
afterEach(async () => {
  sandbox.world.faults.clear();
  sandbox.world.hospital.setBureauDown(false);
  await sandbox.world.wechat.courier.flush();
});

const MINUTE = 60_000;
const TRANSPORT = ['timeout-before', 'timeout-after', 'cut-before', 'cut-after', 'garbage'];
const SIGNED = [...TRANSPORT, 'bad-signature'];
const table = (list: readonly (readonly [string, readonly string[]])[]) =>
  list.flatMap(([call, kinds]) => kinds.map((kind) => [call, kind] as const));

const mixed = () => paidOrder(sandbox, 'insurance-and-cash');

/** Each leg is back once, told in the same words each time, and booked once. */
async function endsBack(orderNo: string, { minutes = 20, ticks = 10 } = {}): Promise<void> {
  await later(sandbox, minutes * MINUTE, ticks);
  expect((await asStaff(sandbox, orderNo)).refund).toMatchObject({ state: 'done' });
  expect(await endOf(sandbox, orderNo)).toBe('returned');
  const { split } = await confirm(sandbox, orderNo);
  const refunds = sandbox.world.wechat.engine.refunds.list();
  const ofOrder = refunds.filter(({ cashId }) => cashId.endsWith(orderNo));
  expect(ofOrder.map(({ amount }) => amount)).toEqual(split.cash > 0 ? [split.cash] : []);
  expect(new Set(words).size).toBe(partsOf(sandbox, orderNo).type === 'CASH_ONLY' ? 0 : 1);
  expect(bookedOf(sandbox, orderNo)).toMatchObject([
    { kind: 'settlement' },
    { kind: 'refund', cashFen: split.cash, insuranceFen: split.insurance },
  ]);
}

it.each(
  table([
    ['his.holdRefund', TRANSPORT],
    ['his.refundUpload', TRANSPORT],
    ['wechatpay.refundCash', SIGNED],
    ['wechatpay.notifyRefund', SIGNED],
    ['wechatpay.queryRefund', SIGNED],
    ['his.queryUpload', TRANSPORT],
    ['his.confirmRefund', TRANSPORT],
  ]),
)('%s with %s twice: each leg once', async (call, kind) => {
  const order = await mixed();
  await plant(sandbox, call, { kind }, 2);
  await askBack(sandbox, order.orderNo);
  await endsBack(order.orderNo);
});

it.each(
  table([
    ['his.refundUpload', TRANSPORT],
    ['wechatpay.notifyRefund', SIGNED],
  ]),
)('of insurance alone, %s with %s: once', async (call, kind) => {
  const order = await paidOrder(sandbox, 'all-insurance');
  await plant(sandbox, call, { kind });
  await askBack(sandbox, order.orderNo);
  await endsBack(order.orderNo);
});

it.each(['timeout-before', 'timeout-after', 'cut-before', 'cut-after', 'garbage'])(
  'the function `refund` itself with %s: begun again by clockwork',
  async (kind) => {
    const order = await mixed();
    await plant(sandbox, 'cloud.functions.invokeFunction', { kind });
    await askBack(sandbox, order.orderNo);
    await endsBack(order.orderNo);
  },
);

it('stops between the legs: insurance is back, cash goes on under the same number', async () => {
  const order = await mixed();
  await plant(sandbox, 'wechatpay.refundCash', { kind: 'cut-before' }, 3);
  await askBack(sandbox, order.orderNo);
  expect(partsOf(sandbox, order.orderNo)).toMatchObject({
    ...{ upload: 'refunded', cash: 'SUCCESS', refund: 'none', told: undefined },
  });
  const told = await confirm(sandbox, order.orderNo);
  expect(told.refund).toMatchObject({ state: 'going' });
  const before = calls(sandbox, 'his.refundUpload');
  await endsBack(order.orderNo);
  // asked again where it was not known, and idempotent by the number
  expect(calls(sandbox, 'his.refundUpload')).toBeGreaterThanOrEqual(before);
  const upload = sandbox.world.bureau.uploads().find((one) => one.orderNo === order.orderNo);
  expect(upload?.refund?.refundNo).toBe(`R${order.orderNo}`);
});

it('stops before the word: both legs are back, and it is told until it is heard', async () => {
  const order = await mixed();
  await plant(sandbox, 'wechatpay.notifyRefund', { kind: 'timeout-before' }, 2);
  await askBack(sandbox, order.orderNo);
  expect(partsOf(sandbox, order.orderNo)).toMatchObject({
    ...{ upload: 'refunded', cash: 'REFUND', told: undefined },
  });
  await later(sandbox, 1_000, 1);
  expect((await asStaff(sandbox, order.orderNo)).refund?.state).not.toBe('done');
  await endsBack(order.orderNo);
});

it('knocks at the desk once a turn while the word is not heard', async () => {
  const order = await mixed();
  await plant(sandbox, 'wechatpay.notifyRefund', { kind: 'cut-before' }, 20);
  await askBack(sandbox, order.orderNo);
  // the money is back, and booked, before the platform is told
  await later(sandbox, 6 * MINUTE, 3);
  knocks.length = 0;
  await later(sandbox, 6 * MINUTE, 1);
  const own = knocks.filter((line) => line.includes(order.orderNo));
  expect(own).toHaveLength(1);
  sandbox.world.faults.clear();
  await endsBack(order.orderNo);
});

it('is told three times, and each time in the same words to the byte', async () => {
  const order = await mixed();
  await plant(sandbox, 'wechatpay.notifyRefund', { kind: 'timeout-after' }, 2);
  await askBack(sandbox, order.orderNo);
  sandbox.world.clock.advance(3 * MINUTE);
  await endsBack(order.orderNo);
  expect(words.length).toBeGreaterThanOrEqual(3);
});

it.each([
  ...['SYSTEM_ERROR', 'FREQUENCY_LIMITED', 'NOT_ENOUGH', 'NO_AUTH', 'INVALID_REQUEST'],
  ...['RULE_LIMIT', 'USER_ACCOUNT_ABNORMAL', '268435461', '268529515', 'NOT_LISTED'],
])('the cash is answered %s three times after 6203: owed, and it goes on', async (code) => {
  const order = await mixed();
  await plant(sandbox, 'wechatpay.refundCash', { kind: 'error', code }, 3);
  await askBack(sandbox, order.orderNo);
  expect((await confirm(sandbox, order.orderNo)).refund).toMatchObject({ state: 'going' });
  await endsBack(order.orderNo, { minutes: 60, ticks: 20 });
});

it.each(['SYSTEM_ERROR', 'FREQUENCY_LIMITED', '268529515', '268435461', 'RULE_LIMIT'])(
  'the word is answered %s twice: told again',
  async (code) => {
    const order = await mixed();
    await plant(sandbox, 'wechatpay.notifyRefund', { kind: 'error', code }, 2);
    await askBack(sandbox, order.orderNo);
    await endsBack(order.orderNo, { minutes: 60, ticks: 20 });
  },
);

it.each(['SYSTEM_ERROR', 'FREQUENCY_LIMITED', 'NO_AUTH', '268529515'])(
  'the question is answered %s three times: asked again',
  async (code) => {
    const order = await mixed();
    await plant(sandbox, 'wechatpay.queryRefund', { kind: 'error', code }, 3);
    await askBack(sandbox, order.orderNo);
    await endsBack(order.orderNo, { minutes: 60, ticks: 20 });
  },
);

it.each(['HOSPITAL_REFUSED', 'NOT_SETTLED', 'REFUND_DIFFERS'])(
  'the bureau says %s: refused, nothing was sent, the hospital hands out again',
  async (why) => {
    const order = await mixed();
    await lever(sandbox, 'bureau/fail-next', { at: 'refund', why });
    const before = calls(sandbox, 'wechatpay.refundCash');
    const asked = await askBack(sandbox, order.orderNo);
    expect(asked.refund).toMatchObject({ state: 'refused', reason: 'refund-not-possible' });
    expect(calls(sandbox, 'wechatpay.refundCash')).toBe(before);
    expect((await asStaff(sandbox, order.orderNo)).refund).toMatchObject({ hold: 'released' });
    const [bill = ''] = order.billIds;
    expect(sandbox.world.hospital.serveBill(bill)).toBeDefined();
    expect(await endOf(sandbox, order.orderNo)).toBe('paid');
  },
);

it.each([1, 3])('the bureau is at a loss %d times: asked again under the number', async (times) => {
  const order = await mixed();
  await lever(sandbox, 'bureau/fail-next', { at: 'refund', why: 'BUSY', count: times });
  await askBack(sandbox, order.orderNo);
  await endsBack(order.orderNo, { minutes: 60, ticks: 20 });
});

it('the line to the bureau is down for an hour: nothing is sent meanwhile', async () => {
  const order = await mixed();
  const before = calls(sandbox, 'wechatpay.refundCash');
  sandbox.world.hospital.setBureauDown(true);
  await askBack(sandbox, order.orderNo);
  await later(sandbox, 60 * MINUTE, 12);
  expect(calls(sandbox, 'wechatpay.refundCash')).toBe(before);
  sandbox.world.hospital.setBureauDown(false);
  await endsBack(order.orderNo);
});

describe('cash that does not arrive', () => {
  const receipt = { kind: 'record-transfer', receipt: 'ZZ20260302001' } as const;

  it.each([
    ['ABNORMAL', 'abnormal'],
    ['CLOSED', 'closed'],
  ])('%s: a case with one act, closed by the receipt of a transfer', async (_state, plan) => {
    const order = await mixed();
    await lever(sandbox, 'wechatpay/levers', { nextRefunds: [plan] });
    await askBack(sandbox, order.orderNo);
    await later(sandbox, 5 * MINUTE, 5);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({
      refund: { state: 'going', byHand: true },
      next: { do: 'ask-at-counter' },
    });
    const { cases } = await sandbox.must(CLERK, 'staff', 'reviewQueue', { skip: 0 });
    expect(cases.find((one) => one.orderNo === order.orderNo)).toMatchObject({
      ...{ reason: 'refund-change', act: 'record-transfer' },
    });
    const act = { orderNo: order.orderNo, act: receipt };
    await sandbox.must(CLERK, 'staff', 'endReview', act);
    expect(await asStaff(sandbox, order.orderNo)).toMatchObject({
      refund: {
        ...{ state: 'done', receipt: 'ZZ20260302001' },
        legs: { cash: 'by-hand', insurance: 'refunded' },
      },
    });
    expect((await confirm(sandbox, order.orderNo)).refund).toMatchObject({ state: 'returned' });
    expect(bookedOf(sandbox, order.orderNo)).toHaveLength(2);
  });

  it('ABNORMAL, and then it arrives after all: the case ends by itself', async () => {
    const order = await mixed();
    await lever(sandbox, 'wechatpay/levers', { nextRefunds: ['abnormal'] });
    await askBack(sandbox, order.orderNo);
    await later(sandbox, 5 * MINUTE, 5);
    expect((await asStaff(sandbox, order.orderNo)).review?.reason).toBe('refund-change');
    const healed = { outRefundNo: `R${order.orderNo}`, status: 'SUCCESS' };
    await lever(sandbox, 'wechatpay/refunds/act', healed);
    await endsBack(order.orderNo, { minutes: 180, ticks: 6 });
    expect((await asStaff(sandbox, order.orderNo)).review).toBeUndefined();
  });

  it('stays PROCESSING: asked on, and a case after a day', async () => {
    const order = await mixed();
    await lever(sandbox, 'wechatpay/levers', { nextRefunds: ['stuck'] });
    await askBack(sandbox, order.orderNo);
    await later(sandbox, 60 * MINUTE, 10);
    expect((await asStaff(sandbox, order.orderNo)).review).toBeUndefined();
    expect((await confirm(sandbox, order.orderNo)).refund).toMatchObject({ state: 'going' });
    await later(sandbox, 24 * 60 * MINUTE, 10);
    expect((await asStaff(sandbox, order.orderNo)).review?.reason).toBe('refund-undecided');
    const done = { outRefundNo: `R${order.orderNo}`, status: 'SUCCESS' };
    await lever(sandbox, 'wechatpay/refunds/act', done);
    await endsBack(order.orderNo, { minutes: 180, ticks: 6 });
  });
});

it('a word that is not taken for a day is a case; a person has it registered, and it is over', async () => {
  const order = await mixed();
  await plant(sandbox, 'wechatpay.notifyRefund', { kind: 'cut-before' }, 500);
  await askBack(sandbox, order.orderNo);
  await later(sandbox, 26 * 60 * MINUTE, 52);
  const { refund, review } = await asStaff(sandbox, order.orderNo);
  expect(review).toMatchObject({ reason: 'refund-untold', act: 'record-told' });
  expect(refund).toMatchObject({ state: 'returned', hold: 'confirmed' });
  const ended = { orderNo: order.orderNo, act: { kind: 'record-told', receipt: 'WX-1' } } as const;
  await sandbox.must(CLERK, 'staff', 'endReview', ended);
  sandbox.world.faults.clear();
  const tried = calls(sandbox, 'wechatpay.notifyRefund');
  await later(sandbox, 26 * 60 * MINUTE, 26);
  expect(calls(sandbox, 'wechatpay.notifyRefund')).toBe(tried);
  const after = await asStaff(sandbox, order.orderNo);
  expect(after.review).toBeUndefined();
  expect(after.refund).toMatchObject({ state: 'done', toldReceipt: 'WX-1' });
});
