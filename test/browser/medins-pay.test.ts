/**
 * A patient pays by 移动医保支付 2.0 in a real Chromium: checkout, permission, WeChat's own cashier, result,
 * order (facts of 2.0 "authorisation", "on the phone"); each way of sharing the cost once.
 */
import { browserWorld } from '../support/browser-world';
import { lever } from '../support/medins-story';
import {
  agrees,
  atCheckout,
  looks,
  sides,
  stands,
  taps,
  toOwnCashier,
  WALK_MS,
} from '../support/medins-walk';
import { LOOKS } from '../support/phone-looks';
import { sayYes } from '../support/phone-register';

const world = browserWorld({ channel: 'medins' });

const PAID = { ours: 'paid', mixed: 'SUCCESS', bill: 'settled' };

it.each(LOOKS)(
  'insurance and cash, and finds it among the orders: %s',
  async (look, options) => {
    const { here, billId } = await atCheckout(world, 'insurance-and-cash', options);
    expect(await here.read('checkout-sum')).toContain('100.00');
    await looks(here, look, 'checkout');
    await taps(here, 'checkout-pay', 'authorisation');
    await looks(here, look, 'authorisation');
    expect(sides(world, billId)).toMatchObject({ ours: 'authorising', mixed: 'absent' });
    await agrees(here);
    await stands(here, 'wechat-cashier');
    await looks(here, look, 'cashier');
    expect(sides(world, billId)).toMatchObject({ mixed: 'CREATED', upload: 'priced' });
    await here.payAndReturn();
    await here.sees('paid');
    await looks(here, look, 'paid');
    expect(await here.read('result-pickup')).toContain('取药');
    expect(sides(world, billId)).toMatchObject({
      ...{ ...PAID, type: 'CASH_AND_INSURANCE', cash: 'SUCCESS', upload: 'settled' },
      booked: [[10_000, 32_400]],
    });
    await here.tap('result-home');
    await here.reaches('home');
    await here.tap('home-orders');
    await here.at('order-card').first().waitFor();
    expect(await here.at('order-card').first().innerText()).toContain('已支付');
    await looks(here, look, 'orders');
    await here.at('order-card').first().click();
    await here.sees('paid');
    await here.at('order-timeline').scrollIntoViewIfNeeded();
    await looks(here, look, 'order');
  },
  WALK_MS,
);

it.each(LOOKS)(
  'is told why before WeChat asks whether to leave: %s',
  async (look, options) => {
    const { here, billId } = await atCheckout(world, 'insurance-and-cash', options);
    await here.at('checkout-place').scrollIntoViewIfNeeded();
    await here.tap('checkout-pay');
    const question = here.page.getByText('即将打开“医保授权');
    await sayYes(here, question);
    await here.at('checkout-notice').waitFor();
    await looks(here, look, 'asks-to-leave');
    expect(await here.read('checkout-notice')).toContain('医保支付需要您授权');
    await here.page.getByTestId('wx-modal-cancel').click();
    await here.page.getByText('还没有授权，没有扣款').first().waitFor();
    await looks(here, look, 'did-not-leave');
    expect(sides(world, billId)).toMatchObject({ ours: 'authorising', mixed: 'absent' });
  },
  WALK_MS,
);

it.each([
  ['all by insurance', 'all-insurance', 'INSURANCE_ONLY', 'absent', [[0, 7_395]]],
  ['0-yuan insurance', 'zero-insurance', 'CASH_AND_INSURANCE', 'SUCCESS', [[5_230, 0]]],
  [
    'with what is added and reduced',
    'cash-added-and-reduced',
    'CASH_AND_INSURANCE',
    'SUCCESS',
    [[5_530, 7_500]],
  ],
] as const)(
  '%s',
  async (_what, story, type, cash, booked) => {
    const { here, billId } = await atCheckout(world, story);
    await looks(here, 'usual', `${story}-checkout`);
    await toOwnCashier(here);
    await looks(here, 'usual', `${story}-cashier`);
    await here.payAndReturn();
    await here.sees('paid');
    await looks(here, 'usual', `${story}-paid`);
    expect(sides(world, billId)).toMatchObject({ ...PAID, type, cash, upload: 'settled', booked });
  },
  WALK_MS,
);

