/**
 * The lock of a place outlives the payment that may still come (money rule 7): while an order is open
 * near the end of the lock that it was placed under, the lock is made longer, for as long as the platform
 * may still take the money. How long, is said by domain/appointments.
 */
import { lockNeededUntil } from '../../domain/appointments';
import type { Order } from '../../domain/order';
import type { Deadline } from '../../ports/deadline';
import type { Mover } from '../deps';

/** Asks at most once; a no is told to the log, a silent hospital is asked again at the next look. */
export async function extendPlace(deps: Mover, order: Order, deadline: Deadline): Promise<void> {
  const until = lockNeededUntil(order, deps.clock.now(), deps.rules);
  if (order.visit === undefined || until === undefined) return;
  const answer = await deps.visits.extendLock(order.visit.appointmentId, until, deadline);
  if (answer.ok) return;
  const { code, reason } = answer;
  deps.log.warn('place.lock-not-extended', { orderNo: order.orderNo, reason, code });
}
