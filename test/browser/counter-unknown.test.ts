/**
 * A clerk at a counter in a real Chromium where nobody knows what became of the charge: its answer is lost,
 * it never arrived, the phone is offline or starts anew (money rules 1, 2, 4 and 7).
 */
import { photographed, settledLook } from '../support/counter-looks';
import { pays, recorded, types } from '../support/counter-story';
import {
  atCounter,
  becomes,
  billed,
  booked,
  charges,
  comes,
  counterWorld,
  held,
  isSure,
  lastOn,
  losesCharge,
  numbersOn,
  PAID,
  passes,
  quotedFor,
  records,
  stage,
  WALK_MS,
} from '../support/counter-walk';
import { plant } from '../support/medins-story';
import { calls } from '../support/payer';
import type { Phone } from '../support/phone-driver';
import { openStaff, type } from '../support/staff-phone-walk';

const world = counterWorld({ rules: { httpTimeoutMs: 3_000 } });
const MINUTE = 60_000;
const PAGE = '/packages/staff/pages/counter/counter';

const offline = (here: Phone, yes: boolean): Promise<unknown> =>
  here.page.evaluate(`window.__preview.setOffline(${String(yes)})`);

/** 收款 is tapped; the function does what it can, and its answer never comes to the phone. */
async function losesAnswer(here: Phone, done?: () => Promise<unknown>): Promise<void> {
  world.sandbox.world.faults.plant('cloud.functions.counter', { kind: 'timeout-after' });
  const sent = here.page.waitForRequest(/functions\/counter/);
  await here.tap('counter-charge');
  await sent;
  await done?.();
  await here.page.clock.runFor(26_000);
  await here.at('counter-notice').filter({ hasText: '正在查这笔收款' }).waitFor();
}

it(
  'the answer is lost, the cash was taken: not known, then paid, and charged once',
  async () => {
    const charged = calls(world.sandbox, 'wechatpay.codepay');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await losesCharge(world, 'timeout-after');
    await charges(here);
    await stage(here, 'charging').waitFor();
    await becomes(here, 'paid');
    expect(held(world, billId)).toEqual(PAID);
    expect(calls(world.sandbox, 'wechatpay.codepay')).toBe(charged + 1);
  },
  WALK_MS,
);

it(
  'it never arrived: proven first, then other cash is taken',
  async () => {
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await losesCharge(world, 'timeout-before');
    await charges(here);
    await stage(here, 'charging').waitFor();
    expect(await here.read('stage')).toContain('不要收现金');
    await passes(world, here, 4 * MINUTE, 6);
    await becomes(here, 'tender');
    await settledLook(here, 'tender-never-arrived');
    await records(here, 'notes', 'SJ-0019');
    await becomes(here, 'paid');
    expect(held(world, billId)).toMatchObject({ insurance: 'settled', booked: 1 });
    expect(['absent', 'REVOKED', 'CLOSED']).toContain(held(world, billId).cash);
  },
  WALK_MS,
);

it(
  'it never arrived and the patient leaves: everything is taken back',
  async () => {
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await losesCharge(world, 'timeout-before');
    await charges(here);
    await here.tap('pay-give-up');
    await isSure(here, 'pay-give-up-sure');
    await stage(here, 'ending').waitFor();
    await settledLook(here, 'ending');
    await passes(world, here, 4 * MINUTE, 6);
    await becomes(here, 'over');
    expect(held(world, billId)).toMatchObject({ insurance: 'reversed', booked: 0 });
  },
  WALK_MS,
);

it(
  'other cash is wanted while nothing is known: no money is taken before it is proven',
  async () => {
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await losesCharge(world, 'timeout-before', 50);
    await charges(here);
    await here.tap('pay-other');
    await isSure(here, 'pay-other-sure');
    await stage(here, 'tender-wait').waitFor();
    expect(await here.at('tender-form').count()).toBe(0);
    await settledLook(here, 'tender-wait');
    expect(await recorded(world.sandbox, lastOn(world, billId))).toMatchObject({ ok: false });
    world.sandbox.world.faults.clear();
    await passes(world, here, 3 * MINUTE);
    await becomes(here, 'tender');
    expect(held(world, billId)).toMatchObject({ insurance: 'settled', booked: 0 });
  },
  WALK_MS,
);

it(
  'the patient had typed the password all the same: paid, although the clerk gave it up',
  async () => {
    await pays(world.sandbox, 'password');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await charges(here);
    await plant(world.sandbox, 'wechatpay.queryCash', { kind: 'cut-before' }, 50);
    await types(world.sandbox, lastOn(world, billId), 'confirm');
    await here.tap('pay-give-up');
    await isSure(here, 'pay-give-up-sure');
    await stage(here, 'ending').waitFor();
    expect(await here.read('stage-text')).toContain('不要收现金');
    world.sandbox.world.faults.clear();
    await passes(world, here, 3 * MINUTE);
    await becomes(here, 'paid');
    expect(held(world, billId)).toEqual(PAID);
  },
  WALK_MS,
);

