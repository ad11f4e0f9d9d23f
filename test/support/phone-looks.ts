/**
 * How a page looks to people: in the usual size, in 320 px with the largest text, in the dark. Nothing
 * sticks out sideways, nothing complains, and a picture is kept.
 */
import type { Phone, PhoneOptions } from './phone-driver';

export const LOOKS: readonly (readonly [string, PhoneOptions])[] = [
  ['usual', {}],
  ['small-large-text', { width: 320, height: 568, levers: { fontScale: '1.4' } }],
  ['dark', { levers: { theme: 'dark' } }],
];

/** Names of elements that stick out of the screen sideways. */
const STICKING_OUT = `[...document.querySelectorAll('*')]
  .filter((element) => element.getBoundingClientRect().width > 0)
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
  .map((element) => element.tagName + '.' + element.className)`;

export async function looksRight(here: Phone, look: string, name: string): Promise<void> {
  await here.picture(`page-${name}-${look}`);
  const wide = await here.page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect([name, wide]).toEqual([name, 0]);
  expect([name, await here.page.evaluate(STICKING_OUT)]).toEqual([name, []]);
  expect([name, here.problems]).toEqual([name, []]);
}
