/**
 * One step further for one order, whoever asks: phone, notice or clockwork. Asks the platform while it
 * is not known how the order stands, asks it to close what is over its deadline, books at the hospital
 * what is paid, brings back what is to go back; keeps and gives back the place of a registration. Every answer goes through apply-event; nothing is
 * decided here.
 */
import type { OrderEvent } from '../domain/events';
import { isHeld, isLive, isUnbooked, looksBack, type Order } from '../domain/order';
import { isOpen } from '../domain/refund';
import { canBeClosed, closeFrom } from '../domain/schedule';
import type { Deadline } from '../ports/deadline';
import type { QueryOutcome } from '../ports/payment-channel';
import { advanceRefund } from './advance-refund';
import { answered } from './answered';
import { applyEvent, type Applied } from './apply-event';
import type { Mover } from './deps';
import { settleWithHospital } from './settle-with-hospital';
import { extendPlace } from './visits/extend-place';
import { givePlaceBack } from './visits/give-place-back';

/** What an answer about an order means for it. */
export function heard(answer: QueryOutcome): OrderEvent {
  switch (answer.kind) {
    case 'evidence':
      return { type: 'evidence', evidence: answer.evidence };
    case 'not-found':
      return { type: 'absent' };
    case 'unknown': {
      const { cashTaken } = answer;
      const cash = cashTaken === undefined ? {} : { cashTaken };
      return { type: 'ask-failed', ...answered(answer), ...cash };
    }
  }
}

async function asked(deps: Mover, order: Order, deadline: Deadline): Promise<Applied> {
  const answer = await deps.channel.query(order, deadline);
  return applyEvent(deps, order.orderNo, heard(answer));
}

async function ask(deps: Mover, order: Order, deadline: Deadline): Promise<Order> {
  return (await asked(deps, order, deadline)).order;
}

/**
 * A reversal gives back what was paid: it goes out only while nobody has proven a payment, and from then
 * on nobody believes one before the reversal has had its time. Undefined: it may go out.
 */
async function beforeReversal(
  deps: Mover,
  order: Order,
  deadline: Deadline,
): Promise<Order | undefined> {
  const looked = await asked(deps, order, deadline);
  const waits = looked.outcome === 'paid-unsure' || looked.outcome === 'tender-awaited';
  if (waits || looked.order.payment !== 'closing') return looked.order;
  const sent = await applyEvent(deps, order.orderNo, { type: 'close-sent' });
  return sent.outcome === 'close-sent' ? undefined : sent.order;
}

/** Closing is a question (money rule 7): the answer to it is only ever believed after a query. */
async function close(deps: Mover, order: Order, deadline: Deadline): Promise<Order> {
  if (order.counter !== undefined) {
    const instead = await beforeReversal(deps, order, deadline);
    if (instead !== undefined) return instead;
  }
  const answer = await deps.channel.close(order, deadline);
  const said = answer.kind === 'taken' ? {} : answered(answer);
  deps.log.info('order.close-answered', { orderNo: order.orderNo, outcome: answer.kind, ...said });
  return ask(deps, order, deadline);
}

function overdue(deps: Mover, order: Order): boolean {
  return canBeClosed(order) && deps.clock.now() >= closeFrom(order, deps.rules);
}

/** Not what is about to be closed, nor what nobody has heard of yet. */
function isToBeAsked({ payment }: Order): boolean {
  return payment !== 'closing' && payment !== 'authorising';
}

async function askPlatform(deps: Mover, order: Order, deadline: Deadline): Promise<Order> {
  // a hospital that is silent about the place does not hold up the proof (money rule 10)
  const [asked] = await Promise.all([
    isToBeAsked(order) ? ask(deps, order, deadline) : order,
    extendPlace(deps, order, deadline),
  ]);
  let current = asked;
  if (overdue(deps, current)) {
    const over = { type: 'close-asked', by: 'deadline' } as const;
    current = (await applyEvent(deps, current.orderNo, over)).order;
  }
  return current.payment === 'closing' ? close(deps, current, deadline) : current;
}

async function unsettled(deps: Mover, order: Order, deadline: Deadline): Promise<Order> {
  if (order.channel === 'none') {
    if (order.payment !== 'placing') return order;
    return (await applyEvent(deps, order.orderNo, { type: 'nothing-to-pay' })).order;
  }
  // cash that goes back because insurance failed: its refund is all there is to ask about
  if (order.payment === 'failing' && isOpen(order.refund)) return order;
  if (isLive(order)) return askPlatform(deps, order, deadline);
  if (!looksBack(order) || order.dueAt === null || isUnbooked(order)) return order;
  const seen = await ask(deps, order, deadline);
  return seen.payment === 'closing' ? close(deps, seen, deadline) : seen;
}

/**
 * Moves the order as far as it can go now and returns it as it stands then. An order that a person must
 * decide is left alone.
 */
export async function advanceOrder(deps: Mover, order: Order, deadline: Deadline): Promise<Order> {
  if (isHeld(order)) return order;
  const asked = await unsettled(deps, order, deadline);
  const settled = await settleWithHospital(deps, asked, deadline);
  const refunded = await advanceRefund(deps, settled, deadline);
  return givePlaceBack(deps, refunded, deadline);
}
