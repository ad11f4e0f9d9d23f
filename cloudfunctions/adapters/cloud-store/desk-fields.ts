/**
 * What stands beside a stored order so that the desk's questions are each one indexed query: the time of
 * placing as a key of its own that is unique and sorts, and what is filtered by, counted and summed.
 * Orders stored before this release have none of it: they are found by their number.
 */
import { deskState, moneyKindOf } from '../../domain/desk';
import type { Order, PaidProof } from '../../domain/order';
import { returnedAt } from '../../domain/recon-facts';
import type { Span } from '../../ports/staff-orders';
import { ZERO } from '../../../miniprogram/shared/fen';

const DIGITS = 15;

/** Sorts as text the way the moments do. */
export function momentKey(at: number): string {
  return String(at).padStart(DIGITS, '0');
}

/** From the first to the last moment, both included, as a range of keys that begin with a moment. */
export function keyRange({ from, to }: Span): { readonly from: string; readonly before: string } {
  return { from: momentKey(from), before: momentKey(to + 1) };
}

export function placedKey(order: Order): string {
  return `${momentKey(order.createdAt)}:${order.orderNo}`;
}

/** What was taken: of an order whose insurance failed the cash alone, which then goes back. */
function takenOf({ payment, proof, halfPaid }: Order): TakenSums | undefined {
  if (payment === 'paid') return proof;
  return halfPaid === undefined ? undefined : { ...halfPaid, insurance: ZERO };
}

type TakenSums = Pick<PaidProof, 'cash' | 'insurance' | 'paidAt'>;

export function deskFields(order: Order) {
  const { refund } = order;
  const paid = takenOf(order);
  const back = returnedAt(order);
  return {
    placed: placedKey(order),
    deskState: deskState(order),
    patientId: order.patientId,
    billIds: order.billIds,
    entry: order.entry ?? 'menu',
    paidAt: paid?.paidAt ?? null,
    paidCash: paid?.cash ?? 0,
    paidInsurance: paid?.insurance ?? 0,
    moneyKind: moneyKindOf(order) ?? null,
    refundedAt: back ?? null,
    refundCash: back === undefined ? 0 : (refund?.cash ?? 0),
    refundInsurance: back === undefined ? 0 : (refund?.insurance ?? 0),
  };
}
