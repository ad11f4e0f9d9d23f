/**
 * Half paid (money rule 9, facts of 2.0 "states"): the cash was taken and the insurance failed. The cash
 * goes back by itself, once, after the bureau has said that it holds nothing; the bill is free; the
 * patient reads it.
 */
import type { OrderView } from '../../cloudfunctions/contract/types';
import {
  bookedOf,
  lever,
  medinsSandbox,
  nextStory,
  partsOf,
  payByPhone,
  plant,
} from '../support/medins-story';
import { calls, confirm, pay, place, placed } from '../support/payer';
import { asStaff, CLERK, hireClerk, later } from '../support/refunder';
import { ZHANG, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const CASH = 10_000;

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await medinsSandbox({ rules: { httpTimeoutMs: 1_000 } });
  await hireClerk(sandbox);
}, 60_000);
beforeEach(() => {
  nextStory(sandbox);
});
afterAll(() => sandbox.close());
afterEach(async () => {
  sandbox.world.faults.clear();
  sandbox.world.hospital.setBureauDown(false);
  // nothing of one story knocks in the next one
  await sandbox.world.wechat.courier.flush();
});

async function halfPaid(): Promise<OrderView> {
  const order = await placed(sandbox, 'insurance-and-cash');
  await pay(sandbox, order.orderNo, 'half-paid');
  expect(partsOf(sandbox, order.orderNo)).toMatchObject({ mixed: 'FAIL', cash: 'SUCCESS' });
  return order;
}

const sent = () => calls(sandbox, 'wechatpay.refundCash');

/** One refund of the cash stands, nothing was booked, and the bill is paid by the next order. */
async function endsBack({ orderNo, billIds }: OrderView): Promise<void> {
  expect(await confirm(sandbox, orderNo)).toMatchObject({
    ...{ payment: 'failed', hospital: 'none', reason: 'insurance-failed-cash-back' },
    refund: { state: 'returned', cause: 'half-paid', cash: CASH, insurance: 0, byHand: false },
    next: { do: 'pay-anew' },
  });
  expect(partsOf(sandbox, orderNo)).toMatchObject({
    ...{ cash: 'REFUND', refund: 'SUCCESS', refunded: CASH, told: undefined, upload: 'revoked' },
  });
  expect(bookedOf(sandbox, orderNo)).toEqual([]);
  const refunds = sandbox.world.wechat.engine.refunds.list();
  expect(refunds.filter(({ cashId }) => cashId.endsWith(orderNo))).toHaveLength(1);
  const anew = await place(sandbox, billIds);
  await payByPhone(sandbox, anew);
  expect(await confirm(sandbox, anew.orderNo)).toMatchObject({ hospital: 'settled' });
}

it('says so at once, and offers no other payment until the cash is back', async () => {
  const order = await halfPaid();
  expect(await confirm(sandbox, order.orderNo)).toMatchObject({
    ...{ payment: 'failed', reason: 'insurance-failed-cash-back', next: { do: 'wait' } },
    refund: { state: 'going', cause: 'half-paid', cash: CASH, insurance: 0 },
  });
  expect((await place(sandbox, order.billIds)).orderNo).toBe(order.orderNo);
  await later(sandbox, 2 * MINUTE);
  await endsBack(order);
});

describe('why the insurance failed', () => {
  const failsNext = () =>
    lever(sandbox, 'bureau/fail-next', { at: 'settle', why: '参保人张建国在院状态不允许结算' });
  /** Our own name for it and not the words of the bureau, which may name people (money rule 14). */
  async function isNoted(orderNo: string): Promise<void> {
    const seen = JSON.stringify(await asStaff(sandbox, orderNo));
    expect(seen).toContain('bureau-in-hospital');
    expect(seen).not.toContain('参保人');
  }

  it('is what the patient reads of an order that ended without money', async () => {
    const order = await placed(sandbox, 'all-insurance');
    await failsNext();
    await pay(sandbox, order.orderNo);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({
      ...{ payment: 'closed', reason: 'insurance-in-hospital', next: { do: 'pay-anew' } },
    });
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ mixed: 'FAIL', upload: 'revoked' });
    await isNoted(order.orderNo);
  });

  it('is noted for the clerk while the cash goes back', async () => {
    const order = await placed(sandbox, 'insurance-and-cash');
    await failsNext();
    await pay(sandbox, order.orderNo);
    await confirm(sandbox, order.orderNo);
    await isNoted(order.orderNo);
    await later(sandbox, 2 * MINUTE);
    await endsBack(order);
  });
});

it('goes back without anybody looking', async () => {
  const order = await halfPaid();
  await later(sandbox, 10 * MINUTE, 10);
  await endsBack(order);
});

