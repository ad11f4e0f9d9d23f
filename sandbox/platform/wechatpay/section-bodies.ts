/** What the control API takes for this party: every body is checked whole. Amounts in fen. */

import { z } from 'zod';
import { BILL_TYPES } from './bill-model';
import { OUTCOMES } from './payments';

const number = z.string().min(1).max(64);
const ms = z
  .int()
  .min(0)
  .max(10 * 86_400_000);
const names = { outTradeNo: number.optional(), mixTradeNo: number.optional() };

/** `{outTradeNo}` or `{mixTradeNo}`, exactly one, with whatever else a route takes. */
function namingOne<T extends z.core.$ZodLooseShape>(more: T) {
  return z
    .strictObject({ ...names, ...more })
    .refine(
      (body: Readonly<Record<string, unknown>>) =>
        (body.outTradeNo === undefined) !== (body.mixTradeNo === undefined),
      { error: 'give exactly one of outTradeNo, mixTradeNo' },
    );
}

/** half-paid is insurance-fails of an order that has cash. */
export const payBody = namingOne({ outcome: z.enum([...OUTCOMES, 'half-paid']) });
export const expireBody = z.strictObject({ outTradeNo: number });

export const leversBody = z
  .strictObject({
    signWith: z.enum(['public-key', 'certificate']),
    insuranceFails: z.strictObject({
      left: z.int().min(0).max(1000),
      reason: z.string().min(1).max(2048).default('医保局结算失败：预结算金额不匹配'),
    }),
    answersDelayMs: z.int().min(0).max(60_000),
    probeAnswers: z.int().min(0).max(1000),
    recallReversals: z.int().min(0).max(1000),
    nextRefunds: z.array(z.enum(['abnormal', 'closed', 'stuck'])).max(100),
  })
  .partial();

export const refundActBody = z.strictObject({
  outRefundNo: number,
  status: z.enum(['SUCCESS', 'ABNORMAL', 'CLOSED']),
});

export const replayBody = z.strictObject({
  times: z.int().min(1).max(20).default(1),
  how: z.enum(['anew', 'caught']).default('anew'),
});
export const releaseBody = z.strictObject({
  order: z.enum(['born', 'reverse']).default('born'),
  ids: z.array(number).max(1000).optional(),
});
/** Absent: past the last attempt that anybody would make. */
export const delayBody = z.strictObject({ ms: ms.optional() });

const scalar = z.union([z.string().max(2048), z.number(), z.boolean()]);
export const tamperBody = z.strictObject({
  id: number,
  set: z.record(z.string().regex(/^[a-z]\w{0,63}$/), scalar).optional(),
  remove: z.array(z.string().max(64)).max(64).optional(),
  eventType: z.string().min(1).max(64).optional(),
  corrupt: z.boolean().optional(),
  serial: z.string().min(1).max(128).optional(),
  sign: z.enum(['right', 'wrong', 'probe', 'none', 'keep']).default('keep'),
});

const row = z.union([
  z.strictObject({ outTradeNo: number }),
  z.strictObject({ outRefundNo: number }),
]);
const difference = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drop'), row }),
  z.strictObject({ kind: z.literal('double'), row }),
  z.strictObject({ kind: z.literal('amount'), row, byFen: z.int() }),
  z.strictObject({ kind: z.literal('state'), row, state: z.string().min(1).max(32) }),
  z.strictObject({ kind: z.literal('next-day'), row }),
  z.strictObject({ kind: z.literal('missing-cell'), row }),
  z.strictObject({
    kind: z.literal('foreign'),
    outTradeNo: number,
    totalFen: z.int().min(1),
    atMs: z.int().min(0).max(86_399_999).default(0),
  }),
]);

export const billDay = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be yyyy-MM-dd');
export const billQuery = z.strictObject({ type: z.enum(BILL_TYPES).default('ALL') });
export const billBody = z
  .strictObject({
    generated: z.enum(['by-clock', 'never', 'now']),
    cut: z.boolean(),
    differences: z.array(difference).max(1000),
  })
  .partial();
