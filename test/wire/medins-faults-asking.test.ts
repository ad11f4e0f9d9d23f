/**
 * Faults after the patient saw the cashier of 2.0: questions, closing, withdrawing and booking, every
 * answer lost in every way (money rules 2, 4, 7 and 8; trap 38). A payment is found and booked once; an
 * order that was given up ends with nothing that could still be paid, or with the payment that was
 * quicker.
 */
import type { OrderView } from '../../cloudfunctions/contract/types';
import {
  lever,
  medinsSandbox,
  nextStory,
  partsOf,
  payByPhone,
  plant,
} from '../support/medins-story';
import { endOf, endsAs, patientPays } from '../support/medins-story-end';
import { calls, confirm, pay, placed } from '../support/payer';
import { hireClerk, later } from '../support/refunder';
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
afterEach(async () => {
  sandbox.world.faults.clear();
  await sandbox.world.wechat.courier.flush();
});

const TRANSPORT = ['timeout-before', 'timeout-after', 'cut-before', 'cut-after', 'garbage'];
const SIGNED = [...TRANSPORT, 'bad-signature'];
const table = (calls: readonly (readonly [string, readonly string[]])[]) =>
  calls.flatMap(([call, kinds]) => kinds.map((kind) => [call, kind] as const));

const mixed = () => placed(sandbox, 'insurance-and-cash');
const close = ({ orderNo }: OrderView) => sandbox.call(ZHANG, 'pay', 'closeOrder', { orderNo });

describe('after the payment', () => {
  it.each(
    table([
      ['wechatpay.queryMixed', SIGNED],
      ['wechatpay.queryCash', SIGNED],
    ]),
  )(
    '%s with %s on both hosts proves nothing, and the next question finds it',
    async (call, kind) => {
      const order = await mixed();
      await pay(sandbox, order.orderNo);
      // a question may be asked at the second host
      await plant(sandbox, call, { kind }, 2);
      expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'unpaid' });
      expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'paid' });
      expect(await endOf(sandbox, order.orderNo)).toBe('paid');
    },
  );

  it.each(SIGNED)(
    'a question with %s at the first host is answered by the second',
    async (kind) => {
      const order = await mixed();
      await pay(sandbox, order.orderNo);
      await plant(sandbox, 'wechatpay.queryMixed', { kind });
      expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'paid' });
    },
  );

  it.each(TRANSPORT)('his.settle with %s: kept, and booked once', async (kind) => {
    const order = await mixed();
    await pay(sandbox, order.orderNo);
    await plant(sandbox, 'his.settle', { kind });
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({
      ...{ payment: 'paid', hospital: 'pending' },
    });
    expect(await endsAs(sandbox, order, { minutes: 5, ticks: 5 })).toBe('paid');
  });

  it.each([
    '268529515',
    '268435461',
    'SYSTEM_ERROR',
    'FREQUENCY_LIMITED',
    'NO_AUTH',
    'RULE_LIMIT',
    'NOT_LISTED_ANYWHERE',
  ])('a question answered %s five times ends nothing: the payment is found', async (code) => {
    const order = await mixed();
    await pay(sandbox, order.orderNo);
    await plant(sandbox, 'wechatpay.queryMixed', { kind: 'error', code }, 5);
    await confirm(sandbox, order.orderNo);
    expect(await endsAs(sandbox, order, { minutes: 20, ticks: 10 })).toBe('paid');
  });

  it('the cash order says "no such order" while the mixed one is paid: asked on, never booked on it', async () => {
    const order = await mixed();
    await pay(sandbox, order.orderNo);
    await plant(sandbox, 'wechatpay.queryCash', { kind: 'error', code: '268529515' }, 3);
    const seen = await confirm(sandbox, order.orderNo);
    expect(seen).toMatchObject({ payment: 'confirming', hospital: 'none' });
    expect(await endsAs(sandbox, order)).toBe('paid');
  });

  it('answers that carry a probe instead of a signature prove nothing', async () => {
    const order = await mixed();
    await pay(sandbox, order.orderNo);
    await lever(sandbox, 'wechatpay/levers', { probeAnswers: 2 });
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'unpaid' });
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'paid' });
  });
});

