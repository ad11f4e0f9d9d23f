/**
 * Around a payment at a counter, as the clerk sees it: what is being paid elsewhere is said when the code is
 * read, and a clerk whose screen went dark finds what was just paid, with its receipt.
 */
import { mustCharge, pays, quoted } from '../support/counter-story';
import { settledLook } from '../support/counter-looks';
import {
  atCounter,
  billed,
  codeOn,
  counterWorld,
  patientsPhone,
  scans,
  stage,
  WALK_MS,
} from '../support/counter-walk';
import { place } from '../support/payer';
import type { Phone } from '../support/phone-driver';
import { at } from '../support/staff-phone-walk';

const world = counterWorld();

async function readsOnly(here: Phone): Promise<void> {
  const patient = await patientsPhone(here);
  await scans(here, await codeOn(patient));
  await patient.context().close();
  await here.at('counter-patient').waitFor();
}

it(
  'a bill that the patient pays by phone, or another window takes: said at once, nothing to charge',
  async () => {
    const billId = billed(world, 'insurance-and-cash');
    await place(world.sandbox, [billId]);
    const here = await atCounter(world);
    await readsOnly(here);
    expect(await here.read('counter-patient')).toContain('有一笔收款还没办完');
    expect(await here.read('counter-price-notice')).toContain('可能正在手机上付');
    expect(await here.at('counter-charge').count()).toBe(0);
    await settledLook(here, 'taken-elsewhere');

    await pays(world.sandbox, 'password');
    const other = billed(world, 'insurance-and-cash');
    const { charge } = await quoted(world.sandbox, [other]);
    await mustCharge(world.sandbox, { ...charge, counterNo: 'C02' });
    await here.tap('counter-another');
    await readsOnly(here);
    expect(await here.read('counter-patient')).toContain('有一笔收款还没办完');
    await here.tap('counter-find');
    await at(here, 'find');
    await here.at('order-line').first().waitFor();
  },
  WALK_MS,
);

it(
  'the screen went dark while it was paid: the receipt is a tap away',
  async () => {
    const { charge } = await quoted(world.sandbox, [billed(world, 'insurance-and-cash')]);
    const { orderNo } = await mustCharge(world.sandbox, charge);
    const here = await atCounter(world);
    const row = here.page.locator(`[data-testid="open-order"][data-order-no="${orderNo}"]`);
    await row.waitFor();
    expect(await here.read('counter-done')).toContain('刚收好的');
    await settledLook(here, 'just-paid');
    await row.click();
    await at(here, 'counter-pay');
    await stage(here, 'paid').waitFor();
    expect(await here.read('pay-facts')).toContain(orderNo);
    expect(await here.read('pay-pickup')).not.toBe('');
  },
  WALK_MS,
);
