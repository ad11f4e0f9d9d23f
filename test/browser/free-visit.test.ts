/**
 * A registration that costs nothing, in a real Chromium: taken without the cashier, and given back (退号)
 * in words that promise no money.
 */
import { ADMINISTRATOR } from '../../sandbox/function-environment';
import { browserWorld } from '../support/browser-world';
import { numbersOn } from '../support/counter-walk';
import type { Phone } from '../support/phone-driver';
import { LOOKS, looksRight } from '../support/phone-looks';
import { lock, madeHere, sayYes, toSlots } from '../support/phone-register';
import { asStaff, hireClerk, later, refundsSent } from '../support/refunder';
import { at, openStaff, STAFF_LOOKS } from '../support/staff-phone-walk';

const world = browserWorld();
const WAIT = 90_000;

/** Takes the first place of today; the hospital asks nothing for it. */
async function takesFree(here: Phone) {
  await toSlots(here, { department: '全科', day: 0 });
  await here.tap('slot');
  await here.at('visit-lock').waitFor();
  const place = await lock(here, world);
  world.sandbox.world.hospital.waiveBill(place.billId);
  await here.tap('visit-go');
  await here.reaches('checkout');
  await here.tap('checkout-pay');
  await sayYes(here, here.at('result-state'));
  await here.sees('paid');
  return place;
}

it.each(LOOKS)(
  'is given back by the patient, and nothing is said of money: %s',
  async (look, options) => {
    const here = await world.open(options);
    const { appointmentId } = await takesFree(here);
    const sent = refundsSent(world.sandbox);
    await here.at('result-refund').scrollIntoViewIfNeeded();
    await looksRight(here, look, 'free-visit-taken');
    expect(await here.read('result-refund')).toBe('退号');
    await here.tap('result-refund');
    // the sheet stands still
    await here.at('sheet-close').first().click({ trial: true });
    await looksRight(here, look, 'free-visit-ask');
    await here.at('refund-yes').first().click();
    await here.sees('refunded');
    await looksRight(here, look, 'free-visit-returned');
    expect(await here.read('result-state')).toContain('已退号');
    expect(await here.read('result-state')).toContain('没有钱要退');
    const appointment = madeHere(world).find((one) => one.appointmentId === appointmentId);
    expect(appointment).toMatchObject({ status: 'cancelled' });
    expect(refundsSent(world.sandbox)).toBe(sent);
  },
  WAIT,
);

it.each(STAFF_LOOKS)(
  'is given back by a clerk, who types no sum: %s',
  async (look, options) => {
    await hireClerk(world.sandbox);
    const patient = await world.open();
    const { appointmentId, billId } = await takesFree(patient);
    const [orderNo = ''] = numbersOn(world, billId);
    const sent = refundsSent(world.sandbox);
    const here = await openStaff(world, 'order', options, `?orderNo=${orderNo}`);
    await here.at('order-detail').waitFor();
    expect(await here.read('order-refund')).toBe('退号');
    await here.tap('order-refund');
    await at(here, 'refund');
    await here.at('refund-order').waitFor();
    await looksRight(here, look, 'staff-free-visit');
    await here.tap('refund-reason-asked');
    await here.tap('refund-next');
    await here.at('second-look').waitFor();
    await here.at('refund-yes').first().click({ trial: true });
    await looksRight(here, look, 'staff-free-visit-look');
    await here.at('refund-yes').first().click();
    await here.at('refund-done').waitFor();
    expect(await here.read('refund-done')).toContain('退号已提交');
    await looksRight(here, look, 'staff-free-visit-done');
    await later(world.sandbox, 60_000);
    expect(await asStaff(world.sandbox, orderNo)).toMatchObject({
      ...{ placeCanGoBack: false, refund: { state: 'done', cash: 0, insurance: 0 } },
    });
    const { lines } = await world.sandbox.must(ADMINISTRATOR, 'staff', 'audit', {});
    const own = lines.filter((line) => line.orderNo === orderNo);
    expect(own.map(({ act }) => act)).toEqual(['refund']);
    expect(own[0]?.detail).toContain('place-given-back');
    const appointment = madeHere(world).find((one) => one.appointmentId === appointmentId);
    expect(appointment).toMatchObject({ status: 'cancelled' });
    expect(refundsSent(world.sandbox)).toBe(sent);
  },
  WAIT,
);
