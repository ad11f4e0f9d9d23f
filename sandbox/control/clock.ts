/**
 * The one clock of the sandbox: real time plus an offset that a test or a developer may move, or one
 * moment at which it stands still. Platform, hospital and cloud all read it, so that midnight arrives
 * for everybody at once; functions follow a standing clock to within a tenth of a second.
 */

export interface SandboxClock {
  /** Milliseconds since the epoch, as every simulated party sees it. */
  now(): number;
  /** How far ahead of real time the sandbox is, in ms; shrinks while the clock stands. */
  readonly offsetMs: number;
  /** Whether the clock stands. It can be moved all the same. */
  readonly frozen: boolean;
  /** Moves the sandbox's time; negative values move it back. */
  advance(ms: number): void;
  /** Sets the offset to real time absolutely, in ms. */
  setOffset(ms: number): void;
  /** Stops the clock at what it shows, or lets it run on from there. */
  freeze(frozen: boolean): void;
}

/** A clock on top of `realNow` (ms since the epoch; the process clock unless told otherwise). */
export function sandboxClock(realNow: () => number = Date.now): SandboxClock {
  let offset = 0;
  let stoodAt: number | undefined;
  return {
    now: () => stoodAt ?? realNow() + offset,
    get offsetMs() {
      return stoodAt === undefined ? offset : stoodAt - realNow();
    },
    get frozen() {
      return stoodAt !== undefined;
    },
    advance(ms) {
      if (stoodAt === undefined) offset += ms;
      else stoodAt += ms;
    },
    setOffset(ms) {
      if (stoodAt === undefined) offset = ms;
      else stoodAt = realNow() + ms;
    },
    freeze(frozen) {
      if (frozen) {
        stoodAt ??= realNow() + offset;
      } else if (stoodAt !== undefined) {
        offset = stoodAt - realNow();
        stoodAt = undefined;
      }
    },
  };
}
