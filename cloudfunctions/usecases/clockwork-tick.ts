/**
 * The janitor (money rule 12): takes what is due, moves each order one step, and stops before the
 * invocation's time is up. Two ticks at once do the work once: each order is leased.
 */
import type { Order } from '../domain/order';
import type { Deadline } from '../ports/deadline';
import { advanceOrder } from './advance-order';
import type { Keeper } from './deps';
import { Refusal } from './refusal';

const BATCH = 50;
const LEASE_MS = 60_000;
/** An order may take three calls; it is not begun when they would not fit. */
const ENOUGH_MS = 5_000;

export interface TickReport {
  readonly due: number;
  readonly moved: number;
  readonly failed: number;
}

async function moveOne(
  deps: Keeper,
  order: Order,
  holder: string,
  deadline: Deadline,
): Promise<'moved' | 'held'> {
  const lease = `order:${order.orderNo}`;
  if (!(await deps.lease.take(lease, holder, deps.clock.now(), LEASE_MS))) return 'held';
  try {
    const fresh = await deps.orders.load(deps.hospital.id, order.orderNo);
    if (fresh !== undefined) await advanceOrder(deps, fresh, deadline);
    return 'moved';
  } finally {
    await deps.lease.release(lease, holder);
  }
}

/** One tick. An order that fails is logged and stays due; it does not stop the others. */
export async function clockworkTick(deps: Keeper, deadline: Deadline): Promise<TickReport> {
  const holder = deps.ids.hex(8);
  const due = await deps.orders.due(deps.clock.now(), BATCH);
  let moved = 0;
  let failed = 0;
  for (const order of due) {
    if (deadline.leftMs() < ENOUGH_MS) break;
    if (order.hospital !== deps.hospital.id) continue;
    try {
      if ((await moveOne(deps, order, holder, deadline)) === 'moved') moved += 1;
    } catch (error) {
      failed += 1;
      const reason = error instanceof Refusal ? error.reason : 'internal';
      deps.log.warn('tick.order-failed', { orderNo: order.orderNo, reason });
    }
  }
  deps.log.info('tick.done', { count: moved });
  return { due: due.length, moved, failed };
}
