/**
 * One Chromium for a test file, started as CI machines need it. CHROME_PATH comes from scripts/test.mjs,
 * which finds or installs a browser.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { ROOT } from './project-files';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where pictures of what was seen are left. */
export const PICTURES = join(ROOT, '.artifacts', 'screenshots');

export async function openBrowser(): Promise<Browser> {
  mkdirSync(PICTURES, { recursive: true });
  const executablePath = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
