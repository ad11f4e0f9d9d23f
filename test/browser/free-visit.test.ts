/**
 * A registration that costs nothing, in a real Chromium: taken without the cashier, and given back (退号)
 * in words that promise no money.
 */
import { browserWorld } from '../support/browser-world';
import type { Phone } from '../support/phone-driver';
import { LOOKS, looksRight } from '../support/phone-looks';
import { lock, madeHere, sayYes, toSlots } from '../support/phone-register';
import { refundsSent } from '../support/refunder';

const world = browserWorld();
const WAIT = 90_000;

/** Takes the first place of today; the hospital asks nothing for it. */
async function takesFree(here: Phone): Promise<string> {
  await toSlots(here, { department: '全科', day: 0 });
  await here.tap('slot');
  await here.at('visit-lock').waitFor();
  const { appointmentId, billId } = await lock(here, world);
  world.sandbox.world.hospital.waiveBill(billId);
  await here.tap('visit-go');
  await here.reaches('checkout');
  await here.tap('checkout-pay');
  await sayYes(here, here.at('result-state'));
  await here.sees('paid');
  return appointmentId;
}

it.each(LOOKS)(
  'is given back by the patient, and nothing is said of money: %s',
  async (look, options) => {
    const here = await world.open(options);
    const appointmentId = await takesFree(here);
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
