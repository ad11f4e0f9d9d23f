/**
 * What of a person's own top-ups of a stay may go back now: as far as the hospital lists it, the payment
 * covers it, and no refund of that order is on its way (money rule 9, trap 11).
 */
import { depositAsk, isTopUpOf, type OwnStay } from '../../domain/deposit';
import type { Order } from '../../domain/order';
import type { RefundAsk } from '../../domain/refund-plan';
import type { HisAdmission } from '../../ports/his-visits';
import type { Ledger } from '../deps';
import { planOrderRefund } from '../plan-order-refund';

export interface LeftOfTopUp {
  readonly order: Order;
  readonly ask: RefundAsk;
}

/** In the hospital's order; an order number that it lists twice counts once. */
export async function leftOfOwnTopUps(
  deps: Ledger,
  stay: OwnStay,
  admission: HisAdmission,
): Promise<readonly LeftOfTopUp[]> {
  const listed = new Map(admission.refundable.map((one) => [one.orderNo, one.amount]));
  const found = await Promise.all(
    [...listed].map(async ([orderNo, amount]): Promise<readonly LeftOfTopUp[]> => {
      const order = await deps.orders.load(deps.hospital.id, orderNo);
      if (order === undefined || !isTopUpOf(order, stay)) return [];
      const ask = depositAsk(order, amount, stay.owner);
      if (ask === undefined || !planOrderRefund(deps, order, ask).ok) return [];
      return [{ order, ask }];
    }),
  );
  return found.flat();
}
