/** Cloud function `counter`: 一码付 at the hospital's counters. Settings are checked when it is loaded. */
import { openCounter } from '../../wiring/counter';

const door = openCounter();

export async function main(event: unknown): Promise<unknown> {
  return door(event);
}
