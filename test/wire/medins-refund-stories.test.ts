/**
 * Refunds of 2.0 over real HTTP, in the order of acts of money rule 9: hospital holds → 6203 → cash →
 * the platform is told → hospital books. By the patient, a clerk, and by itself; whole, cash only, cash
 * in part (facts of 2.0 "refunds/notify"; traps 13 and 21).
 */
import { bookedOf, medinsSandbox, nextStory, partsOf } from '../support/medins-story';
import { endOf } from '../support/medins-story-end';
import { authorised, billStates, calls, confirm, pay, place, placed } from '../support/payer';
import { askBack, asStaff, CLERK, hireClerk, later, paidOrder } from '../support/refunder';
import { WANG, ZHANG, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let sandbox: TestSandbox;

const sent = () =>
  ['his.refundUpload', 'wechatpay.refundCash', 'wechatpay.notifyRefund'].map((call) =>
    calls(sandbox, call),
  );
const since = (before: readonly number[]) => sent().map((count, at) => count - (before[at] ?? 0));

async function returned(orderNo: string) {
  await later(sandbox, MINUTE);
  const back = await confirm(sandbox, orderNo);
  expect(back.refund).toMatchObject({ state: 'returned' });
  return back;
}

describe('the whole', () => {
  beforeAll(async () => {
    sandbox = await medinsSandbox();
    await hireClerk(sandbox);
  }, 60_000);
  beforeEach(() => {
    nextStory(sandbox);
  });
  afterAll(() => sandbox.close());

  it.each([
    ['all-insurance', [1, 0, 1], { cash: 'absent', upload: 'refunded', refunded: 0 }],
    ['insurance-and-cash', [1, 1, 1], { cash: 'REFUND', upload: 'refunded', refunded: 10000 }],
    ['zero-insurance', [1, 1, 1], { cash: 'REFUND', upload: 'refunded', refunded: 5230 }],
    ['cash-added-and-reduced', [1, 1, 1], { cash: 'REFUND', upload: 'refunded', refunded: 5530 }],
    ['online', [1, 1, 1], { cash: 'REFUND', upload: 'refunded', refunded: 7460 }],
    ['bureau-discount', [1, 1, 1], { cash: 'REFUND', upload: 'refunded', refunded: 4000 }],
    ['self-pay', [0, 1, 0], { cash: 'REFUND', upload: 'none', refunded: 162800 }],
  ])('of %s comes back at the wish of the patient', async (story, acts, parts) => {
    const order = await paidOrder(sandbox, story);
    expect(order.canRefund).toBe(true);
    const before = sent();
    const asked = await askBack(sandbox, order.orderNo);
    // what has no cash in it is back as soon as the bureau says so
    const state = story === 'all-insurance' ? 'returned' : 'going';
    expect(asked).toMatchObject({ payment: 'paid', refund: { state }, canRefund: false });
    const back = await returned(order.orderNo);
    const { cash, insurance } = back.split;
    expect(back).toMatchObject({ refund: { cash, insurance }, next: { do: 'pay-anew' } });
    expect(since(before)).toEqual(acts);
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ mixed: 'REFUND', ...parts });
    expect(await endOf(sandbox, order.orderNo)).toBe('returned');
    expect(billStates(sandbox, order)).toEqual(['unpaid']);
    expect(bookedOf(sandbox, order.orderNo)).toMatchObject([
      { kind: 'settlement' },
      { kind: 'refund', cashFen: cash, insuranceFen: insurance },
    ]);
  });

  it('is told with the same number as the cash, the parts, and the time of the bureau', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    await askBack(sandbox, order.orderNo);
    await returned(order.orderNo);
    const { told } = partsOf(sandbox, order.orderNo);
    const { refundedAt } = sandbox.world.bureau.state(order.orderNo);
    expect(told).toMatchObject({
      ...{ med_refund_total_fee: 32400, med_refund_gov_fee: 22600 },
      ...{ med_refund_self_fee: 9800, med_refund_other_fee: 0 },
      out_refund_no: `R${order.orderNo}`,
      refund_time: expect.stringMatching(/\+08:00$/) as unknown,
    });
    const { refund_time: time } = told ?? {};
    if (typeof time !== 'string') throw new Error('no time');
    expect(Math.abs(Date.parse(time) - (refundedAt ?? 0))).toBeLessThan(1_000);
  });

  it('leaves the bill to be paid again', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    await askBack(sandbox, order.orderNo);
    await returned(order.orderNo);
    const again = await place(sandbox, order.billIds);
    expect(again.orderNo).not.toBe(order.orderNo);
    await pay(sandbox, again.orderNo);
    expect(await confirm(sandbox, again.orderNo)).toMatchObject({ hospital: 'settled' });
  });

  it('is refused when the drugs were handed out: nobody hears of it', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    for (const bill of order.billIds) sandbox.world.hospital.serveBill(bill);
    const before = sent();
    const asked = await askBack(sandbox, order.orderNo);
    expect(asked.refund).toMatchObject({ state: 'refused', reason: 'refund-served' });
    await later(sandbox, MINUTE);
    expect(since(before)).toEqual([0, 0, 0]);
    expect(await endOf(sandbox, order.orderNo)).toBe('paid');
  });

  it('asked for twice, or by somebody else, goes back once', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    const ask = { orderNo: order.orderNo };
    const stranger = await sandbox.call(WANG, 'pay', 'askRefund', ask);
    expect(stranger).toMatchObject({ ok: false, reason: 'order-not-found' });
    const before = sent();
    const both = await Promise.all([1, 2].map(() => sandbox.call(ZHANG, 'pay', 'askRefund', ask)));
    expect(both.some(({ ok }) => ok)).toBe(true);
    await returned(order.orderNo);
    expect(since(before)).toEqual([1, 1, 1]);
    expect(await sandbox.call(ZHANG, 'pay', 'askRefund', ask)).toMatchObject({
      ...{ ok: false, reason: 'refund-exists' },
    });
  });

  it.each([
    ['the bill changed', 'BILL_CHANGED', 'bill-amount-changed'],
    ['the bill was withdrawn', 'BILL_CANCELLED', 'bill-cancelled'],
  ] as const)('goes back by itself when the hospital says: %s', async (_name, code, reason) => {
    const order = await placed(sandbox, 'insurance-and-cash');
    await pay(sandbox, order.orderNo);
    sandbox.world.hospital.refuseNextSettle(code);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({
      ...{ payment: 'paid', hospital: 'refused', reason },
      refund: { state: 'going', cause: 'hospital-refused', cash: 10000, insurance: 32400 },
    });
    expect(await returned(order.orderNo)).toMatchObject({ next: { do: 'pay-anew' } });
    expect(await endOf(sandbox, order.orderNo)).toBe('returned');
  });

  it('goes back by itself when it was paid at the window meanwhile', async () => {
    const order = await placed(sandbox, 'insurance-and-cash');
    await pay(sandbox, order.orderNo);
    for (const bill of order.billIds) sandbox.world.hospital.settleAtWindow(bill);
    const told = await confirm(sandbox, order.orderNo);
    expect(told.refund).toMatchObject({ cause: 'paid-twice' });
    await returned(order.orderNo);
    expect(await endOf(sandbox, order.orderNo)).toBe('returned');
    expect(billStates(sandbox, order)).toEqual(['settled']);
  });

  it('goes back by the service provider and by a hospital of its own alike', async () => {
    const own = await medinsSandbox({ mode: 'independent' });
    try {
      const order = await paidOrder(own, 'insurance-and-cash');
      await askBack(own, order.orderNo);
      await later(own, MINUTE);
      expect((await confirm(own, order.orderNo)).refund).toMatchObject({ state: 'returned' });
      expect(partsOf(own, order.orderNo)).toMatchObject({ mixed: 'REFUND', upload: 'refunded' });
      expect(partsOf(own, order.orderNo).told).not.toHaveProperty('sub_mchid');
    } finally {
      await own.close();
    }
  });
});

