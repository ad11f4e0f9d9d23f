/**
 * How a refund of a payment at a counter stands (money rule 9): the hospital says it of insurance, the
 * platform of the cash. The money is back only when every part of it is; what never went out is sent once
 * more.
 */
import type { Deadline } from '../../ports/deadline';
import type { CounterInsurance, InsuranceState } from '../../ports/counter-desk';
import type { RefundAsker } from '../../ports/refund-channel';
import { touchesInsurance } from '../medins/refund-body';
import {
  NO_PART,
  outcomeOf,
  unclearLeg,
  UNSENT,
  type Asked,
  type Numbers,
} from '../medins/refund-legs';
import { stated } from '../medins/said';
import type { CounterParties } from './parties';
import { failureOf } from './his-failure';

function insuranceSaid({ refundNo, insurance }: Numbers, state: InsuranceState): Asked {
  switch (state.status) {
    case 'settled':
      return UNSENT;
    case 'reversed': {
      const { refundNo: by = refundNo, reversedAt: at } = state;
      if (by !== refundNo) return unclearLeg('other-refund');
      return { leg: { state: 'refunded', sum: insurance, at } };
    }
    case 'none':
      // without insurance money the visit may be unknown there: barred when it is sent again
      return insurance > 0 ? unclearLeg('insurance-none') : UNSENT;
  }
}

async function insuranceLeg(
  insurance: CounterInsurance,
  numbers: Numbers,
  deadline: Deadline,
): Promise<Asked> {
  if (!numbers.insured || !touchesInsurance(numbers.mode)) return NO_PART;
  const answer = await insurance.state(numbers.orderNo, deadline);
  if (answer.ok) return insuranceSaid(numbers, answer.value);
  return { unknown: { kind: 'unknown', ...failureOf(answer) } };
}

async function cashLeg(
  payment: CounterParties['payment'],
  { cash, refundNo }: Numbers,
  deadline: Deadline,
): Promise<Asked & { readonly ours?: boolean }> {
  if (cash === 0) return NO_PART;
  const seen = await payment.queryRefund(refundNo, deadline);
  if (seen.kind === 'absent') return UNSENT;
  if (seen.kind === 'unknown') return { unknown: seen };
  const { amount, platformRefundNo, endedAt, ours, state } = seen;
  const leg = {
    state,
    ...stated('sum', amount),
    ...stated('refundId', platformRefundNo),
    ...stated('at', endedAt),
  };
  return { leg, ours };
}

/** Every failure is an outcome. */
export function refundAsker({
  payment,
  insurance,
}: Pick<CounterParties, 'payment' | 'insurance'>): RefundAsker {
  return {
    async queryRefund(numbers, deadline) {
      const settled = await insuranceLeg(insurance, numbers, deadline);
      if ('unknown' in settled) return settled.unknown;
      const cash = await cashLeg(payment, numbers, deadline);
      if ('unknown' in cash) return cash.unknown;
      return outcomeOf(numbers, settled.leg, cash.leg, cash.ours);
    },
  };
}
