/** Refunds at the edge of the city's day, and answers that come when they are no longer expected. */
import { openId } from '../../cloudfunctions/domain/ids';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { viewOf } from '../../cloudfunctions/usecases/order-view';
import { world } from '../support/doubles';
import { ASKED_AT, refunded } from '../support/refund-fixtures';
import { paidAndBooked, SHENZHEN } from '../support/refund-world';

const CLERK = openId('oClerk');
const HOUR = 3_600_000;

it('held again after an unanswered send, and the day is over: the platform is asked on, and heals', async () => {
  const here = await paidAndBooked();
  here.deps.hospital = { ...here.deps.hospital, cityId: SHENZHEN };
  const to = (time: string) => {
    here.clock.advance(Date.parse(`2026-03-${time}+08:00`) - here.clock.now());
  };
  to('02T23:20:00');
  here.platform.refunds.script.onRefund = (request) => {
    here.platform.refunds.take(request);
    return Promise.resolve({ kind: 'unknown', code: 'timeout', reason: 'payment-unreachable' });
  };
  here.platform.refunds.script.onQueryRefund = () => Promise.resolve({ kind: 'not-found' });
  await here.ask();
  here.deps.desk = { run: () => Promise.resolve() };
  to('02T23:30:00');
  await here.tick();
  to('03T00:00:10');
  here.platform.refunds.script.onQueryRefund = null;
  expect((await here.until(3 * HOUR)).refund?.state).toBe('done');
});

it('a window is over only for a refund that has one, and when it is', () => {
  const order = refunded('held', { cause: 'hospital-refused' });
  expect(transition(order, { type: 'refund-window-over' }, ASKED_AT + 1, RULES).name).toBe('stale');
});

it('a stumble does not change a refund that is over', () => {
  const order = refunded('refused');
  expect(transition(order, { type: 'refund-stumbled', code: 'x' }, ASKED_AT + 1, RULES).name).toBe(
    'stale',
  );
});

it('who was paid twice is not told to pay anew', async () => {
  const { deps } = await world();
  const settlement = { state: 'refused', attempts: 1 } as const;
  expect(viewOf(deps, refunded('done', { cause: 'paid-twice' }, { settlement })).next.do).toBe(
    'done',
  );
});

it('a hold that the hospital answers with confirmed sends nothing', async () => {
  const here = await paidAndBooked();
  here.hospital.refunds.script.hold = { ok: true, value: { status: 'confirmed' } };
  await here.ask();
  expect(here.platform.refunds.asked).toEqual([]);
});

it('what was booked by hand keeps where to go', () => {
  const settlement = { state: 'settled', attempts: 1, pickup: '2号窗口' } as const;
  const order = refunded(
    'none',
    {},
    { settlement, review: { reason: 'hospital-booked-otherwise', at: 0, evidence: '' } },
  );
  const act = { kind: 'decide-unbooked', choice: 'booked-by-hand', note: 'n' } as const;
  expect(
    transition(order, { type: 'review-ended', act, by: CLERK }, ASKED_AT, RULES).order.settlement
      .pickup,
  ).toBe('2号窗口');
});
