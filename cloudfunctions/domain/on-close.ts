/** How an unpaid order is asked to end, and the place of a registration that ended without money. */
import type { OrderEvent, Verdict } from './events';
import { tenderOffered, withoutTender } from './on-tender';
import { freesBills, type Order } from './order';
import type { Rules } from './rules';

type Of<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>;

/** Somebody wants the end of an unpaid order; that it is over only the platform proves (money rule 7). */
export function onCloseAsked(
  order: Order,
  event: Of<'close-asked'>,
  at: number,
  rules: Rules,
): Verdict {
  if (order.channel === 'none' && order.payment === 'placing') {
    // nobody has heard of it: no platform will, and the hospital not before `nothing-to-pay`
    return { name: 'closed', change: { payment: 'closed', asked: 0 }, note: event.by };
  }
  switch (order.payment) {
    case 'authorising':
      // nobody has heard of it, and nobody will: nothing is there to look back at
      return {
        name: 'closed',
        change: { payment: 'closed', asked: rules.lookBackMs.length },
        note: event.by,
      };
    case 'placing':
    case 'unknown':
    case 'payable': {
      const tender = event.by === 'deadline' ? tenderOffered(order, at, rules) : undefined;
      return {
        name: 'closing',
        change: { payment: 'closing', asked: 0, ...tender },
        note: event.by,
      };
    }
    case 'closing': {
      const given = event.by === 'clerk' ? withoutTender(order) : undefined;
      return given === undefined
        ? { name: 'stale' }
        : { name: 'tender-over', change: given, note: event.by };
    }
    case 'failing':
    case 'rejected':
    case 'closed':
    case 'failed':
    case 'paid':
    case 'not-needed':
      return { name: 'not-closable' };
  }
}

/** Stored before a reversal goes out: nobody books a payment that it may be giving back. */
export function onCloseSent(order: Order, at: number): Verdict {
  const { counter, payment } = order;
  if (payment !== 'closing' || counter === undefined) return { name: 'stale' };
  return { name: 'close-sent', change: { counter: { ...counter, closeSentAt: at } } };
}

/** Only of an order without money: a paid one keeps its place. */
export function onPlaceReleased(order: Order): Verdict {
  const { visit } = order;
  if (visit === undefined || visit.released === true || !freesBills(order)) {
    return { name: 'stale' };
  }
  return { name: 'place-released', change: { visit: { ...visit, released: true } } };
}
