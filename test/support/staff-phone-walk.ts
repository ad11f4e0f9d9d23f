/** A clerk's hands on the phone or the PC in the browser: the desk, and the pages of the staff's package. */
import type { Locator } from 'playwright-core';
import type { BrowserWorld } from './browser-world';
import type { Phone, PhoneOptions } from './phone-driver';
import { LOOKS } from './phone-looks';
import { CLERK } from './refunder';

/** As patients' pages are looked at, and the wide window of WeChat on a PC. */
export const STAFF_LOOKS: readonly (readonly [string, PhoneOptions])[] = [
  ...LOOKS,
  ['wide', { width: 1100, height: 800 }],
];

const HOME = '/packages/staff/pages';

/** Waits until that page of the staff's package is on top. */
export async function at(here: Phone, name: string): Promise<void> {
  const path = `packages/staff/pages/${name}/${name}`;
  await here.page.waitForFunction(`window.__preview?.pages().at(-1) === ${JSON.stringify(path)}`);
}

/** A phone on that page; `query` as the address says it. */
export async function openStaff(
  world: BrowserWorld,
  name: string,
  options: PhoneOptions = {},
  query = '',
): Promise<Phone> {
  const path = `${HOME}/${name}/${name}${query}`;
  const here = await world.open({
    openid: CLERK,
    ...options,
    levers: { ...options.levers, path },
  });
  await at(here, name);
  return here;
}

/** Types into the native field under that test id. */
export async function type(here: Phone, testid: string, text: string): Promise<void> {
  await here.at(testid).first().locator('input').fill(text);
}

/** How many bytes of the last table the viewer was handed, and its name. */
export async function openedTable(here: Phone): Promise<{ name: string; bytes: Buffer }> {
  const link = here.page.getByTestId('wx-file-download');
  await link.waitFor();
  const name = (await link.getAttribute('download')) ?? '';
  const address = (await link.getAttribute('href')) ?? '';
  await here.page.getByTestId('wx-file-close').click();
  return { name, bytes: Buffer.from(address.slice(address.indexOf(',') + 1), 'base64') };
}

/** Lets the phone's time run until that is seen; the calls in between are real ones. */
export async function timeGoesOn(here: Phone, wanted: Locator): Promise<void> {
  for (let turn = 0; turn < 40 && !(await wanted.first().isVisible()); turn += 1) {
    const answered = here.page.waitForResponse(/functions\/staff/, { timeout: 1_000 });
    await here.page.clock.runFor(2_000);
    await answered.catch(() => undefined);
  }
  await wanted.first().waitFor();
}
