/**
 * A bill that an order stands on already (money rule 6): the same person gets that order back as it is;
 * if what was asked for differs (bills, sums, way of paying) it is closed first. Another person's order
 * gives way only when it is over its time and proven closed.
 */
import type { BillId } from '../domain/ids';
import { freesBills, isLive, type Order } from '../domain/order';
import type { Deadline } from '../ports/deadline';
import { advanceOrder } from './advance-order';
import { applyEvent } from './apply-event';
import type { Mover } from './deps';
import type { Held } from './hold-bills';
import type { Priced } from './price-bills';
import { Refusal } from './refusal';

interface Ask {
  readonly wanted: readonly BillId[];
  /** What the bills cost now; asked only when the answer depends on it. */
  readonly price: () => Promise<Priced>;
}

function sameAsk(order: Order, wanted: readonly BillId[], priced: Priced): boolean {
  const { amounts } = priced;
  return (
    order.billIds.join(' ') === wanted.join(' ') &&
    order.payWith === priced.payWith &&
    order.amounts.payType === amounts.payType &&
    order.amounts.mode === amounts.mode &&
    order.amounts.total === amounts.total &&
    order.amounts.cash === amounts.cash &&
    order.amounts.insurance === amounts.insurance
  );
}

async function own(
  deps: Mover,
  order: Order,
  ask: Ask,
  deadline: Deadline,
): Promise<Order | undefined> {
  if (!isLive(order) || order.review !== undefined) return order;
  if (sameAsk(order, ask.wanted, await ask.price())) {
    const now = order.payment === 'payable' ? order : await advanceOrder(deps, order, deadline);
    return freesBills(now) ? undefined : now;
  }
  const asked = { type: 'close-asked', by: 'amount-changed' } as const;
  const applied = await applyEvent(deps, order.orderNo, asked);
  const closed = await advanceOrder(deps, applied.order, deadline);
  if (freesBills(closed)) return undefined;
  if (closed.payment === 'paid') return closed;
  throw new Refusal('bill-amount-changed', true);
}

async function others(deps: Mover, order: Order, deadline: Deadline): Promise<undefined> {
  if (!isLive(order)) throw new Refusal('bill-settled');
  if (deps.clock.now() < order.deadlineAt) throw new Refusal('bill-being-paid-by-other', true);
  const after = await advanceOrder(deps, order, deadline);
  if (freesBills(after)) return undefined;
  throw new Refusal(after.payment === 'paid' ? 'bill-settled' : 'bill-being-paid-by-other', true);
}

/** The order to show instead of a new one; undefined when the bills are free now. */
export async function resumeOrder(
  deps: Mover,
  held: Exclude<Held, { kind: 'held' }>,
  ask: Ask,
  deadline: Deadline,
): Promise<Order | undefined> {
  if (held.kind === 'own-order') return own(deps, held.order, ask, deadline);
  return others(deps, held.order, deadline);
}
