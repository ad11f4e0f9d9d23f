/**
 * The clock of a data folder: how far it was moved, and whether it stands, outlives a restart, so that
 * what happened does not lie in the future then.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CLOCK_FILE } from './backup';
import { sandboxClock, type SandboxClock } from './clock';

const kept = z.union([
  z.strictObject({ offsetMs: z.number() }),
  /** ms since the epoch */
  z.strictObject({ standsAt: z.number() }),
]);

/** Goes on where the clock of `dataDir` was left; every move is written there. */
export function keptClock(dataDir: string): SandboxClock {
  const file = join(dataDir, CLOCK_FILE);
  const clock = sandboxClock();
  if (existsSync(file)) {
    const left = kept.parse(JSON.parse(readFileSync(file, 'utf8')));
    if ('offsetMs' in left) {
      clock.setOffset(left.offsetMs);
    } else {
      clock.freeze(true);
      clock.advance(left.standsAt - clock.now());
    }
  }
  const written = (): void => {
    const state = clock.frozen ? { standsAt: clock.now() } : { offsetMs: clock.offsetMs };
    writeFileSync(file, JSON.stringify(state));
  };
  return {
    now: () => clock.now(),
    get offsetMs() {
      return clock.offsetMs;
    },
    get frozen() {
      return clock.frozen;
    },
    advance(ms) {
      clock.advance(ms);
      written();
    },
    setOffset(ms) {
      clock.setOffset(ms);
      written();
    },
    freeze(frozen) {
      clock.freeze(frozen);
      written();
    },
  };
}