it('goes back on the word of the cash notice alone', async () => {
  const order = await halfPaid();
  const deliveries = await sandbox.world.wechat.courier.flush();
  expect(deliveries.map(({ outcome }) => outcome)).toEqual(['accepted']);
  expect(await asStaff(sandbox, order.orderNo)).toMatchObject({ refund: { cause: 'half-paid' } });
  await later(sandbox, 2 * MINUTE);
  await endsBack(order);
});

it('cannot be asked back by the patient a second time', async () => {
  const order = await halfPaid();
  await confirm(sandbox, order.orderNo);
  const tried = await sandbox.call(ZHANG, 'pay', 'askRefund', { orderNo: order.orderNo });
  expect(tried).toMatchObject({ ok: false });
  await later(sandbox, 2 * MINUTE);
  await endsBack(order);
});

it('waits while the bureau does not say that it holds nothing', async () => {
  const order = await halfPaid();
  const before = sent();
  sandbox.world.hospital.setBureauDown(true);
  expect(await confirm(sandbox, order.orderNo)).toMatchObject({
    ...{ payment: 'confirming', next: { do: 'wait' } },
  });
  await later(sandbox, 10 * MINUTE, 5);
  expect(sent()).toBe(before);
  expect((await confirm(sandbox, order.orderNo)).refund).toBeUndefined();
  sandbox.world.hospital.setBureauDown(false);
  await later(sandbox, 10 * MINUTE, 5);
  await endsBack(order);
});

it('waits when the bureau has settled after all: then it is no half payment', async () => {
  const order = await placed(sandbox, 'insurance-and-cash');
  const before = sent();
  const { bureau } = sandbox.world;
  const upload = bureau.uploads().find((one) => one.orderNo === order.orderNo);
  await pay(sandbox, order.orderNo, 'half-paid');
  expect(bureau.settle(upload?.price?.payOrderId ?? '')).toMatchObject({ ok: true });
  expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'confirming' });
  await later(sandbox, 10 * MINUTE, 5);
  expect(sent()).toBe(before);
  // nothing technical ends in review before a day is over (money rule 12)
  await later(sandbox, 25 * 60 * MINUTE, 30);
  expect(await asStaff(sandbox, order.orderNo)).toMatchObject({ review: { reason: 'undecided' } });
  expect(sent()).toBe(before);
});

it.each([
  ['timeout-before', 'wechatpay.refundCash'],
  ['timeout-after', 'wechatpay.refundCash'],
  ['cut-after', 'wechatpay.refundCash'],
  ['garbage', 'wechatpay.refundCash'],
  ['bad-signature', 'wechatpay.refundCash'],
  ['timeout-after', 'wechatpay.queryRefund'],
  ['bad-signature', 'wechatpay.queryRefund'],
  ['cut-before', 'his.queryUpload'],
  ['garbage', 'his.queryUpload'],
  ['timeout-before', 'wechatpay.queryCash'],
  ['bad-signature', 'wechatpay.queryCash'],
])('%s of %s three times: the same refund, once', async (kind, call) => {
  const order = await halfPaid();
  await plant(sandbox, call, { kind }, 3);
  await confirm(sandbox, order.orderNo);
  await later(sandbox, 20 * MINUTE, 10);
  await endsBack(order);
});

it.each(['SYSTEM_ERROR', 'FREQUENCY_LIMITED', 'NOT_ENOUGH', '268435461'])(
  'the refund is answered %s for a while: sent again until it is taken',
  async (code) => {
    const order = await halfPaid();
    await plant(sandbox, 'wechatpay.refundCash', { kind: 'error', code }, 4);
    await confirm(sandbox, order.orderNo);
    await later(sandbox, 40 * MINUTE, 20);
    await endsBack(order);
  },
);

it('the refund is closed at the platform: a case with an act, closed by the receipt', async () => {
  const order = await halfPaid();
  await lever(sandbox, 'wechatpay/levers', { nextRefunds: ['closed'] });
  await confirm(sandbox, order.orderNo);
  await later(sandbox, 10 * MINUTE, 5);
  const told = await asStaff(sandbox, order.orderNo);
  expect(told.review?.reason).toMatch(/^refund-/);
  const act = { kind: 'record-transfer', receipt: 'ZZ20260302009' } as const;
  await sandbox.must(CLERK, 'staff', 'endReview', { orderNo: order.orderNo, act });
  const ended = await confirm(sandbox, order.orderNo);
  expect(ended).toMatchObject({ payment: 'failed', refund: { state: 'returned' } });
  expect((await place(sandbox, order.billIds)).orderNo).not.toBe(order.orderNo);
});
