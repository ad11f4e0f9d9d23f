/**
 * A picture of every page in every state and look, and a contact sheet of them all (`npm run screenshots`). What is
 * looked at is the list in page-list.ts; the states beside `filled` are made by what the network does.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { previewPlugin } from '../../sandbox/phone';
import { openBrowser } from './browser';
import { nameOf, PAGES, pathOf, type PageCase } from './page-list';
import { contentIsThere, describeFlaws, flawsOf } from './phone-looks-flaws';
import { contactSheet } from './preview-contact-sheet';
import { setScene, type Scene } from './preview-scene';
import { ROOT } from './project-files';
import { testSandbox, type TestSandbox } from './sandbox';

export interface PictureOptions {
  /** Where pictures and index.html are put; older pictures there go. */
  readonly outDir: string;
  /** Only pages whose name holds this text. */
  readonly only?: string | undefined;
  readonly say: (line: string) => void;
}

export interface Picture {
  /** Of the case: `bill`, `scan-found`. */
  readonly name: string;
  readonly state: State;
  readonly look: string;
  /** File name below outDir. */
  readonly file: string;
  /** The same page as long as it is, where it is longer than the screen. */
  readonly whole: string | undefined;
  readonly flaws: readonly string[];
}

type State = 'filled' | 'loading' | 'empty' | 'error' | 'offline';

interface Look {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly levers: Readonly<Record<string, string>>;
}

const USUAL: Look = { name: '390×844', width: 390, height: 844, levers: {} };
const LOOKS: readonly Look[] = [
  USUAL,
  { name: '320×568 1.4', width: 320, height: 568, levers: { fontScale: '1.4' } },
  { name: 'dark', width: 390, height: 844, levers: { theme: 'dark' } },
];
const WIDE: Look = { name: 'wide', width: 1100, height: 800, levers: { device: 'pc' } };
const BARS = 91;
/** Longer than this a whole page is cut. */
const TALLEST = 4000;
const REFUSED = { result: { ok: false, reason: 'hospital-unreachable' } };

interface Shot {
  readonly page: PageCase;
  readonly state: State;
  readonly look: Look;
}

/** Takes all pictures; resolves to them. What looks wrong is in their `flaws`. */
export async function takePictures(options: PictureOptions): Promise<readonly Picture[]> {
  await mkdir(options.outDir, { recursive: true });
  await removePictures(options.outDir);
  const sandbox = await testSandbox({
    counter: { first: 'insurance' },
    more: previewPlugin({ projectRoot: ROOT }),
  });
  try {
    options.say('setting the scene …');
    const scene = await setScene(sandbox);
    const browser = await openBrowser();
    try {
      const studio = new Studio(browser, sandbox, scene, options);
      const pictures = await studio.takeAll();
      const sheet = contactSheet(pictures);
      await writeFile(join(options.outDir, 'index.html'), sheet);
      return pictures;
    } finally {
      await browser.close();
    }
  } finally {
    await sandbox.close();
  }
}

/** Older pictures would be taken for new ones; nothing else in the folder is touched. */
async function removePictures(folder: string): Promise<void> {
  const old = (await readdir(folder)).filter((name) => name.endsWith('.png'));
  await Promise.all(old.map((name) => rm(join(folder, name))));
}

/** What there is to be taken, in the order of the list. */
export function shotsOf(pages: readonly PageCase[]): readonly Shot[] {
  return pages.flatMap((page): Shot[] => [
    ...LOOKS.map((look): Shot => ({ page, state: 'filled', look })),
    ...(page.staff === true ? [{ page, state: 'filled', look: WIDE } as const] : []),
    ...otherStates(page).map((state): Shot => ({ page, state, look: USUAL })),
  ]);
}

/** A page that is listed twice loads and fails in the same way twice. */
function otherStates(page: PageCase): readonly State[] {
  if (page.state !== undefined) return [];
  const empty: readonly State[] = page.emptyFor === undefined ? [] : ['empty'];
  return ['loading', ...empty, 'error', 'offline'];
}

