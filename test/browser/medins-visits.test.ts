/**
 * Registration and the inpatient deposit by 移动医保支付 2.0 in a real Chromium: the same pages as for a bill
 * (facts of 2.0 "the order": REG_PAY, IN_HOSP_PAY).
 */
import { browserWorld } from '../support/browser-world';
import { looks, taps, toOwnCashier, WALK_MS } from '../support/medins-walk';
import { bookedOf } from '../support/medins-story';
import { bindByPhone } from '../support/payer';
import { toSlots } from '../support/phone-register';
import { ZHANG_PATIENT } from '../support/sandbox';

const world = browserWorld({ channel: 'medins' });
const SON = 'oZhangWei';
const SON_PATIENT = 'P00006';

beforeAll(() => bindByPhone(world.sandbox, SON, SON_PATIENT));

const lastOrder = () => {
  const order = world.sandbox.world.wechat.engine.mixedOrders().at(-1);
  if (order === undefined) throw new Error('the platform has no order');
  return order;
};

it(
  'a place of today is paid with insurance, and the number is read',
  async () => {
    const here = await world.open();
    await toSlots(here, { department: '全科', day: 0 });
    await here.tap('slot');
    await here.reaches('visit-confirm');
    await here.at('visit-lock').waitFor();
    await here.tap('visit-lock');
    await here.at('countdown').waitFor();
    await here.tap('visit-go');
    await here.reaches('checkout');
    await here.at('checkout-pay').waitFor();
    await looks(here, 'usual', 'register-checkout');
    await toOwnCashier(here);
    await looks(here, 'usual', 'register-cashier');
    await here.payAndReturn();
    await here.sees('paid');
    await looks(here, 'usual', 'register-paid');
    await here.tap('result-ticket');
    await here.reaches('ticket');
    const number = await here.read('ticket-number');
    const made = world.sandbox.world.hospital
      .listAppointments(ZHANG_PATIENT)
      .filter(({ source }) => source === 'here');
    expect(made).toMatchObject([{ status: 'paid', number }]);
    const { outTradeNo, asked, state } = lastOrder();
    expect([asked['order_type'], state]).toEqual(['REG_PAY', 'SUCCESS']);
    expect(bookedOf(world.sandbox, outTradeNo)).toHaveLength(1);
  },
  WALK_MS,
);

it(
  'a deposit is topped up in cash, without any permission',
  async () => {
    const stay = () =>
      world.sandbox.world.hospital
        .admissions()
        .findLast(({ patientId }) => patientId === SON_PATIENT)?.paidInFen ?? 0;
    const before = stay();
    const here = await world.open({ openid: SON });
    await here.tap('home-deposit');
    await here.at('deposit').waitFor();
    await here.tap('chip-500');
    await here.tap('deposit-pay');
    await here.reaches('checkout');
    await here.at('checkout-pay').waitFor();
    await looks(here, 'usual', 'deposit-checkout');
    await taps(here, 'checkout-pay', 'wechat-cashier');
    await looks(here, 'usual', 'deposit-cashier');
    await here.payAndReturn();
    await here.sees('paid');
    await looks(here, 'usual', 'deposit-paid');
    expect(stay()).toBe(before + 50_000);
    expect(lastOrder()).toMatchObject({ type: 'CASH_ONLY', state: 'SUCCESS' });
    expect(lastOrder().asked['order_type']).toBe('IN_HOSP_PAY');
  },
  WALK_MS,
);
