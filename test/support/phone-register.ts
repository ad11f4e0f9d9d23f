/** The way of a patient who registers, up to the times of a doctor's day. */
import type { Locator } from 'playwright-core';
import type { BrowserWorld } from './browser-world';
import type { Phone } from './phone-driver';
import { ZHANG_PATIENT } from './sandbox';

export interface Wanted {
  /** What is typed into the search. */
  readonly department: string;
  /** 0 is today. */
  readonly day: number;
}

/** From the home page to the first doctor with places on that day; answers the first open slot's id. */
export async function toSlots(here: Phone, wanted: Wanted): Promise<{ readonly slotId: string }> {
  await here.tap('home-register');
  await here.reaches('departments');
  await here.at('department').first().waitFor();
  await here.page.locator('[data-testid="department-search"] input').fill(wanted.department);
  await here.at('departments-found').waitFor();
  await here.tap('department');
  await here.reaches('doctors');
  await here.at('doctor').first().waitFor();
  await here.page.locator('[data-testid="days"] [data-testid^="day-"]').nth(wanted.day).click();
  await here.tap('doctor');
  await here.reaches('slots');
  const first = here.at('slot').first();
  await first.waitFor();
  return { slotId: (await first.getAttribute('data-id')) ?? '' };
}

/** What the patient has made in the mini program. */
export const madeHere = ({ sandbox }: BrowserWorld) =>
  sandbox.world.hospital.listAppointments(ZHANG_PATIENT).filter(({ source }) => source === 'here');

/** Takes the place that is shown; answers the appointment that the hospital made of it. */
export async function lock(here: Phone, world: BrowserWorld) {
  const before = madeHere(world).map(({ appointmentId }) => appointmentId);
  await here.tap('visit-lock');
  await here.at('countdown').waitFor();
  const made = madeHere(world).filter(({ appointmentId }) => !before.includes(appointmentId));
  expect(made).toHaveLength(1);
  const [one] = made;
  if (one === undefined) throw new Error('the hospital knows of no place');
  return one;
}

/** WeChat may ask several things one after another - messages, the place; the patient says yes to all. */
export async function sayYes(here: Phone, until: Locator): Promise<void> {
  const modal = here.page.getByTestId('wx-modal-confirm');
  const ask = modal.or(here.page.getByTestId('wx-subscribe-allow'));
  for (;;) {
    await ask.or(until).first().waitFor();
    if (await until.first().isVisible()) return;
    const asked = await ask.first().elementHandle();
    await asked.click();
    await asked.waitForElementState('hidden');
  }
}
