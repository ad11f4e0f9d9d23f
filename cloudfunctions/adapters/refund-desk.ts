/**
 * Wakes the function `refund` through the cloud. What comes back says nothing: how far the refund got
 * stands in the order, and a desk that was not reached is woken again by the clockwork.
 */
import type { Log } from '../ports/log';
import type { Pause } from '../ports/pause';
import type { RefundDesk } from '../ports/refund-channel';
import { callFunction } from './cloud-store/sdk';

/** The SDK's own limit is shorter. */
const LONGEST_MS = 5_000;

export function cloudRefundDesk(log: Log, pause: Pause): RefundDesk {
  return {
    run: async (orderNo, deadline) => {
      // whoever has less time than the desk goes on without its answer
      const outOfTime = pause.wait(Math.min(deadline.leftMs(), LONGEST_MS)).then(() => false);
      const reached = await Promise.race([callFunction('refund', { orderNo }), outOfTime]);
      if (!reached) log.warn('refund-desk.not-reached', { orderNo });
    },
  };
}
