/** Tasks of one invocation that must not keep each other from their turn. */

export type Task = () => Promise<unknown>;

/** One after the other; what fails keeps none of the others from its turn, and is told at the end. */
export async function eachInTurn([first, ...rest]: readonly Task[]): Promise<void> {
  if (first === undefined) return;
  try {
    await first();
  } finally {
    await eachInTurn(rest);
  }
}
