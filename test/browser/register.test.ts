/**
 * A patient registers in a real Chromium: department, doctor, time, patient, fee, cashier, ticket - with the
 * built functions, the strict platform and the hospital; once smoothly, then with what can go wrong between.
 */
import { browserWorld } from '../support/browser-world';
import { calls } from '../support/payer';
import type { Phone } from '../support/phone-driver';
import { lock, madeHere, sayYes, toSlots } from '../support/phone-register';
import { ZHANG_PATIENT } from '../support/sandbox';

const world = browserWorld();
const WAIT = 90_000;

const hospital = () => world.sandbox.world.hospital;

/** The same place after the patient has done something with it. */
const again = (appointmentId: string) =>
  madeHere(world).find((one) => one.appointmentId === appointmentId);

/** From the checkout through the cashier to the result. */
async function payAtCheckout(here: Phone): Promise<void> {
  await here.reaches('checkout');
  await here.tap('checkout-pay');
  await sayYes(here, here.page.getByTestId('cashier'));
  await here.payAndReturn();
}

/** The platform's notice never comes, and the hospital books without being able to say so. */
function unheard(): void {
  const { faults } = world.sandbox.world;
  faults.plant('payinsurance.notice', { kind: 'lost' });
  faults.plant('his.settle', { kind: 'cut-after' });
}

/** From the result to the ticket, once the hospital has been asked again. */
async function toTicket(here: Phone): Promise<void> {
  await here.sees('paid');
  await here.timePasses('result-ticket');
  await here.tap('result-ticket');
  await here.reaches('ticket');
}

it(
  'registers for today, pays with insurance, and reads the number',
  async () => {
    const here = await world.open();
    await toSlots(here, { department: '全科', day: 0 });
    expect(await here.read('slots-insurance')).toContain('可以用医保');
    await here.tap('slot');
    await here.reaches('visit-confirm');
    await here.at('visit-lock').waitFor();
    const { appointmentId } = await lock(here, world);
    expect(await here.read('countdown-clock')).toMatch(/^\d\d:\d\d$/);
    await here.picture('register-locked');
    await here.tap('visit-go');
    await payAtCheckout(here);
    await here.sees('paid');
    await here.picture('register-paid');
    await here.tap('result-ticket');
    await here.reaches('ticket');
    const number = await here.read('ticket-number');
    const made = again(appointmentId);
    expect(made).toMatchObject({ status: 'paid', number });
    expect(await here.read('ticket-place')).toBe(made?.place);
    await here.picture('register-ticket');
  },
  WAIT,
);

it(
  'keeps a place of a later day, pays nothing, and finds it among the appointments',
  async () => {
    const here = await world.open();
    await toSlots(here, { department: '消化', day: 3 });
    expect(await here.read('slots-insurance')).toContain('医保只付当天的号');
    expect(await here.at('slot-insurance').first().innerText()).toContain('当天再付');
    const orders = world.sandbox.world.platform.engine.orders().length;
    await here.tap('slot');
    await here.at('visit-lock').waitFor();
    const { appointmentId } = await lock(here, world);
    await here.tap('visit-go');
    await sayYes(here, here.page.getByText('号已留好').first());
    await here.picture('register-kept');
    expect(again(appointmentId)).toMatchObject({ status: 'kept' });
    expect(world.sandbox.world.platform.engine.orders()).toHaveLength(orders);
    await here.tap('state-action');
    await here.reaches('appointments');
    await here.at('appointment').first().waitFor();
    await here.tap('appointment-drop');
    await here.tap('drop-yes');
    await here.page.getByText('预约已取消').first().waitFor();
    expect(again(appointmentId)).toMatchObject({ status: 'cancelled' });
  },
  WAIT,
);

it(
  'picks up the number of an appointment made elsewhere',
  async () => {
    const here = await world.open();
    await here.tap('home-appointments');
    await here.reaches('appointments');
    const today = here.page.getByText('去支付并取号').first();
    await today.waitFor();
    await here.picture('register-pick-up');
    await today.click();
    await payAtCheckout(here);
    await here.sees('paid');
    await here.tap('result-ticket');
    expect(await here.read('ticket-number')).not.toBe('');
  },
  WAIT,
);

it(
  'gives the place back when the patient does not want it any more',
  async () => {
    const here = await world.open();
    await toSlots(here, { department: '皮肤', day: 2 });
    await here.tap('slot');
    await here.at('visit-lock').waitFor();
    const { appointmentId } = await lock(here, world);
    await here.tap('visit-give-up');
    await here.tap('give-up-yes');
    await here.reaches('slots');
    expect(again(appointmentId)).toMatchObject({ status: 'cancelled' });
  },
  WAIT,
);

