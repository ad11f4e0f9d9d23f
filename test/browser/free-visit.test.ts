/**
 * A registration that costs nothing, in a real Chromium: taken without the cashier, and given back (退号)
 * in words that promise no money.
 */
import { browserWorld } from '../support/browser-world';
import type { Phone } from '../support/phone-driver';
import { LOOKS, looksRight } from '../support/phone-looks';
import { sayYes, toSlots } from '../support/phone-register';
import { refundsSent } from '../support/refunder';
import { ZHANG_PATIENT } from '../support/sandbox';

const world = browserWorld();
const WAIT = 90_000;

const hospital = () => world.sandbox.world.hospital;
const madeHere = () =>
  hospital()
    .listAppointments(ZHANG_PATIENT)
    .filter(({ source }) => source === 'here');

/** Takes the first place of today; the hospital asks nothing for it. */
async function takesFree(here: Phone): Promise<string> {
  const before = madeHere().map(({ appointmentId }) => appointmentId);
  await toSlots(here, { department: '全科', day: 0 });
  await here.tap('slot');
  await here.at('visit-lock').waitFor();
  await here.tap('visit-lock');
  await here.at('countdown').waitFor();
  const made = madeHere().find(({ appointmentId }) => !before.includes(appointmentId));
  if (made === undefined) throw new Error('the hospital knows of no place');
  hospital().waiveBill(made.billId);
  await here.tap('visit-go');
  await here.reaches('checkout');
  await here.tap('checkout-pay');
  await sayYes(here, here.at('result-state'));
  await here.sees('paid');
  return made.appointmentId;
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
    const appointment = madeHere().find((one) => one.appointmentId === appointmentId);
    expect(appointment).toMatchObject({ status: 'cancelled' });
    expect(refundsSent(world.sandbox)).toBe(sent);
  },
  WAIT,
);
