/**
 * The permission that insurance wants first, where it does not come smoothly, in a real Chromium: refused,
 * turned back from, given late, the program killed meanwhile, expired (facts of 2.0 "authorisation").
 */
import { browserWorld } from '../support/browser-world';
import { lever } from '../support/medins-story';
import {
  agrees,
  atCheckout,
  looks,
  numbersOn,
  over,
  pulls,
  sides,
  stands,
  startsCold,
  taps,
  toOwnCashier,
  WALK_MS,
} from '../support/medins-walk';
import type { Phone, PhoneOptions } from '../support/phone-driver';
import { LOOKS } from '../support/phone-looks';
import { sayYes } from '../support/phone-register';
import { later } from '../support/refunder';

const world = browserWorld({ channel: 'medins' });

const PAID = { ours: 'paid', mixed: 'SUCCESS', upload: 'settled', bill: 'settled' };
const UNTOUCHED = { mixed: 'absent', cash: 'absent', upload: 'none', bill: 'unpaid' };

async function atPermission(options: PhoneOptions = {}) {
  const at = await atCheckout(world, 'insurance-and-cash', options);
  await taps(at.here, 'checkout-pay', 'authorisation');
  return at;
}

async function paysInCashier(here: Phone, billId: string): Promise<void> {
  await here.payAndReturn();
  await here.sees('paid');
  expect(sides(world, billId)).toMatchObject(PAID);
  expect(numbersOn(world, billId)).toHaveLength(1);
}

it.each([
  ['不同意', (here: Phone) => here.cashier.getByTestId('authorise-refuse').click()],
  ['the back arrow', (here: Phone) => here.tap('cashier-back')],
] as const)(
  'turned down by %s: it says so in place, and can be given again',
  async (_what, turnsDown) => {
    const { here, billId } = await atPermission();
    await turnsDown(here);
    await here.page.getByText('还没有授权，没有扣款').first().waitFor();
    expect(await here.read('checkout-pay')).toContain('重新授权');
    expect(sides(world, billId)).toMatchObject({ ours: 'authorising', ...UNTOUCHED });
    await toOwnCashier(here);
    await paysInCashier(here, billId);
  },
  WALK_MS,
);

it(
  'turned down: the patient pays by themself instead, on another order',
  async () => {
    const { here, billId } = await atPermission();
    await here.cashier.getByTestId('authorise-refuse').click();
    await here.page.getByText('还没有授权，没有扣款').first().waitFor();
    await here.tap('pay-with-cash');
    await here.page.getByText('去支付 ¥424.00').first().waitFor();
    await looks(here, 'usual', 'cash-instead');
    await taps(here, 'checkout-pay', 'wechat-cashier');
    await here.payAndReturn();
    await here.sees('paid');
    expect(numbersOn(world, billId)).toHaveLength(2);
    expect(sides(world, billId)).toMatchObject({
      ...{ ...PAID, type: 'CASH_ONLY', upload: 'none', booked: [[42_400, 0]] },
    });
  },
  WALK_MS,
);

it.each(LOOKS)(
  'left open: the home page says so, and the order can be cancelled: %s',
  async (look, options) => {
    const { here, billId } = await atPermission(options);
    await here.cashier.getByTestId('authorise-refuse').click();
    await here.page.getByText('还没有授权，没有扣款').first().waitFor();
    await here.start();
    await here.at('resume-banner').waitFor();
    await looks(here, look, 'home-unauthorised');
    await here.tap('resume-banner');
    await here.sees('unpaid');
    expect(await here.read('result-title')).toBe('尚未授权，未支付');
    expect(await here.read('result-continue')).toBe('去授权');
    await looks(here, look, 'result-unauthorised');
    await here.tap('result-cancel');
    await here.at('cancel-yes').first().click();
    await here.sees('closed');
    await looks(here, look, 'cancelled');
    expect(sides(world, billId)).toMatchObject({ ours: 'closed', ...UNTOUCHED });
  },
  WALK_MS,
);

