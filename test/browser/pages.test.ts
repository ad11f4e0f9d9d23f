/**
 * Every page as people see it: in the usual size, in 320 px with the largest text, in the dark; empty,
 * offline, and when something went wrong. Pictures are kept in .artifacts/screenshots.
 */
import { browserWorld } from '../support/browser-world';
import { LOOKS, looksRight } from '../support/phone-looks';
import { WANG } from '../support/sandbox';

const world = browserWorld();
const WAIT = 60_000;
describe.each(LOOKS)('in %s', (look, options) => {
  it(
    'every page on the way fits the screen',
    async () => {
      const { billId } = world.sandbox.world.hospital.issueStory('cash-added-and-reduced');
      const here = await world.open(options);
      await here.at('home-bills').waitFor();
      await here.page.getByText('示例市第一人民医院').first().waitFor();
      await looksRight(here, look, 'home');
      await here.tap('home-patients');
      await here.at('patient-card').first().waitFor();
      await looksRight(here, look, 'patients');
      await here.tap('patient-add');
      await here.at('add-submit').waitFor();
      await looksRight(here, look, 'patient-add');
      await here.start();
      await here.toBill(billId);
      await here.at('split').waitFor();
      await looksRight(here, look, 'bill');
      await here.tap('bill-pay');
      await here.at('checkout-pay').waitFor();
      await here.at('split').waitFor();
      await looksRight(here, look, 'checkout');
      await here.toCashier();
      await here.tap('cashier-back');
      await here.sees('unpaid');
      await looksRight(here, look, 'result-unpaid');
      await here.tap('result-cancel');
      await here.at('cancel-yes').first().click({ trial: true });
      await looksRight(here, look, 'result-cancel');
      await here.tap('cancel-yes');
      await here.sees('closed');
      await looksRight(here, look, 'result-closed');
      await here.tap('result-again');
      await here.at('bill-card').first().waitFor();
      await looksRight(here, look, 'bills');
    },
    WAIT,
  );
});

describe('when things are not as they should be', () => {
  it(
    'an unbound person sees how to begin',
    async () => {
      const here = await world.open({ openid: WANG });
      await here.tap('home-bills');
      await here.at('state-empty').waitFor();
      await looksRight(here, 'usual', 'bills-no-patient');
    },
    WAIT,
  );

  it(
    'without a network each page says so, and goes on when it is back',
    async () => {
      const here = await world.open();
      await here.at('home-bills').waitFor();
      await here.page.evaluate('window.__preview.setOffline(true)');
      await here.tap('home-bills');
      await here.at('state-offline').waitFor();
      await looksRight(here, 'usual', 'bills-offline');
      await here.page.evaluate('window.__preview.setOffline(false)');
      await here.tap('state-action');
      await here.at('bill-card').first().waitFor();
    },
    WAIT,
  );

  it(
    'with the hospital down the patient reads a sentence and a telephone number, no code',
    async () => {
      const here = await world.open();
      await here.at('home-bills').waitFor();
      world.sandbox.world.faults.plant('his.listBills', { kind: 'cut-before' }, 5);
      await here.tap('home-bills');
      await here.at('state-error').waitFor();
      await looksRight(here, 'usual', 'bills-hospital-down');
      expect(await here.at('state-call').count()).toBe(1);
      expect(await here.read('state-error')).not.toMatch(/[A-Z_]{4,}|\d{3,}|unreachable/);
      world.sandbox.world.faults.clear();
      await here.tap('state-action');
      await here.at('bill-card').first().waitFor();
    },
    WAIT,
  );

  it(
    'a bill that was paid at the window meanwhile is said to be settled, nothing is placed',
    async () => {
      const { billId } = world.sandbox.world.hospital.issueStory('self-pay');
      const here = await world.open();
      await here.toCheckout(billId);
      const placed = world.sandbox.world.platform.engine.orders().length;
      world.sandbox.world.hospital.settleAtWindow(billId);
      await here.tap('checkout-pay');
      await here.page.getByTestId('wx-modal-cancel').click();
      await here.page.getByText('这张账单已经缴清').first().waitFor();
      await looksRight(here, 'usual', 'checkout-settled-meanwhile');
      expect(world.sandbox.world.platform.engine.orders()).toHaveLength(placed);
    },
    WAIT,
  );

  it(
    'a refused location is no obstacle',
    async () => {
      const { billId } = world.sandbox.world.hospital.issueStory('all-insurance');
      const levers = { deny: 'scope.userFuzzyLocation' };
      const here = await world.open({ levers });
      await here.toCheckout(billId);
      await here.toCashier();
      await here.payAndReturn();
      await here.sees('paid');
      const asked =
        world.sandbox.world.platform.engine.orders().at(-1)?.asked.request_content ?? '';
      expect(asked).toContain('健康路1号');
    },
    WAIT,
  );

  it(
    'privacy that is not agreed to yet is asked for first',
    async () => {
      const here = await world.open({ levers: { privacy: 'ask' } });
      await here.at('privacy-needed').waitFor();
      await looksRight(here, 'usual', 'home-privacy');
      await here.tap('privacy-agree');
      await here.at('home-bills').waitFor();
    },
    WAIT,
  );
});
