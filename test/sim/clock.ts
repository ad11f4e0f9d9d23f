/**
 * The clock of a run: moves only when told, and on its way lets happen what was due in between (a stray
 * request arrives). Platform, hospital and functions all read it.
 */
const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

export interface SimClock {
  /** ms since the epoch. */
  now(): number;
  advance(ms: number): void;
  /** Lets `act` happen `ms` from now, once the clock gets there. */
  later(ms: number, act: () => void): void;
  /** On to the next such time of day (`HH:mm:ss`, Asia/Shanghai). */
  until(time: string): void;
  /** Everything that waits happens now. */
  flush(): void;
}

export function simClock(startsAt: number): SimClock {
  let now = startsAt;
  let waiting: { readonly at: number; readonly act: () => void }[] = [];
  const arrive = (upTo: number): void => {
    for (;;) {
      const due = waiting.filter(({ at }) => at <= upTo).sort((a, b) => a.at - b.at);
      const [first] = due;
      if (first === undefined) return;
      waiting = waiting.filter((one) => one !== first);
      now = Math.max(now, first.at);
      first.act();
    }
  };
  const advance = (ms: number): void => {
    const target = now + ms;
    if (waiting.length > 0) arrive(target);
    now = target;
  };
  return {
    now: () => now,
    advance,
    later: (ms, act) => waiting.push({ at: now + ms, act }),
    until(time) {
      const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
      const wanted = ((hours * 60 + minutes) * 60 + seconds) * 1000;
      const today = (now + SHANGHAI_MS) % DAY_MS;
      advance((wanted - today + DAY_MS) % DAY_MS);
    },
    flush: () => arrive(now + DAY_MS),
  };
}
