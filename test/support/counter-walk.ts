/**
 * A clerk's hands at a counter in the browser: the patient's 医保码 is scanned from the phone in their hand,
 * bills are chosen, the sum is charged; and how every party sees the order afterwards.
 */
import type { Locator, Page } from 'playwright-core';
import type { WorldOptions } from '../../sandbox/world';
import { browserWorld, type BrowserWorld } from './browser-world';
import { CLERK, heldOf } from './counter-story';
import { lever, nextStory, plant } from './medins-story';
import type { Phone, PhoneOptions } from './phone-driver';
import { later } from './refunder';
import { ZHANG, ZHANG_PATIENT, type TestSandbox } from './sandbox';
import { at, openStaff, type } from './staff-phone-walk';

/** A walk through several pages on a busy machine. */
export const WALK_MS = 180_000;

/** Insurance first unless told otherwise; before each walk every phone pays and nobody owes anything. */
export function counterWorld(more: Partial<WorldOptions> = {}): BrowserWorld {
  const world = browserWorld({ counter: { first: 'insurance' }, ...more });
  beforeEach(() => {
    const { sandbox } = world;
    nextStory(sandbox);
    const { centre, hospital, wechat } = sandbox.world;
    centre.engine.setUser(ZHANG, 'signed');
    wechat.engine.phones.setPays(ZHANG, 'at-once');
    for (const { billId, status } of hospital.bills()) {
      if (status === 'unpaid') hospital.cancelBill(billId);
    }
  });
  return world;
}

/** A fresh bill of that story. */
export function billed(
  { sandbox }: BrowserWorld,
  story: string,
  patientId = ZHANG_PATIENT,
): string {
  return sandbox.world.hospital.issueStory(story, patientId).billId;
}

/** A clerk's phone at that counter. */
export async function atCounter(
  world: BrowserWorld,
  options: PhoneOptions = {},
  counterNo = 'C01',
): Promise<Phone> {
  const here = await openStaff(world, 'counter', { openid: CLERK, ...options });
  await here.tap(`counter-${counterNo}`);
  await here.at('counter-scan').waitFor();
  return here;
}

export interface Shown {
  readonly openid?: string;
  readonly patientId?: string;
}

/** The patient's own phone, on the page with their 医保码. */
export async function patientsPhone(
  here: Phone,
  { openid = ZHANG, patientId }: Shown = {},
): Promise<Page> {
  const browser = here.page.context().browser();
  if (browser === null) throw new Error('the browser is gone');
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const query = new URLSearchParams({ openid, ...(patientId === undefined ? {} : { patientId }) });
  const { origin } = new URL(here.page.url());
  await page.goto(`${origin}/one-code?${query.toString()}`);
  await page.locator('[data-testid="one-code-digits"][data-code^="33"]').waitFor();
  return page;
}

/** What that phone shows at this moment. */
export async function codeOn(patient: Page): Promise<string> {
  return (await patient.getByTestId('one-code-digits').getAttribute('data-code')) ?? '';
}

/** Holds those digits before the clerk's camera. */
export async function scans(here: Phone, code: string): Promise<void> {
  await here.page.evaluate(`window.__preview.answerScan(${JSON.stringify(code)})`);
  await here.tap('counter-scan');
}

/** Reads the code on the patient's phone; the price of what they owe is there. */
export async function reads(here: Phone, shown: Shown = {}): Promise<void> {
  const patient = await patientsPhone(here, shown);
  await scans(here, await codeOn(patient));
  await patient.context().close();
  await here.at('counter-quote').waitFor();
}

/** A clerk's phone, a fresh bill of that story, and its price. */
export async function quotedFor(
  world: BrowserWorld,
  story: string,
  options: PhoneOptions = {},
): Promise<{ readonly here: Phone; readonly billId: string }> {
  const billId = billed(world, story);
  const here = await atCounter(world, options);
  await reads(here);
  return { here, billId };
}

/** Taps 收款; the page of the payment is there, however it stands. */
export async function charges(here: Phone): Promise<void> {
  await here.tap('counter-charge');
  await at(here, 'counter-pay');
  await here.at('stage').waitFor();
}

