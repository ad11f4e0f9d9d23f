/**
 * A hospital's overrides of the table in domain/rules.ts: single values are bounded here, and the
 * relations between them that the money rules lean on are held for the merged table.
 */
import * as z from 'zod';
import type { ReconRules } from '../domain/recon-rules';
import { DEFAULT_RULES, type Rules, type TimeOfDay } from '../domain/rules';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const between = (least: number, most: number) => z.number().int().min(least).max(most);
const ladder = z.array(between(SECOND, DAY)).min(1).max(20);
/** Two calls, one after the other, fit into one invocation of `pay`, and three into one of `clockwork`. */
const HTTP_TIMEOUT_MOST = 9 * SECOND;

function isTimeOfDay(text: string): text is TimeOfDay {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}
const timeOfDay = z.string().refine(isTimeOfDay, 'must be a time of day, HH:mm');

const lookBack = z
  .array(between(MINUTE, 7 * DAY))
  .max(20)
  .refine(
    (waits) => waits.every((wait, at) => at === 0 || wait > (waits[at - 1] ?? 0)),
    'must be in rising order',
  );

/** Every one may be left out. */
export const ruleOverrides = z.strictObject({
  payDeadlineMs: z.exactOptional(between(MINUTE, 2 * HOUR)),
  counterDeadlineMs: z.exactOptional(between(MINUTE, 30 * MINUTE)),
  tenderWaitMs: z.exactOptional(between(MINUTE, HOUR)),
  absentGraceMs: z.exactOptional(between(10 * SECOND, HOUR)),
  slotLockMs: z.exactOptional(between(MINUTE, 4 * HOUR)),
  queryLadderMs: z.exactOptional(ladder),
  queryEveryMs: z.exactOptional(between(10 * SECOND, HOUR)),
  settleBackoffMs: z.exactOptional(ladder),
  settleGiveUpMs: z.exactOptional(between(10 * MINUTE, 7 * DAY)),
  undecidedAfterMs: z.exactOptional(between(HOUR, 7 * DAY)),
  undecidedEveryMs: z.exactOptional(between(MINUTE, DAY)),
  lookBackMs: z.exactOptional(lookBack),
  insuranceCutOff: z.exactOptional(timeOfDay),
  unsettledDecidedBy: z.exactOptional(timeOfDay),
  /** A token that is handed out outlives the call that it is for. */
  tokenRefreshBeforeMs: z.exactOptional(between(HTTP_TIMEOUT_MOST + SECOND, HOUR)),
  noticeProofMs: z.exactOptional(between(500, 4 * SECOND)),
  httpTimeoutMs: z.exactOptional(between(SECOND, HTTP_TIMEOUT_MOST)),
  /** Whoever claimed and has not crashed is done by then: `pay` runs for 20 s. */
  claimGraceMs: z.exactOptional(between(20 * SECOND, HOUR)),
  refundVia: z.exactOptional(z.enum(['api', 'manual'])),
  patientRefunds: z.exactOptional(z.enum(['allowed', 'at-counter'])),
  secondClerkAbove: z.exactOptional(between(0, 1_000_000_000)),
} satisfies Record<keyof Rules, z.ZodType>) satisfies z.ZodType<Partial<Rules>>;

/** The same for the times of reconciliation. */
export const reconOverrides = z.strictObject({
  startAt: z.exactOptional(timeOfDay),
  retryMs: z.exactOptional(ladder),
  giveUpMs: z.exactOptional(between(HOUR, 14 * DAY)),
  healTries: z.exactOptional(between(1, 20)),
} satisfies Record<keyof ReconRules, z.ZodType>) satisfies z.ZodType<Partial<ReconRules>>;

/** Name and sentence of the relation that does not hold, if any. */
export function brokenRelation(rules: Rules): readonly [keyof Rules, string] | undefined {
  if (rules.slotLockMs <= rules.payDeadlineMs) {
    return ['slotLockMs', 'must outlive payDeadlineMs (money rule 7)'];
  }
  if (rules.absentGraceMs >= rules.payDeadlineMs) {
    return ['absentGraceMs', 'must be shorter than payDeadlineMs'];
  }
  if (rules.insuranceCutOff >= rules.unsettledDecidedBy) {
    return ['unsettledDecidedBy', 'must be later than insuranceCutOff (money rule 16)'];
  }
  return undefined;
}

export function withDefaults(overrides: Partial<Rules>): Rules {
  return { ...DEFAULT_RULES, ...overrides };
}
