/**
 * The queue of notices without a courier: held, released in any order, dropped, delayed past the whole
 * schedule, altered; as a simulation drives it.
 */

import { NOTICE_PAUSES_MS, NOTICE_SCHEDULE_MS } from '../../sandbox/platform/payinsurance/notices';
import { fromXml, NOW, PROVIDER, signatureOf } from '../wire/platform-support';
import { bench, type Bench } from './platform-bench';

let rig: Bench;
beforeEach(() => {
  rig = bench();
});

const born = () => rig.engine.notices.list().map(({ id }) => id);
const due = () => rig.engine.notices.due().map(({ id }) => id);
function only() {
  const [notice] = rig.engine.notices.list();
  if (notice === undefined) throw new Error('no notice');
  return notice;
}

test('held ones are neither due nor foreseen, the ones to come included', () => {
  rig.paid();
  expect(rig.engine.notices.hold()).toMatchObject([{ state: 'held' }]);
  rig.paid();
  rig.advance(86_400_000);
  expect(due()).toEqual([]);
  expect(rig.engine.notices.nextAt()).toBeUndefined();
  expect(rig.engine.notices.list().map(({ state }) => state)).toEqual(['held', 'held']);
});

test('a payment that is on its way while others are held is held when it arrives', () => {
  const order = rig.placed();
  rig.engine.cashier.pay({ hospOutTradeNo: order.hosp_out_trade_no }, 'processing');
  rig.engine.notices.hold();
  rig.advance(60_000);
  expect(due()).toEqual([]);
  expect(only().state).toBe('held');
});

test.each(['born', 'reverse'] as const)(
  'released in the order %s they are due one by one',
  (order) => {
    rig.engine.notices.hold();
    for (let i = 0; i < 4; i += 1) rig.paid();
    const expected = order === 'born' ? born() : born().reverse();
    expect(rig.engine.notices.release(order).map(({ id }) => id)).toEqual(expected);
    expect(due()).toEqual(expected);
    rig.paid();
    expect(due()).toHaveLength(5);
  },
);

test('some can be released, the rest and the new ones stay', () => {
  rig.engine.notices.hold();
  for (let i = 0; i < 3; i += 1) rig.paid();
  const [, second = ''] = born();
  rig.engine.notices.release('born', [second]);
  rig.paid();
  expect(due()).toEqual([second]);
  expect(rig.engine.notices.list().filter(({ state }) => state === 'held')).toHaveLength(3);
});

test('a dropped one is gone, held or not', () => {
  rig.paid();
  rig.engine.notices.lose(only().id);
  rig.engine.notices.release('born');
  expect(due()).toEqual([]);
  expect(rig.engine.notices.lose('none')).toBeUndefined();
});

test('a delayed one comes when the last attempt would have been over', () => {
  rig.paid();
  rig.engine.notices.postpone(only().id, NOTICE_SCHEDULE_MS + 1);
  rig.advance(NOTICE_SCHEDULE_MS);
  expect(due()).toEqual([]);
  expect(rig.engine.notices.nextAt()).toBe(NOW + NOTICE_SCHEDULE_MS + 1);
  rig.advance(1);
  expect(due()).toHaveLength(1);
});

test('one that never succeeds is given up after the last pause', () => {
  rig.paid();
  for (const pause of [0, ...NOTICE_PAUSES_MS]) {
    rig.advance(pause);
    expect(due()).toHaveLength(1);
    rig.engine.notices.record(only().id, 'HTTP 500');
  }
  expect(only()).toMatchObject({ state: 'given-up', attempts: NOTICE_PAUSES_MS.length + 1 });
  expect(rig.engine.notices.nextAt()).toBeUndefined();
  expect(NOTICE_SCHEDULE_MS).toBe(NOTICE_PAUSES_MS.reduce((sum, ms) => sum + ms));
});

test.each(['keep', 'right', 'wrong', 'none'] as const)('an altered copy, signature %s', (sign) => {
  rig.paid();
  const before = only();
  const altered = fromXml(
    rig.engine.notices.altered(before, { set: { total_fee: '1' }, remove: ['attach'], sign }),
  );
  expect(altered.total_fee).toBe('1');
  expect(altered.sign === undefined).toBe(sign === 'none');
  expect(altered.sign === signatureOf(altered, PROVIDER.key)).toBe(sign === 'right');
  expect(altered.sign === fromXml(before.body).sign).toBe(sign === 'keep');
  expect(only()).toEqual(before);
});
