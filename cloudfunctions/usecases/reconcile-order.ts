/** Looking up one order of ours; one that cannot be read stops nobody else's comparison (money rule 11). */
import type { OrderNo } from '../domain/ids';
import type { Order } from '../domain/order';
import type { ReconDay } from '../domain/recon-day';
import type { ReconDeps } from './reconcile-deps';

export const UNREADABLE = 'unreadable';
export type Unreadable = typeof UNREADABLE;

/** A store that could not answer says so by another fault; that is tried again. */
export function isUnreadable(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return !('fault' in error) || error.fault === UNREADABLE;
}

/** The order; undefined when there is none. Throws what the store throws when it cannot answer at all. */
export async function ownOrder(
  deps: ReconDeps,
  day: ReconDay,
  orderNo: OrderNo,
): Promise<Order | undefined | Unreadable> {
  try {
    return await deps.orders.load(day.hospital, orderNo);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    deps.log.alarm('recon.order-unreadable', { orderNo, state: day.day, code: error.name });
    return UNREADABLE;
  }
}
