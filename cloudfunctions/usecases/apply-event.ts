/**
 * The only caller of transition + save (money rule 5): load, decide, write if nobody wrote in between,
 * otherwise decide again on what is there now. Frees the bills of an order that is over for certain.
 */
import type { OrderEvent, OutcomeName } from '../domain/events';
import type { OrderNo } from '../domain/ids';
import { freesBills, isLive, type Order } from '../domain/order';
import { transition } from '../domain/transition';
import type { Ledger } from './deps';
import { Refusal } from './refusal';

const TRIES = 8;

/** Outcomes that an engineer must hear of at once. */
const ALARMING: ReadonlySet<OutcomeName> = new Set<OutcomeName>([
  'accepted-after-end',
  'reopened',
  'wrong-order',
  'wrong-merchant',
  'amount-mismatch',
  'legs-contradict',
  'paid-after-end',
  'paid-differs',
  'paid-contradicted',
  'refund-not-ours',
  'failed-but-leg-paid',
  'failed-unproven',
  'closed-but-leg-paid',
  'vanished',
  'booked-otherwise',
  'hospital-silent',
  'settle-refused',
]);

export interface Applied {
  readonly outcome: OutcomeName;
  readonly order: Order;
}

/** Frees the bills of an order that ended without money; safe to repeat. */
export async function releaseBills(deps: Ledger, order: Order): Promise<void> {
  if (!freesBills(order)) return;
  for (const billId of order.billIds) {
    await deps.claims.release(order.hospital, billId, order.orderNo);
  }
}

function report(deps: Ledger, event: OrderEvent, before: Order, applied: Applied): void {
  const { outcome, order } = applied;
  const newCase = order.review !== undefined && order.review.at !== before.review?.at;
  const fields = {
    orderNo: order.orderNo,
    outcome,
    state: order.payment,
    ...(order.review === undefined ? {} : { code: order.review.reason }),
  };
  if (newCase || ALARMING.has(outcome)) deps.log.alarm(`order.${event.type}`, fields);
  else deps.log.info(`order.${event.type}`, fields);
}

/** What is paid needs no second payment: any other order on these bills is asked to end (rule 6). */
async function closeRivals(deps: Ledger, paid: Order): Promise<void> {
  for (const billId of paid.billIds) {
    const holder = await deps.claims.holder(paid.hospital, billId);
    if (holder === undefined || holder.orderNo === paid.orderNo) continue;
    const rival = await deps.orders.load(paid.hospital, holder.orderNo);
    if (rival === undefined || !isLive(rival)) continue;
    await applyEvent(deps, holder.orderNo, { type: 'close-asked', by: 'paid-elsewhere' });
  }
}

/**
 * Applies the event to the stored order. Refusal `order-not-found` for a number that is not ours;
 * Refusal `busy` when too many others keep writing.
 */
export async function applyEvent(
  deps: Ledger,
  orderNo: OrderNo,
  event: OrderEvent,
): Promise<Applied> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const stored = await deps.orders.load(deps.hospital.id, orderNo);
    if (stored === undefined) throw new Refusal('order-not-found');
    const outcome = transition(stored, event, deps.clock.now(), deps.rules);
    const applied = { outcome: outcome.name, order: outcome.order };
    if (outcome.order === stored || (await deps.orders.save(outcome.order)) === 'saved') {
      report(deps, event, stored, applied);
      await releaseBills(deps, applied.order);
      if (applied.order.payment === 'paid' && stored.payment !== 'paid') {
        await closeRivals(deps, applied.order);
      }
      return applied;
    }
  }
  throw new Refusal('busy', true);
}
