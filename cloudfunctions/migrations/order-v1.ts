/**
 * The stored form of an order, schema version 1, checked field by field when it comes back: stored
 * money outlives releases (house, "migrations"). Strict: a field that we don't know is not dropped.
 */
import * as z from 'zod';
import { TENDER_KINDS } from '../domain/counter';
import { billId, hospitalId, patientId } from '../domain/ids';
import type { Order } from '../domain/order';
import { refundV1 } from './refund-v1';
import { amount, count, made, number, optionalText, person, reason, text, time } from './values-v1';

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

const launch = z.union([
  z.strictObject({ appId: text, path: text }),
  z.strictObject({ counter: z.literal(true) }),
  z.strictObject({
    mixTradeNo: text,
    cash: z.exactOptional(
      z.strictObject({
        timeStamp: text,
        nonceStr: text,
        package: text,
        signType: z.literal('RSA'),
        paySign: text,
      }),
    ),
  }),
]);

const counter = z.strictObject({
  counterNo: text,
  clerk: person,
  first: z.enum(['insurance', 'cash']),
  scanId: text,
  neverCharged: z.exactOptional(z.literal(true)),
  why: optionalText,
  closeSentAt: z.exactOptional(time),
  tender: z.exactOptional(
    z.discriminatedUnion('state', [
      z.strictObject({ state: z.literal('asked'), at: time, until: time, by: person }),
      z.strictObject({
        state: z.literal('taken'),
        at: time,
        kind: z.enum(TENDER_KINDS),
        receipt: text,
        by: person,
      }),
    ]),
  ),
});

const upload = z.strictObject({
  state: z.enum(['asked', 'priced']),
  quoted: amounts,
  payOrderId: optionalText,
  createdAt: z.exactOptional(time),
});

const proof = z.strictObject({
  total: amount,
  cash: amount,
  insurance: amount,
  ...insuranceParts,
  insuranceTradeNo: optionalText,
  cashTradeNo: optionalText,
  paidAt: time,
  byHand: z.exactOptional(z.literal(true)),
});

const settlement = z.strictObject({
  state: z.enum(['none', 'due', 'settled', 'refused']),
  since: z.exactOptional(time),
  attempts: count,
  settlementNo: optionalText,
  pickup: optionalText,
  refusal: optionalText,
  byHand: z.exactOptional(z.literal(true)),
  givenUp: z.exactOptional(z.literal(true)),
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
    'refund-by-hand',
    'refund-change',
    'refund-insurance-failed',
    'refund-undecided',
    'refund-refused',
    'refund-differs',
    'refund-unbooked',
    'refund-untold',
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
  requestId: optionalText,
  by: z.exactOptional(person),
});

export const orderV1 = z.strictObject({
  orderNo: number,
  schemaVersion: z.literal(1),
  version: z.number().int().positive(),
  hospital: made(text, hospitalId),
  channel: z.enum(['payinsurance', 'medins', 'onecode', 'none']),
  kind: z.enum(['clinic', 'registration', 'deposit']),
  visit: z.exactOptional(
    z.strictObject({
      appointmentId: text,
      from: time,
      to: time,
      department: text,
      doctor: text,
      place: text,
      released: z.exactOptional(z.literal(true)),
    }),
  ),
  admissionId: optionalText,
  entry: z.exactOptional(z.enum(['menu', 'prescription-code', 'message', 'counter'])),
  owner: person,
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
    'authorising',
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
  launch: z.exactOptional(launch),
  counter: z.exactOptional(counter),
  upload: z.exactOptional(upload),
  halfPaid: z.exactOptional(
    z.strictObject({ cash: amount, paidAt: time, cashTradeNo: optionalText }),
  ),
  reason: z.exactOptional(reason),
  proof: z.exactOptional(proof),
  settlement,
  refund: z.exactOptional(refundV1),
  concludedAt: z.exactOptional(time),
  review: z.exactOptional(review),
  asked: count,
  dueAt: time.nullable(),
  history: z.array(history),
}) satisfies z.ZodType<Order>;
