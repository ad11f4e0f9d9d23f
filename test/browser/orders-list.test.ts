/** The list of orders in a real Chromium: 20 at a time, by how they stand, and into the order's detail. */
import { browserWorld } from '../support/browser-world';
import { pay, place } from '../support/payer';
import { LOOKS, looksRight } from '../support/phone-looks';

const world = browserWorld();
const WAIT = 90_000;

async function paidOrders(count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) {
    const { billId } = world.sandbox.world.hospital.issueStory('self-pay');
    const order = await place(world.sandbox, [billId]);
    await pay(world.sandbox, order.orderNo);
    await world.sandbox.world.platform.courier.flush();
  }
}

it(
  'shows 20, then the rest when it is scrolled to the end',
  async () => {
    await paidOrders(22);
    const here = await world.open();
    await here.tap('home-orders');
    await here.at('order-card').first().waitFor();
    expect(await here.at('order-card').count()).toBe(20);
    await here.at('order-card').last().scrollIntoViewIfNeeded();
    await here.page.mouse.move(195, 500);
    await here.page.mouse.wheel(0, 20_000);
    await here.at('order-card').nth(21).waitFor();
    await here.at('orders-foot').scrollIntoViewIfNeeded();
    await looksRight(here, 'usual', 'orders-end');
  },
  WAIT,
);

it.each(LOOKS)(
  'filters by how orders stand: %s',
  async (look, options) => {
    await paidOrders(1);
    const { billId } = world.sandbox.world.hospital.issueStory('self-pay');
    const waiting = await place(world.sandbox, [billId]);
    const here = await world.open(options);
    await here.tap('home-orders');
    await here.at('order-card').first().waitFor();
    await looksRight(here, look, 'orders-all');
    await here.tap('orders-filter-open');
    const open = here.page.locator(
      `[data-testid="order-card"][data-order-no="${waiting.orderNo}"]`,
    );
    await open.first().waitFor();
    await here.tap('orders-filter-done');
    await open.first().waitFor({ state: 'detached' });
    await here.at('order-card').first().waitFor();
    await here.at('order-card').first().click();
    await here.sees('paid');
    await here.tap('result-invoice');
    await here.reaches('invoice');
    await here.at('invoice').or(here.at('state-empty')).first().waitFor();
    await looksRight(here, look, 'invoice');
    await here.tap('nav-back');
    await here.tap('nav-back');
    await here.tap('orders-filter-over');
    await here.at('state-empty').or(here.at('order-card')).first().waitFor();
    await looksRight(here, look, 'orders-over');
  },
  WAIT,
);
