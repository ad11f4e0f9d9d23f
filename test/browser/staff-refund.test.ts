/**
 * A clerk finds any bill in three taps and returns part of the cash with a second look, in a real
 * Chromium on the real sandbox; once with the answer lost on its way (money rule 2).
 */
import { browserWorld } from '../support/browser-world';
import { photographed } from '../support/counter-looks';
import { calls } from '../support/payer';
import type { Phone } from '../support/phone-driver';
import { looksRight } from '../support/phone-looks';
import { contentIsThere } from '../support/phone-looks-flaws';
import { asStaff, atPlatform, hireClerk, later, paidOrder, refundsSent } from '../support/refunder';
import { at, openStaff, STAFF_LOOKS, timeGoesOn, type } from '../support/staff-phone-walk';

const WAIT = 90_000;
const MINUTE = 60_000;

const world = browserWorld();

beforeAll(() => hireClerk(world.sandbox), 120_000);

/** From the order to the second look at part of the cash. */
async function asksPart(here: Phone, yuan: string): Promise<void> {
  await here.tap('order-refund');
  await at(here, 'refund');
  await here.tap('refund-mode-cash-part');
  await type(here, 'refund-amount', yuan);
  await here.tap('refund-reason-undispensed');
}

async function confirms(here: Phone, yuan: string): Promise<void> {
  await here.tap('refund-next');
  await here.at('second-look').waitFor();
  await type(here, 'type-again', yuan);
  await here.at('refund-yes').first().click();
}

describe.each(STAFF_LOOKS)('in %s', (look, options) => {
  it(
    'a clerk finds an order and returns part of the cash',
    async () => {
      const order = await paidOrder(world.sandbox, 'insurance-and-cash');
      const here = await openStaff(world, 'desk', options);
      await here.at('figure-paid').waitFor();
      await looksRight(here, look, 'staff-desk');
      await type(here, 'search-text', order.orderNo);
      await here.tap('search-go');
      await at(here, 'find');
      await here.at('order-line').first().waitFor();
      await looksRight(here, look, 'staff-find');
      await here.tap('order-line');
      if (look !== 'wide') await at(here, 'order');
      await here.at('order-detail').waitFor();
      await looksRight(here, look, 'staff-order');
      await asksPart(here, '40.5');
      await looksRight(here, look, 'staff-refund');
      await here.tap('refund-next');
      await here.at('second-look').waitFor();
      await here.at('refund-yes').first().click({ trial: true });
      expect(await here.read('second-look-order')).toBe(order.orderNo);
      expect(await here.read('insurance-stays')).toContain('不会退回');
      await looksRight(here, look, 'staff-refund-look');
      await type(here, 'type-again', '40.4');
      await here.at('refund-yes').first().click();
      expect(await here.read('type-again-error')).toContain('不一样');
      expect(atPlatform(world.sandbox, order.orderNo).refund).toBeUndefined();
      await type(here, 'type-again', '40.50');
      await here.at('refund-yes').first().click();
      await here.at('refund-done').waitFor();
      await looksRight(here, look, 'staff-refund-done');
      await here.tap('refund-see-order');
      await at(here, 'order');
      await here.at('order-refund-facts').waitFor();
      await looksRight(here, look, 'staff-order-refund');
      const { refund } = await asStaff(world.sandbox, order.orderNo);
      expect(refund).toMatchObject({ mode: 'cash-part', cash: 4_050, insurance: 0 });
      await later(world.sandbox, MINUTE);
      expect(await asStaff(world.sandbox, order.orderNo)).toMatchObject({
        refund: { state: 'done', legs: { cash: 'refunded', insurance: 'none' } },
      });
    },
    WAIT,
  );
});

it(
  'an answer that is lost is asked about, and the refund is sent once',
  async () => {
    const order = await paidOrder(world.sandbox, 'insurance-and-cash');
    const before = refundsSent(world.sandbox);
    const here = await openStaff(world, 'order', {}, `?orderNo=${order.orderNo}`);
    await asksPart(here, '12.34');
    await here.tap('refund-next');
    await here.at('second-look').waitFor();
    await type(here, 'type-again', '12.34');
    world.sandbox.world.faults.plant('cloud.functions.staff', { kind: 'timeout-after' });
    await here.at('refund-yes').first().click();
    await here.page.clock.runFor(26_000);
    await timeGoesOn(here, here.at('refund-done'));
    expect(await here.at('refund-done').first().getAttribute('data-state')).toBe('sent');
    await later(world.sandbox, MINUTE);
    expect(refundsSent(world.sandbox)).toBe(before + 1);
    expect(await asStaff(world.sandbox, order.orderNo)).toMatchObject({
      refund: { state: 'done', cash: 1_234 },
    });
  },
  WAIT,
);

