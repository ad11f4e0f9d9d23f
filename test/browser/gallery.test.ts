/**
 * The gallery in a browser: its switches, and every example in the usual look, in the dark, and at 320 px with the
 * largest text, without a flaw that people would see.
 */
import type { Browser, Page } from 'playwright-core';
import fastify, { type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { previewPlugin } from '../../sandbox/phone';
import { openBrowser } from '../support/browser';
import { describeFlaws, flawsOf } from '../support/phone-looks-flaws';
import { ROOT } from '../support/project-files';

let server: FastifyInstance;
let browser: Browser;
let page: Page;
let origin = '';
let complaints: string[] = [];

jest.setTimeout(60_000);

beforeAll(async () => {
  server = fastify();
  await server.register(previewPlugin({ projectRoot: ROOT }));
  await server.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${String((server.server.address() as AddressInfo).port)}`;
  browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await server.close();
});

async function open(path: string, width: number, height = 844): Promise<Page> {
  complaints = [];
  page = await browser.newPage({ viewport: { width, height } });
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(origin + path);
  return page;
}

afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

it('is linked from the shell and shows what is chosen, as it is chosen', async () => {
  const here = await open('/gallery', 1200);
  const inside = here.frameLocator('#app');
  await inside.locator('[data-path="components/amount/amount"]').waitFor();
  const all = await inside.getByTestId('gallery-shown').count();
  expect(all).toBeGreaterThan(30);
  await here.getByTestId('only').selectOption('components/bill-card/bill-card');
  await expect(inside.getByTestId('gallery-shown').first().waitFor()).resolves.toBeUndefined();
  await here.getByTestId('theme').selectOption('dark');
  await here.getByTestId('font-scale').selectOption('1.4');
  await inside.locator('html[data-theme="dark"] [data-testid="gallery-example"]').first().waitFor();
  expect(await inside.getByTestId('gallery-shown').count()).toBe(1);
  expect(await inside.locator('.root').getAttribute('style')).toContain('1.4');
  expect(await here.getByTestId('errors').textContent()).toBe('');
  const shell = await (await fetch(`${origin}/`)).text();
  expect(shell).toContain('href="/gallery"');
});

it.each([
  ['usual', 390, 'theme=light'],
  ['dark', 390, 'theme=dark'],
  ['small with large text', 320, 'fontScale=1.4'],
])('shows every example without a flaw: %s', async (_name, width, levers) => {
  const here = await open(`/gallery/app.html?${levers}`, width);
  await here.evaluate('window.__preview.ready');
  await here.locator('[data-path="components/amount/amount"]').waitFor();
  expect(describeFlaws(await flawsOf(here))).toEqual([]);
});
