/**
 * The phone's only clock. Everything that waits or asks for the time goes through here, so that a
 * test (or a browser's fake clock) can drive it.
 */

/** Now, in ms since the epoch. */
export function now(): number {
  return Date.now();
}

/** Runs `act` once after `ms`; the answer cancels it. */
export function after(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** `work`, or `late()` if it takes longer than `ms`. A late answer is dropped. */
export function within<T>(ms: number, work: Promise<T>, late: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = after(ms, () => resolve(late()));
    work.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
