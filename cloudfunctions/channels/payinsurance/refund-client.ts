/**
 * Refunds of 医保支付 1.0 (interface document v2.4 §3.6, §3.7). Asking belongs to every function that holds
 * the channel; sending is made apart, for the one function that may (money rule 9): what was not given a
 * sender cannot send.
 */
import type { RefundAsker, RefundSender } from '../../ports/refund-channel';
import { checkedCalls, type CheckedCall } from './call';
import type { PayInsuranceConfig } from './config';
import type { PayInsuranceDeps } from './deps';
import {
  missed,
  queryRefundFields,
  refundLookups,
  refundQueried,
  type Lookup,
} from './query-refund';
import { checkRefund, refundFields, refundTaken } from './refund';

/** For the function `refund` alone. Every failure is an outcome; only broken stores throw. */
export function createPayInsuranceRefunds(
  config: PayInsuranceConfig,
  deps: PayInsuranceDeps,
): RefundSender {
  const call = checkedCalls(config, deps);
  return {
    wantsSession: () => true,
    async refund(request, deadline) {
      const fields = refundFields(config, request);
      const ask = { call: 'refund', fields, orderNo: request.orderNo } as const;
      const verdict = await call(ask, deadline, () => checkRefund(request, fields));
      return refundTaken(config, request, verdict);
    },
  };
}

export function refundAsker(config: PayInsuranceConfig, call: CheckedCall): RefundAsker {
  return {
    async queryRefund(numbers, deadline) {
      const askBy = async (lookup: Lookup) => {
        const fields = queryRefundFields(config, lookup);
        const ask = { call: 'queryrefund', fields, orderNo: numbers.orderNo } as const;
        return refundQueried(config, numbers, lookup, await call(ask, deadline));
      };
      const { first, next } = refundLookups(numbers);
      const outcome = await askBy(first);
      return next !== undefined && missed(outcome) ? askBy(next) : outcome;
    },
  };
}
