/**
 * Refunds over real HTTP: built functions on the real wx-server-sdk, the function `refund` as the only
 * sender, the strict platform, the hospital's hold (interface document v2.4 §3.6, §3.7; money rule 9).
 */
import { ADMINISTRATOR } from '../../sandbox/function-environment';
import { billStates, confirm, pay, placed } from '../support/payer';
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
import { testSandbox, WANG, ZHANG, type TestSandbox } from '../support/sandbox';

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await testSandbox();
  await hireClerk(sandbox);
}, 30_000);

afterAll(() => sandbox.close());

const MINUTE = 60_000;

describe('the patient wants it back', () => {
  it.each(['all-insurance', 'insurance-and-cash', 'zero-insurance', 'self-pay', 'online'])(
    'brings the whole payment back: %s',
    async (story) => {
      const order = await paidOrder(sandbox, story);
      expect(order.canRefund).toBe(true);
      const asked = await askBack(sandbox, order.orderNo);
      expect(asked).toMatchObject({
        payment: 'paid',
        refund: { state: 'going' },
        canRefund: false,
      });
      await later(sandbox, MINUTE);
      const back = await confirm(sandbox, order.orderNo);
      expect(back.refund).toMatchObject({
        state: 'returned',
        cash: back.split.cash,
        insurance: back.split.insurance,
      });
      const { order: theirs, refund } = atPlatform(sandbox, order.orderNo);
      expect(theirs?.state).toBe('REFUND');
      expect(refund).toMatchObject({
        cashFee: back.split.cash,
        insuranceFee: back.split.insurance,
      });
      expect(refund?.asked.hosp_out_refund_no).toBe(`R${order.orderNo}`);
      expect(billStates(sandbox, order)).toEqual(['unpaid']);
    },
  );

  it('lets the bill be paid again afterwards', async () => {
    const order = await paidOrder(sandbox, 'self-pay');
    await askBack(sandbox, order.orderNo);
    await later(sandbox, MINUTE);
    expect((await confirm(sandbox, order.orderNo)).next).toEqual({ do: 'pay-anew' });
    const ask = { patientId: 'P00001', billIds: order.billIds, payWith: 'cash' } as const;
    const again = await sandbox.must(ZHANG, 'pay', 'placeOrder', {
      ...ask,
      place: { kind: 'refused' },
      entry: 'menu',
    });
    expect(again.order.orderNo).not.toBe(order.orderNo);
    expect(again.order.payment).toBe('unpaid');
  });

  it('is told when the drugs were handed out, and nothing is sent', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    for (const bill of order.billIds) sandbox.world.hospital.serveBill(bill);
    const before = refundsSent(sandbox);
    const asked = await askBack(sandbox, order.orderNo);
    expect(asked.refund).toMatchObject({ state: 'refused', reason: 'refund-served' });
    expect(asked.payment).toBe('paid');
    await later(sandbox, MINUTE);
    expect(refundsSent(sandbox)).toBe(before);
    expect(billStates(sandbox, order)).toEqual(['settled']);
  });

  it('asks a second time and is told so', async () => {
    const order = await paidOrder(sandbox, 'self-pay');
    await askBack(sandbox, order.orderNo);
    const before = refundsSent(sandbox);
    const again = await sandbox.call(ZHANG, 'pay', 'askRefund', { orderNo: order.orderNo });
    expect(again).toMatchObject({ ok: false, reason: 'refund-exists' });
    expect(refundsSent(sandbox)).toBe(before);
  });

  it("cannot ask for another person's order", async () => {
    const order = await paidOrder(sandbox, 'self-pay');
    const before = refundsSent(sandbox);
    const tried = await sandbox.call(WANG, 'pay', 'askRefund', { orderNo: order.orderNo });
    expect(tried).toMatchObject({ ok: false, reason: 'order-not-found' });
    expect((await confirm(sandbox, order.orderNo)).refund).toBeUndefined();
    expect(refundsSent(sandbox)).toBe(before);
  });
});

