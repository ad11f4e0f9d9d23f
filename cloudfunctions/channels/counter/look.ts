/**
 * What there is of an order at a counter: its charge at the platform, its insurance at the hospital.
 * Questions only; silence of either says nothing about the order.
 */
import type { Deadline } from '../../ports/deadline';
import type { AskedOrder, QueryOutcome } from '../../ports/payment-channel';
import {
  judged,
  tookCash,
  wantsInsurance,
  type Asking,
  type ChargeFact,
  type InsuranceFact,
  type Seen,
} from './evidence';
import type { CounterParties } from './parties';
import { failureOf } from './his-failure';

export type Unclear = Extract<QueryOutcome, { kind: 'unknown' }>;

export type Look =
  { readonly kind: 'seen'; readonly asking: Asking; readonly seen: Seen } | Unclear;

type Asked = Pick<CounterParties, 'payment' | 'insurance' | 'clock' | 'rules'>;

/**
 * Insurance first: nothing is charged before it is settled, and what was sent then is there or never came
 * after the grace (money rule 2). Otherwise only an order that ended before its charge is that certain.
 */
function absentIsFinal({ clock, rules }: Asked, { counter, upload }: AskedOrder): boolean {
  if (counter?.neverCharged === true) return true;
  if (counter?.first !== 'insurance' || upload === undefined) return false;
  const { createdAt } = upload;
  return createdAt === undefined || clock.now() - createdAt >= rules.absentGraceMs;
}

/** A person has looked: only money that is ours and there stands against it. */
function afterConclusion(charge: ChargeFact): ChargeFact {
  const holds = charge.kind === 'found' && charge.ours && charge.state === 'paid';
  return holds || charge.kind === 'none' ? charge : { kind: 'found', ours: true, state: 'closed' };
}

export async function look(parties: Asked, order: AskedOrder, deadline: Deadline): Promise<Look> {
  const asking = { order, absentIsFinal: absentIsFinal(parties, order) };
  const asked =
    order.amounts.cash === 0
      ? ({ kind: 'none' } as const)
      : await parties.payment.query(order.orderNo, deadline);
  if (asked.kind === 'unknown') return asked;
  const charge = order.concludedAt === undefined ? asked : afterConclusion(asked);
  const insurance: InsuranceFact | Unclear = wantsInsurance(charge)
    ? await lookAtInsurance(parties, order, deadline)
    : { status: order.upload === undefined ? 'not-needed' : 'not-asked' };
  if ('kind' in insurance) return { ...insurance, ...tookCash(asking, charge) };
  return { kind: 'seen', asking, seen: { charge, insurance } };
}

async function lookAtInsurance(
  { insurance }: Asked,
  { orderNo, upload }: AskedOrder,
  deadline: Deadline,
): Promise<InsuranceFact | Unclear> {
  if (upload === undefined) return { status: 'not-needed' };
  const answer = await insurance.state(orderNo, deadline);
  if (answer.ok) return answer.value;
  return { kind: 'unknown', ...failureOf(answer) };
}

export function outcomeOf(found: Look): QueryOutcome {
  return found.kind === 'seen' ? judged(found.asking, found.seen) : found;
}
