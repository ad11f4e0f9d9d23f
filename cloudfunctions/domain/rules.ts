/**
 * The times by which payments live: one table, every value of which a hospital's settings may
 * override (docs/money-rules.md). Durations in ms; times of day are Asia/Shanghai.
 */

/** `HH:mm`, 00:00–23:59. */
export type TimeOfDay = `${number}${number}:${number}${number}`;

export interface Rules {
  /** After it we ask the platform to close an unpaid order. */
  readonly payDeadlineMs: number;
  /** The same at a counter, where a person waits for the answer. */
  readonly counterDeadlineMs: number;
  /** How long a settled insurance part waits for cash that is taken otherwise; then it is reversed. */
  readonly tenderWaitMs: number;
  /** "No such order" counts only when the order is at least that old (money rule 2). */
  readonly absentGraceMs: number;
  /** How long the hospital holds what is being paid; outlives deadline and close (money rule 7). */
  readonly slotLockMs: number;
  /** Waits before the first questions about an unpaid order; then `queryEveryMs`. */
  readonly queryLadderMs: readonly number[];
  readonly queryEveryMs: number;
  /** Waits between attempts to book at the hospital; the last one repeats. */
  readonly settleBackoffMs: readonly number[];
  /** After it an unbooked payment becomes a case for a person. */
  readonly settleGiveUpMs: number;
  /** An order still open so long after its deadline becomes a person's case, and is asked about on. */
  readonly undecidedAfterMs: number;
  readonly undecidedEveryMs: number;
  /** When an order that ended without money is looked at again, after its end: late payments exist. */
  readonly lookBackMs: readonly number[];
  /** No insurance order after it (money rule 16). */
  readonly insuranceCutOff: TimeOfDay;
  /** Unsettled insurance orders are decided by then. */
  readonly unsettledDecidedBy: TimeOfDay;
  readonly tokenRefreshBeforeMs: number;
  /** How long a notice may try to prove itself before it is answered (money rule 10). */
  readonly noticeProofMs: number;
  readonly httpTimeoutMs: number;
  /** After it a claim without any order is a crash's remains and may be taken over. */
  readonly claimGraceMs: number;
  /** manual: the city has stopped the interface, the money goes back by hand (money rule 9). */
  readonly refundVia: 'api' | 'manual';
  /** Whether patients may ask for a refund on the phone. */
  readonly patientRefunds: 'allowed' | 'at-counter';
  /**
   * A clerk's refund above it (fen, both legs together) waits for a second clerk; 0: each one that moves
   * money.
   */
  readonly secondClerkAbove: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const DEFAULT_RULES: Rules = {
  payDeadlineMs: 15 * MINUTE,
  counterDeadlineMs: 3 * MINUTE,
  tenderWaitMs: 10 * MINUTE,
  absentGraceMs: 2 * MINUTE,
  slotLockMs: 25 * MINUTE,
  queryLadderMs: [5 * SECOND, 15 * SECOND, 30 * SECOND, 60 * SECOND, 120 * SECOND],
  queryEveryMs: 5 * MINUTE,
  settleBackoffMs: [
    5 * SECOND,
    15 * SECOND,
    30 * SECOND,
    60 * SECOND,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
  ],
  settleGiveUpMs: 24 * HOUR,
  undecidedAfterMs: 24 * HOUR,
  undecidedEveryMs: HOUR,
  lookBackMs: [10 * MINUTE, 2 * HOUR],
  insuranceCutOff: '23:30',
  unsettledDecidedBy: '23:50',
  tokenRefreshBeforeMs: 5 * MINUTE,
  noticeProofMs: 3 * SECOND,
  httpTimeoutMs: 8 * SECOND,
  claimGraceMs: MINUTE,
  refundVia: 'api',
  patientRefunds: 'allowed',
  secondClerkAbove: 50_000,
};
