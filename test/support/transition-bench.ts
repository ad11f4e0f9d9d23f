/** Evidence for orders in each state, and the verdict on it alone: what changes, and what is noted. */
import type { CounterPart } from '../../cloudfunctions/domain/counter';
import type { PaymentEvidence, PlatformState } from '../../cloudfunctions/domain/evidence';
import { onEvidence } from '../../cloudfunctions/domain/on-evidence';
import type { Order, PaymentState } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { evidence, orderIn, placing, T0 } from './orders';

const TRADE = 'M26030200000000001';
export const LEARNED = { existed: true, platformTradeNo: TRADE };
export const COUNTER: CounterPart = {
  ...{ counterNo: 'C1', clerk: placing().owner, first: 'cash', scanId: 's1' },
};

export const NOTHING = { cash: 'closed', insurance: 'closed' } as const;
export const CASH_ONLY = { cash: 'paid', insurance: 'closed' } as const;

/** The verdict at T0 + 5; the order was asked about twice before. */
export function on(
  payment: PaymentState,
  state: PlatformState,
  more: { order?: Partial<Order>; said?: Partial<PaymentEvidence>; at?: number } = {},
) {
  const order = orderIn(payment, { asked: 2, ...more.order });
  return onEvidence(order, evidence(state, more.said), more.at ?? T0 + 5, RULES);
}

export const text = (state: PlatformState) =>
  `state ${state}, total 12000, cash 4000, insurance 8000`;
export const caseOf = (reason: string, said: string, at = T0 + 5) => ({
  review: { reason, at, evidence: said },
});
