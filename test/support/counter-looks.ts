/**
 * A page of the staff as three clerks see it, one after the other on the same phone: in the usual size, in
 * 320 px with the largest text, in the dark. What is open stays open; a picture of each is kept.
 */
import type { Phone } from './phone-driver';
import { looksRight } from './phone-looks';
import { contentIsThere, describeFlaws, flawsOf } from './phone-looks-flaws';

interface Look {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly theme: 'light' | 'dark';
}

const USUAL: Look = { name: 'usual', width: 390, height: 844, scale: 1, theme: 'light' };
const LARGE: Look = {
  name: 'small-large-text',
  ...{ width: 320, height: 568, scale: 1.4, theme: 'light' },
};
const DARK: Look = { ...USUAL, name: 'dark', theme: 'dark' };

/** How high the page in front is, with what lies below the screen. */
const HEIGHT = `(() => {
  const scroller = document.querySelector('.wx-layer:not([hidden]) .wx-scroller');
  return scroller === null ? 0 : Math.ceil(innerHeight + scroller.scrollHeight - scroller.clientHeight);
})()`;

/** The lever `fontScale` counts when a page is opened; this does the same to those that are open. */
const scaled = (scale: number): string =>
  `document.querySelectorAll('[style*="--scale"]').forEach((root) => root.style.setProperty('--scale', '${String(scale)}'))`;

async function wears(here: Phone, { width, height, scale, theme }: Look): Promise<void> {
  await here.page.setViewportSize({ width, height });
  await here.page.emulateMedia({ colorScheme: theme });
  await here.page.evaluate(`window.__preview.setTheme('${theme}')`);
  await here.page.evaluate(scaled(scale));
}

/** All of it on one picture, when it does not fit on the screen. */
async function whole(here: Phone, { name: look, width, height }: Look, name: string) {
  const needed = await here.page.evaluate<number>(HEIGHT);
  if (needed <= height) return;
  await here.page.setViewportSize({ width, height: needed });
  await here.picture(`page-${name}-${look}-whole`);
}

/** Pictures of what is open; nothing sticks out, is too small to tap, too pale to read, or cut off. */
export async function photographed(here: Phone, state: string): Promise<void> {
  const name = `counter-${state}`;
  for (const look of [USUAL, LARGE, DARK]) {
    await wears(here, look);
    await looksRight(here, look.name, name);
    const flaws = describeFlaws(await flawsOf(here.page));
    expect([name, look.name, flaws]).toEqual([name, look.name, []]);
    if (look !== DARK) await whole(here, look, name);
  }
  await wears(here, USUAL);
}

/** The same once everything that was asked is answered. */
export async function settledLook(here: Phone, state: string): Promise<void> {
  await contentIsThere(here.page);
  await photographed(here, state);
}
