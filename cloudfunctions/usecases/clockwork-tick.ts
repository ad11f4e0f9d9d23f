/**
 * The janitor (money rule 12): takes what is due, moves each order one step, a few at a time, and stops
 * before the invocation's time is up. Two ticks at once do the work once: each order is leased. What
 * cannot be moved stands back, so that it never keeps the others waiting.
 */
import { isLive, isUnbooked, type Order } from '../domain/order';
import type { Deadline } from '../ports/deadline';
import { advanceOrder } from './advance-order';
import { applyEvent } from './apply-event';
import type { Keeper } from './deps';
import { Refusal } from './refusal';

const BATCH = 40;
const AT_ONCE = 4;
const LEASE_MS = 60_000;
/** Calls that one step may take, one after the other. */
const CALLS_A_STEP = 3;

export interface TickReport {
  readonly due: number;
  readonly moved: number;
  readonly failed: number;
}

/** failed: stands back until later · stuck: could not even do that · held: another tick has it. */
type Step = 'moved' | 'held' | 'failed' | 'stuck';

/** What one tick knows as it goes. */
interface Tick {
  readonly holder: string;
  readonly deadline: Deadline;
  /** Bookings in a row that the hospital did not answer. */
  hisSilent: number;
}

/** A hospital that hangs costs every booking a time-out: after so many the others come first. */
const HIS_PATIENCE = 4;

/** Whether the hospital is all that it waits for. */
function booksOnly(order: Order): boolean {
  if (isLive(order)) return false;
  return (
    isUnbooked(order) || order.refund?.state === 'reserved' || order.refund?.state === 'returned'
  );
}

async function moveOne(deps: Keeper, order: Order, tick: Tick): Promise<Step> {
  const { holder, deadline } = tick;
  const lease = `order:${order.orderNo}`;
  if (!(await deps.lease.take(lease, holder, deps.clock.now(), LEASE_MS))) return 'held';
  try {
    const fresh = await deps.orders.load(deps.hospital.id, order.orderNo);
    if (fresh === undefined) return 'moved';
    const after = await advanceOrder(deps, fresh, deadline);
    if (booksOnly(fresh)) tick.hisSilent = booksOnly(after) ? tick.hisSilent + 1 : 0;
    return 'moved';
  } finally {
    await deps.lease.release(lease, holder);
  }
}

async function standBack(deps: Keeper, order: Order, code: string): Promise<'failed' | 'stuck'> {
  try {
    await applyEvent(deps, order.orderNo, { type: 'stumbled', code });
    return 'failed';
  } catch (error) {
    const reason = error instanceof Refusal ? error.reason : 'internal';
    deps.log.alarm('tick.cannot-stand-back', { orderNo: order.orderNo, reason });
    return 'stuck';
  }
}

async function step(deps: Keeper, order: Order, tick: Tick): Promise<Step> {
  if (booksOnly(order) && tick.hisSilent >= HIS_PATIENCE) {
    return standBack(deps, order, 'hospital-unreachable');
  }
  try {
    return await moveOne(deps, order, tick);
  } catch (error) {
    const reason = error instanceof Refusal ? error.reason : 'internal';
    deps.log.warn('tick.order-failed', { orderNo: order.orderNo, reason });
    return standBack(deps, order, reason);
  }
}

/** One tick over one hospital's orders; returns when nothing is due any more or time is short. */
export async function clockworkTick(deps: Keeper, deadline: Deadline): Promise<TickReport> {
  const tick: Tick = { holder: deps.ids.hex(8), deadline, hisSilent: 0 };
  const enoughMs = CALLS_A_STEP * deps.rules.httpTimeoutMs;
  const counts = { due: 0, moved: 0, held: 0, failed: 0, stuck: 0 };
  const began = deps.clock.now();
  let unread = 0;
  while (deadline.leftMs() >= enoughMs) {
    // whoever still stands at the head although it was looked at must not be looked at again
    const skip = counts.held + counts.stuck + unread;
    const { orders, unreadable } = await deps.orders.due(deps.hospital.id, began, BATCH, skip);
    unread += unreadable;
    if (orders.length + unreadable === 0) break;
    counts.due += orders.length;
    for (let at = 0; at < orders.length && deadline.leftMs() >= enoughMs; at += AT_ONCE) {
      const few = orders.slice(at, at + AT_ONCE);
      const steps = await Promise.all(few.map((order) => step(deps, order, tick)));
      for (const one of steps) counts[one] += 1;
    }
    if (orders.length + unreadable < BATCH) break;
  }
  deps.log.info('tick.done', { count: counts.moved });
  return { due: counts.due, moved: counts.moved, failed: counts.failed + counts.stuck };
}
