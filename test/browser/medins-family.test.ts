/**
 * Whose insurance it is, in a real Chromium: a relative's bill, a relative who is not bound, a card that is
 * not activated, a patient in hospital (facts of 2.0 "authorisation"; money rule 15).
 */
import { browserWorld } from '../support/browser-world';
import { lever } from '../support/medins-story';
import {
  agrees,
  atCheckout,
  looks,
  numbersOn,
  sides,
  stands,
  taps,
  toBillOf,
  toCheckoutOf,
  toOwnCashier,
  WALK_MS,
} from '../support/medins-walk';
import { bindByPhone } from '../support/payer';
import type { Phone, PhoneOptions } from '../support/phone-driver';
import { LOOKS } from '../support/phone-looks';
import { WANG, ZHANG, ZHANG_PATIENT } from '../support/sandbox';

const world = browserWorld({ channel: 'medins' });

const SON = 'oZhangWei';
const SON_PATIENT = 'P00006';
const CHILD = 'P00002';
const MINUTE = 60_000;
const PAID = { ours: 'paid', mixed: 'SUCCESS', upload: 'settled', bill: 'settled' };
const UNSENT = { mixed: 'absent', cash: 'absent', bill: 'unpaid' };
/** Fees that the bureau did not take, and fees that it did. */
const ENDS = {
  upload: { ...UNSENT, ours: 'rejected', upload: 'none' },
  price: { ...UNSENT, ours: 'closed', upload: 'revoked' },
};

beforeAll(async () => {
  const { sandbox } = world;
  const bound = [
    [ZHANG, CHILD],
    [SON, SON_PATIENT],
    [SON, ZHANG_PATIENT],
    [WANG, ZHANG_PATIENT],
  ] as const;
  for (const [openid, patientId] of bound) {
    // the hospital sends one code a minute to one telephone
    sandbox.world.clock.advance(MINUTE);
    await bindByPhone(sandbox, openid, patientId);
  }
}, WALK_MS);

/** A fresh bill of that patient, opened on that person's phone. */
async function billOf(
  patientId: string,
  story: string,
  options: PhoneOptions,
): Promise<{ readonly here: Phone; readonly billId: string }> {
  const { billId } = world.sandbox.world.hospital.issueStory(story, patientId);
  const here = await world.open(options);
  await toCheckoutOf(here, patientId, billId);
  return { here, billId };
}

function askedOf(billId: string) {
  const outTradeNo = numbersOn(world, billId).at(-1) ?? '';
  const order = world.sandbox.world.wechat.engine.order({ outTradeNo });
  return {
    forRelative: order?.asked['pay_for_relatives'],
    payer: order?.payer,
    relative: order?.relative,
  };
}

it.each(LOOKS)(
  'a grandfather pays his granddaughter’s bill with her insurance: %s',
  async (look, options) => {
    const { here, billId } = await billOf(CHILD, 'child', options);
    await looks(here, look, 'child-checkout');
    expect(await here.at('pay-with-insurance').count()).toBe(1);
    await taps(here, 'checkout-pay', 'authorisation');
    expect(await here.cashier.getByTestId('authorise-relatives').innerText()).toContain('李*妹');
    await agrees(here);
    await stands(here, 'wechat-cashier');
    await looks(here, look, 'child-cashier');
    await here.payAndReturn();
    await here.sees('paid');
    await looks(here, look, 'child-paid');
    expect(sides(world, billId)).toMatchObject(PAID);
    expect(askedOf(billId)).toEqual({ forRelative: true, payer: '**国', relative: '**妹' });
  },
  WALK_MS,
);

it(
  'a son pays his father’s bill',
  async () => {
    const { here, billId } = await billOf(ZHANG_PATIENT, 'insurance-and-cash', { openid: SON });
    await toOwnCashier(here);
    await looks(here, 'usual', 'son-cashier');
    await here.payAndReturn();
    await here.sees('paid');
    expect(sides(world, billId)).toMatchObject(PAID);
    expect(askedOf(billId)).toEqual({ forRelative: true, payer: '*伟', relative: '**国' });
  },
  WALK_MS,
);

it.each(LOOKS)(
  'a relative whom the insurance does not know: it says so, and cash is still open: %s',
  async (look, options) => {
    const relative = { openid: ZHANG, patientId: CHILD };
    await lever(world.sandbox, 'bureau/relatives', { ...relative, bound: false });
    const { here, billId } = await billOf(CHILD, 'child', options);
    await taps(here, 'checkout-pay', 'authorisation');
    await agrees(here);
    await here.page.getByText('医保里没有绑定这位亲属').first().waitFor();
    await looks(here, look, 'relative-unknown');
    expect(sides(world, billId)).toMatchObject({ ours: 'authorising', upload: 'none' });
    await here.tap('pay-with-cash');
    await here.page.getByText('去支付 ¥88.30').first().waitFor();
    await taps(here, 'checkout-pay', 'wechat-cashier');
    await here.payAndReturn();
    await here.sees('paid');
    expect(sides(world, billId)).toMatchObject({ ...PAID, type: 'CASH_ONLY', upload: 'none' });
    await lever(world.sandbox, 'bureau/relatives', { ...relative, bound: true });
  },
  WALK_MS,
);

