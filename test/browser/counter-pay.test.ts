/**
 * A clerk takes payments by 医保码 in a real Chromium, insurance first: scanned from the patient's page,
 * charged once, told where to go (one-code specification V1.0 §1.4.3.2; trap 41).
 */
import { settledLook } from '../support/counter-looks';
import { CLERK, mustCharge, pays, quoted } from '../support/counter-story';
import {
  atCounter,
  becomes,
  billed,
  charges,
  counterWorld,
  held,
  lastOn,
  numbersOn,
  PAID,
  patientsPhone,
  quotedFor,
  reads,
  stage,
  WALK_MS,
} from '../support/counter-walk';
import { calls, place } from '../support/payer';
import { at, openStaff } from '../support/staff-phone-walk';

const world = counterWorld();
const FATHER = 'P00001';
const MINUTE = 60_000;

it(
  'insurance and the code: scanned from the patient’s phone, paid in one tap',
  async () => {
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    expect(await here.read('counter-patient-name')).toBe('张*国');
    expect(await here.read('one-code-title')).toBe('一码付可以用');
    expect(await here.read('counter-charge')).toContain('100.00');
    await settledLook(here, 'quoted');
    await charges(here);
    await stage(here, 'paid').waitFor();
    await settledLook(here, 'paid');
    expect(held(world, billId)).toEqual(PAID);
    expect(await here.read('pay-pickup')).toContain('药房');
    expect(await here.read('pay-facts')).toContain(lastOn(world, billId));
    await here.tap('pay-next');
    await here.at('counter-scan').waitFor();
    expect(await here.read('counter-done')).toContain('收款成功');
    expect(await here.at('open-order').count()).toBe(1);
    await settledLook(here, 'idle');
  },
  WALK_MS,
);

it(
  'the counter is chosen once, and again when the clerk moves to another',
  async () => {
    const here = await openStaff(world, 'desk', { openid: CLERK });
    await here.at('work-counter').waitFor();
    await settledLook(here, 'desk');
    await here.tap('work-counter');
    await here.at('counter-choose').waitFor();
    await settledLook(here, 'choose');
    await here.tap('counter-C02');
    expect(await here.read('counter-name')).toBe('门诊收费2号窗口');
    await here.start({ path: '/packages/staff/pages/counter/counter' });
    expect(await here.read('counter-name')).toBe('门诊收费2号窗口');
    await here.tap('counter-change');
    await here.tap('counter-C03');
    expect(await here.read('counter-name')).toBe('急诊收费窗口');
  },
  WALK_MS,
);

it(
  'by oneself, without insurance: the whole sum by the code',
  async () => {
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await here.tap('counter-self-pay');
    await here.at('counter-charge').filter({ hasText: '424.00' }).waitFor();
    await settledLook(here, 'quoted-cash');
    await charges(here);
    await stage(here, 'paid').waitFor();
    await settledLook(here, 'paid-cash');
    expect(held(world, billId)).toEqual({ ...PAID, insurance: 'none' });
  },
  WALK_MS,
);

it(
  'all by insurance: nothing is charged, and nobody asks for the code',
  async () => {
    const charged = calls(world.sandbox, 'wechatpay.codepay');
    const { here, billId } = await quotedFor(world, 'all-insurance');
    expect(await here.at('one-code').count()).toBe(0);
    expect(await here.read('counter-charge')).toContain('医保结算 ¥73.95');
    await settledLook(here, 'quoted-insurance');
    await charges(here);
    await stage(here, 'paid').waitFor();
    await settledLook(here, 'paid-insurance');
    expect(held(world, billId)).toEqual({ ...PAID, cash: 'absent' });
    expect(calls(world.sandbox, 'wechatpay.codepay')).toBe(charged);
  },
  WALK_MS,
);

it(
  'the patient types the password on their own phone: charging, then paid',
  async () => {
    await pays(world.sandbox, 'password');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await charges(here);
    await stage(here, 'charging').waitFor();
    await settledLook(here, 'charging');
    const patient = await patientsPhone(here);
    await patient.getByTestId('one-code-confirm').click();
    await patient.getByTestId('one-code-ended').filter({ hasText: '支付成功' }).waitFor();
    await patient.context().close();
    await becomes(here, 'paid');
    expect(held(world, billId)).toEqual(PAID);
  },
  WALK_MS,
);

it(
  'a relative’s code: said so, and the main account pays',
  async () => {
    const billId = billed(world, 'insurance-and-cash', FATHER);
    const here = await atCounter(world);
    await reads(here, { openid: 'oZhangWei', patientId: FATHER });
    expect(await here.read('counter-relative')).toContain('主账户');
    expect(await here.read('counter-patient-name')).toBe('张*国');
    await settledLook(here, 'relative');
    await charges(here);
    await stage(here, 'paid').waitFor();
    expect(held(world, billId)).toEqual(PAID);
    const payer = world.sandbox.world.wechat.engine.cashOrder(lastOn(world, billId))?.openid;
    expect(payer).toBe('oZhangWei');
  },
  WALK_MS,
);

