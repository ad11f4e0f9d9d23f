/**
 * A hospital's overrides of the table in domain/rules.ts: single values are bounded here, and the
 * relations between them that the money rules lean on are held for the merged table.
 */
import * as z from 'zod';
import { DEFAULT_RULES, type Rules, type TimeOfDay } from '../domain/rules';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const between = (least: number, most: number) => z.number().int().min(least).max(most);
const ladder = z.array(between(SECOND, DAY)).min(1).max(20);

function isTimeOfDay(text: string): text is TimeOfDay {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}
const timeOfDay = z.string().refine(isTimeOfDay, 'must be a time of day, HH:mm');

/** Every one may be left out. */
export const ruleOverrides = z.strictObject({
  payDeadlineMs: z.exactOptional(between(MINUTE, 2 * HOUR)),
  absentGraceMs: z.exactOptional(between(10 * SECOND, HOUR)),
  slotLockMs: z.exactOptional(between(MINUTE, 4 * HOUR)),
  queryLadderMs: z.exactOptional(ladder),
  queryEveryMs: z.exactOptional(between(10 * SECOND, HOUR)),
  settleBackoffMs: z.exactOptional(ladder),
  settleGiveUpMs: z.exactOptional(between(10 * MINUTE, 7 * DAY)),
  insuranceCutOff: z.exactOptional(timeOfDay),
  unsettledDecidedBy: z.exactOptional(timeOfDay),
  tokenRefreshBeforeMs: z.exactOptional(between(0, HOUR)),
  noticeProofMs: z.exactOptional(between(500, 4 * SECOND)),
  httpTimeoutMs: z.exactOptional(between(SECOND, 20 * SECOND)),
  claimGraceMs: z.exactOptional(between(20 * SECOND, HOUR)),
}) satisfies z.ZodType<Partial<Rules>>;

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
  if (rules.claimGraceMs <= rules.httpTimeoutMs) {
    return ['claimGraceMs', 'must be longer than httpTimeoutMs'];
  }
  return undefined;
}

export function withDefaults(overrides: Partial<Rules>): Rules {
  return { ...DEFAULT_RULES, ...overrides };
}