it.each(LOOKS)(
  'a wife without an activated card activates it on the way, and pays for her husband: %s',
  async (look, options) => {
    await lever(world.sandbox, 'bureau/cards', { openid: WANG, bound: false });
    const asWang = { ...options, openid: WANG };
    const { here, billId } = await billOf(ZHANG_PATIENT, 'insurance-and-cash', asWang);
    await taps(here, 'checkout-pay', 'authorisation');
    await looks(here, look, 'card-unbound');
    await here.cashier.getByTestId('authorise-refuse').click();
    await here.page.getByText('还没有授权，没有扣款').first().waitFor();
    await taps(here, 'checkout-pay', 'authorisation');
    await here.cashier.getByTestId('authorise-bind').click();
    await agrees(here);
    await stands(here, 'wechat-cashier');
    await here.payAndReturn();
    await here.sees('paid');
    expect(sides(world, billId)).toMatchObject(PAID);
    expect(askedOf(billId)).toMatchObject({ payer: '**英', relative: '**国' });
  },
  WALK_MS,
);

it.each([
  ['a card that was unbound meanwhile', 'upload', 'CARD_NOT_BOUND', '医保电子凭证'],
  ['a patient in another hospital', 'upload', 'IN_HOSPITAL', '住院'],
  ['fees that insurance has settled already', 'price', 'INSURANCE_SETTLED', '请不要再付款'],
  ['sums that do not fit', 'price', 'AMOUNT_MISMATCH', '收费窗口'],
] as const)(
  '%s: the order is withdrawn, and the patient reads why',
  async (_what, at, why, words) => {
    const { here, billId } = await atCheckout(world, 'insurance-and-cash');
    await lever(world.sandbox, 'bureau/fail-next', { at, why });
    await taps(here, 'checkout-pay', 'authorisation');
    await agrees(here);
    await here.sees('closed');
    await looks(here, 'usual', `refused-${why}`);
    expect(await here.read('result-state')).toContain(words);
    const again = await here.at('result-again').count();
    expect(again).toBe(why === 'INSURANCE_SETTLED' ? 0 : 1);
    expect(sides(world, billId)).toMatchObject(ENDS[at]);
  },
  WALK_MS,
);

it.each(LOOKS)(
  'a patient in hospital reads before any permission that only cash pays, and pays so: %s',
  async (look, options) => {
    const asSon = { ...options, openid: SON };
    const { billId } = world.sandbox.world.hospital.issueStory('insurance-and-cash', SON_PATIENT);
    const here = await world.open(asSon);
    await toBillOf(here, SON_PATIENT, billId);
    const told = here.page.getByText('住院期间不能用门诊医保').filter({ visible: true });
    await told.waitFor();
    await looks(here, look, 'in-hospital-bill');
    await here.tap('bill-pay');
    await here.reaches('checkout');
    await told.waitFor();
    await here.page.getByText('去支付 ¥424.00').filter({ visible: true }).waitFor();
    await looks(here, look, 'in-hospital-checkout');
    await taps(here, 'checkout-pay', 'wechat-cashier');
    await here.payAndReturn();
    await here.sees('paid');
    expect(sides(world, billId)).toMatchObject({ ...PAID, type: 'CASH_ONLY', upload: 'none' });
  },
  WALK_MS,
);

it.each(LOOKS)(
  'a bill that the hospital bears meanwhile: the permission is given back, one tap books it: %s',
  async (look, options) => {
    const { here, billId } = await billOf(ZHANG_PATIENT, 'insurance-and-cash', options);
    await taps(here, 'checkout-pay', 'authorisation');
    world.sandbox.world.hospital.waiveBill(billId);
    await agrees(here);
    await here.sees('closed');
    await looks(here, look, 'nothing-to-pay');
    expect(await here.read('result-state')).toContain('这张账单不用付钱了');
    expect(sides(world, billId)).toMatchObject(ENDS.price);
    await here.tap('result-again');
    await here.reaches('bills');
    await here.page.locator(`[data-testid="bill-card"][data-bill-id="${billId}"]`).click();
    await here.tap('bill-pay');
    await here.reaches('checkout');
    await here.page.getByText('确认，不用付钱').first().waitFor();
    for (const asked of ['怎样支付', '提供大概位置']) {
      expect(await here.page.getByText(asked).filter({ visible: true }).count()).toBe(0);
    }
    await looks(here, look, 'nothing-to-pay-checkout');
    await here.tap('checkout-pay');
    await here.sees('paid');
    expect(await here.read('result-state')).toContain('已办好，不用付钱');
    expect(sides(world, billId)).toMatchObject({ ours: 'not-needed', bill: 'settled' });
  },
  WALK_MS,
);
