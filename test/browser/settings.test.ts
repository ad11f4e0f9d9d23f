/**
 * One's own settings in a real Chromium: the language and the size of the text reach every page, and
 * forgetting one's data leaves no patient behind.
 */
import { browserWorld } from '../support/browser-world';
import { ZHANG } from '../support/sandbox';

const world = browserWorld();
const WAIT = 60_000;
const SAMPLE_PX =
  "parseFloat(getComputedStyle(document.querySelector('[data-testid=settings-sample]') ?? document.body).fontSize)";

async function settings() {
  const phone = await world.open({ openid: ZHANG });
  await phone.tap('home-settings');
  await phone.reaches('settings');
  return phone;
}

it(
  'speaks English from the tap on, on every page, and Chinese again',
  async () => {
    const here = await settings();
    await here.tap('language-en');
    await here.page.getByText('Settings').first().waitFor();
    await here.reaches('settings');
    await here.picture('settings-english');
    await here.start();
    expect(await here.read('home-bills')).toMatch(/^[A-Za-z]/);
    await here.picture('home-english');
    await here.tap('home-settings');
    await here.tap('language-zh-CN');
    await here.page.getByText('设置').first().waitFor();
    await here.start();
    expect(await here.read('home-bills')).toContain('缴费');
  },
  WAIT,
);

it(
  'writes larger from the tap on',
  async () => {
    const here = await settings();
    await here.at('settings-sample').waitFor();
    const before = Number(await here.page.evaluate(SAMPLE_PX));
    expect(before).toBeGreaterThan(0);
    await here.tap('size-largest');
    await here.page.waitForFunction(`${SAMPLE_PX} > ${String(before)}`);
    await here.reaches('settings');
  },
  WAIT,
);

it(
  'forgets the person’s data after asking, and no patient is left',
  async () => {
    const here = await settings();
    await here.tap('settings-remove');
    await here.picture('settings-remove');
    await here.tap('settings-remove-yes');
    await here.page.getByText('您的数据已经删除').first().waitFor();
    const { patients } = await world.sandbox.must(ZHANG, 'clinic', 'listPatients', {});
    expect(patients).toEqual([]);
  },
  WAIT,
);
