/** wx.scanCode of the preview before somebody's 医保码: by the lever, and picked in the scanner's sheet. */
import { shownCode } from '../support/at-counter';
import { browserWorld } from '../support/browser-world';
import { WANG, ZHANG } from '../support/sandbox';

const WAIT = 60_000;
const world = browserWorld();

const SCAN = `new Promise((resolve) => {
  wx.scanCode({ success: ({ result }) => resolve(result), fail: ({ errMsg }) => resolve(errMsg) });
})`;

it(
  'reads the code that the phone shows at that moment, not the one of a minute ago',
  async () => {
    const phone = await world.open({ levers: { scan: `onecode:${ZHANG}` } });
    const first = await phone.page.evaluate(SCAN);
    expect(first).toMatch(/^33\d{26}$/);
    expect(first).toBe(await shownCode(world.sandbox, ZHANG));
    world.sandbox.world.clock.advance(61_000);
    const second = await phone.page.evaluate(SCAN);
    expect(second).toMatch(/^33\d{26}$/);
    expect(second).not.toBe(first);
  },
  WAIT,
);

it(
  'lets a person’s code be picked, and reads any other text as it is',
  async () => {
    const phone = await world.open();
    const picked = phone.page.evaluate(SCAN);
    await phone.page
      .locator('[data-testid^="wx-scan-onecode-"]')
      .filter({ hasText: '王秀英' })
      .click();
    expect(await picked).toBe(await shownCode(world.sandbox, WANG));
    const typed = phone.page.evaluate(SCAN);
    await phone.at('wx-scan-field').fill('onecode is a word');
    await phone.at('wx-scan-confirm').click();
    expect(await typed).toBe('onecode is a word');
  },
  WAIT,
);

it(
  'reads nothing of somebody who shows no code',
  async () => {
    const phone = await world.open({ levers: { scan: 'onecode:oNobody' } });
    expect(await phone.page.evaluate(SCAN)).toBe('scanCode:fail cancel');
    // the browser itself complains of the answer
    expect(phone.problems.splice(0)).toEqual([expect.stringContaining('404')]);
  },
  WAIT,
);
