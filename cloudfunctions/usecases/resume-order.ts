/**
 * A bill that an order stands on already (money rule 6): the same person gets that order back as it is;
 * if what was asked for differs, or the hospital no longer wants the bill paid, it is closed first.
 * Another person's order gives way only when it is over its time and proven closed.
 */
import type { Amounts } from '../domain/amounts';
import type { PayWith } from '../contract/types';
import type { BillId } from '../domain/ids';
import { freesBills, isHeld, isLive, type Order } from '../domain/order';
import type { Deadline } from '../ports/deadline';
import { advanceOrder } from './advance-order';
import { applyEvent } from './apply-event';
import type { Mover } from './deps';
import type { Held } from './hold-bills';
import type { Priced } from './price-bills';
import { Refusal } from './refusal';
import type { Reason } from '../../miniprogram/shared/reasons';

interface Ask {
  readonly wanted: readonly BillId[];
  readonly payWith: PayWith;
  /** What the bills cost now; asked only when the answer depends on it. */
  readonly price: () => Promise<Priced>;
}

const SUMS = [
  'mode',
  'payType',
  'total',
  'cash',
  'insurance',
  'insuranceFund',
  'insuranceSelf',
  'insuranceOther',
  'cashAdd',
  'cashReduced',
] as const satisfies readonly (keyof Amounts)[];

function sameAsk(order: Order, wanted: readonly BillId[], priced: Priced): boolean {
  // what the bureau made of it since is not what the hospital quotes
  const quoted = order.upload?.quoted ?? order.amounts;
  return (
    order.billIds.join(' ') === wanted.join(' ') &&
    order.payWith === priced.payWith &&
    SUMS.every((sum) => quoted[sum] === priced.amounts[sum])
  );
}

/** The order after it was asked to close; undefined when its bills are free now. */
async function closeFirst(
  deps: Mover,
  order: Order,
  by: 'ask-changed' | 'bill-gone',
  deadline: Deadline,
): Promise<Order | undefined> {
  const applied = await applyEvent(deps, order.orderNo, { type: 'close-asked', by });
  const after = await advanceOrder(deps, applied.order, deadline);
  return freesBills(after) ? undefined : after;
}

/** The hospital no longer wants these bills paid this way; anything else may be different in a minute. */
const BILL_GONE: ReadonlySet<Reason> = new Set<Reason>([
  'bill-settled',
  'bill-expired',
  'bill-cancelled',
  'bill-not-found',
  'bill-of-other-patient',
  'bills-not-combinable',
]);

/**
 * What the ask costs now. A bill that is gone has its order closed before that is said; when insurance
 * or the hospital is only away, the order stands as it was.
 */
async function priceOrStanding(
  deps: Mover,
  order: Order,
  ask: Ask,
  deadline: Deadline,
): Promise<Priced | Order> {
  try {
    return await ask.price();
  } catch (error) {
    if (!(error instanceof Refusal) || error.retry) throw error;
    if (!BILL_GONE.has(error.reason)) {
      const same = order.billIds.join(' ') === ask.wanted.join(' ');
      if (same && order.payWith === ask.payWith) return order;
      throw error;
    }
    const after = await closeFirst(deps, order, 'bill-gone', deadline);
    if (after?.payment === 'paid') return after;
    throw error;
  }
}

async function own(
  deps: Mover,
  order: Order,
  ask: Ask,
  deadline: Deadline,
): Promise<Order | undefined> {
  if (!isLive(order) || isHeld(order)) return order;
  const priced = await priceOrStanding(deps, order, ask, deadline);
  if ('orderNo' in priced) return priced;
  if (sameAsk(order, ask.wanted, priced)) {
    const now = order.payment === 'payable' ? order : await advanceOrder(deps, order, deadline);
    return freesBills(now) ? undefined : now;
  }
  const closed = await closeFirst(deps, order, 'ask-changed', deadline);
  if (closed === undefined || closed.payment === 'paid') return closed;
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
