/**
 * Checks of what staff send from their desk; every size and every stretch of time bounded. The shapes are
 * those of staff-desk-types.ts.
 */
import * as z from 'zod';
import type { StaffDeskActions } from './staff-desk-types';

/** What people write: no control characters. */
export const words = (most: number) =>
  z.string().regex(new RegExp(`^[^\\p{C}]{1,${String(most)}}$`, 'u'));

const DAY_MS = 24 * 60 * 60 * 1000;

/** Midnight UTC of a day that the calendar has; undefined for the 30th of February. */
function midnight(text: string): number | undefined {
  const dashed = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  const at = Date.parse(`${dashed}T00:00:00.000Z`);
  if (Number.isNaN(at)) return undefined;
  return new Date(at).toISOString().startsWith(dashed) ? at : undefined;
}

/** yyyyMMdd */
export const day = z
  .string()
  .regex(/^20\d{6}$/)
  .refine((text) => midnight(text) !== undefined);

const MOST_DAYS = 31;
const days = z.object({ from: day, to: day }).refine(({ from, to }) => {
  const [first = NaN, last = NaN] = [midnight(from), midnight(to)];
  return first <= last && last - first < MOST_DAYS * DAY_MS;
});

const SHIFT_MOST_MS = 2 * DAY_MS;
const moment = z.number().int().min(0).max(9_999_999_999_999);
const shift = z
  .object({ from: moment, to: moment })
  .refine(({ from, to }) => from <= to && to - from <= SHIFT_MOST_MS);

const oneDay = z.object({ day });
const requestId = z.string().regex(/^[0-9A-Za-z_-]{10,63}\.[1-9]\d{0,5}$/);
const memberId = z.string().regex(/^[0-9a-f]{24}$/);
/** Typed by hand: small letters and blanks are no other code. */
const code = z
  .string()
  .max(20)
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(/^[0-9A-Z]{8}$/));
/** An order number, a bill number or a card number, as it was typed or scanned. */
const number = z
  .string()
  .max(80)
  .transform((text) => text.trim())
  .pipe(z.string().regex(/^[0-9A-Za-z_-]{1,64}$/));

type Desk = {
  readonly [A in keyof StaffDeskActions]: z.ZodType<StaffDeskActions[A]['in']>;
};

export const deskValidators = {
  figures: z.object({ day: z.exactOptional(day) }),
  findOrders: z.object({
    text: z.exactOptional(number),
    state: z.exactOptional(z.enum(['waiting', 'paid', 'refunded', 'review', 'over'])),
    day: z.exactOptional(day),
    after: z.exactOptional(z.string().regex(/^\d{15}:[0-9A-Za-z_-]{10,63}$/)),
  }),
  refundRequests: z.object({}),
  approveRefund: z.object({ requestId }),
  dismissRefund: z.object({ requestId, note: words(200) }),
  invite: z.object({ name: words(32), role: z.enum(['clerk', 'administrator']) }),
  join: z.object({ code }),
  members: z.object({}),
  shutOut: z.object({ memberId }),
  audit: z.object({
    after: z.exactOptional(z.string().regex(/^[0-9A-Za-z-]{1,32}:\d{15}:[0-9a-f]{12}$/)),
  }),
  settleDifference: z.object({
    day,
    differenceId: z.string().regex(/^[\x21-\x7e]{1,200}$/),
    note: words(200),
  }),
  closeDay: oneDay,
  dayFile: oneDay,
  shift,
  shiftFile: shift,
  acceptance: days,
  acceptanceFile: days,
} as const satisfies Desk;
