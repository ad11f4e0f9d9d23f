/**
 * The place of a registration that ended without money goes back to the hospital, for others (money rule
 * 7). Only when the person gave up or the deadline came; one that was rejected, failed, or gave way to a
 * new order may be paid anew until its lock ends by itself. Only a lock goes back: a place that was kept
 * for the visit, or made elsewhere, is the person's without our order, too.
 */
import { isPlaceLeft } from '../../domain/appointments';
import { orderNo, type OrderNo } from '../../domain/ids';
import type { Order } from '../../domain/order';
import type { Deadline } from '../../ports/deadline';
import { applyEvent } from '../apply-event';
import type { Mover } from '../deps';
import { giveBack, holdBills } from '../hold-bills';
import { Refusal } from '../refusal';

/** Claims the bill while the place goes back; no order has such a number. */
const holderOf = (order: Order): OrderNo => orderNo(`G${order.orderNo}`.slice(0, 63));

/** Whether nothing is left to tell the hospital; a silent one is told again at the next look. */
async function isGone(deps: Mover, appointmentId: string, deadline: Deadline): Promise<boolean> {
  const found = await deps.visits.appointment(appointmentId, deadline);
  if (!found.ok) return found.certain;
  if (found.value.status !== 'locked') return true;
  const answer = await deps.visits.releaseAppointment(appointmentId, deadline);
  // a certain no: paid otherwise meanwhile, or not known there
  return answer.ok || answer.certain;
}

/** The same while no order can be placed on it; a place that another order pays is that order's. */
async function isDoneWith(deps: Mover, order: Order, appointmentId: string, deadline: Deadline) {
  const holder = holderOf(order);
  const { billIds, owner } = order;
  const held = await holdBills(deps, { bills: billIds, orderNo: holder, owner });
  if (held.kind !== 'held') return true;
  try {
    return await isGone(deps, appointmentId, deadline);
  } finally {
    await giveBack(deps, billIds, holder);
  }
}

/**
 * The order, with its place marked as given back once the hospital knows. Any other order is returned as
 * it is; so is one whose place could not be given back this time.
 */
export async function givePlaceBack(deps: Mover, order: Order, deadline: Deadline): Promise<Order> {
  if (order.visit === undefined || !isPlaceLeft(order)) return order;
  const { appointmentId } = order.visit;
  try {
    if (!(await isDoneWith(deps, order, appointmentId, deadline))) return order;
    return (await applyEvent(deps, order.orderNo, { type: 'place-released' })).order;
  } catch (error) {
    // somebody is placing an order on it this very moment, or writing this one
    if (!(error instanceof Refusal)) throw error;
    deps.log.info('place.not-given-back', { orderNo: order.orderNo, reason: error.reason });
    return order;
  }
}
