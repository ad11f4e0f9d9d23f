/**
 * Something is done with a place while nobody can pay it: its bill is claimed for that time, under a
 * number that no order has, so that no order can be placed on it in between (money rule 6). What a crash
 * leaves of that claim is taken over after the grace for claims.
 */
import { newOrderNo, ORDER_NO_BYTES, type BillId, type OpenId } from '../../domain/ids';
import { isHeld, type Order } from '../../domain/order';
import { shanghaiDay } from '../../domain/shanghai';
import { giveBack, holdBills } from '../hold-bills';
import { Refusal } from '../refusal';
import type { Registrar } from './deps';

function refusalFor(order: Order): Refusal {
  const isPaid = order.payment === 'paid' || order.payment === 'not-needed';
  return new Refusal(isPaid && !isHeld(order) ? 'appointment-paid' : 'appointment-being-paid');
}

/**
 * What `act` answers. Refusals: `appointment-being-paid` while an order on it, whosever, is alive or may
 * hold money; `appointment-paid`; `busy` while one is being placed this very moment.
 */
export async function whileUnpaid<T>(
  deps: Registrar,
  who: { readonly owner: OpenId; readonly billId: BillId },
  act: () => Promise<T>,
): Promise<T> {
  const orderNo = newOrderNo(shanghaiDay(deps.clock.now()), deps.ids.hex(ORDER_NO_BYTES));
  const bills = [who.billId];
  const held = await holdBills(deps, { bills, orderNo, owner: who.owner });
  if (held.kind !== 'held') throw refusalFor(held.order);
  try {
    return await act();
  } finally {
    await giveBack(deps, bills, orderNo);
  }
}
