/**
 * Money that goes back, in a real Chromium: the patient asks for it, the hospital refuses what was paid,
 * the hospital keeps what was used, a person brings it back (interface document v2.4 §3.6, §3.7).
 */
import { browserWorld, type BrowserWorld } from '../support/browser-world';
import { calls } from '../support/payer';
import type { Phone, PhoneOptions } from '../support/phone-driver';
import { LOOKS, looksRight } from '../support/phone-looks';
import { later, refundsSent } from '../support/refunder';

const WAIT = 60_000;
const MINUTE = 60_000;
/** The phone waits so long for an answer. */
const PATIENCE = 25_000;

interface Paid {
  readonly here: Phone;
  readonly billId: string;
}

/** Someone has just paid a fresh bill and came back from the cashier. */
async function paid(
  world: BrowserWorld,
  story: string,
  options: PhoneOptions = {},
  meanwhile: () => void = () => undefined,
): Promise<Paid> {
  const { billId } = world.sandbox.world.hospital.issueStory(story);
  const here = await world.open(options);
  await here.toCheckout(billId);
  await here.toCashier();
  await here.pay();
  meanwhile();
  await here.cashier.getByTestId('cashier-done').click();
  return { here, billId };
}

/** Opens the question and says yes to it. */
async function asks(here: Phone): Promise<void> {
  await here.tap('result-refund');
  await here.at('refund-yes').first().click();
}

/** The money arrives at the platform, and the page hears of it in its own rhythm. */
async function comesBack(world: BrowserWorld, here: Phone): Promise<void> {
  await later(world.sandbox, MINUTE);
  await here.page.clock.fastForward(MINUTE);
  await here.sees('refunded');
}

const statusOf = (world: BrowserWorld, billId: string): string =>
  world.sandbox.world.hospital.getBill(billId).status;

