/** A person's own order by number; somebody else's looks exactly like one that does not exist. */
import { orderNo, type OpenId } from '../domain/ids';
import type { Order } from '../domain/order';
import type { Ledger } from './deps';
import { Refusal } from './refusal';

/** The order, or Refusal `order-not-found` (money rule 13). */
export async function ownOrder(deps: Ledger, owner: OpenId, number: string): Promise<Order> {
  const order = await deps.orders.load(deps.hospital.id, parsed(number));
  if (order?.owner !== owner) throw new Refusal('order-not-found');
  return order;
}

function parsed(number: string) {
  try {
    return orderNo(number);
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('order-not-found');
    throw error;
  }
}
