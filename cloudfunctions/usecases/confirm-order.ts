/**
 * How an order stands: our own database first, the platform second (interface document v2.4 §1.5.2).
 * Whatever the phone believes it saw makes no difference.
 */
import type { OrderView } from '../contract/types';
import type { OpenId } from '../domain/ids';
import type { Deadline } from '../ports/deadline';
import { advanceOrder } from './advance-order';
import type { Mover } from './deps';
import { viewOf } from './order-view';
import { ownOrder } from './own-order';

/** The order after one question, for its owner. Refusal `order-not-found` otherwise. */
export async function confirmOrder(
  deps: Mover,
  input: { readonly owner: OpenId; readonly orderNo: string },
  deadline: Deadline,
): Promise<OrderView> {
  const order = await ownOrder(deps, input.owner, input.orderNo);
  return viewOf(deps, await advanceOrder(deps, order, deadline));
}
