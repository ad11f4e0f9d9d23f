/** A bill of zero yuan that a silent hospital will not book: given up behind a tombstone (money rule 8). */
import { openId } from '../../cloudfunctions/domain/ids';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { advanceOrder } from '../../cloudfunctions/usecases/advance-order';
import { FOREVER, HIS_SILENT, world } from '../support/doubles';
import { orderIn, T0 } from '../support/orders';

const LATE = T0 + 30 * 3_600_000;

function givenUp() {
  const silent = orderIn('not-needed', {
    review: { reason: 'hospital-silent', at: LATE, evidence: 'timeout' },
  });
  const act = { kind: 'decide-unbooked', choice: 'refund', note: '不办了' } as const;
  const event = { type: 'review-ended', act, by: openId('oClerk') } as const;
  return transition(silent, event, LATE, DEFAULT_RULES);
}

it('asks for the tombstone, and never again to book', async () => {
  const { name, order } = givenUp();
  expect(name).toBe('review-ended');
  expect(order).toMatchObject({ settlement: { state: 'due', givenUp: true }, dueAt: LATE });
  const { deps, hospital, clock, orders } = await world();
  await orders.insert(order);
  clock.advance(LATE - T0);
  hospital.script.cancelSettlement = HIS_SILENT;
  const waiting = await advanceOrder(deps, order, FOREVER);
  expect(waiting.settlement.state).toBe('due');
  expect(waiting.dueAt).not.toBeNull();
  hospital.script.cancelSettlement = { ok: true, value: { status: 'cancelled' } };
  const over = await advanceOrder(deps, waiting, FOREVER);
  expect(over).toMatchObject({ settlement: { state: 'refused' }, dueAt: null });
  expect(hospital.calls).not.toContain('settle');
});

it('is booked all the same when the hospital says that it has booked it', async () => {
  const { order } = givenUp();
  const { deps, hospital, orders } = await world();
  await orders.insert(order);
  hospital.script.querySettlement = { ok: true, value: { status: 'settled', settlementNo: 'H7' } };
  const booked = await advanceOrder(deps, order, FOREVER);
  expect(booked.settlement).toMatchObject({ state: 'settled', settlementNo: 'H7' });
});
