/**
 * One line per attempt at a call, with its duration (the go-live report needs it): which call, how it
 * ended, under which code and Request-Id. Nothing else of a message is ever logged (money rule 14).
 */
import type { Clock } from '../../ports/clock';
import type { Log, LogFields } from '../../ports/log';
import type { ApiAsk } from './api';
import type { Judged } from './judge';

const EVENT = 'medins.call';

/** Starts the watch; the function it returns writes the line. */
export function watchCall(
  deps: { readonly log: Log; readonly clock: Clock },
  ask: Pick<ApiAsk, 'call' | 'orderNo'>,
): (end: Judged) => void {
  const startedAt = deps.clock.now();
  return ({ verdict, code, requestId, ours }) => {
    const fields: LogFields = {
      call: ask.call,
      outcome: verdict.kind,
      ...(code === undefined ? {} : { code }),
      ...(verdict.kind === 'success' ? {} : { reason: verdict.reason }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(ask.orderNo === undefined ? {} : { orderNo: ask.orderNo }),
      durationMs: deps.clock.now() - startedAt,
    };
    if (ours) deps.log.alarm(EVENT, fields);
    else if (verdict.kind === 'success' || verdict.kind === 'failure') deps.log.info(EVENT, fields);
    else deps.log.warn(EVENT, fields);
  };
}