it(
  'all by oneself, without any permission',
  async () => {
    const { here, billId } = await atCheckout(world, 'self-pay');
    expect(await here.read('checkout-why-cash')).toContain('不能用手机医保');
    await looks(here, 'usual', 'self-pay-checkout');
    await taps(here, 'checkout-pay', 'wechat-cashier');
    await looks(here, 'usual', 'self-pay-cashier');
    await here.payAndReturn();
    await here.sees('paid');
    await looks(here, 'usual', 'self-pay-paid');
    expect(sides(world, billId)).toMatchObject({
      ...{ ...PAID, type: 'CASH_ONLY', cash: 'SUCCESS', upload: 'none', booked: [[162_800, 0]] },
    });
  },
  WALK_MS,
);

it(
  'nothing, for a bill of zero yuan: no permission, no cashier',
  async () => {
    const { here, billId } = await atCheckout(world, 'fully-reduced');
    await here.tap('checkout-pay');
    await here.sees('paid');
    expect(sides(world, billId)).toMatchObject({
      mixed: 'absent',
      upload: 'none',
      bill: 'settled',
    });
  },
  WALK_MS,
);

describe('a split that the bureau decides otherwise', () => {
  it.each(LOOKS)(
    'is read again before it is paid: %s',
    async (look, options) => {
      const { here, billId } = await atCheckout(world, 'insurance-and-cash', options);
      await lever(world.sandbox, 'bureau/price-differs', { byFen: 1_500 });
      await taps(here, 'checkout-pay', 'authorisation');
      await agrees(here);
      await here.page.getByText('医保结算结果已确定').first().waitFor();
      await looks(here, look, 'fixed');
      expect(await here.read('checkout-sum')).toContain('115.00');
      expect(await here.read('checkout-pay')).toContain('115.00');
      await taps(here, 'checkout-pay', 'wechat-cashier');
      expect(await here.cashier.getByTestId('cashier-cash').innerText()).toContain('115.00');
      await here.payAndReturn();
      await here.sees('paid');
      expect(sides(world, billId)).toMatchObject({ ...PAID, booked: [[11_500, 30_900]] });
    },
    WALK_MS,
  );

  it(
    'is not known before, where the bureau alone reckons',
    async () => {
      const { here, billId } = await atCheckout(world, 'online');
      await looks(here, 'usual', 'online-checkout');
      await taps(here, 'checkout-pay', 'authorisation');
      await agrees(here);
      await here.page.getByText('医保结算结果已确定').first().waitFor();
      await looks(here, 'usual', 'online-fixed');
      await taps(here, 'checkout-pay', 'wechat-cashier');
      await here.payAndReturn();
      await here.sees('paid');
      expect(sides(world, billId)).toMatchObject({ ...PAID, upload: 'settled' });
    },
    WALK_MS,
  );
});

it(
  'in English',
  async () => {
    const here = await world.open();
    await here.tap('home-settings');
    await here.reaches('settings');
    await here.tap('language-en');
    await here.start();
    const { billId } = world.sandbox.world.hospital.issueStory('insurance-and-cash');
    await here.toCheckout(billId);
    await looks(here, 'english', 'checkout');
    await taps(here, 'checkout-pay', 'authorisation');
    await here.cashier.getByTestId('authorise-refuse').click();
    await here.at('checkout-notice').waitFor();
    await looks(here, 'english', 'not-authorised');
    await toOwnCashier(here);
    await here.payAndReturn();
    await here.sees('paid');
    await looks(here, 'english', 'paid');
    expect(sides(world, billId)).toMatchObject(PAID);
  },
  WALK_MS,
);