describe('a clerk brings back', () => {
  beforeAll(async () => {
    sandbox = await medinsSandbox();
    await hireClerk(sandbox);
  }, 60_000);
  beforeEach(() => {
    nextStory(sandbox);
  });
  afterAll(() => sandbox.close());

  const refund = (orderNo: string, more: object) => {
    const ask = { orderNo, note: '多收', mode: 'whole', ...more } as const;
    return sandbox.call(CLERK, 'staff', 'refund', ask);
  };

  it.each([
    [
      'the whole',
      { mode: 'whole' },
      { cash: 10000, insurance: 32400 },
      [1, 1, 1],
      { cash: 'REFUND', upload: 'refunded', mixed: 'REFUND' },
    ],
    [
      'all of the cash, insurance stays',
      { mode: 'cash-only' },
      { cash: 10000, insurance: 0 },
      [0, 1, 0],
      { cash: 'REFUND', upload: 'settled' },
    ],
    [
      'part of the cash, insurance stays',
      { mode: 'cash-part', cash: 1000 },
      { cash: 1000, insurance: 0 },
      [0, 1, 0],
      { refunded: 1000, upload: 'settled' },
    ],
    [
      'insurance and part of the cash',
      { mode: 'insurance-and-cash-part', cash: 4000 },
      { cash: 4000, insurance: 32400 },
      [1, 1, 1],
      { refunded: 4000, upload: 'refunded' },
    ],
  ])('%s', async (_name, more, sums, acts, parts) => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    const before = sent();
    expect(await refund(order.orderNo, more)).toMatchObject({ ok: true });
    await later(sandbox, MINUTE);
    expect((await asStaff(sandbox, order.orderNo)).refund).toMatchObject({
      ...{ state: 'done', hold: 'confirmed', ...sums },
    });
    expect(since(before)).toEqual(acts);
    expect(partsOf(sandbox, order.orderNo)).toMatchObject(parts);
    const told = acts[2] === 1;
    expect(partsOf(sandbox, order.orderNo).told !== undefined).toBe(told);
    expect(bookedOf(sandbox, order.orderNo)).toMatchObject([
      { kind: 'settlement' },
      { kind: 'refund', cashFen: sums.cash, insuranceFen: sums.insurance },
    ]);
  });

  it('no more than was paid, and nothing of what is held already', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    const before = sent();
    const tried = await refund(order.orderNo, { mode: 'cash-part', cash: 10001 });
    expect(tried).toMatchObject({ ok: false, reason: 'refund-exceeds-paid' });
    expect(since(before)).toEqual([0, 0, 0]);
  });
});

