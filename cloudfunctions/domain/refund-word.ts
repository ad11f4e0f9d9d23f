/**
 * The word that is owed to the platform of 2.0: that the bureau has brought insurance back (money rule 9,
 * refunds/notify). The money does not wait for it, nor does the hospital; the refund is over only with it.
 */
import type { Order } from './order';
import type { Refund } from './refund';

/** Sent by interface, insurance is back, and the platform has not been told. */
export function owesWord(
  order: Pick<Order, 'channel' | 'upload' | 'amounts'>,
  refund: Refund,
): boolean {
  const { legs, mode, sends, told, via } = refund;
  if (order.channel !== 'medins') return false;
  if (order.upload === undefined || via !== 'api' || told === true || sends === 0) return false;
  if (mode !== 'whole' && mode !== 'insurance-and-cash-part') return false;
  // insurance of 0 yuan has no leg, but its visit was taken back with the cash
  const ofZero = legs.insurance === 'none' && order.amounts.payType !== 'cash';
  return legs.insurance === 'refunded' || (ofZero && legs.cash === 'refunded');
}

/** Nothing is left for the hospital to do about it. */
export function isBooked({ hold }: Pick<Refund, 'hold'>): boolean {
  return hold === 'confirmed' || hold === 'not-needed';
}
