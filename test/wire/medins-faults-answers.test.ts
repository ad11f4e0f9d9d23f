/**
 * Every error that the platform of 2.0 has a number or a word for, to each call that makes something
 * (numbered errors of the spec, the tables of APIv3; money rules 1 and 2): what is refused for certain
 * frees the bill, what may have had an effect is asked about first. In the end nothing is left behind.
 */
import { NUMBERED } from '../../sandbox/platform/wechatpay/errors';
import {
  draftedStory,
  medinsSandbox,
  nextStory,
  partsOf,
  permit,
  plant,
} from '../support/medins-story';
import { endsAs, patientPays } from '../support/medins-story-end';
import { placed } from '../support/payer';
import { hireClerk } from '../support/refunder';
import { ZHANG, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await medinsSandbox({ rules: { httpTimeoutMs: 1_000 } });
  await hireClerk(sandbox);
}, 60_000);
beforeEach(() => {
  nextStory(sandbox);
});
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.world.faults.clear();
});

/** Planted before any effect, so that a certain no must free the bill at once. */
const ASKED_FIRST = ['268512536', '268554200', '268554422', '268560650', '268529515'];
const CERTAIN = Object.keys(NUMBERED).filter((number) => !ASKED_FIRST.includes(number));
const ACCOUNTS = ['268510603', '268510604', '268435461'];

async function tried(call: string, code: string, story = 'insurance-and-cash') {
  const order = await draftedStory(sandbox, story);
  await plant(sandbox, call, { kind: 'error', code });
  const answer = await permit(sandbox, order.orderNo);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value.order;
}

it.each([
  ...CERTAIN.map((number) => ['wechatpay.mixedOrder', number]),
  ...ACCOUNTS.map((number) => ['wechatpay.prepay', number]),
])('%s answered %s: said so, free at once, paid by the next order', async (call, code) => {
  const order = await tried(call, code);
  expect(order).toMatchObject({ payment: 'closed', next: { do: 'pay-anew' } });
  expect(order.reason).toBeDefined();
  expect(await endsAs(sandbox, order, { minutes: 1, ticks: 1 })).toBe('free');
  await patientPays(sandbox, order);
});

it.each([
  ...['268512536', 'SYSTEM_ERROR', 'NOT_LISTED_ANYWHERE', 'INVALID_REQUEST'].map((code) => [
    'wechatpay.mixedOrder',
    code,
  ]),
  ...['268512536', 'SYSTEM_ERROR', 'NOT_LISTED_ANYWHERE', 'INVALID_REQUEST'].map((code) => [
    'wechatpay.prepay',
    code,
  ]),
])('%s answered %s: unknown, never rejected; free in the end', async (call, code) => {
  const order = await tried(call, code);
  expect(order).toMatchObject({ payment: 'confirming', next: { do: 'wait' } });
  expect(await endsAs(sandbox, order)).toBe('free');
  await patientPays(sandbox, order);
});

it.each(['FREQUENCY_LIMITED', 'NO_AUTH', 'RULE_LIMIT', ...ASKED_FIRST.slice(1)])(
  'wechatpay.mixedOrder answered %s: never left behind',
  async (code) => {
    const order = await tried('wechatpay.mixedOrder', code);
    expect(await endsAs(sandbox, order)).toBe('free');
    await patientPays(sandbox, order);
  },
);

it.each(['268547120', '268510610', 'SYSTEM_ERROR'])(
  'an order without cash answered %s: its fees are withdrawn',
  async (code) => {
    const order = await tried('wechatpay.mixedOrder', code, 'all-insurance');
    expect(await endsAs(sandbox, order)).toBe('free');
    await patientPays(sandbox, order);
  },
);

it.each(['1', '-1', '40001', '500'])(
  'the exchange of the code is answered %s: said so, and the order waits for another',
  async (code) => {
    const order = await draftedStory(sandbox, 'insurance-and-cash');
    await plant(sandbox, 'authorisation.userQuery', { kind: 'error', code });
    expect(await permit(sandbox, order.orderNo)).toMatchObject({
      ...{ ok: false, reason: 'authorisation-expired' },
    });
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ upload: 'none', mixed: 'absent' });
    expect(await permit(sandbox, order.orderNo)).toMatchObject({ ok: true });
    await patientPays(sandbox, order);
  },
);

const AT_THE_HOSPITAL = ['BUSY', 'INTERNAL', 'UPLOAD_DIFFERS', 'UPLOAD_REVOKED', 'NOT_UPLOADED'];

it.each(
  ['his.uploadFees', 'his.preSettleUpload'].flatMap((call) =>
    AT_THE_HOSPITAL.map((code) => [call, code] as const),
  ),
)('%s is answered %s: free in the end, then paid once', async (call, code) => {
  const order = await tried(call, code);
  expect(['confirming', 'closed']).toContain(order.payment);
  expect(await endsAs(sandbox, order)).toBe('free');
  await patientPays(sandbox, order);
});

it.each(['BUSY', 'INTERNAL', 'INSURANCE_SETTLED'])(
  'withdrawing the fees is answered %s twice: asked again, free in the end',
  async (code) => {
    const order = await placed(sandbox, 'insurance-and-cash');
    await plant(sandbox, 'his.revokeUpload', { kind: 'error', code }, 2);
    await sandbox.call(ZHANG, 'pay', 'closeOrder', { orderNo: order.orderNo });
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ cash: 'CLOSED', upload: 'priced' });
    expect(await endsAs(sandbox, order)).toBe('free');
    await patientPays(sandbox, order);
  },
);