describe('a city that lets insurance go back on its day only (Shenzhen, trap 13)', () => {
  beforeAll(async () => {
    sandbox = await medinsSandbox({ cityId: '440300' });
    await hireClerk(sandbox);
  }, 60_000);
  beforeEach(() => {
    nextStory(sandbox);
  });
  afterAll(() => sandbox.close());

  it('does so on the day of the payment', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    await askBack(sandbox, order.orderNo);
    await returned(order.orderNo);
  });

  it('refuses it on the next day, with a sentence, and sends nothing; cash alone still goes', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    sandbox.world.clock.advance(DAY);
    const before = sent();
    const ask = { orderNo: order.orderNo };
    expect((await confirm(sandbox, order.orderNo)).canRefund).toBe(false);
    const tried = await sandbox.call(ZHANG, 'pay', 'askRefund', ask);
    expect(tried).toMatchObject({ ok: false, reason: 'refund-outside-window' });
    const whole = { ...ask, mode: 'whole', note: '多收' } as const;
    expect(await sandbox.call(CLERK, 'staff', 'refund', whole)).toMatchObject({ ok: false });
    expect(since(before)).toEqual([0, 0, 0]);
    const cash = { ...ask, mode: 'cash-only', note: '多收' } as const;
    expect(await sandbox.call(CLERK, 'staff', 'refund', cash)).toMatchObject({ ok: true });
    await later(sandbox, MINUTE);
    expect(since(before)).toEqual([0, 1, 0]);
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ upload: 'settled', cash: 'REFUND' });
  });

  it('does not hold back what we owe: half paid at midnight goes back on the next day', async () => {
    const order = await placed(sandbox, 'insurance-and-cash');
    await pay(sandbox, order.orderNo, 'half-paid');
    sandbox.world.clock.advance(DAY);
    await later(sandbox, 10 * MINUTE, 5);
    expect(await endOf(sandbox, order.orderNo)).toBe('returned');
    expect(
      (await authorised(sandbox, (await place(sandbox, order.billIds)).orderNo)).orderNo,
    ).not.toBe(order.orderNo);
  });
});
