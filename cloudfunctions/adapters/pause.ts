/** The Pause port on node's timer. */
import { setTimeout as timer } from 'node:timers/promises';
import type { Pause } from '../ports/pause';

export const timerPause: Pause = {
  wait: async (ms) => {
    await timer(ms);
  },
};
