/**
 * One refund as far as it can go now (money rule 9): hospital holds → the refund desk sends → the
 * platform proves → the hospital books. Each step is stored before the next; a step that brings nothing
 * waits for the clockwork.
 */
import type { OrderEvent, OutcomeName } from '../domain/events';
import { isHeld, type Order } from '../domain/order';
import { isOpen, movesNothing, type Refund } from '../domain/refund';
import { isBooked, owesReversal, owesWord } from '../domain/refund-word';
import type { Deadline } from '../ports/deadline';
import { ZERO } from '../../miniprogram/shared/fen';
import { answered } from './answered';
import { applyEvent } from './apply-event';
import type { Mover } from './deps';
import { settledEvent } from './settle-with-hospital';

/** reserved → held → sending → returned → done, with one look more at the platform. */
const STEPS = 6;

/** After these the next step may come at once. */
const GOES_ON: ReadonlySet<OutcomeName> = new Set<OutcomeName>([
  'settled',
  'refund-held',
  'refund-window-over',
  'refund-returned',
  'refund-refused',
  'refund-unfinished',
  'refund-booked',
]);

interface Step {
  readonly order: Order;
  readonly goesOn: boolean;
}

async function step(deps: Mover, order: Order, event: OrderEvent): Promise<Step> {
  const applied = await applyEvent(deps, order.orderNo, event);
  return { order: applied.order, goesOn: GOES_ON.has(applied.outcome) };
}

/** A payment that the hospital has not booked must not be booked behind the refund's back (rule 8). */
async function cancel(deps: Mover, order: Order, deadline: Deadline): Promise<Step> {
  const tombstone = await deps.settler.cancelSettlement(order.orderNo, deadline);
  if (tombstone.ok && tombstone.value.status === 'cancelled') {
    return step(deps, order, { type: 'refund-held', hold: 'cancelled' });
  }
  const asked = await deps.settler.querySettlement(order, deadline);
  if (!asked.ok) return step(deps, order, { type: 'refund-stumbled', code: asked.code });
  if (asked.value.status !== 'settled') {
    return step(deps, order, { type: 'refund-stumbled', code: asked.value.status });
  }
  return step(deps, order, settledEvent(asked.value));
}

function sums(order: Order, refund: Refund) {
  const { refundNo, cash, insurance } = refund;
  return { orderNo: order.orderNo, refundNo, cash, insurance };
}

async function hold(deps: Mover, order: Order, refund: Refund, deadline: Deadline): Promise<Step> {
  if (order.settlement.state === 'due') return cancel(deps, order, deadline);
  if (order.settlement.state !== 'settled' || refund.hold === 'not-needed') {
    return step(deps, order, { type: 'refund-held', hold: 'not-needed' });
  }
  const answer = await deps.refunds.holdRefund(sums(order, refund), deadline);
  if (answer.ok && (answer.value.status === 'held' || movesNothing(refund))) {
    return step(deps, order, { type: 'refund-held', hold: 'held' });
  }
  // booked as refunded although nothing was sent: nothing is sent until somebody has looked
  if (answer.ok) return step(deps, order, { type: 'refund-stumbled', code: answer.value.status });
  const { code, reason } = answer;
  if (!answer.certain) return step(deps, order, { type: 'refund-stumbled', code });
  return step(deps, order, { type: 'refund-hold-refused', code, reason });
}

/** Only the function `refund` sends; whether it could is read from the order afterwards. */
async function send(deps: Mover, order: Order, deadline: Deadline): Promise<Step> {
  await deps.desk.run(order.orderNo, deadline);
  const after = await deps.orders.load(deps.hospital.id, order.orderNo);
  if (after === undefined) return { order, goesOn: false };
  // a desk that was not reached, or may send no more: it stands back, and a day of that is a case
  const idle = after.version === order.version && (order.dueAt ?? Infinity) <= deps.clock.now();
  if (idle) return step(deps, after, { type: 'refund-stumbled', code: 'desk-idle' });
  // neither held nor returned: what is still to be sent then is sent in its own time
  const { state } = after.refund ?? {};
  return { order: after, goesOn: state !== 'held' && state !== 'returned' };
}

