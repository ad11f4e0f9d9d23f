/**
 * A developer at the console in Chromium: sees an order, plants a fault, fires the clockwork, replays
 * a notice, moves the clock; by keyboard as well, light and dark, narrow and wide.
 */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, PICTURES } from '../support/browser';
import { FLAWS } from '../support/page-flaws';
import { pay, placed } from '../support/payer';
import { testSandbox, type TestSandbox } from '../support/sandbox';

const WAIT = 60_000;
const NARROW = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 900 };

interface Look {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
}

let sandbox: TestSandbox;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  sandbox = await testSandbox();
  browser = await openBrowser();
}, WAIT);
afterAll(async () => {
  await browser.close();
  await sandbox.close();
});
afterEach(async () => {
  await page.context().close();
  sandbox.world.clock.freeze(false);
  sandbox.world.faults.clear();
  expect(problems.splice(0)).toEqual([]);
});

async function open(
  hash = '',
  { viewport, colorScheme }: Look = { viewport: WIDE, colorScheme: 'light' },
): Promise<void> {
  const context = await browser.newContext({ viewport, colorScheme });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    const refused = message.text().includes('the server responded with a status of 4');
    if (message.type() === 'error' && !refused) problems.push(message.text());
  });
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin !== sandbox.world.origin || !pathname.startsWith('/sandbox')) {
      problems.push(`request to ${request.url()}`);
    }
  });
  await page.goto(`${sandbox.world.origin}/sandbox${hash}`);
}

const at = (testid: string) => page.getByTestId(testid);
const tab = (name: string) => at(`tab-${name}`).click();
const told = (words: string) => at('toast').filter({ hasText: words }).first().waitFor();

describe('a developer', () => {
  it(
    'sees an order from three sides, pays it, fires the clockwork, and reads what happened',
    async () => {
      const { orderNo } = await placed(sandbox, 'insurance-and-cash');
      await open();
      await at('order-line').first().click();
      await at('order-columns').getByText('未支付').waitFor();
      expect(await at('order-no').innerText()).toBe(orderNo);
      await at('order-columns').getByText('待支付').waitFor();
      await at('order-pay-paid').click();
      await told('收银台：支付成功');
      await at('order-columns').getByText('支付成功').waitFor();
      await at('order-jump-due').click();
      await told('时钟：跳到下次处理');
      await at('order-tick').click();
      await told('定时任务已执行');
      await at('order-columns').getByText('已支付').waitFor();
      expect(await at('order-columns').getByText('已入账').count()).toBe(2);
      expect(await at('order-history').innerText()).toContain('settled');
    },
    WAIT,
  );

  it(
    'plants a fault for the second call, sees it hit, and takes another away',
    async () => {
      await open('#faults');
      await at('fault-call').selectOption('payinsurance.unifiedorder');
      await at('fault-kind').selectOption('error');
      await at('fault-code').fill('514');
      await at('fault-skip').fill('1');
      await at('fault-plant').click();
      await told('故障已植入');
      await at('fault')
        .getByText('错误码')
        .or(at('fault').getByText('返回错误码'))
        .first()
        .waitFor();
      expect(sandbox.world.faults.list()).toMatchObject([
        { call: 'payinsurance.unifiedorder', fault: { kind: 'error', code: '514' }, skip: 1 },
      ]);
      expect(await placed(sandbox, 'self-pay')).toMatchObject({ payment: 'unpaid' });
      expect(await placed(sandbox, 'self-pay')).toMatchObject({ payment: 'confirming' });
      await page.getByText('没有等待的故障').waitFor();
      await at('fault-call').selectOption('his.settle');
      await at('fault-kind').selectOption('timeout-after');
      expect(await at('fault-code').isVisible()).toBe(false);
      await at('fault-plant').click();
      await at('fault-remove').click();
      await told('故障已移除');
      expect(sandbox.world.faults.list()).toEqual([]);
    },
    WAIT,
  );

  it(
    'replays a notice and sends an altered one, and hears what was answered',
    async () => {
      const { orderNo } = await placed(sandbox, 'all-insurance');
      await pay(sandbox, orderNo);
      await open('#notices');
      await at('notices-hold').click();
      await at('holding').waitFor();
      await page.locator('[data-testid="notice"][data-state="held"]').first().waitFor();
      await at('notices-release-born').click();
      await told('已按顺序放行');
      await at('holding').waitFor({ state: 'detached' });
      await at('notices-flush').click();
      await told('到期的通知已投递');
      await page.locator('[data-testid="notice"][data-state="accepted"]').first().waitFor();
      await at('notice-replay').first().click();
      await told('对方已接收');
      await at('notice-tamper').first().click();
      await at('tamper-send').click();
      await told('对方没有接收');
      expect(sandbox.world.hospital.querySettlement(orderNo).status).toBe('settled');
    },
    WAIT,
  );

  it(
    'moves the clock, stops it, and is told why it does not go back',
    async () => {
      await placed(sandbox, 'self-pay');
      const { clock } = sandbox.world;
      await open('#clock');
      await at('clock-freeze').click();
      await told('时钟：冻结');
      const stood = clock.now();
      await at('clock-step-900000').click();
      await told('+15 分钟');
      expect(clock.now()).toBe(stood + 900_000);
      await page.locator('[data-testid="clock-face"][data-frozen="true"]').waitFor();
      await at('now-day').filter({ hasText: '已冻结' }).waitFor();
      await at('clock-exact').fill('2020-01-01T10:00:00');
      await at('clock-set').click();
      await told('the clock goes forward only');
      expect(clock.now()).toBe(stood + 900_000);
      await at('clock-to-midnight').click();
      await told('次日零点');
      await at('clock-face').filter({ hasText: '00:00:00' }).waitFor();
      await at('clock-freeze').click();
      await told('继续走');
      expect(clock.frozen).toBe(false);
    },
    WAIT,
  );

  it(
    'follows the wire as it comes, by call, with fields that are masked',
    async () => {
      await open('#wire');
      await placed(sandbox, 'all-insurance');
      await at('wire-entry').first().waitFor();
      await at('wire-call').selectOption('payinsurance.unifiedorder');
      const entry = at('wire-entry').last();
      await entry.locator('summary').click();
      const fields = await entry.innerText();
      expect(fields).toContain('hosp_out_trade_no');
      expect(fields).toMatch(/user_name\s+\*\*\*\(\d\)/);
      const calls = await at('wire-entry').evaluateAll((all) =>
        all.map((one) => one.getAttribute('data-call')),
      );
      expect(new Set(calls)).toEqual(new Set(['payinsurance.unifiedorder']));
      expect(await page.locator('body').innerText()).not.toContain('张建国');
    },
    WAIT,
  );

  it(
    'issues a bill, changes it, lets it be paid at the window; fires a timer',
    async () => {
      await open('#hospital');
      await at('bill-story').selectOption('self-pay');
      await at('bill-issue').click();
      await told('新账单已开出');
      const bill = at('bill').first();
      await bill.getByTestId('bill-amount').fill('12,30');
      await bill.getByTestId('bill-change').click();
      await told('金额写成');
      await bill.getByTestId('bill-amount').fill('12.30');
      await bill.getByTestId('bill-change').click();
      await bill.getByText('¥12.30').waitFor();
      await bill.getByTestId('bill-settle-at-window').click();
      await page.locator('[data-testid="bill"][data-status="settled"]').first().waitFor();
      await tab('timers');
      await at('tick-clockwork').click();
      await told('clockwork 已执行');
      await at('tick-result-clockwork').waitFor();
    },
    WAIT,
  );

  it(
    'downloads a backup and a collection',
    async () => {
      await open('#store');
      for (const testid of ['backup', 'export-orders-csv']) {
        const [download] = await Promise.all([page.waitForEvent('download'), at(testid).click()]);
        expect(download.suggestedFilename()).toMatch(/\.(?:backup|csv)$/);
        expect(await download.failure()).toBeNull();
      }
    },
    WAIT,
  );
});

