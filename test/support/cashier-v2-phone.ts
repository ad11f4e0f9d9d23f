/**
 * A phone in Chromium on which a mini program opens the 2.0 cashier and the authorisation page, with the
 * APIs behind both played by cashier-v2-stub. Whatever the pages complain of fails the test.
 */
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { openBrowser } from './browser';
import { cashierStub, ORDER, type Stub } from './cashier-v2-stub';

export const PARAMETERS = {
  mixTradeNo: ORDER.mixTradeNo,
  timeStamp: '1800000000',
  nonceStr: 'n0nce',
  package: 'prepay_id=wx01',
  signType: 'RSA',
  paySign: 'c2ln+bg/==',
};
export const AUTHORISATION = 'wxe183cd55df4b4369';
export const PATH =
  'auth/pages/bindcard/auth/index?openType=getAuthCode&bizType=04107&cityCode=440100&orgChnlCrtfCodg=a/b+c==';
export const PERSON = {
  ...{ name: '*三', idNo: '1101**********0018', bound: true },
  relatives: [{ name: '*小明' }, { name: '*芳' }],
};

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly levers?: string;
}

export class CashierPhone {
  readonly problems: string[] = [];
  #page: Page | undefined;

  private constructor(
    readonly stub: Stub,
    private readonly browser: Browser,
  ) {}

  static async start(): Promise<CashierPhone> {
    const [stub, browser] = await Promise.all([cashierStub(), openBrowser()]);
    return new CashierPhone(stub, browser);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.stub.close();
  }

  get page(): Page {
    if (this.#page === undefined) throw new Error('no phone is open');
    return this.#page;
  }

  /** A new phone with the mini program on its home page; the APIs answer as they do at first. */
  async open({ width = 390, height = 844, colorScheme = 'light', levers = '' }: Look = {}) {
    Object.assign(this.stub, { order: ORDER, person: PERSON, refusal: undefined });
    this.stub.asked.length = 0;
    const context = await this.browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    this.#page = page;
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(this.stub.origin)) this.problems.push(request.url());
    });
    const query = `openid=oTest&theme=${colorScheme}&${levers}`;
    await page.goto(`${this.stub.origin}/phone/app.html?${query}`);
    await page.evaluate('window.__preview.ready');
    await this.journal();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  get frame(): FrameLocator {
    return this.page.frameLocator('[data-testid="cashier-frame"]');
  }

  /** In the page that lies over the app. */
  at(testid: string): Locator {
    return this.frame.getByTestId(testid);
  }

  async read(testid: string): Promise<string> {
    return (await this.at(testid).innerText()).trim();
  }

  async tap(testid: string): Promise<void> {
    await this.at(testid).click();
  }

  /** Opens the cashier as a mini program does; `ended` awaits the answer. */
  async launch(parameters: object = PARAMETERS): Promise<void> {
    await this.page.evaluate(`window.ended = wx.requestMedicalInsurancePay(
      ${JSON.stringify(parameters)}).then((ok) => ok, (failed) => failed); undefined`);
  }

  ended(): Promise<unknown> {
    return this.page.evaluate('window.ended');
  }

  async authorise(more: object = {}): Promise<void> {
    const options = JSON.stringify({ appId: AUTHORISATION, path: PATH, ...more });
    await this.page.evaluate(`void wx.navigateToMiniProgram(${options})`);
    await this.page.getByTestId('wx-modal-confirm').click();
  }

  async typePassword(): Promise<void> {
    for (const digit of '123456') await this.tap(`cashier-key-${digit}`);
  }

  /** By the client's own bar: the cross of the sheet, the arrow of a mini program. */
  async back(): Promise<void> {
    await this.page.getByTestId('cashier-back').click();
  }

  async isBack(): Promise<void> {
    await this.page.getByTestId('cashier').waitFor({ state: 'detached' });
  }

  /** What the mini program's life wrote down since it was last read. */
  journal(): Promise<string[]> {
    return this.page.evaluate('window.journal.splice(0)');
  }
}
