/**
 * Finding out how an order really stands because the day's bill says something else (money rules 2 and
 * 11): the platform is asked about the payment, whatever we believe, and what it proves is applied as
 * always; then booking and refund go on. The bill itself proves nothing.
 */
import { isUnbooked, type Order } from '../domain/order';
import { isOpen } from '../domain/refund';
import type { Deadline } from '../ports/deadline';
import type { ReconRepair } from '../ports/recon-repair';
import { advanceOrder, heard } from './advance-order';
import { applyEvent } from './apply-event';
import type { Mover } from './deps';

/** The order after the question; undefined when the platform did not answer it. */
async function askAnew(deps: Mover, order: Order, deadline: Deadline): Promise<Order | undefined> {
  if (order.channel === 'none') return order;
  const answer = await deps.channel.query(order, deadline);
  if (answer.kind === 'unknown') return undefined;
  return (await applyEvent(deps, order.orderNo, heard(answer))).order;
}

export function orderRepair(deps: Mover): ReconRepair {
  return {
    repair: async (orderNo, deadline) => {
      const order = await deps.orders.load(deps.hospital.id, orderNo);
      if (order === undefined) return 'asked';
      const known = await askAnew(deps, order, deadline);
      if (known === undefined) return 'failed';
      const after = await advanceOrder(deps, known, deadline);
      return isUnbooked(after) || isOpen(after.refund) ? 'failed' : 'asked';
    },
  };
}
