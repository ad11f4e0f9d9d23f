/**
 * Calling 医保支付 with a checked request: what breaks its table of interface document v2.4 §3 is never
 * sent. That is a failure with effect `none`, and an alarm, since only we can have caused it.
 */
import type { Deadline } from '../../ports/deadline';
import type { Failure } from '../../ports/payment-channel';
import { accessTokens } from './access-token';
import type { PayInsuranceConfig } from './config';
import type { PayInsuranceDeps } from './deps';
import { exchangeWith, type Ask } from './exchange';
import { checkFields, type Violation } from './fields';
import type { Verdict } from './judge';
import { REQUEST_TABLES } from './request-tables';
import { tokenSource } from './token-source';

/** `check`: where more is to be checked than the call's table. */
export type CheckedCall = (
  ask: Ask,
  deadline: Deadline,
  check?: () => Violation | undefined,
) => Promise<Verdict>;

/** The access token lies in the store, so that everything made of the same stores shares it. */
export function checkedCalls(config: PayInsuranceConfig, deps: PayInsuranceDeps): CheckedCall {
  const exchange = exchangeWith(config, deps, accessTokens(tokenSource(config), deps));

  return async (ask, deadline, check = () => checkFields(REQUEST_TABLES[ask.call], ask.fields)) => {
    const violation = check();
    if (violation === undefined) return exchange(ask, deadline);
    const failure = violated(violation);
    deps.log.alarm('payinsurance.not-sent', {
      call: ask.call,
      ...failure,
      ...(ask.orderNo === undefined ? {} : { orderNo: ask.orderNo }),
    });
    return { kind: 'failure', effect: 'none', ...failure };
  };
}

function violated({ field, rule }: Violation): Failure {
  return { code: `field-${field}-${rule}`, reason: 'payment-misconfigured' };
}
