/**
 * A clerk at a counter in a real Chromium where the code pays nothing: not signed, suspended, too little
 * money, a number of §1.7, no such code; other cash, or the patient leaves (one-code specification V1.0
 * §1.5.1, §1.7; money rules 7 and 12).
 */
import { settledLook } from '../support/counter-looks';
import { pays, shownCode, types } from '../support/counter-story';
import {
  atCounter,
  becomes,
  billed,
  charges,
  counterWorld,
  held,
  isSure,
  lastOn,
  numberNext,
  numbersOn,
  PAID,
  passes,
  quotedFor,
  reads,
  records,
  scans,
  stage,
  TENDERED,
  WALK_MS,
} from '../support/counter-walk';
import { lever } from '../support/medins-story';
import { ZHANG } from '../support/sandbox';
import { at, openStaff, type } from '../support/staff-phone-walk';

const world = counterWorld();
const MINUTE = 60_000;
const SUSPENDED = { openid: ZHANG, status: 'suspended', reason: '账户已被支付机构暂停' };

it(
  'not signed: said, nothing can be charged; signed meanwhile: asked again and paid',
  async () => {
    await lever(world.sandbox, 'onecode/users', { openid: ZHANG, status: 'unsigned' });
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    expect(await here.read('one-code-title')).toBe('患者没有签约一码付');
    await settledLook(here, 'unsigned');
    await here.tap('counter-charge');
    expect(numbersOn(world, billId)).toEqual([]);
    await lever(world.sandbox, 'onecode/users', { openid: ZHANG, status: 'signed' });
    await here.tap('counter-again');
    await here.at('one-code-title').filter({ hasText: '可以用' }).waitFor();
    await charges(here);
    await becomes(here, 'paid');
    expect(held(world, billId)).toEqual(PAID);
  },
  WALK_MS,
);

it(
  'suspended: its reason is shown before anything is charged',
  async () => {
    await lever(world.sandbox, 'onecode/users', SUSPENDED);
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    expect(await here.read('one-code')).toContain('账户已被支付机构暂停');
    await settledLook(here, 'suspended');
    expect(numbersOn(world, billId)).toEqual([]);
  },
  WALK_MS,
);

it(
  'suspended between price and charge: other cash, recorded with its receipt',
  async () => {
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await lever(world.sandbox, 'onecode/users', SUSPENDED);
    await charges(here);
    await becomes(here, 'tender');
    expect(await here.read('pay-why')).toContain('一码付暂时不能用');
    await settledLook(here, 'tender-suspended');
    await here.tap('tender-submit');
    expect(await here.read('tender-kind-error')).toContain('请选');
    await type(here, 'tender-receipt', '收据一号');
    await here.tap('tender-submit');
    expect(await here.read('tender-receipt-error')).toContain('只能填');
    await settledLook(here, 'tender-errors');
    await records(here, 'notes', 'SJ-0017');
    await becomes(here, 'paid');
    await settledLook(here, 'paid-notes');
    expect(await here.read('pay-facts')).toContain('SJ-0017');
    expect(held(world, billId)).toEqual({ ...TENDERED, cash: 'absent' });
  },
  WALK_MS,
);

it(
  'not enough money on the account: the patient pays with a bank card',
  async () => {
    await pays(world.sandbox, 'insufficient');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await charges(here);
    await becomes(here, 'tender');
    expect(await here.read('pay-why')).toContain('余额');
    await settledLook(here, 'tender-not-enough');
    await records(here, 'bank-card', 'POS-20261122-01');
    await becomes(here, 'paid');
    expect(await here.read('pay-facts')).toContain('银行卡');
    expect(held(world, billId)).toMatchObject({ insurance: 'settled', booked: 1 });
  },
  WALK_MS,
);

it(
  'nobody takes other cash in time: the insurance is taken back, and it is said',
  async () => {
    await pays(world.sandbox, 'insufficient');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await charges(here);
    await becomes(here, 'tender');
    await passes(world, here, 13 * MINUTE, 6);
    await becomes(here, 'over');
    await settledLook(here, 'over-late');
    expect(held(world, billId)).toMatchObject({ insurance: 'reversed', booked: 0 });
  },
  WALK_MS,
);

it(
  'the patient leaves while the password is asked for: all is taken back, the bill stays to be paid',
  async () => {
    await pays(world.sandbox, 'password');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await charges(here);
    await stage(here, 'charging').waitFor();
    await here.tap('pay-give-up');
    await here.at('pay-give-up-sure-no').first().click({ trial: true });
    await settledLook(here, 'give-up-sure');
    await here.tap('pay-give-up-sure-no');
    await here.tap('pay-give-up');
    await isSure(here, 'pay-give-up-sure');
    await becomes(here, 'over');
    await settledLook(here, 'over');
    expect(held(world, billId)).toEqual({ cash: 'REVOKED', insurance: 'reversed', booked: 0 });
    await pays(world.sandbox, 'at-once');
    await here.tap('pay-again');
    await reads(here);
    await charges(here);
    await becomes(here, 'paid');
    expect(held(world, billId)).toEqual(PAID);
  },
  WALK_MS,
);

