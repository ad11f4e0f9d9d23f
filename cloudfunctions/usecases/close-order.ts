/**
 * The patient gives an unpaid order up. The wish is stored first, then the platform is asked, and only
 * its proof frees the bill (money rule 7). A payment that was quicker wins.
 */
import type { OrderView } from '../contract/types';
import type { OpenId } from '../domain/ids';
import type { Deadline } from '../ports/deadline';
import { advanceOrder } from './advance-order';
import { applyEvent } from './apply-event';
import type { Mover } from './deps';
import { viewOf } from './order-view';
import { ownOrder } from './own-order';

/** The order after the platform was asked to close it; it may turn out paid. */
export async function closeOrder(
  deps: Mover,
  input: { readonly owner: OpenId; readonly orderNo: string },
  deadline: Deadline,
): Promise<OrderView> {
  const order = await ownOrder(deps, input.owner, input.orderNo);
  const asked = { type: 'close-asked', by: 'patient' } as const;
  const applied = await applyEvent(deps, order.orderNo, asked);
  return viewOf(deps, await advanceOrder(deps, applied.order, deadline));
}
