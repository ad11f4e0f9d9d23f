/**
 * One step further for one order, whoever asks: phone, notice or clockwork. Asks the platform while it
 * is not known how the order stands, asks it to close what is over its deadline, books at the hospital
 * what is paid. Every answer goes through apply-event; nothing is decided here.
 */
import type { OrderEvent } from '../domain/events';
import { isLive, type Order } from '../domain/order';
import type { Deadline } from '../ports/deadline';
import { applyEvent } from './apply-event';
import type { Mover } from './deps';
import { settleWithHospital } from './settle-with-hospital';

async function ask(deps: Mover, order: Order, deadline: Deadline): Promise<Order> {
  const answer = await deps.channel.query(order.orderNo, deadline);
  const event: OrderEvent =
    answer.kind === 'evidence'
      ? { type: 'evidence', evidence: answer.evidence }
      : answer.kind === 'not-found'
        ? { type: 'absent' }
        : { type: 'ask-failed', code: answer.code };
  return (await applyEvent(deps, order.orderNo, event)).order;
}

/** Closing is a question (money rule 7): the answer to it is only ever believed after a query. */
async function close(deps: Mover, order: Order, deadline: Deadline): Promise<Order> {
  const answer = await deps.channel.close(order.orderNo, deadline);
  deps.log.info('order.close-answered', { orderNo: order.orderNo, outcome: answer.kind });
  return ask(deps, order, deadline);
}

/** Past its deadline; somebody who is in the cashier right now gets until the slot lock ends. */
function overdue(deps: Mover, order: Order): boolean {
  if (order.payment !== 'payable') return false;
  const now = deps.clock.now();
  const end = order.seen === 'paying' ? order.createdAt + deps.rules.slotLockMs : order.deadlineAt;
  return now >= Math.max(end, order.deadlineAt);
}

async function askPlatform(deps: Mover, order: Order, deadline: Deadline): Promise<Order> {
  let current = order;
  if (current.payment !== 'closing') current = await ask(deps, current, deadline);
  if (overdue(deps, current)) {
    const asked = { type: 'close-asked', by: 'deadline' } as const;
    current = (await applyEvent(deps, current.orderNo, asked)).order;
  }
  return current.payment === 'closing' ? close(deps, current, deadline) : current;
}

/**
 * Moves the order as far as it can go now and returns it as it stands then. An order in review is left
 * alone: a person is looking at it.
 */
export async function advanceOrder(deps: Mover, order: Order, deadline: Deadline): Promise<Order> {
  if (order.review !== undefined) return order;
  const current = isLive(order) ? await askPlatform(deps, order, deadline) : order;
  return settleWithHospital(deps, current, deadline);
}
