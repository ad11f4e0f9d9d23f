/**
 * What the control API's levers for refunds, bills and notices accept: checked whole, unknown names
 * included. Amounts in fen, times in ms, days yyyyMMdd in Asia/Shanghai.
 */

import { z } from 'zod';
import { BILL_HEADERS } from '../platform/payinsurance/bill-columns';
import { BILL_TYPES, type BillDifference } from '../platform/payinsurance/bill-model';
import { REFUND_ACTS } from '../platform/payinsurance/refund-model';
import { isShanghaiDay } from '../platform/payinsurance/shanghai-time';
import { SPELLINGS } from '../platform/payinsurance/spellings';

const ms = z.int().min(0).max(31_622_400_000);
const number = z.string().min(1).max(64);
const fen = z.int().min(0).max(100_000_000_000);

const refundNames = {
  medRefundId: number.optional(),
  hospOutRefundNo: number.optional(),
  hospOutTradeNo: number.optional(),
  medTransId: number.optional(),
};

export const refundPlanBody = z.strictObject({
  /** Absent: the next refund, whoever's it is. */
  hospOutTradeNo: number.optional(),
  cash: z.enum(['SUCCESS', 'CHANGE']).optional(),
  insurance: z.enum(['SUCCESS', 'FAIL']).optional(),
  afterMs: ms.nullable().optional(),
});

export const refundActBody = z
  .strictObject({ ...refundNames, act: z.enum(REFUND_ACTS) })
  .refine(
    (body) =>
      [body.medRefundId, body.hospOutRefundNo, body.hospOutTradeNo, body.medTransId].filter(
        (name) => name !== undefined,
      ).length === 1,
    { error: 'give exactly one of medRefundId, hospOutRefundNo, hospOutTradeNo, medTransId' },
  );

export const refundIpsBody = z.strictObject({
  allowed: z.union([z.literal('everybody'), z.array(z.union([z.ipv4(), z.ipv6()])).max(100)]),
});

export const spellingsBody = z.strictObject({
  spellings: z
    .strictObject(
      Object.fromEntries(Object.entries(SPELLINGS).map(([first, all]) => [first, z.enum(all)])),
    )
    .partial(),
});

export const dayPath = z.strictObject({
  day: z.string().refine(isShanghaiDay, 'must be a day as yyyyMMdd'),
});

export const billTypeQuery = z.strictObject({ type: z.enum(BILL_TYPES).default('ALL') });

const row = z.union([
  z.strictObject({ hospOutTradeNo: number }),
  z.strictObject({ hospOutRefundNo: number }),
]);

const difference = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drop'), row }),
  z.strictObject({ kind: z.literal('double'), row }),
  z.strictObject({
    kind: z.literal('amount'),
    row,
    leg: z.enum(['cash', 'insurance', 'total']),
    byFen: z.int().min(-100_000_000).max(100_000_000),
  }),
  z.strictObject({ kind: z.literal('state'), row, state: z.string().min(1).max(32) }),
  z.strictObject({ kind: z.literal('next-day'), row }),
  z.strictObject({ kind: z.literal('three-decimals'), row }),
  z.strictObject({ kind: z.literal('missing-cell'), row }),
  z.strictObject({ kind: z.literal('comma-name'), row }),
  z.strictObject({
    kind: z.literal('foreign'),
    hospOutTradeNo: number,
    totalFen: fen,
    cashFen: fen,
    insuranceFen: fen,
    atMs: z.int().min(0).max(86_399_999).optional(),
  }),
]) satisfies z.ZodType<BillDifference>;

const columns = new Set(Object.values(BILL_HEADERS).flatMap((header) => header.split(',')));
const columnName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^,`\r\n]+$/, 'must hold neither comma, backtick nor line break');

export const billPlanBody = z.strictObject({
  syntheticRows: z.int().min(0).max(2_000_000).optional(),
  syntheticRefunds: z.int().min(0).max(2_000_000).optional(),
  generated: z.enum(['by-clock', 'never', 'now']).optional(),
  bom: z.boolean().optional(),
  crlf: z.boolean().optional(),
  encoding: z.enum(['utf-8', 'gbk']).optional(),
  extraColumn: columnName.nullable().optional(),
  renameColumn: z
    .strictObject({
      from: z.string().refine((name) => columns.has(name), 'no bill has such a column'),
      to: columnName,
    })
    .nullable()
    .optional(),
  cut: z
    .strictObject({
      how: z.enum(['connection', 'mid-row']),
      afterRows: z.int().min(0).optional(),
    })
    .nullable()
    .optional(),
  differences: z.array(difference).max(1000).optional(),
});

export const releaseBody = z.strictObject({
  order: z.enum(['born', 'reverse']).default('born'),
  ids: z.array(number).max(1000).optional(),
});

/** Absent: past the last attempt that anybody would make. */
export const delayBody = z.strictObject({ ms: ms.optional() });

export const replayBody = z.strictObject({ times: z.int().min(1).max(20).default(1) });