it.each(LOOKS)(
  'given, and the program killed on the way back: a cold start goes on: %s',
  async (look, options) => {
    const { here, billId } = await atPermission(options);
    await pulls(here, 'authorisation', 'agree-killed');
    await startsCold(here, '1038');
    await sayYes(here, here.page.getByText('医保结算结果已确定'));
    await here.sees('unpaid');
    await looks(here, look, 'cold-permitted');
    expect(sides(world, billId)).toMatchObject({ ours: 'payable', mixed: 'CREATED' });
    await taps(here, 'result-continue', 'wechat-cashier');
    await paysInCashier(here, billId);
  },
  WALK_MS,
);

it.each(['1038', '1001'] as const)(
  'not given, and the program killed: a cold start (%s) says so and leads there again',
  async (scene) => {
    const { here, billId } = await atPermission();
    await pulls(here, 'authorisation', 'killed');
    await startsCold(here, scene);
    if (scene === '1001') await here.tap('resume-banner');
    await here.sees('unpaid');
    expect(await here.read('result-title')).toBe('尚未授权，未支付');
    expect(sides(world, billId)).toMatchObject({ ours: 'authorising', ...UNTOUCHED });
    await taps(here, 'result-continue', 'authorisation');
    await agrees(here);
    await stands(here, 'wechat-cashier');
    await paysInCashier(here, billId);
  },
  WALK_MS,
);

it.each(LOOKS)(
  'come too late for its code: it is asked for again: %s',
  async (look, options) => {
    const { here, billId } = await atPermission(options);
    world.sandbox.world.faults.plant('authorisation.userQuery', { kind: 'error', code: '40103' });
    await agrees(here);
    await here.page.getByText('医保授权已过期').first().waitFor();
    await looks(here, look, 'expired');
    expect(await here.read('checkout-pay')).toContain('重新授权');
    expect(sides(world, billId)).toMatchObject({ ours: 'authorising', ...UNTOUCHED });
    await toOwnCashier(here);
    await paysInCashier(here, billId);
  },
  WALK_MS,
);

it(
  'run out while the fees are uploaded: the order is withdrawn, and a new one is paid',
  async () => {
    const { here, billId } = await atPermission();
    await lever(world.sandbox, 'bureau/fail-next', { at: 'price', why: 'AUTHORISATION_EXPIRED' });
    await agrees(here);
    await here.sees('closed');
    await looks(here, 'usual', 'ran-out');
    expect(sides(world, billId)).toMatchObject({ ours: 'closed', upload: 'revoked' });
    await here.tap('result-again');
    await here.reaches('bills');
    await here.page.locator(`[data-testid="bill-card"][data-bill-id="${billId}"]`).click();
    await here.tap('bill-pay');
    await here.at('checkout-pay').waitFor();
    await toOwnCashier(here);
    await here.payAndReturn();
    await here.sees('paid');
    expect(numbersOn(world, billId)).toHaveLength(2);
    expect(sides(world, billId)).toMatchObject(PAID);
  },
  WALK_MS,
);

it(
  'whose answer is lost on the way: the page asks the order, and pays once',
  async () => {
    const { here, billId } = await atPermission();
    world.sandbox.world.faults.plant('cloud.functions.pay', { kind: 'timeout-after' });
    await agrees(here);
    await here.page.getByText('正在确认授权').first().waitFor();
    await looks(here, 'usual', 'checking');
    await here.page.clock.fastForward(26_000);
    await here.sees('unpaid');
    await looks(here, 'usual', 'answer-lost');
    await taps(here, 'result-continue', 'wechat-cashier');
    await paysInCashier(here, billId);
  },
  WALK_MS,
);

it(
  'never given: the order ends by itself, and the bill is free',
  async () => {
    const { here, billId } = await atPermission();
    await here.tap('cashier-back');
    await here.page.getByText('还没有授权，没有扣款').first().waitFor();
    await later(world.sandbox, 30 * 60_000, 10);
    expect(sides(world, billId)).toMatchObject({ ours: 'closed', ...UNTOUCHED });
    await here.tap('checkout-pay');
    await over(here, 'authorisation').or(here.at('checkout-notice')).first().waitFor();
    await looks(here, 'usual', 'after-deadline');
  },
  WALK_MS,
);
