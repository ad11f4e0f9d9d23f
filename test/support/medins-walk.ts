/**
 * A patient's steps where insurance is permitted first and paid in WeChat's own cashier (移动医保支付 2.0),
 * and how every party sees the order afterwards.
 */
import type { FrameLocator, Locator } from 'playwright-core';
import type { BrowserWorld } from './browser-world';
import { bookedOf, partsOf } from './medins-story';
import type { Phone, PhoneOptions } from './phone-driver';
import { looksRight } from './phone-looks';
import { describeFlaws, flawsOf } from './phone-looks-flaws';
import { sayYes } from './phone-register';

/** A walk through several pages on a busy machine. */
export const WALK_MS = 180_000;

type App = 'authorisation' | 'wechat-cashier';

/** What lies over the mini program. */
export function over(here: Phone, app: App): Locator {
  return here.page.locator(`[data-testid="cashier"][data-app="${app}"]`);
}

/** The authorisation page that is open. */
export function authorisation(here: Phone): FrameLocator {
  return here.cashier;
}

/** On the checkout of a fresh bill of that story. */
export async function atCheckout(
  world: BrowserWorld,
  story: string,
  options: PhoneOptions = {},
): Promise<{ readonly here: Phone; readonly billId: string }> {
  const { billId } = world.sandbox.world.hospital.issueStory(story);
  const here = await world.open(options);
  await here.toCheckout(billId);
  return { here, billId };
}

/** Taps that button and says yes to WeChat's questions until the other one lies open. */
export async function taps(here: Phone, button: string, app: App): Promise<void> {
  await here.tap(button);
  await sayYes(here, over(here, app));
  await stands(here, app);
}

/** Waits until that page has something to be tapped on. */
export async function stands(here: Phone, app: App): Promise<void> {
  await over(here, app).waitFor();
  const { cashier } = here;
  const wanted =
    app === 'wechat-cashier'
      ? cashier.getByTestId('cashier-pay')
      : cashier.getByTestId('authorise-refuse').or(cashier.getByTestId('authorise-leave'));
  await wanted.first().waitFor();
}

/** Agrees on the authorisation page; WeChat closes it. */
export async function agrees(here: Phone): Promise<void> {
  await authorisation(here).getByTestId('authorise-agree').click();
  await over(here, 'authorisation').waitFor({ state: 'detached' });
}

/** From the checkout through the permission into the cashier. */
export async function toOwnCashier(here: Phone, button = 'checkout-pay'): Promise<void> {
  await taps(here, button, 'authorisation');
  await agrees(here);
  await stands(here, 'wechat-cashier');
}

/** Pulls one of the sandbox's levers in the page that lies over the mini program. */
export async function pulls(here: Phone, app: App, lever: string): Promise<void> {
  const [drawer, name] =
    app === 'authorisation'
      ? ['authorise-levers', `authorise-lever-${lever}`]
      : ['cashier-levers', `cashier-lever-${lever}`];
  await here.cashier.getByTestId(drawer).click();
  await here.cashier.getByTestId(name).click();
}

/** A picture of what is open; the page in front can be read, touched, and sticks out nowhere. */
export async function looks(here: Phone, look: string, name: string): Promise<void> {
  await looksRight(here, look, `medins-${name}`);
  expect([name, describeFlaws(await flawsOf(here.page))]).toEqual([name, []]);
}

interface Booked {
  readonly orderNo: string;
  readonly payment: string;
  readonly createdAt: number;
  readonly billIds: readonly string[];
}

/** The orders on that bill in our own books, oldest first. */
function ordersOn({ sandbox }: BrowserWorld, billId: string): readonly Booked[] {
  return sandbox.world.database
    .documents('orders')
    .map((document) => document['order'] as Booked)
    .filter((order) => order.billIds.includes(billId))
    .sort((a, b) => a.createdAt - b.createdAt);
}

/** The numbers of the orders on that bill, oldest first. */
export function numbersOn(world: BrowserWorld, billId: string): readonly string[] {
  return ordersOn(world, billId).map(({ orderNo }) => orderNo);
}

/** How our books, the platform, the bureau and the hospital see the last order on that bill. */
export function sides(world: BrowserWorld, billId: string) {
  const order = ordersOn(world, billId).at(-1);
  if (order === undefined) throw new Error(`no order stands on ${billId}`);
  const { orderNo, payment } = order;
  const { sandbox } = world;
  return {
    ours: payment,
    ...partsOf(sandbox, orderNo),
    booked: bookedOf(sandbox, orderNo).map(({ cashFen, insuranceFen }) => [cashFen, insuranceFen]),
    bill: sandbox.world.hospital.getBill(billId).status,
  };
}

/** From home through the list of that patient to the checkout of that bill. */
export async function toCheckoutOf(here: Phone, patientId: string, billId: string): Promise<void> {
  await toBillOf(here, patientId, billId);
  await here.tap('bill-pay');
  await here.reaches('checkout');
  await here.at('checkout-pay').waitFor();
}

/** From the home page to that bill of one of the person's patients. */
export async function toBillOf(here: Phone, patientId: string, billId: string): Promise<void> {
  await here.tap('home-bills');
  await here.reaches('bills');
  await here.at('patient-switch').waitFor();
  await here.tap('patient-switch');
  await here.tap(`patient-choice-${patientId}`);
  await here.page.locator(`[data-testid="bill-card"][data-bill-id="${billId}"]`).click();
}

/** The app is dead; it starts anew, sent back by the other mini program or from WeChat's list. */
export async function startsCold(here: Phone, scene: '1038' | '1001'): Promise<void> {
  await here.page.getByTestId(`start-${scene}`).click();
}
