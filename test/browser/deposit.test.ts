/**
 * The inpatient deposit in a real Chromium: topping up in cash, and what is left going back across the
 * top-ups after discharge; with a fault on the way.
 */
import { browserWorld } from '../support/browser-world';
import { bindByPhone } from '../support/payer';
import type { Phone, PhoneOptions } from '../support/phone-driver';
import { LOOKS, looksRight } from '../support/phone-looks';
import { later } from '../support/refunder';
import { WANG } from '../support/sandbox';

const world = browserWorld();
const WAIT = 60_000;
const MINUTE = 60_000;
const IN_HOSPITAL = 'P00006';

beforeAll(async () => {
  await bindByPhone(world.sandbox, WANG, IN_HOSPITAL);
});

const stay = () => {
  const found = world.sandbox.world.hospital
    .admissions()
    .findLast(({ patientId }) => patientId === IN_HOSPITAL);
  if (found === undefined) throw new Error('nobody is in hospital');
  return found;
};

async function opened(options: PhoneOptions = {}): Promise<Phone> {
  const here = await world.open({ ...options, openid: WANG });
  await here.tap('home-deposit');
  await here.reaches('deposit');
  await here.at('deposit').waitFor();
  return here;
}

async function topsUp(here: Phone, chip: string): Promise<void> {
  await here.tap(`chip-${chip}`);
  await here.tap('deposit-pay');
  await here.reaches('checkout');
  await here.at('checkout-pay').waitFor();
}

it.each(LOOKS)(
  'is topped up in cash, and shows the new balance: %s',
  async (look, options) => {
    const before = stay().paidInFen;
    const here = await opened(options);
    await looksRight(here, look, 'deposit');
    await topsUp(here, '500');
    expect(await here.read('checkout-sum')).toContain('500.00');
    expect(await here.read('checkout-why-cash')).toContain('预交金不能用医保');
    await looksRight(here, look, 'deposit-checkout');
    await here.toCashier();
    await here.payAndReturn();
    await here.sees('paid');
    await looksRight(here, look, 'deposit-paid');
    expect(stay().paidInFen).toBe(before + 50_000);
    const order = world.sandbox.world.platform.engine.orders().at(-1);
    expect(order?.asked.pay_type).toBe('1');
    await here.tap('result-bills');
    await here.reaches('deposit');
    await here.at('deposit-balance').waitFor();
    const balance = ((stay().paidInFen - stay().spentFen) / 100).toFixed(2);
    expect(await here.read('deposit-balance')).toContain(balance);
  },
  WAIT,
);

it(
  'says in place what is wrong with an amount, and opens no bill',
  async () => {
    const here = await opened();
    const bills = world.sandbox.world.hospital.bills().length;
    await here.at('deposit-amount').locator('input').fill('12.345');
    await here.tap('deposit-pay');
    expect(await here.read('deposit-amount-error')).toContain('最多两位小数');
    await here.at('deposit-amount').locator('input').fill('20000.01');
    await here.tap('deposit-pay');
    expect(await here.read('deposit-amount-error')).toContain('100–20000');
    await looksRight(here, 'usual', 'deposit-wrong-amount');
    expect(world.sandbox.world.hospital.bills()).toHaveLength(bills);
  },
  WAIT,
);

it(
  'opens one bill though the first answer was lost',
  async () => {
    const here = await opened();
    const bills = world.sandbox.world.hospital.bills().length;
    world.sandbox.world.faults.plant('cloud.functions.clinic', { kind: 'garbage' });
    await here.tap('chip-1000');
    await here.tap('deposit-pay');
    await here.at('deposit-notice').waitFor();
    await here.tap('deposit-pay');
    await here.reaches('checkout');
    await here.at('checkout-pay').waitFor();
    expect(world.sandbox.world.hospital.bills()).toHaveLength(bills + 1);
  },
  WAIT,
);

it(
  'counts a top-up once, though the notice and the hospital’s answer are lost',
  async () => {
    const { faults } = world.sandbox.world;
    const before = stay().paidInFen;
    const here = await opened();
    await topsUp(here, '500');
    faults.plant('payinsurance.notice', { kind: 'lost' });
    faults.plant('his.settle', { kind: 'cut-after' });
    await here.toCashier();
    await here.payAndReturn();
    await here.sees('paid');
    await here.timePasses('result-bills');
    await here.tap('result-bills');
    await here.reaches('deposit');
    await here.at('deposit-balance').waitFor();
    const balance = ((stay().paidInFen - stay().spentFen) / 100).toFixed(2);
    expect(await here.read('deposit-balance')).toContain(balance);
    expect(stay().paidInFen).toBe(before + 50_000);
  },
  WAIT,
);

it(
  'gives back after discharge what is left, and shows each top-up on its way',
  async () => {
    const here = await opened();
    await topsUp(here, '500');
    await here.toCashier();
    await here.payAndReturn();
    await here.sees('paid');
    const { status } = await world.sandbox.request(
      `/sandbox/api/his/admissions/${stay().admissionId}/discharge`,
      {},
    );
    expect(status).toBe(200);
    await here.tap('result-bills');
    await here.at('deposit-refund-card').waitFor();
    await looksRight(here, 'usual', 'deposit-discharged');
    await here.at('deposit-refund').first().click();
    await here.at('deposit-refund-yes').first().click();
    await here.at('top-up-row').first().waitFor();
    await looksRight(here, 'usual', 'deposit-refunding');
    await later(world.sandbox, MINUTE);
    await here.at('top-up-row').first().click();
    await here.sees('refunded');
    await here.at('order-timeline').scrollIntoViewIfNeeded();
    await looksRight(here, 'usual', 'deposit-refunded');
  },
  WAIT,
);

it(
  'says clearly that a patient is not in hospital',
  async () => {
    const here = await world.open();
    await here.tap('home-deposit');
    await here.at('state-empty').waitFor();
    expect(await here.read('state-empty')).toContain('没有住院');
    await looksRight(here, 'usual', 'deposit-none');
  },
  WAIT,
);
