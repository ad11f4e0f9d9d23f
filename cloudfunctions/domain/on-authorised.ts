/**
 * What the patient's permission and the bureau's split do to an order of 2.0 before it is sent, and how
 * one ends of which only the cash was taken (money rules 1 and 9).
 */
import type { OrderEvent, Verdict } from './events';
import { unpaidLegs } from './new-order';
import type { Order } from './order';

/** From here on the bureau may know of it: its fees must be withdrawn before it is over. */
export function onAuthorised(order: Order): Verdict {
  if (order.payment !== 'authorising') return { name: 'stale' };
  const upload = { state: 'asked', quoted: order.amounts } as const;
  return { name: 'authorised', change: { payment: 'placing', upload, asked: 0 } };
}

/** The bureau decides the split, as long as nothing was sent. */
export function onPriced(order: Order, event: Extract<OrderEvent, { type: 'priced' }>): Verdict {
  const { upload } = order;
  if (order.payment !== 'placing' || upload?.state !== 'asked') return { name: 'stale' };
  const { amounts, payOrderId, createdAt } = event;
  return {
    name: 'priced',
    change: {
      amounts,
      legs: unpaidLegs(amounts),
      upload: { ...upload, state: 'priced', payOrderId, createdAt },
    },
  };
}

/** Cash that was taken without insurance is back: only now is the order over. */
export function afterHalfPaid(before: Order, after: Order): Partial<Order> {
  const { refund } = after;
  const back = refund?.cause === 'half-paid' && refund.state === 'done';
  if (!back || before.refund?.state === 'done' || after.payment === 'paid') return {};
  return {
    payment: 'failed',
    asked: 0,
    legs: { cash: 'refunded', insurance: after.legs.insurance },
  };
}
