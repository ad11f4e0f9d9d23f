/**
 * Orders as the desk looks at them: the one state by which a clerk filters, the kinds of amounts that
 * access guide V1.4 §5.2 E tells apart, and when a payment is large enough for a second pair of eyes.
 * Pure and total over every state of an order.
 */
import { isLive, type Order } from './order';
import type { Rules } from './rules';
import type { Fen } from '../../miniprogram/shared/fen';

/** waiting: not decided · paid: nothing back · refunded: money back or on its way · review · over. */
export type DeskState = 'waiting' | 'paid' | 'refunded' | 'review' | 'over';

/** What the clerk sees first: a case before anything else, then money that goes back. */
export function deskState(order: Order): DeskState {
  if (order.review !== undefined) return 'review';
  if (order.refund !== undefined && order.refund.state !== 'refused') return 'refunded';
  if (isLive(order)) return 'waiting';
  return order.payment === 'paid' ? 'paid' : 'over';
}

/** 全额医保 · 医保+自费 · 0元医保 · 自费, by what was proven (access guide V1.4 §5.2 E). */
export type MoneyKind = 'insurance-only' | 'mixed' | 'zero-insurance' | 'cash';

/** Undefined while nothing is paid. */
export function moneyKindOf(order: Order): MoneyKind | undefined {
  const { proof } = order;
  if (order.payment !== 'paid' || proof === undefined) return undefined;
  if (order.amounts.payType === 'cash') return 'cash';
  if (proof.insurance === 0) return 'zero-insurance';
  return proof.cash === 0 ? 'insurance-only' : 'mixed';
}

/**
 * Whether a refund of these sums (fen) needs a second clerk; a limit of 0 asks for one whenever money goes
 * back.
 */
export function needsSecondClerk(
  sums: { readonly cash: Fen; readonly insurance: Fen },
  rules: Rules,
): boolean {
  return sums.cash + sums.insurance > rules.secondClerkAbove;
}
