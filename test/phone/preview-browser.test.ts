import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { type Browser, chromium, type Page } from 'playwright-core';
import { previewPlugin } from '../../sandbox/phone';
import { FIXTURE } from '../support/preview-fixture';

const CASHIER = `<!doctype html><meta charset="utf-8"><title>x</title>
<button id="pay">付</button><button id="kill">杀</button>
<script>
  const leave = (how) => parent.postMessage({ source: 'yibao-sandbox', type: 'leave', how,
    appId: 'wx1234567890abcdef', extraData: { payAuthNo: 'x1' } }, location.origin);
  pay.onclick = () => leave('done');
  kill.onclick = () => leave('killed');
</script>`;

jest.setTimeout(30_000);

let server: FastifyInstance;
let origin = '';
let browser: Browser;
let page: Page;
let strangers: string[] = [];
let complaints: string[] = [];

beforeAll(async () => {
  server = fastify();
  await server.register(previewPlugin({ projectRoot: FIXTURE }));
  server.get('/cashier/open', (_request, reply) => reply.type('text/html').send(CASHIER));
  server.post<{ Params: { name: string } }>('/functions/:name', (request) => ({
    result: { name: request.params.name, caller: request.headers['x-sandbox-openid'] },
  }));
  await server.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  });
}, 60_000);

afterAll(async () => {
  await browser.close();
  await server.close();
});

