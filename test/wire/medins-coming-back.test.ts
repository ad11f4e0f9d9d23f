/**
 * Coming back from WeChat's cashier of 2.0: the phone believes nothing, the server asks, and one order
 * stands on a bill whatever the patient does meanwhile (money rules 4, 6, 7 and 12; traps 23 and 38).
 */
import type { OrderView } from '../../cloudfunctions/contract/types';
import {
  bookedOf,
  drafted,
  draftedStory,
  medinsSandbox,
  nextStory,
  partsOf,
  payByPhone,
} from '../support/medins-story';
import { authorised, calls, confirm, pay, place, placed } from '../support/payer';
import { asStaff, hireClerk, later } from '../support/refunder';
import { ZHANG, ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const LAUNCH = { do: 'request-medical-insurance-pay' };

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await medinsSandbox();
  await hireClerk(sandbox);
}, 60_000);
beforeEach(() => {
  nextStory(sandbox);
});
afterAll(() => sandbox.close());
afterEach(async () => {
  sandbox.world.faults.clear();
  // nothing of one story knocks in the next one
  await sandbox.world.wechat.courier.flush();
});

const mixed = () => placed(sandbox, 'insurance-and-cash');
const close = async ({ orderNo }: OrderView) =>
  (await sandbox.must(ZHANG, 'pay', 'closeOrder', { orderNo })).order;

async function endsPaid(order: OrderView): Promise<void> {
  expect(await confirm(sandbox, order.orderNo)).toMatchObject({
    ...{ payment: 'paid', hospital: 'settled', next: { do: 'done' } },
  });
  expect(bookedOf(sandbox, order.orderNo)).toHaveLength(1);
}

describe('not paid', () => {
  it.each(['leave', 'insufficient'])(
    'after "%s" the same order goes on with the same parameters',
    async (how) => {
      const order = await mixed();
      if (how === 'insufficient') await pay(sandbox, order.orderNo, how);
      expect(await confirm(sandbox, order.orderNo)).toMatchObject({
        ...{ payment: 'unpaid', next: LAUNCH },
      });
      const again = await place(sandbox, order.billIds);
      expect(again).toMatchObject({ orderNo: order.orderNo, next: order.next });
      await payByPhone(sandbox, again);
      await endsPaid(order);
    },
  );

  it('says neither unpaid nor pay again while bank and bureau are at work', async () => {
    const order = await mixed();
    await pay(sandbox, order.orderNo, 'paying');
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({
      ...{ payment: 'confirming', next: { do: 'wait' } },
    });
    await later(sandbox, MINUTE);
    await endsPaid(order);
  });

  it('does not close what is being paid, and the payment wins', async () => {
    const order = await mixed();
    await pay(sandbox, order.orderNo, 'paying');
    expect(await close(order)).toMatchObject({ payment: 'confirming' });
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({
      ...{ mixed: 'USER_PAYING', cash: 'USERPAYING', upload: 'priced' },
    });
    await later(sandbox, MINUTE);
    await endsPaid(order);
  });

  it('does not close what was paid before we asked', async () => {
    const order = await mixed();
    await pay(sandbox, order.orderNo);
    await close(order);
    await endsPaid(order);
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ upload: 'settled', cash: 'SUCCESS' });
  });

  it('with insurance failed and no cash in it: over, withdrawn, and the bill is paid anew', async () => {
    const order = await placed(sandbox, 'all-insurance');
    await pay(sandbox, order.orderNo, 'insurance-fails');
    const failed = await confirm(sandbox, order.orderNo);
    expect(failed).toMatchObject({ reason: 'payment-refused', next: { do: 'pay-anew' } });
    expect(['failed', 'closed']).toContain(failed.payment);
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ mixed: 'FAIL', upload: 'revoked' });
    expect(failed.refund).toBeUndefined();
    const anew = await place(sandbox, order.billIds);
    expect(anew.orderNo).not.toBe(order.orderNo);
    await payByPhone(sandbox, anew);
    await endsPaid(anew);
    expect(bookedOf(sandbox, order.orderNo)).toEqual([]);
  });

  it('of a failed order the cashier takes nothing more', async () => {
    const order = await placed(sandbox, 'all-insurance');
    await pay(sandbox, order.orderNo, 'insurance-fails');
    await confirm(sandbox, order.orderNo);
    await expect(payByPhone(sandbox, order)).rejects.toThrow('order-failed');
  });

  it('keeps a patient whose order is not finished, and frees them when it is closed', async () => {
    const order = await draftedStory(sandbox, 'insurance-and-cash');
    const ask = { patientId: ZHANG_PATIENT };
    const tried = await sandbox.call(ZHANG, 'clinic', 'removePatient', ask);
    expect(tried).toMatchObject({ ok: false, reason: 'patient-has-open-order' });
    await close(order);
  });

  it('shows what is unfinished on the home page, from the permission on until it is booked', async () => {
    const order = await draftedStory(sandbox, 'insurance-and-cash');
    const numbers = async () =>
      (await sandbox.must(ZHANG, 'clinic', 'home', {})).unfinished.map(({ orderNo }) => orderNo);
    expect(await numbers()).toContain(order.orderNo);
    const ready = await authorised(sandbox, order.orderNo);
    expect(await numbers()).toContain(order.orderNo);
    await payByPhone(sandbox, ready);
    await endsPaid(ready);
    expect(await numbers()).not.toContain(order.orderNo);
  });

  it('placed again with another way of paying: the first is closed for certain', async () => {
    const order = await mixed();
    const cash = await drafted(sandbox, order.billIds, { payWith: 'cash' });
    expect(cash.orderNo).not.toBe(order.orderNo);
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ cash: 'CLOSED', upload: 'revoked' });
    await payByPhone(sandbox, cash);
    await endsPaid(cash);
  });

  it('and the bill costs another sum now: the first is closed before the new one stands', async () => {
    const order = await mixed();
    const [billId = ''] = order.billIds;
    sandbox.world.hospital.changeBillTotal(billId, 42700);
    const anew = await place(sandbox, [billId]);
    expect(anew.orderNo).not.toBe(order.orderNo);
    expect(anew.split.total).toBe(42700);
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ cash: 'CLOSED', upload: 'revoked' });
    await payByPhone(sandbox, anew);
    await endsPaid(anew);
  });
});

