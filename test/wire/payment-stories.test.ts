/**
 * The stories of one payment over real HTTP: built functions on the real wx-server-sdk, the strict
 * platform, the hospital (interface document v2.4 §1.5.2, §3.3–3.5; access guide V1.4 §5.2 E).
 */
import { billStates, calls, confirm, pay, place, placed } from '../support/payer';
import { testSandbox, ZHANG, ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';

let sandbox: TestSandbox;
/** Two bills of the same visit, as the hospital has them on the first day. */
let seeded: readonly string[];

beforeAll(async () => {
  sandbox = await testSandbox();
  const { hospital } = sandbox.world;
  seeded = ['insurance-and-cash', 'same-visit'].map((story) => hospital.billOf(story).billId);
}, 30_000);

afterAll(() => sandbox.close());

const CHANNEL = { do: 'open-mini-program' };

describe('paying one bill', () => {
  it.each([
    ['all insurance', 'all-insurance', { cash: 0 }],
    ['insurance and cash', 'insurance-and-cash', { cash: 10000, insurance: 32400 }],
    ['0-yuan insurance', 'zero-insurance', { insurance: 0 }],
    ['self-pay', 'self-pay', { payWith: 'cash', insurance: 0 }],
    ['online pre-settlement', 'online', { payWith: 'insurance' }],
    ['online pre-settlement without an estimate', 'online-no-estimate', {}],
    [
      'cash added and reduced by the hospital',
      'cash-added-and-reduced',
      { cashAdd: 3600, cashReduced: 500 },
    ],
    ['a discount by the bureau', 'bureau-discount', { total: 17400, cash: 4000, insurance: 12000 }],
  ])('settles %s with the hospital', async (_name, story, split) => {
    const order = await placed(sandbox, story);
    expect(order).toMatchObject({ payment: 'unpaid', next: CHANNEL });
    expect(billStates(sandbox, order)).toEqual(['unpaid']);
    await pay(sandbox, order.orderNo);
    const paid = await confirm(sandbox, order.orderNo);
    expect(paid).toMatchObject({
      payment: 'paid',
      hospital: 'settled',
      next: { do: 'done' },
      split,
    });
    expect(paid.pickup).toBeTruthy();
    expect(billStates(sandbox, order)).toEqual(['settled']);
  });

  it.each(['fully-reduced', 'zero-total'])(
    'settles a bill of zero yuan (%s) without the platform',
    async (story) => {
      const before = calls(sandbox, 'payinsurance.unifiedorder');
      const order = await placed(sandbox, story);
      expect(order).toMatchObject({ payment: 'paid', hospital: 'settled', next: { do: 'done' } });
      expect(billStates(sandbox, order)).toEqual(['settled']);
      expect(calls(sandbox, 'payinsurance.unifiedorder')).toBe(before);
    },
  );

  it('pays several bills of one visit at once', async () => {
    const bills = [...seeded];
    const order = await place(sandbox, bills);
    await pay(sandbox, order.orderNo);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ hospital: 'settled' });
    expect(billStates(sandbox, order)).toEqual(['settled']);
  });

  it('shows the same parts of the insurance sum before and after', async () => {
    const order = await placed(sandbox, 'insurance-and-cash');
    await pay(sandbox, order.orderNo);
    const { split } = await confirm(sandbox, order.orderNo);
    const { insuranceFund, insuranceSelf } = order.split;
    expect(split).toMatchObject({ insuranceFund, insuranceSelf });
  });

  it('takes what the bureau decided as the split, and the hospital books the same', async () => {
    const order = await placed(sandbox, 'online');
    expect(order.split.decidedAtPayment).toBe(true);
    await pay(sandbox, order.orderNo);
    const { split } = await confirm(sandbox, order.orderNo);
    expect(split.decidedAtPayment).toBe(false);
    expect(split.cash).toBeGreaterThan(0);
    const day = new Date(sandbox.world.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const booked = sandbox.world.hospital
      .getLedger(day)
      .entries.find((entry) => entry.orderNo === order.orderNo);
    expect(booked).toMatchObject({ cashFen: split.cash, insuranceFen: split.insurance });
  });
});