describe('when something goes wrong on the way', () => {
  it(
    'a place taken between the list and the tap is said, and another time is chosen',
    async () => {
      const here = await world.open();
      const at = await toSlots(here, { department: '中医', day: 2 });
      await here.tap('slot');
      await here.at('visit-lock').waitFor();
      const before = madeHere(world).length;
      hospital().takeSlot(at.slotId);
      await here.tap('visit-lock');
      await here.page.getByText('这个号刚被约走').first().waitFor();
      await here.picture('register-taken');
      expect(madeHere(world)).toHaveLength(before);
      await here.tap('visit-way-on');
      await here.reaches('slots');
      await here.page.locator(`[data-id="${at.slotId}"][aria-disabled="true"]`).waitFor();
      await here.page.locator('[data-testid="slot"][aria-disabled="false"]').first().click();
      await here.at('visit-lock').waitFor();
      await lock(here, world);
      expect(madeHere(world)).toHaveLength(before + 1);
    },
    WAIT,
  );

  it(
    'a lock whose answer is lost makes one appointment, however often it is asked for',
    async () => {
      const here = await world.open();
      await toSlots(here, { department: '骨科', day: 2 });
      await here.tap('slot');
      await here.at('visit-lock').waitFor();
      const before = madeHere(world).length;
      world.sandbox.world.faults.plant('his.lockSlot', { kind: 'timeout-after' });
      const asked = calls(world.sandbox, 'his.lockSlot');
      await here.tap('visit-lock');
      await here.at('visit-busy').waitFor();
      await here.at('visit-notice').or(here.at('countdown')).first().waitFor({ timeout: 40_000 });
      if (await here.at('visit-notice').isVisible()) {
        await here.picture('register-unsure');
        await here.tap('visit-lock');
        await here.at('countdown').waitFor();
      }
      expect(calls(world.sandbox, 'his.lockSlot')).toBeGreaterThan(asked + 1);
      expect(madeHere(world)).toHaveLength(before + 1);
    },
    WAIT,
  );

  it(
    'a fee that is not worked out at first, a lost notice and a lost booking: paid and booked once',
    async () => {
      const { faults } = world.sandbox.world;
      const here = await world.open();
      await toSlots(here, { department: '心血管', day: 0 });
      await here.tap('slot');
      await here.at('visit-lock').waitFor();
      faults.plant('his.preSettle', { kind: 'cut-before' }, 9);
      const { appointmentId } = await lock(here, world);
      await here.at('visit-split-notice').waitFor();
      faults.clear();
      await here.tap('visit-split-retry');
      await here.at('visit-split-notice').waitFor({ state: 'detached' });
      await here.tap('visit-go');
      await here.reaches('checkout');
      unheard();
      const placed = calls(world.sandbox, 'payinsurance.unifiedorder');
      await payAtCheckout(here);
      await toTicket(here);
      expect(again(appointmentId)).toMatchObject({
        status: 'paid',
        number: await here.read('ticket-number'),
      });
      expect(calls(world.sandbox, 'payinsurance.unifiedorder')).toBe(placed + 1);
    },
    WAIT,
  );

  it(
    'a number is picked up though the notice and the hospital’s answer are lost, paid once',
    async () => {
      hospital().plantAppointment({
        patientId: ZHANG_PATIENT,
        departmentId: 'D01',
        daysAhead: 0,
      });
      const here = await world.open();
      await here.tap('home-appointments');
      const card = here.at('appointment').filter({ hasText: '去支付并取号' }).first();
      await card.getByText('去支付并取号').click();
      await here.reaches('checkout');
      unheard();
      const placed = calls(world.sandbox, 'payinsurance.unifiedorder');
      await payAtCheckout(here);
      await toTicket(here);
      const given = hospital()
        .listAppointments(ZHANG_PATIENT)
        .filter(({ source, status }) => source === 'elsewhere' && status === 'paid');
      expect(given.map(({ number }) => number)).toContain(await here.read('ticket-number'));
      expect(calls(world.sandbox, 'payinsurance.unifiedorder')).toBe(placed + 1);
    },
    WAIT,
  );

  it(
    'a lock that ran out is said, and nothing can be paid',
    async () => {
      const here = await world.open();
      await toSlots(here, { department: '心血管', day: 2 });
      await here.tap('slot');
      await here.at('visit-lock').waitFor();
      const { appointmentId } = await lock(here, world);
      await here.tap('visit-way-now');
      hospital().expireLock(appointmentId);
      await here.tap('visit-go');
      await here.reaches('checkout');
      await here.tap('nav-back');
      await here.page.getByText('保留时间已到').first().waitFor();
      expect(await here.at('visit-go').count()).toBe(0);
    },
    WAIT,
  );
});
