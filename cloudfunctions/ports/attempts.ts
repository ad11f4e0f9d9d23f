/** Bounded attempts: so many in a window, per key, over all invocations. */
export interface Attempts {
  /** Counts one attempt; `over` when the window already holds `most`. */
  take(key: string, most: number, windowMs: number, now: number): Promise<'ok' | 'over'>;
}