class Studio {
  readonly #browser: Browser;
  readonly #sandbox: TestSandbox;
  readonly #scene: Scene;
  readonly #options: PictureOptions;

  constructor(browser: Browser, sandbox: TestSandbox, scene: Scene, options: PictureOptions) {
    this.#browser = browser;
    this.#sandbox = sandbox;
    this.#scene = scene;
    this.#options = options;
  }

  async takeAll(): Promise<readonly Picture[]> {
    const { only = '', say } = this.#options;
    const shots = shotsOf(PAGES.filter((page) => nameOf(page).includes(only)));
    const pictures: Picture[] = [];
    for (const shot of shots) {
      const picture = await this.#take(shot);
      pictures.push(picture);
      const count = `${String(pictures.length).padStart(3)}/${String(shots.length)}`;
      say(`${count} ${picture.file}${picture.flaws.map((flaw) => `\n        ${flaw}`).join('')}`);
    }
    return pictures;
  }

  async #take({ page: one, state, look }: Shot): Promise<Picture> {
    const viewport = { width: look.width, height: look.height };
    const context = await this.#browser.newContext({ viewport, hasTouch: look !== WIDE });
    const page = await context.newPage();
    const flaws: string[] = [];
    page.on('pageerror', (error) => flaws.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') flaws.push(`console: ${message.text()}`);
    });
    const name = nameOf(one);
    const stem = [name, state, look.name].join('-').replace(/[^\w.-]+/g, '-');
    try {
      await this.#open(page, one, state, look);
      flaws.push(...(await this.#settled(page, one, state)));
      await page.screenshot({ path: this.#path(stem), animations: 'disabled' });
      flaws.push(...describeFlaws(await flawsOf(page)));
      const whole = await this.#whole(page, look, stem);
      return { name, state, look: look.name, file: `${stem}.png`, whole, flaws };
    } finally {
      await context.close();
    }
  }

  async #open(page: Page, one: PageCase, state: State, look: Look): Promise<void> {
    await page.clock.install({ time: this.#sandbox.world.clock.now() });
    if (state === 'loading') await page.route('**/functions/**', () => undefined);
    if (state === 'error') {
      await page.route('**/functions/**', (route) => route.fulfill({ json: REFUSED }));
    }
    const query = new URLSearchParams({
      openid: state === 'empty' ? (one.emptyFor ?? one.openid) : one.openid,
      path: pathOf(one, this.#scene),
      ...(state === 'offline' ? { offline: '1' } : {}),
      ...look.levers,
      ...one.levers,
    });
    await page.goto(`${this.#sandbox.world.origin}/phone/app.html?${query.toString()}`);
    await page.evaluate('window.__preview.ready');
  }

  /** Waits for what is to be seen; says what did not come. */
  async #settled(page: Page, one: PageCase, state: State): Promise<readonly string[]> {
    if (state === 'loading') return [];
    page.setDefaultTimeout(10_000);
    const late = (what: string) => (): string[] => [what];
    const still = await contentIsThere(page).then(() => [], late('it still says that it loads'));
    if (still.length > 0 || state !== 'filled') return still;
    const seen = page.getByTestId(one.seen).filter({ visible: true }).first();
    return seen.waitFor().then(() => [], late(`there is no ${one.seen}`));
  }

  /** The page in a window as high as the page is long. */
  async #whole(page: Page, look: Look, stem: string): Promise<string | undefined> {
    const height = await page.evaluate<number>(
      `document.querySelector('.wx-layer:not([hidden]) .wx-scroller')?.scrollHeight ?? 0`,
    );
    if (height + BARS <= look.height + 1) return undefined;
    await page.setViewportSize({
      width: look.width,
      height: Math.min(TALLEST, Math.ceil(height) + BARS),
    });
    await page.screenshot({ path: this.#path(`${stem}-whole`), animations: 'disabled' });
    return `${stem}-whole.png`;
  }

  #path(stem: string): string {
    return join(this.#options.outDir, `${stem}.png`);
  }
}
