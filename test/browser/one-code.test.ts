/**
 * 一码付 by people's hands in Chromium: the patient's page with their 医保码, which changes with time and asks
 * for the password; the developer's panel with the levers of the centre; both light and dark.
 */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { charged, CLERK } from '../support/at-counter';
import { openBrowser, PICTURES } from '../support/browser';
import { FLAWS } from '../support/page-flaws';
import { testSandbox, WANG, ZHANG, type TestSandbox } from '../support/sandbox';

const WAIT = 60_000;
const MINUTE_MS = 60_000;

let sandbox: TestSandbox;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  sandbox = await testSandbox({ counter: { first: 'insurance' } });
  browser = await openBrowser();
}, WAIT);
afterAll(async () => {
  await browser.close();
  await sandbox.close();
});
afterEach(async () => {
  await page.context().close();
  sandbox.world.wechat.engine.phones.setPays(ZHANG, 'at-once');
  sandbox.world.centre.engine.setUser(ZHANG, 'signed');
  expect(problems.splice(0)).toEqual([]);
});

async function open(path: string, width = 390, colorScheme: 'light' | 'dark' = 'light') {
  const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    const refused = message.text().includes('the server responded with a status of 4');
    if (message.type() === 'error' && !refused) problems.push(message.text());
  });
  await page.goto(`${sandbox.world.origin}${path}`);
}

const at = (testid: string) => page.getByTestId(testid);
const told = (words: string) => at('toast').filter({ hasText: words }).first().waitFor();
const codeShown = () => at('one-code-digits').getAttribute('data-code');
const insured = () => sandbox.world.hospital.issueStory('insurance-and-cash').billId;

it(
  'shows the code of whoever is chosen, and the next one when its time is over',
  async () => {
    await open('/one-code');
    await at(`one-code-of-${ZHANG}`).click();
    await at('one-code-name').filter({ hasText: '张建国' }).waitFor();
    const first = await codeShown();
    expect(first).toMatch(/^33\d{26}$/);
    expect(await at('one-code-left').innerText()).toMatch(/^\d{1,2} 秒后更新$/);
    expect(await at('one-code-status').innerText()).toContain('已签约');
    sandbox.world.clock.advance(MINUTE_MS);
    await page.locator(`[data-code]:not([data-code="${String(first)}"])`).waitFor();
    expect(await codeShown()).toMatch(/^33\d{26}$/);
  },
  WAIT,
);

it(
  'shows a relative’s code as theirs, and who has not signed',
  async () => {
    await open('/one-code?openid=oZhangWei');
    await at('one-code-levers').click();
    await at('one-code-for-P00001').click();
    await at('one-code-name').filter({ hasText: '张建国' }).waitFor();
    expect(await at('one-code-shower').innerText()).toContain('张伟');
    await page.goto(`${sandbox.world.origin}/one-code?openid=${WANG}`);
    await at('one-code-status').filter({ hasText: '未签约' }).waitFor();
  },
  WAIT,
);

it.each([
  ['one-code-confirm', '支付成功', true],
  ['one-code-cancel', '没有扣款', false],
] as const)(
  'asks for the password while it is charged, and hands on the answer: %s',
  async (button, words, isPaid) => {
    await open(`/one-code?openid=${ZHANG}`);
    await at('one-code-levers').click();
    await at('one-code-pays-password').click();
    await at('one-code-pays').filter({ hasText: '需要输入密码' }).waitFor();
    const order = await charged(sandbox, ZHANG, insured());
    expect(order.stage).toBe('charging');
    await at(button).waitFor();
    const total = await at('one-code-total').getAttribute('aria-label');
    expect(total).toBe(`${(order.split.cash / 100).toFixed(2)}元`);
    await at(button).click();
    await at('one-code-ended').filter({ hasText: words }).waitFor();
    await at('one-code-typing').waitFor({ state: 'hidden' });
    const { orderNo } = order;
    const asked = await sandbox.must(CLERK, 'counter', 'confirm', { orderNo });
    expect(asked.order.stage === 'paid').toBe(isPaid);
  },
  WAIT,
);