it(
  'the clerk takes other cash while the password is asked for, and the code pays nothing any more',
  async () => {
    await pays(world.sandbox, 'password');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await charges(here);
    await here.tap('pay-other');
    await here.at('pay-other-sure-yes').first().click({ trial: true });
    await settledLook(here, 'other-sure');
    await isSure(here, 'pay-other-sure');
    await becomes(here, 'tender');
    await settledLook(here, 'tender');
    await expect(types(world.sandbox, lastOn(world, billId), 'confirm')).rejects.toThrow();
    await records(here, 'other', 'QT-1');
    await becomes(here, 'paid');
    expect(held(world, billId)).toEqual(TENDERED);
    const path = `/packages/staff/pages/order/order?orderNo=${lastOn(world, billId)}`;
    await here.start({ path });
    await here.at('order-detail').waitFor();
    const told = await here.page.locator('body').innerText();
    expect(told).toContain('已用其他方式收取自费部分');
    expect(told).not.toContain('有新的记录');
    await settledLook(here, 'order-tender');
  },
  WALK_MS,
);

it(
  'no such code, one that is over its time, and digits that can be none',
  async () => {
    billed(world, 'insurance-and-cash');
    const here = await atCounter(world);
    await here.tap('counter-read');
    expect(await here.read('counter-code-error')).toContain('请输入');
    await type(here, 'counter-code', '33#');
    await here.tap('counter-read');
    expect(await here.read('counter-code-error')).toContain('对照患者手机');
    await settledLook(here, 'typed-wrong');
    await scans(here, '3399999999999999999999999999');
    await here.at('counter-notice').filter({ hasText: '没有认出这个医保码' }).waitFor();
    await settledLook(here, 'code-unknown');
    const old = await shownCode(world.sandbox);
    world.sandbox.world.clock.advance(5 * MINUTE);
    await scans(here, old);
    await here.at('counter-notice').filter({ hasText: '医保码已过期' }).waitFor();
    await settledLook(here, 'code-expired');
    await type(here, 'counter-code', await shownCode(world.sandbox));
    await here.tap('counter-read');
    await here.at('counter-quote').waitFor();
  },
  WALK_MS,
);

it(
  'the reading is over its time before 收款: nothing is charged, the code is scanned again',
  async () => {
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    for (const { scanId } of world.sandbox.world.hospital.counter.readings()) {
      world.sandbox.world.hospital.counter.expireReading(scanId);
    }
    await here.tap('counter-charge');
    await here.at('counter-notice').filter({ hasText: '没有收款' }).waitFor();
    await settledLook(here, 'reading-over');
    expect(numbersOn(world, billId)).toEqual([]);
  },
  WALK_MS,
);

it(
  'the hospital has changed the sum meanwhile: the new one is shown, and nothing was charged',
  async () => {
    const { here, billId } = await quotedFor(world, 'self-pay');
    await lever(world.sandbox, `his/bills/${billId}/amount`, { totalFen: 170_000 });
    await here.tap('counter-charge');
    await here.at('counter-notice').filter({ hasText: '金额有变化' }).waitFor();
    await here.at('counter-charge').filter({ hasText: '1700.00' }).waitFor();
    await settledLook(here, 'changed');
    expect(numbersOn(world, billId)).toEqual([]);
  },
  WALK_MS,
);

it.each([
  [500084, '查得太勤了', '没有扣款'],
  [-6, '限流', '没有扣款'],
  [500316, '医院代码不对', '信息科'],
])(
  'the centre answers %i to the question: its words, its number, and once more',
  async (code, title, text) => {
    await numberNext(world.sandbox, 'status', code);
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    expect(await here.read('one-code-title')).toContain(title);
    expect(await here.read('one-code')).toContain(text);
    expect(await here.read('one-code-number')).toContain(String(code));
    await settledLook(here, `number${String(code)}`);
    await here.tap('counter-again');
    await here.at('one-code-title').filter({ hasText: '可以用' }).waitFor();
    await charges(here);
    await becomes(here, 'paid');
    expect(held(world, billId)).toEqual(PAID);
  },
  WALK_MS,
);

it(
  'the centre gives no certificate (500243): not charged, its words and its number, other cash',
  async () => {
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await numberNext(world.sandbox, 'certificate', 500243);
    await charges(here);
    await becomes(here, 'tender');
    expect(await here.read('pay-why')).toContain('没有在这个应用里签约一码付');
    expect(await here.read('pay-why')).toContain('500243');
    await settledLook(here, 'tender-number500243');
    await records(here, 'notes', 'SJ-0018');
    await becomes(here, 'paid');
    expect(held(world, billId)).toEqual({ ...TENDERED, cash: 'absent' });
  },
  WALK_MS,
);

it(
  'somebody who owes nothing',
  async () => {
    const here = await atCounter(world);
    await scans(here, await shownCode(world.sandbox));
    await here.at('counter-notice').filter({ hasText: '没有要缴的账单' }).waitFor();
    await settledLook(here, 'no-bills');
  },
  WALK_MS,
);

it(
  'whoever is no staff sees nothing, and is led to the code of invitation',
  async () => {
    const here = await openStaff(world, 'counter', { openid: ZHANG });
    await here.at('state-error').waitFor();
    expect(await here.at('counter-scan').count()).toBe(0);
    await settledLook(here, 'no-staff');
    await here.tap('state-action');
    await at(here, 'join');
    await here.start({ path: '/packages/staff/pages/desk/desk' });
    await here.at('state-error').waitFor();
    expect(await here.at('work-counter').count()).toBe(0);
  },
  WALK_MS,
);
