/**
 * Notices that a script keeps back, drops, delays, doubles and reorders through the control API (§3.5).
 */

import {
  call,
  fetchToken,
  fromXml,
  json,
  orderMessage,
  startRig,
  type Rig,
} from './platform-support';
import { startReceiver, type Receiver } from './platform-receiver';

const API = '/sandbox/api/payinsurance/notices';

let rig: Rig;
let receiver: Receiver;
let token: string;
beforeEach(async () => {
  [rig, receiver] = await Promise.all([startRig(), startReceiver()]);
  token = await fetchToken(rig);
});
afterEach(() => Promise.all([rig.close(), receiver.close()]));

async function paid(): Promise<string> {
  const order = orderMessage({ notify_url: receiver.url });
  await call(rig, 'unifiedorder', token, order);
  const names = { hospOutTradeNo: order.hosp_out_trade_no, outcome: 'paid' };
  await json(rig, 'POST', '/sandbox/api/payinsurance/pay', names);
  return order.hosp_out_trade_no ?? '';
}
const lever = (path: string, body?: unknown) => json(rig, 'POST', `${API}/${path}`, body);
const heard = () => receiver.bodies.map((body) => fromXml(body).hosp_out_trade_no);
const ids = () => rig.platform.engine.notices.list().map(({ id }) => id);

test.each(['born', 'reverse'] as const)('held, then released in the order %s', async (order) => {
  const first = await paid();
  expect((await lever('hold')).body).toMatchObject({ held: [{ hospOutTradeNo: first }] });
  const all = [first, await paid(), await paid()];
  await lever('flush');
  rig.clock.advance(3_600_000);
  await lever('flush');
  expect(heard()).toEqual([]);
  expect((await json(rig, 'GET', '/sandbox/api/state')).body).toMatchObject({
    payinsurance: { levers: { holdNotices: true }, notices: [{ state: 'held' }, {}, {}] },
  });
  const { body } = await lever('release', { order });
  expect(body.deliveries).toMatchObject(Array(3).fill({ outcome: 'accepted' }));
  expect(heard()).toEqual(order === 'born' ? all : all.reverse());
  await lever('flush');
  expect(heard()).toHaveLength(3);
});

test('one of them released, the others stay', async () => {
  await lever('hold');
  const [, second] = [await paid(), await paid()];
  await lever('release', { ids: [ids()[1]] });
  expect(heard()).toEqual([second]);
  await lever('flush');
  expect(heard()).toHaveLength(1);
});

test('a held one can be replayed and tampered with all the same', async () => {
  await lever('hold');
  const no = await paid();
  await lever('tamper', { id: ids()[0], set: { total_fee: '1' } });
  await lever(`${ids()[0] ?? ''}/replay`, { times: 3 });
  expect(heard()).toEqual([no, no, no, no]);
});

test('dropped: never sent; delayed: not before its time', async () => {
  const dropped = await paid();
  const delayed = await paid();
  const [one = '', two = ''] = ids();
  expect((await lever(`${one}/drop`)).body).toMatchObject({
    notice: { hospOutTradeNo: dropped, state: 'lost' },
  });
  const { notice } = (await lever(`${two}/delay`)).body;
  expect(notice).toMatchObject({ hospOutTradeNo: delayed, state: 'waiting' });
  rig.clock.advance(86_400_000);
  await lever('flush');
  expect(heard()).toEqual([]);
  rig.clock.advance(86_400_000);
  await lever('flush');
  expect(heard()).toEqual([delayed]);
  await lever(`${two}/delay`, { ms: 1 });
  expect((await lever('none/drop')).status).toBe(404);
  expect((await lever('none/delay', {})).status).toBe(404);
  expect((await lever('none/replay')).status).toBe(404);
});