it(
  'a refund that never left is said to be none, and what was filled in is kept',
  async () => {
    const order = await paidOrder(world.sandbox, 'insurance-and-cash');
    const before = refundsSent(world.sandbox);
    const here = await openStaff(world, 'order', {}, `?orderNo=${order.orderNo}`);
    await asksPart(here, '12.34');
    await here.tap('refund-next');
    await here.at('second-look').waitFor();
    await type(here, 'type-again', '12.34');
    await here.page.evaluate('window.__preview.setOffline(true)');
    await here.at('refund-yes').first().click();
    await here.page.getByText('还不知道有没有办成').first().waitFor();
    await looksRight(here, 'usual', 'staff-refund-lost');
    await here.page.evaluate('window.__preview.setOffline(false)');
    await timeGoesOn(here, here.page.getByText('没有查到这次办理'));
    expect(await here.at('refund-amount').locator('input').inputValue()).toBe('12.34');
    expect(refundsSent(world.sandbox)).toBe(before);
    await confirms(here, '12.34');
    await here.at('refund-done').waitFor();
    expect(calls(world.sandbox, 'payinsurance.refund')).toBe(before + 1);
  },
  WAIT,
);

it(
  'a bill, a card and an order number all lead to the order; nonsense is said in place',
  async () => {
    const order = await paidOrder(world.sandbox, 'self-pay');
    const { cardNo } = world.sandbox.world.hospital.getPatient('P00001');
    const here = await openStaff(world, 'find');
    for (const text of [order.orderNo, order.billIds[0] ?? '', cardNo]) {
      await type(here, 'search-text', text);
      await here.tap('search-go');
      await here.page
        .locator(`[data-testid="order-line"][data-order-no="${order.orderNo}"]`)
        .waitFor();
    }
    await type(here, 'search-text', '张三');
    await here.tap('search-go');
    expect(await here.read('search-error')).toContain('只能填数字');
    await type(here, 'search-text', '99999999');
    await here.tap('search-go');
    await here.at('state-empty').waitFor();
    await looksRight(here, 'usual', 'staff-find-empty');
    await here.tap('state-action');
    await here.at('order-line').first().waitFor();
  },
  WAIT,
);

it(
  'whoever is no staff is told so and led to the code',
  async () => {
    const here = await openStaff(world, 'desk', { openid: 'oNobody' });
    await here.at('state-error').waitFor();
    await looksRight(here, 'usual', 'staff-not-allowed');
    await here.tap('state-action');
    await at(here, 'join');
    await here.at('join-code').waitFor();
    await type(here, 'join-code', 'AAAA2222');
    await here.tap('join-submit');
    await here.at('join-notice').waitFor();
    await looksRight(here, 'usual', 'staff-join-wrong');
    expect(await here.at('join-code').locator('input').inputValue()).toBe('AAAA2222');
  },
  WAIT,
);

it(
  'a hospital that takes no 一码付 offers no counter, and says so to whoever knows the address',
  async () => {
    const here = await openStaff(world, 'desk');
    await here.at('figure-paid').waitFor();
    await contentIsThere(here.page);
    expect(await here.at('work-find').count()).toBe(1);
    expect(await here.at('work-counter').count()).toBe(0);
    await here.start({ path: '/packages/staff/pages/counter/counter' });
    await here.at('state-empty').waitFor();
    expect(await here.read('state-empty')).toContain('没有开通一码付');
    await photographed(here, 'off');
  },
  WAIT,
);

it(
  'without a network the desk says so and goes on when it is back',
  async () => {
    const here = await openStaff(world, 'desk');
    await here.at('figure-paid').waitFor();
    await here.page.evaluate('window.__preview.setOffline(true)');
    await here.tap('work-find');
    await here.at('state-offline').waitFor();
    await here.page.evaluate('window.__preview.setOffline(false)');
    await here.tap('state-action');
    await here.at('find-lines').or(here.at('state-empty')).first().waitFor();
  },
  WAIT,
);
