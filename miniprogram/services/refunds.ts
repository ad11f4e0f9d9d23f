/**
 * Asking for a whole payment back. The server's word alone counts: without a clear answer nobody knows
 * whether the request went through, so the caller asks `confirmOrder` (money rule 2). Asking again is
 * safe: one order has one refund (interface document v2.4 §3.6).
 */
import type { OrderView } from '../../cloudfunctions/contract/types';
import { call } from './api';
import type { Trouble } from './trouble';

export type Asked =
  /** Taken, or refused by the hospital at once: the order's refund says which. */
  | { readonly kind: 'answered'; readonly order: OrderView }
  /** Said no for certain; nothing was reserved. */
  | { readonly kind: 'refused'; readonly reason: Trouble }
  /** It may have gone through. */
  | { readonly kind: 'unsure' };

export async function askRefund(orderNo: string): Promise<Asked> {
  const outcome = await call('pay', 'askRefund', { orderNo });
  if (outcome.ok) return { kind: 'answered', order: outcome.value.order };
  return outcome.retry ? { kind: 'unsure' } : { kind: 'refused', reason: outcome.reason };
}

/**
 * Insurance failed after cash was taken, and the cash is not back yet: until it is, nothing may be paid
 * anew. Its refund need not have begun (money rule 9).
 */
export function isHalfPaid({ payment, refund, next }: OrderView): boolean {
  if (refund !== undefined) return refund.cause === 'half-paid' && refund.state !== 'returned';
  return payment === 'failed' && next.do === 'wait';
}

/** A person at the hospital brings the money back, or must look at it before it goes on. */
export function isByHand({ refund, next }: OrderView): boolean {
  return refund?.state === 'going' && (refund.byHand || next.do === 'ask-at-counter');
}
