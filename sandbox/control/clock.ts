/**
 * The one clock of the sandbox: real time plus an offset that a test or a developer may move.
 * Platform, hospital and cloud all read it, so that midnight arrives for everybody at once.
 */

export interface SandboxClock {
  /** Milliseconds since the epoch, as every simulated party sees it. */
  now(): number;
  /** How far ahead of real time the sandbox is, in ms. */
  readonly offsetMs: number;
  /** Moves the sandbox's time; negative values move it back. */
  advance(ms: number): void;
  /** Sets the offset to real time absolutely, in ms. */
  setOffset(ms: number): void;
}

/** A clock on top of `realNow` (ms since the epoch; the process clock unless told otherwise). */
export function sandboxClock(realNow: () => number = Date.now): SandboxClock {
  let offsetMs = 0;
  return {
    now: () => realNow() + offsetMs,
    get offsetMs() {
      return offsetMs;
    },
    advance(ms) {
      offsetMs += ms;
    },
    setOffset(ms) {
      offsetMs = ms;
    },
  };
}
