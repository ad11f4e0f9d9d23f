/**
 * Giving an order up: look; cash that is there stays (a payment that was quicker wins), and has its
 * insurance barred where that is not settled; otherwise the charge is reversed, then the insurance. In that
 * order, and not for a clerk who is about to take the cash otherwise. What is proven by it only the next
 * query says (money rule 7).
 */
import { keepsInsurance } from '../../domain/counter';
import type { OrderNo } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { AskedOrder, CloseOutcome } from '../../ports/payment-channel';
import type { Asking, ChargeFact, Seen } from './evidence';
import { look, outcomeOf } from './look';
import type { CounterParties } from './parties';
import { failureOf } from './his-failure';

const TAKEN: CloseOutcome = { kind: 'taken' };

export async function closeOrder(
  parties: CounterParties,
  order: AskedOrder,
  deadline: Deadline,
): Promise<CloseOutcome> {
  const found = await look(parties, order, deadline);
  if (found.kind !== 'seen') return found;
  const { asking, seen } = found;
  const outcome = outcomeOf(found);
  const says = outcome.kind === 'evidence' ? outcome.evidence : undefined;
  if (says?.ours === false || says?.state === 'paid' || says?.state === 'refunded') return TAKEN;
  if (says?.state === 'half-paid') return endInsurance(parties, order, seen, deadline);
  if (mayStillCharge(asking, seen.charge)) {
    const reversed = await reverseCharge(parties, order.orderNo, seen.charge, deadline);
    if (reversed.kind !== 'taken') return reversed;
  }
  return isKept(order, seen) ? TAKEN : endInsurance(parties, order, seen, deadline);
}

function mayStillCharge({ absentIsFinal }: Asking, charge: ChargeFact): boolean {
  if (charge.kind === 'none') return false;
  return charge.kind === 'absent' ? !absentIsFinal : charge.state !== 'closed';
}

/** A clerk is about to take the cash otherwise; what was never settled cannot wait for that. */
function isKept({ counter }: AskedOrder, { insurance }: Seen): boolean {
  return keepsInsurance(counter) && insurance.status !== 'none';
}

async function reverseCharge(
  { payment }: CounterParties,
  orderNo: OrderNo,
  charge: ChargeFact,
  deadline: Deadline,
): Promise<CloseOutcome> {
  const answer = await payment.reverse(orderNo, deadline);
  // that it is not there is what the platform said when it was asked, too
  if (answer.kind === 'taken' || (answer.kind === 'refused' && charge.kind === 'absent')) {
    return TAKEN;
  }
  return answer.kind === 'refused' ? { ...answer, effect: 'none' } : { ...answer, kind: 'unknown' };
}

/** One that was never settled is barred: it may still be on its way. */
async function endInsurance(
  { insurance }: CounterParties,
  { orderNo, upload }: AskedOrder,
  seen: Seen,
  deadline: Deadline,
): Promise<CloseOutcome> {
  if (upload === undefined || seen.insurance.status === 'reversed') return TAKEN;
  const answer = await insurance.reverse({ orderNo }, deadline);
  if (answer.ok) return TAKEN;
  const failure = failureOf(answer);
  return answer.certain
    ? { kind: 'refused', effect: 'none', ...failure }
    : { kind: 'unknown', ...failure };
}