describe('paid', () => {
  it('is found by query when every notice is lost', async () => {
    const order = await mixed();
    sandbox.world.faults.plant('wechatpay.notice', { kind: 'lost' }, 2);
    await pay(sandbox, order.orderNo);
    const deliveries = await sandbox.world.wechat.courier.flush();
    expect(deliveries.map(({ outcome }) => outcome)).toEqual(['lost', 'lost']);
    await endsPaid(order);
  });

  it('is found by clockwork when the phone never comes back and nobody tells us', async () => {
    const order = await mixed();
    sandbox.world.faults.plant('wechatpay.notice', { kind: 'lost' }, 2);
    await pay(sandbox, order.orderNo);
    await sandbox.world.wechat.courier.flush();
    await later(sandbox, 3 * MINUTE);
    expect(await asStaff(sandbox, order.orderNo)).toMatchObject({ payment: 'paid' });
    expect(bookedOf(sandbox, order.orderNo)).toHaveLength(1);
  });

  it('is found in our own database when the notice came first', async () => {
    const order = await placed(sandbox, 'all-insurance');
    await pay(sandbox, order.orderNo);
    const deliveries = await sandbox.world.wechat.courier.flush();
    expect(deliveries.map(({ outcome }) => outcome)).toContain('accepted');
    expect(bookedOf(sandbox, order.orderNo)).toHaveLength(1);
    const asked = calls(sandbox, 'wechatpay.queryMixed');
    await endsPaid(order);
    expect(calls(sandbox, 'wechatpay.queryMixed')).toBe(asked);
  });

  it('names both numbers: of the mixed order and of the cash', async () => {
    const order = await mixed();
    await pay(sandbox, order.orderNo);
    await endsPaid(order);
    const { engine } = sandbox.world.wechat;
    expect(bookedOf(sandbox, order.orderNo)).toMatchObject([
      {
        platformTradeNo: engine.order({ outTradeNo: order.orderNo })?.mixTradeNo,
        cashTradeNo: engine.cashOrder(order.orderNo)?.transactionId,
      },
    ]);
  });

  it('at the last moment, when the prepay_id is nearly over: still proven', async () => {
    const order = await mixed();
    sandbox.world.clock.advance(14 * MINUTE);
    await payByPhone(sandbox, order);
    await endsPaid(order);
  });

  it('asked by two at once: booked once', async () => {
    const order = await mixed();
    await pay(sandbox, order.orderNo);
    const flushed = sandbox.world.wechat.courier.flush();
    await Promise.all([1, 2, 3].map(() => confirm(sandbox, order.orderNo)));
    await flushed;
    await later(sandbox, MINUTE);
    await endsPaid(order);
  });

  it('is refused by the cashier once the prepay_id is over', async () => {
    const order = await mixed();
    await sandbox.request('/sandbox/api/wechatpay/prepay/expire', { outTradeNo: order.orderNo });
    await expect(payByPhone(sandbox, order)).rejects.toThrow('prepay-expired');
    await close(order);
    expect((await place(sandbox, order.billIds)).orderNo).not.toBe(order.orderNo);
  });
});