describe('a refund', () => {
  const world = browserWorld();

  it.each(LOOKS)(
    'is asked for, watched and seen to arrive: %s',
    async (look, options) => {
      const { here, billId } = await paid(world, 'insurance-and-cash', options);
      await here.sees('paid');
      await here.at('result-refund').scrollIntoViewIfNeeded();
      await looksRight(here, look, 'result-paid-refund-entry');
      await here.tap('result-refund');
      // the sheet stands still
      await here.at('sheet-close').first().click({ trial: true });
      await looksRight(here, look, 'refund-ask');
      await here.at('refund-yes').first().click({ trial: true });
      await looksRight(here, look, 'refund-ask-end');
      expect(await here.read('refund-part-cash')).toContain('100.00');
      expect(await here.read('refund-part-insurance')).toContain('324.00');
      expect(await here.read('refund-once')).toContain('只能退一次');
      await here.at('refund-yes').first().click();
      await here.sees('refunding');
      await here.at('refund-progress').waitFor();
      await looksRight(here, look, 'refund-going');
      expect(await here.at('result-refund').count()).toBe(0);
      await here.tap('result-home');
      await here.at('resume-banner').waitFor();
      await looksRight(here, look, 'home-refund-going');
      await here.tap('home-orders');
      await here.at('order-card').first().waitFor();
      await looksRight(here, look, 'orders');
      await here.at('order-card').first().click();
      await here.sees('refunding');
      await comesBack(world, here);
      await here.at('refund-progress').scrollIntoViewIfNeeded();
      await looksRight(here, look, 'refund-returned');
      expect(await here.read('refund-note')).toContain('以微信支付的到账通知为准');
      expect(statusOf(world, billId)).toBe('unpaid');
    },
    WAIT,
  );

  it(
    'whose answer is lost is found by asking, and sent once',
    async () => {
      const { here } = await paid(world, 'self-pay');
      await here.sees('paid');
      const before = refundsSent(world.sandbox);
      world.sandbox.world.faults.plant('cloud.functions.pay', { kind: 'timeout-after' });
      await asks(here);
      await here.sees('asking-refund');
      await looksRight(here, 'usual', 'refund-sending');
      await here.page.clock.fastForward(PATIENCE);
      await here.sees('refunding');
      await comesBack(world, here);
      expect(refundsSent(world.sandbox)).toBe(before + 1);
    },
    WAIT,
  );

  it(
    'without a network is not known until the network is back, and can be asked for again',
    async () => {
      const { here } = await paid(world, 'self-pay');
      await here.sees('paid');
      const before = refundsSent(world.sandbox);
      await here.tap('result-refund');
      await here.page.evaluate('window.__preview.setOffline(true)');
      await here.at('refund-yes').first().click();
      await here.sees('asking-refund');
      await looksRight(here, 'usual', 'refund-unsure');
      await here.page.evaluate('window.__preview.setOffline(false)');
      await here.page.clock.fastForward(8_000);
      await here.page.getByText('没有查到退费申请').first().waitFor();
      await looksRight(here, 'usual', 'refund-not-found');
      expect(refundsSent(world.sandbox)).toBe(before);
      await asks(here);
      await here.sees('refunding');
      await comesBack(world, here);
      expect(refundsSent(world.sandbox)).toBe(before + 1);
    },
    WAIT,
  );

  it.each(LOOKS)(
    'of what was used is refused with the reason, and the payment stays: %s',
    async (look, options) => {
      const { here, billId } = await paid(world, 'insurance-and-cash', options);
      await here.sees('paid');
      world.sandbox.world.hospital.serveBill(billId);
      const before = refundsSent(world.sandbox);
      await asks(here);
      await here.at('refund-refused').waitFor();
      await here.sees('paid');
      expect(await here.read('refund-refused')).toContain('已经用过，不能退');
      expect(await here.read('refund-refused')).toContain('收费窗口');
      await here.at('refund-refused').scrollIntoViewIfNeeded();
      await looksRight(here, look, 'refund-refused');
      expect(refundsSent(world.sandbox)).toBe(before);
      expect(statusOf(world, billId)).toBe('settled');
    },
    WAIT,
  );

  it.each(LOOKS)(
    'that the hospital owes comes by itself, says why, and leads to paying anew: %s',
    async (look, options) => {
      const { hospital } = world.sandbox.world;
      const { here } = await paid(world, 'insurance-and-cash', options, () => {
        hospital.refuseNextSettle('BILL_CHANGED');
      });
      await here.sees('refunding');
      expect(await here.read('result-title')).toBe('医院没有入账，正在退款');
      expect(await here.read('result-state')).toContain('原因：账单金额有变化');
      await here.at('refund-progress').waitFor();
      await looksRight(here, look, 'refund-owed');
      expect(await here.at('result-again').count()).toBe(0);
      await comesBack(world, here);
      await looksRight(here, look, 'refund-owed-returned');
      await here.tap('result-again');
      await here.reaches('bills');
    },
    WAIT,
  );

  it(
    'is none before anything was paid: the list says so and leads to the bills',
    async () => {
      const here = await world.open({ openid: 'oNobodyYet' });
      await here.tap('home-orders');
      await here.at('state-empty').waitFor();
      await looksRight(here, 'usual', 'orders-empty');
      await here.tap('state-action');
      await here.reaches('bills');
    },
    WAIT,
  );

  it(
    'and the list cannot be read: it says so, and goes on when it can',
    async () => {
      const here = await world.open();
      await here.at('home-orders').waitFor();
      await here.page.evaluate('window.__preview.setOffline(true)');
      await here.tap('home-orders');
      await here.at('state-offline').waitFor();
      await looksRight(here, 'usual', 'orders-offline');
      await here.page.evaluate('window.__preview.setOffline(false)');
      await here.tap('state-action');
      await here.at('order-card').first().waitFor();
    },
    WAIT,
  );
});

describe('where money comes back by hand', () => {
  const world = browserWorld({ rules: { refundVia: 'manual' } });

  it.each(LOOKS)(
    'it is told before paying, and who brings it: %s',
    async (look, options) => {
      const { billId } = world.sandbox.world.hospital.issueStory('insurance-and-cash');
      const here = await world.open(options);
      await here.toCheckout(billId);
      await here.at('checkout-refund-by-hand').waitFor();
      await looksRight(here, look, 'checkout-refund-by-hand');
      await here.toCashier();
      await here.payAndReturn();
      await here.sees('paid');
      const before = calls(world.sandbox, 'payinsurance.refund');
      await asks(here);
      await here.sees('refunding');
      expect(await here.read('result-title')).toBe('医院正在人工退款');
      await here.at('help-call').waitFor();
      await looksRight(here, look, 'refund-by-hand');
      expect(calls(world.sandbox, 'payinsurance.refund')).toBe(before);
    },
    WAIT,
  );
});
