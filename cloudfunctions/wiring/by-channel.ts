/**
 * Orders outlive settings: each is asked about, closed and brought back by the way in which it was made.
 * A hospital that changes its way of paying keeps the section and the keys of the old one until nothing
 * of it is open; without them such an order is left as it is and becomes a person's case, since no other
 * platform may speak for it.
 */
import type { ChannelName, Order } from '../domain/order';
import type { Failure, PaymentChannel } from '../ports/payment-channel';
import type { RefundAsker, RefundSender } from '../ports/refund-channel';

type Asked = PaymentChannel & RefundAsker;

/** By name; what is not configured is missing. */
export type ByChannel<T> = Readonly<Partial<Record<ChannelName, T>>>;

const NOT_CONFIGURED: Failure = {
  code: 'channel-not-configured',
  reason: 'payment-misconfigured',
};

function of<T>(known: ByChannel<T>, channel: Order['channel']): T | undefined {
  return channel === 'none' ? undefined : known[channel];
}

/** New orders go to `chosen`; what is asked about an order goes to its own channel. */
export function channelsOf(chosen: ChannelName, known: ByChannel<Asked>): Asked {
  const unknown = { kind: 'unknown', ...NOT_CONFIGURED } as const;
  return {
    name: chosen,
    place: async (request, deadline) =>
      known[chosen]?.place(request, deadline) ?? { kind: 'rejected', ...NOT_CONFIGURED },
    query: async (order, deadline) => of(known, order.channel)?.query(order, deadline) ?? unknown,
    close: async (order, deadline) => of(known, order.channel)?.close(order, deadline) ?? unknown,
    queryRefund: async (numbers, deadline) =>
      of(known, numbers.channel)?.queryRefund(numbers, deadline) ?? unknown,
  };
}

/** For the function `refund` alone. */
export function sendersOf(known: ByChannel<RefundSender>): RefundSender {
  return {
    wantsSession: (channel) => of(known, channel)?.wantsSession(channel) ?? false,
    refund: async (request, deadline) =>
      of(known, request.channel)?.refund(request, deadline) ?? {
        kind: 'not-sent',
        ...NOT_CONFIGURED,
      },
  };
}
