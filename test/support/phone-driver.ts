/**
 * A patient's hands on the phone in the browser: what they tap and what they read. Every picture is
 * kept; every console error of the page is an error of the test.
 */
import { join } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { PICTURES } from './browser';
import { ZHANG, type TestSandbox } from './sandbox';

/** For a state to come: the machine may be busy with others. */
const WAIT_MS = 20_000;

export interface PhoneOptions {
  readonly openid?: string;
  readonly width?: number;
  readonly height?: number;
  /** More levers of the preview: `fontScale`, `theme`, `deny`, `path`, `scene`. */
  readonly levers?: Readonly<Record<string, string>>;
}

export class Phone {
  readonly problems: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly sandbox: TestSandbox,
    private readonly options: PhoneOptions,
  ) {
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const own = origin === sandbox.world.origin || protocol === 'data:' || protocol === 'blob:';
      if (!own) this.problems.push(`request to ${origin}`);
    });
  }

  /** A new phone with nothing stored on it, the app started. */
  static async open(
    browser: Browser,
    sandbox: TestSandbox,
    options: PhoneOptions = {},
  ): Promise<Phone> {
    const viewport = { width: options.width ?? 390, height: options.height ?? 844 };
    // what lies over the mini program follows the device, not the lever
    const colorScheme = options.levers?.['theme'] === 'dark' ? 'dark' : 'light';
    const context = await browser.newContext({ viewport, hasTouch: true, colorScheme });
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_MS);
    await page.clock.install({ time: sandbox.world.clock.now() });
    const phone = new Phone(page, context, sandbox, options);
    await phone.start();
    return phone;
  }

  /** Starts the app (again) as the levers say; what is stored on the phone stays. */
  async start(levers: Readonly<Record<string, string>> = {}): Promise<void> {
    const openid = this.options.openid ?? ZHANG;
    const query = new URLSearchParams({ openid, ...this.options.levers, ...levers });
    await this.page.goto(`${this.sandbox.world.origin}/phone/app.html?${query.toString()}`);
    await this.page.evaluate('window.__preview.ready');
  }

  at(testid: string): Locator {
    return this.page.getByTestId(testid).filter({ visible: true });
  }

  async tap(testid: string): Promise<void> {
    await this.at(testid).first().click();
  }

  /** The text under a test id, once it is there. */
  async read(testid: string): Promise<string> {
    return (await this.at(testid).first().innerText()).trim();
  }

  /** Waits until the page on top is that one. */
  async reaches(name: string): Promise<void> {
    await this.page.waitForFunction(
      `window.__preview?.pages().at(-1) === ${JSON.stringify(`pages/${name}/${name}`)}`,
    );
  }

  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
  }

  get cashier(): FrameLocator {
    return this.page.frameLocator('[data-testid="cashier-frame"]');
  }

  /** From the home page to the checkout of that bill. */
  async toCheckout(billId: string): Promise<void> {
    await this.toBill(billId);
    await this.tap('bill-pay');
    await this.reaches('checkout');
    await this.at('checkout-pay').waitFor();
  }

  /** From the home page to that bill. */
  async toBill(billId: string): Promise<void> {
    await this.tap('home-bills');
    await this.reaches('bills');
    await this.at('bill-card').first().waitFor();
    await this.page.locator(`[data-testid="bill-card"][data-bill-id="${billId}"]`).click();
  }

  /** From the checkout into the cashier, answering what WeChat asks on the way. */
  async toCashier(): Promise<void> {
    await this.tap('checkout-pay');
    await this.allow();
  }

  /** Says yes to whatever WeChat asks until the cashier is open. */
  async allow(): Promise<void> {
    const open = this.page.getByTestId('cashier');
    const ask = this.page.getByTestId('wx-modal-confirm');
    for (;;) {
      await open.or(ask).first().waitFor();
      if (await open.isVisible()) break;
      // one question may follow the other at once
      const asked = await ask.first().elementHandle();
      await asked.click();
      await asked.waitForElementState('hidden');
    }
    await this.cashier.getByTestId('cashier-pay').waitFor();
  }

  /** Pays in the cashier and comes back by its button. */
  async payAndReturn(): Promise<void> {
    await this.pay();
    await this.cashier.getByTestId('cashier-done').click();
  }

  async pay(): Promise<void> {
    await this.cashier.getByTestId('cashier-pay').click();
    for (const digit of '123456') await this.cashier.getByTestId(`cashier-key-${digit}`).click();
    await this.cashier.getByTestId('cashier-done').waitFor();
  }

  /** Waits until the result page says so. */
  async sees(state: string): Promise<void> {
    await this.reaches('result');
    await this.page.locator(`[data-testid="result-state"][data-state="${state}"]`).waitFor();
  }

  /** Lets the phone's time run until that is offered; the calls between are real ones. */
  async timePasses(until: string): Promise<void> {
    const wanted = this.at(until).first();
    for (let turn = 0; turn < 60 && !(await wanted.isVisible()); turn += 1) {
      const answered = this.page.waitForResponse(/functions\/pay/, { timeout: 2_000 });
      await this.page.clock.runFor(8_000);
      await answered.catch(() => undefined);
    }
    await wanted.waitFor();
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
