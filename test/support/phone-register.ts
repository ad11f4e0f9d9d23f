/** The way of a patient who registers, up to the times of a doctor's day. */
import type { Locator } from 'playwright-core';
import type { Phone } from './phone-driver';

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
