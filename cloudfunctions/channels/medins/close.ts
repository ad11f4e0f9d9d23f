/**
 * Abandoning an order (trap 38: 2.0 has no close): look; if anything is paid or being paid leave it alone;
 * otherwise close the cash order, then have the upload withdrawn (6401). In that order: a payment that
 * wins the race shows in the refusal to close, and must find its insurance still there. What is proven
 * by it only the next query says (money rule 7).
 */
import type { PlatformState } from '../../domain/evidence';
import type { OrderNo } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { AskedOrder, CloseOutcome } from '../../ports/payment-channel';
import { isDenied, type Seen } from './evidence';
import { failureOf, saysAbsent } from './look';
import { closeCashAsk } from './prepay';
import { look, type Parties } from './query';

/** half-paid: the cash is for a refund to bring back, but the fees must not be settled any more. */
const ENDABLE: readonly PlatformState[] = ['not-paid', 'failed', 'half-paid'];
const CLOSED_WORDS = ['ORDER_CLOSED', 'ORDERCLOSED'];

export async function closeOrder(
  parties: Parties,
  order: AskedOrder,
  deadline: Deadline,
): Promise<CloseOutcome> {
  const { outcome, seen } = await look(parties, order, true, deadline);
  if (outcome.kind === 'unknown') return outcome;
  if (outcome.kind === 'not-found' || seen === undefined) return { kind: 'taken' };
  const { state, ours } = outcome.evidence;
  const mayEnd = ENDABLE.includes(state) || (state === 'closed' && isDenied(seen));
  if (!ours || !mayEnd) return { kind: 'taken' };
  return endParts(parties, order, seen, deadline);
}

async function endParts(
  parties: Parties,
  order: AskedOrder,
  seen: Seen,
  deadline: Deadline,
): Promise<CloseOutcome> {
  if (cashStands(seen)) {
    const closed = await closeCash(parties, order.orderNo, deadline);
    if (closed.kind !== 'taken') return closed;
  }
  if (!uploadStands(seen)) return { kind: 'taken' };
  const revoked = await parties.bureau.revoke(order.orderNo, deadline);
  if (revoked.ok) return { kind: 'taken' };
  const { code, reason } = revoked;
  return revoked.certain
    ? { kind: 'refused', effect: 'none', code, reason }
    : { kind: 'unknown', code, reason };
}

/** One that is denied beside its mixed order may be late to be found, and paid all the same. */
function cashStands(seen: Seen): boolean {
  const { cash } = seen;
  if (cash.kind !== 'found') return isDenied(seen);
  return cash.state === 'notpay' || cash.state === 'payerror';
}

/** One that the bureau has not heard of is withdrawn as well: it may still be on its way. */
function uploadStands({ upload }: Seen): boolean {
  return upload === 'uploaded' || upload === 'priced' || upload === 'none';
}

/** `taken`: it is closed, was, or never existed. */
export async function closeCash(
  { config, api }: Pick<Parties, 'config' | 'api'>,
  orderNo: OrderNo,
  deadline: Deadline,
): Promise<CloseOutcome> {
  const verdict = await api.send(closeCashAsk(config, orderNo), deadline);
  switch (verdict.kind) {
    case 'success':
      return { kind: 'taken' };
    case 'failure': {
      if (saysAbsent(verdict) || CLOSED_WORDS.includes(verdict.error)) return { kind: 'taken' };
      return { kind: 'refused', effect: verdict.effect, ...failureOf(verdict) };
    }
    case 'not-sent':
      return { kind: 'refused', effect: 'none', ...failureOf(verdict) };
    case 'unknown':
      return { kind: 'unknown', ...failureOf(verdict) };
  }
}
