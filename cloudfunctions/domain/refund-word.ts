/**
 * What is still to be said when money is back. The word that is owed to the platform of 2.0: that the bureau
 * has brought insurance back (money rule 9, refunds/notify). The money does not wait for it, nor does the
 * hospital; the refund is over only with it, or with a person's word that it was registered there.
 */
import type { Order } from './order';
import type { Refund } from './refund';

type Asked = Pick<Order, 'channel' | 'counter' | 'upload' | 'amounts'>;

/** Its cash went back by a person's hand: the insurance part is still to be reversed by interface. */
export function owesReversal({ counter, upload }: Asked, refund: Refund): boolean {
  if (counter === undefined || upload === undefined) return false;
  return refund.via === 'manual' && refund.told !== true && touchesInsurance(refund);
}

/** Sent by interface, insurance is back, and the platform has not been told. */
export function owesWord(order: Asked, refund: Refund): boolean {
  if (owesReversal(order, refund)) return true;
  const { legs, sends, told, via } = refund;
  if (order.channel !== 'medins' || order.upload === undefined) return false;
  if (via !== 'api' || told === true || sends === 0 || !touchesInsurance(refund)) return false;
  // insurance of 0 yuan has no leg, but its visit was taken back with the cash
  const ofZero = legs.insurance === 'none' && order.amounts.payType !== 'cash';
  return legs.insurance === 'refunded' || (ofZero && legs.cash === 'refunded');
}

function touchesInsurance({ mode }: Refund): boolean {
  return mode === 'whole' || mode === 'insurance-and-cash-part';
}

/** All of it is back and booked; only the platform has not taken the word. */
export function isUntold(order: Asked, refund: Refund): boolean {
  const isOver = refund.state === 'returned' && isBooked(refund);
  return isOver && owesWord(order, refund) && !owesReversal(order, refund);
}

/** Nothing is left for the hospital to do about it. */
export function isBooked({ hold }: Pick<Refund, 'hold'>): boolean {
  return hold === 'confirmed' || hold === 'not-needed';
}
