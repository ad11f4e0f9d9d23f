/**
 * WeChat's own cashier where paying does not go smoothly, in a real Chromium: left, killed in, half paid,
 * missing, not permitted (facts of 2.0 "on the phone", "states"; money rules 2 and 9).
 */
import { browserWorld } from '../support/browser-world';
import {
  atCheckout,
  looks,
  numbersOn,
  over,
  pulls,
  sides,
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
const MINUTE = 60_000;

const PAID = { ours: 'paid', mixed: 'SUCCESS', upload: 'settled', bill: 'settled' };

async function inCashier(options: PhoneOptions = {}, story = 'insurance-and-cash') {
  const at = await atCheckout(world, story, options);
  await toOwnCashier(at.here);
  return at;
}

it.each(LOOKS)(
  'left without paying says 未支付, and the same order is gone on with: %s',
  async (look, options) => {
    const { here, billId } = await inCashier(options);
    await here.cashier.getByTestId('cashier-leave').click();
    await here.sees('unpaid');
    expect(await here.read('result-title')).toBe('未支付');
    await looks(here, look, 'left');
    expect(sides(world, billId)).toMatchObject({ ours: 'payable', mixed: 'CREATED' });
    await taps(here, 'result-continue', 'wechat-cashier');
    await here.payAndReturn();
    await here.sees('paid');
    expect(numbersOn(world, billId)).toHaveLength(1);
    expect(sides(world, billId)).toMatchObject(PAID);
  },
  WALK_MS,
);

it(
  'left by the cross, and the order cancelled: everything is withdrawn',
  async () => {
    const { here, billId } = await inCashier();
    await here.tap('cashier-back');
    await here.sees('unpaid');
    await here.tap('result-cancel');
    await here.at('cancel-yes').first().click();
    await here.sees('closed');
    await looks(here, 'usual', 'cancelled-after-cashier');
    expect(sides(world, billId)).toMatchObject({
      ...{ ours: 'closed', mixed: 'CREATED', cash: 'CLOSED', upload: 'revoked', bill: 'unpaid' },
    });
  },
  WALK_MS,
);

it.each([
  ['before paying', 'unpaid'],
  ['after paying', 'paid'],
] as const)(
  'and the program is killed %s: it goes on from the home page',
  async (when, state) => {
    const { here, billId } = await inCashier();
    if (when === 'after paying') await here.pay();
    await pulls(here, 'wechat-cashier', 'killed');
    await startsCold(here, '1001');
    const said = state === 'paid' ? '有一笔缴费有了结果' : '有一笔账单还没付完';
    await here.at('resume-banner').filter({ hasText: said }).waitFor();
    await looks(here, 'usual', `home-killed-${state}`);
    await here.tap('resume-banner');
    await here.sees(state);
    if (state === 'unpaid') {
      await taps(here, 'result-continue', 'wechat-cashier');
      await here.payAndReturn();
      await here.sees('paid');
    }
    expect(numbersOn(world, billId)).toHaveLength(1);
    expect(sides(world, billId)).toMatchObject(PAID);
  },
  WALK_MS,
);

it.each(LOOKS)(
  'takes the cash and the insurance fails: the cash comes back by itself, then it is paid anew: %s',
  async (look, options) => {
    const { here, billId } = await inCashier(options);
    await pulls(here, 'wechat-cashier', 'insurance-fails');
    await here.cashier.getByTestId('cashier-fail-reason').waitFor();
    await looks(here, look, 'cashier-half');
    await here.cashier.getByTestId('cashier-done').click();
    await here.sees('refunding');
    expect(await here.read('result-title')).toBe('医保支付未成功，自费部分会自动退回');
    await looks(here, look, 'half');
    expect(await here.at('result-again').count()).toBe(0);
    expect(await here.at('result-continue').count()).toBe(0);
    await here.tap('result-home');
    await here.at('resume-banner').waitFor();
    await looks(here, look, 'home-half');
    await here.tap('resume-banner');
    await here.sees('refunding');
    await later(world.sandbox, 2 * MINUTE);
    await here.page.clock.fastForward(MINUTE);
    await here.sees('refunded');
    await looks(here, look, 'half-returned');
    expect(sides(world, billId)).toMatchObject({
      ...{ ours: 'failed', mixed: 'FAIL', cash: 'REFUND', refund: 'SUCCESS', refunded: 10_000 },
      ...{ booked: [], bill: 'unpaid' },
    });
    await here.tap('result-again');
    await here.reaches('bills');
    await here.page.locator(`[data-testid="bill-card"][data-bill-id="${billId}"]`).click();
    await here.tap('bill-pay');
    await here.at('checkout-pay').waitFor();
    await toOwnCashier(here);
    await here.payAndReturn();
    await here.sees('paid');
    expect(numbersOn(world, billId)).toHaveLength(2);
    expect(sides(world, billId)).toMatchObject({ ...PAID, booked: [[10_000, 32_400]] });
  },
  WALK_MS,
);

it(
  'takes nothing where the insurance pays all and fails: it can be paid anew',
  async () => {
    const { here, billId } = await inCashier({}, 'all-insurance');
    await pulls(here, 'wechat-cashier', 'insurance-fails');
    await here.cashier.getByTestId('cashier-done').click();
    await here.sees('closed');
    expect(await here.read('result-title')).toBe('支付失败');
    expect(await here.read('result-state')).toContain('没有扣款');
    await looks(here, 'usual', 'insurance-failed');
    expect(sides(world, billId)).toMatchObject({ mixed: 'FAIL', cash: 'absent', bill: 'unpaid' });
  },
  WALK_MS,
);

it(
  'has too little money in it: the patient reads so there, and nothing is taken',
  async () => {
    const { here, billId } = await inCashier();
    await pulls(here, 'wechat-cashier', 'insufficient');
    await here.cashier.getByTestId('cashier-error').filter({ hasText: '余额不足' }).waitFor();
    await looks(here, 'usual', 'insufficient');
    await here.tap('cashier-back');
    await here.sees('unpaid');
    expect(sides(world, billId)).toMatchObject({ ours: 'payable', mixed: 'CREATED' });
  },
  WALK_MS,
);

it.each(LOOKS)(
  'is missing in an old WeChat: it asks for a newer one, and never for another way: %s',
  async (look, options) => {
    const levers = { ...options.levers, medins: 'absent' };
    const { here, billId } = await atCheckout(world, 'insurance-and-cash', { ...options, levers });
    await here.tap('checkout-pay');
    await sayYes(here, here.page.getByText('请更新微信'));
    await here.sees('unpaid');
    expect(await here.read('result-title')).toBe('请更新微信');
    await looks(here, look, 'old-wechat');
    expect(await over(here, 'authorisation').count()).toBe(0);
    expect(sides(world, billId)).toMatchObject({ ours: 'authorising', mixed: 'absent' });
    expect(await here.at('result-continue').count()).toBe(0);
  },
  WALK_MS,
);

it.each(LOOKS)(
  'is not permitted to the hospital: it says so, and the order stays unpaid: %s',
  async (look, options) => {
    const levers = { ...options.levers, medins: 'denied' };
    const { here, billId } = await atCheckout(world, 'insurance-and-cash', { ...options, levers });
    await taps(here, 'checkout-pay', 'authorisation');
    await here.cashier.getByTestId('authorise-agree').click();
    await here.page.getByText('医院尚未开通这项支付').first().waitFor();
    await here.sees('unpaid');
    await looks(here, look, 'not-permitted');
    expect(await over(here, 'wechat-cashier').count()).toBe(0);
    expect(sides(world, billId)).toMatchObject({ ours: 'payable', mixed: 'CREATED' });
  },
  WALK_MS,
);

async function half(here: Phone): Promise<void> {
  await pulls(here, 'wechat-cashier', 'insurance-fails');
  await here.cashier.getByTestId('cashier-done').click();
}

it(
  'takes the cash while the bureau is silent: it confirms on, and offers no second payment',
  async () => {
    const { here, billId } = await inCashier();
    world.sandbox.world.hospital.setBureauDown(true);
    await half(here);
    await here.sees('confirming');
    await here.timePasses('result-refresh');
    await looks(here, 'usual', 'half-unsure');
    expect(await here.at('result-again').count()).toBe(0);
    expect(await here.at('result-continue').count()).toBe(0);
    world.sandbox.world.hospital.setBureauDown(false);
    await later(world.sandbox, 10 * MINUTE, 5);
    await here.tap('result-refresh');
    await here.sees('refunded');
    expect(sides(world, billId)).toMatchObject({ ours: 'failed', cash: 'REFUND' });
  },
  WALK_MS,
);
