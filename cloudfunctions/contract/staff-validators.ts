/** Checks of what staff send; every size bounded. The shapes are those of staff-types.ts. */
import * as z from 'zod';
import type { ReviewAct } from '../domain/review';
import { orderNo, sum } from './fields';
import { day, deskValidators, words } from './staff-desk-validators';
import type { ClerkRefund } from './staff-types';
import type { Validators } from './validators';

const openId = z.string().regex(/^[A-Za-z0-9_-]{6,64}$/);
const note = words(200);
const receipt = words(64);
const sums = z.object({ cash: sum, insurance: sum });

const act: z.ZodType<ReviewAct> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('record-transfer'), receipt, sums: z.exactOptional(sums) }),
  z.object({
    kind: z.literal('decide-unbooked'),
    choice: z.enum(['booked-by-hand', 'refund']),
    note,
  }),
  z.object({
    kind: z.literal('conclude'),
    note,
    held: z.exactOptional(sums),
  }),
  z.object({ kind: z.literal('record-booking'), receipt }),
  z.object({ kind: z.literal('record-told'), receipt }),
]);

const refund: z.ZodType<ClerkRefund> = z.object({
  orderNo,
  mode: z.enum(['whole', 'cash-only', 'cash-part', 'insurance-and-cash-part']),
  cash: z.exactOptional(sum),
  note,
});

export const staffValidators = {
  ...deskValidators,
  whoAmI: z.object({}),
  reviewQueue: z.object({ skip: z.number().int().min(0).max(10_000) }),
  order: z.object({ orderNo }),
  endReview: z.object({ orderNo, act }),
  previewRefund: refund,
  refund,
  reconciledDays: z.object({ before: z.exactOptional(day) }),
  differences: z.object({ day, after: z.exactOptional(z.string().min(1).max(200)) }),
  reconciliationCsv: z.object({ day }),
  reconcileAgain: z.object({ day }),
  setMember: z.object({
    openId,
    name: words(32),
    role: z.enum(['clerk', 'administrator', 'none']),
  }),
} as const satisfies Validators<'staff'>;
