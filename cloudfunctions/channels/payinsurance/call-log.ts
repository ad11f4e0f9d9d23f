/**
 * One line per call to the platform, with its duration (the go-live report needs it): which call, how
 * it ended, under which code. Nothing else of a message is ever logged (money rule 14).
 */
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { Failure } from '../../ports/payment-channel';

export interface CallEnd extends Partial<Failure> {
  readonly outcome: 'success' | 'failure' | 'unknown';
}

/** Starts the watch; the function it returns writes the line. */
export function watchCall(
  deps: { readonly log: Log; readonly clock: Clock },
  call: string,
  orderNo?: string,
): (end: CallEnd) => void {
  const startedAt = deps.clock.now();
  return (end) => {
    const fields = {
      call,
      outcome: end.outcome,
      ...(end.code === undefined ? {} : { code: end.code }),
      ...(end.reason === undefined ? {} : { reason: end.reason }),
      ...(orderNo === undefined ? {} : { orderNo }),
      durationMs: deps.clock.now() - startedAt,
    };
    // a fault of ours stops every payment until a person repairs it
    if (end.reason === 'payment-misconfigured') deps.log.alarm('payinsurance.call', fields);
    else if (end.outcome === 'unknown') deps.log.warn('payinsurance.call', fields);
    else deps.log.info('payinsurance.call', fields);
  };
}
