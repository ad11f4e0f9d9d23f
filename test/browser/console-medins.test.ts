/**
 * A developer at the console with an order of 2.0: sees it at WeChat Pay and at the bureau, lets the
 * insurance fail after the cash, sets the levers of both, and reads no name, openid or secret.
 */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, PICTURES } from '../support/browser';
import { consoleWorld, ORDER_NO, type ConsoleWorld } from '../support/console-medins';
import { FLAWS } from '../support/page-flaws';

const WAIT = 60_000;

let browser: Browser;
let world: ConsoleWorld;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
}, WAIT);
afterAll(() => browser.close());
beforeEach(async () => {
  world = await consoleWorld();
});
afterEach(async () => {
  await page.context().close();
  await world.close();
  expect(problems.splice(0)).toEqual([]);
});

async function open(hash: string, width = 1280, colorScheme: 'light' | 'dark' = 'light') {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    const refused = message.text().includes('the server responded with a status of 4');
    if (message.type() === 'error' && !refused) problems.push(message.text());
  });
  await page.goto(`${world.origin}/sandbox#${hash}`);
}

const at = (testid: string) => page.getByTestId(testid);
const told = (words: string) => at('toast').filter({ hasText: words }).first().waitFor();
const sees = (words: string) => at('order-columns').getByText(words, { exact: true }).first();

it(
  'sees an order at WeChat Pay and at the bureau, and lets the insurance fail after the cash',
  async () => {
    await open(`orders/${ORDER_NO}`);
    await at('order-columns').getByText('微信支付（2.0）').waitFor();
    const text = await at('order-columns').innerText();
    for (const part of ['MIX1', 'CASH_AND_INSURANCE', '已预结算', '¥80.00', '费用上传', 'PO1']) {
      expect(text).toContain(part);
    }
    await at('order-pay-insurance-fails').click();
    await told('医保失败，自费已扣');
    await sees('支付失败').waitFor();
    await sees('支付成功').waitFor();
    expect(world.wechatpay.engine.order({ outTradeNo: ORDER_NO })).toMatchObject({
      ...{ state: 'FAIL', self: 'SUCCESS', medIns: 'FAIL' },
    });
    expect(await at('order-pay-paid').count()).toBe(0);
    await page.goto(`${world.origin}/sandbox#notices`);
    await at('notices-party').selectOption('wechatpay');
    await at('notice').getByText('TRANSACTION.SUCCESS').waitFor();
    await at('notices-hold').click();
    await at('holding').waitFor();
  },
  WAIT,
);

it(
  'pays it, as the cashier would; the prepay_id can run out before',
  async () => {
    await open(`orders/${ORDER_NO}`);
    await at('order-prepay-expire').click();
    await told('prepay_id 已过期');
    await at('order-pay-paid').click();
    await told('支付已超时');
    expect(world.wechatpay.engine.order({ outTradeNo: ORDER_NO })?.state).toBe('CREATED');
  },
  WAIT,
);

it(
  'sets the levers of both and sees them set',
  async () => {
    await open('medins');
    const levers = at('medins-levers');
    await levers.getByText('PUB_KEY_ID_').waitFor();
    await at('medins-rotate').click();
    await levers.getByText('平台证书').waitFor();
    await at('medins-fails').fill('2');
    await at('medins-fail').click();
    await levers.getByText('还有 2 次').waitFor();
    await at('medins-refund').selectOption('abnormal');
    await at('medins-refund-plan').click();
    await levers.getByText('abnormal').waitFor();
    await at('bureau-at').selectOption('accept');
    await at('bureau-why').selectOption('name-mismatch');
    await at('bureau-fail').click();
    await levers.getByText('accept name-mismatch').waitFor();
    await at('bureau-at').selectOption('settle');
    await at('bureau-fail').click();
    await at('bureau-fen').fill('-50');
    await at('bureau-shift').click();
    await levers.getByText('-¥0.50').waitFor();
    await at('bureau-life').fill('2');
    await at('bureau-set-life').click();
    await levers.getByText('2 分钟').waitFor();
    await at('bureau-expire').click();
    await told('所有授权立即过期');
    await at('bureau-openid').fill('oWangXiuying');
    await at('bureau-card-bind').click();
    await told('激活凭证');
    expect(world.bureau.person('oWangXiuying')?.cardBound).toBe(true);
    await at('bureau-patient').fill('P00002');
    await at('bureau-relative-bind').click();
    await told('可由这部手机代付');
    await at('bureau-stay').click();
    await told('在别院住院');
    expect(world.bureau.levers().failures.map(({ at: act }) => act)).toEqual(['accept', 'settle']);
  },
  WAIT,
);

it('reads no name, openid or secret', async () => {
  await open('medins');
  for (const path of ['/cloud/orders', `/cloud/orders/${ORDER_NO}`, '/medins']) {
    const text = await (await fetch(`${world.origin}/sandbox/api${path}`)).text();
    for (const secret of world.secrets) expect(text).not.toContain(secret);
  }
  const text = await (await fetch(`${world.origin}/sandbox/api/wechatpay/notices`)).text();
  for (const secret of world.secrets) expect(text).not.toContain(secret);
});

it.each([
  [390, 'light'],
  [390, 'dark'],
  [1280, 'light'],
  [1280, 'dark'],
] as const)(
  'at %i px, %s, fits, can be read and touched',
  async (width, colorScheme) => {
    await open('medins', width, colorScheme);
    await page.locator('.loading').waitFor({ state: 'detached' });
    for (const name of ['medins', `orders/${ORDER_NO}`]) {
      await page.goto(`${world.origin}/sandbox#${name}`);
      const [panel = ''] = name.split('/');
      await at(`panel-${panel}`).waitFor();
      await page.locator('.loading').waitFor({ state: 'detached' });
      const picture = `console-2.0-${panel}-${String(width)}-${colorScheme}.png`;
      await page.screenshot({ path: join(PICTURES, picture), fullPage: true });
      expect({ [name]: await page.evaluate(FLAWS) }).toEqual({ [name]: [] });
    }
  },
  WAIT,
);
