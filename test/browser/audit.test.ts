/**
 * WeChat's audit thresholds on every page of app.json, subpackages included, with real data (design: the phone, "Facts
 * of the platform"): setData, nodes, tap targets, and contrast in light and dark. Prints what was measured.
 */
import type { Browser } from 'playwright-core';
import { previewPlugin } from '../../sandbox/phone';
import type { PageMeasure } from '../../sandbox/phone/runtime/measure';
import { openBrowser } from '../support/browser';
import { listedPages, nameOf, PAGES, pathOf, type PageCase } from '../support/page-list';
import { Phone } from '../support/phone-driver';
import { contentIsThere, flawsOf } from '../support/phone-looks-flaws';
import { setScene, type Scene } from '../support/preview-scene';
import { ROOT } from '../support/project-files';
import { testSandbox, type TestSandbox } from '../support/sandbox';

const START_MS = 180_000;
const LIMITS = {
  setDataBytes: 256 * 1024,
  setDataPerSecond: 20,
  nodes: 999,
  depth: 29,
  children: 60,
} as const;

let sandbox: TestSandbox | undefined;
let browser: Browser | undefined;
let scene: Scene;
const measured: (PageMeasure & { readonly name: string })[] = [];

jest.setTimeout(60_000);

beforeAll(async () => {
  sandbox = await testSandbox({
    counter: { first: 'insurance' },
    more: previewPlugin({ projectRoot: ROOT }),
  });
  scene = await setScene(sandbox);
  browser = await openBrowser();
}, START_MS);

afterAll(async () => {
  await browser?.close();
  await sandbox?.close();
  process.stdout.write(`${table().join('\n')}\n`);
});

function table(): readonly string[] {
  const columns = ['setDataCalls', 'setDataBytes', 'nodes', 'depth', 'children'] as const;
  const row = (name: string, values: readonly (string | number)[]): string =>
    name.padEnd(22) + values.map((value) => String(value).padStart(14)).join('');
  return [
    row('page', columns),
    ...measured.map((one) =>
      row(
        one.name,
        columns.map((column) => one[column]),
      ),
    ),
  ];
}

async function open(page: PageCase): Promise<Phone> {
  if (sandbox === undefined || browser === undefined) throw new Error('the world is not up');
  const levers = { ...page.levers, path: pathOf(page, scene) };
  return Phone.open(browser, sandbox, { openid: page.openid, levers });
}

it('knows every page of app.json', () => {
  const known = new Set(PAGES.map(({ page }) => page));
  expect(listedPages().filter((page) => !known.has(page))).toEqual([]);
  expect([...known].filter((page) => !listedPages().includes(page))).toEqual([]);
});

it.each(PAGES.map((page): [string, PageCase] => [nameOf(page), page]))(
  '%s keeps within what WeChat audits',
  async (name, page) => {
    const phone = await open(page);
    try {
      await contentIsThere(phone.page);
      await phone.at(page.seen).first().waitFor();
      const measure = await phone.page.evaluate<PageMeasure>('window.__preview.measure()');
      measured.push({ name, ...measure });
      expect(measure.path).toBe(page.page);
      expect(measure.nodes).toBeGreaterThan(5);
      for (const [what, most] of Object.entries(LIMITS)) {
        expect([what, Reflect.get(measure, what)]).toEqual([what, expect.any(Number)]);
        expect(Number(Reflect.get(measure, what))).toBeLessThanOrEqual(most);
      }
      for (const theme of ['light', 'dark'] as const) {
        await phone.page.evaluate(`window.__preview.setTheme('${theme}')`);
        expect({ theme, ...(await flawsOf(phone.page)) }).toEqual({
          theme,
          contrast: [],
          taps: [],
          cutOff: [],
          sideways: [],
        });
      }
      expect(phone.problems).toEqual([]);
    } finally {
      await phone.close();
    }
  },
);

it('sees what is wrong with a page', async () => {
  const [home] = PAGES;
  if (home === undefined) throw new Error('the list is empty');
  const phone = await open(home);
  try {
    await contentIsThere(phone.page);
    await phone.at(home.seen).first().waitFor();
    await phone.page.addStyleTag({
      content: `
        [data-testid="${home.seen}"] { color: #777 !important; min-height: 0 !important; height: 40px !important; box-sizing: border-box; width: 120vw !important; }
        [data-testid="${home.seen}"] * { color: #0a746d !important; overflow: hidden; white-space: nowrap; }
        [data-testid="${home.seen}"] wx-view { width: 30px !important; }`,
    });
    const { contrast, taps, cutOff, sideways } = await flawsOf(phone.page);
    expect(contrast.join()).toContain(home.seen);
    expect(taps.join()).toMatch(new RegExp(`${home.seen} .* 40px`));
    expect(cutOff.join()).toContain(home.seen);
    expect(sideways.join()).toContain(home.seen);
  } finally {
    await phone.close();
  }
});