it(
  'is worked with the keyboard alone, and the focus survives what comes new',
  async () => {
    const { orderNo } = await placed(sandbox, 'self-pay');
    await open();
    await at('tab-orders').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-testid="tab-wire"][aria-selected="true"]').waitFor();
    expect(await at('tab-wire').evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowLeft');
    const key = `order-${orderNo}`;
    await page.locator(`[data-key="${key}"]`).focus();
    const { orderNo: next } = await placed(sandbox, 'self-pay');
    await page.locator(`[data-key="order-${next}"]`).waitFor();
    expect(await page.evaluate('document.activeElement?.dataset.key')).toBe(key);
    await page.keyboard.press('Enter');
    await at('order-no').filter({ hasText: orderNo }).waitFor();
  },
  WAIT,
);

it(
  'says so while the sandbox does not answer, and goes on afterwards',
  async () => {
    await open('#faults');
    await page.getByText('没有等待的故障').waitFor();
    await page.context().setOffline(true);
    await at('offline').waitFor();
    await page.context().setOffline(false);
    await at('offline').waitFor({ state: 'hidden' });
    problems.splice(0);
  },
  WAIT,
);

const PANELS = 'orders wire notices clock faults timers hospital medins store'.split(' ');

describe.each([
  ['390', 'light', NARROW],
  ['390', 'dark', NARROW],
  ['1280', 'light', WIDE],
  ['1280', 'dark', WIDE],
] as const)('at %s px, %s', (width, colorScheme, viewport) => {
  it(
    'fits, can be read and touched',
    async () => {
      const { orderNo } = await placed(sandbox, 'insurance-and-cash');
      sandbox.world.faults.plant('his.settle', { kind: 'cut-after' });
      await open('', { viewport, colorScheme });
      for (const name of [...PANELS, `orders/${orderNo}`]) {
        await page.goto(`${sandbox.world.origin}/sandbox#${name}`);
        await at(`panel-${name.split('/')[0] ?? ''}`).waitFor();
        await page.locator('.loading').waitFor({ state: 'detached' });
        const picture = `console-${name.replace(/\/.*/, '-one')}-${width}-${colorScheme}.png`;
        await page.screenshot({ path: join(PICTURES, picture) });
        const found = { [name]: await page.evaluate(FLAWS) };
        expect(found).toEqual({ [name]: [] });
      }
    },
    WAIT,
  );
});
