/** The stored form of a refund, schema version 1 (see order-v1). */
import * as z from 'zod';
import { orderNo, refundNoOf, type RefundNo } from '../domain/ids';
import type { Refund } from '../domain/refund';
import { amount, count, made, optionalText, person, reason, text, time } from './values-v1';

const number: z.ZodType<RefundNo> = made(text, (stored) => {
  const made = refundNoOf(orderNo(stored.slice(1)));
  if (made !== stored) throw new RangeError('not a refund number');
  return made;
});

const leg = z.enum(['none', 'due', 'refunding', 'refunded', 'change', 'failed', 'by-hand']);

export const refundV1 = z.strictObject({
  refundNo: number,
  mode: z.enum(['whole', 'cash-only', 'cash-part', 'insurance-and-cash-part']),
  cash: amount,
  insurance: amount,
  cause: z.enum(['patient', 'clerk', 'hospital-refused', 'paid-twice', 'review', 'half-paid']),
  by: z.exactOptional(person),
  note: text,
  via: z.enum(['api', 'manual']),
  askedAt: time,
  state: z.enum([
    'reserved',
    'held',
    'sending',
    'refunding',
    'by-hand',
    'returned',
    'done',
    'refused',
  ]),
  since: time,
  hold: z.enum(['not-needed', 'due', 'held', 'confirmed', 'released']),
  legs: z.strictObject({ cash: leg, insurance: leg }),
  sends: count,
  asked: count,
  platformRefundNo: optionalText,
  cashRefundNo: optionalText,
  insuranceRefundNo: optionalText,
  told: z.exactOptional(z.literal(true)),
  toldReceipt: optionalText,
  returnedAt: z.exactOptional(time),
  receipt: optionalText,
  finishBy: z.exactOptional(time),
  refusal: optionalText,
  reason: z.exactOptional(reason),
}) satisfies z.ZodType<Refund>;
