/**
 * A Chromium for the browser tests: CHROME_PATH, an installed Chrome, Chromium or Edge, or one that is
 * installed now (Debian-like machines as root, else playwright's own). Says what it does.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PLACES = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

function findInstalled() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which is not there.`);
    return named;
  }
  return (PLACES[process.platform] ?? []).find((path) => existsSync(path));
}

function run(command, args) {
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

function installOnDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return;
  if (!existsSync('/usr/bin/apt-get')) return;
  console.log('No browser found: installing chromium and Chinese fonts with apt-get …');
  process.env.DEBIAN_FRONTEND = 'noninteractive';
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk']);
}

function playwrightsOwn() {
  console.log('No browser found: asking playwright for its own Chromium …');
  const cli = join(import.meta.dirname, '..', '..', 'node_modules', 'playwright-core', 'cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' });
}

/** The path of a browser to drive; throws with the command to type when none can be had. */
export async function ensureBrowser() {
  let found = findInstalled();
  if (found === undefined) {
    installOnDebian();
    found = findInstalled();
  }
  if (found === undefined) {
    playwrightsOwn();
    const { chromium } = await import('playwright-core');
    const own = chromium.executablePath();
    if (existsSync(own)) found = own;
  }
  if (found !== undefined) return found;
  throw new Error(
    'No Chrome, Chromium or Edge. Install one, or set CHROME_PATH to its program, and run npm test again. On Debian: sudo apt-get install chromium fonts-noto-cjk',
  );
}
