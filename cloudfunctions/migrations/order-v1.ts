/**
 * The stored form of an order, schema version 1, checked field by field when it comes back: stored
 * money outlives releases (house, "migrations"). Strict: a field that we don't know is not dropped.
 */
import * as z from 'zod';
import { billId, hospitalId, openId, orderNo, patientId, type OrderNo } from '../domain/ids';
import type { Order } from '../domain/order';
import { fen, type Fen } from '../../miniprogram/shared/fen';
import { REASONS } from '../../miniprogram/shared/reasons';

function made<I extends string | number, T>(input: z.ZodType<I>, make: (value: I) => T) {
  return input.transform((value, context): T => {
    try {
      return make(value);
    } catch {
      context.issues.push({ code: 'custom', message: 'not such a value', input: value });
      return z.NEVER;
    }
  });
}

const text = z.string();
const optionalText = z.exactOptional(text);
const time = z.number().int().nonnegative();
const count = z.number().int().nonnegative();
const amount: z.ZodType<Fen> = made(z.number(), fen);
const number: z.ZodType<OrderNo> = made(text, orderNo);
const reason = z.enum(REASONS);
const leg = z.enum(['none', 'unpaid', 'paid', 'refunded', 'closed']);

const insuranceParts = {
  insuranceFund: z.exactOptional(amount),
  insuranceSelf: z.exactOptional(amount),
  insuranceOther: z.exactOptional(amount),
};

const amounts = z.strictObject({
  mode: z.enum(['fixed', 'open']),
  payType: z.enum(['cash', 'insurance', 'mixed']),
  total: amount,
  cash: amount,
  insurance: amount,
  ...insuranceParts,
  cashAdd: amount,
  cashReduced: amount,
});

const proof = z.strictObject({
  total: amount,
  cash: amount,
  insurance: amount,
  ...insuranceParts,
  insuranceTradeNo: optionalText,
  cashTradeNo: optionalText,
  paidAt: time,
});

const settlement = z.strictObject({
  state: z.enum(['none', 'due', 'settled', 'refused']),
  since: z.exactOptional(time),
  attempts: count,
  settlementNo: optionalText,
  pickup: optionalText,
  refusal: optionalText,
});

const review = z.strictObject({
  reason: z.enum([
    'amount-mismatch',
    'wrong-merchant',
    'paid-differs',
    'paid-twice',
    'undecided',
    'refund-not-ours',
    'hospital-refused',
    'hospital-booked-otherwise',
    'hospital-silent',
  ]),
  at: time,
  evidence: text,
});

const history = z.strictObject({
  at: time,
  event: text,
  outcome: text,
  times: count,
  note: optionalText,
});

export const orderV1 = z.strictObject({
  orderNo: number,
  schemaVersion: z.literal(1),
  version: z.number().int().positive(),
  hospital: made(text, hospitalId),
  channel: z.enum(['payinsurance', 'none']),
  kind: z.literal('clinic'),
  owner: made(text, openId),
  patientId: made(text, patientId),
  patientName: text,
  billIds: z.array(made(text, billId)),
  title: text,
  payWith: z.enum(['insurance', 'cash']),
  insuranceUnavailable: z.exactOptional(reason),
  amounts,
  cashAddWording: optionalText,
  serialNo: text,
  billNo: optionalText,
  orgNo: text,
  createdAt: time,
  deadlineAt: time,
  payment: z.enum([
    'placing',
    'unknown',
    'payable',
    'closing',
    'failing',
    'rejected',
    'closed',
    'failed',
    'paid',
    'not-needed',
  ]),
  since: time,
  existed: z.exactOptional(z.literal(true)),
  reopenedAt: z.exactOptional(time),
  hintedAt: z.exactOptional(time),
  legs: z.strictObject({ cash: leg, insurance: leg }),
  seen: z.exactOptional(z.enum(['not-paid', 'unbound', 'paying'])),
  platformTradeNo: optionalText,
  launch: z.exactOptional(z.strictObject({ appId: text, path: text })),
  reason: z.exactOptional(reason),
  proof: z.exactOptional(proof),
  settlement,
  review: z.exactOptional(review),
  asked: count,
  dueAt: time.nullable(),
  history: z.array(history),
}) satisfies z.ZodType<Order>;
