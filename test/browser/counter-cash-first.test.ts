/**
 * A clerk at a counter in a real Chromium, cash first (trap 41): the code is charged, then the hospital
 * settles insurance; what it refuses brings the cash back by itself (money rule 9).
 */
import { settledLook } from '../support/counter-looks';
import { pays, types } from '../support/counter-story';
import {
  becomes,
  charges,
  counterWorld,
  held,
  isSure,
  lastOn,
  PAID,
  passes,
  quotedFor,
  stage,
  WALK_MS,
} from '../support/counter-walk';
import { lever, plant } from '../support/medins-story';

const world = counterWorld({ counter: { first: 'cash' } });
const MINUTE = 60_000;

it(
  'the code, then insurance: paid and booked',
  async () => {
    await pays(world.sandbox, 'password');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await charges(here);
    await stage(here, 'charging').waitFor();
    expect(await here.at('pay-other').count()).toBe(0);
    await settledLook(here, 'cash-first-charging');
    await types(world.sandbox, lastOn(world, billId), 'confirm');
    await becomes(here, 'paid');
    await settledLook(here, 'cash-first-paid');
    expect(held(world, billId)).toEqual(PAID);
  },
  WALK_MS,
);

it(
  'the hospital is silent behind the cash: the clerk reads that it is there, and then the receipt',
  async () => {
    await pays(world.sandbox, 'password');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await charges(here);
    await plant(world.sandbox, 'his.counterSettle', { kind: 'cut-before' }, 100);
    await types(world.sandbox, lastOn(world, billId), 'confirm');
    await becomes(here, 'settling');
    expect(await here.read('stage')).toContain('现金已收，正在医保结算');
    await settledLook(here, 'cash-first-settling');
    world.sandbox.world.faults.clear();
    await becomes(here, 'paid');
    expect(held(world, billId)).toEqual(PAID);
  },
  WALK_MS,
);

it(
  'insurance is refused: the cash goes back by itself, and the clerk reads why',
  async () => {
    await pays(world.sandbox, 'password');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await charges(here);
    await lever(world.sandbox, 'his/counter/refuse-next-settle', { code: 'INSURANCE_REFUSED' });
    await types(world.sandbox, lastOn(world, billId), 'confirm');
    await becomes(here, 'ending');
    await settledLook(here, 'cash-first-ending');
    await passes(world, here, 10 * MINUTE, 6);
    await becomes(here, 'over');
    expect(await here.read('pay-why')).toContain('原路退回');
    await settledLook(here, 'cash-first-over');
    expect(held(world, billId)).toEqual({ cash: 'REFUND', insurance: 'reversed', booked: 0 });
  },
  WALK_MS,
);

it(
  'the patient leaves while the password is asked for: nothing was settled, nothing is held',
  async () => {
    await pays(world.sandbox, 'password');
    const { here, billId } = await quotedFor(world, 'insurance-and-cash');
    await charges(here);
    await here.tap('pay-give-up');
    await isSure(here, 'pay-give-up-sure');
    await becomes(here, 'over');
    expect(held(world, billId)).toMatchObject({ cash: 'REVOKED', booked: 0 });
  },
  WALK_MS,
);
