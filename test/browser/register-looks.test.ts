/**
 * Registering and picking up as people see it: in the usual size, in 320 px with the largest text, in the
 * dark. Pictures are kept in .artifacts/screenshots.
 */
import { browserWorld } from '../support/browser-world';
import { FLAWS } from '../support/page-flaws';
import { LOOKS, looksRight } from '../support/phone-looks';
import { sayYes, toSlots } from '../support/phone-register';
import type { Phone } from '../support/phone-driver';
import { WANG } from '../support/sandbox';

const world = browserWorld();
const WAIT = 90_000;

/** WeChat's own buttons at the top right are as large as WeChat makes them. */
const OF_WECHAT = /^small: capsule-/;

async function looks(here: Phone, look: string, name: string): Promise<void> {
  await looksRight(here, look, name);
  const flaws: unknown = await here.page.evaluate(FLAWS);
  const ours = (flaws as string[]).filter((flaw) => !OF_WECHAT.test(flaw));
  expect([name, ours]).toEqual([name, []]);
}

async function toTheEnd(here: Phone): Promise<void> {
  await here.page.mouse.move(150, 300);
  await here.page.mouse.wheel(0, 3_000);
  await here.page.evaluate('new Promise(requestAnimationFrame)');
}

/** A sheet has slid up when its button can be tapped. */
const settled = (here: Phone, testid: string): Promise<void> =>
  here.at(testid).first().click({ trial: true });

describe.each(LOOKS)('in %s', (look, options) => {
  it(
    'the way to a time of today fits the screen',
    async () => {
      const here = await world.open(options);
      await here.tap('home-register');
      await here.at('department').first().waitFor();
      await looks(here, look, 'departments');
      const search = here.page.locator('[data-testid="department-search"] input');
      await search.fill('儿童');
      await here.at('departments-found').waitFor();
      await looks(here, look, 'departments-found');
      await search.fill('牙');
      await here.at('state-empty').waitFor();
      await looks(here, look, 'departments-none');
      await here.tap('state-action');
      await here.at('department').first().click();
      await here.at('doctor').first().waitFor();
      await looks(here, look, 'doctors');
      await here.tap('doctor');
      await here.at('slot').first().waitFor();
      await looks(here, look, 'slots-today');
      await here.tap('slot');
      await here.at('visit-lock').waitFor();
      await looks(here, look, 'visit-confirm');
      await here.tap('patient-switch');
      await settled(here, 'patient-choice-add');
      await looks(here, look, 'visit-confirm-patients');
    },
    WAIT,
  );

  it(
    'a place of a later day, its ways to pay and the appointments fit the screen',
    async () => {
      const here = await world.open(options);
      await toSlots(here, {
        department: '骨科',
        day: 2 + LOOKS.findIndex(([name]) => name === look),
      });
      await looks(here, look, 'slots-later');
      await here.tap('slot');
      await here.at('visit-lock').waitFor();
      await here.tap('visit-lock');
      await here.at('visit-way-later').waitFor();
      await looks(here, look, 'visit-locked');
      await toTheEnd(here);
      await looks(here, look, 'visit-locked-end');
      await here.tap('visit-way-now');
      await here.at('split').waitFor();
      await looks(here, look, 'visit-now');
      await here.tap('visit-give-up');
      await settled(here, 'give-up-yes');
      await looks(here, look, 'visit-give-up');
      await here.tap('give-up-no');
      await here.start();
      await here.page.getByText('我的预约').first().click();
      await here.at('appointment').first().waitFor();
      await looks(here, look, 'appointments');
      await toTheEnd(here);
      await looks(here, look, 'appointments-end');
    },
    WAIT,
  );

  it(
    'the ticket fits the screen',
    async () => {
      const here = await world.open(options);
      await toSlots(here, { department: '全科', day: 0 });
      await here
        .at('slot')
        .nth(LOOKS.findIndex(([name]) => name === look))
        .click();
      await here.at('visit-lock').waitFor();
      await here.tap('visit-lock');
      await here.at('split').waitFor();
      await looks(here, look, 'visit-locked-today');
      await here.tap('visit-go');
      await here.at('checkout-pay').waitFor();
      await here.tap('checkout-pay');
      await sayYes(here, here.page.getByTestId('cashier'));
      await here.payAndReturn();
      await here.sees('paid');
      await here.tap('result-ticket');
      await here.at('ticket-number').waitFor();
      await looks(here, look, 'ticket');
      const { height } = (await here.at('ticket-number').boundingBox()) ?? { height: 0 };
      expect(height).toBeLessThan(120);
    },
    WAIT,
  );

  it(
    'a special clinic says that insurance never pays there',
    async () => {
      const here = await world.open(options);
      await toSlots(here, { department: '特病', day: 2 });
      await looks(here, look, 'slots-not-covered');
    },
    WAIT,
  );
});

describe('when things are not as they should be', () => {
  it(
    'somebody without patients can still look, and is told how to begin',
    async () => {
      const here = await world.open({ openid: WANG });
      await toSlots(here, { department: '全科', day: 1 });
      await here.tap('slot');
      await here.at('visit-no-patient').waitFor();
      await looks(here, 'usual', 'visit-no-patient');
    },
    WAIT,
  );

  it(
    'a slow hospital leaves shapes on the page, and no network a sentence',
    async () => {
      const here = await world.open();
      world.sandbox.world.faults.plant('his.listDepartments', { kind: 'slow', ms: 3_000 });
      await here.tap('home-register');
      await here.at('skeleton').waitFor();
      await looks(here, 'usual', 'departments-loading');
      await here.at('department').first().waitFor();
      await here.page.evaluate('window.__preview.setOffline(true)');
      await here.tap('department');
      await here.at('state-offline').waitFor();
      await looks(here, 'usual', 'doctors-offline');
      await here.page.evaluate('window.__preview.setOffline(false)');
      await here.tap('state-action');
      await here.at('doctor').first().waitFor();
    },
    WAIT,
  );
});
