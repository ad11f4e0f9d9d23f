/**
 * The door for hints between functions: `{orderNo}` in, a bare receipt out. Anybody may knock, phones
 * too: a hint moves nothing that is not due already, and its answer tells nothing (money rule 9).
 */
import type { Deadline } from '../ports/deadline';
import { kindOf } from './answer';
import { invoke, type DoorDeps } from './invocation';

export interface HintAnswer {
  readonly ok: true;
  readonly traceId: string;
}

const NUMBER = /^[A-Za-z0-9_-]{10,63}$/;

function numberIn(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null || !('orderNo' in event)) return undefined;
  const { orderNo } = event;
  return typeof orderNo === 'string' && NUMBER.test(orderNo) ? orderNo : undefined;
}

/** `main` of a function that is woken for one order. Never throws. */
export function hintDoor(
  deps: DoorDeps,
  run: (orderNo: string, deadline: Deadline) => Promise<string>,
): (event: unknown) => Promise<HintAnswer> {
  return (event) =>
    invoke(deps, async ({ traceId, deadline, elapsedMs }) => {
      const orderNo = numberIn(event);
      if (orderNo === undefined) {
        deps.log.warn('hint.unreadable');
        return { ok: true, traceId };
      }
      try {
        const outcome = await run(orderNo, deadline);
        deps.log.info('hint', { orderNo, outcome, durationMs: elapsedMs() });
      } catch (error) {
        deps.log.alarm('hint.failed', {
          orderNo,
          outcome: kindOf(error),
          durationMs: elapsedMs(),
        });
      }
      return { ok: true, traceId };
    });
}
