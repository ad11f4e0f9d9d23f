/**
 * The only caller of transition + save (money rule 5): load, decide, write if nobody wrote in between,
 * otherwise decide again on what is there now. Frees the bills of an order that is over for certain.
 */
import type { OrderEvent, OutcomeName } from '../domain/events';
import type { BillId, OrderNo } from '../domain/ids';
import { freesBills, isLive, mayHoldMoney, needsBills, type Order } from '../domain/order';
import { transition } from '../domain/transition';
import type { Ledger } from './deps';
import { Refusal } from './refusal';
import { remindOf } from './reminders/remember';

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
  'look-back-given-up',
  'booked-otherwise',
  'hospital-silent',
  'settle-refused',
]);

export interface Applied {
  readonly outcome: OutcomeName;
  readonly order: Order;
}

/** Frees the bills of an order that ended without money; safe to repeat. */
async function releaseBills(deps: Ledger, order: Order): Promise<void> {
  if (!freesBills(order)) return;
  for (const billId of order.billIds) {
    await deps.claims.release(order.hospital, billId, order.orderNo);
  }
}

function report(deps: Ledger, event: OrderEvent, before: Order, applied: Applied): void {
  const { outcome, order } = applied;
  // what merely repeats was told of the first time
  const newCase = order.review !== undefined && order.review.at !== before.review?.at;
  const fields = {
    orderNo: order.orderNo,
    outcome,
    state: order.payment,
    ...(order.review === undefined ? {} : { code: order.review.reason }),
  };
  const isNews = order !== before && order.history.at(-1)?.times === 1;
  if (newCase || (isNews && ALARMING.has(outcome))) deps.log.alarm(`order.${event.type}`, fields);
  else deps.log.info(`order.${event.type}`, fields);
}

async function keepBill(deps: Ledger, order: Order, billId: BillId): Promise<void> {
  const { hospital, orderNo, owner } = order;
  const claim = { billId, orderNo, owner, claimedAt: deps.clock.now() };
  const holder = await deps.claims.holder(hospital, billId);
  if (holder?.orderNo === orderNo) return;
  if (holder === undefined) {
    await deps.claims.claim(hospital, claim);
    return;
  }
  const rival = await deps.orders.load(hospital, holder.orderNo);
  if (rival === undefined || freesBills(rival)) {
    // whoever is about to store an order there finds that it no longer holds the bill
    await deps.claims.takeOver(hospital, holder, claim);
  } else if (isLive(rival) && mayHoldMoney(order)) {
    await applyEvent(deps, rival.orderNo, { type: 'close-asked', by: 'paid-elsewhere' });
  }
}

/**
 * Holds the bills of an order that is alive, paid or a person's case, also of one that came back after
 * its end (money rule 6). Repeated with everything that happens to it; a failure is told and tried again
 * next time, it must not undo what was just stored.
 */
async function keepBills(deps: Ledger, order: Order): Promise<void> {
  if (!needsBills(order)) return;
  for (const billId of order.billIds) {
    try {
      await keepBill(deps, order, billId);
    } catch (error) {
      const reason = error instanceof Refusal ? error.reason : 'internal';
      deps.log.alarm('order.bill-not-kept', { orderNo: order.orderNo, reason });
    }
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
      await keepBills(deps, applied.order);
      await remindOf(deps, stored, applied.order);
      return applied;
    }
  }
  throw new Refusal('busy', true);
}
