/**
 * Notices of 2.0 that fail on our side, come too late or not at all, or come signed by the next key
 * (money rules 10 and 12; trap 18): the end is the same.
 */
import { randomUUID } from 'node:crypto';
import { bookedOf, lever, medinsSandbox, nextStory, payByPhone } from '../support/medins-story';
import {
  flushed,
  noticeOf,
  paidAtThePlatform,
  quiet,
  tampered,
} from '../support/medins-story-notices';
import { confirm, placed } from '../support/payer';
import { askBack, hireClerk, later, paidOrder } from '../support/refunder';
import type { TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await medinsSandbox();
  await hireClerk(sandbox);
}, 60_000);
beforeEach(() => {
  nextStory(sandbox);
});
afterAll(() => sandbox.close());
afterEach(() => quiet(sandbox));

it('it comes to an end after half a minute: clockwork finds the payment (trap 18)', async () => {
  const order = await paidAtThePlatform(sandbox);
  sandbox.world.faults.plant('cloud.http.notify', { kind: 'cut-before' }, 100);
  for (let turn = 0; turn < 12; turn += 1) {
    sandbox.world.clock.advance(10_000);
    await flushed(sandbox);
  }
  sandbox.world.faults.clear();
  expect(noticeOf(sandbox, order).state).toBe('given-up');
  await later(sandbox, 5 * 60_000, 5);
  expect(bookedOf(sandbox, order.orderNo)).toHaveLength(1);
});

it('cannot be kept: 5xx, so that it is sent again; the next one counts', async () => {
  const order = await paidAtThePlatform(sandbox);
  sandbox.world.faults.plant('cloud.database.insertDocument', { kind: 'cut-before' }, 20);
  const { courier } = sandbox.world.wechat;
  const { id } = noticeOf(sandbox, order);
  const delivery = await courier.replay(id);
  expect(delivery?.reply?.status).toBeGreaterThanOrEqual(500);
  sandbox.world.faults.clear();
  expect(await courier.replay(id)).toMatchObject({ outcome: 'accepted' });
  expect(bookedOf(sandbox, order.orderNo)).toHaveLength(1);
});

it('the platform is silent when we ask back: kept, answered, proven by clockwork', async () => {
  const order = await paidAtThePlatform(sandbox);
  sandbox.world.faults.plant('wechatpay.queryMixed', { kind: 'cut-before' }, 4);
  expect(new Set(await flushed(sandbox))).toEqual(new Set(['accepted']));
  expect(bookedOf(sandbox, order.orderNo)).toEqual([]);
  await later(sandbox, 3 * 60_000);
  expect(bookedOf(sandbox, order.orderNo)).toHaveLength(1);
});

it('keys rotate between placing and paying, and back before the refund', async () => {
  const rotate = () => lever(sandbox, 'wechatpay/rotate', {});
  const order = await placed(sandbox, 'insurance-and-cash');
  await rotate();
  await payByPhone(sandbox, order);
  expect(new Set(await flushed(sandbox))).toEqual(new Set(['accepted']));
  expect(await confirm(sandbox, order.orderNo)).toMatchObject({ hospital: 'settled' });
  // placed, paid and asked about under the certificate's key alone
  const second = await paidOrder(sandbox, 'insurance-and-cash');
  await rotate();
  for (const { orderNo } of [order, second]) {
    await askBack(sandbox, orderNo);
    await later(sandbox, 60_000);
    expect((await confirm(sandbox, orderNo)).refund).toMatchObject({ state: 'returned' });
  }
});

it('two that differ about one order leave both as evidence', async () => {
  const order = await paidAtThePlatform(sandbox);
  const kept = () =>
    sandbox.world.database.documents('notices').filter(({ _id }) => _id.includes(order.orderNo));
  await flushed(sandbox);
  const before = kept().length;
  await tampered(sandbox, order, { set: { attach: randomUUID() }, sign: 'right' });
  expect(kept()).toHaveLength(before + 1);
  expect(bookedOf(sandbox, order.orderNo)).toHaveLength(1);
});