it(
  'two taps on 收款 are one charge',
  async () => {
    const charged = calls(world.sandbox, 'wechatpay.codepay');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await here.at('counter-charge').first().dblclick();
    await at(here, 'counter-pay');
    await stage(here, 'paid').waitFor();
    expect(numbersOn(world, billId)).toHaveLength(1);
    expect(calls(world.sandbox, 'wechatpay.codepay')).toBe(charged + 1);
    expect(held(world, billId)).toEqual(PAID);
  },
  WALK_MS,
);

it(
  'bills of two visits are taken one after the other, those that are left out are not paid',
  async () => {
    const older = billed(world, 'zero-insurance');
    world.sandbox.world.clock.advance(MINUTE);
    const newer = billed(world, 'insurance-and-cash');
    const here = await atCounter(world);
    await reads(here);
    await here.tap('counter-more-bills');
    await settledLook(here, 'several');
    await here.page.locator(`[data-testid="charge-bill"][data-bill-id="${older}"]`).click();
    await here.at('counter-charge').filter({ hasText: '52.30' }).waitFor();
    await here.page.locator(`[data-testid="charge-bill"][data-bill-id="${older}"]`).click();
    expect(await here.read('counter-price-notice')).toContain('至少选一张');
    await settledLook(here, 'none-picked');
    await here.page.locator(`[data-testid="charge-bill"][data-bill-id="${older}"]`).click();
    await here.at('counter-charge').filter({ hasText: '52.30' }).waitFor();
    await charges(here);
    await stage(here, 'paid').waitFor();
    expect(held(world, older)).toEqual(PAID);
    expect(numbersOn(world, newer)).toEqual([]);
  },
  WALK_MS,
);

it(
  'insurance does not pay this visit: said in a clerk’s words, and charged by oneself in one tap',
  async () => {
    const { here, billId } = await quotedFor(world, 'self-pay');
    expect(await here.read('counter-not-insured')).toContain('不能在这里用医保');
    await settledLook(here, 'not-insured');
    await charges(here);
    await stage(here, 'paid').waitFor();
    expect(held(world, billId)).toEqual({ ...PAID, insurance: 'none' });
  },
  WALK_MS,
);

describe('somebody else is taking the same bill', () => {
  it(
    'another window: nothing is charged, and it is said',
    async () => {
      await pays(world.sandbox, 'password');
      const { here, billId } = await quotedFor(world, 'insurance-and-cash');
      const { charge } = await quoted(world.sandbox, [billId]);
      await mustCharge(world.sandbox, { ...charge, counterNo: 'C02' });
      await here.tap('counter-charge');
      expect(await here.read('counter-notice')).toContain('有一笔收款还没办完');
      await settledLook(here, 'other-window');
      expect(numbersOn(world, billId)).toHaveLength(1);
      const { orders } = await world.sandbox.must(CLERK, 'counter', 'open', { counterNo: 'C02' });
      expect(orders).toHaveLength(1);
    },
    WALK_MS,
  );

  it(
    'the patient on their own phone: nothing is charged, and it is said',
    async () => {
      const { here, billId } = await quotedFor(world, 'insurance-and-cash');
      const { orderNo } = await place(world.sandbox, [billId]);
      await here.tap('counter-charge');
      expect(await here.read('counter-notice')).toContain('可能正在手机上付');
      await settledLook(here, 'patient-pays');
      expect(numbersOn(world, billId)).toEqual([orderNo]);
    },
    WALK_MS,
  );

  it(
    'the same window on another phone: the payment is gone on with, not begun anew',
    async () => {
      await pays(world.sandbox, 'password');
      const { here, billId } = await quotedFor(world, 'insurance-and-cash');
      const { charge } = await quoted(world.sandbox, [billId]);
      const { orderNo } = await mustCharge(world.sandbox, charge);
      await charges(here);
      await stage(here, 'charging').waitFor();
      expect(await here.read('pay-facts')).toContain(orderNo);
      expect(numbersOn(world, billId)).toEqual([orderNo]);
    },
    WALK_MS,
  );
});

it(
  'in English',
  async () => {
    const billId = billed(world, 'insurance-and-cash');
    const here = await world.open({ openid: CLERK });
    await here.tap('home-settings');
    await here.reaches('settings');
    await here.tap('language-en');
    await here.start({ path: '/packages/staff/pages/counter/counter' });
    await here.tap('counter-C01');
    await reads(here);
    await settledLook(here, 'english-quoted');
    await charges(here);
    await stage(here, 'paid').waitFor();
    await settledLook(here, 'english-paid');
    expect(held(world, billId)).toEqual(PAID);
  },
  WALK_MS,
);

it(
  'what was done at the counter stands in the records in a clerk’s words',
  async () => {
    const here = await openStaff(world, 'audit', { openid: CLERK });
    await here.at('audit-line').first().waitFor();
    const said = (await here.at('audit-line').allInnerTexts()).join('\n');
    expect(said).toContain('窗口扫医保码');
    expect(said).toContain('窗口收款');
    expect(said).not.toContain('其他操作');
    await settledLook(here, 'audit');
  },
  WALK_MS,
);
