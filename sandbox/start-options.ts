/** Options of the command line that name a world; a mistake ends the process with a sentence. */

import { CHANNELS, COUNTER_FIRSTS, type Channel } from './function-environment';
import type { WorldOptions } from './world';

export function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) {
    console.error(`--port must be a number from 0 to 65535, not ${text}`);
    process.exit(2);
  }
  return port;
}

export function channelOf(name: string | undefined): Channel {
  const chosen = CHANNELS.find((known) => known === (name ?? CHANNELS[0]));
  if (chosen !== undefined) return chosen;
  console.error(`--channel must be ${CHANNELS.join(' or ')}, not ${String(name)}`);
  process.exit(2);
}

/** `off`: no 一码付 at counters; insurance first unless told otherwise. */
export function counterOf(name: string = COUNTER_FIRSTS[0]): Pick<WorldOptions, 'counter'> {
  if (name === 'off') return {};
  const first = COUNTER_FIRSTS.find((known) => known === name);
  if (first !== undefined) return { counter: { first } };
  console.error(`--counter must be ${COUNTER_FIRSTS.join(', ')} or off, not ${name}`);
  process.exit(2);
}
