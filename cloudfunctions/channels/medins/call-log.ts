/**
 * One line per attempt at a call, with its duration (the go-live report needs it): which call, how it
 * ended, under which code and Request-Id. Nothing else of a message is ever logged (money rule 14).
 */
import type { Clock } from '../../ports/clock';
import type { Log, LogFields } from '../../ports/log';
import type { ApiAsk } from './api';
import type { Judged } from './judge';

/** Starts the watch; the function it returns writes the line. */
export function watchCall(
  deps: { readonly log: Log; readonly clock: Clock; readonly event?: string },
  ask: Pick<ApiAsk, 'call' | 'orderNo'>,
): (end: Judged) => void {
  const { event = 'medins.call' } = deps;
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
    if (ours) deps.log.alarm(event, fields);
    else if (verdict.kind === 'success' || verdict.kind === 'failure') deps.log.info(event, fields);
    else deps.log.warn(event, fields);
  };
}
