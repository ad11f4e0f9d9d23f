/**
 * The hospital hears of a payment once (money rule 8): settle is idempotent by order number, a refusal
 * is believed only after the hospital was asked, and only behind a tombstone that no late settle can
 * pass. The outbox entry is the order's own `settlement: due`.
 */
import type { OrderEvent } from '../domain/events';
import { isHeld, isUnbooked, type Order } from '../domain/order';
import type { Deadline } from '../ports/deadline';
import type { HisSettlement } from '../ports/his-values';
import type { Reason } from '../../miniprogram/shared/reasons';
import { applyEvent } from './apply-event';
import type { Mover } from './deps';

/** What the hospital holds under the order's number, as an event. */
export function settledEvent(settlement: HisSettlement): Extract<OrderEvent, { type: 'settled' }> {
  return {
    type: 'settled',
    ...(settlement.settlementNo === undefined ? {} : { settlementNo: settlement.settlementNo }),
    ...(settlement.pickup === undefined ? {} : { pickup: settlement.pickup }),
    ...(settlement.booked === undefined ? {} : { booked: settlement.booked }),
  };
}

/** Refused and yet booked: only the same sums, stated, make that our own booking. */
function settledAfterRefusal(settlement: HisSettlement, code: string): OrderEvent {
  const doubtful = code === 'SETTLEMENT_DIFFERS' || settlement.booked === undefined;
  return { ...settledEvent(settlement), ...(doubtful ? { doubtful: true } : {}) };
}

/** After a refusal: what the hospital really holds, and a tombstone where it holds nothing. */
async function believeRefusal(
  deps: Mover,
  order: Order,
  refusal: { readonly code: string; readonly reason: Reason },
  deadline: Deadline,
): Promise<OrderEvent> {
  const asked = await deps.settler.querySettlement(order, deadline);
  if (!asked.ok) return { type: 'settle-unknown', code: asked.code };
  if (asked.value.status === 'settled') return settledAfterRefusal(asked.value, refusal.code);
  const elsewhere = asked.value.status === 'elsewhere';
  const tombstone = await deps.settler.cancelSettlement(order.orderNo, deadline);
  if (!tombstone.ok) return { type: 'settle-unknown', code: tombstone.code };
  if (tombstone.value.status === 'settled')
    return settledAfterRefusal(tombstone.value, refusal.code);
  return { type: 'settle-refused', ...refusal, elsewhere };
}

async function outcomeOf(deps: Mover, order: Order, deadline: Deadline): Promise<OrderEvent> {
  if (order.settlement.givenUp === true) {
    const refusal = { code: 'given-up', reason: 'hospital-unreachable' } as const;
    return believeRefusal(deps, order, refusal, deadline);
  }
  const answer = await deps.settler.settle(order, deadline);
  if (answer.ok) {
    if (answer.value.status === 'settled') return settledEvent(answer.value);
    const refusal = { code: answer.value.status, reason: 'bill-settled' } as const;
    return believeRefusal(deps, order, refusal, deadline);
  }
  const { certain, code, reason } = answer;
  if (!certain) return { type: 'settle-unknown', code };
  return believeRefusal(deps, order, { code, reason }, deadline);
}

/** Books a proven payment at the hospital, if that is due; returns the order as it stands then. */
export async function settleWithHospital(
  deps: Mover,
  order: Order,
  deadline: Deadline,
): Promise<Order> {
  if (!isUnbooked(order) || isHeld(order)) return order;
  const event = await outcomeOf(deps, order, deadline);
  return (await applyEvent(deps, order.orderNo, event)).order;
}
