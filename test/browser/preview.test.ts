/**
 * The shell around the phone with the whole sandbox behind it: messages that arrive, codes that open the program, a
 * wide window, files that are opened.
 */
import type { Page } from 'playwright-core';
import { browserWorld } from '../support/browser-world';
import { paidOrder } from '../support/refunder';
import { ADMINISTRATOR } from '../support/preview-scene';
import { ZHANG } from '../support/sandbox';
import { openBrowser } from '../support/browser';

const world = browserWorld();
const WAIT = 60_000;

/** The shell in a browser of its own. */
async function inShell(search: string, action: (page: Page) => Promise<void>): Promise<void> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
    page.setDefaultTimeout(15_000);
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(`${world.sandbox.world.origin}/${search}`);
    await action(page);
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
}

it(
  'lists the messages of the person, and opens the page of one with scene 1014',
  async () => {
    const { sandbox } = world;
    const kinds = ['paid'] as const;
    await sandbox.must(ZHANG, 'clinic', 'subscribed', { kinds });
    await paidOrder(sandbox, 'all-insurance');
    const tick = { name: 'clockwork' };
    expect((await sandbox.request('/sandbox/api/cloud/tick', tick)).status).toBe(200);
    await inShell(`?openid=${ZHANG}`, async (page) => {
      await page.getByTestId('inbox-count').filter({ hasText: '1' }).waitFor();
      await page.getByTestId('inbox-open').click();
      const message = page.getByTestId('inbox-message').first();
      expect(await message.textContent()).toContain('缴费成功通知');
      await message.click();
      const inside = page.frameLocator('#app');
      await inside.getByTestId('result-state').waitFor();
      expect(await page.getByTestId('scene').inputValue()).toBe('1014');
      await page.getByTestId('inbox-open').click();
      await page.getByTestId('inbox-count').waitFor({ state: 'hidden' });
    });
  },
  WAIT,
);

it(
  'opens the program by the code on a prescription, as WeChat does with an ordinary link',
  async () => {
    const { hospital } = world.sandbox.world;
    const { billId } = hospital.issueStory('insurance-and-cash');
    const link = `https://any.example/rx?h=hosp1&c=${hospital.prescriptionCode(billId)}`;
    await inShell(`?openid=${ZHANG}&scan=${encodeURIComponent(link)}`, async (page) => {
      await page.getByTestId('by-code').click();
      const inside = page.frameLocator('#app');
      await inside.getByTestId('scan-pay').waitFor();
      expect(await page.getByTestId('scene').inputValue()).toBe('1011');
      expect(await page.getByTestId('path').inputValue()).toBe(
        `/pages/scan/scan?q=${encodeURIComponent(link)}`,
      );
    });
  },
  WAIT,
);

it(
  'offers the sandbox’s prescriptions to the scanner, and reads the one that is picked',
  async () => {
    world.sandbox.world.hospital.issueStory('insurance-and-cash');
    const phone = await world.open({ levers: { path: '/pages/scan/scan' } });
    await phone.tap('scan-open');
    const picks = phone.page.locator('[data-testid^="wx-scan-code-"]');
    await picks.last().filter({ hasText: '另一家医院' }).waitFor();
    await picks.first().click();
    await phone.at('scan-bill').waitFor();
  },
  WAIT,
);

it(
  'shows a PC’s window, wide and without a notch',
  async () => {
    await inShell(`?openid=${ADMINISTRATOR}&device=pc`, async (page) => {
      const inside = page.frameLocator('#app');
      await inside.locator('html[data-device="pc"] .wx-layer').first().waitFor();
      const box = await page.locator('#app').boundingBox();
      expect(box?.width).toBeGreaterThanOrEqual(1090);
      const status = await inside.locator('.wx-status').evaluate((bar) => bar.clientHeight);
      expect(status).toBe(0);
    });
  },
  WAIT,
);

it(
  'gives a file that was opened to the person at the browser, under its name',
  async () => {
    const phone = await world.open();
    await phone.page.evaluate(`(() => {
      const filePath = wx.env.USER_DATA_PATH + '/对账.xlsx';
      const data = new Uint8Array([80, 75, 3, 4]).buffer;
      const success = () => wx.openDocument({ filePath, showMenu: true, success() {}, fail() {} });
      wx.getFileSystemManager().writeFile({ filePath, data, success });
    })()`);
    const download = phone.page.waitForEvent('download');
    await phone.tap('wx-file-download');
    expect((await download).suggestedFilename()).toBe('对账.xlsx');
    await phone.tap('wx-file-close');
    expect(await phone.at('wx-file').count()).toBe(0);
  },
  WAIT,
);