/** Answers yes to the sheet that asks before an act, once it stands still. */
export async function isSure(here: Phone, sheet: string): Promise<void> {
  await here.at(`${sheet}-yes`).first().click({ trial: true });
  await here.tap(`${sheet}-yes`);
}

/** The clerk has the money, and says how and under which receipt. */
export async function records(here: Phone, kind: string, receipt: string): Promise<void> {
  await here.tap(`tender-kind-${kind}`);
  await type(here, 'tender-receipt', receipt);
  await here.tap('tender-submit');
}

export function stage(here: Phone, name: string): Locator {
  return here.page.locator(`[data-testid="stage"][data-stage="${name}"]`);
}

/** Waits for that, while the phone's time runs; the calls in between are real ones. */
export async function comes(here: Phone, wanted: Locator, stepMs = 2_000): Promise<void> {
  for (let turn = 0; turn < 60 && !(await wanted.first().isVisible()); turn += 1) {
    const answered = here.page.waitForResponse(/functions\/counter/, { timeout: 1_000 });
    await here.page.clock.runFor(stepMs);
    await answered.catch(() => undefined);
  }
  await wanted.first().waitFor();
}

/** Waits until the payment stands so. */
export function becomes(here: Phone, name: string): Promise<void> {
  return comes(here, stage(here, name));
}

/** Time passes for everybody, and the clockwork ticks; the phone is asked to look again. */
export async function passes(
  { sandbox }: BrowserWorld,
  here: Phone,
  ms: number,
  ticks = 4,
): Promise<void> {
  await later(sandbox, ms, ticks);
  await here.page.clock.fastForward(ms);
}

interface Booked {
  readonly orderNo: string;
  readonly createdAt: number;
  readonly billIds: readonly string[];
  readonly payment: string;
  readonly settlement: { readonly state: string };
}

/** The orders on that bill in our own books, oldest first. */
function ordersOn({ sandbox }: BrowserWorld, billId: string): readonly Booked[] {
  return sandbox.world.database
    .documents('orders')
    .map((document) => document['order'] as Booked)
    .filter(({ billIds }) => billIds.includes(billId))
    .sort((a, b) => a.createdAt - b.createdAt);
}

/** The numbers of the orders on that bill, oldest first. */
export function numbersOn(world: BrowserWorld, billId: string): readonly string[] {
  return ordersOn(world, billId).map(({ orderNo }) => orderNo);
}

/** Waits until the last order on that bill is paid and booked, whatever the phone heard of it. */
export async function booked(world: BrowserWorld, here: Phone, billId: string): Promise<void> {
  for (;;) {
    const order = ordersOn(world, billId).at(-1);
    if (order?.payment === 'paid' && order.settlement.state === 'settled') return;
    await here.page.evaluate('document.readyState');
  }
}

export function lastOn(world: BrowserWorld, billId: string): string {
  const orderNo = numbersOn(world, billId).at(-1);
  if (orderNo === undefined) throw new Error(`no order stands on ${billId}`);
  return orderNo;
}

/** What platform, bureau and hospital hold of the last order on that bill. */
export function held(world: BrowserWorld, billId: string) {
  return heldOf(world.sandbox, lastOn(world, billId));
}

/** Paid with the code, with insurance, and in the hospital's books. */
export const PAID = { cash: 'SUCCESS', insurance: 'settled', booked: 1 };
/** Cash that was taken otherwise. */
export const TENDERED = { ...PAID, cash: 'REVOKED' };

/** The next question to the centre is answered with that number (§1.7). */
export function numberNext(
  sandbox: TestSandbox,
  call: 'status' | 'certificate',
  code: number,
): Promise<unknown> {
  return lever(sandbox, 'onecode/next-error', { call, code });
}

/** The charge goes out and nothing is heard of it: neither its answer nor what the next question finds. */
export async function losesCharge(
  { sandbox }: BrowserWorld,
  kind: 'timeout-before' | 'timeout-after',
  silentQueries = 2,
): Promise<void> {
  await plant(sandbox, 'wechatpay.codepay', { kind });
  await plant(sandbox, 'wechatpay.queryCash', { kind: 'cut-before' }, silentQueries);
}
