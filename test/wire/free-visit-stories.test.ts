/**
 * A registration that cost nothing is given back, over HTTP with the built functions: the hospital frees
 * the place, no refund is sent anywhere, and what got lost on the way is asked again.
 */
import type { OrderView } from '../../cloudfunctions/contract/types';
import { CHANNELS } from '../../sandbox/function-environment';
import { confirm, placed } from '../support/payer';
import { askBack, later } from '../support/refunder';
import { testSandbox, WANG, ZHANG, type TestSandbox } from '../support/sandbox';
import { appointmentNow, atMorning, freeSlot, locked, register } from '../support/visitor';

jest.setTimeout(60_000);

const MINUTE = 60_000;

describe.each(CHANNELS)('%s', (channel) => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await testSandbox({ channel });
    atMorning(sandbox);
  });
  afterEach(() => sandbox.close());

  async function freeOrder(ahead = 0) {
    const { slot } = await freeSlot(sandbox, ahead);
    const appointment = await locked(sandbox, slot.slotId);
    sandbox.world.hospital.waiveBill(appointment.billId);
    const order = await register(sandbox, appointment, 'cash');
    expect(order).toMatchObject({ payment: 'paid', hospital: 'settled', canRefund: true });
    return { ...appointment, orderNo: order.orderNo, slotId: slot.slotId };
  }
  const stateOf = async (id: string) => (await appointmentNow(sandbox, id)).state;
  const stored = (orderNo: string) =>
    sandbox.world.database.documents('orders').find((one) => one['_id'] === orderNo)?.['order'];
  const isGiven = (order: OrderView) => {
    expect(order).toMatchObject({
      ...{ payment: 'paid', canRefund: false },
      refund: { state: 'returned', cash: 0, insurance: 0, cause: 'patient', byHand: false },
    });
    expect(order.timeline.map(({ step }) => step).slice(-2)).toEqual(['refund-asked', 'refunded']);
  };
  /** What the platform was asked so far, whatever it was. */
  const atPlatform = () =>
    sandbox.world.wire
      .since()
      .filter(({ call }) => /^(?:payinsurance|wechatpay)\./.test(call))
      .map(({ call }) => call);
  const hisCalls = (name: string) =>
    sandbox.world.wire
      .since()
      .filter(({ call, direction }) => call === `his.${name}` && direction === 'in').length;

  it('at once: the place is free, and nothing is sent', async () => {
    const { appointmentId, orderNo, billId, slotId } = await freeOrder(2);
    const before = atPlatform();
    isGiven(await askBack(sandbox, orderNo));
    expect(await stateOf(appointmentId)).toBe('cancelled');
    // the bill is nobody's any more, and no message speaks of money
    const claims = sandbox.world.database.documents('bill_claims');
    expect(claims.some((one) => one['_id'] === `hosp1:${billId}`)).toBe(false);
    expect(sandbox.world.database.documents('reminders')).toEqual([]);
    // it can be had again, by the same patient
    const again = await locked(sandbox, slotId);
    expect(again.state).toBe('locked');
    await later(sandbox, 30 * MINUTE, 3);
    expect(stored(orderNo)).toMatchObject({ refund: { state: 'done', sends: 0 }, dueAt: null });
    expect(atPlatform()).toEqual(before);
  });

  it.each([
    ['the hold, before it took place', 'his.holdRefund', 'cut-before'],
    ['the hold, after it took place', 'his.holdRefund', 'cut-after'],
    ['the end, before it took place', 'his.confirmRefund', 'cut-before'],
    ['the end, after it took place', 'his.confirmRefund', 'cut-after'],
    ['the end, with rubbish', 'his.confirmRefund', 'garbage'],
  ] as const)('an answer that is lost is asked again: %s', async (_what, call, kind) => {
    const { appointmentId, orderNo } = await freeOrder(2);
    const before = atPlatform();
    sandbox.world.faults.plant(call, { kind });
    const asked = await askBack(sandbox, orderNo);
    expect(asked).toMatchObject({ canRefund: false, refund: { state: 'going', cash: 0 } });
    expect(asked.timeline.map(({ step }) => step)).not.toContain('refunded');
    await later(sandbox, 10 * MINUTE, 5);
    isGiven(await confirm(sandbox, orderNo));
    expect(await stateOf(appointmentId)).toBe('cancelled');
    expect(atPlatform()).toEqual(before);
  });

  it('asked twice at once and once more later: one giving back', async () => {
    const { orderNo } = await freeOrder(2);
    const ask = () => sandbox.call(ZHANG, 'pay', 'askRefund', { orderNo });
    const both = await Promise.all([ask(), ask()]);
    expect(both.some(({ ok }) => ok)).toBe(true);
    await later(sandbox, 5 * MINUTE);
    isGiven(await confirm(sandbox, orderNo));
    expect(await ask()).toMatchObject({ ok: false, reason: 'refund-exists' });
    expect(hisCalls('confirmRefund')).toBe(1);
  });

  it('who was seen has used it: the hospital says no, and nothing changes', async () => {
    const { appointmentId, billId, orderNo } = await freeOrder();
    sandbox.world.hospital.serveBill(billId);
    const asked = await askBack(sandbox, orderNo);
    expect(asked).toMatchObject({
      ...{ payment: 'paid', hospital: 'settled' },
      refund: { state: 'refused', reason: 'refund-served' },
    });
    expect(await stateOf(appointmentId)).toBe('used');
  });

  it('is held while it is given back: nobody is seen on it meanwhile', async () => {
    const { billId, orderNo } = await freeOrder();
    sandbox.world.faults.plant('his.confirmRefund', { kind: 'cut-before' });
    await askBack(sandbox, orderNo);
    expect(() => sandbox.world.hospital.serveBill(billId)).toThrow();
    await later(sandbox, 10 * MINUTE, 5);
    isGiven(await confirm(sandbox, orderNo));
  });

  it('a stranger cannot', async () => {
    const { appointmentId, orderNo } = await freeOrder(2);
    const answer = await sandbox.call(WANG, 'pay', 'askRefund', { orderNo });
    expect(answer).toMatchObject({ ok: false, reason: 'order-not-found' });
    expect(await stateOf(appointmentId)).toBe('paid');
  });

  it('a bill of 0 yuan for anything else is not given back', async () => {
    const order = await placed(sandbox, 'zero-total');
    expect(order).toMatchObject({ payment: 'paid', canRefund: false });
    const answer = await sandbox.call(ZHANG, 'pay', 'askRefund', { orderNo: order.orderNo });
    expect(answer).toMatchObject({ ok: false, reason: 'refund-not-possible' });
  });
});
