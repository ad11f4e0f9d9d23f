/**
 * 医保码一码付 at a counter as our ports see it: cash by the platform, insurance by the hospital, one order.
 * Every failure is an outcome. Sending refunds is made apart (money rule 9).
 */
import type { PaymentChannel } from '../../ports/payment-channel';
import type { RefundAsker, RefundSender } from '../../ports/refund-channel';
import { closeOrder } from './close';
import type { CounterParties } from './parties';
import { placeOrder } from './place';
import { queryOrder } from './query';
import { refundAsker } from './refund-asker';
import { refundSender, type CounterRefundParties } from './refund-sender';

export type { CounterParties } from './parties';
export type { CounterRefundParties } from './refund-sender';

/** Without `oneCode` it asks, closes and asks after refunds, but places nothing. */
export function createCounter(parties: CounterParties): PaymentChannel & RefundAsker {
  return {
    name: 'onecode',
    ...refundAsker(parties),
    place: (request, deadline) => placeOrder(parties, request, deadline),
    query: (order, deadline) => queryOrder(parties, order, deadline),
    close: (order, deadline) => closeOrder(parties, order, deadline),
  };
}

/** For the function `refund` alone. */
export function createCounterRefunds(parties: CounterRefundParties): RefundSender {
  return refundSender(parties);
}
