/**
 * What of an inpatient deposit goes back with which order. A deposit is paid by cash only; what the
 * hospital leaves of a top-up goes back with that very order, under its one refund number (trap 11).
 */
import type { Fen } from '../../miniprogram/shared/fen';
import type { OpenId } from './ids';
import type { Order } from './order';
import type { RefundAsk } from './refund-plan';

/** In the history and at the desk: this refund is what is left of a deposit. */
export const DEPOSIT_NOTE = 'deposit';

/** A stay, and whose money it is: only the payer's own top-ups go back to the payer. */
export interface OwnStay {
  readonly owner: OpenId;
  readonly patientId: string;
  readonly admissionId: string;
}

export function isTopUpOf(order: Order, stay: OwnStay): boolean {
  return (
    order.kind === 'deposit' &&
    order.owner === stay.owner &&
    order.patientId === stay.patientId &&
    order.admissionId === stay.admissionId
  );
}

/**
 * The refund of `left` (fen) of that top-up, never more than was paid with it; undefined when there is
 * nothing of it to ask for. Whether it may be asked for is planRefund's to say.
 */
export function depositAsk(order: Order, left: Fen, by: OpenId): RefundAsk | undefined {
  const { payment, proof } = order;
  if (payment !== 'paid' || proof === undefined || left === 0) return undefined;
  // insurance never pays a deposit; one that it did pay is nothing that a phone may give back
  if (proof.insurance > 0) return undefined;
  const who = { cause: 'patient', by, note: DEPOSIT_NOTE } as const;
  if (left >= proof.cash) return { mode: 'whole', ...who };
  return { mode: 'cash-part', cash: left, ...who };
}
