/**
 * Money that goes back from an insured payment of 2.0, in a real Chromium: the patient asks for it, the
 * clerk gives it, all of it or cash alone (money rule 9: bureau, cash, notify, hospital).
 */
import { browserWorld } from '../support/browser-world';
import { partsOf } from '../support/medins-story';
import { atCheckout, looks, sides, taps, toOwnCashier, WALK_MS } from '../support/medins-walk';
import { calls } from '../support/payer';
import type { Phone, PhoneOptions } from '../support/phone-driver';
import { LOOKS } from '../support/phone-looks';
import { asStaff, hireClerk, later, paidOrder } from '../support/refunder';
import { at, openStaff, STAFF_LOOKS, type } from '../support/staff-phone-walk';

const world = browserWorld({ channel: 'medins' });
const MINUTE = 60_000;

beforeAll(() => hireClerk(world.sandbox), WALK_MS);

async function paid(story: string, options: PhoneOptions = {}) {
  const walked = await atCheckout(world, story, options);
  if (story === 'self-pay') await taps(walked.here, 'checkout-pay', 'wechat-cashier');
  else await toOwnCashier(walked.here);
  await walked.here.payAndReturn();
  await walked.here.sees('paid');
  return walked;
}

async function asks(here: Phone): Promise<void> {
  await here.tap('result-refund');
  await here.at('refund-yes').first().click();
}

async function comesBack(here: Phone): Promise<void> {
  await later(world.sandbox, MINUTE);
  await here.page.clock.fastForward(MINUTE);
  await here.sees('refunded');
}

it.each(LOOKS)(
  'a patient asks for it, watches it, and sees it arrive: %s',
  async (look, options) => {
    const { here, billId } = await paid('insurance-and-cash', options);
    await here.tap('result-refund');
    await here.at('refund-yes').first().click({ trial: true });
    await looks(here, look, 'refund-ask');
    expect(await here.read('refund-part-cash')).toContain('100.00');
    expect(await here.read('refund-part-insurance')).toContain('324.00');
    await here.at('refund-yes').first().click();
    await here.sees('refunding');
    await here.at('refund-progress').waitFor();
    await looks(here, look, 'refund-going');
    await comesBack(here);
    await looks(here, look, 'refund-returned');
    expect(sides(world, billId)).toMatchObject({
      ...{ ours: 'paid', cash: 'REFUND', refund: 'SUCCESS', refunded: 10_000 },
      ...{ upload: 'refunded', told: { med_refund_total_fee: 32_400 }, bill: 'unpaid' },
    });
  },
  WALK_MS,
);

it.each([
  ['all by insurance', 'all-insurance', { refund: 'none', upload: 'refunded' }],
  ['all by oneself', 'self-pay', { refund: 'SUCCESS', upload: 'none', told: undefined }],
] as const)(
  'of what was paid %s',
  async (_what, story, ends) => {
    const { here, billId } = await paid(story);
    await asks(here);
    await comesBack(here);
    await looks(here, 'usual', `refund-${story}`);
    expect(sides(world, billId)).toMatchObject({ ...ends, bill: 'unpaid' });
  },
  WALK_MS,
);

it(
  'that the hospital owes comes by itself, both parts, and leads to paying anew',
  async () => {
    const { here, billId } = await atCheckout(world, 'insurance-and-cash');
    await toOwnCashier(here);
    world.sandbox.world.hospital.refuseNextSettle('BILL_CHANGED');
    await here.payAndReturn();
    await here.sees('refunding');
    await looks(here, 'usual', 'refund-owed');
    await comesBack(here);
    await looks(here, 'usual', 'refund-owed-returned');
    expect(sides(world, billId)).toMatchObject({ cash: 'REFUND', upload: 'refunded', booked: [] });
    await here.tap('result-again');
    await here.reaches('bills');
  },
  WALK_MS,
);

async function clerkOn(orderNo: string, options: PhoneOptions): Promise<Phone> {
  const here = await openStaff(world, 'order', options, `?orderNo=${orderNo}`);
  await here.at('order-detail').waitFor();
  return here;
}

describe.each(STAFF_LOOKS)('in %s', (look, options) => {
  it(
    'a clerk gives back all of it',
    async () => {
      const { orderNo } = await paidOrder(world.sandbox, 'insurance-and-cash');
      const here = await clerkOn(orderNo, options);
      await looks(here, look, 'staff-order');
      await here.tap('order-refund');
      await at(here, 'refund');
      await here.tap('refund-mode-whole');
      await here.tap('refund-reason-undispensed');
      await looks(here, look, 'staff-refund');
      await here.tap('refund-next');
      await here.at('second-look').waitFor();
      await here.at('refund-yes').first().click({ trial: true });
      await looks(here, look, 'staff-refund-look');
      const again = here.at('type-again');
      if ((await again.count()) > 0) await type(here, 'type-again', '424.00');
      await here.at('refund-yes').first().click();
      await here.at('refund-done').waitFor();
      await looks(here, look, 'staff-refund-done');
      await later(world.sandbox, MINUTE);
      expect(await asStaff(world.sandbox, orderNo)).toMatchObject({
        refund: { state: 'done', legs: { cash: 'refunded', insurance: 'refunded' } },
      });
      expect(partsOf(world.sandbox, orderNo)).toMatchObject({
        ...{
          cash: 'REFUND',
          refund: 'SUCCESS',
          upload: 'refunded',
          told: { med_refund_total_fee: 32_400 },
        },
      });
    },
    WALK_MS,
  );
});

it(
  'a clerk gives back part of the cash: the insurance is not asked',
  async () => {
    const { orderNo } = await paidOrder(world.sandbox, 'insurance-and-cash');
    const before = ['his.refundUpload', 'wechatpay.notifyRefund'].map((call) =>
      calls(world.sandbox, call),
    );
    const here = await clerkOn(orderNo, {});
    await here.tap('order-refund');
    await at(here, 'refund');
    await here.tap('refund-mode-cash-part');
    await type(here, 'refund-amount', '40.5');
    await here.tap('refund-reason-undispensed');
    await here.tap('refund-next');
    await here.at('second-look').waitFor();
    await type(here, 'type-again', '40.50');
    await here.at('refund-yes').first().click();
    await here.at('refund-done').waitFor();
    await later(world.sandbox, MINUTE);
    expect(partsOf(world.sandbox, orderNo)).toMatchObject({
      ...{ refund: 'SUCCESS', refunded: 4_050, upload: 'settled', told: undefined },
    });
    const after = ['his.refundUpload', 'wechatpay.notifyRefund'].map((call) =>
      calls(world.sandbox, call),
    );
    expect(after).toEqual(before);
  },
  WALK_MS,
);
