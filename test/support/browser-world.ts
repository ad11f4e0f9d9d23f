/**
 * One sandbox with the phone in it and one Chromium for a browser test file. A phone that a test opens
 * is closed after it, and whatever its page complained of fails the test.
 */
import type { Browser } from 'playwright-core';
import { previewPlugin } from '../../sandbox/phone';
import { openBrowser } from './browser';
import { Phone, type PhoneOptions } from './phone-driver';
import { ROOT } from './project-files';
import { testSandbox, type TestSandbox } from './sandbox';
import type { WorldOptions } from '../../sandbox/world';

/** Building the preview, starting Chromium. */
const START_MS = 120_000;

export interface BrowserWorld {
  readonly sandbox: TestSandbox;
  /** A new phone with nothing stored on it, on the home page. */
  open(options?: PhoneOptions): Promise<Phone>;
}

/** Registers the hooks; the world is there once tests run. `world`: what of it is unusual. */
export function browserWorld(world: Partial<WorldOptions> = {}): BrowserWorld {
  let sandbox: TestSandbox | undefined;
  let browser: Browser | undefined;
  let phone: Phone | undefined;
  const running = (): { sandbox: TestSandbox; browser: Browser } => {
    if (sandbox === undefined || browser === undefined) throw new Error('the world is not up');
    return { sandbox, browser };
  };

  beforeAll(async () => {
    sandbox = await testSandbox({ more: previewPlugin({ projectRoot: ROOT }), ...world });
    browser = await openBrowser();
  }, START_MS);

  afterEach(async () => {
    const complaints = phone?.problems ?? [];
    await phone?.close();
    phone = undefined;
    sandbox?.world.faults.clear();
    expect(complaints).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  return {
    get sandbox() {
      return running().sandbox;
    },
    open: async (options = {}) => {
      const up = running();
      phone = await Phone.open(up.browser, up.sandbox, options);
      return phone;
    },
  };
}
