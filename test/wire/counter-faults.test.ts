/**
 * Faults at a counter, insurance first: every answer that can be lost is lost, of every party (money rules
 * 1, 2, 7 and 12). Every order ends paid once, or with nothing held by anybody.
 */
import {
  charged,
  clerk,
  counterSandbox,
  heldOf,
  pays,
  quotedStory,
  recorded,
  types,
} from '../support/counter-story';
import { nextStory, plant } from '../support/medins-story';
import { hireClerk, later } from '../support/refunder';
import type { TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await counterSandbox({ rules: { httpTimeoutMs: 1_000 } });
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

const TRANSPORT = ['timeout-before', 'timeout-after', 'cut-before', 'cut-after', 'garbage'];
const PAID = { cash: 'SUCCESS', insurance: 'settled', booked: 1 };

/** The order that was begun last, however its answer was lost. */
async function begun(): Promise<string | undefined> {
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const answer = await charged(sandbox, charge);
  if (answer.ok) return answer.value.order.orderNo;
  const open = await sandbox.must('oAdminChen', 'counter', 'open', { counterNo: charge.counterNo });
  return open.orders.find(({ billIds }) => billIds[0] === charge.billIds[0])?.orderNo;
}

/** Left alone: paid with every part, or nothing held. */
async function ends(orderNo: string): Promise<'paid' | 'free'> {
  await later(sandbox, 20 * 60_000, 14);
  const { stage } = await clerk(sandbox, 'confirm', orderNo);
  const held = heldOf(sandbox, orderNo);
  if (stage === 'paid') {
    expect(held).toEqual(PAID);
    return 'paid';
  }
  expect(stage).toBe('over');
  expect(held).toMatchObject({
    insurance: expect.stringMatching(/none|reversed/) as unknown,
    booked: 0,
  });
  expect(['absent', 'REVOKED', 'CLOSED']).toContain(held.cash);
  return 'free';
}

const CALLS = [
  'his.counterToken',
  'his.counterSettle',
  'onecode.status',
  'onecode.certificate',
  'wechatpay.codepay',
];
const MATRIX = CALLS.flatMap((call) => TRANSPORT.map((kind) => [call, kind] as const));

it.each(MATRIX)('%s with %s: paid once, or nothing is held', async (call, kind) => {
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  await plant(sandbox, call, { kind });
  const answer = await charged(sandbox, charge);
  sandbox.world.faults.clear();
  if (!answer.ok) return;
  await ends(answer.value.order.orderNo);
});

it('the charge took effect and its answer was lost: found by the question, paid', async () => {
  await plant(sandbox, 'wechatpay.codepay', { kind: 'timeout-after' });
  const orderNo = (await begun()) ?? '';
  expect(await clerk(sandbox, 'confirm', orderNo)).toMatchObject({ stage: 'paid' });
  expect(heldOf(sandbox, orderNo)).toEqual(PAID);
});

it('the charge never arrived: reversed, and other cash is taken', async () => {
  await plant(sandbox, 'wechatpay.codepay', { kind: 'timeout-before' });
  const orderNo = (await begun()) ?? '';
  await later(sandbox, 4 * 60_000, 6);
  expect(await clerk(sandbox, 'confirm', orderNo)).toMatchObject({ stage: 'tender' });
  expect(await recorded(sandbox, orderNo)).toMatchObject({ ok: true });
});

it.each(TRANSPORT)('the reversal is lost (%s): asked for again', async (kind) => {
  await pays(sandbox, 'password');
  const orderNo = (await begun()) ?? '';
  await plant(sandbox, 'wechatpay.reverse', { kind });
  await clerk(sandbox, 'giveUp', orderNo);
  expect(await ends(orderNo)).toBe('free');
});

it.each(TRANSPORT)('taking the insurance back is lost (%s): asked for again', async (kind) => {
  await pays(sandbox, 'password');
  const orderNo = (await begun()) ?? '';
  await plant(sandbox, 'his.counterReverse', { kind });
  await clerk(sandbox, 'giveUp', orderNo);
  expect(await ends(orderNo)).toBe('free');
});

it('the password is typed this very moment: what the platform says stands', async () => {
  await pays(sandbox, 'password');
  const orderNo = (await begun()) ?? '';
  await types(sandbox, orderNo, 'confirm');
  await clerk(sandbox, 'giveUp', orderNo);
  expect(await ends(orderNo)).toBe('paid');
});

it('everything but the hospital is down for ten minutes', async () => {
  await pays(sandbox, 'password');
  const orderNo = (await begun()) ?? '';
  for (const call of ['wechatpay.queryCash', 'wechatpay.reverse']) {
    await plant(sandbox, call, { kind: 'cut-before' }, 50);
  }
  await later(sandbox, 10 * 60_000, 5);
  sandbox.world.faults.clear();
  expect(await ends(orderNo)).toBe('free');
});
