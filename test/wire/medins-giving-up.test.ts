/**
 * Giving an order of 2.0 up, before the permission and after it, and two phones on one bill (money rules
 * 6 and 7; trap 38): what was begun is withdrawn for certain, and the bill is paid once.
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
  permit,
} from '../support/medins-story';
import { freeAgain } from '../support/medins-story-end';
import { authorised, bindByPhone, calls, confirm, placed, REFUSED } from '../support/payer';
import { hireClerk, later } from '../support/refunder';
import { WANG, ZHANG, ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

const MINUTE = 60_000;

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await medinsSandbox();
  await hireClerk(sandbox);
}, 60_000);
beforeEach(() => {
  nextStory(sandbox);
});
afterAll(() => sandbox.close());

const insured = () => draftedStory(sandbox, 'insurance-and-cash');
const closed = async ({ orderNo }: OrderView) =>
  (await sandbox.must(ZHANG, 'pay', 'closeOrder', { orderNo })).order;

describe('the patient gives up', () => {
  it('before the permission: at once, and nobody was asked for anything', async () => {
    const order = await insured();
    const before = sandbox.world.wire.since().length;
    expect(await closed(order)).toMatchObject({ payment: 'closed', next: { do: 'pay-anew' } });
    const heard = sandbox.world.wire.since().slice(before);
    expect(heard.filter(({ call }) => /^(wechatpay|his)\./.test(call))).toEqual([]);
    await freeAgain(sandbox, order);
  });

  it('after it: the cash order is closed, the fees are withdrawn, the cashier refuses', async () => {
    const order = await authorised(sandbox, (await insured()).orderNo);
    expect(await closed(order)).toMatchObject({ payment: 'closed', next: { do: 'pay-anew' } });
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({
      ...{ mixed: 'CREATED', cash: 'CLOSED', upload: 'revoked' },
    });
    await expect(payByPhone(sandbox, order)).rejects.toThrow('cash-closed');
    await freeAgain(sandbox, order);
  });

  it('of an order without cash: what was withdrawn cannot be settled any more', async () => {
    const order = await placed(sandbox, 'all-insurance');
    expect(await closed(order)).toMatchObject({ payment: 'closed' });
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ mixed: 'CREATED', upload: 'revoked' });
    await payByPhone(sandbox, order);
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ mixed: 'FAIL', upload: 'revoked' });
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'closed' });
    await freeAgain(sandbox, order);
  });

  it('by walking away before the permission: over at its deadline, by itself', async () => {
    const order = await insured();
    await later(sandbox, 16 * MINUTE, 4);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'closed' });
    await freeAgain(sandbox, order);
  });

  it('by walking away from the cashier: closed by itself, for certain', async () => {
    const order = await authorised(sandbox, (await insured()).orderNo);
    await later(sandbox, 20 * MINUTE, 10);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'closed' });
    await freeAgain(sandbox, order);
  });

  it('and permits it afterwards all the same: nothing is sent', async () => {
    const order = await insured();
    await closed(order);
    const before = calls(sandbox, 'his.uploadFees');
    const tried = await permit(sandbox, order.orderNo);
    expect(tried).toMatchObject({ ok: true, value: { order: { payment: 'closed' } } });
    expect(calls(sandbox, 'his.uploadFees')).toBe(before);
    await freeAgain(sandbox, order);
  });
});

describe('two phones on one bill', () => {
  it('one pays, the other is told; neither a code nor a number helps', async () => {
    await bindByPhone(sandbox, WANG, ZHANG_PATIENT);
    const order = await insured();
    const ask = { patientId: ZHANG_PATIENT, billIds: order.billIds, place: REFUSED } as const;
    for (const payWith of ['cash', 'insurance'] as const) {
      const tried = await sandbox.call(WANG, 'pay', 'placeOrder', {
        ...{ ...ask, payWith, entry: 'menu' },
      });
      expect(tried).toMatchObject({ ok: false, reason: 'bill-being-paid-by-other' });
    }
    const ready = await authorised(sandbox, order.orderNo);
    await payByPhone(sandbox, ready);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ hospital: 'settled' });
    expect(bookedOf(sandbox, order.orderNo)).toHaveLength(1);
  });

  it('the other one gets it when the first is over its time, proven closed', async () => {
    const order = await authorised(sandbox, (await insured()).orderNo);
    sandbox.world.clock.advance(16 * MINUTE);
    const theirs = await drafted(sandbox, order.billIds, { openid: WANG, payWith: 'cash' });
    expect(theirs.orderNo).not.toBe(order.orderNo);
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ cash: 'CLOSED', upload: 'revoked' });
    await payByPhone(sandbox, theirs, WANG);
    const paid = await sandbox.must(WANG, 'pay', 'confirmOrder', { orderNo: theirs.orderNo });
    expect(paid.order).toMatchObject({ payment: 'paid', hospital: 'settled' });
  });
});
