/**
 * By its Request-Id the platform finds its answer again: kept as a field of the order's history, as far
 * as the clerk's view of the order (interface of APIv3, 问题排查).
 */
import type { OrderEvent } from '../../cloudfunctions/domain/events';
import type { Order } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { migrateOrder } from '../../cloudfunctions/migrations/order';
import type { QueryOutcome } from '../../cloudfunctions/ports/payment-channel';
import { heard } from '../../cloudfunctions/usecases/advance-order';
import { staffOrderView } from '../../cloudfunctions/usecases/staff/staff-order-view';
import { orderIn, placing, T0 } from '../support/orders';

const [FIRST, SECOND] = ['08F78BB5AF06-1', '08F78BB5AF06-2'];
const failed = (requestId: string): OrderEvent => ({
  type: 'ask-failed',
  code: `SYSTEM_ERROR ${requestId}`,
  requestId,
});

function after(order: Order, ...events: readonly OrderEvent[]): Order {
  return events.reduce((was, event) => transition(was, event, T0, DEFAULT_RULES).order, order);
}

test('what repeats is one entry, with the last one; the words are without it', () => {
  const { history } = after(orderIn('payable'), failed(FIRST), failed(SECOND));
  expect(history).toHaveLength(orderIn('payable').history.length + 1);
  expect(history.at(-1)).toEqual({
    ...{ at: T0, event: 'ask-failed', outcome: 'ask-failed', times: 2 },
    ...{ note: 'SYSTEM_ERROR', requestId: SECOND },
  });
});

test('an answer without one takes the former along no further', () => {
  const { history } = after(orderIn('payable'), failed(FIRST), {
    type: 'ask-failed',
    code: 'no-answer',
  });
  expect(history.at(-1)).not.toHaveProperty('requestId');
  expect(history.at(-2)).toMatchObject({ requestId: FIRST });
});

test.each<OrderEvent>([
  { type: 'rejected', reason: 'payment-refused', code: `PARAM_ERROR ${FIRST}`, requestId: FIRST },
  { type: 'unknown', code: `SYSTEM_ERROR ${FIRST}`, requestId: FIRST },
])('of a placing: $type', (event) => {
  expect(after(placing(), event).history.at(-1)).toMatchObject({ requestId: FIRST });
});

test('it is stored, comes back, and staff see it', () => {
  const order = after(orderIn('payable'), failed(FIRST));
  const back = migrateOrder(JSON.parse(JSON.stringify(order)));
  expect(back).toEqual(order);
  expect(staffOrderView(back).history.at(-1)).toMatchObject({
    note: 'SYSTEM_ERROR',
    requestId: FIRST,
  });
  expect(staffOrderView(orderIn('payable')).history.at(-1)).not.toHaveProperty('requestId');
});

test('a question that was not answered passes it on', () => {
  const silent: QueryOutcome = {
    ...{ kind: 'unknown', code: `SYSTEM_ERROR ${FIRST}` },
    ...{ reason: 'payment-unreachable', requestId: FIRST },
  };
  expect(heard(silent)).toEqual(failed(FIRST));
});
