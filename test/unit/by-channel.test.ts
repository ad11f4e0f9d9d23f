/** Orders are asked about by the way in which they were made, whatever is chosen now. */
import { channelsOf, sendersOf } from '../../cloudfunctions/wiring/by-channel';
import { FOREVER, scriptedChannel } from '../support/doubles';
import { placing } from '../support/orders';
import { REFUND } from '../support/payinsurance-refunds';
import { REQUEST } from '../support/payinsurance-bench';

function two() {
  const old = scriptedChannel();
  const now = scriptedChannel();
  const known = { payinsurance: old.channel, medins: now.channel };
  return { old, now, known };
}

test('a new order goes the way that is chosen, an old one is asked about on its own', async () => {
  const { old, now, known } = two();
  const channel = channelsOf('medins', known);
  expect(channel.name).toBe('medins');
  await channel.place(REQUEST, FOREVER);
  await channel.query(placing({ channel: 'payinsurance' }), FOREVER);
  await channel.close(placing({ channel: 'payinsurance' }), FOREVER);
  await channel.queryRefund({ ...REFUND, told: false }, FOREVER);
  expect(now.calls).toEqual(['place']);
  expect(old.calls).toEqual(['query', 'close', 'queryRefund']);
});

test('an order whose platform is not configured is neither absent nor closed nor back', async () => {
  const { now } = two();
  const channel = channelsOf('medins', { medins: now.channel });
  const order = placing({ channel: 'payinsurance' });
  const unknown = { kind: 'unknown', code: 'channel-not-configured' };
  expect(await channel.query(order, FOREVER)).toMatchObject(unknown);
  expect(await channel.close(order, FOREVER)).toMatchObject(unknown);
  expect(await channel.queryRefund({ ...REFUND, told: false }, FOREVER)).toMatchObject(unknown);
  expect(now.calls).toEqual([]);
});

test('refunds, too: nothing is sent to a platform that never had the money', async () => {
  const { old, now } = two();
  const both = sendersOf({ payinsurance: old.refunds.sender, medins: now.refunds.sender });
  await both.refund(REFUND, FOREVER);
  expect([old.calls, now.calls]).toEqual([['refund'], []]);
  expect(both.wantsSession('payinsurance')).toBe(true);
  const alone = sendersOf({ medins: now.refunds.sender });
  expect(await alone.refund(REFUND, FOREVER)).toMatchObject({ kind: 'not-sent' });
  expect(alone.wantsSession('payinsurance')).toBe(false);
  expect(alone.wantsSession('none')).toBe(false);
  expect(now.calls).toEqual([]);
});