describe('a clerk brings it back', () => {
  const refund = (orderNo: string, more: object) =>
    sandbox.call(CLERK, 'staff', 'refund', {
      ...({ orderNo, note: '多收', mode: 'whole' } as const),
      ...more,
    });

  it('part of the cash, and the insurance stays', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    const preview = await sandbox.must(CLERK, 'staff', 'previewRefund', {
      ...{ orderNo: order.orderNo, mode: 'cash-part', note: '多收' },
      cash: 1000 as never,
    });
    expect(preview).toEqual({ cash: 1000, insurance: 0, insuranceStays: true });
    await refund(order.orderNo, { mode: 'cash-part', cash: 1000 });
    await later(sandbox, MINUTE);
    expect((await asStaff(sandbox, order.orderNo)).refund).toMatchObject({
      ...{ state: 'done', hold: 'confirmed', cash: 1000, insurance: 0, cause: 'clerk' },
      ...{ note: '多收', legs: { cash: 'refunded', insurance: 'none' } },
    });
    expect(atPlatform(sandbox, order.orderNo).refund).toMatchObject({ cashFee: 1000 });
    // the visit stays booked
    expect(billStates(sandbox, order)).toEqual(['settled']);
  });

  it.each([
    ['all of the cash', { mode: 'cash-only' }, { cash: 10000, insurance: 0 }],
    [
      'the insurance and part of the cash',
      { mode: 'insurance-and-cash-part', cash: 4000 },
      { cash: 4000, insurance: 32400 },
    ],
  ])('%s', async (_name, more, sums) => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    await refund(order.orderNo, more);
    await later(sandbox, MINUTE);
    expect((await asStaff(sandbox, order.orderNo)).refund).toMatchObject({
      state: 'done',
      ...sums,
    });
    const { refund: theirs } = atPlatform(sandbox, order.orderNo);
    expect(theirs).toMatchObject({ cashFee: sums.cash, insuranceFee: sums.insurance });
  });

  it('cannot bring back more than was paid', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    const before = refundsSent(sandbox);
    const tried = await refund(order.orderNo, { mode: 'cash-part', cash: 10001 });
    expect(tried).toMatchObject({ ok: false, reason: 'refund-exceeds-paid' });
    expect(refundsSent(sandbox)).toBe(before);
  });

  it('and nobody who is not staff, nor was shut out', async () => {
    const order = await paidOrder(sandbox, 'self-pay');
    const ask = { orderNo: order.orderNo, mode: 'whole', note: 'x' } as const;
    const no = { ok: false, reason: 'not-allowed' };
    expect(await sandbox.call(ZHANG, 'staff', 'refund', ask)).toMatchObject(no);
    const gone = { openId: CLERK, name: '刘收费', role: 'none' } as const;
    await sandbox.must(ADMINISTRATOR, 'staff', 'setMember', gone);
    expect(await sandbox.call(CLERK, 'staff', 'refund', ask)).toMatchObject(no);
    expect(await sandbox.call(ZHANG, 'staff', 'setMember', gone)).toMatchObject(no);
    await hireClerk(sandbox);
  });
});

describe('the hospital says no after the payment', () => {
  it.each([
    ['the bill changed', 'BILL_CHANGED', 'bill-amount-changed'],
    ['the bill was withdrawn', 'BILL_CANCELLED', 'bill-cancelled'],
  ] as const)('%s: the money goes back by itself', async (_name, code, reason) => {
    const order = await placed(sandbox, 'insurance-and-cash');
    await pay(sandbox, order.orderNo);
    sandbox.world.hospital.refuseNextSettle(code);
    const told = await confirm(sandbox, order.orderNo);
    expect(told).toMatchObject({
      ...{ payment: 'paid', hospital: 'refused', reason },
      refund: { state: 'going', cause: 'hospital-refused', cash: 10000, insurance: 32400 },
    });
    await later(sandbox, MINUTE);
    const back = await confirm(sandbox, order.orderNo);
    expect(back).toMatchObject({ refund: { state: 'returned' }, next: { do: 'pay-anew' } });
    expect(atPlatform(sandbox, order.orderNo).order?.state).toBe('REFUND');
  });

  it('paid at the window meanwhile: the second payment goes back, the bill stays settled', async () => {
    const order = await placed(sandbox, 'self-pay');
    await pay(sandbox, order.orderNo);
    for (const bill of order.billIds) sandbox.world.hospital.settleAtWindow(bill);
    const told = await confirm(sandbox, order.orderNo);
    expect(told.refund).toMatchObject({ cause: 'paid-twice' });
    await later(sandbox, MINUTE);
    expect((await confirm(sandbox, order.orderNo)).refund).toMatchObject({ state: 'returned' });
    expect(billStates(sandbox, order)).toEqual(['settled']);
  });
});
