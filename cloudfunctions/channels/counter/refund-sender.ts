/**
 * Sending a refund of a payment at a counter (money rule 9): the hospital takes the insurance back, then
 * the cash goes. Both are idempotent by the refund's number, so that the same may be sent again and goes
 * on where it stopped. Once insurance is back nothing of it may end as refused or as not sent.
 */
import type { Deadline } from '../../ports/deadline';
import type { CounterInsurance } from '../../ports/counter-desk';
import type { CounterPayment } from '../../ports/counter-payment';
import type { RefundOutcome, RefundRequest, RefundSender } from '../../ports/refund-channel';
import { touchesInsurance } from '../medins/refund-body';
import { stated } from '../medins/said';
import { failureOf } from './his-failure';

export interface CounterRefundParties {
  readonly payment: Pick<CounterPayment, 'refund'>;
  readonly insurance: Pick<CounterInsurance, 'reverse'>;
}

/** What must hold before anything goes out, or what does not. */
function faultOf({ mode, cash, insurance, paid }: RefundRequest): string | undefined {
  if (cash + insurance === 0) return 'refund-nothing';
  if (cash > paid.cash) return 'refund-exceeds-cash';
  return insurance > 0 && !touchesInsurance(mode) ? 'refund-mode' : undefined;
}

type Ended = Exclude<RefundOutcome, { kind: 'taken' }>;

/** Also where insurance paid 0 yuan: the visit is taken back all the same. */
async function insuranceBack(
  insurance: CounterRefundParties['insurance'],
  { insured, mode, orderNo, refundNo }: RefundRequest,
  deadline: Deadline,
): Promise<'none' | 'back' | Ended> {
  if (!insured || !touchesInsurance(mode)) return 'none';
  const answer = await insurance.reverse({ orderNo, refundNo }, deadline);
  if (answer.ok) return 'back';
  return { kind: answer.certain ? 'refused' : 'unknown', ...failureOf(answer) };
}

async function cashBack(
  payment: CounterRefundParties['payment'],
  { orderNo, refundNo, cash, paid }: RefundRequest,
  deadline: Deadline,
): Promise<RefundOutcome> {
  if (cash === 0) return { kind: 'taken', told: true };
  const ask = { orderNo, refundNo, refund: cash, total: paid.cash };
  const answer = await payment.refund(ask, deadline);
  return answer.kind === 'taken'
    ? { kind: 'taken', ...stated('platformRefundNo', answer.platformRefundNo) }
    : answer;
}

/** For the function `refund` alone. Every failure is an outcome. */
export function refundSender({ payment, insurance }: CounterRefundParties): RefundSender {
  return {
    wantsSession: () => false,
    async refund(request, deadline) {
      const fault = faultOf(request);
      if (fault !== undefined) {
        return { kind: 'refused', code: fault, reason: 'payment-misconfigured' };
      }
      const settled = await insuranceBack(insurance, request, deadline);
      if (typeof settled === 'object') return settled;
      const cash = await cashBack(payment, request, deadline);
      if (cash.kind === 'taken' || settled === 'none') return cash;
      // the rest of what has begun is owed, whatever was said
      return { ...cash, kind: 'unknown' };
    },
  };
}
