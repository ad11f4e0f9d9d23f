/** Steps around refunds: asking for one, how the platform ends it, what a clerk does about it. */

import { ADMINISTRATOR } from '../../function-environment';
import type { Step } from './step';

/** The patient asks for the whole payment back. */
export function asksRefund(name = 'order'): Step {
  return {
    says: `${name}: the patient asks for the money back`,
    run: async (stage) => {
      const { openid, orderNo } = stage.order(name);
      await stage.must(openid, 'pay', 'askRefund', { orderNo });
      return undefined;
    },
  };
}

/** How the refund of that order will end at the platform, `afterMs` later. */
export function refundWillEnd(
  how: { readonly cash?: 'CHANGE'; readonly insurance?: 'FAIL'; readonly afterMs?: number },
  name = 'order',
): Step {
  return {
    says: `${name}: its refund is to end so: ${JSON.stringify(how)}`,
    run: async (stage) => {
      const { orderNo } = stage.order(name);
      await stage.control('/payinsurance/refunds/plan', { hospOutTradeNo: orderNo, ...how });
      return undefined;
    },
  };
}

/** A clerk ends the case of the order by the one act that it asks for. */
export function clerkEnds(act: Readonly<Record<string, string>>, name = 'order'): Step {
  return {
    says: `${name}: a clerk ends the case: ${Object.values(act).join(' ')}`,
    run: async (stage) => {
      const { orderNo } = stage.order(name);
      await stage.must(ADMINISTRATOR, 'staff', 'endReview', { orderNo, act });
      return undefined;
    },
  };
}
