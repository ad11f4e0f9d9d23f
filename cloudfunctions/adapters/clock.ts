/** The only place where the functions read time: the clock port, and deadlines that cannot jump. */
import type { Clock } from '../ports/clock';
import type { Deadline } from '../ports/deadline';

export const systemClock: Clock = { now: () => Date.now() };

/** A deadline `budgetMs` from now, on the monotonic clock. */
export function deadlineIn(budgetMs: number): Deadline {
  const end = performance.now() + budgetMs;
  return { leftMs: () => Math.max(0, Math.floor(end - performance.now())) };
}

/** Milliseconds since some fixed moment; for durations only. */
export function monotonicMs(): number {
  return performance.now();
}