describe('coming back', () => {
  it('leaves the order unpaid when the patient left the cashier, and goes on with the same one', async () => {
    const order = await placed(sandbox, 'insurance-and-cash');
    const names = { hospOutTradeNo: order.orderNo };
    await sandbox.request('/sandbox/api/payinsurance/leave', names);
    const left = await confirm(sandbox, order.orderNo);
    expect(left).toMatchObject({ payment: 'unpaid', next: CHANNEL });
    const again = await place(sandbox, order.billIds);
    expect(again).toMatchObject({ orderNo: order.orderNo, next: order.next });
    await pay(sandbox, order.orderNo);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'paid' });
  });

  it('finds a payment by query when its notice is lost', async () => {
    const order = await placed(sandbox, 'all-insurance');
    sandbox.world.faults.plant('payinsurance.notice', { kind: 'lost' });
    await pay(sandbox, order.orderNo);
    const [delivery] = await sandbox.world.platform.courier.flush();
    expect(delivery?.outcome).toBe('lost');
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({
      payment: 'paid',
      hospital: 'settled',
    });
    sandbox.world.faults.clear();
  });

  it('finds a payment in our own database when the notice came first', async () => {
    const order = await placed(sandbox, 'all-insurance');
    await pay(sandbox, order.orderNo);
    const deliveries = await sandbox.world.platform.courier.flush();
    expect(deliveries.map(({ outcome }) => outcome)).toContain('accepted');
    expect(billStates(sandbox, order)).toEqual(['settled']);
    const asked = calls(sandbox, 'payinsurance.queryorder');
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({
      payment: 'paid',
      hospital: 'settled',
    });
    expect(calls(sandbox, 'payinsurance.queryorder')).toBe(asked);
  });

  it('says failed when the platform unwound the payment, and lets the bill be paid anew', async () => {
    const order = await placed(sandbox, 'insurance-and-cash');
    await pay(sandbox, order.orderNo, 'failed');
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({
      payment: 'failed',
      next: { do: 'pay-anew' },
    });
    const anew = await place(sandbox, order.billIds);
    expect(anew.orderNo).not.toBe(order.orderNo);
    await pay(sandbox, anew.orderNo);
    expect(await confirm(sandbox, anew.orderNo)).toMatchObject({ payment: 'paid' });
  });

  it('keeps asking while the platform is still unwinding', async () => {
    const order = await placed(sandbox, 'insurance-and-cash');
    await pay(sandbox, order.orderNo, 'failing');
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({
      payment: 'confirming',
      next: { do: 'wait' },
    });
  });

  it('says neither unpaid nor pay again while bank and bureau are at work', async () => {
    const order = await placed(sandbox, 'insurance-and-cash');
    await pay(sandbox, order.orderNo, 'processing');
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({
      payment: 'confirming',
      next: { do: 'wait' },
    });
  });

  it('keeps a patient whose order is not finished', async () => {
    const order = await placed(sandbox, 'insurance-and-cash');
    const ask = { patientId: ZHANG_PATIENT };
    expect(await sandbox.call(ZHANG, 'clinic', 'removePatient', ask)).toMatchObject({
      ok: false,
      reason: 'patient-has-open-order',
    });
    await sandbox.must(ZHANG, 'pay', 'closeOrder', { orderNo: order.orderNo });
  });

  it('closes at the patient’s wish and frees the bill once the platform says so', async () => {
    const order = await placed(sandbox, 'insurance-and-cash');
    const closed = await sandbox.must(ZHANG, 'pay', 'closeOrder', { orderNo: order.orderNo });
    expect(closed.order).toMatchObject({ payment: 'closed', next: { do: 'pay-anew' } });
    expect((await place(sandbox, order.billIds)).orderNo).not.toBe(order.orderNo);
  });

  it('shows what is unfinished on the home page until it is booked', async () => {
    const order = await placed(sandbox, 'insurance-and-cash');
    const numbers = async () =>
      (await sandbox.must(ZHANG, 'clinic', 'home', {})).unfinished.map(({ orderNo }) => orderNo);
    expect(await numbers()).toContain(order.orderNo);
    await pay(sandbox, order.orderNo);
    await confirm(sandbox, order.orderNo);
    expect(await numbers()).not.toContain(order.orderNo);
  });
});