it(
  'offline at 收款: nothing was sent, nothing is charged by itself, and it is said',
  async () => {
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await offline(here, true);
    await here.tap('counter-charge');
    await here.at('counter-notice').filter({ hasText: '正在查这笔收款' }).waitFor();
    await settledLook(here, 'lost');
    await comes(here, here.at('counter-look'), 5_000);
    await settledLook(here, 'unsure');
    await offline(here, false);
    await here.tap('counter-look');
    await comes(here, here.at('counter-find'), 5_000);
    await here.at('counter-charge').filter({ hasText: '100.00' }).waitFor();
    await settledLook(here, 'none-found');
    expect(numbersOn(world, billId)).toEqual([]);
    await charges(here);
    await becomes(here, 'paid');
    expect(held(world, billId)).toEqual(PAID);
  },
  WALK_MS,
);

it(
  'the answer to 收款 is lost on its way to the phone: found again, not charged again',
  async () => {
    const charged = calls(world.sandbox, 'wechatpay.codepay');
    await pays(world.sandbox, 'password');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await losesAnswer(here);
    await comes(here, here.at('stage'));
    await stage(here, 'charging').waitFor();
    await types(world.sandbox, lastOn(world, billId), 'confirm');
    await becomes(here, 'paid');
    expect(calls(world.sandbox, 'wechatpay.codepay')).toBe(charged + 1);
  },
  WALK_MS,
);

it(
  'paid at once and the answer lost: the clerk is led to the receipt, and nothing is taken twice',
  async () => {
    const charged = calls(world.sandbox, 'wechatpay.codepay');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await losesAnswer(here, () => booked(world, here, billId));
    await comes(here, here.at('stage'), 5_000);
    await stage(here, 'paid').waitFor();
    await photographed(here, 'paid-unheard');
    expect(await here.read('pay-facts')).toContain(lastOn(world, billId));
    expect(calls(world.sandbox, 'wechatpay.codepay')).toBe(charged + 1);
  },
  WALK_MS,
);

it(
  'offline while the patient types the password, and back',
  async () => {
    await pays(world.sandbox, 'password');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await charges(here);
    await offline(here, true);
    await comes(here, here.at('pay-notice'));
    await settledLook(here, 'charging-offline');
    await types(world.sandbox, lastOn(world, billId), 'confirm');
    await offline(here, false);
    await becomes(here, 'paid');
    expect(await here.at('pay-notice').count()).toBe(0);
    expect(held(world, billId)).toEqual(PAID);
  },
  WALK_MS,
);

it(
  'the app dies while it is charged: gone on with from the list of what is not finished',
  async () => {
    await pays(world.sandbox, 'password');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await charges(here);
    const orderNo = lastOn(world, billId);
    await here.start({ path: PAGE });
    const row = here.page.locator(`[data-testid="open-order"][data-order-no="${orderNo}"]`);
    await row.waitFor();
    await settledLook(here, 'open');
    await row.click();
    await stage(here, 'charging').waitFor();
    await types(world.sandbox, orderNo, 'confirm');
    await becomes(here, 'paid');
    await here.tap('pay-next');
    await here.at('counter-scan').waitFor();
    expect(numbersOn(world, billId)).toEqual([orderNo]);
  },
  WALK_MS,
);

it(
  'recording the receipt is lost: the same once more records it once',
  async () => {
    await pays(world.sandbox, 'insufficient');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await charges(here);
    await becomes(here, 'tender');
    await offline(here, true);
    await records(here, 'notes', 'SJ-0020');
    await here.at('pay-notice').waitFor();
    await settledLook(here, 'record-lost');
    await offline(here, false);
    await comes(here, here.at('pay-notice').filter({ hasText: '再提交一次' }));
    await settledLook(here, 'record-again');
    await here.tap('tender-submit');
    await becomes(here, 'paid');
    expect(held(world, billId)).toMatchObject({ insurance: 'settled', booked: 1 });
  },
  WALK_MS,
);

it(
  'without a network the counter says so and goes on when it is back',
  async () => {
    const here = await openStaff(world, 'counter', { openid: 'oAdminChen' });
    await here.at('counter-choose').waitFor();
    await offline(here, true);
    await here.page.evaluate('window.__preview.pullDown()');
    await here.at('state-offline').waitFor();
    await settledLook(here, 'offline');
    await offline(here, false);
    await here.tap('state-action');
    await here.tap('counter-C01');
    await here.at('counter-scan').waitFor();
  },
  WALK_MS,
);

it(
  'the hospital’s reader is away: said, and nothing is shown of anybody',
  async () => {
    billed(world, 'insurance-and-cash');
    const here = await atCounter(world);
    world.sandbox.world.faults.plant('his.counterRead', { kind: 'cut-before' }, 3);
    await type(here, 'counter-code', '3300000000000000000000000001');
    await here.tap('counter-read');
    await here.at('counter-notice').filter({ hasText: '连不上医院系统' }).waitFor();
    await settledLook(here, 'reader-away');
    expect(await here.at('counter-patient').count()).toBe(0);
  },
  WALK_MS,
);