it(
  'gives a developer the levers of centre, phone and hospital, and shows what they have done',
  async () => {
    await open('/sandbox#counter', 1280);
    const now = at('counter-levers');
    await now.getByText('https://127.0.0.1:').waitFor();
    await at('counter-code').fill('500243');
    await at('counter-error').click();
    await now.getByText('500243').waitFor();
    await at('counter-call').selectOption('certificate');
    await at('counter-how').selectOption('wrong-key');
    await at('counter-spoil').click();
    await now.getByText('wrong-key').waitFor();
    await at('counter-certificate-life').fill('30');
    await at('counter-set-certificate-life').click();
    await now.getByText('30 秒', { exact: true }).waitFor();
    await at('counter-openid').fill(ZHANG);
    await at('counter-status').selectOption('suspended');
    await at('counter-set-status').click();
    await now.getByText('暂不可用').waitFor();
    expect(sandbox.world.centre.engine.user(ZHANG).status).toBe('suspended');
    await at('counter-pays').selectOption('password');
    await at('counter-set-pays').click();
    await now.getByText('需要输入密码').waitFor();
    await at('counter-expire-tokens').click();
    await told('所有令牌立即过期');
    await at('counter-settle').selectOption('IN_HOSPITAL');
    await at('counter-refuse-settle').click();
    await told('下一次结算被拒');
    await at('counter-refuse-reverse').click();
    await told('下一次冲销被拒');
    await at('counter-shift').click();
    await told('下一次结算不同');
    sandbox.world.centre.engine.setLevers({
      nextErrors: { status: [], certificate: [] },
      nextAnswers: { status: [], certificate: [] },
      certificateLivesMs: 120_000,
    });
    sandbox.world.hospital.demoReset();
  },
  WAIT,
);

it(
  'shows an order at the counter from every side, and the certificates that were issued',
  async () => {
    sandbox.world.wechat.engine.phones.setPays(ZHANG, 'password');
    const { orderNo } = await charged(sandbox, ZHANG, insured());
    await open(`/sandbox#orders/${orderNo}`, 1280);
    const columns = at('order-columns');
    await columns.getByText('微信支付（付款码）').waitFor();
    await columns.getByText('支付中', { exact: true }).waitFor();
    await columns.getByText('先医保后自费').waitFor();
    await columns.getByText('窗口（一码付）').waitFor();
    await page.goto(`${sandbox.world.origin}/sandbox#counter`);
    await at('counter-certificate').getByText(orderNo).waitFor();
    await at('counter-typing').getByText(orderNo).waitFor();
    await at('counter-confirm').click();
    await told('密码已输入');
    await at('counter-typing').waitFor({ state: 'detached' });
    await sandbox.must(CLERK, 'counter', 'confirm', { orderNo });
    await page.goto(`${sandbox.world.origin}/sandbox#orders/${orderNo}`);
    await columns.getByText('支付成功', { exact: true }).waitFor();
    await at('order-reverse-insurance').click();
    await columns.getByText('已冲销').waitFor();
  },
  WAIT,
);

it.each([
  [390, 'light'],
  [390, 'dark'],
  [1280, 'light'],
  [1280, 'dark'],
] as const)(
  'at %i px, %s, fits, can be read and touched',
  async (width, colorScheme) => {
    sandbox.world.wechat.engine.phones.setPays(ZHANG, 'password');
    const { orderNo } = await charged(sandbox, ZHANG, insured());
    const pages = [
      ['code', `/one-code?openid=${ZHANG}`, 'one-code-typing'],
      ['people', '/one-code', 'one-code-people'],
      ['panel', '/sandbox#counter', 'counter-people'],
      ['order', `/sandbox#orders/${orderNo}`, 'order-columns'],
    ] as const;
    await open(pages[0][1], width, colorScheme);
    for (const [name, path, testid] of pages) {
      await page.goto('about:blank');
      await page.goto(`${sandbox.world.origin}${path}`);
      await at(testid).waitFor();
      const picture = `one-code-${name}-${String(width)}-${colorScheme}.png`;
      await page.screenshot({ path: join(PICTURES, picture), fullPage: true });
      expect({ [name]: await page.evaluate(FLAWS) }).toEqual({ [name]: [] });
    }
    sandbox.world.wechat.engine.phones.type(orderNo, 'confirm');
    await sandbox.must(CLERK, 'counter', 'confirm', { orderNo });
  },
  WAIT,
);