async function ask(deps: Mover, order: Order, refund: Refund, deadline: Deadline): Promise<Step> {
  const { refundNo, platformRefundNo, cash, insurance, mode } = refund;
  const numbers = {
    orderNo: order.orderNo,
    channel: order.channel,
    refundNo,
    cash: refund.legs.cash === 'by-hand' ? ZERO : cash,
    insurance,
    mode,
    insured: order.upload !== undefined,
    told: refund.told === true,
    ...(platformRefundNo === undefined ? {} : { platformRefundNo }),
  };
  const answer = await deps.channel.queryRefund(numbers, deadline);
  switch (answer.kind) {
    case 'evidence':
      return step(deps, order, { type: 'refund-evidence', evidence: answer.evidence });
    case 'not-found':
      return step(deps, order, { type: 'refund-absent' });
    case 'unfinished':
      return step(deps, order, {
        type: 'refund-unfinished',
        code: answer.code,
        legs: answer.legs,
      });
    case 'unknown':
      return step(deps, order, { type: 'refund-stumbled', ...answered(answer) });
  }
}

async function book(deps: Mover, order: Order, refund: Refund, deadline: Deadline): Promise<Step> {
  if (order.settlement.state === 'due') return cancel(deps, order, deadline);
  if (order.settlement.state !== 'settled') {
    return step(deps, order, { type: 'refund-held', hold: 'not-needed' });
  }
  const { platformRefundNo } = refund;
  const answer = await deps.refunds.confirmRefund(
    {
      ...sums(order, refund),
      refundedAt: refund.returnedAt ?? refund.since,
      ...(platformRefundNo === undefined ? {} : { platformRefundNo }),
    },
    deadline,
  );
  if (answer.ok) return step(deps, order, { type: 'refund-booked' });
  return step(deps, order, { type: 'refund-stumbled', code: answer.code });
}

async function release(deps: Mover, order: Order, refund: Refund, deadline: Deadline) {
  const answer = await deps.refunds.releaseRefund(refund.refundNo, deadline);
  if (answer.ok) return step(deps, order, { type: 'refund-released' });
  return step(deps, order, { type: 'refund-stumbled', code: answer.code });
}

function windowIsOver(deps: Mover, { finishBy }: Refund): boolean {
  return finishBy !== undefined && deps.clock.now() > finishBy;
}

/** Nothing goes out behind the city's day; what may have gone out before is asked about (trap 13). */
async function afterWindow(deps: Mover, order: Order, refund: Refund, deadline: Deadline) {
  if (refund.sends === 0) return step(deps, order, { type: 'refund-window-over' });
  return ask(deps, order, refund, deadline);
}

async function next(deps: Mover, order: Order, refund: Refund, deadline: Deadline): Promise<Step> {
  switch (refund.state) {
    case 'reserved':
    case 'held':
      if (windowIsOver(deps, refund)) return afterWindow(deps, order, refund, deadline);
      return refund.state === 'held'
        ? send(deps, order, deadline)
        : hold(deps, order, refund, deadline);
    case 'sending':
    case 'refunding':
      return ask(deps, order, refund, deadline);
    case 'returned':
      // at a counter insurance first: the hospital books nothing back that still stands settled
      if (owesReversal(order, refund)) return send(deps, order, deadline);
      // the hospital first: its books do not wait for the word to the platform
      if (isBooked(refund) && order.settlement.state !== 'due' && owesWord(order, refund)) {
        return send(deps, order, deadline);
      }
      return book(deps, order, refund, deadline);
    case 'refused':
      return release(deps, order, refund, deadline);
    case 'by-hand':
    case 'done':
      return { order, goesOn: false };
  }
}

/** Moves the refund of an order, if one is open, and returns the order as it stands then. */
export async function advanceRefund(deps: Mover, order: Order, deadline: Deadline): Promise<Order> {
  let current = order;
  for (let at = 0; at < STEPS; at += 1) {
    const { refund } = current;
    if (!isOpen(refund) || isHeld(current) || deadline.leftMs() <= 0) return current;
    const done = await next(deps, current, refund, deadline);
    current = done.order;
    if (!done.goesOn) return current;
  }
  return current;
}
