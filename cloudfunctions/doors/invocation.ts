/** What every invocation needs once: a trace id, a deadline below the function's time-out, a log. */
import type { Deadline } from '../ports/deadline';
import type { Ids } from '../ports/ids';
import type { Log } from '../ports/log';

export interface DoorDeps {
  readonly log: Log;
  readonly ids: Ids;
  /** The function's time-out in the deploy manifest, ms. */
  readonly timeoutMs: number;
  readonly deadlineIn: (ms: number) => Deadline;
  readonly monotonicMs: () => number;
  /** Runs the work so that all of its log lines carry the trace id. */
  readonly withTrace: <T>(traceId: string, work: () => Promise<T>) => Promise<T>;
}

/** What is kept back for answering; an invocation that is cut answers nothing. */
const MARGIN_MS = 1_000;

export interface Invocation {
  readonly traceId: string;
  readonly deadline: Deadline;
  /** Milliseconds since it began. */
  readonly elapsedMs: () => number;
}

/** Runs one invocation under its own trace id and deadline. */
export function invoke<T>(deps: DoorDeps, work: (one: Invocation) => Promise<T>): Promise<T> {
  const traceId = `t${deps.ids.hex(8)}`;
  const started = deps.monotonicMs();
  return deps.withTrace(traceId, () =>
    work({
      traceId,
      deadline: deps.deadlineIn(Math.max(0, deps.timeoutMs - MARGIN_MS)),
      elapsedMs: () => deps.monotonicMs() - started,
    }),
  );
}
