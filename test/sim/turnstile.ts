/**
 * Several invocations at once, in an order that chance decides and that repeats: each waits at the
 * turnstile before every call it makes, and one of those who wait is let through at a time.
 */
import type { Dice } from './dice';

/** Resolves when it is this one's turn. */
export type Gate = () => Promise<void>;

export const NO_GATE: Gate = () => Promise.resolve();

/** So many promise steps bring whoever was let through to the next call, or to the end. */
const STEPS = 8;
/** More rounds than any invocation could need: somebody waits for what never comes. */
const MOST_ROUNDS = 20_000;

async function letRun(): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) await Promise.resolve();
}

/** Runs all jobs to their ends; what one throws is thrown when all are over. */
export async function interleaved(
  jobs: readonly ((gate: Gate) => Promise<void>)[],
  dice: Dice,
): Promise<void> {
  const waiting: (() => void)[] = [];
  const gate: Gate = () => new Promise((resolve) => waiting.push(resolve));
  let running = jobs.length;
  const ends = jobs.map(async (job) => {
    try {
      await gate();
      await job(gate);
    } finally {
      running -= 1;
    }
  });
  const all = Promise.allSettled(ends);
  for (let round = 0; running > 0; round += 1) {
    if (round > MOST_ROUNDS) throw new Error('the interleaved jobs stand still');
    await letRun();
    const [next] = waiting.splice(dice.below(Math.max(1, waiting.length)), 1);
    next?.();
  }
  for (const end of await all) if (end.status === 'rejected') throw end.reason;
}
