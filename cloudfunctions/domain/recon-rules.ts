/** The times by which reconciliation lives; a hospital's settings may override each. */
import type { TimeOfDay } from './rules';

export interface ReconRules {
  /** When yesterday's books are compared; the platform offers its bill in the morning. */
  readonly startAt: TimeOfDay;
  /** Waits after failures in a row; the last one repeats. */
  readonly retryMs: readonly number[];
  /** After so long since `startAt` a day without readable books becomes a person's case. */
  readonly giveUpMs: number;
  /** How often a healing is tried when somebody could not be asked. */
  readonly healTries: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const DEFAULT_RECON_RULES: ReconRules = {
  startAt: '10:30',
  retryMs: [10 * MINUTE, 20 * MINUTE, 30 * MINUTE, HOUR],
  giveUpMs: 72 * HOUR,
  healTries: 5,
};