beforeEach(async () => {
  strangers = [];
  complaints = [];
  page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  page.setDefaultTimeout(10_000);
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) strangers.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterEach(async () => {
  await page.close();
  expect(strangers).toEqual([]);
  expect(complaints).toEqual([]);
});

async function open(query = ''): Promise<void> {
  await page.goto(`${origin}/phone/app.html${query}`);
  await page.evaluate('window.__preview.ready');
}

function journal(): Promise<string[]> {
  return page.evaluate('window.journal.splice(0)');
}

function boxOf(selector: string): Promise<{ x: number; y: number; width: number; height: number }> {
  return page.evaluate(
    `(() => { const { x, y, width, height } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect(); return { x, y, width, height }; })()`,
  );
}

it('lays pages out in rpx, below the navigation bar', async () => {
  await open();
  const card = await boxOf('[data-testid="card"]');
  expect(card.x).toBeCloseTo((24 * 390) / 750, 1);
  expect(card.y).toBeCloseTo(91 + (24 * 390) / 750, 1);
});

it('draws icons from the local font', async () => {
  await open('?path=/pages/parts/parts');
  const icon = page.locator('[class*="t-icon-check-circle"]').first();
  await icon.waitFor();
  await page.evaluate('document.fonts.ready');
  expect(await page.evaluate('[...document.fonts].map((font) => font.status)')).toEqual(['loaded']);
  const content: string = await icon.evaluate((node) => getComputedStyle(node, '::before').content);
  expect(content.codePointAt(1)).toBeGreaterThanOrEqual(0xe000);
});

it('pays and comes back with scene 1038', async () => {
  await open();
  await journal();
  await page.getByTestId('jump').click();
  await page.getByTestId('wx-modal-confirm').click();
  await page.frameLocator('[data-testid="cashier-frame"]').locator('#pay').click();
  await page.getByTestId('cashier').waitFor({ state: 'detached' });
  expect((await journal()).slice(0, 4)).toEqual([
    'jump.success',
    'home.onHide',
    'app.onHide',
    'app.onShow 1038 {"appId":"wx1234567890abcdef","extraData":{"payAuthNo":"x1"}}',
  ]);
});

it('dies in the background and starts cold on the home page', async () => {
  await open('?openid=oKept');
  await page.evaluate("wx.setStorageSync('pending', { phase: 'paying' })");
  await page.evaluate("window.markOfThisLife = 'first'");
  await page.getByTestId('jump').click();
  await page.getByTestId('wx-modal-confirm').click();
  await page.frameLocator('[data-testid="cashier-frame"]').locator('#kill').click();
  await page.getByTestId('start-1038').click();
  await page.getByTestId('greeting').waitFor();
  expect(await page.evaluate('window.markOfThisLife')).toBeUndefined();
  expect(await page.evaluate("wx.getStorageSync('pending')")).toEqual({ phase: 'paying' });
  expect((await journal())[0]).toBe('app.onLaunch 1038');
});

it('answers cloud functions for the openid of the address', async () => {
  await open('?openid=oSomebody');
  await page.getByTestId('call').click();
  await page.getByText('"caller":"oSomebody"').waitFor();
});

it('follows mouse and keyboard, and shows pressed looks', async () => {
  await open();
  await journal();
  const bill = page.getByTestId('bill-b1');
  await bill.hover();
  await page.mouse.down();
  await page.locator('[data-testid="bill-b1"].pressed').waitFor();
  await page.mouse.up();
  await page.locator('[data-testid="bill-b1"]:not(.pressed)').waitFor();
  await bill.focus();
  await page.keyboard.press('Enter');
  expect(await journal()).toEqual(['home.onBill b1 1', 'home.onBill b1 1']);
});

it('pulls down to refresh by hand', async () => {
  await open();
  await journal();
  await page.mouse.move(200, 300);
  await page.mouse.down();
  await page.mouse.move(200, 360);
  await page.mouse.move(200, 420);
  await page.mouse.up();
  expect(await journal()).toEqual(['home.onPullDownRefresh']);
});

it('scrolls a picker column and keeps popups above the page', async () => {
  await open('?path=/pages/parts/parts');
  await journal();
  await page.getByTestId('pick').click();
  const west = page.getByText('西院');
  await west.click();
  await page.getByText('确认', { exact: true }).click();
  await west.waitFor({ state: 'hidden' });
  expect(await journal()).toEqual(['picked w']);
});

it('measures, scrolls and observes within the page', async () => {
  await open('?path=/pages/builtins/builtins');
  await journal();
  const top = await page.evaluate(
    `new Promise((resolve) => wx.createSelectorQuery().select('#tall').boundingClientRect((box) => resolve(box.top)).exec())`,
  );
  expect(top).toBeCloseTo((await boxOf('[data-testid="tall"]')).y - 91, 1);
  await page.evaluate("wx.pageScrollTo({ selector: '#tall' })");
  expect((await boxOf('[data-testid="tall"]')).y).toBeCloseTo(91, 0);
  await page.evaluate('wx.pageScrollTo({ scrollTop: 99999 })');
  await page.waitForFunction('window.journal.length === 2');
  expect((await journal()).sort()).toEqual(['bottom', 'seen true']);
});

it('scrolls inside a scroll-view and turns the cards of a swiper', async () => {
  await open('?path=/pages/builtins/builtins');
  await journal();
  await page.evaluate('window.__preview.instances()[0].setData({ top: 9999, card: 1 })');
  await page.waitForFunction('window.journal.length === 1');
  expect(await journal()).toEqual(['lower undefined']);
  const swiper = page.getByTestId('swiper');
  await swiper.evaluate((node) => node.scrollTo({ left: 0, behavior: 'instant' }));
  await page.waitForFunction('window.journal.length === 1');
  expect(await journal()).toEqual(['swiper undefined']);
});

it('turns dark by the lever', async () => {
  await open('?theme=dark');
  const color = () =>
    page.getByTestId('card').evaluate((node) => getComputedStyle(node).backgroundColor);
  expect(await color()).toBe('rgb(36, 36, 36)');
  await page.evaluate("window.__preview.setTheme('light')");
  expect(await color()).toBe('rgb(255, 255, 255)');
});

it('runs in the shell with its levers', async () => {
  await page.setViewportSize({ width: 1200, height: 900 });
  await page.goto(`${origin}/`);
  const app = page.frameLocator('#app');
  await app.getByTestId('greeting').waitFor();
  await page.getByText('pages/home/home').waitFor();
  await page.getByTestId('path').fill('/packages/staff/pages/desk/desk');
  await page.getByTestId('start').click();
  await app.getByTestId('desk').waitFor();
  await page.getByTestId('hide').click();
  await app.getByTestId('reopen').click();
  await page.getByTestId('kill').click();
  await app.getByTestId('start-1001').waitFor();
  await page.getByText('未运行').waitFor();
});

it('fills a narrow screen', async () => {
  await page.goto(`${origin}/`);
  await page.frameLocator('#app').getByTestId('greeting').waitFor();
  expect(await boxOf('#app')).toEqual({ x: 0, y: 0, width: 390, height: 844 });
});
