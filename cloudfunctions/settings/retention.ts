/**
 * A hospital's overrides of the table in domain/retention.ts. What counts against a limit or keeps two
 * apart outlives the difference of two clocks; notices outlive a month's books.
 */
import * as z from 'zod';
import type { RetentionRules } from '../domain/retention';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const between = (least: number, most: number) => z.number().int().min(least).max(most);

/** Every one may be left out; ms. */
export const retentionOverrides = z.strictObject({
  'phone-proof': z.exactOptional(between(10 * MINUTE, 7 * DAY)),
  attempt: z.exactOptional(between(10 * MINUTE, 7 * DAY)),
  lease: z.exactOptional(between(10 * MINUTE, 7 * DAY)),
  invitation: z.exactOptional(between(DAY, 365 * DAY)),
  reminder: z.exactOptional(between(DAY, 365 * DAY)),
  notice: z.exactOptional(between(31 * DAY, 10 * 366 * DAY)),
} satisfies Record<keyof RetentionRules, z.ZodType>) satisfies z.ZodType<Partial<RetentionRules>>;
