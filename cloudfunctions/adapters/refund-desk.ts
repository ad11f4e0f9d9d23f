/**
 * Wakes the function `refund` through the cloud. What comes back says nothing: how far the refund got
 * stands in the order, and a desk that was not reached is woken again by the clockwork.
 */
import type { Log } from '../ports/log';
import type { RefundDesk } from '../ports/refund-channel';
import { callFunction } from './cloud-store/sdk';

export function cloudRefundDesk(log: Log): RefundDesk {
  return {
    run: async (orderNo) => {
      const reached = await callFunction('refund', { orderNo });
      if (!reached) log.warn('refund-desk.not-reached', { orderNo });
    },
  };
}
