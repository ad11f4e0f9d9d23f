/**
 * Asking how an order stands. Cash that was taken first has its insurance settled by whoever asks next:
 * under the order's number, to exactly the sums that were agreed (trap 41). If the hospital refuses that
 * for certain it is barred for ever, so that the cash may go back (money rule 9).
 */
import type { Deadline } from '../../ports/deadline';
import type { InsuranceAsk } from '../../ports/counter-desk';
import type { AskedOrder, QueryOutcome } from '../../ports/payment-channel';
import {
  judged,
  settlesNext,
  tookCash,
  type Asking,
  type InsuranceFact,
  type Seen,
} from './evidence';
import { look, outcomeOf, type Unclear } from './look';
import type { CounterParties } from './parties';
import { failureOf } from './his-failure';

export async function queryOrder(
  parties: CounterParties,
  order: AskedOrder,
  deadline: Deadline,
): Promise<QueryOutcome> {
  const found = await look(parties, order, deadline);
  if (found.kind !== 'seen' || !settlesNext(found.asking, found.seen)) return outcomeOf(found);
  return settled(parties, order, found, deadline);
}

async function settled(
  parties: CounterParties,
  order: AskedOrder,
  { asking, seen }: { readonly asking: Asking; readonly seen: Seen },
  deadline: Deadline,
): Promise<QueryOutcome> {
  const ask = insuranceAsk(order);
  // an order that names no reading cannot be settled: its cash goes back
  const insurance = ask === undefined ? seen.insurance : await settleOrBar(parties, ask, deadline);
  if ('kind' in insurance) return { ...insurance, ...tookCash(asking, seen.charge) };
  return judged(asking, { ...seen, insurance });
}

function insuranceAsk(order: AskedOrder): InsuranceAsk | undefined {
  const { orderNo, patientId, billIds, serialNo, counter, amounts } = order;
  if (counter === undefined) return undefined;
  const { total, cash, insurance } = amounts;
  const agreed = { total, cash, insurance };
  return { orderNo, patientId, billIds, serialNo, scanId: counter.scanId, agreed };
}

async function settleOrBar(
  { insurance, log }: CounterParties,
  ask: InsuranceAsk,
  deadline: Deadline,
): Promise<InsuranceFact | Unclear> {
  const { orderNo } = ask;
  const answer = await insurance.settle(ask, deadline);
  if (answer.ok) return { status: 'settled', ...answer.value };
  const failure = failureOf(answer);
  log.warn('counter.insurance-not-settled', { orderNo, ...failure });
  if (!answer.certain) return { kind: 'unknown', ...failure };
  const barred = await insurance.reverse({ orderNo }, deadline);
  // what could not be barred now is barred when the order is closed
  return barred.ok ? { status: 'reversed', ...barred.value } : { status: 'none' };
}
