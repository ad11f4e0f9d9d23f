/**
 * The door for timers. The event says nothing that we need; a tick that fails says so in the log, and
 * the next one tries again. A person's call is none of the clock's and does nothing.
 */
import type { Deadline } from '../ports/deadline';
import { kindOf } from './answer';
import { invoke, type DoorDeps } from './invocation';
import type { ReadContext } from './who';

export interface TimerAnswer {
  readonly ok: boolean;
  readonly traceId: string;
}

/** `main` of a function on a timer. Never throws. */
export function timerDoor(
  deps: DoorDeps & { readonly readContext: ReadContext },
  tick: (deadline: Deadline) => Promise<unknown>,
): () => Promise<TimerAnswer> {
  return () =>
    invoke(deps, async ({ traceId, deadline, elapsedMs }) => {
      if (deps.readContext().openId !== undefined) {
        deps.log.warn('timer.called-by-hand');
        return { ok: false, traceId };
      }
      try {
        await tick(deadline);
        deps.log.info('timer', { outcome: 'ok', durationMs: elapsedMs() });
        return { ok: true, traceId };
      } catch (error) {
        deps.log.alarm('timer.failed', { outcome: kindOf(error), durationMs: elapsedMs() });
        return { ok: false, traceId };
      }
    });
}