describe('given up', () => {
  const CLOSING = table([
    ['wechatpay.closeCash', SIGNED],
    ['his.revokeUpload', TRANSPORT],
    ['his.queryUpload', TRANSPORT],
    ['wechatpay.queryMixed', ['timeout-before', 'cut-after', 'bad-signature']],
    ['wechatpay.queryCash', ['timeout-before', 'cut-after', 'bad-signature']],
  ]);

  it.each(CLOSING)(
    '%s with %s three times: free in the end, then paid once',
    async (call, kind) => {
      const order = await mixed();
      await plant(sandbox, call, { kind }, 3);
      await close(order);
      expect(await endsAs(sandbox, order)).toBe('free');
      sandbox.world.faults.clear();
      await expect(payByPhone(sandbox, order)).rejects.toThrow('cash-closed');
      await patientPays(sandbox, order);
    },
  );

  it.each(TRANSPORT)('without cash, his.revokeUpload with %s: free in the end', async (kind) => {
    const order = await placed(sandbox, 'all-insurance');
    await plant(sandbox, 'his.revokeUpload', { kind }, 2);
    await close(order);
    expect(await endsAs(sandbox, order)).toBe('free');
    sandbox.world.faults.clear();
    await payByPhone(sandbox, order);
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ mixed: 'FAIL', upload: 'revoked' });
    await patientPays(sandbox, order);
  });

  it.each([
    ['wechatpay.closeCash', 'insurance-and-cash'],
    ['his.revokeUpload', 'all-insurance'],
  ])('%s never arrived and the patient paid meanwhile: paid once', async (call, story) => {
    const order = await placed(sandbox, story);
    await plant(sandbox, call, { kind: 'cut-before' });
    await close(order);
    await payByPhone(sandbox, order);
    expect(await endsAs(sandbox, order)).toBe('paid');
  });

  it('the fees could not be withdrawn and the cash is closed: nothing is free before they are', async () => {
    const order = await mixed();
    sandbox.world.hospital.setBureauDown(true);
    await close(order);
    await later(sandbox, 1_200_000, 6);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'confirming' });
    sandbox.world.hospital.setBureauDown(false);
    expect(await endsAs(sandbox, order)).toBe('free');
    await patientPays(sandbox, order);
  });

  it.each(['268554200', '268554422', '268560650', '268529515', 'SYSTEM_ERROR', 'RULE_LIMIT'])(
    'closing is answered %s twice: asked again, free in the end',
    async (code) => {
      const order = await mixed();
      await plant(sandbox, 'wechatpay.closeCash', { kind: 'error', code }, 2);
      await close(order);
      expect(await endsAs(sandbox, order)).toBe('free');
      await patientPays(sandbox, order);
    },
  );

  it('the password was entered already (268560650): the payment wins', async () => {
    const order = await mixed();
    await pay(sandbox, order.orderNo, 'paying');
    await close(order);
    expect(await endsAs(sandbox, order)).toBe('paid');
  });
});

describe('the deadline', () => {
  it.each(['wechatpay.closeCash', 'his.revokeUpload', 'wechatpay.queryMixed'])(
    'passes while %s is down for a while: free in the end',
    async (call) => {
      const order = await mixed();
      await plant(sandbox, call, { kind: 'cut-before' }, 6);
      expect(await endsAs(sandbox, order, { minutes: 90, ticks: 30 })).toBe('free');
    },
  );

  it('passes while somebody is in the cashier: not closed before the lock ends', async () => {
    const order = await mixed();
    await pay(sandbox, order.orderNo, 'paying');
    sandbox.world.clock.advance(16 * 60_000);
    const before = calls(sandbox, 'wechatpay.closeCash');
    await later(sandbox, 1_000, 1);
    expect(calls(sandbox, 'wechatpay.closeCash')).toBe(before);
    expect(await endsAs(sandbox, order)).toBe('paid');
  });
});
