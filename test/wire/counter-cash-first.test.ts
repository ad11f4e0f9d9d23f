/**
 * A clerk at a counter, cash first (trap 41): the code is charged, then the hospital settles insurance to
 * exactly the sums that were agreed; what it refuses brings the cash back by itself (money rule 9).
 */
import {
  clerk,
  counterSandbox,
  heldOf,
  mustCharge,
  pays,
  quotedStory,
  types,
} from '../support/counter-story';
import { lever, nextStory, plant } from '../support/medins-story';
import { hireClerk, later } from '../support/refunder';
import type { TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await counterSandbox({
    counter: { first: 'cash' },
    rules: { httpTimeoutMs: 1_000 },
  });
  await hireClerk(sandbox);
}, 120_000);
beforeEach(async () => {
  nextStory(sandbox);
  await pays(sandbox, 'at-once');
});
afterEach(() => {
  sandbox.world.faults.clear();
});
afterAll(() => sandbox.close());

const PAID = { cash: 'SUCCESS', insurance: 'settled', booked: 1 };

async function begun() {
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  return mustCharge(sandbox, charge);
}

it('the code, then insurance: paid and booked', async () => {
  const order = await begun();
  expect(order).toMatchObject({ stage: 'paid', first: 'cash', insurance: 'settled' });
  expect(heldOf(sandbox, order.orderNo)).toEqual(PAID);
});

it('insurance is not asked for before the cash is there', async () => {
  await pays(sandbox, 'password');
  const { orderNo } = await begun();
  expect(heldOf(sandbox, orderNo)).toEqual({ cash: 'USERPAYING', insurance: 'none', booked: 0 });
  await types(sandbox, orderNo, 'cancel');
  await clerk(sandbox, 'confirm', orderNo);
  expect(await clerk(sandbox, 'confirm', orderNo)).toMatchObject({ stage: 'over', can: [] });
  expect(heldOf(sandbox, orderNo)).toMatchObject({ cash: 'REVOKED', booked: 0 });
});

it('the hospital will not settle it: the cash goes back by itself', async () => {
  await lever(sandbox, 'his/counter/refuse-next-settle', { code: 'INSURANCE_REFUSED' });
  const { orderNo } = await begun();
  await later(sandbox, 10 * 60_000, 6);
  expect(await clerk(sandbox, 'confirm', orderNo)).toMatchObject({
    stage: 'over',
    reason: 'insurance-failed-cash-back',
  });
  expect(heldOf(sandbox, orderNo)).toEqual({ cash: 'REFUND', insurance: 'reversed', booked: 0 });
});

it.each(['timeout-before', 'timeout-after', 'cut-before', 'cut-after', 'garbage'])(
  'the settlement is lost (%s): whoever asks next goes on with it',
  async (kind) => {
    await plant(sandbox, 'his.counterSettle', { kind });
    const order = await begun();
    expect(order).toMatchObject({ stage: 'settling', insurance: 'none', can: ['give-up'] });
    expect(await clerk(sandbox, 'confirm', order.orderNo)).toMatchObject({ stage: 'paid' });
    expect(heldOf(sandbox, order.orderNo)).toEqual(PAID);
  },
);

it('the hospital stays silent, and the patient leaves: the cash goes back by itself', async () => {
  await plant(sandbox, 'his.counterSettle', { kind: 'cut-before' }, 3);
  const { orderNo, stage } = await begun();
  expect(stage).toBe('settling');
  expect(await clerk(sandbox, 'confirm', orderNo)).toMatchObject({ stage: 'settling' });
  expect(heldOf(sandbox, orderNo)).toMatchObject({ cash: 'SUCCESS', insurance: 'none' });
  expect((await clerk(sandbox, 'giveUp', orderNo)).stage).not.toBe('settling');
  await later(sandbox, 10 * 60_000, 6);
  expect(await clerk(sandbox, 'confirm', orderNo)).toMatchObject({ stage: 'over' });
  expect(heldOf(sandbox, orderNo)).toEqual({ cash: 'REFUND', insurance: 'reversed', booked: 0 });
});

it.each(['timeout-before', 'timeout-after', 'cut-before', 'cut-after', 'garbage', 'bad-signature'])(
  'the charge is lost (%s): paid once, or not at all',
  async (kind) => {
    await plant(sandbox, 'wechatpay.codepay', { kind });
    const order = await begun();
    await later(sandbox, 10 * 60_000, 6);
    const held = heldOf(sandbox, order.orderNo);
    const end = await clerk(sandbox, 'confirm', order.orderNo);
    const free = { cash: expect.stringMatching(/absent|REVOKED|CLOSED/) as unknown, booked: 0 };
    expect(held).toMatchObject(end.stage === 'paid' ? PAID : free);
    expect(['paid', 'over']).toContain(end.stage);
  },
);
